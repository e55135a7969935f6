"""Names in every script: UAX #9, joining, marks, and what a font lacks."""

import random
import re

import pytest
from bidi import get_display

from documents.rendering.text import bidi
from documents.rendering.text.model import Ink
from documents.rendering.text.scripts import script_starts
from tests.documents.rendering.text.composing import DEJAVU, composed, face, frame, like, lines, paragraph, run, texts


def visual(text, *, rtl=False):
    found = bidi.levels(text, rtl=rtl) or [0] * len(text)
    shown = "".join(text[place] for place in bidi.visual_order(found))
    return re.sub("[\u202a-\u202e\u2066-\u2069]", "", shown)


@pytest.mark.parametrize(
    ("text", "rtl", "expected"),
    [
        ("abc אבג", False, "abc גבא"),
        ("abc אבג", True, "גבא abc"),
        ("אב 12 גד", False, "דג 12 בא"),
        ("a (אב) b", False, "a (בא) b"),
        ("אב (cd)", True, ")cd( בא"),
        ("د 12-34", False, "34-12 د"),
        ("a \u2067אב\u2069 1", False, "a בא 1"),
        ("a \u202eאב c\u202c", False, "a c בא"),
        ("12% אב", True, "בא 12%"),
    ],
)
def test_visual_order(text, rtl, expected):
    assert visual(text, rtl=rtl) == expected


def test_levels_agree_with_another_implementation_on_random_text():
    letters = random.Random(9)
    for _ in range(2000):
        text = "".join(letters.choice("abאבجد12١٢.,:-+%$ ()[]!?\u0301") for _ in range(letters.randint(1, 12)))
        rtl = letters.random() < 0.5
        stripped = text.rstrip()  # trailing space is the line's business (L1)

        assert visual(stripped, rtl=rtl) == get_display(stripped, base_dir="R" if rtl else "L")


def test_plain_latin_needs_no_levels():
    assert bidi.levels("Łukasz Żółć, 12 €", rtl=False) is None


def test_scripts_take_shared_characters_with_them():
    assert script_starts("abc, где (12)") == [(0, "Latn"), (5, "Cyrl")]
    assert script_starts("(где)") == [(0, "Cyrl")]
    assert script_starts("山田と田") == [(0, "Hani")]


@pytest.mark.parametrize("name", ["Łukasz Żółć", "Ngô Thị Hạnh", "Ελένη", "Олександр", "Zoë", "e\u0301a\u0308"])
def test_names_come_out_as_they_are_typed(name):
    result = composed(paragraph(run(name, DEJAVU)))

    assert texts(result.lines["frame"]) == [name]
    assert result.missing == []


def test_hebrew_is_set_from_right_to_left_and_read_back_letter_by_letter():
    (line,) = lines(paragraph(run("עידו", DEJAVU)))

    assert line.runs[0].clusters == ["ו", "ד", "י", "ע"]


def test_arabic_letters_join():
    joined = lines(paragraph(run("محمد", DEJAVU)))[0].runs[0].glyphs
    apart = [face(DEJAVU).glyph(ord(letter)) for letter in "محمد"]

    assert set(joined).isdisjoint(apart[:3])


def test_arabic_is_joined_across_a_change_of_colour():
    whole = lines(paragraph(run("محمد", DEJAVU)))[0].runs[0].glyphs
    parts = lines(paragraph(run("مح", DEJAVU), run("مد", like(DEJAVU, fill=Ink("Color/Red")))))[0].runs

    assert [glyph for part in parts for glyph in part.glyphs] == whole


def test_a_right_to_left_paragraph_starts_at_the_right():
    found = lines(paragraph(run("שלום לכולם וברוכים הבאים", DEJAVU), direction="rtl", alignment="right"), frames=(frame(width_pt=80),))

    assert len(found) == 2
    assert all(line.left_pt + line.width_pt == pytest.approx(80) for line in found)
    assert texts(found)[0] == "םלוכל םולש"


def test_latin_in_a_right_to_left_paragraph_keeps_its_order():
    (line,) = lines(paragraph(run("שלום Anna 12", DEJAVU), direction="rtl", alignment="right"))

    assert texts([line]) == ["Anna 12 םולש"]


def test_a_direction_by_hand_overrides_the_characters():
    (line,) = lines(paragraph(run("abc", like(DEJAVU, direction="rtl"))))

    assert texts([line]) == ["cba"]


def test_a_mark_stands_on_its_base_and_is_read_back_with_it():
    glyph_run = lines(paragraph(run("x\u0323\u0302", DEJAVU)))[0].runs[0]

    assert glyph_run.clusters == ["x\u0323\u0302", "", ""]
    assert glyph_run.offsets_pt is not None
    assert glyph_run.advances_pt[1:] == [0, 0]


def test_a_character_the_font_lacks_is_named_with_font_and_frame():
    result = composed(paragraph("Zoë 🎉"))

    assert [(m.font, m.character, m.field, m.frame) for m in result.missing] == [("Liberation Sans Regular", "🎉", None, "frame")]
    assert 0 in [glyph for part in result.lines["frame"][0].runs for glyph in part.glyphs]


def test_a_joined_emoji_is_missing_as_one_character():
    assert "👩‍👧" in "".join(missing.character for missing in composed(paragraph("👩‍👧")).missing)


def test_missing_characters_are_named_once():
    assert len(composed(paragraph("山 山 山")).missing) == 1


def test_chinese_without_spaces_breaks_between_its_characters():
    found = lines(paragraph("山田太郎山田太郎山田太郎"), frames=(frame(width_pt=20),))

    assert len(found) > 1
