"""Tables: rows, cells and edges, styles applied (composition.md 50-53, painting.md 8)."""

from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from documents.rendering.idml.attributes import Element, Value, Values, flag, integer, number, own, reference, word
from documents.rendering.idml.notes import Notes
from documents.rendering.idml.objectstyles import DEPTH
from documents.rendering.idml.swatches import Palette
from documents.rendering.idml.tableedges import Edges, Extent
from documents.rendering.idml.words import FIRST_BASELINES, VERTICALS
from documents.rendering.text.model import Cell, Edge, Ink, Paragraph, Row, Table

MOST_CELLS = 20_000
INSET = "4"
REPEATS: dict[str, Literal["frame", "page"]] = {"OncePerTextFrame": "frame", "OncePerPage": "page"}
STARTS: dict[str, Literal["next-column", "next-frame", "next-page"]] = {
    "NextColumn": "next-column",
    "NextFrame": "next-frame",
    "NextPage": "next-page",
    "NextOddPage": "next-page",
    "NextEvenPage": "next-page",
}
ON_TOP: dict[str, Literal["rows", "columns"]] = {"RowOnTop": "rows", "ColumnOnTop": "columns"}

Texts = Callable[[Element], tuple[Paragraph, ...]]


class TableReader:
    def __init__(self, styles: Iterable[Element], *, palette: Palette, notes: Notes) -> None:
        self._palette, self._notes = palette, notes
        self._styles: dict[str, Element] = {}
        for group in styles:
            for tag in ("TableStyle", "CellStyle"):
                self._styles.update({style.get("Self", ""): style for style in group.iter(tag)})

    def read(self, element: Element, texts: Texts) -> Table | None:
        """The table; None when it has no rows or no columns. texts: reads what stands in a cell."""
        values = self._table_values(element)
        widths = tuple(max(0.0, number(column.get("SingleColumnWidth"))) for column in element.iterfind("Column"))
        rows = list(element.iterfind("Row"))
        if not widths or not rows or len(widths) * len(rows) > MOST_CELLS:
            return None
        headers, footers = integer(element.get("HeaderRowCount")), integer(element.get("FooterRowCount"))
        headers = max(0, min(headers, len(rows)))
        footers = max(0, min(footers, len(rows) - headers))
        edges = Edges(values, self._palette)
        size = (len(widths), len(rows))
        mirrored = element.get("TableDirection") == "RightToLeftDirection"
        cells: list[Cell] = []
        taken: set[tuple[int, int]] = set()
        tried = 0  # places looked at: cells that overlap would be looked at for ever
        for each in element.iterfind("Cell"):
            extent = _extent(each, size=size, mirrored=mirrored)
            tried += extent.columns * extent.rows if extent is not None else 0
            if extent is None or tried > 4 * MOST_CELLS or not taken.isdisjoint(places := extent.places()):
                continue
            taken.update(places)
            cells.append(self._cell(each, extent, values, edges, body=(headers, len(rows) - footers), size=size, texts=texts))
        across, down = edges.across(columns=size[0], rows=size[1]), edges.down(columns=size[0], rows=size[1])
        return Table(
            id=element.get("Self", ""),
            widths_pt=widths[::-1] if mirrored else widths,
            rows=tuple(_row(row, with_fields=_with_fields(cells, number)) for number, row in enumerate(rows)),
            cells=tuple(cells),
            across=across,
            down=down,
            border_pt=(_outside(across, 0), _outside(down, 0), _outside(across, size[1]), _outside(down, size[0])),
            before_pt=number(values.get("SpaceBefore"), 4.0),
            after_pt=number(values.get("SpaceAfter"), -4.0),
            headers=headers,
            footers=footers,
            header_repeats=REPEATS.get(word(values.get("BreakHeaders")), "column"),
            footer_repeats=REPEATS.get(word(values.get("BreakFooters")), "column"),
            skip_first_header=flag(values.get("SkipFirstHeader")),
            skip_last_footer=flag(values.get("SkipLastFooter")),
            strokes_on_top=ON_TOP.get(word(values.get("StrokeOrder")), "best"),
        )

    def _cell(
        self, cell: Element, extent: Extent, table: Values, edges: Edges, *, body: tuple[int, int], size: tuple[int, int], texts: Texts
    ) -> Cell:
        at, line = extent.column, extent.row
        values = self._cell_values(cell, table, row=line, column=at, body=body, size=size)
        edges.add(extent, values)
        paragraphs = texts(cell)
        clips = any(flag(values.get(name)) for name in ("ClipContentToCell", "ClipContentToTextCell", "ClipContentToGraphicCell"))
        if clips and any(run.object is not None for each in paragraphs for run in each.runs):
            self._notes.not_drawn("clipped cell")
        return Cell(
            column=at,
            row=line,
            columns=extent.columns,
            rows=extent.rows,
            name=f"cell {at + 1} of row {line + 1} of a table",
            paragraphs=paragraphs,
            insets_pt=insets(values),
            first_baseline=FIRST_BASELINES.get(word(values.get("FirstBaselineOffset")), "ascent"),
            first_baseline_min_pt=number(values.get("MinimumFirstBaselineOffset")),
            vertical=VERTICALS.get(word(values.get("VerticalJustification")), "top"),
            vertical_limit_pt=number(values.get("ParagraphSpacingLimit")),
            fill=self._fill(values, table, column=at, row=line, body=body),
            rotation_deg=integer(values.get("RotationAngle")) // 90 * 90 % 360,
            diagonals=_diagonals(values, edges),
            diagonals_in_front=flag(values.get("DiagonalLineInFront")),
        )

    def _cell_values(
        self, cell: Element, table: Values, *, row: int, column: int, body: tuple[int, int], size: tuple[int, int]
    ) -> dict[str, Value]:
        """The table style's cell style for that region, then the cell's own, then what the cell says itself."""
        values: dict[str, Value] = {}
        for style in (_region_style(table, row=row, column=column, body=body, size=size), cell.get("AppliedCellStyle", "")):
            values.update(self._chain_values(style))
        values.update(own(cell))
        return values

    def _fill(self, cell: Values, table: Values, *, column: int, row: int, body: tuple[int, int]) -> Ink | None:
        """The cell's own fill, else the table's alternating one, which body rows take."""
        if "FillColor" in cell:
            return self._palette.ink(cell.get("FillColor"), cell.get("FillTint"))
        if not body[0] <= row < body[1]:
            return None
        patterns = (("Row", row - body[0], body[1] - body[0]), ("Column", column, 0))
        for kind, at, count in patterns[::-1] if flag(table.get("ColumnFillsPriority")) else patterns:
            start, end = integer(table.get(f"Start{kind}FillCount")), integer(table.get(f"End{kind}FillCount"))
            at -= integer(table.get(f"SkipFirstAlternatingFill{kind}s"))
            last = count - integer(table.get(f"SkipLastAlternatingFill{kind}s")) if count else at + 1
            if start + end > 0 and 0 <= at < last:
                which = "Start" if at % (start + end) < start else "End"
                return self._palette.ink(table.get(f"{which}{kind}FillColor"), table.get(f"{which}{kind}FillTint"))
        return None

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


