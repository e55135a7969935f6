"""Frames that grow with their text: their fill and stroke in the size that they have in one document."""

from documents.rendering.document import Box
from documents.rendering.paint import outline, strokes
from documents.rendering.paint.glyphs import InkOperators
from documents.rendering.paint.program import GrowingPiece


def operators(piece: GrowingPiece, grown: Box | None, inks: InkOperators) -> str:
    """grown: where the frame's edges are; None: where they were designed."""
    paths = piece.paths if grown is None else outline.stretched(piece.paths, piece.box, grown)
    own = InkOperators({**inks.fills, **piece.fills}, {**inks.strokes, **piece.strokes})
    painted = ""
    if colour := own.fill(piece.fill):
        painted += f"q {colour}{outline.operators(paths)}f Q\n"
    stroke, style = piece.stroke, piece.style
    if stroke is not None and style is not None and (colour := own.stroke(stroke.ink)):
        gap = own.stroke(stroke.gap_ink)
        painted += f"q {strokes.operators(paths, stroke, style, colour=colour, fill=own.fill(stroke.ink), gap=gap)}Q\n"
    return painted
