"""Placed pictures and pages, and frames that a field fills (painting.md 6)."""

import base64
import binascii
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Literal
from urllib.parse import unquote

from documents.rendering.curves import bounds
from documents.rendering.document import Box, Clip, Fitting, Graphic, LayerChoice, PictureField, Point
from documents.rendering.idml.attributes import Element, Values, flag, integer, matrix, number, plain, word
from documents.rendering.idml.effects import EffectReader
from documents.rendering.idml.geometry import paths
from documents.rendering.idml.notes import Notes
from documents.rendering.idml.objectstyles import ObjectStyles
from documents.rendering.idml.strokes import fill, stroke
from documents.rendering.idml.swatches import Palette

GRAPHICS = frozenset({"Image", "SVG", "PDF", "ImportedPage", "EPS", "WMF", "PICT"})  # SVG since InDesign 2020; before, Image
Format = Literal["JPG", "PNG", "TIFF", "PSD", "PDF", "SVG", "EPS", "unknown"]
FITTINGS: dict[str, Fitting] = {
    "ContentToFrame": "content-to-frame",
    "FitContentToFrame": "content-to-frame",
    "FrameToContent": "frame-to-content",
    "FitFrameToContent": "frame-to-content",
    "Proportionally": "proportionally",
    "Proportional": "proportionally",
    "FillProportionally": "fill-proportionally",
    "FillProportional": "fill-proportionally",
    "None": "none",
    "PreserveSizes": "none",
    "CenterContent": "none",
}
HORIZONTAL = {"Left": 0.0, "Center": 0.5, "Right": 1.0}
VERTICAL = {"Top": 0.0, "Bottom": 1.0}


def link_name(uri: str) -> str:
    """The base name of a designer's link, NFC, as written: file:/Volumes/Work/Ko%CC%88ln%201.jpg -> "Köln 1.jpg"."""
    return unicodedata.normalize("NFC", re.split(r"[/\\:]", unquote(uri))[-1])


def picture_format(data: bytes) -> Format:
    """What a file is by its first bytes; names lie. An AI file that is PDF-compatible is a PDF."""
    if data.startswith(b"\xff\xd8\xff"):
        return "JPG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data[:4] in (b"II*\x00", b"MM\x00*"):
        return "TIFF"
    if data.startswith(b"8BPS"):
        return "PSD"
    if b"%PDF-" in data[:1024]:
        return "PDF"
    if data.startswith((b"%!PS", b"\xc5\xd0\xd3\xc6")):
        return "EPS"
    if b"<svg" in data[:4096]:
        return "SVG"
    return "unknown"


