"""Which face sets a form field: the form's own where it is embedded whole, else by its name."""

import re

import pikepdf

from documents.rendering.findings import Finding, Location
from documents.rendering.fonts import FontLibrary, Match
from documents.rendering.pdfform.appearance import entry
from documents.rendering.pdfform.form import TextLook

# 12.7.3.3: the names that Acrobat gives the base-14 fonts in a form's resources.
ALIASES = {
    "Helv": "Helvetica", "HeBo": "Helvetica-Bold", "HeOb": "Helvetica-Oblique", "HeBO": "Helvetica-BoldOblique",
    "TiRo": "Times-Roman", "TiBo": "Times-Bold", "TiIt": "Times-Italic", "TiBI": "Times-BoldItalic",
    "Cour": "Courier", "CoBo": "Courier-Bold", "CoOb": "Courier-Oblique", "CoBO": "Courier-BoldOblique",
    "ZaDb": "ZapfDingbats", "Symb": "Symbol",
}  # fmt: skip
BASE_14 = {
    "Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Helvetica-BoldOblique", "Times-Roman", "Times-Bold", "Times-Italic",
    "Times-BoldItalic", "Courier", "Courier-Bold", "Courier-Oblique", "Courier-BoldOblique", "Symbol", "ZapfDingbats",
}  # fmt: skip
SUBSET = re.compile(r"[A-Z]{6}\+")
STYLE_WORDS = re.compile("Bold|Italic|Oblique|Light|Medium|Semibold|Black|Condensed|Regular|Roman|MT|PS")


def base_font(resource: str, resources: list[pikepdf.Object | None]) -> tuple[str, pikepdf.Object | None]:
    """(BaseFont without subset tag, font dictionary) of a resource name, looked for in order."""
    for holder in resources:
        font = entry(entry(holder, "/Font"), f"/{resource}")
        if font is not None:
            name = str(entry(font, "/BaseFont") or "")[1:]
            return SUBSET.sub("", name) or ALIASES.get(resource, "Helvetica"), font
    return ALIASES.get(resource, "Helvetica"), None


def embedded(font: pikepdf.Object | None) -> bytes | None:
    """The font file of a font that is embedded whole, as Acrobat does for forms; None for a subset or none."""
    descendants = entry(font, "/DescendantFonts")
    if isinstance(descendants, pikepdf.Array) and len(descendants):
        font = descendants[0]
    if SUBSET.match(str(entry(font, "/BaseFont") or "/")[1:]):
        return None
    descriptor = entry(font, "/FontDescriptor")
    file = entry(descriptor, "/FontFile2") or entry(descriptor, "/FontFile3")
    if not isinstance(file, pikepdf.Stream):
        return None
    data = bytes(file.read_bytes())
    return data if data[:4] in (b"\0\1\0\0", b"true", b"OTTO") else None


def family_and_style(name: str) -> tuple[str, str]:
    """A PostScript name taken apart: "Arial,Bold", "Times-BoldItalic", "MyriadPro-Regular"."""
    family, _, style = re.sub(",", "-", name).partition("-")
    words = [word for word in STYLE_WORDS.findall(style) if word not in ("MT", "PS", "Roman", "Regular")]
    family = re.sub("(PS)?MT$|PS$", "", family) or family
    return family, " ".join(words).replace("Oblique", "Italic") or "Regular"


class Typefaces:
    """Faces for a form's fields, and what there is to say about them."""

    def __init__(self, library: FontLibrary) -> None:
        self.library = library
        self.findings: dict[str, Finding] = {}

    def look(self, name: str, *, pages: tuple[str, ...], locations: tuple[Location, ...] = ()) -> TextLook:
        """The face for a BaseFont name, as the family and style that `library.find` takes.

        raises   MissingFont when there is no font at all
        """
        whole = self.library.find(name, "Regular")  # an embedded or installed font by its PostScript name
        asked = (name, "Regular") if not whole.substituted else family_and_style(name)
        match = whole if not whole.substituted else self.library.find(*asked)
        if match.substituted:
            self._report(name, match, pages, locations)
        return TextLook(family=asked[0], style=asked[1])

    def _report(self, name: str, match: Match, pages: tuple[str, ...], locations: tuple[Location, ...]) -> None:
        if name in self.findings:
            return
        if match.substituted == "metric-compatible" or name in BASE_14:
            self.findings[name] = Finding(
                level="info" if name in BASE_14 else "warning",
                code="substituted-font",
                message=f"Fields in {name} are set in {match.got}, which has the same widths.",
                remedy="" if name in BASE_14 else "Embed the font in the form, or upload it to the workspace's fonts.",
                pages=pages,
                locations=locations,
                subject=name,
            )
            return
        self.findings[name] = Finding(
            level="error",
            code="missing-font",
            message=f"The font {name} of some fields is missing: {match.got} is shown in its place.",
            remedy="Upload it under Fonts, or choose another font for these fields.",
            error_id=1008,
            pages=pages,
            locations=locations,
            subject=name,
        )
