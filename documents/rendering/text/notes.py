"""Footnotes: at the bottom of the column that their references stand in (composition.md 48)."""

from collections.abc import Sequence
from dataclasses import replace

import msgspec

from documents.rendering.text.cells import ENDLESS_PT, Compose
from documents.rendering.text.columns import Column
from documents.rendering.text.cursor import FIT_PT
from documents.rendering.text.model import Composed, Footnote, FrameBox, Line, NoteOptions, Paragraph, Stroke
from documents.rendering.text.moving import move

MOST_NOTES = 100  # in one column: all of them are composed again with each that comes


class Notes:
    """The notes of every column. A column with notes ends above them: its Column is replaced by a shorter one."""

    def __init__(self, columns: list[Column], options: NoteOptions, compose: Compose) -> None:
        self._columns = columns
        self._whole = list(columns)
        self._options, self._compose = options, compose
        self._notes: dict[int, tuple[Footnote, ...]] = {}

    @property
    def taken(self) -> bool:
        """Whether some column is shorter for its notes."""
        return bool(self._notes)

    def set_frame(self, frame: FrameBox) -> None:
        """A frame in which text runs round more than before."""
        self._whole = [replace(column, frame=frame) if column.frame.id == frame.id else column for column in self._whole]

    def mark(self) -> dict[int, tuple[Footnote, ...]]:
        return dict(self._notes)

    def go_back(self, mark: dict[int, tuple[Footnote, ...]]) -> None:
        for number in [number for number, notes in self._notes.items() if mark.get(number) != notes]:
            self._columns[number] = self._bottomed(number, mark.get(number, ()))
        self._notes = dict(mark)

    def fit(self, number: int, notes: Sequence[Footnote], baseline_pt: float) -> bool:
        """Whether a line would still stand above the notes of its column, were these among them."""
        together = (*self._notes.get(number, ()), *notes)
        if len(together) > MOST_NOTES:
            return False
        column = self._bottomed(number, together)
        return baseline_pt <= column.bottom_pt + FIT_PT

    def take(self, number: int, notes: Sequence[Footnote]) -> None:
        """Put notes at the bottom of a column."""
        self._notes[number] = (*self._notes.get(number, ()), *notes)
        self._columns[number] = self._bottomed(number, self._notes[number])

    def lines(self) -> list[tuple[int, Composed]]:
        """The notes of each column that has some, set in their place."""
        found = []
        for number, notes in sorted(self._notes.items()):
            if notes:
                composed = self._set(number, notes)
                self._down(number, composed)
                found.append((number, composed))
        return found

    def _bottomed(self, number: int, notes: Sequence[Footnote]) -> Column:
        column = self._whole[number]
        if not notes:
            return column
        height = _height(self._set(number, notes), column.frame.id)
        return replace(column, bottom_pt=column.bottom_pt - height - self._spacing(column)[0])

    def _spacing(self, column: Column) -> tuple[float, float]:
        """Above the notes and between them."""
        return column.frame.note_spacing_pt or (self._options.spacer_pt, self._options.between_pt)

    def _set(self, number: int, notes: Sequence[Footnote]) -> Composed:
        column, options = self._whole[number], self._options
        box = FrameBox(
            id=column.frame.id,
            name=column.frame.name,
            left_pt=column.left_pt,
            top_pt=0.0,
            width_pt=column.width_pt,
            height_pt=ENDLESS_PT,
            first_baseline=options.first_baseline,
            first_baseline_min_pt=options.first_baseline_min_pt,
            page_name=column.frame.page_name,
            section_marker=column.frame.section_marker,
            right_page=column.frame.right_page,
        )
        return self._compose([paragraph for note in _spaced(notes, self._spacing(column)[1]) for paragraph in note], box)

    def _down(self, number: int, composed: Composed) -> None:
        column, options = self._whole[number], self._options
        lines = composed.lines[column.frame.id]
        top = column.bottom_pt - _height(composed, column.frame.id)
        places = [(note.id, at) for note in self._notes[number] for at in range(len(note.paragraphs))]
        for line in lines:
            move(line, top)
            line.inside = (places[min(line.paragraph, len(places) - 1)], *line.inside)
        if options.rule is not None:
            rule = options.rule
            stroke = Stroke(
                x_pt=column.left_pt + options.rule_left_pt,
                y_pt=top - options.rule_offset_pt,
                width_pt=options.rule_width_pt,
                weight_pt=rule.weight_pt,
                ink=rule.ink,
                stroke_type=rule.type,
                gap_ink=rule.gap_ink,
                under_text=True,
            )
            lines.insert(0, Line(baseline_pt=top, left_pt=stroke.x_pt, width_pt=stroke.width_pt, runs=[], strokes=[stroke]))


class NotesElsewhere(Notes):
    """Of a cell: its notes stand at the bottom of the column that the table is in."""

    def fit(self, _number: int, _notes: Sequence[Footnote], _baseline_pt: float) -> bool:
        return True

    def take(self, number: int, notes: Sequence[Footnote]) -> None:
        """The table takes them."""


def _height(composed: Composed, frame: str) -> float:
    """From the area's top to the last baseline."""
    return max((line.baseline_pt for line in composed.lines[frame]), default=0.0)


def _spaced(notes: Sequence[Footnote], between_pt: float) -> list[tuple[Paragraph, ...]]:
    if not between_pt:
        return [note.paragraphs for note in notes]
    found = [notes[0].paragraphs]
    for note in notes[1:]:
        first, *others = note.paragraphs
        look = msgspec.structs.replace(first.format, space_before_pt=first.format.space_before_pt + between_pt)
        found.append((msgspec.structs.replace(first, format=look), *others))
    return found
