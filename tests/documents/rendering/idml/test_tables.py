"""Tables are read into the paragraph they stand in: rows, cells, edges, fills."""

import time

import pytest

from documents.rendering.document import Document
from documents.rendering.idml import read_document
from documents.rendering.text.model import Anchoring, Cell, Edge, Ink, Table
from tests.documents.rendering.idml_builder import build_idml, package, paragraph, rectangle, story, text_frame


def table(
    cells: str, *, widths: tuple[float, ...] = (100, 50), heights: tuple[float, ...] = (20, 30), more: str = "", row: str = ""
) -> str:
    rows = "".join(f'<Row Self="tr{n}" Name="{n}" SingleRowHeight="{height}" {row}/>' for n, height in enumerate(heights))
    columns = "".join(f'<Column Self="tc{n}" Name="{n}" SingleColumnWidth="{width}"/>' for n, width in enumerate(widths))
    return f'<Table Self="t1" HeaderRowCount="0" FooterRowCount="0" {more}>{rows}{columns}{cells}</Table>'


def cell(place: str, text: str = "", more: str = "") -> str:
    return f'<Cell Self="c{place.replace(":", "-")}" Name="{place}" {more}>{story(text)}</Cell>'


def read(made: str, *, frame_height: float = 300, **more: object) -> Document:
    content = story("before") + paragraph("<Br/>" + made, FirstLineIndent="9") + paragraph("<Br/><Content>after</Content>")
    frame = text_frame("f1", story="s1", box=(0, 0, 150, frame_height))
    return read_document(package(build_idml(stories={"s1": content}, spread_items=frame, **more)))


def the_table(document: Document) -> Table:
    (found,) = [run.table for made in document.stories[0].paragraphs for run in made.runs if run.table]
    return found


def texts(cell: Cell) -> list[str]:
    return ["".join(run.text for run in made.runs) for made in cell.paragraphs]


def inks_across(found: Table) -> dict[int, set[tuple[str, float]]]:
    lines: dict[int, set[tuple[str, float]]] = {}
    for line, _, edge in found.across:
        lines.setdefault(line, set()).add((edge.ink.swatch, edge.weight_pt))
    return lines


CELLS = cell("0:0", "A") + cell("1:0", "B") + cell("0:1", "C") + cell("1:1", "D")
PLAIN = Edge(ink=Ink("Color/Black"), weight_pt=1.0)


def test_a_table_stands_alone_in_its_paragraph() -> None:
    document = read(table(CELLS, more='SpaceBefore="6" SpaceAfter="-2"'))

    assert [[run.text for run in made.runs] for made in document.stories[0].paragraphs] == [["before"], [""], ["after"]]
    found = the_table(document)
    assert (found.widths_pt, found.before_pt, found.after_pt, found.border_pt) == ((100, 50), 6, -2, (0.5, 0.5, 0.5, 0.5))
    assert [texts(each) for each in found.cells] == [["A"], ["B"], ["C"], ["D"]]


def test_the_border_is_as_heavy_as_the_strokes_that_cells_put_there() -> None:
    edges = " ".join(f'{side}EdgeStrokeWeight="{weight}"' for side, weight in (("Left", 0.5), ("Top", 3), ("Right", 2), ("Bottom", 0)))

    found = the_table(read(table("".join(cell(place, "x", edges) for place in ("0:0", "1:0", "0:1", "1:1")))))

    assert found.border_pt == (1.5, 0.25, 0.0, 1.0)  # top, left, bottom, right


def test_text_beside_a_table_becomes_paragraphs_of_its_own() -> None:
    content = paragraph("<Content>x</Content>" + table(CELLS) + "<Content>y</Content>")

    document = read_document(package(build_idml(stories={"s1": content}, spread_items=text_frame("f1", story="s1", box=(0, 0, 150, 300)))))

    assert [[run.text for run in made.runs] for made in document.stories[0].paragraphs] == [["x"], [""], ["y"]]


def test_a_row_without_a_least_height_is_as_high_as_its_text() -> None:
    assert [(row.height_pt, row.grows) for row in the_table(read(table(CELLS))).rows] == [(0, True), (0, True)]


def test_a_row_that_may_not_grow_has_the_height_it_was_saved_with() -> None:
    assert [(row.height_pt, row.grows) for row in the_table(read(table(CELLS, row='AutoGrow="false"'))).rows] == [(20, False), (30, False)]


