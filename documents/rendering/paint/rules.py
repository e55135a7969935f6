"""Underlines, strikes and paragraph rules that are not solid."""

from collections.abc import Callable, Mapping

from documents.rendering.document import StrokeFormat, StrokeStyle
from documents.rendering.paint import boxes, strokes
from documents.rendering.paint.glyphs import InkOperators
from documents.rendering.text.model import Stroke


def ruler(styles: Mapping[str, StrokeStyle], inks: InkOperators) -> Callable[[Stroke], str]:
    """A painter of text's lines in any stroke style."""

    def rule(stroke: Stroke) -> str:
        colour = inks.stroke(stroke.ink)
        if not colour or stroke.weight_pt <= 0:
            return ""
        look = StrokeFormat(ink=stroke.ink, weight_pt=stroke.weight_pt, type=stroke.stroke_type)
        style = styles.get(stroke.stroke_type, StrokeStyle(name=stroke.stroke_type))
        path = boxes.stroke_path(stroke)
        gap = inks.stroke(stroke.gap_ink)
        return f"q {strokes.operators([path], look, style, colour=colour, fill=inks.fill(stroke.ink), gap=gap)}Q\n"

    return rule
