"""AnchoredObjectSetting: where an anchored object stands that is not inline (painting.md 9.2)."""

from typing import Literal

from documents.rendering.document import Box
from documents.rendering.idml.attributes import Element, Values, flag, integer, number, word
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
WIDEST_STROKE_PT = 5.0  # half of it
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


def filling_cell(element: Element, box: Box | None) -> Anchoring | None:
    """Of the frame that is all that a graphic cell holds: at its top left corner, within the strokes, which its width leaves free."""
    cell = element.getparent()
    table = cell.getparent() if cell is not None else None
    if cell is None or table is None or cell.get("CellType") != "GraphicTypeCell" or box is None:
        return None
    widths = [number(column.get("SingleColumnWidth")) for column in table.iterfind("Column")]
    first, span = integer(cell.get("Name", "").partition(":")[0]), max(1, integer(cell.get("ColumnSpan"), 1))
    insets = number(cell.get("GraphicLeftInset")) + number(cell.get("GraphicRightInset"))
    free = (sum(widths[first : first + span]) - insets - (box[2] - box[0])) / 2
    inside = free if 0 <= free <= WIDEST_STROKE_PT else 0.0
    return Anchoring(across="column", down="column", offset_pt=(inside, inside), pinned=False)


def _across(point: str) -> float:
    return 0.0 if "Left" in point else 1.0 if "Right" in point else 0.5


def _down(point: str) -> float:
    return 0.0 if "Top" in point else 1.0 if "Bottom" in point else 0.5
