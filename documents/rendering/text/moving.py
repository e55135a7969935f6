"""Lines moved and copied with all that belongs to them."""

import msgspec

from documents.rendering.text.model import Line


def move(line: Line, down_pt: float, right_pt: float = 0.0) -> None:
    """In place."""
    if not down_pt and not right_pt:
        return
    line.baseline_pt += down_pt
    line.left_pt += right_pt
    if line.matrix is not None:
        a, b, c, d, e, f = line.matrix
        line.matrix = (a, b, c, d, e + right_pt, f + down_pt)
        return
    for run in line.runs:
        run.baseline_pt += down_pt
        run.x_pt += right_pt
    for placed in line.objects:
        placed.baseline_pt += down_pt
        placed.x_pt += right_pt
    for stroke in line.strokes:
        stroke.y_pt += down_pt
        stroke.x_pt += right_pt
    for area in line.areas:
        area.y_pt += down_pt
        area.x_pt += right_pt
        area.others = [(x + right_pt, y + down_pt, width, height) for x, y, width, height in area.others]
    line.links = [(target, x + right_pt, top + down_pt, width, height) for target, x, top, width, height in line.links]


def copy_of(line: Line) -> Line:
    """A line that can be moved on its own; glyphs, which nobody changes, are shared."""
    copy = msgspec.structs.replace
    return copy(
        line,
        runs=[copy(run) for run in line.runs],
        objects=[copy(placed) for placed in line.objects],
        strokes=[copy(stroke) for stroke in line.strokes],
        areas=[copy(area) for area in line.areas],
        kept=False,
    )
