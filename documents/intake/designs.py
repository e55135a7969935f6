"""An IDML file and what InDesign's File › Package puts beside it: links, fonts, its own PDF."""

import re
import unicodedata
from pathlib import PurePosixPath

from documents.intake import kinds
from documents.intake.archive import Archive
from personalia_site.errors import BrokenDesign, Invalid

NOT_LINKS = {".idml", ".indd", ".indt", ".indb", ".idlk", ".lst", ".joboptions"}
FORBIDDEN = re.compile(rb"<!(DOCTYPE|ENTITY)")


def is_design(archive: Archive, path: str) -> bool:
    """By content; by name where the content is packed so that it does not show."""
    return kinds.looks_like_idml(archive.read(path, first=200)) or path.lower().endswith(".idml")


def refuse_broken_idml(archive: Archive) -> None:
    """Raise BrokenDesign where parts that every design has are missing, Invalid for XML that declares entities."""
    design_map = archive.read("designmap.xml")
    if b"<Document" not in design_map and "<Document".encode("utf-16-le") not in design_map:
        raise BrokenDesign(f"“{archive.name}” has no document in its designmap.xml. Export it again (File › Export › InDesign Markup).")
    for path in archive:
        if path.lower().endswith((".xml", ".xmp")):
            refuse_entities(archive.read(path), where=f"“{path}” in “{archive.name}”")


def refuse_entities(xml: bytes, *, where: str) -> None:
    """InDesign never declares a document type; who does wants to read files or to fill the memory."""
    plain = xml.replace(b"\0", b"")  # UTF-16 and UTF-32 of ASCII, without their zeros
    if FORBIDDEN.search(plain):
        raise Invalid(
            f"{where} declares XML entities, which InDesign never does. Export the design again from InDesign.", code="xml_entities"
        )


def companions(archive: Archive, design: str) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """(links by base name, fonts by file name): every other file of the archive, nearest to the design first."""
    links: dict[str, bytes] = {}
    fonts: dict[str, bytes] = {}
    for path in sorted(archive, key=lambda path: _nearness(path, design)):
        suffix = PurePosixPath(path).suffix.lower()
        if path == design or suffix in NOT_LINKS:
            continue
        if suffix in kinds.FONT_SUFFIXES or kinds.is_font(archive.read(path, first=4)):
            fonts.setdefault(PurePosixPath(path).name, archive.read(path))
        else:
            links.setdefault(link_key(path), archive.read(path))
    return links, fonts


def reference(archive: Archive, design: str) -> bytes | None:
    """InDesign's PDF of the design: in the same folder under the same name, else the only PDF there."""
    folder = PurePosixPath(design).parent
    beside = [PurePosixPath(path) for path in archive if PurePosixPath(path).parent == folder]
    pdfs = [path for path in beside if path.suffix.lower() == ".pdf"]
    same_name = [path for path in pdfs if path.stem == PurePosixPath(design).stem]
    chosen = same_name[0] if same_name else pdfs[0] if len(pdfs) == 1 else None
    return archive.read(str(chosen)) if chosen else None


def link_key(path: str) -> str:
    """A link's key in Package.links: base name, NFC, lower case."""
    return unicodedata.normalize("NFC", PurePosixPath(path).name).lower()


def _nearness(path: str, design: str) -> tuple[bool, bool, int, str]:
    """The design's own folder before others, its Links folder before everything."""
    beside = path.startswith(design.rpartition("/")[0])
    in_links = "links" in path.lower().split("/")[:-1]
    return not (beside and in_links), not beside, path.count("/"), path
