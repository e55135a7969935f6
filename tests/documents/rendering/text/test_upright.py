"""Vertical text: lines from right to left, CJK letters standing, Latin ones lying."""

import os
from itertools import pairwise

import msgspec
import pytest

from documents.rendering.text import compose
from documents.rendering.text.model import CharacterFormat, Decoration, DropCap, EastAsian, FrameBox, Line, Story, TextSettings
from documents.rendering.text.upright import lying, stood_box
from tests.documents.rendering.text.composing import face, frame, library, like, paragraph, run, texts

HAN = CharacterFormat(family="WenQuanYi Micro Hei", style="Regular", size_pt=10.0, leading_pt=15.0, language="ja_JP")
BOX = frame(left_pt=100.0, top_pt=50.0, width_pt=60.0, height_pt=105.0)

LACKS_HAN = library().find(HAN.family, HAN.style).substituted != ""
pytestmark = pytest.mark.skipif(LACKS_HAN and os.environ.get("CI") != "true", reason="needs Debian's fonts-wqy-microhei")


def columns(*runs, box: FrameBox = BOX, values=None, form: CharacterFormat = HAN, **look) -> list[Line]:
    story = Story(id="s", paragraphs=(paragraph(*runs, end=form, **look),), frames=("frame",), vertical=True)
    found = compose(story, {"frame": box}, fonts=library(), values=values or {}, objects={}, settings=TextSettings())
    return found.lines["frame"]


def place(line: Line, number: int = 0) -> tuple[float, float]:
    """Where a glyph's pen stands in the frame."""
    glyphs = line.runs[0]
    across, up = glyphs.offsets_pt[number] if glyphs.offsets_pt else (0.0, 0.0)
    a, b, c, d, e, f = line.matrix
    x, y = glyphs.x_pt + across + sum(glyphs.advances_pt[:number]), glyphs.baseline_pt - up
    return a * x + c * y + e, b * x + d * y + f


def test_letters_stand_below_each_other_and_lines_go_to_the_left() -> None:
    first, second = columns(run("山田太郎様一二三四五六七八九十", HAN))

    assert (first.text, second.text) == ("山田太郎様一二三四五", "六七八九十")
    xs, ys = zip(*(place(first, number) for number in range(10)), strict=True)
    assert [after - before for before, after in pairwise(ys)] == pytest.approx([10.0] * 9)
    assert max(xs) - min(xs) < 0.5
    assert place(second)[0] == pytest.approx(place(first)[0] - 15, abs=0.5)


def test_the_first_line_stands_at_the_right_edge_and_begins_at_the_top() -> None:
    (line,) = columns(run("山", HAN))

    x, y = place(line)
    middle = 160 - 5
    assert x == pytest.approx(middle - 5)
    assert 50 < y < 62


def test_a_name_in_latin_letters_lies_on_its_side() -> None:
    standing, lies, again = columns(run("様Anna様", HAN))

    assert [line.text for line in (standing, lies, again)] == ["様", "Anna", "様"]
    assert lies.matrix[:4] == (0.0, 1.0, -1.0, 0.0)
    assert standing.matrix[:4] == again.matrix[:4] == (1.0, 0.0, 0.0, 1.0)
    assert place(standing)[1] < place(lies)[1] < place(again)[1]


def test_punctuation_takes_its_vertical_form() -> None:
    upright = columns(run("山、", HAN))[0].runs[0].glyphs
    across = compose(
        Story(id="s", paragraphs=(paragraph(run("山、", HAN)),), frames=("frame",)),
        {"frame": BOX}, fonts=library(), values={}, objects={}, settings=TextSettings(),
    ).lines["frame"][0].runs[0].glyphs  # fmt: skip

    assert upright[0] == across[0]
    if "vert" in face(HAN).features:
        assert upright[1] != across[1]


def test_a_value_stands_as_the_text_does() -> None:
    (line,) = columns(run("<<Name>>", HAN, field="Name"), values={"Name": "佐藤"})

    assert texts([line]) == ["佐藤"]
    assert line.runs[0].vertical
    assert line.runs[0].field == "Name"


def test_a_frame_that_is_full_says_what_is_left() -> None:
    story = Story(id="s", paragraphs=(paragraph(run("一" * 100, HAN)),), frames=("frame",), vertical=True)

    found = compose(story, {"frame": BOX}, fonts=library(), values={}, objects={}, settings=TextSettings())

    assert found.overset is not None
    assert len(found.overset.text) + sum(len(line.text) for line in found.lines["frame"]) == 100


