"""Anchored objects that are not inline: placed by their line, column, frame or page (painting.md 9.2)."""

from documents.rendering.text.columns import Column
from documents.rendering.text.model import AnchoredBox, Anchoring, Line, PlacedObject
from documents.rendering.text.styles import StyleBook

OF_LINE = ("baseline", "x-height", "cap-height", "ascent", "leading")


def place(line: Line, placed: PlacedObject, box: AnchoredBox, column: Column, styles: StyleBook) -> None:
    """Moves an object from pen and baseline, where its line has put it, to its own place."""
    anchoring = box.anchoring
    if anchoring is None:
        return
    left, top, right, bottom = box.box_pt
    mirrored = anchoring.mirrored and not column.frame.right_page
    sign = -1.0 if mirrored else 1.0
    across_at, point = anchoring.across_at, anchoring.point[0]
    if mirrored:
        across_at, point = 1 - across_at, 1 - point
    if anchoring.above_line:
        space = column.width_pt - (right - left)
        placed.x_pt = column.left_pt + space * across_at + sign * anchoring.offset_pt[0] - left
        placed.baseline_pt = line.baseline_pt - _leading(line) - anchoring.space_pt[1] - bottom
        return
    start, end = _across(anchoring, placed, column)
    placed.x_pt = start + (end - start) * across_at + sign * anchoring.offset_pt[0] - (left + (right - left) * point)
    first, last = _down(anchoring, line, column, styles)
    at = first + (last - first) * anchoring.down_at
    at += anchoring.offset_pt[1] - (top + (bottom - top) * anchoring.point[1])
    if anchoring.pinned and anchoring.down in OF_LINE:
        at = max(column.top_pt - top, min(at, column.bottom_pt - bottom))
    placed.baseline_pt = at


def _across(anchoring: Anchoring, placed: PlacedObject, column: Column) -> tuple[float, float]:
    """Left and right of what it is placed by."""
    frame = column.frame
    if anchoring.across == "column":
        return column.left_pt, column.left_pt + column.width_pt
    if anchoring.across == "margins" and frame.margin_box_pt is not None:
        return frame.margin_box_pt[0], frame.margin_box_pt[2]
    if anchoring.across == "page" and frame.page_box_pt is not None:
        return frame.page_box_pt[0], frame.page_box_pt[2]
    if anchoring.across == "anchor":
        return placed.x_pt, placed.x_pt
    return frame.left_pt, frame.left_pt + frame.width_pt


def _down(anchoring: Anchoring, line: Line, column: Column, styles: StyleBook) -> tuple[float, float]:
    """Top and bottom of what it is placed by: one height where that is part of the line."""
    frame, down = column.frame, anchoring.down
    if down == "column":
        return column.top_pt, column.bottom_pt
    if down == "frame":
        return frame.top_pt, frame.top_pt + frame.height_pt
    if down == "margins" and frame.margin_box_pt is not None:
        return frame.margin_box_pt[1], frame.margin_box_pt[3]
    if down == "page" and frame.page_box_pt is not None:
        return frame.page_box_pt[1], frame.page_box_pt[3]
    height = 0.0
    if down == "leading":
        height = _leading(line)
    elif down in ("x-height", "cap-height", "ascent"):
        name = down.replace("-", "_")
        height = max((getattr(styles.fonts.face(run.font), name) * run.format.size_pt for run in line.runs), default=0.0)
    return line.baseline_pt - height, line.baseline_pt - height


def _leading(line: Line) -> float:
    """The text's own, without what an object above it takes."""
    forms = (run.format for run in line.runs)
    return max((form.leading_pt if form.leading_pt is not None else 1.2 * form.size_pt for form in forms), default=0.0)
