"""Tables: their grid, cells and edges, styles applied (composition.md 50-53, painting.md 8)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from documents.rendering.idml.attributes import Element, Value, Values, integer, number, own, reference, word
from documents.rendering.idml.objectstyles import DEPTH
from documents.rendering.idml.swatches import BLACK, Palette
from documents.rendering.text.model import Ink

Side = Literal["Left", "Top", "Right", "Bottom"]
Said = dict[tuple[str, int, int], tuple[int, dict[str, Value | None]]]  # edge -> priority, what the winning cell says of it
MOST_CELLS = 20_000
INSET = "4"
SOLID = "StrokeStyle/$ID/Solid"


@dataclass(frozen=True, slots=True)
class Edge:
    """A stroke between two cells, or between a cell and the outside."""

    ink: Ink
    weight_pt: float
    type: str


@dataclass(frozen=True, slots=True)
class TableSpace:
    """What a table takes in its paragraph. border_pt: how much of its width are the outer halves of its borders."""

    before_pt: float
    after_pt: float
    width_pt: float
    border_pt: float


@dataclass(slots=True)
class TableCell:
    element: Element
    column: int
    row: int
    columns: int
    rows: int
    values: Values
    fill: Ink | None


@dataclass(slots=True)
class Table:
    """A table laid out. xs, ys: the grid's lines, that is the middles of the strokes, from the table's top left corner.

    across  (line, column) -> the edge on a horizontal grid line; down: (line, row) -> on a vertical one
    """

    element: Element
    xs: list[float]
    ys: list[float]
    width_pt: float
    height_pt: float
    cells: list[TableCell] = field(default_factory=list)
    across: dict[tuple[int, int], Edge] = field(default_factory=dict)
    down: dict[tuple[int, int], Edge] = field(default_factory=dict)


class TableReader:
    def __init__(self, styles: Iterable[Element], *, palette: Palette) -> None:
        self._palette = palette
        self._styles: dict[str, Element] = {}
        for group in styles:
            for tag in ("TableStyle", "CellStyle"):
                self._styles.update({style.get("Self", ""): style for style in group.iter(tag)})

    def space(self, element: Element) -> TableSpace:
        values = self._table_values(element)
        borders = [self._border(values, side) for side in ("Left", "Right")]
        border = sum(edge.weight_pt / 2 for edge in borders if edge is not None)
        widths = sum(number(column.get("SingleColumnWidth")) for column in element.iterfind("Column"))
        return TableSpace(number(values.get("SpaceBefore"), 4.0), number(values.get("SpaceAfter"), -4.0), widths + border, border)

    def read(self, element: Element) -> Table | None:
        """The table; None when it has no cells or no size. Rows have the height they were saved with."""
        values = self._table_values(element)
        widths = [number(column.get("SingleColumnWidth")) for column in element.iterfind("Column")]
        heights = [max(number(row.get("SingleRowHeight")), number(row.get("MinimumHeight"))) for row in element.iterfind("Row")]
        if not widths or not heights or len(widths) * len(heights) > MOST_CELLS:
            return None
        borders = {side: self._border(values, side) for side in ("Left", "Top", "Right", "Bottom")}
        half = {side: edge.weight_pt / 2 if edge is not None else 0.0 for side, edge in borders.items()}
        xs, ys = _sums(half["Left"], widths), _sums(half["Top"], heights)
        table = Table(element, xs, ys, xs[-1] + half["Right"], ys[-1] + half["Bottom"])
        headers, footers = integer(element.get("HeaderRowCount")), integer(element.get("FooterRowCount"))
        body = (headers, len(heights) - footers)
        explicit: Said = {}
        for cell in element.iterfind("Cell"):
            placed = self._cell(cell, values, body=body, size=(len(widths), len(heights)))
            if placed is not None:
                table.cells.append(placed)
                self._edges(placed, explicit)
        inner = {kind: self._inner_edges(values, kind, count) for kind, count in (("Row", len(heights)), ("Column", len(widths)))}
        self._fill_edges(table, explicit, borders, inner, size=(len(widths), len(heights)))
        return table

    def _cell(self, cell: Element, table: Values, *, body: tuple[int, int], size: tuple[int, int]) -> TableCell | None:
        column, _, row = cell.get("Name", "").partition(":")
        if not (column.isdecimal() and row.isdecimal() and int(column) < size[0] and int(row) < size[1]):
            return None
        at, line = int(column), int(row)
        region = "Header" if line < body[0] else "Footer" if line >= body[1] else "Body"
        values: dict[str, Value] = {}
        for style in (word(table.get(f"{region}RegionCellStyle")), cell.get("AppliedCellStyle", "")):
            values.update(self._chain_values(style))
        values.update(own(cell))
        return TableCell(
            element=cell,
            column=at,
            row=line,
            columns=max(1, min(integer(cell.get("ColumnSpan"), 1), size[0] - at)),
            rows=max(1, min(integer(cell.get("RowSpan"), 1), size[1] - line)),
            values=values,
            fill=self._fill(values, table, column=at, row=line, body=body),
        )

    def _fill(self, cell: Values, table: Values, *, column: int, row: int, body: tuple[int, int]) -> Ink | None:
        """The cell's own fill, else the table's alternating one, which body rows take."""
        if "FillColor" in cell:
            return self._palette.ink(cell.get("FillColor"), cell.get("FillTint"))
        if not body[0] <= row < body[1]:
            return None
        for kind, at, count in (("Row", row - body[0], body[1] - body[0]), ("Column", column, 0)):
            start, end = integer(table.get(f"Start{kind}FillCount")), integer(table.get(f"End{kind}FillCount"))
            at -= integer(table.get(f"SkipFirstAlternatingFill{kind}s"))
            last = count - integer(table.get(f"SkipLastAlternatingFill{kind}s")) if count else at + 1
            if start + end > 0 and 0 <= at < last:
                which = "Start" if at % (start + end) < start else "End"
                return self._palette.ink(table.get(f"{which}{kind}FillColor"), table.get(f"{which}{kind}FillTint"))
        return None

    def _edges(self, cell: TableCell, explicit: Said) -> None:
        """What a cell says about its edges; of two that share one, the higher priority wins, then the later."""
        right, bottom = cell.column + cell.columns, cell.row + cell.rows
        places: dict[Side, list[tuple[str, int, int]]] = {
            "Left": [("down", cell.column, row) for row in range(cell.row, bottom)],
            "Right": [("down", right, row) for row in range(cell.row, bottom)],
            "Top": [("across", cell.row, column) for column in range(cell.column, right)],
            "Bottom": [("across", bottom, column) for column in range(cell.column, right)],
        }
        for side, keys in places.items():
            prefix = f"{side}EdgeStroke"
            if not any(f"{prefix}{name}" in cell.values for name in ("Weight", "Color", "Type")):
                continue
            said = {name: cell.values.get(f"{prefix}{name}") for name in ("Weight", "Color", "Tint", "Type")}
            priority = integer(cell.values.get(f"{prefix}Priority"))
            for key in keys:
                if key not in explicit or explicit[key][0] <= priority:
                    explicit[key] = (priority, said)

    def _inner_edges(self, table: Values, kind: str, count: int) -> dict[int, Edge | None]:
        """Alternating strokes of the lines between rows or columns; a line without one is left out."""
        start, end = integer(table.get(f"Start{kind}StrokeCount")), integer(table.get(f"End{kind}StrokeCount"))
        if start + end <= 0:
            return {}
        first = 1 + integer(table.get(f"SkipFirstAlternatingStroke{kind}s"))
        last = count - integer(table.get(f"SkipLastAlternatingStroke{kind}s"))
        return {
            line: self._stroke(table, f"{'Start' if (line - first) % (start + end) < start else 'End'}{kind}Stroke", default_weight=1.0)
            for line in range(first, last)
        }

    def _fill_edges(
        self,
        table: Table,
        explicit: Said,
        borders: dict[str, Edge | None],
        inner: dict[str, dict[int, Edge | None]],
        *,
        size: tuple[int, int],
    ) -> None:
        """What no cell speaks of: the table's border outside, its alternating strokes or 1 pt black inside, none within a merged cell."""
        columns, rows = size
        plain = Edge(Ink(BLACK), 1.0, SOLID)
        covered = {key for cell in table.cells for key in _inside(cell)}
        for direction, lines, along, first, last in (("across", rows, columns, "Top", "Bottom"), ("down", columns, rows, "Left", "Right")):
            found = table.across if direction == "across" else table.down
            for line in range(lines + 1):
                between = inner["Row" if direction == "across" else "Column"].get(line, plain)
                default = borders[first] if line == 0 else borders[last] if line == lines else between
                for at in range(along):
                    key = (direction, line, at)
                    edge = self._over(default, explicit[key][1]) if key in explicit else default
                    if edge is not None and key not in covered:
                        found[line, at] = edge

    def _over(self, default: Edge | None, said: dict[str, Value | None]) -> Edge | None:
        """An edge where a cell says some of it: colour, weight and type each for itself."""
        ink = default.ink if default is not None else Ink(BLACK)
        if said["Color"] is not None or said["Tint"] is not None:
            made = self._palette.ink(said["Color"] or ink.swatch, said["Tint"])
            if made is None:
                return None
            ink = made
        weight = number(said["Weight"], default.weight_pt if default is not None else 1.0)
        return Edge(ink, weight, word(said["Type"]) or (default.type if default is not None else SOLID)) if weight > 0 else None

    def _border(self, table: Values, side: str) -> Edge | None:
        return self._stroke(table, f"{side}BorderStroke", default_weight=1.0)

    def _stroke(self, values: Values, prefix: str, *, default_weight: float) -> Edge | None:
        weight = number(values.get(f"{prefix}Weight"), default_weight)
        ink = self._palette.ink(values.get(f"{prefix}Color", BLACK), values.get(f"{prefix}Tint"))
        kind = word(values.get(f"{prefix}Type")) or SOLID
        return Edge(ink, weight, kind) if ink is not None and weight > 0 else None

    def _table_values(self, element: Element) -> dict[str, Value]:
        return {**self._chain_values(element.get("AppliedTableStyle", "")), **own(element)}

    def _chain_values(self, style: str) -> dict[str, Value]:
        kind = style.split("/", 1)[0]
        chain: list[Element] = []
        while (element := self._styles.get(style)) is not None and element not in chain and len(chain) < DEPTH:
            chain.append(element)
            based_on = reference(word(own(element).get("BasedOn")))
            style = f"{kind}/{based_on.removeprefix(kind + '/')}" if based_on else ""
        merged: dict[str, Value] = {}
        for element in reversed(chain):
            merged.update(own(element))
        return merged


def insets(cell: TableCell) -> tuple[float, float, float, float]:
    """Top, left, bottom, right, from the grid lines (composition.md 51). Older files leave out "Text"."""
    top, left, bottom, right = (
        number(cell.values.get(f"Text{side}Inset", cell.values.get(f"{side}Inset", INSET))) for side in ("Top", "Left", "Bottom", "Right")
    )
    return top, left, bottom, right


def _sums(start: float, lengths: Iterable[float]) -> list[float]:
    sums = [start]
    for length in lengths:
        sums.append(sums[-1] + max(0.0, length))
    return sums


def _inside(cell: TableCell) -> Iterator[tuple[str, int, int]]:
    """The edges within a merged cell, which are not drawn."""
    columns, rows = range(cell.column, cell.column + cell.columns), range(cell.row, cell.row + cell.rows)
    yield from (("down", line, row) for line in columns[1:] for row in rows)
    yield from (("across", line, column) for line in rows[1:] for column in columns)
