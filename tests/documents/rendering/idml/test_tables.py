"""Tables become groups of fills, strokes and text frames that stand in their line."""

from documents.rendering.document import Document, Item
from documents.rendering.idml import read_document
from documents.rendering.text.model import Ink
from tests.documents.rendering.idml_builder import build_idml, package, paragraph, story, text_frame


def table(cells: str, *, widths: tuple[float, ...] = (100, 50), heights: tuple[float, ...] = (20, 30), more: str = "") -> str:
    rows = "".join(f'<Row Self="tr{n}" Name="{n}" SingleRowHeight="{height}"/>' for n, height in enumerate(heights))
    columns = "".join(f'<Column Self="tc{n}" Name="{n}" SingleColumnWidth="{width}"/>' for n, width in enumerate(widths))
    return f'<Table Self="t1" HeaderRowCount="0" FooterRowCount="0" {more}>{rows}{columns}{cells}</Table>'


def cell(place: str, text: str = "", more: str = "") -> str:
    return f'<Cell Self="c{place.replace(":", "-")}" Name="{place}" {more}>{story(text)}</Cell>'


def read(made: str, *, frame_height: float = 300, **more: object) -> Document:
    content = story("before") + paragraph("<Br/>" + made, FirstLineIndent="9") + paragraph("<Br/><Content>after</Content>")
    frame = text_frame("f1", story="s1", box=(0, 0, 150, frame_height))
    return read_document(package(build_idml(stories={"s1": content}, spread_items=frame, **more)))


def parts(document: Document, kind: str) -> list[Item]:
    return [item for item in document.anchored["t1"].children if f"/{kind}" in item.id]


def lines(item: Item) -> list[tuple[float, float, float, float]]:
    return [(path.anchors[0].x, path.anchors[0].y, path.anchors[1].x, path.anchors[1].y) for path in item.paths]


CELLS = cell("0:0", "A") + cell("1:0", "B") + cell("0:1", "C") + cell("1:1", "D")


def test_cells_are_text_frames_on_a_grid_that_starts_half_a_border_inside() -> None:
    document = read(table(CELLS))

    box = document.frames["c1-1"]
    assert (box.left_pt, box.top_pt, box.width_pt, box.height_pt) == (100.5, -30.5, 50, 30)
    assert box.insets_pt == (4, 4, 4, 4)
    assert [entry.id for entry in document.stories] == ["s1", "c0-0", "c1-0", "c0-1", "c1-1"]


def test_a_table_is_as_high_as_its_rows_and_borders_and_stands_on_the_baseline() -> None:
    (size,) = parts(read(table(CELLS)), "size")

    assert (size.paths[0].anchors[0].y, size.paths[0].anchors[2].x, size.paths[0].anchors[2].y) == (-51, 151, 0)


def test_its_paragraph_takes_the_tables_space_and_no_indent() -> None:
    document = read(table(CELLS, more='SpaceBefore="6" SpaceAfter="-2"'))

    paragraphs = document.stories[0].paragraphs
    format = next(p.format for p in paragraphs if any(run.object for run in p.runs))
    assert (format.space_before_pt, format.space_after_pt, format.first_line_indent_pt) == (6, -2, 0)
    assert [("".join(run.text for run in p.runs)) for p in paragraphs] == ["before", "", "after"]


def test_edges_are_one_point_black_and_verticals_stop_at_the_horizontals() -> None:
    (strokes,) = parts(read(table(CELLS)), "stroke")

    assert strokes.stroke is not None
    assert (strokes.stroke.weight_pt, strokes.stroke.ink) == (1, Ink("Color/Black"))
    assert lines(strokes)[:3] == [(0, -50.5, 151, -50.5), (0, -30.5, 151, -30.5), (0, -0.5, 151, -0.5)]
    assert (0.5, -50, 0.5, -31) in lines(strokes)


def test_an_edge_takes_from_its_cell_what_the_cell_says_and_the_rest_from_the_table() -> None:
    styles = """<RootTableStyleGroup Self="g"><TableStyle Self="TableStyle/T" Name="T" StartRowStrokeCount="1" StartRowStrokeWeight="0.5"
        StartRowStrokeColor="Color/Red" EndRowStrokeCount="0"/></RootTableStyleGroup>"""
    cells = cell("0:0", "A", 'BottomEdgeStrokeColor="Color/Blue"') + cell("1:0", "B") + cell("0:1", "C") + cell("1:1", "D")

    document = read(
        table(cells, more='AppliedTableStyle="TableStyle/T"'), object_styles="</RootObjectStyleGroup>" + styles + "<RootObjectStyleGroup>"
    )

    found = {(item.stroke.ink.swatch, item.stroke.weight_pt) for item in parts(document, "stroke") if item.stroke}
    assert found == {("Color/Black", 1), ("Color/Blue", 0.5), ("Color/Red", 0.5)}


def test_no_stroke_where_a_cell_says_none() -> None:
    none = " ".join(f'{side}EdgeStrokeWeight="0"' for side in ("Left", "Top", "Right", "Bottom"))

    assert parts(read(table(cell("0:0", "A", none), widths=(100,), heights=(20,))), "stroke") == []


def test_a_merged_cell_has_no_strokes_inside() -> None:
    merged = f'<Cell Self="m" Name="0:0" RowSpan="2" ColumnSpan="2">{story("x")}</Cell>'

    (strokes,) = parts(read(table(merged)), "stroke")

    assert len(strokes.paths) == 2 + 4  # both rows' left and right edges; the horizontals run through
    assert not any(x1 == 100.5 for x1, _, _, _ in lines(strokes))


def test_fills_of_one_ink_are_one_path_and_alternate() -> None:
    cells = cell("0:0", "A", 'FillColor="Color/Blue"') + cell("1:0", "B") + cell("0:1", "C") + cell("1:1", "D")
    alternating = (
        'StartRowFillCount="1" StartRowFillColor="Color/Red" StartRowFillTint="20" EndRowFillCount="1" EndRowFillColor="Swatch/None"'
    )

    fills = parts(read(table(cells, more=alternating)), "fill")

    assert [(item.fill, len(item.paths)) for item in fills] == [(Ink("Color/Blue"), 1), (Ink("Color/Red", 0.2), 1)]


def test_fields_in_cells_are_fields_and_fixed_rows_are_reported() -> None:
    document = read(table(cell("0:0", "<<Price>>")))

    assert [field.name for field in document.fields] == ["Price"]
    assert [finding.subject for finding in document.findings] == ["table rows"]


def test_a_table_higher_than_its_frame_is_reported_and_left_out() -> None:
    document = read(table(CELLS), frame_height=40)

    assert document.anchored == {}
    assert [(finding.code, finding.subject, finding.pages) for finding in document.findings] == [("not-drawn", "table", ("1",))]


def test_cells_outside_the_grid_do_no_harm() -> None:
    document = read(table(cell("9:9", "x") + cell("a:b", "y") + cell("", "z") + cell("0:0", "ok", 'ColumnSpan="99"')))

    assert [entry.id for entry in document.stories] == ["s1", "c0-0"]
