"""Tables in the flow: rows as high as their text, rows that go on in the next frame, strokes and fills."""

import msgspec

from documents.rendering.text.model import Cell, Edge, Ink, Line, Overset, Paragraph, Row, Run, Table
from tests.documents.rendering.text.composing import SANS, composed, face, frame, like, lines, paragraph, run, texts

EDGE = Edge(ink=Ink(), weight_pt=1.0)
ASCENT = face().ascent * 10


def cell(column: int, row: int, *content: Paragraph | str, **more) -> Cell:
    made = tuple(paragraph(part) if isinstance(part, str) else part for part in content or ("x",))
    return Cell(column=column, row=row, name=f"cell {column}:{row}", paragraphs=made, **more)


def table(*cells: Cell, widths: tuple[float, ...] = (100.0, 50.0), rows: tuple[Row, ...] | None = None, **more) -> Paragraph:
    rows = rows or tuple(Row() for _ in range(1 + max(each.row for each in cells)))
    across = tuple((line, column, EDGE) for line in range(len(rows) + 1) for column in range(len(widths)))
    down = tuple((line, row, EDGE) for line in range(len(widths) + 1) for row in range(len(rows)))
    made = Table(id="t", widths_pt=widths, rows=rows, cells=cells, **{"across": across, "down": down, **more})
    return paragraph(Run(format=SANS, table=made))


def grids(found: list[Line]) -> list[Line]:
    return [line for line in found if line.strokes and not line.follows]


def test_a_row_is_as_high_as_its_highest_cell() -> None:
    found = lines(table(cell(0, 0, "one", "two"), cell(1, 0, "three"), cell(0, 1)))

    (grid,) = grids(found)
    assert [line.baseline_pt for line in found if line.follows] == [
        0.5 + 4 + ASCENT,
        0.5 + 4 + ASCENT + 12,
        0.5 + 4 + ASCENT,
        0.5 + 4 + ASCENT + 12 + 4 + 4 + ASCENT,
    ]
    assert grid.baseline_pt == 1 + 4 + ASCENT + 12 + 4 + 4 + ASCENT + 4


def test_a_value_makes_its_row_grow_and_moves_what_follows() -> None:
    made = (table(cell(0, 0, paragraph(run("<<A>>", field="A")))), paragraph("after"))

    short, long = (lines(*made, values={"A": value}) for value in ("x", "many words that need several lines in so narrow a cell"))

    assert texts(long)[-1] == "after"
    assert long[-1].baseline_pt - short[-1].baseline_pt == 12 * (len(long) - len(short)) > 0


def test_a_table_stands_right_below_the_line_before_and_the_next_line_its_leading_below() -> None:
    first, grid, _, last = lines(paragraph("a", space_after_pt=3), table(cell(0, 0, "x")), paragraph("b", space_before_pt=5))

    top = first.baseline_pt + 3 + 4
    assert grid.baseline_pt == top + 1 + 4 + ASCENT + 4
    assert last.baseline_pt == grid.baseline_pt - 4 + 5 + 12


def test_space_before_is_nothing_at_the_top_of_a_frame_and_the_grid_starts_half_a_border_inside() -> None:
    grid, text = lines(table(cell(0, 0, "x"), widths=(100.0,)))

    assert (min(stroke.y_pt for stroke in grid.strokes), text.left_pt, text.baseline_pt) == (0.5, 4.5, 4.5 + ASCENT)


def test_rows_that_do_not_fit_go_on_in_the_next_frame_under_the_header() -> None:
    made = table(
        *(cell(0, row, f"row {row}") for row in range(5)), widths=(100.0,), headers=1, rows=tuple(Row(height_pt=30.0) for _ in range(5))
    )

    found = composed(made, frames=(frame("a", height_pt=95.0), frame("b"))).lines

    assert texts([line for line in found["a"] if line.follows]) == ["row 0", "row 1", "row 2"]
    assert texts([line for line in found["b"] if line.follows]) == ["row 0", "row 3", "row 4"]
    assert grids(found["b"])[0].baseline_pt == 91


def test_footer_rows_stand_once_in_each_frame_where_the_table_says_so() -> None:
    made = table(
        *(cell(0, row, f"row {row}") for row in range(6)),
        widths=(80.0,),
        footers=1,
        footer_repeats="frame",
        rows=tuple(Row(height_pt=30.0) for _ in range(6)),
    )

    found = composed(made, frames=(frame("a", height_pt=65.0, columns=2), frame("b"))).lines

    shown = {key: texts([line for line in each if line.follows]) for key, each in found.items()}
    assert shown == {"a": ["row 0", "row 1", "row 2", "row 5"], "b": ["row 3", "row 4", "row 5"]}


def test_rows_of_a_merged_cell_stay_together() -> None:
    made = table(cell(0, 0), cell(0, 1, "tall", rows=2), cell(1, 1), cell(1, 2), rows=(Row(height_pt=30.0),) * 3)

    found = composed(made, frames=(frame("a", height_pt=75.0), frame("b"))).lines

    assert len([line for line in found["a"] if line.follows]) == 1
    assert "tall" in texts(found["b"])


def test_a_row_may_ask_for_the_next_column_or_stay_with_the_next_row() -> None:
    rows = (Row(height_pt=20), Row(height_pt=20, start="next-column"), Row(height_pt=20, keep_with_next=True), Row(height_pt=20))
    made = table(*(cell(0, row, f"row {row}") for row in range(4)), widths=(80.0,), rows=rows)

    found = composed(made, frames=(frame("a"), frame("b", height_pt=55.0), frame("c"))).lines

    shown = {key: texts([line for line in each if line.follows]) for key, each in found.items()}
    assert shown == {"a": ["row 0"], "b": ["row 1"], "c": ["row 2", "row 3"]}


