"""Threads, columns, wraps, shapes, keeps, drop caps, rules and shading: composition.md 6, 12, 13, 44-47, 54-56."""

from math import cos, pi, sin

import pytest

from documents.rendering.text.model import Decoration, DropCap, Hyphenation, Ink, Rule, Run, Shading, Wrap
from tests.documents.rendering.text.composing import SANS, composed, end_of, face, frame, like, lines, paragraph, run, texts

PROSE = "The text runs over more than one line of its column and goes on and on until there is no more to be said about it"
ASCENT = face().ascent * 10
CIRCLE = tuple((50 + 50 * cos(i / 32 * pi), 50 + 50 * sin(i / 32 * pi)) for i in range(64))
ZONE = ((80.0, 15.0), (120.0, 15.0), (120.0, 40.0), (80.0, 40.0))


def by_frame(result):
    return {name: texts(found) for name, found in result.lines.items()}


def test_a_story_flows_from_frame_to_frame():
    two = (frame("one", height_pt=22), frame("two"))

    result = composed(paragraph("a\u2028b\u2028c"), frames=two)

    assert by_frame(result) == {"one": ["a", "b"], "two": ["c"]}
    assert result.lines["two"][0].baseline_pt == pytest.approx(ASCENT)


def test_a_paragraph_is_composed_anew_for_a_frame_of_another_width():
    two = (frame("one", height_pt=10, width_pt=60), frame("two", width_pt=150))

    result = composed(paragraph(PROSE), frames=two)

    assert result.lines["one"][0].width_pt <= 60.5
    assert 60.5 < max(line.width_pt for line in result.lines["two"]) <= 150.5


def test_columns_of_a_story_that_runs_from_right_to_left_begin_at_the_right():
    found = lines(paragraph("a\u2028b"), frames=(frame(columns=2, gutter_pt=10, height_pt=12, columns_from_right=True),))

    assert [line.left_pt for line in found] == [105, 0]


def test_a_wrap_that_is_wider_swallows_indents_unless_they_count_from_it():
    zone = ((0.0, 0.0), (30.0, 0.0), (30.0, 200.0), (0.0, 200.0))
    listed = {"left_indent_pt": 18.0, "first_line_indent_pt": -18.0}

    from_wrap, from_column = (
        lines(paragraph("a\u2028b", **listed), frames=(frame(wraps=(Wrap(zone),), indents_beside_wraps=add),)) for add in (True, False)
    )

    assert [line.left_pt for line in from_wrap] == [30, 48]
    assert [line.left_pt for line in from_column] == [30, 30]


def test_an_indent_that_is_wider_than_the_wrap_stays():
    zone = ((0.0, 0.0), (30.0, 0.0), (30.0, 200.0), (0.0, 200.0))

    (line,) = lines(paragraph("a", left_indent_pt=50.0), frames=(frame(wraps=(Wrap(zone),), indents_beside_wraps=False),))

    assert line.left_pt == 50


def test_columns_share_the_inner_width():
    found = lines(paragraph("a\u2028b\u2028c"), frames=(frame(columns=2, gutter_pt=10, height_pt=22, insets_pt=(0, 4, 0, 6)),))

    assert [line.left_pt for line in found] == [4, 4, 4 + (190 - 10) / 2 + 10]


@pytest.mark.parametrize(("kind", "expected"), [("column-break", ["b"]), ("frame-break", []), ("page-break", [])])
def test_break_characters_skip_what_they_name(kind, expected):
    pages = (frame("one", columns=2, page_name="1"), frame("two", page_name="1"), frame("three", page_name="2"))

    result = composed(paragraph("a", Run(format=SANS, special=kind), "b"), frames=pages)

    place = {"column-break": "one", "frame-break": "two", "page-break": "three"}[kind]
    assert by_frame(result)[place][-1] == "b"
    assert by_frame(result)["one"] == ["a", *expected]


def test_a_paragraph_can_start_on_the_next_odd_page():
    pages = (frame("one"), frame("two", page_name="2", right_page=False), frame("three", page_name="3"))

    result = composed(paragraph("a"), paragraph("b", start="next-odd-page"), frames=pages)

    assert by_frame(result) == {"one": ["a"], "two": [], "three": ["b"]}


def test_kept_lines_move_with_the_paragraph():
    together = {"keep_lines_together": True, "keep_all_lines": True}

    result = composed(paragraph("a"), paragraph("b\u2028c", **together), frames=(frame("one", height_pt=22), frame("two")))

    assert by_frame(result) == {"one": ["a"], "two": ["b", "c"]}


