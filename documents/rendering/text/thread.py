"""The thread a story fills: its columns, what stands in them, and where the next line goes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

import msgspec

from documents.rendering.text.cells import Compose
from documents.rendering.text.columns import Column, columns
from documents.rendering.text.cursor import Cursor
from documents.rendering.text.model import Composed, Footnote, FrameBox, Line, Missing, NoteOptions, Overset, ParagraphFormat, Wrap
from documents.rendering.text.notes import Notes, NotesElsewhere
from documents.rendering.text.source import COLUMN_BREAK, FRAME_BREAK, PAGE_BREAK

Around = Callable[[Line, Column], Iterable[Wrap]]


class Mark(msgspec.Struct, frozen=True):
    """A state to come back to, when a paragraph has to move."""

    cursor: Cursor
    placed: tuple[int, ...]
    missing: int
    overset: int
    notes: dict[int, tuple[Footnote, ...]]
    before: ParagraphFormat | None
    wrapped: Mapping[str, FrameBox]


class Thread:
    """before: the format of the paragraph placed last; ascents: of each column's first line.

    around   gives what the objects of a line keep free of text below it; None: nothing anywhere
    wrapped  frames in which such objects stand, with these wraps
    """

    def __init__(
        self, frames: Sequence[FrameBox], *, notes: NoteOptions, compose: Compose, in_cell: bool = False, around: Around | None = None
    ) -> None:
        self._around = around
        self._frames = {frame.id: frame for frame in frames}
        self.wrapped: Mapping[str, FrameBox] = {}
        self.columns = list(columns(frames))
        self.notes = (NotesElsewhere if in_cell else Notes)(self.columns, notes, compose)
        self.simple = around is None and all(column.simple for column in self.columns)
        self.cursor = Cursor()
        self.before: ParagraphFormat | None = None
        self.placed: list[list[Line]] = [[] for _ in self.columns]
        self.ascents: dict[int, float] = {}
        self.missing: list[Missing] = []
        self._said: set[tuple[str, str, str | None, str, str]] = set()  # of these
        self.overset: list[Overset] = []  # of table cells

    @property
    def frame(self) -> FrameBox | None:
        """Where the next line most likely stands."""
        return self.columns[min(self.cursor.column, len(self.columns) - 1)].frame if self.columns else None

    def mark(self) -> Mark:
        return Mark(
            self.cursor,
            tuple(len(lines) for lines in self.placed),
            len(self.missing),
            len(self.overset),
            self.notes.mark(),
            self.before,
            self.wrapped,
        )

    def go_back(self, mark: Mark) -> None:
        self.cursor = mark.cursor
        self.before = mark.before
        for lines, count in zip(self.placed, mark.placed, strict=True):
            del lines[count:]
        del self.missing[mark.missing :]
        del self.overset[mark.overset :]
        self.notes.go_back(mark.notes)
        if self.wrapped is not mark.wrapped:
            for key in self.wrapped:
                self._set_frame(mark.wrapped.get(key) or self._frames[key])
            self.wrapped = mark.wrapped

    def run_around(self, number: int, line: Line) -> None:
        """Keep the text to come away from the objects of a line that has been placed."""
        if self._around is None:
            return
        column = self.columns[number]
        if wraps := tuple(self._around(line, column)):
            frame = msgspec.structs.replace(column.frame, wraps=(*column.frame.wraps, *wraps))
            self.wrapped = {**self.wrapped, frame.id: frame}
            self._set_frame(frame)

    def _set_frame(self, frame: FrameBox) -> None:
        for number, column in enumerate(self.columns):
            if column.frame.id == frame.id:
                self.columns[number] = replace(column, frame=frame)
        self.notes.set_frame(frame)

    def repeat(self, lines: Iterable[tuple[int, Line]], *, ascents: Mapping[int, float], cursor: Cursor) -> None:
        """Place lines that were set before."""
        for column, line in lines:
            if not self.placed[column]:
                self.ascents[column] = ascents[column]
            self.placed[column].append(line)
        self.cursor = cursor

    def begin(self, form: ParagraphFormat) -> None:
        """StartParagraph: on to where a paragraph of this format has to begin."""
        if form.start == "anywhere" or self.before is None:
            return
        if form.start == "next-column":
            self.skip(COLUMN_BREAK)
        elif form.start == "next-frame":
            self.skip(FRAME_BREAK)
        else:
            self.skip(PAGE_BREAK)
            right = {"next-odd-page": True, "next-even-page": False}.get(form.start)
            while right is not None and self.cursor.column < len(self.columns):
                if self.columns[self.cursor.column].frame.right_page == right:
                    break
                self.skip(PAGE_BREAK)

    def skip(self, character: str) -> None:
        """On to the next column, frame or page, as a break character says."""
        if self.cursor.column >= len(self.columns):
            return
        here = self.columns[self.cursor.column].frame
        following = self.cursor.column + 1
        while following < len(self.columns):
            frame = self.columns[following].frame
            if character == COLUMN_BREAK or (character == FRAME_BREAK and frame.id != here.id):
                break
            if character == PAGE_BREAK and frame.page_name != here.page_name:
                break
            following += 1
        self.cursor = Cursor(following)

    def gap(self, form: ParagraphFormat) -> float:
        """Between the last paragraph and one of this format (composition.md 10)."""
        before = self.before
        if before is None:
            return 0.0
        same = form.same_style_spacing_pt
        if same is not None and same >= 0 and before.style == form.style:
            return same
        return before.space_after_pt + form.space_before_pt

    def note_missing(self, column: int, found: Sequence[tuple[str, str, str | None]]) -> None:
        for font, character, field in found:
            self._miss(Missing(font, character, field, self.columns[column].frame.id))

    def _miss(self, missing: Missing) -> None:
        """Once: a book whose font is not there lacks thousands."""
        if len(self._said) != len(self.missing):  # it went back
            self._said = {_said(each) for each in self.missing}
        if (said := _said(missing)) not in self._said:
            self._said.add(said)
            self.missing.append(missing)

    def note_cell(self, column: int, composed: Composed) -> None:
        """What a table's cell lacks and leaves over, said of the frame it stands in."""
        frame = self.columns[column].frame.id
        for missing in composed.missing:
            self._miss(Missing(missing.font, missing.character, missing.field, frame, missing.place or missing.frame))
        if composed.overset is not None:
            left = composed.overset
            self.overset.append(Overset(frame, left.text, left.fields, left.place or left.frame))


def _said(missing: Missing) -> tuple[str, str, str | None, str, str]:
    return missing.font, missing.character, missing.field, missing.frame, missing.place
