"""Rules for `Output`: forms, qualities, resolutions."""

import io
import re
import struct
import zipfile

import httpx

from documents.conformance.content import one_file
from documents.conformance.rules import NotChecked, Rules, expect, succeeded
from documents.conformance.server import Server, told

RULES = Rules()
OUTPUT = "output"
SIGNS = {"JPG": (b"\xff\xd8\xff", "image/jpeg"), "PNG": (b"\x89PNG\r\n\x1a\n", "image/png")}


@RULES.add(OUTPUT, "Format is PDF by default")
def pdf_is_the_default(server: Server) -> str:
    file = one_file(server, {})
    expect(file.content[:5] == b"%PDF-", told(file))
    return told(file)


def pictures(server: Server, form: str) -> list[httpx.Response]:
    files = server.files(output={"Format": form})
    sign, kind = SIGNS[form]
    for file in files:
        expect(file.content.startswith(sign) and file.headers.get("Content-Type", "").startswith(kind), told(file))
    expect(files, "no file")
    return files


@RULES.add(OUTPUT, "JPG is one file per page")
def jpg_is_a_file_per_page(server: Server) -> str:
    return _a_file_per_page(server, "JPG")


@RULES.add(OUTPUT, "PNG is one file per page")
def png_is_a_file_per_page(server: Server) -> str:
    return _a_file_per_page(server, "PNG")


def _a_file_per_page(server: Server, form: str) -> str:
    count = len(pictures(server, form))
    pages = re.search(rb"/Type\s*/Pages\b[^>]*?/Count\s+(\d+)", server.files()[0].content)
    expect(pages is None or int(pages[1]) == count, f"{count} files of {pages and int(pages[1])} pages")
    return f"{count} files"


for name, value in (
    ("Format", "DOC"),
    ("Format", "pdf"),
    ("Quality", "High"),
    ("Package", "true"),
    ("StrictPolicy", 1),
):
    RULES.refuses(
        OUTPUT,
        f"{name} {value!r} is refused with 400, id 104",
        lambda server, name=name, value=value: server.create(output={name: value}),  # type: ignore[misc]  # bound now
        status=400,
        error_id=104,
    )
for dpi in (71, 301, "72"):
    RULES.refuses(
        OUTPUT,
        f"Resolution {dpi!r} next to PNG is refused with 400, id 104",
        lambda server, dpi=dpi: server.create(output={"Format": "PNG", "Resolution": dpi}),  # type: ignore[misc]  # bound now
        status=400,
        error_id=104,
    )


@RULES.add(OUTPUT, "Resolution next to PDF is tolerated, without effect")
def a_resolution_next_to_pdf(server: Server) -> str:
    found = server.ended(output={"Format": "PDF", "Resolution": 72})
    expect(found.get("Status") == "Completed", f"{found}"[:90])
    return f"{found}"[:90]


@RULES.add(OUTPUT, "Resolution is 72 by default, and 300 makes a picture of 300/72 the size")
def a_resolution_has_its_effect(server: Server) -> str:
    small, large = _width(server, {"Format": "PNG"}), _width(server, {"Format": "PNG", "Resolution": 300})
    box = re.search(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)", server.files()[0].content)
    expect(abs(large - small * 300 / 72) <= 5, f"{small} and {large} pixels wide")
    expect(box is None or abs(float(box[1]) - small) <= 2, f"{small} pixels wide, of {box and float(box[1])} pt")
    return f"{small} and {large} pixels wide"


def _width(server: Server, output: dict[str, object]) -> int:
    files = server.files(output=output)
    expect(files and files[0].content.startswith(SIGNS["PNG"][0]), "no PNG")
    return int(struct.unpack(">I", files[0].content[16:20])[0])


@RULES.add(OUTPUT, "Quality Print is taken")
def print_is_taken(server: Server) -> str:
    found = server.ended(output={"Quality": "Print"})
    expect(found.get("Status") == "Completed", f"{found}"[:90])
    return f"{found}"[:90]


@RULES.add(OUTPUT, "Package true is one ZIP")
def a_package_is_one_zip(server: Server) -> str:
    files = server.files(output={"Format": "PNG", "Package": True})
    expect(len(files) == 1 and files[0].content.startswith(b"PK"), f"{[told(each) for each in files]}"[:90])
    expect(files[0].headers.get("Content-Type", "").startswith("application/zip"), told(files[0]))
    with zipfile.ZipFile(io.BytesIO(files[0].content)) as archive:
        names = archive.namelist()
    expect(names and all(each.endswith(".png") for each in names), f"{names}")
    return f"{names}"[:90]


@RULES.add(OUTPUT, "StrictPolicy false renders anyway what fails by default")
def lenient_renders_anyway(server: Server) -> str:
    values = server.hopeless()
    if values is None or server.ended(fields=values).get("Status") != "Failed":
        raise NotChecked("this template renders whatever is sent")
    found = server.ended(fields=values, output={"StrictPolicy": False})
    expect(found.get("Status") == "Completed", f"{found}"[:90])
    return f"{found}"[:90]


@RULES.add(OUTPUT, "an Output of null or nothing has all defaults")
def no_output_is_all_defaults(server: Server) -> str:
    body = server.body() | {"Output": None}
    succeeded(answer := server.call("POST", "/v1/content", body))
    return told(answer)
