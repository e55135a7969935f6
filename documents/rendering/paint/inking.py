"""Fills and strokes of paths, plain and in gradients."""

from collections.abc import Mapping, Sequence

from documents.rendering.curves import bounds
from documents.rendering.document import Box, GradientVector, StrokeFormat, StrokeStyle, SubPath
from documents.rendering.paint import geometry, gradients, outline, strokes
from documents.rendering.paint.canvas import Place
from documents.rendering.paint.glyphs import InkOperators, ink_key
from documents.rendering.paint.resources import Colours, Resources
from documents.rendering.paint.syntax import concat
from documents.rendering.text.model import FrameBox, Ink

Paths = tuple[SubPath, ...]


class Inking:
    """Operators that leave the graphics state as they found it."""

    def __init__(self, *, colours: Colours, resources: Resources, styles: Mapping[str, StrokeStyle]) -> None:
        self.colours, self.resources, self.styles = colours, resources, styles

    def fill(self, ink: Ink | None, vector: GradientVector, paths: Paths) -> str:
        if ink is None or not self.colours.paints(ink):
            return ""
        gradient, box = self.colours.gradient(ink), bounds(paths)
        if gradient is None:
            return f"q {self.colours.operators(ink, stroke=False)}{outline.operators(paths)}f Q\n"
        shading = gradients.shading(gradient, ink.tint, self.colours)
        if box is None or not shading:
            return ""
        return f"q {outline.operators(paths)}W n\n{concat(gradients.matrix(vector, box))}/{shading} sh Q\n"

    def style(self, stroke: StrokeFormat) -> StrokeStyle:
        """A type that is not defined is drawn solid (2.5)."""
        return self.styles.get(stroke.type, StrokeStyle(name=stroke.type))

    def stroke(self, stroke: StrokeFormat, paths: Paths, place: Place) -> str:
        gap = stroke.gap_ink
        drawn = strokes.operators(
            paths,
            stroke,
            self.style(stroke),
            colour=self._colour(stroke, paths, place, stroking=True),
            fill=self._colour(stroke, paths, place, stroking=False),
            gap=self.colours.operators(gap, stroke=True) if gap and self.colours.paints(gap) else "",
        )
        return f"q {drawn}Q\n"

    def _colour(self, stroke: StrokeFormat, paths: Paths, place: Place, *, stroking: bool) -> str:
        box = bounds(paths)
        if box is None or self.colours.gradient(stroke.ink) is None:
            return self.colours.operators(stroke.ink, stroke=stroking)
        return self.pattern(stroke.ink, stroke.vector, box, place, stroking=stroking)

    def pattern(self, ink: Ink, vector: GradientVector, box: Box, place: Place, *, stroking: bool) -> str:
        """Set a gradient as the colour of strokes or text in a box."""
        gradient = self.colours.gradient(ink)
        shading = gradients.shading(gradient, ink.tint, self.colours) if gradient else ""
        if not shading:
            return ""
        matrix = " ".join(f"{v:.6f}" for v in geometry.multiply(gradients.matrix(vector, box), place.stream))
        printed = self.resources.entries["Shading"][shading]
        shown = self.resources.shown["Shading"].get(shading, printed)
        kinds = (f"<</PatternType 2/Shading {each}/Matrix[{matrix}]>>" for each in (printed, shown))
        pattern = self.resources.add("Pattern", next(kinds), shown=next(kinds))
        return f"/Pattern {'CS' if stroking else 'cs'} /{pattern} {'SCN' if stroking else 'scn'}\n"

    def text(self, inks: Sequence[Ink], frame: FrameBox | None, place: Place) -> InkOperators:
        """A text's gradients begin at its frame's left edge and end at its right one."""
        fills, strokes = {}, {}
        if frame is not None:
            box = (frame.left_pt, frame.top_pt, frame.left_pt + frame.width_pt, frame.top_pt + frame.height_pt)
            for ink in inks:
                state = f"/{self.colours.overprint_state(on=False)} gs "
                fills[ink_key(ink)] = state + self.pattern(ink, GradientVector(), box, place, stroking=False)
                strokes[ink_key(ink)] = state + self.pattern(ink, GradientVector(), box, place, stroking=True)
        return InkOperators(fills, strokes)
