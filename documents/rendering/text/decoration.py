"""Underlines and strikethroughs of a line (composition.md 24, 25)."""

from collections.abc import Iterator

import msgspec

from documents.rendering.text.model import Decoration, Stroke
from documents.rendering.text.styles import Style

STRIKE_HEIGHT = 0.333  # of the size, above the baseline


class Stretch(msgspec.Struct, frozen=True):
    """A part of a line in one style: glyphs, or the gap of a tab."""

    x_pt: float
    width_pt: float
    style: Style


def decorate(stretches: list[Stretch], baseline_pt: float) -> list[Stroke]:
    """One stroke for neighbours whose lines are alike."""
    strokes: list[Stroke] = []
    for stretch in stretches:
        for stroke in _strokes(stretch, baseline_pt):
            before = next((s for s in reversed(strokes) if s.under_text == stroke.under_text), None)
            if before and _continues(before, stroke):
                before.width_pt = stroke.x_pt + stroke.width_pt - before.x_pt
            else:
                strokes.append(stroke)
    return strokes


def _continues(before: Stroke, stroke: Stroke) -> bool:
    touches = abs(before.x_pt + before.width_pt - stroke.x_pt) < 0.01
    alike = (before.y_pt, before.weight_pt, before.ink, before.stroke_type, before.gap_ink) == (
        stroke.y_pt,
        stroke.weight_pt,
        stroke.ink,
        stroke.stroke_type,
        stroke.gap_ink,
    )
    return touches and alike


def _strokes(stretch: Stretch, baseline_pt: float) -> Iterator[Stroke]:
    form = stretch.style.format
    baseline = baseline_pt - form.baseline_shift_pt
    offset, weight = stretch.style.underline
    if form.underline is not None:
        below = form.underline.offset_pt if form.underline.offset_pt is not None else offset * form.size_pt
        yield _stroke(stretch, form.underline, baseline + below, weight * form.size_pt, under_text=True)
    if form.strike is not None:
        above = form.strike.offset_pt if form.strike.offset_pt is not None else STRIKE_HEIGHT * form.size_pt
        yield _stroke(stretch, form.strike, baseline - above, weight * form.size_pt, under_text=False)


def _stroke(stretch: Stretch, line: Decoration, y_pt: float, weight_pt: float, *, under_text: bool) -> Stroke:
    return Stroke(
        x_pt=stretch.x_pt,
        y_pt=y_pt,
        width_pt=stretch.width_pt,
        weight_pt=line.weight_pt if line.weight_pt is not None else weight_pt,
        ink=line.ink or stretch.style.format.fill,
        stroke_type=line.stroke_type,
        gap_ink=line.gap_ink,
        under_text=under_text,
    )
