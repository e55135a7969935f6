"""A story flows through its thread, paragraph after paragraph."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Self

import msgspec

from documents.rendering.text.adornment import ALONE, Joins, joined
from documents.rendering.text.anchoring import place as anchor
from documents.rendering.text.columns import column_rules, ruled
from documents.rendering.text.descent import Descent
from documents.rendering.text.dropcap import DropCapital, split
from documents.rendering.text.fixed import FixedParagraphs
from documents.rendering.text.measuring import Measured
from documents.rendering.text.memory import Memory, Recall
from documents.rendering.text.model import (
    NO_NOTES,
    AnchoredBox,
    Composed,
    FrameBox,
    Line,
    NoteOptions,
    Overset,
    Paragraph,
    Table,
    paragraphs_of,
)
from documents.rendering.text.moving import copy_of
from documents.rendering.text.onpath import bent
from documents.rendering.text.shaping import ShapeCache
from documents.rendering.text.source import COLUMN_BREAK, Source, is_blank, read
from documents.rendering.text.styles import StyleBook
from documents.rendering.text.surroundings import AllSurroundings
from documents.rendering.text.tables import TableDescent
from documents.rendering.text.thread import Mark, Thread
from documents.rendering.text.vertical import justify
from documents.rendering.text.wrapping import wraps_below

RETRIES = 4  # a bold first line may end a word earlier, which may end it a word later; a page number's line may go to the next page

DEEPEST = 4  # a table in a cell of a table in a cell: each level may be composed twice


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What a composition works with: the same for a story, its tables' cells and its notes."""

    styles: StyleBook
    cache: ShapeCache
    fixed: FixedParagraphs
    values: Mapping[str, str]
    objects: Mapping[str, AnchoredBox]
    notes: NoteOptions = NO_NOTES
    memory: Memory | None = None
    surroundings: AllSurroundings | None = None
    hang_pt: float | None = None
    vertical: bool = False
    wraps: bool = False  # text runs round objects that are anchored in it