def test_a_row_keeps_the_height_it_was_saved_with_unless_a_field_changes_it() -> None:
    cells = cell("0:0", "<<Price>>") + cell("1:0", "B") + cell("0:1", "C") + cell("1:1", "D")

    document = read(table(cells, row='AutoGrow="true" MinimumHeight="3"'))

    assert [row.height_pt for row in the_table(document).rows] == [3, 30]
    assert [field.name for field in document.fields] == ["Price"]
    assert document.findings == ()


def test_header_and_footer_rows_say_where_they_come_again() -> None:
    made = table(CELLS, more='BreakHeaders="OncePerPage" SkipFirstHeader="true"').replace('HeaderRowCount="0"', 'HeaderRowCount="1"')

    found = the_table(read(made))

    assert (found.headers, found.footers, found.header_repeats, found.skip_first_header) == (1, 0, "page", True)


def test_edges_are_one_point_black() -> None:
    found = the_table(read(table(CELLS)))

    assert [(line, column) for line, column, _ in found.across] == [(line, column) for line in range(3) for column in range(2)]
    assert {edge for _, _, edge in (*found.across, *found.down)} == {PLAIN}


def test_an_edge_takes_from_its_cell_what_the_cell_says_and_the_rest_from_the_table() -> None:
    styles = """<RootTableStyleGroup Self="g"><TableStyle Self="TableStyle/T" Name="T" StartRowStrokeCount="1" StartRowStrokeWeight="0.5"
        StartRowStrokeColor="Color/Red" EndRowStrokeCount="0"/></RootTableStyleGroup>"""
    cells = cell("0:0", "A", 'BottomEdgeStrokeColor="Color/Blue"') + cell("1:0", "B") + cell("0:1", "C") + cell("1:1", "D")

    document = read(
        table(cells, more='AppliedTableStyle="TableStyle/T"'), object_styles="</RootObjectStyleGroup>" + styles + "<RootObjectStyleGroup>"
    )

    assert inks_across(the_table(document)) == {
        0: {("Color/Black", 1)},
        1: {("Color/Blue", 0.5), ("Color/Red", 0.5)},
        2: {("Color/Black", 1)},
    }


def test_of_two_cells_that_share_an_edge_the_higher_priority_wins() -> None:
    cells = (
        cell("0:0", "A", 'BottomEdgeStrokeColor="Color/Blue" BottomEdgeStrokePriority="9"')
        + cell("1:0", "B")
        + cell("0:1", "C", 'TopEdgeStrokeColor="Color/Red" TopEdgeStrokePriority="3"')
    )

    assert inks_across(the_table(read(table(cells))))[1] == {("Color/Blue", 1), ("Color/Black", 1)}


def test_no_stroke_where_a_cell_says_none() -> None:
    none = " ".join(f'{side}EdgeStrokeWeight="0"' for side in ("Left", "Top", "Right", "Bottom"))

    found = the_table(read(table(cell("0:0", "A", none), widths=(100,), heights=(20,))))

    assert (found.across, found.down) == ((), ())


def test_a_merged_cell_has_no_strokes_inside() -> None:
    merged = f'<Cell Self="m" Name="0:0" RowSpan="2" ColumnSpan="2">{story("x")}</Cell>'

    found = the_table(read(table(merged)))

    assert {line for line, _, _ in found.across} == {line for line, _, _ in found.down} == {0, 2}


def test_a_cell_s_fill_goes_before_the_alternating_one() -> None:
    cells = cell("0:0", "A", 'FillColor="Color/Blue"') + cell("1:0", "B") + cell("0:1", "C") + cell("1:1", "D")
    alternating = (
        'StartRowFillCount="1" StartRowFillColor="Color/Red" StartRowFillTint="20" EndRowFillCount="1" EndRowFillColor="Swatch/None"'
    )

    found = the_table(read(table(cells, more=alternating)))

    assert [each.fill for each in found.cells] == [Ink("Color/Blue"), Ink("Color/Red", 0.2), None, None]


def styled(regions: str) -> str:
    """Styles of cells with a fill each, and a table style with these regions."""
    cells = "".join(f'<CellStyle Self="CellStyle/{name}" Name="{name}" FillColor="Color/{name}"/>' for name in ("Red", "Blue", "Gold"))
    return f'{cells}<TableStyle Self="TableStyle/T" Name="T" {regions}/>'


