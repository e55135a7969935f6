"""One paragraph on its way down the columns."""

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from documents.rendering.text.adornment import ALONE, Joins, adorn, is_adorned
from documents.rendering.text.breaking import opportunities
from documents.rendering.text.composer import line_ends
from documents.rendering.text.cursor import Cursor, Wanted, find_slot
from documents.rendering.text.drawing import Slot
from documents.rendering.text.dropcap import DropCapital
from documents.rendering.text.heights import Heights
from documents.rendering.text.measuring import LineEnd, Measured
from documents.rendering.text.memory import Key, Recall
from documents.rendering.text.model import FrameBox, Line
from documents.rendering.text.setting import Setter, tabbed
from documents.rendering.text.source import COLUMN_BREAK, FORCED, INDENT_TO_HERE, JUMPS, OBJECT, Source
from documents.rendering.text.styles import StyleBook
from documents.rendering.text.thread import Mark, Thread

WIDTH_PT = 0.01  # a slot that differs by more is another measure: compose again
PREDICTED_LINES = 400
MOST_MEASURES = 50  # that the line ends of a kept paragraph are kept for


class Descent:
    """lines: what has been placed, as (column, line)."""

    def __init__(
        self,
        thread: Thread,
        measured: Measured,
        *,
        number: int,
        styles: StyleBook,
        capital: DropCapital | None = None,
        recall: Recall | None = None,
        joins: Joins = ALONE,
    ) -> None:
        self.thread = thread
        self.measured = measured
        self.form = measured.paragraph.format
        self.heights = Heights(measured, styles)
        changed = capital is not None or is_adorned(self.form)  # its lines are, after they have been set
        self.recall = None if changed else recall
        self.setter = Setter(measured, number=number, recurring=self.recall.recurring if self.recall is not None else None)
        self.capital, self.number = capital, number
        self._joins = joins
        self._number_at = measured.source.number_at
        self.break_after: int | None = None
        language, kinsoku = measured.language_at(0), self.form.kinsoku
        self.opportunities = [] if thread.simple else opportunities(measured.text, language=language, kinsoku=kinsoku)
        rules = self.form.hyphenation
        self.across = rules is None or rules.across_columns
        self.whole: set[int] = set()  # where words are not divided, so that no column ends with a hyphen
        self._reset()

    def _reset(self) -> None:
        self.start = 0
        self.hanging: float | None = None
        self.lines: list[tuple[int, Line]] = []
        self.first_slot: Slot | None = None
        self.numbered: FrameBox | None = None  # where the line with the page number stands
        self.ends: list[int] = []  # of the lines, counted in the whole paragraph
        self.divided: tuple[int, Mark] | None = None  # the start of a line that ends with a hyphen, and how things were before it

    def run(self) -> int | None:
        """Place every line; returns where the text that did not fit begins, or None."""
        mark = self.thread.mark()
        left_over = self._fill()
        if left_over is None and self.form.keep_lines_together and (kept := self._kept(mark.placed)) is not None:
            self.thread.go_back(mark)
            self._reset()
            self.break_after = kept
            if not kept:
                self.thread.skip(COLUMN_BREAK)
            left_over = self._fill()
        if self.thread.cursor.spare:
            self.thread.cursor = replace(self.thread.cursor, spare=())
        if self.capital and self.lines and self.first_slot:
            self._draw_capital(self.capital, self.first_slot)
        same = self._joins.above and self.lines and self.lines[0][0] == mark.cursor.column
        above_pt = mark.cursor.baseline_pt if same else None
        adorn(self.form, self.lines, self.thread.columns, self.heights, joins=self._joins, above_pt=above_pt)
        return left_over

    def left(self, start: int) -> Source:
        """What did not fit, from this character on; all of it with its drop cap when no line did."""
        rest = self.measured.source.after(start)
        if self.capital is None or self.lines:
            return rest
        return self.capital.measured.source.before(rest)

    def _kept(self, placed: tuple[int, ...]) -> int | None:
        """After how many lines the paragraph should go on in the next column instead (composition.md 47); None: it is right."""
        columns = [column for column, _ in self.lines]
        here = columns.count(columns[0])
        over = columns.count(columns[-1])
        if here == len(columns) or not JUMPS.isdisjoint(self.measured.text):
            return None
        whole = 0 if placed[columns[0]] else None  # moving it helps only if something stands above it
        if self.form.keep_all_lines or here < self.form.keep_first:
            return whole
        if over >= self.form.keep_last:
            return None
        fewer = here - (self.form.keep_last - over)
        return fewer if fewer >= max(1, self.form.keep_first) else whole

    def _fill(self) -> int | None:
        text = self.measured.text
        retried: int | None = None
        widths = self._predict()
        while True:
            rest: tuple[Key, int] | None = None
            for number, end in enumerate(self._ends(widths)):
                found = self._find(end.place)
                if found is None or (end.too_wide and not self._may_stick_out(end.place)):
                    return self.start
                slot, cursor = found
                if self.divided is not None and cursor.column != self.lines[-1][0]:
                    self._join(*self.divided)
                    widths = self._predict()
                    break
                if abs(slot.width_pt - widths[min(number, len(widths) - 1)]) > WIDTH_PT and retried != self.start:
                    retried = self.start
                    widths = [slot.width_pt, *self._predict()[1:]]
                    break
                self._place(end, slot, cursor)
                if end.settled and rest is None and (key := self._rest_key(widths)) is not None:
                    if self._repeated(key):
                        return None
                    rest = key, len(self.lines)
                if INDENT_TO_HERE in self.lines[-1][1].text and self.start < len(text):
                    widths = self._predict()
                    break
            else:
                if rest is not None and self.recall is not None:
                    self.recall.keep(rest[0], self.lines[rest[1] :], self.thread)
                return None

    def _rest_key(self, widths: Sequence[float]) -> Key | None:
        """What the lines of the known rest of the paragraph are kept by; None where more than their own words decides on them."""
        measured = self.measured
        known, left = measured.known, len(measured.text) - self.start
        if known is None or known.rest is None or not left or self.recall is None or not self.thread.simple:
            return None
        if not self.across or self.break_after is not None:
            return None
        alone = len(next(measured.items_between(self.start, self.start + 1)).spans) == 1  # its last space is drawn with its last word
        return self.recall.rest_key(known.rest, self.thread, self.number, left=left, alone=alone, widths=widths)

    def _repeated(self, key: Key) -> bool:
        kept = self.recall.find(key) if self.recall is not None else None
        if kept is None:
            return False
        self.thread.repeat(kept.lines, ascents=kept.ascents, cursor=kept.cursor)
        self.lines += kept.lines
        self.start = len(self.measured.text)
        return True

    def lacks_glyphs(self) -> bool:
        parts = [self.measured, *([self.capital.measured] if self.capital else [])]
        return any(item.glyphs.missing for part in parts for item in part.items if item.glyphs is not None)

    def _join(self, start: int, mark: Mark) -> None:
        """Take back the line that ends a column with a hyphen."""
        self.whole.add(self.start)
        self.thread.go_back(mark)
        del self.lines[-1], self.ends[-1]
        self.start, self.divided = start, None

    def _may_stick_out(self, end: int) -> bool:
        """A line with tabs goes on past the measure, and so does an object that is wider than it."""
        return bool(self.measured.tabs) or OBJECT in self.measured.text[self.start : end]

    def _find(self, end: int) -> tuple[Slot, Cursor] | None:
        """Where the next line goes: a line with references to notes needs room for these too."""
        thread, cursor = self.thread, self.thread.cursor
        notes = self.measured.source.notes(self.start, end)
        while True:
            found = find_slot(thread.columns, cursor, self._wanted(end), self.heights)
            if found is None or not notes or thread.notes.fit(found[1].column, notes, found[0].baseline_pt):
                return found
            cursor = Cursor(found[1].column + 1)

    def _ends(self, widths: list[float]) -> tuple[LineEnd, ...]:
        """The paragraph's return stands alone on a line after a forced line break."""
        measured = self.measured
        if measured.tabs or not measured.keeps_ends:
            return self._composed(widths)
        if self.whole:
            return self._composed(widths)
        key = (self.start, tuple(widths))
        ends = measured.ends.get(key)
        if ends is None:
            ends = self._composed(widths)
            if len(measured.ends) < MOST_MEASURES:
                measured.ends[key] = ends
        return ends

    def _composed(self, widths: list[float]) -> tuple[LineEnd, ...]:
        ends = line_ends(self.measured, self.start, widths, self._tabbed(), whole=self.whole)
        if self.measured.text.endswith(FORCED):
            ends.append(LineEnd(len(self.measured.text), hyphen=False))
        return tuple(ends)

    def _wanted(self, end: int) -> Wanted:
        first = not self.lines
        return Wanted(
            start=self.start,
            end=end,
            first=first,
            gap_pt=self.thread.gap(self.form) if first else 0.0,
            indent_pt=self._indent(len(self.lines)),
            hanging_pt=self.hanging,
            need_pt=0.0 if self.thread.simple else self._first_word(),
        )

    def _indent(self, line: int) -> float:
        """What a drop cap takes from this line."""
        if self.capital is None or line >= self.capital.lines:
            return 0.0
        return self.capital.width_pt + (self.form.first_line_indent_pt if line else 0.0)

    def _first_word(self) -> float:
        text = self.measured.text
        place = next((place for place in self.opportunities if place > self.start), len(text))
        return self.measured.width(self.start, self.measured.visible_end(self.start, place))

    def _predict(self) -> list[float]:
        """The measures of the lines to come, as far as they can be known before their heights are."""
        thread = self.thread
        widths: list[float] = []
        cursor = thread.cursor
        wanted = self._wanted(min(self.start + 1, len(self.measured.text)))
        if thread.simple and self.capital is None:
            found = find_slot(thread.columns, cursor, wanted, self.heights)
            width = found[0].width_pt if found else thread.columns[0].width_pt
            indent = self.form.first_line_indent_pt if wanted.first else 0.0
            return [width, width + indent] if indent else [width]
        count = 2 + self.capital.lines if thread.simple and self.capital else PREDICTED_LINES
        for number in range(1, count + 1):
            found = find_slot(thread.columns, cursor, wanted, self.heights)
            if found is None or (widths and found[1].column != cursor.column):
                break
            slot, cursor = found
            widths.append(slot.width_pt)
            wanted = replace(wanted, first=False, gap_pt=0.0, need_pt=0.0, indent_pt=self._indent(len(self.lines) + number))
        while len(widths) > 1 and abs(widths[-1] - widths[-2]) < WIDTH_PT:
            widths.pop()
        return widths or [thread.columns[0].width_pt]

    def _tabbed(self) -> Callable[[int, int], float] | None:
        """How wide a line with tabs is: that depends on where it starts."""
        if not self.measured.tabs:
            return None
        column = self.thread.columns[min(self.thread.cursor.column, len(self.thread.columns) - 1)]
        indent = self.form.right_indent_pt if self.measured.rtl else self.form.left_indent_pt

        def width(start: int, visible: int) -> float:
            if start == 0:
                at = indent + self.form.first_line_indent_pt + self._indent(0)
            else:
                at = self.hanging if self.hanging is not None else indent
            slot = Slot(column_left_pt=column.left_pt, column_width_pt=column.width_pt, start_pt=at, width_pt=0.0)
            return tabbed(self.measured, start, visible, slot)[1]

        return width

    def _place(self, end: LineEnd, slot: Slot, cursor: Cursor) -> None:
        thread = self.thread
        words = end.hyphen and not self.across and " " in self.measured.text[self.start : end.place]
        self.divided = (self.start, thread.mark()) if words else None
        if not thread.placed[cursor.column]:
            thread.ascents[cursor.column] = self.heights.ascent(self.start, end.place)
        done = self.setter.line(self.start, end, slot)
        thread.placed[cursor.column].append(done.line)
        thread.note_missing(cursor.column, done.missing)
        if done.line.objects:
            thread.run_around(cursor.column, done.line)
        if notes := self.measured.source.notes(self.start, end.place):
            thread.notes.take(cursor.column, notes)
        self.first_slot = self.first_slot or slot
        if self._number_at is not None and self.start <= self._number_at < end.place:
            self.numbered = thread.columns[cursor.column].frame
        self.lines.append((cursor.column, done.line))
        self.ends.append(end.place + (len(self.capital.measured.text) if self.capital else 0))
        if done.indent_to_here_pt is not None:
            self.hanging = done.indent_to_here_pt
        thread.cursor = cursor
        last = self.measured.text[end.place - 1 : end.place]
        if last in JUMPS and self.start < end.place:
            thread.skip(last)
        elif len(self.lines) == self.break_after:
            thread.skip(COLUMN_BREAK)
        self.start = end.place

    def _draw_capital(self, capital: DropCapital, slot: Slot) -> None:
        column, first = self.lines[0]
        beside = [line.baseline_pt for number, line in self.lines[: capital.lines] if number == column]
        below = (capital.lines - len(beside)) * self.heights.leading(0, len(self.measured.text))
        self.thread.note_missing(column, capital.draw(first, slot, beside[-1] + below))
