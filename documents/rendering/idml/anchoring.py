"""AnchoredObjectSetting: where an anchored object stands that is not inline (painting.md 9.2)."""

from typing import Literal

from documents.rendering.idml.attributes import Values, flag, number, word
from documents.rendering.text.model import Anchoring

ACROSS: dict[str, Literal["column", "frame", "margins", "page"]] = {
    "ColumnEdge": "column",
    "TextFrame": "frame",
    "PageMargins": "margins",
    "PageEdge": "page",
}
DOWN: dict[str, Literal["x-height", "cap-height", "ascent", "leading", "column", "frame", "margins", "page"]] = {
    "LineXheight": "x-height",
    "Capheight": "cap-height",
    "LineAscent": "ascent",
    "TopOfLeading": "leading",
    **ACROSS,
}
PLACES = {"Left": 0.0, "Top": 0.0, "Center": 0.5, "Right": 1.0, "Bottom": 1.0}


def anchoring(setting: Values) -> Anchoring | None:
    """None for an inline object."""
    position = word(setting.get("AnchoredPosition"), "InlinePosition")
    if position == "InlinePosition":
        return None
    point = word(setting.get("AnchorPoint"), "BottomRightAnchor").removesuffix("Anchor")
    horizontal, vertical = word(setting.get("HorizontalAlignment"), "LeftAlign"), word(setting.get("VerticalAlignment"), "TopAlign")
    x, y = number(setting.get("AnchorXoffset")), number(setting.get("AnchorYoffset"))
    above_line = position == "AboveLine"
    return Anchoring(
        above_line=above_line,
        point=(_across(point), _down(point)),
        across=ACROSS.get(word(setting.get("HorizontalReferencePoint")), "anchor"),
        across_at=PLACES.get(horizontal.removesuffix("Align"), 0.0),
        down=DOWN.get(word(setting.get("VerticalReferencePoint")), "baseline"),
        down_at=PLACES.get(vertical.removesuffix("Align"), 0.0),
        offset_pt=(x, 0.0 if above_line else y),
        mirrored=flag(setting.get("SpineRelative")),
        space_pt=(number(setting.get("AnchorSpaceAbove")), y) if above_line else (0.0, 0.0),
        pinned=flag(setting.get("PinPosition"), True),
    )


def _across(point: str) -> float:
    return 0.0 if "Left" in point else 1.0 if "Right" in point else 0.5


def _down(point: str) -> float:
    return 0.0 if "Top" in point else 1.0 if "Bottom" in point else 0.5
