"""The strokes of a table: what its cells, its alternating lines and its border say of each edge (painting.md 8.4, 8.5)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from documents.rendering.idml.attributes import Value, Values, integer, number, word
from documents.rendering.idml.swatches import BLACK, Palette
from documents.rendering.text.model import Edge, Ink

Side = Literal["Left", "Top", "Right", "Bottom"]
SIDES: tuple[Side, ...] = ("Top", "Left", "Bottom", "Right")
PARTS = ("Weight", "Color", "Tint", "Type", "GapColor", "GapTint")
SOLID = "StrokeStyle/$ID/Solid"


@dataclass(frozen=True, slots=True)
class Extent:
    """Which part of the grid a cell takes."""

    column: int
    row: int
    columns: int
    rows: int

    def places(self) -> list[tuple[int, int]]:
        return [(column, row) for column in range(self.column, self.column + self.columns) for row in range(self.row, self.row + self.rows)]

    def edges(self, side: Side) -> list[tuple[str, int, int]]:
        right, bottom = self.column + self.columns, self.row + self.rows
        if side in ("Left", "Right"):
            return [("down", self.column if side == "Left" else right, row) for row in range(self.row, bottom)]
        return [("across", self.row if side == "Top" else bottom, column) for column in range(self.column, right)]

    def inside(self) -> Iterator[tuple[str, int, int]]:
        """The edges within a merged cell, which are not drawn."""
        columns, rows = range(self.column, self.column + self.columns), range(self.row, self.row + self.rows)
        yield from (("down", line, row) for line in columns[1:] for row in rows)
        yield from (("across", line, column) for line in rows[1:] for column in columns)


@dataclass(slots=True)
class Edges:
    """Gathers a table's edges.

    said     edge -> priority, and what the winning cell says of it; of two that share one, the higher priority wins, then the later
    covered  edges within merged cells
    """

    table: Values
    palette: Palette
    said: dict[tuple[str, int, int], tuple[int, dict[str, Value | None]]] = field(default_factory=dict)
    covered: set[tuple[str, int, int]] = field(default_factory=set)

    def add(self, extent: Extent, cell: Values) -> None:
        self.covered.update(extent.inside())
        for side in SIDES:
            prefix = f"{side}EdgeStroke"
            if not any(f"{prefix}{name}" in cell for name in ("Weight", "Color", "Type")):
                continue
            said = {name: cell.get(f"{prefix}{name}") for name in PARTS}
            priority = integer(cell.get(f"{prefix}Priority"))
            for key in extent.edges(side):
                if key not in self.said or self.said[key][0] <= priority:
                    self.said[key] = (priority, said)

    def border(self, side: Side) -> Edge | None:
        return self.edge(self.table, f"{side}BorderStroke")

    def edge(self, values: Values, prefix: str) -> Edge | None:
        weight = number(values.get(f"{prefix}Weight"), 1.0)
        ink = self.palette.ink(values.get(f"{prefix}Color", BLACK), values.get(f"{prefix}Tint"))
        if ink is None or weight <= 0:
            return None
        gap = self.palette.ink(values.get(f"{prefix}GapColor"), values.get(f"{prefix}GapTint"))
        return Edge(ink=ink, weight_pt=weight, type=word(values.get(f"{prefix}Type")) or SOLID, gap_ink=gap)

    def across(self, *, columns: int, rows: int) -> tuple[tuple[int, int, Edge], ...]:
        return tuple(self._drawn("across", rows, columns, borders=(self.border("Top"), self.border("Bottom"))))

    def down(self, *, columns: int, rows: int) -> tuple[tuple[int, int, Edge], ...]:
        return tuple(self._drawn("down", columns, rows, borders=(self.border("Left"), self.border("Right"))))

    def _drawn(
        self, direction: Literal["across", "down"], lines: int, along: int, *, borders: tuple[Edge | None, Edge | None]
    ) -> Iterable[tuple[int, int, Edge]]:
        """What no cell speaks of: the table's border outside, its alternating strokes or 1 pt black inside, none within a merged cell."""
        plain = Edge(ink=Ink(BLACK), weight_pt=1.0)
        inner = self._alternating("Row" if direction == "across" else "Column", lines)
        for line in range(lines + 1):
            default = borders[0] if line == 0 else borders[1] if line == lines else inner.get(line, plain)
            for at in range(along):
                key = (direction, line, at)
                edge = self._over(default, self.said[key][1]) if key in self.said else default
                if edge is not None and key not in self.covered:
                    yield line, at, edge

    def _alternating(self, kind: str, count: int) -> dict[int, Edge | None]:
        """Alternating strokes of the lines between rows or columns; a line without one is left out."""
        table = self.table
        start, end = integer(table.get(f"Start{kind}StrokeCount")), integer(table.get(f"End{kind}StrokeCount"))
        if start + end <= 0:
            return {}
        first = 1 + integer(table.get(f"SkipFirstAlternatingStroke{kind}s"))
        last = count - integer(table.get(f"SkipLastAlternatingStroke{kind}s"))
        return {
            line: self.edge(table, f"{'Start' if (line - first) % (start + end) < start else 'End'}{kind}Stroke")
            for line in range(first, last)
        }

    def _over(self, default: Edge | None, said: dict[str, Value | None]) -> Edge | None:
        """An edge where a cell says some of it: colour, weight and type each for itself."""
        ink = default.ink if default is not None else Ink(BLACK)
        if said["Color"] is not None or said["Tint"] is not None:
            made = self.palette.ink(said["Color"] or ink.swatch, said["Tint"])
            if made is None:
                return None
            ink = made
        weight = number(said["Weight"], default.weight_pt if default is not None else 1.0)
        kind = word(said["Type"]) or (default.type if default is not None else SOLID)
        gap = self.palette.ink(said["GapColor"], said["GapTint"]) if said["GapColor"] else default.gap_ink if default is not None else None
        return Edge(ink=ink, weight_pt=weight, type=kind, gap_ink=gap) if weight > 0 else None