def test_no_line_is_left_alone_at_a_columns_foot_or_head():
    kept = {"keep_lines_together": True, "keep_first": 2, "keep_last": 2}
    two = (frame("one", height_pt=34, width_pt=60), frame("two", width_pt=60))

    foot = composed(paragraph("a"), paragraph("b"), paragraph("cc cc cc cc cc cc cc cc cc cc", **kept), frames=two)
    head = composed(paragraph("cc cc cc cc cc cc cc cc cc cc cc cc cc cc cc cc", keep_lines_together=True, keep_first=1), frames=two)

    assert len(foot.lines["one"]) == 2
    assert [len(found) for found in head.lines.values()] == [2, 2]


def test_a_heading_stays_with_the_next_paragraph():
    two = (frame("one", height_pt=22), frame("two"))

    result = composed(paragraph("a"), paragraph("Heading", keep_with_next=1), paragraph("b"), frames=two)

    assert by_frame(result) == {"one": ["a"], "two": ["Heading", "b"]}


@pytest.mark.parametrize("across", [True, False])
def test_a_column_ends_with_a_hyphen_only_where_it_may(across):
    rules = Hyphenation(across_columns=across)
    two = (frame("one", width_pt=55, height_pt=24), frame("two", width_pt=55))

    found = composed(paragraph("The typography incomprehensible of it", hyphenation=rules), frames=two).lines["one"]

    assert texts(found)[-1].endswith("\u00ad") is across


def test_a_paragraph_that_stays_with_the_one_before_takes_it_along():
    two = (frame("one", height_pt=24), frame("two"))

    result = composed(paragraph("a"), paragraph("b"), paragraph("source of b", keep_with_previous=True), frames=two)

    assert by_frame(result) == {"one": ["a"], "two": ["b", "source of b"]}


def test_text_goes_round_a_wrap_on_both_sides():
    found = lines(paragraph(PROSE), frames=(frame(wraps=(Wrap(ZONE),)),))

    beside = [line for line in found if line.baseline_pt > 15 and line.baseline_pt - 12 < 40]
    assert {round(line.left_pt) for line in beside} == {0, 120}
    assert all(line.left_pt + line.width_pt <= 80.5 for line in beside if line.left_pt == 0)
    assert "".join(line.text for line in found) == PROSE


def test_a_line_is_narrowed_only_where_its_leading_box_meets_the_wrap():
    zone = ((100.0, ASCENT + 0.5), (200.0, ASCENT + 0.5), (200.0, ASCENT + 12.5), (100.0, ASCENT + 12.5))

    first, second, third, fourth = lines(paragraph("a a\u2028b b\u2028c c\u2028d", alignment="right"), frames=(frame(wraps=(Wrap(zone),)),))

    edges = [line.left_pt + line.width_pt for line in (first, second, third, fourth)]
    assert edges == pytest.approx([200, 100, 100, 200])


@pytest.mark.parametrize(("side", "lefts"), [("left", {0}), ("right", {130}), ("largest", {0})])
def test_text_stays_on_the_side_it_is_given(side, lefts):
    zone = ((110.0, 0.0), (130.0, 0.0), (130.0, 30.0), (110.0, 30.0))

    found = lines(paragraph(PROSE), frames=(frame(wraps=(Wrap(zone, "around", side),)),))

    assert {round(line.left_pt) for line in found if line.baseline_pt < 30} == lefts


def test_below_a_jumped_object_the_first_line_touches_its_edge_with_its_ascent():
    zone = ((80.0, 0.0), (120.0, 0.0), (120.0, 40.0), (80.0, 40.0))

    (line,) = lines(paragraph("a"), frames=(frame(wraps=(Wrap(zone, "jump"),)),))

    assert line.baseline_pt == pytest.approx(40 + ASCENT)


def test_a_line_moved_below_an_object_stands_on_the_grid_as_the_others_do():
    zone = ((0.0, 0.0), (200.0, 0.0), (200.0, 40.0), (0.0, 40.0))
    box = frame(wraps=(Wrap(zone, "jump"),), grid_step_pt=20.0)

    found = lines(paragraph("a\u2028b", align_to_grid="all-lines"), frames=(box,))

    assert [line.baseline_pt for line in found] == [60, 80]


