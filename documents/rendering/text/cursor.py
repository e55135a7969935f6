"""Where the next line goes: down the column, beside what is in the way, on to the next column."""

from collections.abc import Callable, Sequence
from functools import partial
from math import ceil

import msgspec
from msgspec.structs import replace

from documents.rendering.text.columns import Column, Interval
from documents.rendering.text.drawing import Slot
from documents.rendering.text.heights import Heights
from documents.rendering.text.model import FrameBox, ParagraphFormat
from documents.rendering.text.shaping import EM_TOP

FIT_PT = 1e-3  # a baseline that far below the inner bottom is rounding, not overset (composition.md 12)
STEP_PT = 1.0  # how a first line looks for room in a shape (composition.md 6)
LONGEST_SEARCH = 20_000


class Cursor(msgspec.Struct, frozen=True):
    """After the last line. baseline_pt None: at the column's top. spare: free stretches beside it on the same baseline.

    above   its leading and the size of its em box, where the next one's place may depend on them
    """

    column: int = 0
    baseline_pt: float | None = None
    spare: tuple[Interval, ...] = ()
    above: tuple[float, float] | None = None


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """The line to place: its characters, its gap to the paragraph before, and what moves its start."""

    start: int
    end: int
    first: bool
    gap_pt: float = 0.0
    indent_pt: float = 0.0  # beyond the paragraph's indents: a drop cap
    hanging_pt: float | None = None  # indent to here
    need_pt: float = 0.0  # its first word's width: a narrower stretch beside a shape or a wrap is passed over


def find_slot(columns: Sequence[Column], cursor: Cursor, wanted: Wanted, heights: Heights) -> tuple[Slot, Cursor] | None:
    """The line's place and the cursor after it; None when the thread is full."""
    form = heights.measured.paragraph.format
    while cursor.spare and not wanted.first and cursor.baseline_pt is not None:
        interval, *rest = cursor.spare
        slot = _slot(columns[cursor.column], interval, cursor.baseline_pt, wanted, form)
        cursor = replace(cursor, spare=tuple(rest))
        if slot.width_pt >= wanted.need_pt:
            return slot, cursor
    while cursor.column < len(columns):
        column = columns[cursor.column]
        found = _in_column(column, cursor, wanted, heights)
        if found is not None:
            baseline, intervals = found
            if form.direction == "rtl":
                intervals = intervals[::-1]
            slot = _slot(column, intervals[0], baseline, wanted, form)
            above = heights.below(wanted.start, wanted.end) if form.leading_model != "roman" else None
            return slot, Cursor(cursor.column, baseline, tuple(intervals[1:]), above)
        cursor = Cursor(cursor.column + 1)
    return None


def _in_column(column: Column, cursor: Cursor, wanted: Wanted, heights: Heights) -> tuple[float, list[Interval]] | None:
    form = heights.measured.paragraph.format
    leading = heights.leading(wanted.start, wanted.end)
    rows = column.frame.rows_pt
    if rows is not None:
        leading = _rows_taken(rows, heights, wanted) * rows[1]
    elif cursor.above is not None and form.leading_model != "roman":
        leading = heights.leading_from(cursor.above, wanted.start, wanted.end)
    if cursor.baseline_pt is None:
        frame = column.frame
        height = heights.first(wanted.start, wanted.end, frame.first_baseline)
        rule = form.rule_above
        if rule is not None and rule.keeps_in_frame and wanted.first:
            height = max(height, rule.offset_pt + rule.weight_pt)
        baseline = column.top_pt + max(height, frame.first_baseline_min_pt)
        band = heights.ascent(wanted.start, wanted.end)
    else:
        baseline = cursor.baseline_pt + wanted.gap_pt + leading
        band = leading
    if rows is not None:
        baseline = _on_row(column.frame, rows, baseline if cursor.baseline_pt is not None else column.top_pt, heights, wanted)
    else:
        baseline = _on_grid(column.frame, baseline, form, first=wanted.first)
    if column.simple:
        if baseline > column.bottom_pt + FIT_PT:
            return None
        return baseline, [(column.left_pt, column.left_pt + column.width_pt)]
    aligned = partial(_on_grid, column.frame, form=form, first=wanted.first)
    return _beside(column, baseline, band, min(wanted.need_pt, column.width_pt), aligned)


def _beside(
    column: Column, baseline: float, band: float, need: float, aligned: Callable[[float], float]
) -> tuple[float, list[Interval]] | None:
    """Down until there is room: to the lower edge of a wrap (composition.md 55), or by whole points in a shape; each time on the grid."""
    for _ in range(LONGEST_SEARCH):
        if baseline > column.bottom_pt + FIT_PT:
            return None
        intervals = [(left, right) for left, right in column.intervals(baseline - band, baseline) if right - left >= need]
        if intervals:
            return baseline, intervals
        edge = column.blocked_until(baseline - band, baseline)
        baseline = aligned(edge + band if edge is not None and edge + band > baseline + FIT_PT else baseline + STEP_PT)
    return None


def _on_grid(frame: FrameBox, baseline: float, form: ParagraphFormat, *, first: bool) -> float:
    step = frame.grid_step_pt
    if form.align_to_grid == "none" or step <= 0 or (form.align_to_grid == "first-line" and not first):
        return baseline
    return frame.grid_start_pt + ceil((baseline - frame.grid_start_pt - 1e-4) / step) * step


def _on_row(frame: FrameBox, rows: tuple[float, float], baseline: float, heights: Heights, wanted: Wanted) -> float:
    """On a frame grid's next row, em boxes in the middle of its cells; larger characters in that of as many rows as they need."""
    cell, pitch = rows
    _, size = heights.below(wanted.start, wanted.end)
    middle = (_rows_taken(rows, heights, wanted) - 1) / 2 * pitch + cell / 2
    first = frame.top_pt + frame.insets_pt[0] + middle + (EM_TOP - 0.5) * size
    return first + max(0, ceil((baseline - first - 1e-4) / pitch)) * pitch


def _rows_taken(rows: tuple[float, float], heights: Heights, wanted: Wanted) -> int:
    cell, pitch = rows
    _, size = heights.below(wanted.start, wanted.end)
    return max(1, ceil((size - cell - 1e-4) / pitch) + 1)


def _slot(column: Column, interval: Interval, baseline: float, wanted: Wanted, form: ParagraphFormat) -> Slot:
    left, right = interval
    rtl = form.direction == "rtl"
    start_indent = form.right_indent_pt if rtl else form.left_indent_pt
    end_indent = form.left_indent_pt if rtl else form.right_indent_pt
    edge = column.left_pt + column.width_pt - right if rtl else left - column.left_pt
    indent = start_indent + (form.first_line_indent_pt if wanted.first else 0.0)
    start, end = edge + indent, edge + (right - left) - end_indent
    if column.frame.wraps and not column.frame.indents_beside_wraps:
        start, end = max(edge, indent), min(end + end_indent, column.width_pt - end_indent)
    start += wanted.indent_pt
    if wanted.hanging_pt is not None and not wanted.first:
        start = edge + wanted.hanging_pt
    return Slot(
        column_left_pt=column.left_pt,
        column_width_pt=column.width_pt,
        start_pt=start,
        width_pt=end - start,
        baseline_pt=baseline,
        right_page=column.frame.right_page,
    )