class Flow:
    """One composition of one story."""

    def __init__(
        self, paragraphs: Sequence[Paragraph], frames: Sequence[FrameBox], means: Means, *, depth: int = 0, in_cell: bool = False
    ) -> None:
        self.frames = frames
        self.depth = depth
        around = partial(wraps_below, objects=means.objects, styles=means.styles) if means.wraps else None
        self.thread = Thread(frames, notes=means.notes, compose=self._inner, in_cell=in_cell, around=around)
        self.means = means
        self.recall: Recall | None = None
        self.paragraphs = [paragraph for paragraph in paragraphs if not is_blank(paragraph, means.values)]

    def recalling(self) -> Self:
        """Into frames that come again with other documents: paragraphs that were set there before are not set again."""
        memory, means = None if self.means.wraps else self.means.memory, self.means
        self.recall = memory.of(self.frames, means.values) if memory is not None else None
        return self

    def run(self) -> Composed:
        thread = self.thread
        marks: list[Mark] = []
        columns: list[int] = []  # the column of each paragraph's last line
        moved: set[int] = set()  # paragraphs that start a new column, so that they stay with the next
        overset: Overset | None = None
        number = 0
        while number < len(self.paragraphs):
            paragraph = self.paragraphs[number]
            del marks[number:], columns[number:]
            marks.append(thread.mark())
            table = _table_of(paragraph)
            if table is not None:
                self._begin(paragraph, moved=number in moved)
                if (overset := self._table(paragraph, table, number, columns)) is not None:
                    break
                thread.before = msgspec.structs.replace(paragraph.format, space_after_pt=paragraph.format.space_after_pt + table.after_pt)
                number += 1
                continue
            lines, left_over = self._descend(paragraph, number, moved=number in moved)
            if left_over is not None:
                sources = [left_over, *(self._read(each) for each in self.paragraphs[number + 1 :])]
                overset = self._overset(sources)
                break
            columns.append(lines[-1][0])
            head = self._torn_from(number, lines, columns)
            if head is not None and head not in moved and self._has_company(head, marks, columns):
                moved.add(head)
                thread.go_back(marks[head])
                number = head
                continue
            thread.before = paragraph.format
            number += 1
        return self._result(overset)

    def _begin(self, paragraph: Paragraph, *, moved: bool) -> None:
        self.thread.begin(paragraph.format)
        if moved and self.thread.cursor.baseline_pt is not None:
            self.thread.skip(COLUMN_BREAK)

    def _descend(self, paragraph: Paragraph, number: int, *, moved: bool) -> tuple[Sequence[tuple[int, Line]], Source | None]:
        """Place a paragraph, as before where nothing is different. Gives its lines, and what does not fit."""
        thread, recall = self.thread, self.recall
        key = recall.key(paragraph, thread, number, moved=moved, joins=self._joins(number)) if recall is not None else None
        if recall is None or key is None:
            descent, left_over = self._set(paragraph, number, moved=moved)
        elif (kept := recall.find(key)) is not None:
            thread.repeat(kept.lines, ascents=kept.ascents, cursor=kept.cursor)
            return kept.lines, None
        else:
            descent, left_over = self._set(paragraph, number, moved=moved)
            if left_over is None and not descent.lacks_glyphs():  # that is told of each document
                recall.keep(key, descent.lines, thread)
        return descent.lines, descent.left(left_over) if left_over is not None else None

    def _set(self, paragraph: Paragraph, number: int, *, moved: bool) -> tuple[Descent, int | None]:
        """Place a paragraph; again where a line style or a page number changes its lines. Gives also where what does not fit begins."""
        thread, mark = self.thread, self.thread.mark()
        by_line = any(rule.kind == "line" for rule in paragraph.rules)
        tries = RETRIES if by_line or any(run.page_number for run in paragraph.runs) else 1
        lines: list[int] = []
        frame: FrameBox | None = None
        while True:
            self._begin(paragraph, moved=moved)
            frame = frame or thread.frame
            measured, capital = self._measure(paragraph, lines, frame)
            descent = Descent(
                thread,
                measured,
                number=number,
                styles=self.means.styles,
                capital=capital,
                recall=self.recall,
                joins=self._joins(number),
            )
            left_over = descent.run() if thread.columns else 0
            tries -= 1
            page = descent.numbered
            if not tries or ((not by_line or descent.ends == lines) and (page is None or page is frame)):
                return descent, left_over
            lines, frame = descent.ends if by_line else [], page
            thread.go_back(mark)

    def _joins(self, number: int) -> Joins:
        """Whether the paragraphs beside this one have their border and shading in common with it."""
        paragraphs = self.paragraphs
        form = paragraphs[number].format
        if not form.joins_alike or (form.border is None and form.shading is None):
            return ALONE
        above = number > 0 and joined(paragraphs[number - 1].format, form)
        return Joins(above, number + 1 < len(paragraphs) and joined(form, paragraphs[number + 1].format))

    def _torn_from(self, number: int, lines: Sequence[tuple[int, Line]], columns: Sequence[int]) -> int | None:
        """The first of the paragraphs that should have stayed with this one (KeepWithNext, KeepWithPrevious) and did not."""
        if number == 0 or not (wanted := self._kept_together(number)):
            return None
        column = columns[number - 1]
        beside = sum(1 for placed, _ in lines if placed == column)
        if beside >= min(wanted, len(lines)):
            return None
        head = number - 1
        while head and self._kept_together(head) and columns[head - 1] == column:
            head -= 1
        return head

    def _kept_together(self, number: int) -> int:
        """How many of a paragraph's lines stay with the last line of the one before."""
        wanted = self.paragraphs[number - 1].format.keep_with_next
        return max(wanted, 1) if self.paragraphs[number].format.keep_with_previous else wanted

    def _has_company(self, head: int, marks: Sequence[Mark], columns: Sequence[int]) -> bool:
        """Whether something stands above it in its column: otherwise moving it on gains nothing."""
        return marks[head].placed[columns[head]] > 0

    def _read(self, paragraph: Paragraph, lines: Sequence[int] = (), frame: FrameBox | None = None) -> Source:
        return read(paragraph, values=self.means.values, frame=frame or self.thread.frame, styles=self.means.styles, lines=lines)

    def _measure(self, paragraph: Paragraph, lines: Sequence[int], frame: FrameBox | None) -> tuple[Measured, DropCapital | None]:
        means = self.means
        kept = means.fixed.find(paragraph)
        if kept is not None:
            return kept
        known = self._known(paragraph)
        if known is not None:
            return known, None
        source, capital = split(
            paragraph,
            self._read(paragraph, lines, frame),
            styles=means.styles,
            cache=means.cache,
            objects=means.objects,
            vertical=means.vertical,
        )
        measured = Measured(paragraph, source, cache=means.cache, objects=means.objects, vertical=means.vertical)
        if not (measured.rtl or paragraph.format.ignores_margin):
            measured.hang_pt = means.hang_pt
        means.fixed.keep(paragraph, measured, capital)
        return measured, capital

    def _known(self, paragraph: Paragraph) -> Measured | None:
        """Measured with the words of its fields alone."""
        means = self.means
        if means.surroundings is None or means.vertical:
            return None
        surroundings = means.surroundings.of(paragraph, means.values, styles=means.styles, cache=means.cache)
        measured = surroundings.measure(means.values) if surroundings is not None else None
        if measured is not None and not paragraph.format.ignores_margin:
            measured.hang_pt = means.hang_pt
        return measured

    def _inner(self, paragraphs: Sequence[Paragraph], frame: FrameBox, *, in_cell: bool = False) -> Composed:
        """What stands in a frame of its own within the story: a cell, a note."""
        if self.depth >= DEEPEST:
            text = "\n".join(run.text for paragraph in paragraphs_of(paragraphs) for run in paragraph.runs)
            return Composed(lines={frame.id: []}, overset=Overset(frame.id, text, []) if text.strip() else None)
        return Flow(paragraphs, [frame], self.means, depth=self.depth + 1, in_cell=in_cell).run()

    def _table(self, paragraph: Paragraph, table: Table, number: int, columns: list[int]) -> Overset | None:
        """Place a table; gives what of it and of all that follows does not fit."""
        thread = self.thread
        if not thread.columns:
            return self._overset([self._read(each) for each in paragraphs_of(self.paragraphs[number:])])
        descent = TableDescent(thread, paragraph, table, number=number, compose=partial(self._inner, in_cell=True))
        left = descent.run()
        columns.append(descent.lines[-1][0] if descent.lines else min(thread.cursor.column, len(thread.columns) - 1))
        if left is None:
            return None
        over = [each for cell in table.cells if cell.row >= left for each in cell.paragraphs]
        sources = [self._read(each) for each in paragraphs_of([*over, *self.paragraphs[number + 1 :]])]
        return self._overset(sources) or Overset(self.frames[-1].id, "", [])

    def _overset(self, sources: Sequence[Source]) -> Overset | None:
        text = "\n".join(source.text for source in sources)
        if not text.strip():
            return None
        fields = [field for source in sources for field in source.fields(0, len(source.text))]
        frame = self.frames[-1].id if self.frames else ""
        return Overset(frame, text, list(dict.fromkeys(fields)))

    def _result(self, overset: Overset | None) -> Composed:
        thread = self.thread
        result = Composed(lines={frame.id: [] for frame in self.frames}, missing=thread.missing)
        for index, column in enumerate(thread.columns):
            if self.recall is not None and column.frame.vertical != "top":
                thread.placed[index] = [copy_of(line) for line in thread.placed[index]]
            justify(column, thread.placed[index], first_ascent_pt=thread.ascents.get(index, 0.0))
            for line in thread.placed[index]:
                for placed in line.objects if not line.follows else ():
                    anchor(line, placed, self.means.objects[placed.id], column, self.means.styles)
            result.lines[column.frame.id] += thread.placed[index]
        for index, noted in thread.notes.lines():
            frame = thread.columns[index].frame.id
            result.lines[frame] += noted.lines[frame]
            thread.note_cell(index, noted)
        for box in self.frames:
            if rules := column_rules(box):
                result.lines[box.id].append(ruled(box, rules))
            if box.path is not None:
                ascent = thread.ascents.get(0, 0.0)
                result.lines[box.id] = [part for line in result.lines[box.id] for part in bent(line, box.path, ascent_pt=ascent)]
        result.overset = overset or next(iter(thread.overset), None)
        return result


def _table_of(paragraph: Paragraph) -> Table | None:
    return next((run.table for run in paragraph.runs if run.table is not None), None)
