"""What a file is, from its first bytes and never from its name."""

from typing import Literal

from documents.intake.archive import Archive, is_zip
from personalia_site.errors import Invalid

Kind = Literal["idml", "package", "pdf", "zip"]

INDESIGN_DOCUMENT = bytes.fromhex("0606edf5d81d46e5bd31efe7fe74b71d")  # .indd and .indt: Adobe's database file
IDML_TYPE = b"application/vnd.adobe.indesign-idml-package"
FONTS = (b"\x00\x01\x00\x00", b"OTTO", b"true", b"ttcf", b"wOFF", b"wOF2", b"typ1")
FONT_SUFFIXES = (".otf", ".ttf", ".ttc", ".otc", ".woff", ".woff2")
OTHERS = {
    b"\xff\xd8\xff": "a JPG picture",
    b"\x89PNG": "a PNG picture",
    b"GIF8": "a GIF picture",
    b"II*\x00": "a TIFF picture",
    b"MM\x00*": "a TIFF picture",
    b"8BPS": "a Photoshop file",
    b"%!PS": "a PostScript or EPS file",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"\x1f\x8b": "a gzip archive",
    b"\xd0\xcf\x11\xe0": "an Office document",
    b"<?xml": "an XML file",
}
WHAT_WORKS = (
    "Upload an InDesign document as IDML (File › Export › InDesign Markup), a ZIP of its Package folder, or a PDF with form fields."
)


def is_pdf(data: bytes) -> bool:
    return b"%PDF-" in data[:1024]  # PDF 32000 Annex H: readers accept it anywhere in the first 1024 bytes


def is_indesign_document(data: bytes) -> bool:
    return data.startswith(INDESIGN_DOCUMENT)


def is_font(data: bytes) -> bool:
    return data.startswith(FONTS)


def looks_like_idml(first_bytes: bytes) -> bool:
    """Whether a ZIP inside a ZIP is IDML, from its first 200 bytes: `mimetype` is its first member and is not compressed."""
    return is_zip(first_bytes) and IDML_TYPE in first_bytes[:200]


def is_idml(archive: Archive) -> bool:
    if "designmap.xml" not in archive:
        return False
    return "mimetype" not in archive or archive.read("mimetype", first=200).strip() == IDML_TYPE


def refuse_unreadable(data: bytes, *, name: str) -> None:
    """Raise Invalid for what is neither a ZIP nor a PDF, saying what it is where that can be seen."""
    if not data:
        raise Invalid(f"“{name}” is empty. Upload it again; if it is empty again, export it again.", code="empty_file")
    if is_indesign_document(data) or (name.lower().endswith((".indd", ".indt")) and not is_zip(data) and not is_pdf(data)):
        raise Invalid(
            f"“{name}” is an InDesign document, which only InDesign can read. In InDesign, export IDML (File › Export › InDesign Markup), "
            "or use File › Package with “Include IDML”, and upload that.",
            code="indesign_document",
        )
    if is_zip(data) or is_pdf(data):
        return
    found = next((what for start, what in OTHERS.items() if data.startswith(start)), "")
    said = f"“{name}” is {found}, no template. " if found else f"“{name}” is neither a ZIP nor a PDF. "
    raise Invalid(said + WHAT_WORKS, code="wrong_kind")
