"""Rules for the two qualities of a PDF, read with nothing but a search through its streams."""

import re
import zlib

from documents.conformance.content import one_file
from documents.conformance.rules import NotChecked, Rules, expect, handed
from documents.conformance.server import Server

RULES = Rules()
OUTPUT = "output"
STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
CMYK = re.compile(rb"/DeviceCMYK|(?:(?<![\w.])-?[\d.]+\s+){4}[kK](?=\s)")
WIDTH = re.compile(rb"/Width\s+(\d+)")


def _written_in(pdf: bytes) -> bytes:
    """The file's own text, and what its compressed streams hold as text (pictures do not)."""
    found = [STREAM.sub(b"", pdf)]
    for raw in STREAM.findall(pdf):
        try:
            text = zlib.decompress(raw)
        except zlib.error:
            continue
        if text[:2000].isascii():
            found.append(text)
    return b"\n".join(found)


def _cmyk(server: Server, output: object) -> tuple[bool, int]:
    """Whether CMYK stands in the PDF, and its largest picture's width in pixels."""
    written = _written_in(one_file(server, output).content)
    return CMYK.search(written) is not None, max(map(int, WIDTH.findall(written)), default=0)


def _coloured(server: Server) -> Server:
    return server.with_(template=handed(server, "colour_template"))


@RULES.add(OUTPUT, "Quality is Display by default")
def display_is_the_default(server: Server) -> str:
    server = _coloured(server)
    default, display = (one_file(server, output).content for output in (None, {"Quality": "Display"}))
    expect(abs(len(default) - len(display)) < 1000, f"{len(default)} and {len(display)} bytes")
    return f"{len(default)} and {len(display)} bytes"


@RULES.add(OUTPUT, "Print keeps CMYK, Display is RGB throughout")
def print_keeps_cmyk(server: Server) -> str:
    server = _coloured(server)
    if not _cmyk(server, {"Quality": "Print"})[0]:
        raise NotChecked("there is no CMYK in this template's Print")
    expect(not _cmyk(server, {"Quality": "Display"})[0], "CMYK in Display")
    return "CMYK in Print, none in Display"


@RULES.add(OUTPUT, "Print keeps pictures whole, Display downsamples them")
def print_keeps_pictures(server: Server) -> str:
    server = _coloured(server)
    (_, whole), (_, small) = _cmyk(server, {"Quality": "Print"}), _cmyk(server, {"Quality": "Display"})
    expect(0 < small < whole, f"{whole} pixels wide in Print, {small} in Display")
    return f"{whole} pixels wide in Print, {small} in Display"
