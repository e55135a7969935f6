"""A table as page items: fills, then strokes, then the cells' text frames (painting.md 8.1-8.4)."""

from collections import Counter
from collections.abc import Mapping

from documents.rendering.document import Anchor, Box, Item, StrokeFormat, SubPath
from documents.rendering.idml.attributes import number, word
from documents.rendering.idml.frames import FIRST_BASELINES, VERTICALS
from documents.rendering.idml.spreads import PageSpot
from documents.rendering.idml.tables import Edge, Table, TableCell, insets
from documents.rendering.text.model import FrameBox, Ink

Piece = tuple[float, float, float, float]  # x, y of both ends


def table_item(table: Table, *, suffix: str, page: PageSpot) -> tuple[Item, dict[str, FrameBox]]:
    """The table as a group that stands on the baseline, and its cells' frames by the ids of their cells."""
    key = table.element.get("Self", "") + suffix
    name = f"table on page {page.name}"
    frames = {cell.element.get("Self", ""): _frame(table, cell, suffix=suffix, page=page) for cell in table.cells}
    children = [
        *(Item(id=f"{key}/fill{n}", name=name, paths=tuple(paths), fill=ink) for n, (ink, paths) in enumerate(_fills(table).items())),
        *_stroke_items(table, key=key, name=name),
        *(
            Item(id=box.id, name=box.name, kind="text-frame", paths=(_rectangle(_box(table, cell)),), frame=box.id)
            for cell, box in zip(table.cells, frames.values(), strict=True)
        ),
    ]
    size = Item(id=f"{key}/size", name=name, paths=(_rectangle((0.0, -table.height_pt, table.width_pt, 0.0)),))
    return Item(id=key, name=name, kind="group", children=(size, *children)), frames


def _box(table: Table, cell: TableCell) -> Box:
    """A cell's box on the grid, y from the table's bottom."""
    left, right = table.xs[cell.column], table.xs[cell.column + cell.columns]
    top, bottom = table.ys[cell.row], table.ys[cell.row + cell.rows]
    return (left, top - table.height_pt, right, bottom - table.height_pt)


def _rectangle(box: Box) -> SubPath:
    left, top, right, bottom = box
    return SubPath(tuple(Anchor(x, y, x, y, x, y) for x, y in ((left, top), (left, bottom), (right, bottom), (right, top))))


def _fills(table: Table) -> dict[Ink, list[SubPath]]:
    """Cells of one ink are one path, so that no seam shows between neighbours."""
    fills: dict[Ink, list[SubPath]] = {}
    for cell in table.cells:
        if cell.fill is not None:
            fills.setdefault(cell.fill, []).append(_rectangle(_box(table, cell)))
    return fills


def _frame(table: Table, cell: TableCell, *, suffix: str, page: PageSpot) -> FrameBox:
    left, top, right, bottom = _box(table, cell)
    values = cell.values
    return FrameBox(
        id=cell.element.get("Self", "") + suffix,
        name=f"cell {cell.column + 1} of row {cell.row + 1} in the table on page {page.name}",
        left_pt=left,
        top_pt=top,
        width_pt=right - left,
        height_pt=bottom - top,
        insets_pt=insets(cell),
        first_baseline=FIRST_BASELINES.get(word(values.get("FirstBaselineOffset")), "ascent"),
        first_baseline_min_pt=number(values.get("MinimumFirstBaselineOffset")),
        vertical=VERTICALS.get(word(values.get("VerticalJustification")), "top"),
        page_name=page.shown_name,
        section_marker=page.marker,
        right_page=page.right,
    )


def _stroke_items(table: Table, *, key: str, name: str) -> list[Item]:
    """The lines of each kind as one path; the most common kind first, the others over it."""
    pieces: dict[Edge, list[Piece]] = {}
    counts = Counter([*table.across.values(), *table.down.values()])
    common = counts.most_common(1)[0][0] if counts else None
    for line, start, end, edge in _runs(table.across):
        grow = edge.weight_pt / 2 if edge != common else 0.0
        left = table.xs[start] - max(grow, _outside(table.down, start, len(table.xs) - 1, line))
        right = table.xs[end] + max(grow, _outside(table.down, end, len(table.xs) - 1, line))
        pieces.setdefault(edge, []).append((left, table.ys[line], right, table.ys[line]))
    for (line, row), edge in table.down.items():
        top = table.ys[row] + _crossing(table.across, row, line)
        bottom = table.ys[row + 1] - _crossing(table.across, row + 1, line)
        if bottom > top:
            pieces.setdefault(edge, []).append((table.xs[line], top, table.xs[line], bottom))
    ordered = sorted(pieces.items(), key=lambda entry: entry[0] != common)
    return [
        Item(
            id=f"{key}/stroke{n}",
            name=name,
            kind="line",
            paths=tuple(_line(piece, table.height_pt) for piece in lines),
            stroke=StrokeFormat(ink=edge.ink, weight_pt=edge.weight_pt, type=edge.type),
        )
        for n, (edge, lines) in enumerate(ordered)
    ]


def _runs(across: Mapping[tuple[int, int], Edge]) -> list[tuple[int, int, int, Edge]]:
    """Neighbouring equal edges of a grid line as one: (line, first column, column behind the last, edge)."""
    runs: list[tuple[int, int, int, Edge]] = []
    for (line, column), edge in sorted(across.items(), key=lambda entry: entry[0]):
        if runs and runs[-1][0] == line and runs[-1][2] == column and runs[-1][3] == edge:
            runs[-1] = (line, runs[-1][1], column + 1, edge)
        else:
            runs.append((line, column, column + 1, edge))
    return runs


def _outside(down: Mapping[tuple[int, int], Edge], line: int, last: int, row: int) -> float:
    """How far a horizontal line goes past the outermost vertical's middle."""
    if line not in (0, last):
        return 0.0
    return max((down[line, at].weight_pt / 2 for at in (row - 1, row) if (line, at) in down), default=0.0)


def _crossing(across: Mapping[tuple[int, int], Edge], line: int, column: int) -> float:
    """Half the weight of the horizontals that a vertical meets: it stops there."""
    return max((across[line, at].weight_pt / 2 for at in (column - 1, column) if (line, at) in across), default=0.0)


def _line(piece: Piece, height: float) -> SubPath:
    x1, y1, x2, y2 = piece
    y1, y2 = y1 - height, y2 - height
    return SubPath((Anchor(x1, y1, x1, y1, x1, y1), Anchor(x2, y2, x2, y2, x2, y2)), closed=False)
