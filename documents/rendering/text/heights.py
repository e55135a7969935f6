"""How high a line is: its ascent for the first baseline, its leading for the others (composition.md 1, 2, 5, 8, 9)."""

from collections.abc import Iterable

from documents.rendering.text.measuring import Measured
from documents.rendering.text.model import CharacterFormat
from documents.rendering.text.shaping import EM_TOP
from documents.rendering.text.styles import Style, StyleBook

# How far above the baseline, in shares of the em box, what leading lies between is; and whether the upper line's counts.
LEADING_MODELS = {
    "aki-below": (EM_TOP, True),
    "aki-above": (EM_TOP - 1, False),
    "center": (EM_TOP - 0.5, False),
    "center-down": (EM_TOP - 0.5, True),
}


class Heights:
    """Of one paragraph's lines. `end` is the style of its return, which belongs to the last line."""

    def __init__(self, measured: Measured, styles: StyleBook) -> None:
        self.measured = measured
        self.auto = measured.paragraph.format.auto_leading
        self.end = styles.style(measured.paragraph.end)
        self._leadings = [self._leading_of_span(index) for index in range(len(measured.source.spans))]
        same = {self._leading(self.end.format), *self._leadings}
        self._above = any(item.box.above_pt for item in measured.items if item.box)
        self._same = same.pop() if len(same) == 1 and not self._above else None

    def _leading(self, form: CharacterFormat) -> float:
        return form.leading_pt if form.leading_pt is not None else self.auto * form.size_pt

    def _leading_of_span(self, index: int) -> float:
        """Auto leading of an object is the paragraph's share of its height, as it is of a character's size."""
        span = self.measured.source.spans[index]
        form = span.style.format
        if span.object and form.leading_pt is None:
            box = next((item.box for item in self.measured.items_between(span.start, span.end)), None)
            if box is not None and box.anchoring is None:
                return max(self._leading(form), self.auto * box.ascent_pt)
        return self._leading(form)

    def leading(self, start: int, end: int) -> float:
        if self._same is not None:
            return self._same
        spans = self.measured.source.spans
        found = [leading for span, leading in zip(spans, self._leadings, strict=True) if span.start < end and span.end > start]
        if end == len(self.measured.text):
            found.append(self._leading(self.end.format))
        return max(found) + self._taken_above(start, end)

    def below(self, start: int, end: int) -> tuple[float, float]:
        """A line's leading and the size of its largest em box."""
        return self.leading(start, end), max((style.format.size_pt for style in self.styles(start, end)), default=self.end.format.size_pt)

    def leading_from(self, above: tuple[float, float], start: int, end: int) -> float:
        """From the baseline above to this line's, where the leading is not between baselines: as much as lies between the same
        heights of their em boxes.

        above   `below` of the line above
        """
        leading, size = self.below(start, end)
        share, of_above = LEADING_MODELS[self.measured.paragraph.format.leading_model]
        return (above[0] if of_above else leading) + share * (size - above[1])

    def _taken_above(self, start: int, end: int) -> float:
        """By objects that stand above this line."""
        if not self._above:
            return 0.0
        return max((item.box.above_pt for item in self.measured.items_between(start, end) if item.box), default=0.0)

    def styles(self, start: int, end: int) -> Iterable[Style]:
        if end == len(self.measured.text):
            yield self.end
        for span in self.measured.source.spans:
            if span.start < end and span.end > start and not span.object:
                yield span.style

    def ascent(self, start: int, end: int) -> float:
        tallest = max((style.ascent_pt for style in self.styles(start, end)), default=self.end.ascent_pt)
        return max(tallest, self._objects(start, end)) + self._taken_above(start, end)

    def _objects(self, start: int, end: int) -> float:
        if "\ufffc" not in self.measured.text:
            return 0.0
        return max((item.box.ascent_pt for item in self.measured.items_between(start, end) if item.box), default=0.0)

    def first(self, start: int, end: int, rule: str) -> float:
        """From the inner top to the first baseline, by the frame's rule."""
        styles = self.styles(start, end)
        if rule == "leading":
            return self.leading(start, end)
        if rule == "cap-height":
            return max([self._objects(start, end), *(style.face.cap_height * style.format.size_pt for style in styles)])
        if rule == "x-height":
            return max([self._objects(start, end), *(style.face.x_height * style.format.size_pt for style in styles)])
        if rule == "embox":
            return max([self._objects(start, end), *(style.format.size_pt for style in styles)])
        if rule == "em-top":
            return max([self._objects(start, end), *(EM_TOP * style.format.size_pt for style in styles)])
        return 0.0 if rule == "fixed" else self.ascent(start, end)
