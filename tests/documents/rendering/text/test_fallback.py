"""Fallback fonts: glyph by glyph, in the order that staff chose."""

from functools import cache

import pytest
from msgspec import structs

from documents.rendering.fonts import FontLibrary, FontSources
from documents.rendering.fonts.fallbacks import USUAL
from documents.rendering.text.tracing import fonts_of
from tests.documents.rendering.paint.test_colour_glyphs import colour_font
from tests.documents.rendering.text.composing import SANS, composed, frame, like, lines, paragraph, run

FALLBACKS = (("Nowhere", "Regular"), ("DejaVu Sans Mono", "Book"), ("DejaVu Sans", "Book"))


@cache
def library() -> FontLibrary:
    return FontLibrary({}, FontSources(fallbacks=FALLBACKS))


def shown(text: str, fonts: FontLibrary | None = None) -> list[tuple[str, str]]:
    """(what, in which family) of each run of a line."""
    fonts = fonts or library()
    (line,) = lines(paragraph(run("<<A>>", field="A")), values={"A": text}, fonts=fonts)
    return [("".join(part.clusters), fonts.face(part.font).family) for part in line.runs]


def test_only_the_characters_that_the_font_lacks_are_set_in_another() -> None:
    assert shown("A\u2b22B") == [("A", "Liberation Sans"), ("\u2b22", "DejaVu Sans"), ("B", "Liberation Sans")]


def test_the_first_fallback_that_has_a_character_is_taken() -> None:
    assert shown("\u2603\u2b22") == [("\u2603", "DejaVu Sans Mono"), ("\u2b22", "DejaVu Sans")]


def test_a_font_that_is_nowhere_is_passed_over() -> None:
    assert [match.got for match in library().fallbacks("Regular")] == ["DejaVu Sans Mono Book", "DejaVu Sans Book"]


def test_a_mark_stays_with_its_base() -> None:
    # Liberation Sans has the letter, DejaVu Sans Mono the letter and the mark.
    assert face_lacks("\u0361")
    assert shown("a\u0361b") == [("a\u0361", "DejaVu Sans Mono"), ("b", "Liberation Sans")]


def test_a_letter_and_a_mark_of_another_style_are_looked_for_one_by_one() -> None:
    (line,) = lines(paragraph(run("\u2b22"), run("\u20d0", structs.replace(SANS, tracking=10.0))), fonts=library())

    assert [library().face(part.font).family for part in line.runs] == ["DejaVu Sans", "DejaVu Sans"]


def face_lacks(character: str) -> bool:
    return library().find(SANS.family, SANS.style).face.glyph(ord(character)) is None


def test_a_fallback_moves_no_line_and_is_missing_nowhere() -> None:
    plain, other = (composed(paragraph(text), fonts=library()) for text in ("x", "\u2b22"))

    assert other.missing == []
    assert plain.lines["frame"][0].baseline_pt == other.lines["frame"][0].baseline_pt


def test_what_no_font_has_is_missing_in_the_font_that_was_asked_for() -> None:
    (missing,) = composed(paragraph("a\ue123"), fonts=library()).missing

    assert (missing.font, missing.character) == ("Liberation Sans Regular", "\ue123")


def test_lines_break_by_the_width_of_the_fallback_s_glyphs() -> None:
    found = composed(paragraph("\u2b22 " * 30), frames=(frame(),), fonts=library()).lines["frame"]

    assert all(line.width_pt <= 200.5 for line in found)
    assert len(found) > 1


def test_a_prepared_template_carries_its_fallbacks_in_their_order() -> None:
    fonts = library()
    key = fonts.find(SANS.family, SANS.style).key

    carried = FontLibrary.of_faces(fonts.export({key}))

    assert [match.got for match in carried.fallbacks("Regular")] == ["DejaVu Sans Mono Book", "DejaVu Sans Book"]
    assert shown("A\u2b22", carried) == [("A", "Liberation Sans"), ("\u2b22", "DejaVu Sans")]
    assert FontLibrary.of_faces(fonts.export(())).fallbacks("Regular") == ()


