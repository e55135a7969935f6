"""Fill, stroke and corners of a page item (painting.md 2, 4.2, 4.3)."""

from typing import Literal, get_args

from documents.rendering.document import Corner, GradientVector, StrokeFormat
from documents.rendering.idml.attributes import Element, Values, flag, number, plain, point, word
from documents.rendering.idml.swatches import ADJUSTMENTS, CAPS, Palette, dash_list
from documents.rendering.text.model import Ink

ALIGNMENTS: dict[str, Literal["inside", "outside"]] = {"InsideAlignment": "inside", "OutsideAlignment": "outside"}
JOINS: dict[str, Literal["round", "bevel"]] = {"RoundEndJoin": "round", "BevelEndJoin": "bevel"}
CornerOption = Literal["None", "RoundedCorner", "InverseRoundedCorner", "BevelCorner", "InsetCorner", "FancyCorner"]
CORNERS: dict[str, CornerOption] = {option: option for option in get_args(CornerOption)}
SIDES = ("TopLeft", "TopRight", "BottomRight", "BottomLeft")


def fill(values: Values, palette: Palette) -> Ink | None:
    return palette.ink(values.get("FillColor"), values.get("FillTint"), overprint=flag(values.get("OverprintFill")))


def vector(values: Values, kind: Literal["Fill", "Stroke"]) -> GradientVector:
    """InDesign writes "0 0", 0, 0 where no gradient was ever placed: that counts as absent."""
    length = number(values.get(f"Gradient{kind}Length"))
    angle = number(values.get(f"Gradient{kind}Angle"))
    if length <= 0:
        return GradientVector(angle_deg=angle)
    return GradientVector(point(values.get(f"Gradient{kind}Start")), length, angle)


def stroke(values: Values, palette: Palette) -> StrokeFormat | None:
    ink = palette.ink(values.get("StrokeColor"), values.get("StrokeTint"), overprint=flag(values.get("OverprintStroke")))
    weight = number(values.get("StrokeWeight"), 1.0)
    if ink is None or weight <= 0:
        return None
    kind = word(values.get("StrokeType")) or "StrokeStyle/$ID/Solid"
    dashes = values.get("StrokeDashAndGap")
    own_dashes = dash_list(dashes) if dashes is not None and not isinstance(dashes, str) else ()
    return StrokeFormat(
        ink=ink,
        weight_pt=weight,
        type=kind,
        alignment=ALIGNMENTS.get(word(values.get("StrokeAlignment")), "center"),
        cap=CAPS.get(word(values.get("EndCap")), "butt"),
        join=JOINS.get(word(values.get("EndJoin")), "miter"),
        miter_limit=number(values.get("MiterLimit"), 4.0),
        dashes=own_dashes,
        corner_adjustment=ADJUSTMENTS.get(word(values.get("StrokeCornerAdjustment")), "none"),
        gap_ink=palette.ink(values.get("GapColor"), values.get("GapTint")),
        start_end=word(values.get("LeftLineEnd"), "None"),
        end_end=word(values.get("RightLineEnd"), "None"),
        start_scale=number(values.get("LeftArrowHeadScale"), 100.0) / 100.0,
        end_scale=number(values.get("RightArrowHeadScale"), 100.0) / 100.0,
        ends_outside=values.get("ArrowHeadAlignment") == "OutsidePath",
        vector=vector(values, "Stroke"),
    )


def inside_part(format: StrokeFormat | None) -> float:
    """How far a stroke reaches into its path (composition.md 3)."""
    if format is None:
        return 0.0
    return {"center": format.weight_pt / 2, "inside": format.weight_pt, "outside": 0.0}[format.alignment]


def outside_part(format: StrokeFormat | None) -> float:
    return 0.0 if format is None else format.weight_pt - inside_part(format)


def corners(item: Element, values: Values) -> tuple[Corner, Corner, Corner, Corner] | None:
    """Corner by corner; an item's CornerOption without corners of its own counts for all four (2.11)."""
    found = tuple(_corner(item, values, side) for side in SIDES)
    if all(corner.option == "None" for corner in found):
        return None
    return (found[0], found[1], found[2], found[3])


def _corner(item: Element, values: Values, side: str) -> Corner:
    option = item.get(f"{side}CornerOption") or item.get("CornerOption")
    option = option or word(values.get(f"{side}CornerOption")) or word(values.get("CornerOption"))
    radius = item.get(f"{side}CornerRadius") or item.get("CornerRadius")
    radius = radius or word(values.get(f"{side}CornerRadius")) or word(values.get("CornerRadius"))
    return Corner(CORNERS.get(plain(option), "None"), number(radius, 12.0))
