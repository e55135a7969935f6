"""Word, letter and glyph spacing: within their limits together, beyond them the spaces alone."""

import pytest

from documents.rendering.text.model import CharacterFormat
from tests.documents.rendering.text.composing import end_of, face, frame, lines, paragraph, run, width

SPACE = face().advance(face().glyph(0x20)) * 10
TEXT = "some words to fill a line and then more of them to fill another one too"


def first(measure: float = 200.0, text: str = TEXT, **form):
    return lines(paragraph(text, alignment="left-justified", **form), frames=(frame(width_pt=measure),))[0]


def advance(line, character: str) -> float:
    (glyphs, *_) = line.runs
    return glyphs.advances_pt[glyphs.clusters.index(character)]


def test_without_limits_the_spaces_alone_grow() -> None:
    line = first()

    assert advance(line, "m") == pytest.approx(width("m"))
    assert advance(line, " ") > SPACE
    assert end_of(line.runs[0]) == pytest.approx(200, abs=20)


@pytest.mark.parametrize("look", [{"letter_spacing": (0.0, 0.0, 0.25)}, {"glyph_scaling": (1.0, 1.0, 1.05)}])
def test_letters_and_glyphs_take_their_share_and_the_line_fills_the_measure(look: dict[str, tuple[float, float, float]]) -> None:
    line, plain = first(**look), first()

    assert advance(line, "m") > width("m")
    assert SPACE < advance(line, " ") < advance(plain, " ")
    visible = line.runs[0].advances_pt[: len(line.text.rstrip())]
    assert sum(visible) == pytest.approx(200)


def test_glyph_scaling_is_in_the_run_s_format() -> None:
    assert first(glyph_scaling=(1.0, 1.0, 1.05)).runs[0].format.horizontal_scale > 1


def test_desired_spacing_counts_in_ragged_text_too() -> None:
    (line,) = lines(paragraph("a b", letter_spacing=(0.0, 0.1, 0.2), word_spacing=(0.8, 0.9, 1.3), glyph_scaling=(0.9, 0.98, 1.0)))

    glyphs = line.runs[0].advances_pt
    between = 0.1 * SPACE * 0.98
    assert glyphs == pytest.approx([width("a") * 0.98 + between, 0.9 * (SPACE * 0.98 + between), width("b") * 0.98 + between])


def test_a_word_alone_on_its_line_is_spread() -> None:
    line = first(60.0, "unbreakable word", single_word="fully-justified")

    assert sum(line.runs[0].advances_pt[:11]) == pytest.approx(60)


def test_letters_that_may_come_closer_let_a_word_stay_on_its_line() -> None:
    closer = first(letter_spacing=(-0.2, 0.0, 0.25))
    narrower = first(glyph_scaling=(0.95, 1.0, 1.05))

    assert len(first().text) < len(closer.text) == len(narrower.text)
    assert advance(closer, "m") < width("m")
    assert narrower.runs[0].format.horizontal_scale < 1


HAN = CharacterFormat(family="WenQuanYi Micro Hei", style="Regular", size_pt=10.0, leading_pt=15.0, language="ja_JP")


def test_letters_without_spaces_stand_further_apart_alike() -> None:
    text = "山田太郎様にお越しいただきありがとうございます"
    line = lines(paragraph(run(text, HAN), alignment="left-justified"), frames=(frame(width_pt=96.0),))[0]

    (glyphs,) = line.runs
    assert sum(glyphs.advances_pt) == pytest.approx(96)
    assert len({round(advance, 6) for advance in glyphs.advances_pt[:-1]}) == 1


def test_a_word_in_such_text_takes_its_share_in_its_spaces() -> None:
    line = lines(paragraph(run("山田太郎 Anna 様にお越しいただき", HAN), alignment="left-justified"), frames=(frame(width_pt=96.0),))[0]

    by_letter = {letter: advance for glyphs in line.runs for letter, advance in zip(glyphs.clusters, glyphs.advances_pt, strict=True)}
    after = by_letter["山"] - 10
    assert after > 0
    assert by_letter[" "] - width(" ", HAN) == pytest.approx(after)
    assert by_letter["A"] == pytest.approx(width("A", HAN), abs=0.5)
