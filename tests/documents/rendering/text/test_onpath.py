"""Text on a path: the middle of each advance on it, turned with it (painting.md 9.3)."""

import math

import pytest

from documents.rendering.text.model import FrameBox, Line, TextPath
from documents.rendering.text.onpath import Route, room
from tests.documents.rendering.text.composing import composed, frame, paragraph, run, width

CIRCLE = tuple((50 * math.cos(turn / 720 * math.tau), 50 * math.sin(turn / 720 * math.tau)) for turn in range(721))


def on(path: TextPath) -> FrameBox:
    return frame(width_pt=room(path), height_pt=0.01, first_baseline="fixed", path=path)


def set_on(path: TextPath, text: str, **form) -> list[Line]:
    return composed(paragraph(text, **form), frames=(on(path),)).lines["frame"]


def test_on_a_straight_path_glyphs_stand_as_in_a_line() -> None:
    first, second = set_on(TextPath(points=((10.0, 20.0), (110.0, 20.0))), "xo")

    assert first.matrix == (1, 0, 0, 1, pytest.approx(10 + width("x") / 2), 20)
    assert (first.runs[0].x_pt, first.runs[0].baseline_pt) == (pytest.approx(-width("x") / 2), 0)
    assert second.matrix is not None
    assert second.matrix[4] == pytest.approx(10 + width("x") + width("o") / 2)


def test_on_a_circle_each_glyph_is_turned_to_the_tangent() -> None:
    for line in set_on(TextPath(points=CIRCLE), "round and round"):
        a, b, _, _, x, y = line.matrix or ()
        assert math.hypot(x, y) == pytest.approx(50, abs=0.01)
        assert a * x + b * y == pytest.approx(0, abs=0.3)


def test_the_brackets_are_where_text_starts_and_ends_and_alignment_counts_between_them() -> None:
    path = TextPath(points=((0.0, 0.0), (100.0, 0.0)), start_pt=10.0, end_pt=60.0)

    (line,) = set_on(path, "x", alignment="right")

    assert line.matrix is not None
    assert line.matrix[4] == pytest.approx(60 - width("x") / 2)


def test_text_goes_round_a_closed_path_against_its_points() -> None:
    """As in InDesign's PDF of an oval whose points go counter-clockwise: its text starts at the bracket and goes clockwise."""
    quarter = 50 * math.tau / 4
    path = TextPath(points=CIRCLE, start_pt=quarter, end_pt=quarter + 1)

    first, second, *_ = set_on(path, "round and round")

    assert room(path) == pytest.approx(50 * math.tau - 1, abs=0.01)
    assert room(TextPath(points=CIRCLE, start_pt=3 * quarter, end_pt=quarter)) == pytest.approx(2 * quarter, abs=0.01)
    assert first.matrix is not None
    assert second.matrix is not None
    assert first.matrix[4:] == (pytest.approx(width("r") / 2, abs=0.1), pytest.approx(50, abs=0.1))
    assert second.matrix[4] > first.matrix[4]


def test_what_is_longer_than_the_path_is_overset() -> None:
    made = composed(
        paragraph(run("<<A>>", field="A")), frames=(on(TextPath(points=((0.0, 0.0), (40.0, 0.0)))),), values={"A": "short longer"}
    )

    assert made.overset is not None
    assert (made.overset.text, made.overset.fields) == ("longer", ["A"])


def test_flipped_text_runs_the_other_way_and_stair_steps_stay_upright() -> None:
    path = TextPath(points=((0.0, 0.0), (0.0, 100.0)), flipped=True)
    steps = TextPath(points=((0.0, 0.0), (0.0, 100.0)), effect="stair-step")

    assert set_on(path, "x")[0].matrix == pytest.approx((0, -1, 1, 0, 0, 100 - width("x") / 2), abs=1e-9)
    assert set_on(steps, "x")[0].matrix == pytest.approx((1, 0, 0, 1, 0, width("x") / 2), abs=1e-9)


def test_beyond_its_end_a_route_goes_straight_on() -> None:
    assert Route(((0.0, 0.0), (10.0, 0.0))).at(12.0) == ((12.0, 0.0), 0.0)


def test_a_path_without_length_holds_nothing() -> None:
    assert composed(paragraph("x"), frames=(on(TextPath(points=())),)).overset is not None
