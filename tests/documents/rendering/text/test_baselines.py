"""Where lines stand: composition.md 1-13, 50."""

import pytest

from tests.documents.rendering.text.composing import DEJAVU, SANS, composed, face, frame, like, lines, paragraph, run

ASCENT = face().ascent * 10


def baselines(*paragraphs, **arguments):
    return [line.baseline_pt for line in lines(*paragraphs, **arguments)]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("ascent", ASCENT),
        ("cap-height", face().cap_height * 10),
        ("x-height", face().x_height * 10),
        ("leading", 12.0),
        ("embox", 10.0),
        ("fixed", 0.0),
    ],
)
def test_the_first_baseline_follows_the_frames_rule(rule, expected):
    assert baselines(paragraph("Hx"), frames=(frame(first_baseline=rule),)) == [pytest.approx(expected)]


def test_the_minimum_offset_pushes_the_first_baseline_down():
    assert baselines(paragraph("Hx"), frames=(frame(first_baseline_min_pt=30),)) == [30]


def test_the_ascent_is_the_typographic_one_of_os2():
    assert face(DEJAVU).ascent == pytest.approx(1556 / 2048)  # hhea says 1901


def test_insets_move_the_first_baseline_and_the_left_edge():
    (line,) = lines(paragraph("Hx"), frames=(frame(insets_pt=(5, 7, 0, 0)),))

    assert line.baseline_pt == pytest.approx(5 + ASCENT)
    assert line.runs[0].x_pt == 7


def test_the_paragraphs_return_counts_for_ascent_and_leading():
    big = like(SANS, size_pt=20.0, leading_pt=30.0)

    found = baselines(paragraph("one"), paragraph("two", end=big))

    assert found == [pytest.approx(ASCENT), pytest.approx(ASCENT + 30)]
    assert baselines(paragraph("one", end=big)) == [pytest.approx(2 * ASCENT)]


def test_leading_is_that_of_the_lower_lines_largest_character():
    mixed = paragraph("small ", run("large", like(SANS, leading_pt=20.0)))

    assert baselines(paragraph("above"), mixed)[1] == pytest.approx(ASCENT + 20)


def test_auto_leading_is_a_share_of_the_size():
    auto = like(SANS, leading_pt=None)

    assert baselines(paragraph(run("a\u2028b", auto), auto_leading=1.5))[1] == pytest.approx(ASCENT + 15)


def test_a_superscript_changes_no_leading():
    found = lines(paragraph("x\u2028x", run("2", like(SANS, position="super"))))

    assert found[1].baseline_pt == pytest.approx(ASCENT + 12)
    assert found[1].runs[1].size_pt == pytest.approx(5.83)
    assert found[1].runs[1].baseline_pt == pytest.approx(ASCENT + 12 - 3.33)


def test_space_after_and_before_are_added():
    found = baselines(paragraph("a", space_after_pt=3), paragraph("b", space_before_pt=4))

    assert found[1] - found[0] == pytest.approx(12 + 7)


def test_space_before_counts_nothing_at_the_top_of_a_frame():
    assert baselines(paragraph("a", space_before_pt=40)) == [pytest.approx(ASCENT)]


def test_no_space_is_added_after_a_forced_line_break():
    found = baselines(paragraph("a\u2028b", space_before_pt=9, space_after_pt=9))

    assert found[1] - found[0] == pytest.approx(12)


def test_a_forced_line_break_at_the_end_leaves_the_return_a_line_of_its_own():
    assert len(baselines(paragraph("a\u2028"), paragraph("b"))) == 3


def test_a_spacing_for_equal_styles_replaces_both():
    same = {"style": "Body", "space_after_pt": 9, "space_before_pt": 9, "same_style_spacing_pt": 2}

    found = baselines(paragraph("a", **same), paragraph("b", **same))

    assert found[1] - found[0] == pytest.approx(14)


def test_a_line_fits_when_its_baseline_does():
    assert len(baselines(paragraph("a\u2028b"), frames=(frame(height_pt=ASCENT + 12),))) == 2
    assert len(baselines(paragraph("a\u2028b"), frames=(frame(height_pt=ASCENT + 11.9),))) == 1


def test_what_does_not_fit_is_overset():
    result = composed(paragraph("a\u2028b"), paragraph("c"), frames=(frame(height_pt=ASCENT + 5),))

    assert result.overset is not None
    assert result.overset.text == "b\nc"
    assert result.overset.frame == "frame"


