"""A table on its way down the columns: rows that do not fit go on in the next, under the header rows (composition.md 53)."""

from collections.abc import Iterable, Sequence

from documents.rendering.text.cells import FIT_PT, Compose, SetRows
from documents.rendering.text.columns import Column
from documents.rendering.text.cursor import Cursor
from documents.rendering.text.grid import Grid, groups
from documents.rendering.text.model import Footnote, FrameBox, Line, Paragraph, Table, paragraphs_of
from documents.rendering.text.moving import copy_of, move
from documents.rendering.text.source import COLUMN_BREAK, FRAME_BREAK, PAGE_BREAK
from documents.rendering.text.thread import Thread

STARTS = {"next-column": COLUMN_BREAK, "next-frame": FRAME_BREAK, "next-page": PAGE_BREAK}


class TableDescent:
    """parts: what has been placed, as (column, line that holds the grid)."""

    def __init__(self, thread: Thread, paragraph: Paragraph, table: Table, *, number: int, compose: Compose) -> None:
        self.thread, self.table, self.number = thread, table, number
        self.form = paragraph.format
        self.rows = SetRows(table, compose, page=thread.columns[0].frame)
        self.lines: list[tuple[int, Line]] = []
        self._shown: set[int] = set()
        self._notes = _notes(table)

    def run(self) -> int | None:
        """Place every row; returns the first that did not fit, or None."""
        table, thread = self.table, self.thread
        body = list(groups(self.rows, table.headers, len(table.rows) - table.footers))
        while True:
            if thread.cursor.column >= len(thread.columns):
                return body[0][0] if body else 0
            top = self._top()
            taken = self._fitting(body, top)
            if taken or not body:
                last = len(taken) == len(body)
                self._place([row for first, end in taken for row in range(first, end)], top, last=last)
                body = body[len(taken) :]
            if not body:
                return None
            self._go_on(body[0][0])

    def _go_on(self, row: int) -> None:
        start = self.table.rows[row].start
        self.thread.skip(STARTS.get(start, COLUMN_BREAK))

    def _top(self) -> float:
        """The upper edge of the table's border."""
        thread = self.thread
        column = thread.columns[thread.cursor.column]
        if thread.cursor.baseline_pt is None:
            return column.top_pt
        return thread.cursor.baseline_pt + (thread.gap(self.form) + self.table.before_pt if not self.lines else 0.0)

    def _around(self, *, last: bool) -> tuple[list[int], list[int]]:
        """The header and footer rows of the part in this column."""
        table, thread = self.table, self.thread
        head = range(table.headers)
        foot = range(len(table.rows) - table.footers, len(table.rows))
        here = thread.columns[thread.cursor.column].frame
        before = [thread.columns[column].frame for column, _ in self.lines]
        headed = self._repeats(table.header_repeats, here.id, here.page_name, [(frame.id, frame.page_name) for frame in before])
        if not before and table.skip_first_header:
            headed = False
        footed = not table.skip_last_footer if last else self._ends(table.footer_repeats, here)
        return list(head) if headed else [], list(foot) if footed else []

    def _ends(self, rule: str, here: FrameBox) -> bool:
        """Whether the table goes on in another frame or on another page after this column, so that its footer rows stand here."""
        following = self.thread.columns[self.thread.cursor.column + 1 :]
        if rule == "column" or not following:
            return True
        there = following[0].frame
        return there.id != here.id if rule == "frame" else there.page_name != here.page_name

    def _repeats(self, rule: str, frame: str, page: str, before: Sequence[tuple[str, str]]) -> bool:
        if rule == "frame":
            return all(key != frame for key, _ in before)
        return all(name != page for _, name in before) if rule == "page" else True

    def _fitting(self, body: Sequence[tuple[int, int]], top: float) -> list[tuple[int, int]]:
        """The groups of rows that fit between this height and the column's bottom; none where not one does."""
        head, foot = self._around(last=False)
        taken = self._filling(body, top, head, foot)
        if len(taken) == len(body) and (end := self._around(last=True)) != (head, foot):
            return self._filling(body, top, *end)
        return taken

    def _filling(self, body: Sequence[tuple[int, int]], top: float, head: Sequence[int], foot: Sequence[int]) -> list[tuple[int, int]]:
        """As many groups as fit between these header and footer rows."""
        column = self.thread.columns[self.thread.cursor.column]
        heights = self.rows.heights
        room = column.bottom_pt - top - self.table.border_pt[0] - self.table.border_pt[2] + FIT_PT
        room -= sum(heights[row] for row in (*head, *foot))
        taken: list[tuple[int, int]] = []
        notes = self._notes_of((*head, *foot))
        for first, end in body:
            room -= sum(heights[first:end])
            if room < 0 or (taken and self.table.rows[first].start != "anywhere"):
                break
            notes += self._notes_of(range(first, end))
            if notes and not self.thread.notes.fit(self.thread.cursor.column, notes, column.bottom_pt - room):
                break
            taken.append((first, end))
        return taken

    def _notes_of(self, rows: Iterable[int]) -> list[Footnote]:
        """The footnotes of rows that have not been shown."""
        return [note for row in rows if row not in self._shown for note in self._notes.get(row, ())]

    def _place(self, rows: Sequence[int], top: float, *, last: bool) -> None:
        thread, table = self.thread, self.table
        number = thread.cursor.column
        column = thread.columns[number]
        head, foot = self._around(last=last)
        if notes := self._notes_of((*head, *rows, *foot)):
            thread.notes.take(number, notes)
        grid = Grid(self.rows, [*head, *rows, *foot], left_pt=self._left(column), top_pt=top + table.border_pt[0])
        bottom = grid.ys[-1] + table.border_pt[2]
        line = Line(
            baseline_pt=bottom,
            left_pt=grid.xs[0] - table.border_pt[1],
            width_pt=grid.xs[-1] - grid.xs[0] + table.border_pt[1] + table.border_pt[3],
            runs=[],
            strokes=grid.strokes(),
            areas=grid.areas(),
            paragraph=self.number,
        )
        if not thread.placed[number]:
            thread.ascents[number] = bottom - top
        thread.placed[number] += [line, *self._texts(grid, number)]
        self.lines.append((number, line))
        thread.cursor = Cursor(number, bottom)

    def _texts(self, grid: Grid, column: int) -> list[Line]:
        found: list[Line] = []
        for cell in grid.cells():
            done = self.rows.cells[cell.row, cell.column]
            x, y, _, _ = grid.box(cell)
            for each in done.lines:
                line = copy_of(each)
                move(line, y, x)
                line.inside = ((cell.row, cell.column, line.paragraph), *line.inside)
                line.follows, line.paragraph, line.again = True, self.number, line.again or cell.row in self._shown
                found.append(line)
            self.thread.note_cell(column, done.composed)
        self._shown.update(grid.rows)
        return found

    def _left(self, column: Column) -> float:
        """Where the grid begins, by the paragraph's alignment; the outer half of the border lies outside (composition.md 52)."""
        table, form = self.table, self.form
        width = self.rows.xs[-1] + table.border_pt[1] + table.border_pt[3]
        left, right = column.left_pt + form.left_indent_pt, column.left_pt + column.width_pt - form.right_indent_pt
        side = form.alignment.removesuffix("-justified")
        if side == "center":
            left += (right - left - width) / 2
        elif side == "right" or (form.direction == "rtl" and side not in ("left", "fully")):
            left = right - width
        return left + table.border_pt[1]


def _notes(table: Table) -> dict[int, list[Footnote]]:
    """By the row in which each note's cell begins."""
    found: dict[int, list[Footnote]] = {}
    for cell in table.cells:
        notes = [run.note for paragraph in paragraphs_of(cell.paragraphs) for run in paragraph.runs if run.note is not None]
        if notes:
            found.setdefault(cell.row, []).extend(notes)
    return found
