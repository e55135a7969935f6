"""A table's cells composed, and how high that makes its rows (composition.md 50, 51)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from documents.rendering.text.model import Cell, Composed, FrameBox, Line, Paragraph, Table
from documents.rendering.text.moving import move
from documents.rendering.text.vertical import shifts

ENDLESS_PT = 1e6
FIT_PT = 0.01

Compose = Callable[[Sequence[Paragraph], FrameBox], Composed]


@dataclass(slots=True)
class SetCell:
    """lines: in the cell's own coordinates, its top left corner on the grid is the origin."""

    cell: Cell
    lines: list[Line]
    composed: Composed
    need_pt: float


class SetRows:
    """Every cell of a table set, and every row's height.

    page   the frame whose page numbers the cells show
    costs  a composition per cell; a second one where the text of a cell does not fit a row that may not grow
    """

    def __init__(self, table: Table, compose: Compose, *, page: FrameBox) -> None:
        self.table, self._compose, self._page = table, compose, page
        self.xs = [0.0, *accumulate(table.widths_pt)]
        upright = [cell for cell in table.cells if cell.rotation_deg % 180 == 0]
        turned = [cell for cell in table.cells if cell.rotation_deg % 180]
        self.cells = {(cell.row, cell.column): self._set(cell, ENDLESS_PT) for cell in upright}
        self.heights = list(self._heights())
        for cell in turned:
            self.cells[cell.row, cell.column] = self._set(cell, self.height(cell))
        for key, done in self.cells.items():
            height = self.height(done.cell)
            if done.need_pt > height + FIT_PT and done.cell.rotation_deg % 180 == 0:
                done = self.cells[key] = self._set(done.cell, height)
            self._finish(done, height)

    def width(self, cell: Cell) -> float:
        return self.xs[min(cell.column + cell.columns, len(self.xs) - 1)] - self.xs[cell.column]

    def height(self, cell: Cell) -> float:
        return sum(self.heights[cell.row : cell.row + cell.rows])

    def _set(self, cell: Cell, height: float) -> SetCell:
        across, down = self.width(cell), height
        insets = cell.insets_pt
        for _ in range(cell.rotation_deg // 90 % 4):
            insets = (insets[3], insets[0], insets[1], insets[2])
        if cell.rotation_deg % 180:
            across, down = down, across
        box = FrameBox(
            id=cell.name,
            name=cell.name,
            left_pt=0.0,
            top_pt=0.0,
            width_pt=across,
            height_pt=down,
            insets_pt=insets,
            first_baseline=cell.first_baseline,
            first_baseline_min_pt=cell.first_baseline_min_pt,
            page_name=self._page.page_name,
            next_page_name=self._page.next_page_name,
            previous_page_name=self._page.previous_page_name,
            section_marker=self._page.section_marker,
            right_page=self._page.right_page,
        )
        composed = self._compose(cell.paragraphs, box)
        lines = composed.lines.get(box.id, [])
        need = max((line.baseline_pt for line in lines), default=0.0) + insets[2] if lines else 0.0
        return SetCell(cell, lines, composed, need)

    def _heights(self) -> Iterator[float]:
        needs = [row.height_pt for row in self.table.rows]
        spans: list[SetCell] = []
        for done in self.cells.values():
            if done.cell.rows > 1:
                spans.append(done)
            elif self.table.rows[done.cell.row].grows:
                row = self.table.rows[done.cell.row]
                needs[done.cell.row] = min(max(needs[done.cell.row], done.need_pt), max(row.most_pt, row.height_pt))
        for done in sorted(spans, key=lambda done: done.cell.row + done.cell.rows):
            covered = range(done.cell.row, done.cell.row + done.cell.rows)
            growing = [row for row in covered if self.table.rows[row].grows]
            lacking = done.need_pt - sum(needs[row] for row in covered)
            if growing and lacking > 0:
                needs[growing[-1]] += lacking
        yield from needs

    def _finish(self, done: SetCell, height: float) -> None:
        """Vertical justification, then the turn of the text in its cell."""
        cell, lines = done.cell, done.lines
        if not lines:
            return
        down = self.width(cell) if cell.rotation_deg % 180 else height
        room = down - done.need_pt
        if cell.vertical != "top" and room > 0:
            for line, shift in zip(lines, shifts(lines, rule=cell.vertical, room=room, limit=cell.vertical_limit_pt), strict=True):
                move(line, shift)
        turn = turned(cell.rotation_deg, self.width(cell), height)
        if turn is not None:
            for line in lines:
                line.matrix = turn if line.matrix is None else line.matrix


def turned(degrees: int, width: float, height: float) -> tuple[float, float, float, float, float, float] | None:
    """From the text's own box to its cell; a quarter turn goes clockwise."""
    return {
        90: (0.0, 1.0, -1.0, 0.0, width, 0.0),
        180: (-1.0, 0.0, 0.0, -1.0, width, height),
        270: (0.0, -1.0, 1.0, 0.0, 0.0, height),
    }.get(degrees % 360)
