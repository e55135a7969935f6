"""Other programs that set the demo's brochure: each a context that gives a function, or None where the program is not there."""

import os
import resource
import shutil
import subprocess
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from html import unescape
from pathlib import Path
from re import DOTALL, findall, sub
from typing import Any

from benchmarks import peer

Values = dict[str, str]
Make = Callable[[Values], object]


def milliseconds_each(action: Callable[[int], object], numbers: range) -> float:
    """CPU of this process and of those it waited for."""
    before = _cpu_s()
    for number in numbers:
        action(number)
    return (_cpu_s() - before) * 1000 / len(numbers)


def _cpu_s() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + spent.ru_utime + spent.ru_stime


@contextmanager
def weasyprint() -> Iterator[Make | None]:
    try:
        import weasyprint as library
    except ImportError:
        yield None
        return
    yield lambda values: library.HTML(string=peer.page(values)).write_pdf()


@contextmanager
def typst(*, warm: bool = False) -> Iterator[Make | None]:
    """Compiled in this process. warm: one compiler for all documents, which takes over what it laid out for the last one."""
    try:
        import typst as library
    except ImportError:
        yield None
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(peer.FOLDER / "Links" / "photograph.jpg", folder)
        source = folder / "brochure.typ"
        settings: dict[str, Any] = {"root": name, "font_paths": [str(peer.FOLDER / "Document fonts")], "ignore_system_fonts": True}
        kept: Any = library.Compiler(**settings) if warm else None

        def make(values: Values) -> bytes:
            source.write_text(_as_typst(values), "utf-8")
            pdf: bytes = kept.compile(input=str(source)) if kept else library.compile(str(source), **settings)
            return pdf

        yield make


@contextmanager
def chromium() -> Iterator[Make | None]:
    """Headless, a process a document, as a server without a browser that stays open runs it."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        yield None
        return
    with tempfile.TemporaryDirectory() as name:
        page, pdf = Path(name) / "brochure.html", Path(name) / "brochure.pdf"
        quiet = ["--headless=new", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer", f"--user-data-dir={name}/profile"]
        quiet += ["--no-sandbox"] if os.geteuid() == 0 else []

        def make(values: Values) -> bytes:
            page.write_text(peer.page(values), "utf-8")
            subprocess.run([program, *quiet, f"--print-to-pdf={pdf}", page.as_uri()], check=True, capture_output=True, timeout=120)
            return pdf.read_bytes()

        yield make


@contextmanager
def scribus() -> Iterator[Make | None]:
    """The IDML itself, opened and exported by a script: a process a document, without a display. Values are not even filled in."""
    program, display = shutil.which("scribus"), shutil.which("xvfb-run")
    if program is None or display is None:
        yield None
        return
    with tempfile.TemporaryDirectory() as name:
        script, pdf = Path(name) / "export.py", Path(name) / "brochure.pdf"
        with zipfile.ZipFile(peer.FOLDER.parent / "brochure.zip") as package:
            package.extractall(name)
        design = next(Path(name).rglob("*.idml"))
        script.write_text(
            f"import scribus\nscribus.openDoc({str(design)!r})\npdf = scribus.PDFfile()\npdf.file = {str(pdf)!r}\npdf.save()\n", "utf-8"
        )

        def make(_values: Values) -> bytes:
            subprocess.run([display, "-a", program, "-g", "-ns", "-py", str(script)], check=True, capture_output=True, timeout=300)
            return pdf.read_bytes()

        yield make


PEERS = [
    ("WeasyPrint", 50, weasyprint),
    ("Typst", 10, typst),
    ("Typst, kept warm", 0, partial(typst, warm=True)),
    ("Chromium", 100, chromium),
    ("Scribus", 500, scribus),
]

HEAD = """#set page(width: 595.276pt, height: 841.89pt, margin: 0pt)
#set text(font: "EB Garamond", size: 11.5pt, hyphenate: true)
#set par(leading: 4.5pt, justify: true, spacing: 4.5pt)
#let at(x, y, w, body) = place(top + left, dx: x, dy: y, block(width: w, body))
#let sans(size, body) = text(font: "Inter", size: size, body)
"""


def _as_typst(values: Values) -> str:
    """The web page's texts at the same places, in Typst's words."""
    body = _quoted(findall(r'<div class="body">(.*?)</div>', peer.page(values), DOTALL)[0])
    name, machine, colour = (_escaped(values[field]) for field in ("First Name", "Machine", "Color"))
    facts = "".join(f"[{_escaped(key)}], [{_escaped(value)}], " for key, value in peer.brochure.FACTS)
    return (
        f'{HEAD}#let crop(w, h, wide) = box(clip: true, width: w, height: h, image("photograph.jpg", width: wide))\n'
        f"#place(top + left, crop(595.3pt, 520pt, 682.6pt))\n"
        f"#at(48pt, 560pt, 420pt, text(size: 52pt)[{name}, meet your {machine}.])\n"
        f"#at(48pt, 692pt, 380pt, sans(11.5pt)[An espresso machine in {colour}, built by hand, made to be mended.])\n#pagebreak()\n"
        f"#place(top + left, dx: 392.9pt, dy: 86pt, crop(202.4pt, 250pt, 691.2pt))\n"
        f"#at(48pt, 80pt, 500pt, text(size: 33pt)[Made for slow mornings])\n"
        f'#at(48pt, 136pt, 326.86pt, text(size: 18pt, style: "italic")[Dear {name}, here is what we would tell you about the {machine}.])\n'
        f"#at(48pt, 236pt, 326.86pt, columns(2, gutter: 18pt)[{body}])\n"
        f"#at(48pt, 614pt, 326.86pt, sans(8.5pt, grid(columns: (1fr, auto), row-gutter: 10pt, {facts})))\n"
        f"#at(392.9pt, 606pt, 202.4pt, block(fill: rgb(203, 43, 48), inset: 20pt)[Come and taste it, {name}.])\n"
    )


def _quoted(html: str) -> str:
    """Paragraphs and headings, their text escaped."""
    parts = findall(r"<(h2|p)>(.*?)</\1>", html, DOTALL)
    return "\n\n".join(_escaped(unescape(sub(r"<[^>]+>", "", text))) for _, text in parts)


def _escaped(text: str) -> str:
    return sub(r"([\\#*_`$<>@\[\]~=/-])", r"\\\1", text)