def family_of(style: str, fallbacks: tuple[tuple[str, str], ...]) -> list[str]:
    return [match.got for match in FontLibrary({}, FontSources(fallbacks=fallbacks)).fallbacks(style)]


def test_a_family_gives_the_style_nearest_to_the_text_s_and_after_an_italic_the_upright() -> None:
    assert family_of("Semibold", (("DejaVu Sans", ""),)) == ["DejaVu Sans Bold"]
    assert family_of("Italic", (("DejaVu Sans", ""),)) == ["DejaVu Sans Oblique", "DejaVu Sans Book"]


def test_the_carried_styles_are_chosen_alike() -> None:
    fonts = FontLibrary({}, FontSources(fallbacks=(("DejaVu Sans", ""), ("DejaVu Serif", ""))))
    keys = {fonts.find("Liberation Sans", style).key for style in ("Bold", "Italic")}

    carried = FontLibrary.of_faces(fonts.export(keys))

    for style in ("Bold", "Italic"):
        assert [match.got for match in carried.fallbacks(style)] == [match.got for match in fonts.fallbacks(style)]


def test_an_emoji_is_set_in_colour_where_a_font_has_it_so_and_a_letter_is_not() -> None:
    sources = FontSources(library={"c.ttf": colour_font(0x1F389, 0x2B22)}, fallbacks=(("DejaVu Sans", ""), ("Colours", "")))
    fonts = FontLibrary({}, sources)

    assert shown("\U0001f389", fonts) == [("\U0001f389", "Colours")]
    assert shown("\u2b22", fonts) == [("\u2b22", "DejaVu Sans")]


def test_the_usual_order_has_each_family_once() -> None:
    assert len(set(USUAL)) == len(USUAL)


SANS_FIRST = (("DejaVu Sans", ""), ("DejaVu Serif", ""))


@pytest.mark.parametrize(("family", "expected"), [("Liberation Serif", "DejaVu Serif"), ("Liberation Sans", "DejaVu Sans")])
def test_a_letter_is_taken_from_a_font_with_serifs_where_the_text_has_them(family: str, expected: str) -> None:
    fonts = FontLibrary({}, FontSources(fallbacks=SANS_FIRST))
    form = structs.replace(SANS, family=family)

    (line,) = lines(paragraph(run("<<A>>", form, field="A")), values={"A": "A\u0533"}, fonts=fonts)

    assert [fonts.face(part.font).family for part in line.runs] == [family, expected]


def test_a_font_without_serifs_stands_in_where_none_with_them_has_the_letter() -> None:
    fonts = FontLibrary({}, FontSources(fallbacks=SANS_FIRST))
    form = structs.replace(SANS, family="Liberation Serif")

    (line,) = lines(paragraph(run("<<A>>", form, field="A")), values={"A": "\u0633"}, fonts=fonts)  # Arabic

    assert [fonts.face(part.font).family for part in line.runs] == ["DejaVu Sans"]


@pytest.mark.parametrize(("family", "has"), [("DejaVu Serif", True), ("DejaVu Sans", False), ("Liberation Serif", True)])
def test_a_font_says_whether_it_has_serifs(family: str, has: bool) -> None:
    assert FontLibrary({}, FontSources()).find(family, "Bold").face.serif is has


def test_the_fonts_of_a_name_are_told_piece_by_piece() -> None:
    told = fonts_of("Zo\u00eb \u2b22 \ue123", family=SANS.family, style="Regular", fonts=library())

    assert told == [("Zo\u00eb", "Liberation Sans"), ("\u2b22", "DejaVu Sans"), ("\ue123", "")]


@pytest.mark.parametrize("text", ["\U000e0100\U000e0101", "a\U000e0100", "\U000e0100山"])
def test_a_stray_variation_selector_is_missing_nowhere(text: str) -> None:
    result = composed(paragraph(run(text, like(SANS, family="VL Gothic"))), fonts=library())

    assert result.missing == []