def test_an_empty_last_paragraph_that_does_not_fit_is_not_overset():
    assert composed(paragraph("a"), paragraph(), frames=(frame(height_pt=ASCENT + 5),)).overset is None


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("top", [ASCENT, ASCENT + 12]),
        ("bottom", [188.0, 200.0]),
        ("center", [100 - (ASCENT + 12) / 2 + ASCENT, 100 - (ASCENT + 12) / 2 + ASCENT + 12]),
        ("justify", [ASCENT, 200.0]),
    ],
)
def test_vertical_justification_reaches_from_the_ascent_to_the_last_baseline(rule, expected):
    assert baselines(paragraph("a"), paragraph("b"), frames=(frame(vertical=rule),)) == [pytest.approx(y) for y in expected]


def test_vertical_justification_opens_paragraphs_first_up_to_the_limit():
    found = baselines(paragraph("a\u2028b"), paragraph("c"), frames=(frame(vertical="justify", vertical_limit_pt=1000),))

    assert found[1] - found[0] == pytest.approx(12)
    assert found[2] == pytest.approx(200)


def test_lines_align_to_the_baseline_grid():
    found = baselines(paragraph("a\u2028b", align_to_grid="all-lines"), frames=(frame(grid_start_pt=1.0, grid_step_pt=14.0),))

    assert found == [pytest.approx(15), pytest.approx(29)]


def test_an_inline_object_lifts_the_first_baseline_to_its_height():
    (line,) = lines(paragraph("a", run("", object="picture"), "b"), objects={"picture": (30, 40)})

    assert line.baseline_pt == 40
    assert line.objects[0].x_pt == pytest.approx(line.runs[0].x_pt + sum(line.runs[0].advances_pt))
    assert line.runs[1].x_pt == pytest.approx(line.objects[0].x_pt + 30)


def test_auto_leading_of_an_object_is_a_share_of_its_height():
    auto = like(SANS, leading_pt=None)

    found = lines(paragraph("a"), paragraph(run("", auto, object="picture"), auto_leading=1.1), objects={"picture": (30, 40)})

    assert found[1].baseline_pt - found[0].baseline_pt == pytest.approx(44)


@pytest.mark.parametrize(
    ("model", "distance"),
    [("roman", 12), ("aki-below", 24 - 8.8), ("aki-above", 12 + 1.2), ("center", 12 - 3.8), ("center-down", 24 - 3.8)],
)
@pytest.mark.parametrize("separate", [False, True])
def test_leading_lies_between_the_heights_that_its_model_says(model, distance, separate):
    large = run("A\u2028", like(SANS, size_pt=20.0, leading_pt=24.0))
    made = [paragraph(large, run("b"), leading_model=model)]
    if separate:
        made = [paragraph(run("A", large.format), leading_model=model), paragraph("b", leading_model=model)]

    first, second = baselines(*made)

    assert second - first == pytest.approx(distance)


@pytest.mark.parametrize("model", ["aki-below", "aki-above", "center", "center-down"])
def test_lines_of_one_size_stand_alike_under_every_model(model):
    assert baselines(paragraph("a\u2028b\u2028c", leading_model=model)) == pytest.approx(baselines(paragraph("a\u2028b\u2028c")))


@pytest.mark.parametrize(
    ("size", "leading", "expected"),
    [
        (10, None, [8.8, 26.8, 44.8]),  # the middle of an em box lies 3.8 above its baseline
        (10, 30.0, [8.8, 26.8, 44.8]),
        (8, None, [8.04, 26.04, 44.04]),
        (20, None, [21.6, 57.6, 93.6]),  # too large for a row of 10: in the middle of two
    ],
)
def test_lines_stand_on_the_rows_of_a_frame_grid(size, leading, expected):
    form = like(SANS, size_pt=float(size), leading_pt=leading)

    assert baselines(paragraph(run("a\u2028b\u2028c", form)), frames=(frame(rows_pt=(10.0, 18.0)),)) == pytest.approx(expected)


def test_space_before_a_paragraph_skips_rows_of_a_frame_grid():
    found = baselines(paragraph("a"), paragraph("b", space_before_pt=5), frames=(frame(rows_pt=(10.0, 18.0)),))

    assert found == pytest.approx([8.8, 44.8])
