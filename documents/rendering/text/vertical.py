"""Vertical justification of a column's lines (composition.md 11)."""

from collections.abc import Sequence
from itertools import pairwise

from documents.rendering.text.columns import Column
from documents.rendering.text.model import Line


def justify(column: Column, lines: Sequence[Line], *, first_ascent_pt: float) -> None:
    """Moves the lines in place; the block reaches from the first line's ascent to the last baseline."""
    rule = column.frame.vertical
    if not lines or rule == "top" or column.frame.polygon is not None:
        return
    room = column.bottom_pt - max(line.baseline_pt for line in lines)
    if rule == "bottom":
        shifts = [room] * len(lines)
    elif rule == "center":
        above = lines[0].baseline_pt - first_ascent_pt - column.top_pt
        shifts = [(room - above) / 2] * len(lines)
    else:
        shifts = _spread(lines, room, column.frame.vertical_limit_pt)
    for line, shift in zip(lines, shifts, strict=True):
        move(line, shift)


def _spread(lines: Sequence[Line], room: float, limit: float) -> list[float]:
    """Between paragraphs first, up to the limit, then between all lines."""
    ends = [before.paragraph != after.paragraph for before, after in pairwise(lines)]
    if room <= 0 or not ends:
        return [0.0] * len(lines)
    between = min(limit, room / sum(ends)) if any(ends) else 0.0
    rest = (room - between * sum(ends)) / len(ends)
    shifts = [0.0]
    for end in ends:
        shifts.append(shifts[-1] + rest + (between if end else 0.0))
    return shifts


def move(line: Line, down_pt: float) -> None:
    """The line and all that belongs to it."""
    if not down_pt:
        return
    line.baseline_pt += down_pt
    for run in line.runs:
        run.baseline_pt += down_pt
    for placed in line.objects:
        placed.baseline_pt += down_pt
    for stroke in line.strokes:
        stroke.y_pt += down_pt
    for area in line.areas:
        area.y_pt += down_pt
    line.links = [(target, x, top + down_pt, width, height) for target, x, top, width, height in line.links]
