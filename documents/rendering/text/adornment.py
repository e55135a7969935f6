"""Paragraph rules, shading and borders (composition.md 44, 45)."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from documents.rendering.text.columns import Column
from documents.rendering.text.heights import Heights
from documents.rendering.text.model import Area, Border, BoxCorner, BoxCorners, Ink, Line, ParagraphFormat, Rule, Shading, Side, Stroke
from documents.rendering.text.shaping import EM_TOP

Placed = Sequence[tuple[int, Line]]
Box = tuple[float, float, float, float]  # left, top, right, bottom


class Joins(NamedTuple):
    """Whether a paragraph shares border and shading with the one above and the one below it."""

    above: bool = False
    below: bool = False


ALONE = Joins()


def is_adorned(form: ParagraphFormat) -> bool:
    return bool(form.rule_above or form.rule_below or form.shading or form.border)


def joined(above: ParagraphFormat, below: ParagraphFormat) -> bool:
    """Whether two neighbours have one border and one shading, over the space between them, too."""
    if not (above.joins_alike and below.joins_alike) or (above.border, above.shading) != (below.border, below.shading):
        return False
    looks = [look for look in (above.border, above.shading) if look is not None]
    return bool(looks) and all(look.width == "column" for look in looks)


def adorn(
    form: ParagraphFormat,
    lines: Placed,
    columns: Sequence[Column],
    heights: Heights,
    *,
    joins: Joins = ALONE,
    above_pt: float | None = None,
) -> None:
    """Adds them to the paragraph's lines, in place.

    above_pt  the last baseline above it in its column, of a paragraph that it shares border and shading with
    """
    if not lines or not is_adorned(form):
        return
    if form.rule_above:
        number, line = lines[0]
        line.strokes.append(_rule(form.rule_above, line, columns[number], above=True))
    if form.rule_below:
        number, line = lines[-1]
        line.strokes.append(_rule(form.rule_below, line, columns[number], above=False))
    if form.shading:
        for number, block in _blocks(lines):
            left, top, right, bottom = _box(form.shading, block, columns[number], heights)
            first, last = block[0] is lines[0][1], block[-1] is lines[-1][1]
            top = top if above_pt is None or not first else min(top, above_pt)
            area = Area(x_pt=left, y_pt=top, width_pt=right - left, height_pt=bottom - top, ink=form.shading.ink)
            area.corners = _corners(form.shading.corners, top=first and not joins.above, bottom=last and not joins.below)
            block[0].areas.append(area)
    if form.border:
        blocks = [_box(form.border, block, columns[number], heights) for number, block in _blocks(lines)]
        if above_pt is not None:
            left, top, right, bottom = blocks[0]
            blocks[0] = left, min(top, above_pt), right, bottom
        _enclose(form.border, lines, blocks, joins, continues=above_pt is not None)


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
        gap_ink=rule.gap_ink,
        under_text=True,
    )


def _box(look: Shading | Border, block: Sequence[Line], column: Column, heights: Heights) -> Box:
    """Left, top, right and bottom of one block over all of the paragraph's lines in a column."""
    first, last = block[0], block[-1]
    above, left_offset, below, right_offset = look.offsets_pt
    length = len(heights.measured.text)
    styles = list(heights.styles(0, length))
    if look.top_origin == "BaselineTopOrigin":
        top = first.baseline_pt
    elif look.top_origin == "EmBoxTopOrigin":
        top = first.baseline_pt - EM_TOP * max(style.format.size_pt for style in styles)
    elif look.top_origin == "LeadingTopOrigin":
        top = first.baseline_pt - heights.leading(0, length)
    else:
        top = first.baseline_pt - max(style.ascent_pt for style in styles)
    if look.bottom_origin == "BaselineBottomOrigin":
        bottom = last.baseline_pt
    elif look.bottom_origin == "EmBoxBottomOrigin":
        bottom = last.baseline_pt + (1 - EM_TOP) * max(style.format.size_pt for style in styles)
    else:
        bottom = last.baseline_pt + max(style.face.descent * style.format.size_pt for style in styles)
    lefts, rights = zip(*(_reach(look.width, line, column) for line in block), strict=True)
    return min(lefts) - left_offset, top - above, max(rights) + right_offset, bottom + below


def _blocks(lines: Placed) -> Iterator[tuple[int, list[Line]]]:
    """The paragraph's lines in each column."""
    for number, group in groupby(lines, key=lambda placed: placed[0]):
        yield number, [line for _, line in group]


def _enclose(border: Border, lines: Placed, boxes: Sequence[Box], joins: Joins, *, continues: bool) -> None:
    """Strokes outside the boxes, full corners; where the paragraph goes on in another column the box stays open.

    continues  the first box goes on from that of the paragraph above
    """
    for place, (box, (_, block)) in enumerate(zip(boxes, _blocks(lines), strict=True)):
        top, left, bottom, right = border.sides
        first, last = place == 0, place == len(boxes) - 1
        if (first and continues) or not (border.on_splits or (first and not joins.above)):
            top = None
        if (last and joins.below) or not (border.on_splits or last):
            bottom = None
        if border.corners is not None and left is not None and (top or bottom):
            block[0].strokes.append(_round(box, left, border.corners, top=top is not None, bottom=bottom is not None))
        else:
            block[0].strokes += _frame(box, (top, left, bottom, right))


def _corners(corners: BoxCorners | None, *, top: bool, bottom: bool) -> BoxCorners | None:
    """Those at the ends that a box has."""
    if corners is None or not (top or bottom):
        return None
    plain = BoxCorner()
    upper, lower = corners[:2] if top else (plain, plain), corners[2:] if bottom else (plain, plain)
    return (*upper, *lower)


def _round(box: Box, side: Side, corners: BoxCorners, *, top: bool, bottom: bool) -> Stroke:
    """All of a border in one stroke, which is open where the box is."""
    half = side.weight_pt / 2
    left, right = box[0] - half, box[2] + half
    above, below = box[1] - (half if top else 0.0), box[3] + (half if bottom else 0.0)
    points = [(left, above), (left, below), (right, below), (right, above)]
    if not bottom:
        points = [(left, below), (left, above), (right, above), (right, below)]
    (x, y), *rest = points
    return Stroke(
        x_pt=x,
        y_pt=y,
        width_pt=0.0,
        weight_pt=side.weight_pt,
        ink=side.ink,
        stroke_type=side.stroke_type,
        gap_ink=side.gap_ink,
        under_text=True,
        turns=tuple((across - x, down - y) for across, down in rest),
        closed=top and bottom,
        corners=corners,
    )


def _frame(box: Box, sides: tuple[Side | None, Side | None, Side | None, Side | None]) -> Iterator[Stroke]:
    left, top, right, bottom = box
    above, before, below, behind = (side.weight_pt if side else 0.0 for side in sides)
    across = left - before, right - left + before + behind
    places = (
        (across[0], top - above / 2, across[1], 0.0),
        (left - before / 2, top, 0.0, bottom - top),
        (across[0], bottom + below / 2, across[1], 0.0),
        (right + behind / 2, top, 0.0, bottom - top),
    )
    for side, (x, y, width, height) in zip(sides, places, strict=True):
        if side is not None:
            yield Stroke(
                x_pt=x,
                y_pt=y,
                width_pt=width,
                height_pt=height,
                weight_pt=side.weight_pt,
                ink=side.ink,
                stroke_type=side.stroke_type,
                gap_ink=side.gap_ink,
                under_text=True,
            )