@pytest.mark.parametrize(
    ("regions", "fills"),
    [
        ("", ["Red", "Red", "Red", "Red"]),
        ('LeftColumnRegionCellStyle="n" LeftColumnRegionSameAsBodyRegion="true"', ["Red", "Red", "Red", "Red"]),
        ('RightColumnRegionCellStyle="CellStyle/Blue" RightColumnRegionSameAsBodyRegion="false"', ["Red", "Red", "Red", "Blue"]),
        ('HeaderRegionCellStyle="CellStyle/Gold" HeaderRegionSameAsBodyRegion="true"', ["Red", "Red", "Red", "Red"]),
        ('HeaderRegionCellStyle="CellStyle/Gold" HeaderRegionSameAsBodyRegion="false"', ["Gold", "Gold", "Red", "Red"]),
        ('NumHeaderColumns="1" HeaderColumnCellStyle="CellStyle/Blue"', ["Red", "Red", "Blue", "Red"]),
    ],
)
def test_each_region_has_its_cell_style_or_the_body_s(regions: str, fills: list[str]) -> None:
    made = table(CELLS, more='AppliedTableStyle="TableStyle/T"').replace('HeaderRowCount="0"', 'HeaderRowCount="1"')

    found = the_table(read(made, object_styles=styled(f'BodyRegionCellStyle="CellStyle/Red" {regions}')))

    assert [each.fill.swatch.removeprefix("Color/") if each.fill else "" for each in found.cells] == fills


def test_columns_go_before_rows_where_alternating_fills_say_so() -> None:
    fills = " ".join(
        f'Start{kind}FillCount="1" End{kind}FillCount="1" Start{kind}FillColor="Color/{a}" End{kind}FillColor="Color/{b}"'
        for kind, a, b in (("Row", "Red", "Blue"), ("Column", "Gold", "Black"))
    )

    by_rows, by_columns = (the_table(read(table(CELLS, more=f'{fills} ColumnFillsPriority="{first}"'))) for first in ("false", "true"))

    assert [each.fill.swatch for each in by_rows.cells if each.fill] == ["Color/Red", "Color/Red", "Color/Blue", "Color/Blue"]
    assert [each.fill.swatch for each in by_columns.cells if each.fill] == ["Color/Gold", "Color/Black"] * 2


def test_a_cell_of_a_picture_holds_it_within_its_strokes_and_insets_of_its_own() -> None:
    picture = rectangle("r1", box=(0, 0, 96, 20))
    made = f'<Cell Self="c" Name="0:0" CellType="GraphicTypeCell" TextTopInset="4" GraphicLeftInset="3">{picture}</Cell>'

    document = read(table(made))

    (found,) = the_table(document).cells
    assert found.insets_pt == (0, 3, 0, 0)
    assert document.anchored["r1"].anchoring == Anchoring(across="column", down="column", offset_pt=(0.5, 0.5), pinned=False)
    assert [run.object for each in found.paragraphs for run in each.runs] == ["r1"]


def test_a_cell_can_be_turned_and_crossed_out() -> None:
    found = the_table(read(table(cell("0:0", "A", 'RotationAngle="90" TopLeftDiagonalLine="true" DiagonalLineStrokeWeight="2"'))))

    assert (found.cells[0].rotation_deg, found.cells[0].diagonals) == (90, ((True, Edge(ink=Ink("Color/Black"), weight_pt=2)),))


def test_cells_outside_the_grid_do_no_harm() -> None:
    document = read(table(cell("9:9", "x") + cell("a:b", "y") + cell("", "z") + cell("0:0", "ok", 'ColumnSpan="99"')))

    assert [(texts(each), each.columns) for each in the_table(document).cells] == [(["ok"], 2)]


def test_a_cell_that_lies_on_another_is_left_out() -> None:
    cells = cell("0:0", "first", 'RowSpan="2" ColumnSpan="2"') + cell("1:1", "second")

    assert [texts(each) for each in the_table(read(table(cells))).cells] == [["first"]]


def test_cells_that_overlap_without_end_take_no_time_without_end() -> None:
    cells = "".join(cell(f"0:{row}", more='RowSpan="9999"') for row in range(5000, -1, -1))
    started = time.process_time()

    found = the_table(read(table(cells, widths=(10.0,), heights=(1.0,) * 5000)))

    assert len(found.cells) < 100
    assert time.process_time() - started < 5


def test_the_columns_of_a_right_to_left_table_are_counted_from_the_right() -> None:
    found = the_table(read(table(cell("0:0", "first") + cell("1:0", "second"), more='TableDirection="RightToLeftDirection"')))

    assert found.widths_pt == (50, 100)
    assert [(texts(each), each.column) for each in found.cells] == [(["first"], 1), (["second"], 0)]
