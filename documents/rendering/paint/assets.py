"""Linked pictures and pages, written into the file once, however often they stand in the design."""

import zlib
from collections.abc import Iterable

import msgspec

from documents.rendering.document import IDENTITY, Clip, Document, Graphic, Item, LayerChoice, Matrix
from documents.rendering.findings import Finding, Level
from documents.rendering.fonts import Face, FontLibrary
from documents.rendering.locations import Locations
from documents.rendering.paint import clipping, eps, geometry, pages, pictures, svg
from documents.rendering.paint.copying import UnreadablePageError
from documents.rendering.paint.pages import PlacedPage
from documents.rendering.paint.pictures import Encoded, Picture
from documents.rendering.paint.resources import Colours, Resources
from documents.rendering.paint.screen import ScreenObjects
from documents.rendering.paint.standards import srgb
from documents.rendering.paint.syntax import COMPRESSION, Objects, stream
from documents.rendering.paint.unreadable import UnreadablePictureError
from documents.rendering.text.model import Ink

LOW_PPI = 150.0
GREY = "/ColorSpace/DeviceGray"
PICTURES = ("JPG", "PNG", "TIFF", "PSD", "EPS", "unknown")
PAGES = ("PDF", "SVG")


LACKS = {
    "duotone": "The duotone {} is shown in greys: its inks and curves are not drawn yet.",
    "more channels": "The channels of {} beside its process colours are not drawn: selections, transparency or spot colours.",
    "spot channels": "The spot colour channels of {} are not drawn, only its process colours.",
}


