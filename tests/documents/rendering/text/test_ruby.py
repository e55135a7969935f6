"""Readings and emphasis marks beside Japanese characters."""

import pytest

from documents.rendering.text import compose
from documents.rendering.text.model import CharacterFormat, EastAsian, GlyphRun, Line, Run, Story, TextSettings
from tests.documents.rendering.text.composing import end_of, frame, library, like, lines, paragraph, run

GOTHIC = CharacterFormat(family="VL Gothic", style="Regular", size_pt=20, leading_pt=40, language="ja_JP")


def spoken(text: str, **settings: object) -> Run:
    return run(text, like(GOTHIC, east_asian=EastAsian(**settings)))


def beside(line: Line) -> list[GlyphRun]:
    return [part for part in line.runs if part.part == "ruby"]


def words(line: Line) -> list[str]:
    return ["".join(part.clusters) for part in beside(line)]


def middle(part: GlyphRun) -> float:
    return (part.x_pt + end_of(part)) / 2


def test_each_character_has_its_reading_half_as_large_in_the_middle_above_it() -> None:
    (line,) = lines(paragraph(spoken("山田", ruby="やま だ")))

    mountain, field = beside(line)
    assert words(line) == ["やま", "だ"]
    assert (mountain.size_pt, middle(mountain), middle(field)) == pytest.approx((10, 10, 30))
    assert line.baseline_pt - mountain.baseline_pt == pytest.approx(0.88 * 20 + 0.12 * 10)


def test_a_reading_of_several_characters_spreads_over_them() -> None:
    (line,) = lines(paragraph(spoken("今日", ruby="きょう", ruby_by_character=False)))

    (reading,) = beside(line)
    assert (reading.x_pt, end_of(reading)) == pytest.approx((5 / 3, 40 - 5 / 3))


@pytest.mark.parametrize(
    ("alignment", "start", "gap"), [("left", 0, 0), ("center", 5, 0), ("right", 10, 0), ("justify", 0, 5), ("equal", 2.5, 2.5)]
)
def test_a_reading_is_aligned_as_the_design_says(alignment: str, start: float, gap: float) -> None:
    (line,) = lines(paragraph(spoken("今日", ruby="きょう", ruby_by_character=False, ruby_alignment=alignment)))

    (reading,) = beside(line)
    assert (reading.x_pt, reading.advances_pt[0]) == pytest.approx((start, 10 + gap))


@pytest.mark.parametrize(("overhang", "room"), [(0.0, 50), (1.0, 30)])
def test_a_long_reading_makes_room_for_itself(overhang: float, room: float) -> None:
    (line,) = lines(paragraph(spoken("志", ruby="こころざし", ruby_overhang=overhang), run("が", GOTHIC)))

    base, after = (next(part for part in line.runs if part.clusters == [text]) for text in ("志", "が"))
    (reading,) = beside(line)
    assert after.x_pt == pytest.approx(room)
    assert base.offsets_pt == [(pytest.approx((room - 20) / 2), 0)]
    assert middle(reading) == pytest.approx(room / 2)


def test_marks_stand_over_every_character_that_is_seen() -> None:
    (line,) = lines(paragraph(spoken("大 切", kenten="●")))

    (marks,) = beside(line)
    assert marks.clusters == ["●", "●"]
    assert marks.x_pt == pytest.approx(5)
    assert marks.x_pt + marks.advances_pt[0] == pytest.approx(end_of(line.runs[0]) - 15)


def test_marks_and_readings_stand_below_where_the_design_says() -> None:
    (line,) = lines(paragraph(spoken("山", ruby="やま", ruby_below=True, kenten="●", kenten_below=True)))

    assert [part.baseline_pt - line.baseline_pt for part in beside(line)] == pytest.approx([0.12 * 20 + 0.88 * 10] * 2)


def test_no_line_ends_under_one_reading() -> None:
    found = lines(paragraph(run("山田", GOTHIC), spoken("今日", ruby="きょう", ruby_by_character=False)), frames=(frame(width_pt=70),))

    assert [line.text for line in found] == ["山田", "今日"]


def test_in_vertical_text_they_stand_to_the_right() -> None:
    box = frame(width_pt=60, height_pt=100)
    story = Story(id="s", paragraphs=(paragraph(spoken("山", ruby="やま")),), frames=("frame",), vertical=True)
    (line,) = compose(story, {"frame": box}, fonts=library(), values={}, objects={}, settings=TextSettings()).lines["frame"]

    base, reading = line.runs
    assert reading.vertical
    assert reading.x_pt - base.x_pt == pytest.approx(15)  # from the middle of one em box to that of the other
