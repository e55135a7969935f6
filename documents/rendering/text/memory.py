"""Paragraphs set before: where the thread arrives as it did then, with the same values, the same lines stand again."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from documents.rendering.text.adornment import Joins
from documents.rendering.text.cursor import Cursor
from documents.rendering.text.model import FrameBox, Line, Paragraph
from documents.rendering.text.recurring import Key as LineKey
from documents.rendering.text.recurring import Recurring
from documents.rendering.text.thread import Thread

MOST_LINES = 4_000  # some 5 kB each
MOST_SEEN = 8_000
MOST_PARAGRAPHS = 2_000
MOST_THREADS = 500

Key = tuple[object, ...]


class Kept(NamedTuple):
    """A paragraph as it was placed: nobody changes these lines again.

    ascents   of the first line in each column
    """

    lines: tuple[tuple[int, Line], ...]
    ascents: Mapping[int, float]
    cursor: Cursor


class Memory:
    """Of one font library: of the templates that are set with it.

    A paragraph is kept when it comes a second time: what is in one document alone, a person's name, is not.
    """

    def __init__(self) -> None:
        self._kept: dict[Key, Kept] = {}
        self.lines: dict[tuple[int, LineKey], Line] = {}
        self.lines_seen: set[int] = set()
        self.line_count = 0
        self._seen: set[int] = set()
        self._fields: dict[int, tuple[Paragraph, tuple[str, ...] | None]] = {}
        self._threads: dict[tuple[int, ...], tuple[int, Sequence[FrameBox]]] = {}  # by identity, and so the frames stay

    def of(self, frames: Sequence[FrameBox], values: Mapping[str, str]) -> "Recall | None":
        """For one composition; None where lines are bent, or the frames are not a template's own."""
        key = tuple(map(id, frames))
        known = self._threads.get(key)
        if known is None:
            if len(self._threads) >= MOST_THREADS or any(frame.path is not None for frame in frames):
                return None
            known = self._threads[key] = len(self._threads), tuple(frames)
        return Recall(self, known[0], values)

    def fields(self, paragraph: Paragraph) -> tuple[str, ...] | None:
        """What its lines depend on beside their place; None: on more than values."""
        known = self._fields.get(id(paragraph))
        if known is None:
            if len(self._fields) >= MOST_PARAGRAPHS:
                return None
            known = self._fields[id(paragraph)] = paragraph, _fields(paragraph)
        return known[1]

    def find(self, key: Key) -> Kept | None:
        return self._kept.get(key)

    def keep(self, key: Key, lines: Sequence[tuple[int, Line]], thread: Thread) -> None:
        """Keep what stands there now, if it came before. What is full begins anew."""
        seen = hash(key)
        if seen not in self._seen:
            if len(self._seen) >= MOST_SEEN:
                self._seen.clear()
            self._seen.add(seen)
            return
        if self.line_count + len(lines) > MOST_LINES:
            self._kept.clear()
            self.line_count = 0
        for _, line in lines:
            line.kept = True
        ascents = {column: thread.ascents[column] for column, _ in lines}
        self._kept[key] = Kept(tuple(lines), ascents, thread.cursor)
        self.line_count += len(lines)


class Recall:
    """What one composition asks the memory."""

    def __init__(self, memory: Memory, thread: int, values: Mapping[str, str]) -> None:
        self._memory, self._thread, self._values = memory, thread, values
        self.find, self.keep = memory.find, memory.keep
        self.recurring = Recurring(thread, memory.lines, memory.lines_seen)

    def key(self, paragraph: Paragraph, thread: Thread, number: int, *, moved: bool, joins: Joins) -> Key | None:
        """All that the paragraph's lines follow from; None: more than is known here."""
        cursor, fields = thread.cursor, self._memory.fields(paragraph)
        if fields is None or thread.notes.taken or cursor.column >= len(thread.columns):
            return None
        return (
            self._thread,
            id(paragraph),
            number,
            moved,
            joins,
            cursor.column,
            cursor.baseline_pt,
            cursor.spare,
            cursor.above,
            thread.before is None,
            thread.gap(paragraph.format),
            bool(thread.placed[cursor.column]),
            *(self._values.get(field) for field in fields),
        )

    def rest_key(self, rest: object, thread: Thread, number: int, *, left: int, alone: bool, widths: Sequence[float]) -> Key:
        """All that the lines of a known rest follow from, when so many of its characters are left.

        alone   no others' stand in the item that it begins in
        """
        cursor = thread.cursor
        return self._thread, id(rest), number, left, alone, cursor.column, cursor.baseline_pt, cursor.above, *widths


def _fields(paragraph: Paragraph) -> tuple[str, ...] | None:
    runs = paragraph.runs
    if any(run.object is not None or run.page_number is not None or run.table is not None or run.note is not None for run in runs):
        return None
    return tuple(dict.fromkeys(run.field for run in runs if run.field is not None))
