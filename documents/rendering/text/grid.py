"""A table's part in one column drawn: fills, then strokes (painting.md 8.1-8.4)."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise

from documents.rendering.text.cells import SetRows
from documents.rendering.text.model import Area, Cell, Edge, Ink, Stroke

Box = tuple[float, float, float, float]  # x, y, width, height
SOLID = "StrokeStyle/$ID/Solid"


class Grid:
    """The rows of a table that stand in one column, at their places.

    rows    numbers of the table's rows, from top to bottom: header rows may come again
    xs, ys  the grid's lines, which are the middles of the strokes
    """

    def __init__(self, done: SetRows, rows: Sequence[int], *, left_pt: float, top_pt: float) -> None:
        self._done, self.rows = done, rows
        self.xs = [left_pt + x for x in done.xs]
        self.ys = list(accumulate((done.heights[row] for row in rows), initial=top_pt))
        self._places = {row: place for place, row in enumerate(rows)}
        table = done.table
        across = {(line, column): edge for line, column, edge in table.across}
        self._across = {
            (place, column): edge
            for place in range(len(rows) + 1)
            for column in range(len(table.widths_pt))
            if (edge := self._horizontal(across, place, column)) is not None
        }
        self._down = {(line, self._places[row]): edge for line, row, edge in table.down if row in self._places}

    def _horizontal(self, across: Mapping[tuple[int, int], Edge], place: int, column: int) -> Edge | None:
        """The edge above a row of this part: its own, or that of the row before it, which may be another than in the table."""
        above = across.get((self.rows[place - 1] + 1, column)) if place else None
        below = across.get((self.rows[place], column)) if place < len(self.rows) else None
        if place and place < len(self.rows) and self.rows[place - 1] + 1 == self.rows[place]:
            return below
        return above or below

    def box(self, cell: Cell) -> Box:
        place = self._places[cell.row]
        left, top = self.xs[cell.column], self.ys[place]
        return (left, top, self.xs[cell.column + cell.columns] - left, self.ys[min(place + cell.rows, len(self.rows))] - top)

    def cells(self) -> Iterator[Cell]:
        return (cell for cell in self._done.table.cells if cell.row in self._places)

    def areas(self) -> list[Area]:
        """Cells of one ink are one path, so that no seam shows between neighbours."""
        found: dict[Ink, list[Box]] = {}
        for cell in self.cells():
            if cell.fill is not None:
                found.setdefault(cell.fill, []).append(self.box(cell))
        return [
            Area(x_pt=x, y_pt=y, width_pt=width, height_pt=height, ink=ink, others=others)
            for ink, ((x, y, width, height), *others) in found.items()
        ]

    def strokes(self) -> list[Stroke]:
        """The most common kind first, the others over it; cells' diagonals under or over all."""
        found: dict[Edge, list[Box]] = {}
        counts = Counter([*self._across.values(), *self._down.values()])
        common = counts.most_common(1)[0][0] if counts else None
        rows_on_top = self._done.table.strokes_on_top != "columns"
        for line, start, end, edge in self._runs():
            left, right = self.xs[start], self.xs[end]
            if rows_on_top:
                left -= max(self._over(line, start, edge, common), self._outside(start, line))
                right += max(self._over(line, end, edge, common), self._outside(end, line))
            found.setdefault(edge, []).append((left, self.ys[line], right - left, 0.0))
        for (line, place), edge in self._down.items():
            reach = (self._crossing(place, line), self._crossing(place + 1, line))
            top = self.ys[place] + (reach[0] if rows_on_top else -reach[0])
            bottom = self.ys[place + 1] - (reach[1] if rows_on_top else -reach[1])
            if bottom > top:
                found.setdefault(edge, []).append((self.xs[line], top, 0.0, bottom - top))
        ordered = sorted(found.items(), key=lambda entry: entry[0] != common)
        strokes = [_stroke(edge, box) for edge, boxes in ordered for box in boxes]
        return [*self._diagonals(in_front=False), *strokes, *self._diagonals(in_front=True)]

    def _diagonals(self, *, in_front: bool) -> Iterator[Stroke]:
        for cell in self.cells():
            if cell.diagonals_in_front == in_front:
                x, y, width, height = self.box(cell)
                for from_top, edge in cell.diagonals:
                    yield _stroke(edge, (x, y, width, height) if from_top else (x, y + height, width, -height))

    def _runs(self) -> list[tuple[int, int, int, Edge]]:
        """Neighbouring equal solid edges of a grid line as one: (line, first column, column behind the last, edge)."""
        runs: list[tuple[int, int, int, Edge]] = []
        for (line, column), edge in sorted(self._across.items(), key=lambda entry: entry[0]):
            if runs and runs[-1][0] == line and runs[-1][2] == column and runs[-1][3] == edge and edge.type.endswith("Solid"):
                runs[-1] = (line, runs[-1][1], column + 1, edge)
            else:
                runs.append((line, column, column + 1, edge))
        return runs

    def _over(self, line: int, column: int, edge: Edge, common: Edge | None) -> float:
        """How far a line that differs from the rest goes past its end (8.4); a plain one does where a different one begins."""
        beside = {self._across.get((line, column - 1)), self._across.get((line, column))} - {None}
        return edge.weight_pt / 2 if edge != common or len(beside) > 1 else 0.0

    def _outside(self, line: int, row: int) -> float:
        """How far a horizontal line goes past the outermost vertical's middle, or to one where it ends within the table."""
        if line not in (0, len(self.xs) - 1) and (row, line) in self._across and (row, line - 1) in self._across:
            return 0.0
        return max((self._down[line, at].weight_pt / 2 for at in (row - 1, row) if (line, at) in self._down), default=0.0)

    def _crossing(self, line: int, column: int) -> float:
        """Half the weight of the horizontals that a vertical meets: it stops there."""
        return max((self._across[line, at].weight_pt / 2 for at in (column - 1, column) if (line, at) in self._across), default=0.0)


def groups(done: SetRows, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Rows that stay together: (first, behind the last), by merged cells and KeepWithNextRow; none where all are headers and footers."""
    if first >= last:
        return
    bound = {row for row in range(first, last) if done.table.rows[row].keep_with_next}
    for cell in done.table.cells:
        bound.update(range(cell.row, cell.row + cell.rows - 1))
    starts = [first, *(row + 1 for row in range(first, last - 1) if row not in bound), last]
    yield from pairwise(starts)


def _stroke(edge: Edge, box: Box) -> Stroke:
    x, y, width, height = box
    return Stroke(
        x_pt=x,
        y_pt=y,
        width_pt=width,
        height_pt=height,
        weight_pt=edge.weight_pt,
        ink=edge.ink,
        stroke_type=edge.type,
        gap_ink=edge.gap_ink,
        under_text=True,
    )
