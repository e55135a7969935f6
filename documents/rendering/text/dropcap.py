"""Drop caps: the first characters of a paragraph, as tall as several lines (composition.md 46)."""

from collections.abc import Mapping

import msgspec

from documents.rendering.text.drawing import Slot
from documents.rendering.text.measuring import LineEnd, Measured
from documents.rendering.text.model import AnchoredBox, Line, Paragraph
from documents.rendering.text.setting import Setter
from documents.rendering.text.shaping import EM_TOP, ShapeCache
from documents.rendering.text.source import Source, Span
from documents.rendering.text.styles import StyleBook


class DropCapital:
    """lines: how many it is tall; width_pt: how far those lines' text moves away from it; edge_pt: the white before its first glyph.

    rise_pt: how far above the last of those lines' baseline its own is.

    Measured on InDesign's "In" of "In a hole", three lines of 12/14.4 tall: the white stands outside the column, the space after it takes
    no room.
    """

    def __init__(self, measured: Measured, lines: int, *, at_edge: bool, rise_pt: float = 0.0) -> None:
        self.measured = measured
        self.lines = lines
        self.rise_pt = rise_pt
        self.edge_pt = _edge(measured) if at_edge and not measured.rtl else 0.0
        self.width_pt = measured.x[measured.visible_end(0, len(measured.text))] - self.edge_pt

    def draw(self, line: Line, slot: Slot, baseline_pt: float) -> list[tuple[str, str, str | None]]:
        """Adds its glyphs to the paragraph's first line; returns the characters its font lacks."""
        place = Slot(
            column_left_pt=slot.column_left_pt,
            column_width_pt=slot.column_width_pt,
            start_pt=slot.start_pt - self.width_pt - self.edge_pt,
            width_pt=self.width_pt,
            baseline_pt=baseline_pt - self.rise_pt,
        )
        done = Setter(self.measured, number=line.paragraph).line(0, LineEnd(len(self.measured.text), hyphen=False), place)
        line.runs = [*done.line.runs, *line.runs]
        line.strokes = [*done.line.strokes, *line.strokes]
        line.text = self.measured.text + line.text
        return done.missing


def split(
    paragraph: Paragraph,
    source: Source,
    *,
    styles: StyleBook,
    cache: ShapeCache,
    objects: Mapping[str, AnchoredBox],
    vertical: bool = False,
) -> tuple[Source, DropCapital | None]:
    """The paragraph without its drop cap, and the drop cap."""
    drop = paragraph.format.drop_cap
    if drop is None or drop.lines < 2 or drop.characters < 1 or not source.text[drop.characters :].strip(" "):
        return source, None
    count = drop.characters + len(source.text[drop.characters :]) - len(source.text[drop.characters :].lstrip(" "))
    head = [span for span in source.spans if span.start < count]
    rest = source.after(count)
    factor = _factor(paragraph, drop.lines, head[0], rest.spans[0], vertical=vertical)
    spans = []
    for span in head:
        form = drop.format or span.style.format
        style = styles.style(msgspec.structs.replace(form, size_pt=span.style.format.size_pt * factor, leading_pt=0.0))
        spans.append(span.moved(span.start, min(span.end, count)))
        spans[-1].style = style
    capital = Source(source.text[:count], spans, dynamic=source.dynamic)
    plain = msgspec.structs.replace(paragraph.format, alignment="right" if paragraph.format.direction == "rtl" else "left", drop_cap=None)
    measured = Measured(msgspec.structs.replace(paragraph, format=plain), capital, cache=cache, objects=objects, vertical=vertical)
    size, large = rest.spans[0].style.format.size_pt, head[0].style.format.size_pt * factor
    rise = (1 - EM_TOP) * (large - size) if vertical else 0.0
    return rest, DropCapital(measured, drop.lines, at_edge=drop.at_edge, rise_pt=rise)


def _factor(paragraph: Paragraph, lines: int, head: Span, rest: Span, *, vertical: bool) -> float:
    """Its top is level with the first line's capitals, its baseline is the last line's; in vertical text its em box reaches over theirs."""
    form = rest.style.format
    leading = form.leading_pt if form.leading_pt is not None else paragraph.format.auto_leading * form.size_pt
    if vertical:
        return ((lines - 1) * leading + form.size_pt) / head.style.format.size_pt
    height = (lines - 1) * leading + rest.style.face.capitals * form.size_pt
    return height / (head.style.face.capitals * head.style.format.size_pt or 1.0)


def _edge(measured: Measured) -> float:
    item = measured.items[0]
    if item.glyphs is None or not item.glyphs.ids or item.standing:
        return 0.0
    return item.style.face.left_bearing(item.glyphs.ids[0]) * item.style.face.upem * item.style.scale
