"""Underlines and strikethroughs of a line (composition.md 24, 25)."""

from collections.abc import Iterator

from documents.rendering.text.model import Decoration, GlyphRun, Ink, Stroke
from documents.rendering.text.styles import Style

STRIKE_HEIGHT = 0.333  # of the size, above the baseline
Drawn = tuple[GlyphRun, Style]


def decorate(drawn: list[Drawn], baseline_pt: float) -> list[Stroke]:
    """One stroke for neighbours whose lines are alike."""
    strokes: list[Stroke] = []
    for run, style in drawn:
        width = sum(run.advances_pt)
        for stroke in _strokes(run, style, baseline_pt, width):
            before = next((s for s in reversed(strokes) if s.under_text == stroke.under_text), None)
            if before and _continues(before, stroke):
                before.width_pt = stroke.x_pt + stroke.width_pt - before.x_pt
            else:
                strokes.append(stroke)
    return strokes


def _continues(before: Stroke, stroke: Stroke) -> bool:
    touches = abs(before.x_pt + before.width_pt - stroke.x_pt) < 0.01
    alike = (before.y_pt, before.weight_pt, before.ink, before.stroke_type) == (
        stroke.y_pt,
        stroke.weight_pt,
        stroke.ink,
        stroke.stroke_type,
    )
    return touches and alike


def _strokes(run: GlyphRun, style: Style, baseline_pt: float, width_pt: float) -> Iterator[Stroke]:
    form = style.format
    baseline = baseline_pt - form.baseline_shift_pt
    offset, weight = style.underline
    if form.underline is not None:
        below = form.underline.offset_pt if form.underline.offset_pt is not None else offset * form.size_pt
        yield _stroke(run, form.underline, baseline + below, width_pt, weight * form.size_pt, under_text=True)
    if form.strike is not None:
        above = form.strike.offset_pt if form.strike.offset_pt is not None else STRIKE_HEIGHT * form.size_pt
        yield _stroke(run, form.strike, baseline - above, width_pt, weight * form.size_pt, under_text=False)


def _stroke(run: GlyphRun, line: Decoration, y_pt: float, width_pt: float, weight_pt: float, *, under_text: bool) -> Stroke:
    ink: Ink = line.ink or run.format.fill
    return Stroke(
        x_pt=run.x_pt,
        y_pt=y_pt,
        width_pt=width_pt,
        weight_pt=line.weight_pt if line.weight_pt is not None else weight_pt,
        ink=ink,
        stroke_type=line.stroke_type,
        under_text=under_text,
    )
