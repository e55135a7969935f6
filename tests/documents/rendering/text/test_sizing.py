"""Frames that grow with a value, columns of one height, lines between columns, borders round paragraphs."""

import pytest

from documents.rendering.text.model import Border, BoxCorner, ColumnRule, Ink, Shading, Side
from tests.documents.rendering.text.composing import composed, face, frame, lines, paragraph, run, texts

LONG = "many words that need more lines than a frame of that height has room for in all of its width"
DESCENT = face().descent * 10
ASCENT = face().ascent * 10


def grown(value: str, **look):
    made = paragraph(run("<<A>>", field="A"))
    return composed(made, frames=(frame(height_pt=12.0, width_pt=100.0, **look),), values={"A": value})


def test_a_frame_grows_down_to_the_descenders_of_its_last_line() -> None:
    made = grown(LONG, auto_size="height")

    last = made.lines["frame"][-1]
    assert made.overset is None
    assert made.grown["frame"] == pytest.approx((0, 0, 100, last.baseline_pt + DESCENT))
    assert made.lines["frame"][0].baseline_pt == ASCENT


def test_a_frame_grows_away_from_the_point_that_stays() -> None:
    made = grown(LONG, auto_size="height", auto_size_from=(0.5, 1.0))

    assert made.grown["frame"][3] == 12
    assert made.lines["frame"][-1].baseline_pt == pytest.approx(12 - DESCENT)


def test_a_frame_that_grows_wide_breaks_no_line() -> None:
    made = grown(LONG, auto_size="width", auto_size_from=(0.5, 0.0))

    (line,) = made.lines["frame"]
    left, _, right, _ = made.grown["frame"]
    assert right - left == pytest.approx(line.width_pt)
    assert left + right == pytest.approx(100)


def test_a_frame_shrinks_to_its_least_size() -> None:
    made = grown("x", auto_size="both", no_line_breaks=True, auto_size_least_pt=(30.0, 5.0))

    left, top, right, bottom = made.grown["frame"]
    assert (right - left, bottom - top) == pytest.approx((30, ASCENT + DESCENT))


def test_without_values_a_frame_keeps_the_size_it_was_saved_with() -> None:
    assert composed(paragraph("x"), frames=(frame(auto_size="height"),)).grown == {}


def test_balanced_columns_are_of_one_height() -> None:
    found = lines(*(paragraph(f"line {number}") for number in range(6)), frames=(frame(columns=3, gutter_pt=10.0, balanced=True),))

    tops = [round(line.left_pt) for line in found]
    assert [tops.count(left) for left in sorted(set(tops))] == [2, 2, 2]


def test_only_the_frame_where_the_text_ends_is_balanced() -> None:
    boxes = (frame("a", height_pt=40.0, columns=2, balanced=True), frame("b", columns=2, balanced=True))

    found = composed(*(paragraph(f"line {number}") for number in range(10)), frames=boxes).lines

    assert (len(found["a"]), len(found["b"])) == (6, 4)
    assert len({line.baseline_pt for line in found["b"]}) == 2


def test_the_rule_between_columns_stands_in_the_middle_of_the_gutter() -> None:
    rule = ColumnRule(ink=Ink(), weight_pt=2.0, top_pt=5.0, bottom_pt=7.0)

    found = lines(paragraph("x"), frames=(frame(columns=2, gutter_pt=20.0, column_rule=rule),))

    (stroke,) = found[-1].strokes
    assert (stroke.x_pt, stroke.y_pt, stroke.height_pt, stroke.weight_pt) == (100, 5, 188, 2)


def test_a_border_encloses_its_paragraph_outside_its_offsets() -> None:
    side = Side(ink=Ink(), weight_pt=2.0)
    border = Border(sides=(side, side, None, side), offsets_pt=(1.0, 3.0, 1.0, 3.0))

    (line,) = lines(paragraph("x", border=border))

    assert [(stroke.x_pt, stroke.width_pt, stroke.height_pt > 0) for stroke in line.strokes] == [
        (-5, 210, False),
        (-4, 0, True),
        (204, 0, True),
    ]
    assert line.strokes[0].y_pt == pytest.approx(-1 - 1)


def test_neighbours_with_the_same_border_and_shading_have_one_where_they_say_so() -> None:
    side = Side(ink=Ink())
    look = {"border": Border(sides=(side, side, side, side)), "shading": Shading(ink=Ink()), "space_after_pt": 9.0}

    joined = lines(paragraph("a", joins_alike=True, **look), paragraph("b", joins_alike=True, **look))
    apart = lines(paragraph("a", **look), paragraph("b", **look))

    assert [sum(stroke.height_pt == 0 for stroke in line.strokes) for line in joined] == [1, 1]
    assert joined[1].areas[0].y_pt == pytest.approx(joined[0].baseline_pt)
    assert joined[1].strokes[0].y_pt == pytest.approx(joined[0].baseline_pt)
    assert joined[1].strokes[-2].y_pt > joined[1].baseline_pt
    assert [len(line.strokes) for line in apart] == [4, 4]
    assert apart[1].areas[0].y_pt > apart[0].baseline_pt + 9


ROUND = (BoxCorner("RoundedCorner", 6.0),) * 4


def test_a_border_with_corners_is_one_stroke_and_its_shading_has_them_too() -> None:
    side = Side(ink=Ink(), weight_pt=2.0)
    border = Border(sides=(side, side, side, side), corners=ROUND)

    (line,) = lines(paragraph("x", border=border, shading=Shading(ink=Ink(), corners=ROUND)))

    (stroke,) = line.strokes
    (area,) = line.areas
    assert (stroke.x_pt, stroke.y_pt, stroke.closed, stroke.corners) == (-1, -1, True, ROUND)
    assert stroke.turns[-1] == (202, 0)
    assert area.corners == ROUND


def test_corners_are_at_the_ends_of_what_is_joined() -> None:
    side = Side(ink=Ink())
    look = {"border": Border(sides=(side,) * 4, corners=ROUND), "shading": Shading(ink=Ink(), corners=ROUND), "joins_alike": True}

    first, second, third = lines(paragraph("a", **look), paragraph("b", **look), paragraph("c", **look))

    assert [stroke.closed for stroke in first.strokes + third.strokes] == [False, False]
    assert [len(line.strokes) for line in (first, second, third)] == [1, 2, 1]
    plain = BoxCorner()
    assert first.areas[0].corners == (*ROUND[:2], plain, plain)
    assert second.areas[0].corners is None
    assert third.areas[0].corners == (plain, plain, *ROUND[2:])


def test_a_border_stays_open_where_the_paragraph_goes_on() -> None:
    side = Side(ink=Ink())
    border = Border(sides=(side, side, side, side))

    found = composed(paragraph("a\u2028b", border=border), frames=(frame("a", height_pt=11.0), frame("b"))).lines

    assert [len(found[key][0].strokes) for key in ("a", "b")] == [3, 3]
    assert texts(found["a"]) == ["a"]
