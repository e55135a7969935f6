"""Copyfitting: text that does not fit its frames is set smaller until it does, down to a floor."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from msgspec.structs import replace

from documents.rendering.text.model import CharacterFormat, Composed, FrameBox, Paragraph, Run, Table, paragraphs_of

HALVINGS = 6  # of the way to the floor: from 24 pt to 6 pt the size is found to 0.3 pt

Set = Callable[[Sequence[Paragraph]], Composed]


def floor_of(frames: Sequence[FrameBox]) -> float:
    """The smallest size that a thread's frames allow; 0: its text is not made smaller."""
    return min((frame.copyfit_pt for frame in frames if frame.copyfit_pt > 0), default=0.0)


def fitted(paragraphs: Sequence[Paragraph], composed: Composed, *, floor_pt: float, compose: Set) -> Composed:
    """The largest setting that fits; at the floor where none does, and what is left over is overset.

    composed  as it is set at its own size, where it does not fit
    compose   sets paragraphs anew
    costs     a composition for each halving
    """
    largest = max((run.format.size_pt for each in paragraphs_of(paragraphs) for run in each.runs), default=0.0)
    if largest <= floor_pt:
        return composed
    low, high = floor_pt / largest, 1.0
    best = compose(scaled(paragraphs, low, floor_pt))
    if best.overset is not None:
        return best
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        tried = compose(scaled(paragraphs, middle, floor_pt))
        if tried.overset is None:
            best, low = tried, middle
        else:
            high = middle
    return best


def scaled(paragraphs: Sequence[Paragraph], factor: float, floor_pt: float) -> tuple[Paragraph, ...]:
    """Every size and leading by a factor, but no size below the floor; what is smaller already stays."""
    return tuple(_paragraph(paragraph, factor, floor_pt) for paragraph in paragraphs)


def _paragraph(paragraph: Paragraph, factor: float, floor_pt: float) -> Paragraph:
    look = paragraph.format
    bullet, capital = look.bullet, look.drop_cap
    if bullet is not None and bullet.format is not None:
        look = replace(look, bullet=replace(bullet, format=_look(bullet.format, factor, floor_pt)))
    if capital is not None and capital.format is not None:
        look = replace(look, drop_cap=replace(capital, format=_look(capital.format, factor, floor_pt)))
    return replace(
        paragraph,
        format=look,
        runs=tuple(_run(run, factor, floor_pt) for run in paragraph.runs),
        end=_look(paragraph.end, factor, floor_pt),
    )


def _run(run: Run, factor: float, floor_pt: float) -> Run:
    looks = tuple(_look(look, factor, floor_pt) for look in run.looks)
    table = _table(run.table, factor, floor_pt) if run.table is not None else None
    note = run.note and replace(run.note, paragraphs=scaled(run.note.paragraphs, factor, floor_pt))
    return replace(run, format=_look(run.format, factor, floor_pt), looks=looks, table=table, note=note)


def _table(table: Table, factor: float, floor_pt: float) -> Table:
    return replace(table, cells=tuple(replace(cell, paragraphs=scaled(cell.paragraphs, factor, floor_pt)) for cell in table.cells))


@lru_cache(maxsize=512)
def _look(form: CharacterFormat, factor: float, floor_pt: float) -> CharacterFormat:
    size_pt = max(min(form.size_pt, floor_pt), form.size_pt * factor)
    smaller = size_pt / form.size_pt if form.size_pt else 1.0
    leading_pt = None if form.leading_pt is None else form.leading_pt * smaller
    return replace(form, size_pt=size_pt, leading_pt=leading_pt, baseline_shift_pt=form.baseline_shift_pt * smaller)