class PlacedReader:
    """Reads placed graphics; `assets` collects the files that are really used."""

    def __init__(
        self,
        links: Mapping[str, bytes],
        *,
        contents: Mapping[str, bytes],
        palette: Palette,
        effects: EffectReader,
        styles: ObjectStyles,
        notes: Notes,
    ) -> None:
        self._links, self._palette, self._effects, self._styles, self._notes = links, palette, effects, styles, notes
        self._contents = contents
        self.assets: dict[str, bytes] = {}

    def graphic(self, element: Element, *, page: str) -> Graphic:
        link = element.find("Link")
        uri = (link.get("LinkResourceURI") if link is not None else None) or element.get("LinkResourceURI") or ""
        name = link_name(uri)
        key = self._asset(element, name, page)
        format = picture_format(self.assets[key]) if key is not None else "unknown"
        option = element.find("GraphicLayerOption")
        if format == "PSD" and option is not None and any(_switched(layer) for layer in option.iter("GraphicLayer")):
            self._notes.not_drawn("layers", page, subject=name)
        clipping = element.find("ClippingPathSettings")
        if format in ("PSD", "TIFF") and clipping is not None and clipping.get("ClippingType") == "AlphaChannel":
            self._notes.not_drawn("alpha clipping", page, subject=name)
        attribute = element.find("PDFAttribute")
        if attribute is not None and attribute.get("TransparentBackground") == "false":
            self._notes.not_drawn("white behind a page", page, subject=name)
        return Graphic(
            asset=key,
            link=name,
            format=format,
            matrix=matrix(element.get("ItemTransform")),
            bounds=graphic_bounds(element),
            page=max(1, integer(attribute.get("PageNumber"), 1)) if attribute is not None else 1,
            layers=tuple(_layers(option)) if option is not None and format == "PDF" else (),
            ink=self._palette.ink(element.get("FillColor"), element.get("FillTint")),
            clip=_clip(clipping),
            transparency=self._effects.read(element),
        )

    def _asset(self, element: Element, name: str, page: str) -> str | None:
        """The key of the link's file, else of the data in the design itself."""
        key = name.lower()
        if key and key in self._links:
            self.assets[key] = self._links[key]
            return key
        contents = element.findtext("Properties/Contents") or element.findtext("Contents")
        if contents and contents.strip():
            embedded = f"embedded/{element.get('Self', '')}"
            try:
                self.assets[embedded] = base64.b64decode(self._contents.get(contents.strip(), contents))
            except (binascii.Error, ValueError):
                self.assets.pop(embedded, None)
            else:
                return embedded
        self._notes.missing_link(name, page)
        return None

    def picture_field(self, item: Element, field: str, *, qr: bool, merge: Values) -> PictureField:
        """A frame that a field fills: as its fitting options say, else as the Data Merge options do."""
        fitting, styled = self._styles.fitting(item)
        chosen = word(fitting.get("FittingOnEmptyFrame"), "None")
        option = word(merge.get("FittingOption"))
        mode: Fitting
        if (option if chosen == "None" else chosen).startswith("ContentAware"):
            self._notes.not_drawn("content-aware fit")
            mode, align = "fill-proportionally", (0.5, 0.5)
        elif chosen == "None":
            mode = "none" if option.startswith("Hono") else FITTINGS.get(option, "proportionally")  # HonourExistingStyle: it says none
            align = (0.5, 0.5) if flag(merge.get("CenterImage")) else (0.0, 0.0)
        else:
            mode, align = FITTINGS.get(chosen, "none"), _anchor(word(fitting.get("FittingAlignment"), "TopLeftAnchor"))
            if chosen == "CenterContent":
                align = (0.5, 0.5)
        if mode == "frame-to-content" and self._is_seen(item):
            self._notes.not_drawn("frame to content")
        # The crops of an empty frame are measured from a picture of 1 x 1 that is not there; a style's, and AutoFit's, are meant.
        meant = styled or flag(fitting.get("AutoFit"))
        left, top, right, bottom = (number(fitting.get(f"{side}Crop")) if meant else 0.0 for side in ("Left", "Top", "Right", "Bottom"))
        return PictureField(field=field, qr=qr, fitting=mode, align=align, crop=(left, top, right, bottom))

    def _is_seen(self, item: Element) -> bool:
        """Whether its fill or stroke shows how large the frame is."""
        values = self._styles.values(item)
        return fill(values, self._palette) is not None or stroke(values, self._palette) is not None


def _clip(settings: Element | None) -> Clip | None:
    """An alpha channel clips by itself: it is the picture's transparency."""
    kind = settings.get("ClippingType", "None") if settings is not None else "None"
    if settings is None or kind in ("None", "AlphaChannel"):
        return None
    own = paths(settings)
    return Clip(
        kind="path" if own else "edges" if kind == "DetectEdges" else "photoshop",
        paths=own,
        name=plain(settings.get("AppliedPathName", "")) if kind == "PhotoshopPath" else "",
        invert=flag(settings.get("InvertPath")) and not own,
        inside_edges=flag(settings.get("IncludeInsideEdges")),
        threshold=number(settings.get("Threshold"), 25.0),
        inset_pt=number(settings.get("InsetFrame")) if not own else 0.0,
    )


def _layers(parent: Element, above: bool = True) -> Iterator[LayerChoice]:
    """The layers of a placed file, those in them too: what lies in a hidden one is hidden."""
    for layer in parent.iterfind("GraphicLayer"):
        shown = above and flag(layer.get("CurrentVisibility"), True)
        yield LayerChoice(integer(layer.get("Id")), plain(layer.get("Name", "")), shown)
        yield from _layers(layer, shown)


def _switched(layer: Element) -> bool:
    """Whether a layer is shown otherwise than in its file."""
    return flag(layer.get("CurrentVisibility"), True) != flag(layer.get("OriginalVisibility"), True)


def _anchor(name: str) -> Point:
    """Fractions for "TopLeftAnchor", "LeftCenterAnchor", "CenterAnchor" …"""
    x = next((value for side, value in HORIZONTAL.items() if side in name and side != "Center"), 0.5)
    y = next((value for side, value in VERTICAL.items() if side in name), 0.5)
    return (x, y)


def graphic_bounds(element: Element) -> Box:
    """The box of a placed picture or page in its own coordinates (6.2, 6.7)."""
    given = element.find("Properties/GraphicBounds")
    if given is not None:
        left, top, right, bottom = (number(given.get(side)) for side in ("Left", "Top", "Right", "Bottom"))
        return (left, top, right, bottom)
    return bounds(paths(element)) or (0.0, 0.0, 0.0, 0.0)