class Assets:
    """variants: the image objects of the two qualities where they differ, by object number.

    unfit   what keeps a file with these from following PDF/X-4
    """

    def __init__(self, document: Document, *, fonts: FontLibrary, objects: ScreenObjects, resources: Resources, colours: Colours) -> None:
        self.document, self.fonts, self.objects, self.resources, self.colours = document, fonts, objects, resources, colours
        self.variants: dict[str, dict[int, bytes]] = {"Print": {}, "Display": {}}
        self.findings: list[Finding] = []
        self.unfit: set[str] = set()
        self._scales = _largest_scales(document)
        self._locations = Locations(document.pages, document.stories)
        self._images: dict[tuple[str, str, Clip | None], tuple[str, Picture] | None] = {}
        self._rgb = ""
        self._pages: dict[tuple[str, int, tuple[LayerChoice, ...]], PlacedPage | None] = {}

    def rgb(self) -> str:
        """What device RGB means beside inks: of placed pages, and of groups that blend in it."""
        self._rgb = self._rgb or srgb(self.objects)
        return self._rgb

    def image(self, graphic: Graphic) -> tuple[str, Picture] | None:
        """Resource name and picture; None when it cannot be read (a finding says so)."""
        if graphic.asset is None:
            return None
        space = self.colours.picture_space(graphic.ink) if graphic.ink and graphic.ink != Ink() else ""
        key = (graphic.asset, space, graphic.clip if graphic.clip and graphic.clip.kind == "edges" else None)
        if key not in self._images:
            self._images[key] = self._write_image(graphic.asset, graphic, space)
        return self._images[key]

    def _write_image(self, key: str, graphic: Graphic, space: str) -> tuple[str, Picture] | None:
        scale = self._scales.get(key, 1.0)
        data = self.document.assets.get(key, b"")
        if graphic.format == "EPS":
            data = eps.preview(data) or b""
            if not data:
                self.unreadable(graphic, "it is an EPS without a preview, and PostScript is not drawn")
                return None
        try:
            printed, shown = pictures.read_both(data, scale=scale)
        except UnreadablePictureError as error:
            self.unreadable(graphic, str(error))
            return None
        if graphic.format == "EPS":
            self._previewed(graphic)
        if space and graphic.ink:
            printed, shown = _in_colour(printed, space), _in_colour(shown, self.colours.picture_space_for_screens(graphic.ink))
        if graphic.clip and graphic.clip.kind == "edges" and (mask := clipping.edges(graphic.clip, data)) is not None:
            printed, shown = (msgspec.structs.replace(each, mask=pictures.mask_of(mask)) for each in (printed, shown))
        self._look_at_picture(printed, graphic)
        number = write_variants(printed, shown, objects=self.objects, variants=self.variants)
        ppi = printed.width_px * 72 / (printed.width_pt * scale) if printed.width_pt and scale else LOW_PPI
        if ppi < LOW_PPI:
            self._is_coarse(graphic, f"The picture “{graphic.link}”" if graphic.link else "An embedded picture", ppi)
        return self.resources.add("XObject", f"{number} 0 R"), printed

    def page(self, graphic: Graphic) -> PlacedPage | None:
        """A page of a linked PDF or PDF-compatible AI, as a form."""
        if graphic.asset is None:
            return None
        key = (graphic.asset, graphic.page, graphic.layers)
        if key not in self._pages:
            try:
                self._pages[key] = self._place(graphic, self.document.assets.get(graphic.asset, b""))
            except (UnreadablePageError, svg.UnreadableSvgError) as error:
                self.unreadable(graphic, str(error))
                self._pages[key] = None
            if (page := self._pages[key]) is not None:
                self._look_at(page, graphic)
        return self._pages[key]

    def _place(self, graphic: Graphic, data: bytes) -> PlacedPage:
        if graphic.format != "SVG":
            scale, choices = self._scales.get(graphic.asset or "", 1.0), graphic.layers
            return pages.place(
                data, graphic.page, objects=self.objects, resources=self.resources, scale=scale, choices=choices, rgb=self.rgb()
            )
        drawn = svg.to_pdf(data, self._face)
        for lack in drawn.lacks:
            remedy = "Simplify it in the program that made it, or place it as PDF."
            self._says(graphic, "not-drawn", f"The SVG file {_called(graphic)} has what is not drawn, or not as it says: {lack}.", remedy)
        page = pages.place(drawn.pdf, 1, objects=self.objects, resources=self.resources, rgb=self.rgb())
        to_units: Matrix = (drawn.width / page.width_pt, 0, 0, drawn.height / page.height_pt, drawn.left, drawn.top)
        return page._replace(matrix=geometry.multiply(page.matrix, to_units))

    def _face(self, family: str, style: str) -> tuple[Face, str]:
        """A font for the text of an SVG."""
        match = self.fonts.find(family, style)
        exact = match.substituted in ("", "metric-compatible")
        return match.face, "" if exact else f"the font {match.asked}, in whose place {match.got} stands"

    def _says(
        self, graphic: Graphic, code: str, message: str, remedy: str, *, level: Level = "warning", error_id: int | None = None
    ) -> None:
        """A finding at every place where the linked file stands."""
        at = self._locations.of_link(graphic.link)
        self.findings.append(
            Finding(
                level=level,
                code=code,
                message=message,
                remedy=remedy,
                error_id=error_id,
                subject=graphic.link,
                pages=self._locations.pages_of_link(graphic.link),
                locations=at,
            )
        )

    def _look_at(self, page: PlacedPage, graphic: Graphic) -> None:
        """What a placed page has that a printer would ask about."""
        if page.loose_fonts:
            self._has_loose_fonts(graphic, page.loose_fonts)
        if 0 < page.ppi < LOW_PPI:
            self._is_coarse(graphic, f"A picture in the placed file {_called(graphic)}", page.ppi)
        if page.blank:
            self._says(
                graphic,
                "not-drawn",
                f"The Illustrator file {_called(graphic)} holds a notice in the place of its drawing: it was saved without PDF content.",
                "Save it again in Illustrator with “Create PDF Compatible File”.",
            )

    def _is_coarse(self, graphic: Graphic, what: str, ppi: float) -> None:
        self._says(
            graphic,
            "low-resolution",
            f"{what} stands with {ppi:.0f} pixels per inch.",
            f"In print it may look coarse below {LOW_PPI:.0f}. Use a larger picture, or make it smaller on the page.",
        )

    def _has_loose_fonts(self, graphic: Graphic, names: Iterable[str]) -> None:
        said = f"Fonts are not embedded in the placed file {_called(graphic)}: {', '.join(sorted(names))}."
        self.unfit.add(said)
        self._says(
            graphic,
            "font-not-embedded",
            said,
            "Export it again with all its fonts, or with its text as outlines: PDF/X-4 and PDF/UA want it so.",
        )

    def _look_at_picture(self, picture: Picture, graphic: Graphic) -> None:
        """What a picture has that is shown otherwise than InDesign might."""
        for lack in (each for each in picture.lacks if each in LACKS):
            self._says(
                graphic,
                "not-drawn",
                LACKS[lack].format(_called(graphic)),
                "Save it as CMYK, and give what is one ink a swatch in InDesign.",
            )
        if picture.orientation in (2, 3, 4) or "turned" in picture.lacks:
            self._says(
                graphic,
                "turned-picture",
                f"The file {_called(graphic)} says that its camera was turned or mirrored; it is shown upright, as InDesign shows it.",
                "Look whether it stands as you placed it. If not, save the picture again without that note (EXIF orientation).",
            )

    def _previewed(self, graphic: Graphic) -> None:
        self._says(
            graphic,
            "not-drawn",
            f"The EPS file {_called(graphic)} is shown by the preview in it, which is coarse.",
            "Save it as PDF or as an AI file with PDF content, and relink it.",
        )

    def lacks_path(self, graphic: Graphic) -> None:
        """Say that a picture is shown whole."""
        self._says(
            graphic,
            "not-drawn",
            f"The clipping path of {_called(graphic)} is not in its file, and so the whole picture is shown.",
            "Save the picture with its path, or with transparency.",
        )

    def unreadable(self, graphic: Graphic, reason: str) -> None:
        """Say that a linked file leaves a hole."""
        which = f"The linked file “{graphic.link}”" if graphic.link else "A linked file"
        self._says(
            graphic,
            "unreadable-picture",
            f"{which} cannot be drawn: {reason}.",
            "Save it again as JPG, PNG or PDF, relink it and package the design anew.",
            level="error",
            error_id=1006,
        )


