"""Paragraph rules and shading (composition.md 44, 45)."""

from collections.abc import Sequence
from itertools import groupby

from documents.rendering.text.columns import Column
from documents.rendering.text.heights import Heights
from documents.rendering.text.model import Area, Ink, Line, ParagraphFormat, Rule, Shading, Stroke

Placed = Sequence[tuple[int, Line]]


def adorn(form: ParagraphFormat, lines: Placed, columns: Sequence[Column], heights: Heights) -> None:
    """Adds them to the paragraph's lines, in place."""
    if not lines or not (form.rule_above or form.rule_below or form.shading):
        return
    if form.rule_above:
        number, line = lines[0]
        line.strokes.append(_rule(form.rule_above, line, columns[number], above=True))
    if form.rule_below:
        number, line = lines[-1]
        line.strokes.append(_rule(form.rule_below, line, columns[number], above=False))
    if form.shading:
        for number, group in groupby(lines, key=lambda placed: placed[0]):
            block = [line for _, line in group]
            block[0].areas.append(_shade(form.shading, block, columns[number], heights))


def _text_ink(line: Line) -> Ink:
    return line.runs[0].format.fill if line.runs else Ink()


def _reach(width: str, line: Line, column: Column) -> tuple[float, float]:
    if width == "text":
        return line.left_pt, line.left_pt + line.width_pt
    return column.left_pt, column.left_pt + column.width_pt


def _rule(rule: Rule, line: Line, column: Column, *, above: bool) -> Stroke:
    left, right = _reach(rule.width, line, column)
    left, right = left + rule.left_indent_pt, right - rule.right_indent_pt
    away = rule.offset_pt + rule.weight_pt / 2
    return Stroke(
        x_pt=left,
        y_pt=line.baseline_pt - away if above else line.baseline_pt + away,
        width_pt=max(0.0, right - left),
        weight_pt=rule.weight_pt,
        ink=rule.ink or _text_ink(line),
        stroke_type=rule.stroke_type,
        under_text=True,
    )


def _shade(shading: Shading, block: Sequence[Line], column: Column, heights: Heights) -> Area:
    """One block over all of the paragraph's lines in a column."""
    first, last = block[0], block[-1]
    above, left_offset, below, right_offset = shading.offsets_pt
    length = len(heights.measured.text)
    styles = list(heights.styles(0, length))
    if shading.top_origin == "BaselineTopOrigin":
        top = first.baseline_pt
    elif shading.top_origin == "LeadingTopOrigin":
        top = first.baseline_pt - heights.leading(0, length)
    else:
        top = first.baseline_pt - max(style.ascent_pt for style in styles)
    if shading.bottom_origin == "BaselineBottomOrigin":
        bottom = last.baseline_pt
    else:
        bottom = last.baseline_pt + max(style.face.descent * style.format.size_pt for style in styles)
    lefts, rights = zip(*(_reach(shading.width, line, column) for line in block), strict=True)
    left, right = min(lefts) - left_offset, max(rights) + right_offset
    return Area(x_pt=left, y_pt=top - above, width_pt=right - left, height_pt=bottom + below - top + above, ink=shading.ink)
