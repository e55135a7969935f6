"""Brackets, stops and Latin letters in Japanese text."""

import pytest

from documents.rendering.text.model import CharacterFormat, Line
from tests.documents.rendering.text.composing import end_of, frame, lines, paragraph, run

GOTHIC = CharacterFormat(family="VL Gothic", style="Regular", size_pt=10, leading_pt=16, language="ja_JP")


def composed(text: str, *, width_pt: float = 400, mojikumi: str = "line-end-half", **look: object) -> list[Line]:
    return lines(paragraph(run(text, GOTHIC), mojikumi=mojikumi, **look), frames=(frame(width_pt=width_pt),))


def between(text: str, **look: object) -> float:
    """How far the second character's cell begins behind the end of the first one's."""
    (line,) = composed(text, **look)
    advances = [advance for part in line.runs for advance in part.advances_pt]
    (plain,) = composed(text, mojikumi="none")
    return advances[0] - next(advance for part in plain.runs for advance in part.advances_pt)


@pytest.mark.parametrize(
    ("text", "aki"),
    [
        ("」「", -5),
        ("」、", -5),
        ("。」", -5),
        ("「『", -5),
        ("」山", 0),
        ("山「", 0),
        ("山田", 0),
        ("山A", 2.5),
        ("1月", 2.5),
        ("A1", 0),
        ("山 ", 0),
    ],
)
def test_the_aki_between_two_characters(text: str, aki: float) -> None:
    assert between(text + "山") == pytest.approx(aki)


def test_a_bracket_at_the_edge_of_a_line_brings_no_blank_with_it() -> None:
    (line,) = composed("「山田」")

    assert line.runs[0].x_pt == pytest.approx(-5)
    assert end_of(line.runs[-1]) == pytest.approx(35)


def test_a_line_has_room_for_a_stop_whose_blank_half_lies_outside() -> None:
    assert [line.text for line in composed("山田太郎。", width_pt=45)] == ["山田太郎。"]
    assert [line.text for line in composed("山田太郎。", width_pt=45, mojikumi="line-end-full")] == ["山田太", "郎。"]


def test_a_quarter_before_a_latin_letter_goes_where_the_line_ends() -> None:
    first, second = composed("山田太郎 Anna", width_pt=40.4)

    assert (first.text.strip(), second.text) == ("山田太郎", "Anna")


@pytest.mark.parametrize(
    ("hanging", "width_pt", "expected", "outside"),
    [
        ("none", 40, ["山田太", "郎。"], False),
        ("if-needed", 40, ["山田太郎。"], True),
        ("if-needed", 60, ["山田太郎。"], False),
        ("always", 60, ["山田太郎。"], True),
    ],
)
def test_stops_hang_out_of_the_line_where_the_paragraph_lets_them(
    hanging: str, width_pt: float, expected: list[str], outside: bool
) -> None:
    found = composed("山田太郎。", width_pt=width_pt, mojikumi="none", hanging_stops=hanging, alignment="right")

    assert [line.text for line in found] == expected
    assert (end_of(found[-1].runs[-1]) > width_pt + 0.01) == outside