def _called(graphic: Graphic) -> str:
    return f"“{graphic.link}”" if graphic.link else "that is embedded"


def _in_colour(picture: Picture, space: str) -> Picture:
    """A grey picture in a swatch's colour; any other stays as it is."""
    if GREY not in picture.image.entries:
        return picture
    image = msgspec.structs.replace(picture.image, entries=picture.image.entries.replace(GREY, space))
    return msgspec.structs.replace(picture, image=image)


def write_variants(printed: Picture, shown: Picture, *, objects: Objects, variants: dict[str, dict[int, bytes]]) -> int:
    """Write a picture's objects; where Display differs, both ways under one number."""
    if printed == shown:
        return write_image(printed, objects)
    number = objects.reserve()
    masks = [objects.reserve() if picture.mask else None for picture in (printed, shown)]
    for quality, picture, mask in zip(("Print", "Display"), (printed, shown), masks, strict=True):
        variants[quality][number] = image_object(picture.image, mask, objects)
        if picture.mask and mask:
            variants[quality][mask] = image_object(picture.mask, None, objects)
    return number


def write_image(picture: Picture, objects: Objects) -> int:
    mask = objects.write(image_object(picture.mask, None, objects)) if picture.mask else None
    return objects.write(image_object(picture.image, mask, objects))


def image_object(image: Encoded, mask: int | None, objects: Objects) -> bytes:
    """An image's body; its profile is written as an object of its own."""
    entries = image.entries + (f"/SMask {mask} 0 R" if mask else "")
    if image.profile:
        profile = objects.stream("/N 3/Alternate/DeviceRGB/Filter/FlateDecode", zlib.compress(image.profile, COMPRESSION), compress=False)
        entries = entries.replace("/ColorSpace/DeviceRGB", f"/ColorSpace[/ICCBased {profile} 0 R]")
    return stream(entries, image.data, compress=False)


def _largest_scales(document: Document) -> dict[str, float]:
    """How much each asset is scaled where it stands largest."""
    scales: dict[str, float] = {}

    def walk(items: Iterable[Item], above: Matrix) -> None:
        for item in items:
            matrix = geometry.multiply(item.matrix, above)
            if item.graphic and item.graphic.asset:
                scale = geometry.scale_of(geometry.multiply(item.graphic.matrix, matrix))
                scales[item.graphic.asset] = max(scale, scales.get(item.graphic.asset, 0.0))
            walk(item.children, matrix)

    for page in document.pages:
        walk(page.items, IDENTITY)
    walk(document.anchored.values(), IDENTITY)
    return scales