def test_rows_without_room_are_overset_with_all_that_follows() -> None:
    made = composed(
        table(cell(0, 0, "first"), cell(0, 1, paragraph(run("<<A>>", field="A"))), rows=(Row(height_pt=30),) * 2),
        paragraph("after"),
        frames=(frame(height_pt=40.0),),
        values={"A": "second"},
    )

    assert made.overset is not None
    assert (made.overset.text, made.overset.fields) == ("second\nafter", ["A"])


def test_what_is_left_over_is_said_even_where_it_has_no_text() -> None:
    texts = ("second", "x" * 50, " ")

    assert [Overset("frame", text, []).said(40) for text in texts] == [
        "“second” is left over",
        f"“{'x' * 40}…” is left over",
        "rows of a table are left over",
    ]


def test_text_that_does_not_fit_a_row_that_may_not_grow_is_overset_and_named() -> None:
    made = composed(table(cell(0, 0, "one", "two"), rows=(Row(height_pt=20, grows=False),)))

    assert made.overset is not None
    assert (made.overset.frame, made.overset.place, made.overset.text) == ("frame", "cell 0:0", "two")


def test_a_missing_glyph_in_a_cell_is_named_with_its_cell() -> None:
    (missing,) = composed(table(cell(0, 0, "\ue123"))).missing

    assert (missing.character, missing.frame, missing.place) == ("\ue123", "frame", "cell 0:0")


def test_a_cell_s_text_is_justified_vertically() -> None:
    done = lines(*(table(cell(0, 0, "x", vertical=rule), rows=(Row(height_pt=50),)) for rule in ("top", "center", "bottom")))

    tops = [line.baseline_pt - grid.baseline_pt for grid, line in zip(done[::2], done[1::2], strict=True)]
    free = 50 - 8 - ASCENT
    assert [round(top - tops[0], 6) for top in tops] == [0, round(free / 2, 6), round(free, 6)]


def test_a_turned_cell_runs_along_its_height() -> None:
    turned = cell(0, 0, "some words that take a while", rotation_deg=270)
    done = lines(table(turned, cell(1, 0, "x"), rows=(Row(height_pt=150),), widths=(20.0, 50.0)))

    (line,) = [line for line in done if line.matrix]
    assert line.matrix == (0, -1, 1, 0, 0.5, 150.5)
    assert line.text == "some words that take a while"


def test_horizontals_run_through_and_verticals_stop_at_them() -> None:
    (grid, *_) = lines(table(cell(0, 0), cell(1, 0), rows=(Row(height_pt=20),)))

    found = [(stroke.x_pt, stroke.y_pt, stroke.width_pt, stroke.height_pt) for stroke in grid.strokes]
    assert found[:2] == [(0, 0.5, 151, 0), (0, 20.5, 151, 0)]
    assert found[2:] == [(0.5, 1, 0, 19), (100.5, 1, 0, 19), (150.5, 1, 0, 19)]


def test_an_edge_that_differs_is_painted_over_the_others_and_a_little_longer() -> None:
    thick = Edge(ink=Ink("Color/Red"), weight_pt=3.0)
    across = ((0, 0, EDGE), (0, 1, EDGE), (1, 0, thick), (1, 1, EDGE), (2, 0, EDGE), (2, 1, EDGE))
    (grid, *_) = lines(table(cell(0, 0), cell(1, 0), cell(0, 1), cell(1, 1), across=across))

    last = grid.strokes[-1]
    assert (last.ink, last.x_pt, last.width_pt) == (Ink("Color/Red"), 0.5 - 1.5, 100 + 3)


def test_fills_of_one_ink_are_one_path() -> None:
    (grid, *_) = lines(table(cell(0, 0, fill=Ink("Color/Red")), cell(1, 0, fill=Ink("Color/Red")), rows=(Row(height_pt=20),)))

    (area,) = grid.areas
    assert ((area.x_pt, area.y_pt, area.width_pt, area.height_pt), area.others) == ((0.5, 0.5, 100, 20), [(100.5, 0.5, 50, 20)])


def test_a_table_goes_where_its_paragraph_s_alignment_says() -> None:
    made = table(cell(0, 0), widths=(100.0,))
    lefts = [
        lines(msgspec.structs.replace(made, format=msgspec.structs.replace(made.format, alignment=side)))[0].left_pt
        for side in ("left", "center", "right")
    ]

    assert lefts == [0, 49.5, 99]


def test_a_table_within_a_table() -> None:
    inner = table(cell(0, 0, "inside"), widths=(40.0,))

    assert "inside" in texts(lines(table(cell(0, 0, inner), cell(1, 0, "beside"))))


def test_a_table_in_a_bottom_aligned_frame_ends_at_its_bottom() -> None:
    grid, _ = lines(table(cell(0, 0)), frames=(frame(vertical="bottom"),))

    assert grid.baseline_pt == 200


def test_leading_of_a_bigger_font_counts_in_a_cell_as_in_a_frame() -> None:
    big = like(SANS, size_pt=20.0, leading_pt=24.0)

    (grid, _) = lines(table(cell(0, 0, paragraph(run("x", big)))))

    assert grid.baseline_pt == 1 + 8 + 2 * ASCENT


def test_tables_within_tables_without_end_are_overset() -> None:
    made = table(cell(0, 0, "inmost"), widths=(100.0,))
    for _ in range(30):
        made = table(cell(0, 0, made), widths=(100.0,))

    done = composed(made)

    assert done.overset is not None
    assert "inmost" in done.overset.text
