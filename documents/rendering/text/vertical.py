"""Vertical justification of a column's lines (composition.md 11)."""

from collections.abc import Sequence
from itertools import pairwise

from documents.rendering.text.columns import Column
from documents.rendering.text.model import Line
from documents.rendering.text.moving import move


def justify(column: Column, lines: Sequence[Line], *, first_ascent_pt: float) -> None:
    """Moves the lines in place; the block reaches from the first line's ascent to the last baseline."""
    rule = column.frame.vertical
    if not lines or rule == "top" or column.frame.polygon is not None:
        return
    room = column.bottom_pt - max(line.baseline_pt for line in lines)
    above = lines[0].baseline_pt - first_ascent_pt - column.top_pt if rule == "center" else 0.0
    for line, shift in zip(lines, shifts(lines, rule=rule, room=room - above, limit=column.frame.vertical_limit_pt), strict=True):
        move(line, shift)


def shifts(lines: Sequence[Line], *, rule: str, room: float, limit: float) -> list[float]:
    """How far down each line goes. room: what is free in all."""
    if rule == "bottom":
        return [room] * len(lines)
    if rule == "center":
        return [room / 2] * len(lines)
    return _spread(lines, room, limit) if rule == "justify" else [0.0] * len(lines)


def _spread(lines: Sequence[Line], room: float, limit: float) -> list[float]:
    """Between paragraphs first, up to the limit, then between all lines."""
    gaps = [not after.follows for _, after in pairwise(lines)]
    ends = [gap and before.paragraph != after.paragraph for gap, (before, after) in zip(gaps, pairwise(lines), strict=True)]
    if room <= 0 or not any(gaps):
        return [0.0] * len(lines)
    between = min(limit, room / sum(ends)) if any(ends) else 0.0
    rest = (room - between * sum(ends)) / sum(gaps)
    found = [0.0]
    for gap, end in zip(gaps, ends, strict=True):
        found.append(found[-1] + (rest if gap else 0.0) + (between if end else 0.0))
    return found