def test_columns_end_at_the_frame_s_foot_when_aligned_there() -> None:
    (line,) = columns(run("山田", HAN), alignment="right")

    assert place(line, 1)[1] - place(line, 0)[1] == pytest.approx(10)
    assert place(line, 0)[1] - place(columns(run("山田", HAN))[0], 0)[1] == pytest.approx(105 - 20)


def test_insets_and_growth_turn_with_the_frame() -> None:
    box = msgspec.structs.replace(BOX, insets_pt=(1.0, 2.0, 3.0, 4.0), auto_size="width", auto_size_from=(1.0, 0.0))

    turned = lying(box)

    assert (turned.width_pt, turned.height_pt) == (105.0, 60.0)
    assert turned.insets_pt == (4.0, 1.0, 2.0, 3.0)
    assert (turned.auto_size, turned.auto_size_from) == ("height", (0.0, 0.0))
    assert stood_box(box, (0.0, 0.0, 105.0, 80.0)) == (80.0, 50.0, 160.0, 155.0)


def test_underlines_lie_beside_the_letters() -> None:
    lines = columns(run("山", like(HAN, underline=Decoration(offset_pt=2.0, weight_pt=1.0))))

    assert lines[0].strokes
    assert lines[0].matrix[:4] == (0.0, 1.0, -1.0, 0.0)


def test_a_long_vowel_s_line_goes_down_with_its_word() -> None:
    found = columns(run("カード", HAN))

    if face(HAN).stands_in("ー"):
        assert [line.text for line in found] == ["カード"]
    else:
        assert [(line.text, line.matrix[0]) for line in found] == [("カ", 1.0), ("ー", 0.0), ("ド", 1.0)]


@pytest.mark.parametrize(
    ("text", "form", "look"),
    [
        ("令12年", HAN, {"tate_chu_yoko": 2}),
        ("令ab年", HAN, {"tate_chu_yoko": 2, "tate_chu_yoko_latin": True}),
        ("12", like(HAN, east_asian=EastAsian(tate_chu_yoko=True)), {}),
    ],
)
def test_digits_stand_side_by_side_as_wide_as_they_are_and_one_em_high(text: str, form: CharacterFormat, look: dict[str, object]) -> None:
    (line,) = columns(run(text, form), **look)

    group = next(part for part in line.runs if len(part.clusters) == 2 and part.clusters != ["令", "年"])
    assert group.vertical
    first, second = group.offsets_pt
    assert first[1] == second[1]
    widths = [face(HAN).advance(glyph) * 10 for glyph in group.glyphs]
    assert second[0] - first[0] == pytest.approx(widths[0])
    assert first[0] == pytest.approx(-sum(widths) / 2)  # round the middle of the line
    after = [part for part in line.runs if part.baseline_pt > group.baseline_pt]
    assert all(part.baseline_pt == pytest.approx(group.baseline_pt + 10) for part in after)


@pytest.mark.parametrize(("text", "look"), [("令123年", {"tate_chu_yoko": 2}), ("令ab年", {"tate_chu_yoko": 2}), ("令12年", {})])
def test_more_digits_than_the_paragraph_says_lie_on_their_side(text: str, look: dict[str, object]) -> None:
    assert [line.text for line in columns(run(text, HAN), **look)] == ["令", text[1:-1], "年"]


def test_columns_of_a_frame_grid_follow_each_other_by_its_rows() -> None:
    first, second = columns(run("山田太郎様一二三四五六七", HAN), box=msgspec.structs.replace(BOX, rows_pt=(10.0, 18.0)))

    assert place(first)[0] - place(second)[0] == pytest.approx(18, abs=0.5)
    assert place(first)[0] == pytest.approx(150, abs=0.5)  # its cells begin at the right edge


def test_a_drop_cap_stands_over_the_whole_width_of_its_lines() -> None:
    line, second = columns(run("山田太郎様一二三四五六七", HAN), drop_cap=DropCap(lines=2, characters=1))

    cap, text = line.runs
    assert (cap.clusters, cap.vertical) == (["山"], True)
    assert cap.size_pt == pytest.approx(15 + 10)  # from the right edge of the first em box to the left edge of the second
    assert cap.x_pt == pytest.approx(-25 / 2)
    assert [part.baseline_pt for part in (cap, text, second.runs[0])] == pytest.approx([0, 25, 25])


@pytest.mark.parametrize("name", ["葛\U000e0100城", "👨\u200d👩\u200d👧様"])
def test_what_belongs_to_a_letter_stands_with_it(name: str) -> None:
    (line,) = columns(run(name, HAN))

    assert "".join(texts([line])) == name


def test_letters_that_stand_go_down_in_right_to_left_text_too() -> None:
    found = columns(run("שלום（山田）שלום", HAN), direction="rtl", alignment="right")

    assert any(part.vertical and "山" in part.clusters for line in found for part in line.runs)
