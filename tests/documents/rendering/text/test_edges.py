"""Optical margins: punctuation hangs out of the measure, and the line's other characters take its place."""

import pytest

from documents.rendering.text import compose
from documents.rendering.text.edges import LEFT, RIGHT
from documents.rendering.text.model import Story, TextSettings
from tests.documents.rendering.text.composing import end_of, frame, library, paragraph, texts, width


def lines(text: str, *, margin: float | None = 10.0, measure: float = 200.0, **form):
    story = Story(id="s", paragraphs=(paragraph(text, **form),), frames=("frame",), optical_margin_pt=margin)
    found = compose(story, {"frame": frame(width_pt=measure)}, fonts=library(), values={}, objects={}, settings=TextSettings())
    return found.lines["frame"]


def test_a_quotation_mark_stands_before_the_edge_and_a_stop_behind_it() -> None:
    (line,) = lines("“Left.", alignment="left")
    (other,) = lines("“Right.", alignment="right")

    assert line.left_pt == line.runs[0].x_pt == pytest.approx(-LEFT["“"] * width("“"))
    assert end_of(other.runs[-1]) == pytest.approx(200 + RIGHT["."] * width("."))


def test_a_larger_setting_lets_more_hang_and_none_lets_nothing() -> None:
    assert lines("“a", margin=20.0)[0].left_pt == pytest.approx(2 * lines("“a", margin=10.0)[0].left_pt)
    assert lines("“a", margin=None)[0].left_pt == 0
    assert lines("“a", ignores_margin=True)[0].left_pt == 0


def test_what_hangs_leaves_room_for_the_rest_of_the_line() -> None:
    measure = width("one two,") - RIGHT[","] * width(",") / 2 - 0.5

    assert texts(lines("one two, three", margin=None, measure=measure))[0] == "one"
    assert texts(lines("one two, three", measure=measure))[0] == "one two,"


def test_a_justified_line_reaches_as_far_as_its_stop_hangs() -> None:
    line = lines("words that fill a line and some, of words that fill another", alignment="left-justified", measure=130)[0]

    last = "".join(line.runs[0].clusters).rstrip()[-1]
    visible = len("".join(line.runs[0].clusters).rstrip())
    assert sum(line.runs[0].advances_pt[:visible]) == pytest.approx(130 + LEFT["w"] * width("w") + RIGHT.get(last, 0) * width(last))
