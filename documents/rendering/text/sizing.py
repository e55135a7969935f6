"""Frames that fit their text, and text that fits its frames: columns of one height, frames that grow with a value, copyfitting."""

import dataclasses
from collections.abc import Sequence

from msgspec.structs import replace

from documents.rendering.text import copyfit
from documents.rendering.text.cells import ENDLESS_PT
from documents.rendering.text.columns import column_rules, ruled
from documents.rendering.text.fixed import FixedParagraphs
from documents.rendering.text.flow import Flow, Means
from documents.rendering.text.model import Composed, FrameBox, Line, Paragraph
from documents.rendering.text.sections import compose_sections, has_sections
from documents.rendering.text.upright import lying, stood, stood_box

HALVINGS = 12  # of a column's height: a frame of 800 pt is balanced to 0.2 pt
TOLERANCE_PT = 0.01


def compose_into(paragraphs: Sequence[Paragraph], frames: Sequence[FrameBox], means: Means) -> Composed:
    """Compose into frames of which the last may fit its size to the text, or share it out evenly over its columns.

    costs   two or three compositions for a frame that grows, a dozen for balanced columns, half a dozen for text that is made smaller
    """
    composed = _composed(paragraphs, frames, means)
    if composed.overset is None or not (floor_pt := copyfit.floor_of(frames)):
        return composed

    def smaller(scaled: Sequence[Paragraph]) -> Composed:
        own = dataclasses.replace(means, fixed=FixedParagraphs(), memory=None, surroundings=None)  # of this one text alone
        return _composed(scaled, frames, own)

    return copyfit.fitted(paragraphs, composed, floor_pt=floor_pt, compose=smaller)


def _composed(paragraphs: Sequence[Paragraph], frames: Sequence[FrameBox], means: Means) -> Composed:
    return _stood(paragraphs, frames, means) if means.vertical else _laid_out(paragraphs, frames, means)


def _laid_out(paragraphs: Sequence[Paragraph], frames: Sequence[FrameBox], means: Means) -> Composed:
    if frames and has_sections(paragraphs, frames):
        return compose_sections(paragraphs, frames, lambda section, boxes: _in_columns(section, boxes, means))
    if frames and frames[-1].auto_size != "off" and frames[-1].polygon is None:
        return _grown(paragraphs, frames, means)
    return _in_columns(paragraphs, frames, means, whole=True)


def _stood(paragraphs: Sequence[Paragraph], frames: Sequence[FrameBox], means: Means) -> Composed:
    """Vertical text; on a path, which has its own direction, it is like any other."""
    upright = dataclasses.replace(means, vertical=False)
    if any(frame.path is not None for frame in frames):
        return _laid_out(paragraphs, frames, upright)
    composed = _laid_out(paragraphs, [lying(frame) for frame in frames], dataclasses.replace(means, memory=None))
    for frame in frames:
        composed.lines[frame.id] = stood(composed.lines[frame.id], frame)
        if frame.id in composed.grown:
            composed.grown[frame.id] = stood_box(frame, composed.grown[frame.id])
    return composed


def _in_columns(paragraphs: Sequence[Paragraph], frames: Sequence[FrameBox], means: Means, *, whole: bool = False) -> Composed:
    """whole: these are the story's own frames, not what is left of them for a section."""
    flow = Flow(paragraphs, frames, means)
    composed = (flow.recalling() if whole else flow).run()
    if composed.overset is None and any(frame.balanced for frame in frames):
        return _balanced(paragraphs, frames, means, composed)
    return composed


def _balanced(paragraphs: Sequence[Paragraph], frames: Sequence[FrameBox], means: Means, composed: Composed) -> Composed:
    """The frame where the text ends, as low as its text allows."""
    place = max((n for n, frame in enumerate(frames) if composed.lines[frame.id]), default=0)
    frame = frames[place]
    if not frame.balanced or frame.columns < 2:
        return composed
    low, high = 0.0, frame.height_pt
    best = composed
    plain = replace(frame, column_rule=None)
    for _ in range(HALVINGS):
        height = (low + high) / 2
        tried = Flow(paragraphs, [*frames[:place], replace(plain, height_pt=height)], means).run()
        if tried.overset is None:
            best, high = tried, height
        else:
            low = height
    if best is not composed and (rules := column_rules(frame)):
        best.lines[frame.id].append(ruled(frame, rules))
    best.lines = {each.id: best.lines.get(each.id, []) for each in frames}
    return best


def _grown(paragraphs: Sequence[Paragraph], frames: Sequence[FrameBox], means: Means) -> Composed:
    """InDesign saved the frame fitted to what stood there: it changes with values, or where that does not fit."""
    *others, last = frames
    composed = Flow(paragraphs, frames, means).run()
    if not means.values and composed.overset is None:
        return composed
    width = last.width_pt
    if last.auto_size == "width" or (last.no_line_breaks and last.auto_size != "height"):
        wide = replace(last, width_pt=ENDLESS_PT, height_pt=ENDLESS_PT, columns=1, wraps=(), vertical="top")
        lines = Flow(paragraphs, [*others, wide], means).run().lines[last.id]
        width = max(last.auto_size_least_pt[0], _widest(lines, paragraphs) + last.insets_pt[1] + last.insets_pt[3])
    height = last.height_pt
    if last.auto_size != "width":
        tall = replace(last, width_pt=width, height_pt=ENDLESS_PT, vertical="top")
        lines = Flow(paragraphs, [*others, tall], means).run().lines[last.id]
        height = max(last.auto_size_least_pt[1], _lowest(lines, means, last.top_pt) - last.top_pt + last.insets_pt[2])
    left = last.left_pt + (last.width_pt - width) * last.auto_size_from[0]
    top = last.top_pt + (last.height_pt - height) * last.auto_size_from[1]
    if abs(width - last.width_pt) < TOLERANCE_PT and abs(height - last.height_pt) < TOLERANCE_PT:
        return composed
    box = replace(last, left_pt=left, top_pt=top, width_pt=width, height_pt=height)
    composed = Flow(paragraphs, [*others, box], means).run()
    composed.grown[last.id] = (left, top, left + width, top + height)
    return composed


def _widest(lines: Sequence[Line], paragraphs: Sequence[Paragraph]) -> float:
    """The longest line, with the indents of its paragraph."""
    widest = 0.0
    for line in lines:
        form = paragraphs[min(line.paragraph, len(paragraphs) - 1)].format
        indent = form.left_indent_pt + form.right_indent_pt + max(0.0, form.first_line_indent_pt)
        widest = max(widest, line.width_pt + indent)
    return widest


def _lowest(lines: Sequence[Line], means: Means, top: float) -> float:
    """The last line's descenders: what a frame has to reach down to."""
    if not lines:
        return top
    last = max(lines, key=lambda line: line.baseline_pt)
    faces = ((means.styles.fonts.face(run.font), run.size_pt) for run in last.runs)
    return last.baseline_pt + max((face.descent * size for face, size in faces), default=0.0)