def test_in_a_circle_every_line_fits_the_shape():
    found = lines(paragraph(PROSE[:70], alignment="center"), frames=(frame(width_pt=100, height_pt=100, polygon=CIRCLE),))

    for line in found:
        for height in (line.baseline_pt, line.baseline_pt - ASCENT):
            half = max(0.0, 2500 - (height - 50) ** 2) ** 0.5
            assert line.left_pt >= 50 - half - 0.6
            assert line.left_pt + line.width_pt <= 50 + half + 0.6
    assert (found[0].baseline_pt - ASCENT) % 1 == pytest.approx(0, abs=1e-6)


def test_a_drop_cap_is_as_tall_as_its_lines():
    found = lines(paragraph(PROSE + PROSE, drop_cap=DropCap(lines=3, characters=1)))

    capital, rest = found[0].runs[0], found[0].runs[1]
    assert capital.clusters == ["T"]
    assert capital.baseline_pt == pytest.approx(found[2].baseline_pt)
    assert capital.size_pt * face().capitals == pytest.approx(24 + 10 * face().capitals)
    assert rest.x_pt == pytest.approx(end_of(capital))
    assert [line.left_pt > 0 for line in found[:4]] == [True, True, True, False]


def test_a_drop_cap_s_ink_begins_at_the_edge_and_a_space_after_it_takes_no_room():
    at_edge = lines(paragraph("In " + PROSE, drop_cap=DropCap(lines=3, characters=2)))[0].runs
    with_white = lines(paragraph("In " + PROSE, drop_cap=DropCap(lines=3, characters=3, at_edge=False)))[0].runs

    white = face().left_bearing(face().glyph(ord("I"))) * at_edge[0].size_pt
    assert at_edge[0].x_pt == pytest.approx(-white)
    assert with_white[0].x_pt == pytest.approx(0)
    for capital, rest in (at_edge, with_white):
        assert rest.x_pt == pytest.approx(capital.x_pt + sum(capital.advances_pt[:2]))


def test_rules_touch_the_baselines_at_their_offsets():
    above, below = Rule(weight_pt=2.0, offset_pt=11.338), Rule(weight_pt=6.0, left_indent_pt=10.0)

    (line,) = lines(paragraph("a", rule_above=above, rule_below=below))

    over, under = line.strokes
    assert line.baseline_pt - over.y_pt == pytest.approx(12.338)
    assert (under.y_pt - line.baseline_pt, under.x_pt, under.width_pt) == (pytest.approx(3), 10, 190)


def test_a_rule_may_be_as_wide_as_the_text():
    (line,) = lines(paragraph("abc", alignment="right", rule_below=Rule(width="text", ink=Ink("Color/Red"))))

    (stroke,) = line.strokes
    assert (stroke.x_pt, stroke.width_pt, stroke.ink.swatch) == (line.left_pt, line.width_pt, "Color/Red")


def test_the_frame_s_first_line_makes_room_for_a_rule_that_keeps_in_it():
    above = Rule(weight_pt=2.0, offset_pt=18.0, keeps_in_frame=True)

    first, second = lines(paragraph("a", rule_above=above), paragraph("b", rule_above=above))

    assert first.strokes[0].y_pt - 1 == pytest.approx(0)
    assert second.baseline_pt - first.baseline_pt == pytest.approx(12)


def test_gaps_of_rules_and_underlines_have_their_colour():
    gap = Ink("Color/Red")
    underlined = like(SANS, underline=Decoration(gap_ink=gap))

    (line,) = lines(paragraph(run("a", underlined), rule_below=Rule(gap_ink=gap)))

    assert [stroke.gap_ink for stroke in line.strokes] == [gap, gap]


def test_shading_is_one_block_from_ascent_to_descent():
    found = lines(paragraph("a\u2028b", shading=Shading(ink=Ink("Color/Red"), offsets_pt=(1.0, 2.0, 3.0, 4.0))))

    (area,) = found[0].areas
    assert (area.x_pt, area.width_pt, area.y_pt) == (-2, 206, pytest.approx(-1))
    assert area.height_pt == pytest.approx(1 + ASCENT + 12 + face().descent * 10 + 3)
    assert found[1].areas == []


def test_shading_may_reach_from_em_box_to_em_box():
    look = Shading(ink=Ink(), top_origin="EmBoxTopOrigin", bottom_origin="EmBoxBottomOrigin")

    (line,) = lines(paragraph("a", shading=look))

    (area,) = line.areas
    assert (area.y_pt - line.baseline_pt, area.height_pt) == (pytest.approx(-8.8), pytest.approx(10))


def test_a_story_without_frames_is_overset():
    assert composed(paragraph("a"), frames=()).overset.text == "a"