def _region_style(table: Values, *, row: int, column: int, body: tuple[int, int], size: tuple[int, int]) -> str:
    """The cell style that a table style gives to where a cell stands; a region that is the same as the body has the body's."""
    headed, at_right = integer(table.get("NumHeaderColumns")), table.get("HeaderColumnsPosition") == "HeaderColumnsRight"
    heads = reference(word(table.get("HeaderColumnCellStyle")))  # columns of headers, since InDesign 2025
    if row < body[0]:
        region = "Header"
    elif row >= body[1]:
        region = "Footer"
    elif heads and (column >= size[0] - headed if at_right else column < headed):
        return heads
    else:
        region = "LeftColumn" if column == 0 else "RightColumn" if column == size[0] - 1 else "Body"
    if region != "Body":
        same = flag(table.get(f"{region}RegionSameAsBodyRegion"), reference(word(table.get(f"{region}RegionCellStyle"))) is None)
        region = "Body" if same else region
    return word(table.get(f"{region}RegionCellStyle"))


def _outside(edges: Sequence[tuple[int, int, Edge]], line: int) -> float:
    """Half of the heaviest stroke on one of the grid's outer lines: what cells say counts, not the table's style alone."""
    return max((edge.weight_pt for at, _, edge in edges if at == line), default=0.0) / 2


def _extent(cell: Element, *, size: tuple[int, int], mirrored: bool) -> Extent | None:
    """None for a cell that is outside the grid. mirrored: columns are counted from the right."""
    column, _, row = cell.get("Name", "").partition(":")
    if not (column.isdecimal() and row.isdecimal() and int(column) < size[0] and int(row) < size[1]):
        return None
    at, line = int(column), int(row)
    columns = max(1, min(integer(cell.get("ColumnSpan"), 1), size[0] - at))
    rows = max(1, min(integer(cell.get("RowSpan"), 1), size[1] - line))
    return Extent(size[0] - at - columns if mirrored else at, line, columns, rows)


def _diagonals(values: Values, edges: Edges) -> tuple[tuple[bool, Edge], ...]:
    """(from the top left, edge)"""
    edge = edges.edge(values, "DiagonalLineStroke")
    if edge is None:
        return ()
    return tuple((name == "TopLeft", edge) for name in ("TopLeft", "TopRight") if flag(values.get(f"{name}DiagonalLine")))


def _with_fields(cells: Iterable[Cell], row: int) -> bool:
    return any(run.field for cell in cells if cell.row <= row < cell.row + cell.rows for each in cell.paragraphs for run in each.runs)


def _row(row: Element, *, with_fields: bool) -> Row:
    """A row's height: as InDesign saved it where no field changes it, else what it says of its least height (composition.md 50)."""
    saved, least = number(row.get("SingleRowHeight")), number(row.get("MinimumHeight"))
    grows = flag(row.get("AutoGrow"), True)
    is_result = row.get("AutoGrow") is not None or row.get("MinimumHeight") is not None
    if not grows or (is_result and not with_fields):
        least = max(saved, least) if grows else saved or least
    return Row(
        height_pt=max(0.0, least),
        most_pt=number(row.get("MaximumHeight"), 600.0),
        grows=grows,
        keep_with_next=flag(row.get("KeepWithNextRow")),
        start=STARTS.get(word(row.get("StartRow")), "anywhere"),
    )


def insets(cell: Values) -> tuple[float, float, float, float]:
    """Top, left, bottom, right, from the grid lines (composition.md 51). Older files leave out "Text"; a cell of a picture has its own."""
    if cell.get("CellType") == "GraphicTypeCell":
        above, before, below, behind = (number(cell.get(f"Graphic{side}Inset")) for side in ("Top", "Left", "Bottom", "Right"))
        return above, before, below, behind
    top, left, bottom, right = (
        number(cell.get(f"Text{side}Inset", cell.get(f"{side}Inset", INSET))) for side in ("Top", "Left", "Bottom", "Right")
    )
    return top, left, bottom, right
