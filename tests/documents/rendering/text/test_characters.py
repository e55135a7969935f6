"""Kerning, tracking, capitals, features and decoration: composition.md 14-25."""

import pytest
from fontTools.ttLib import TTFont

from documents.rendering.text.model import Decoration, Ink
from documents.rendering.text.source import upper
from tests.documents.rendering.text.composing import DEJAVU, SANS, end_of, face, frame, like, lines, paragraph, run, width


def first(text, form=SANS):
    return lines(paragraph(run(text, form)))[0].runs[0]


def test_metrics_kerning_narrows_a_pair_and_none_does_not():
    assert first("AV").advances_pt[0] < width("A")
    assert first("AV", like(SANS, kerning="none")).advances_pt[0] == pytest.approx(width("A"))


def test_kerning_by_hand_replaces_the_fonts():
    assert first("AV", like(SANS, kerning_value=50.0)).advances_pt[0] == pytest.approx(width("A") + 0.5)


def test_no_kerning_across_a_change_of_font_but_across_a_change_of_colour():
    bold = like(SANS, style="Bold")
    red = like(SANS, fill=Ink("Color/Red"))

    assert lines(paragraph("A", run("V", bold)))[0].runs[0].advances_pt[0] == pytest.approx(width("A"))
    coloured = lines(paragraph("A", run("V", red)))[0].runs
    assert coloured[0].advances_pt == [pytest.approx(first("AV").advances_pt[0])]
    assert [part.format.fill.swatch for part in coloured] == ["Color/Black", "Color/Red"]


def test_tracking_follows_every_glyph():
    tracked = first("a b", like(SANS, tracking=100.0, horizontal_scale=0.5))

    assert tracked.advances_pt == [pytest.approx(width(letter) * 0.5 + 0.5) for letter in "a b"]


OPTICAL = like(SANS, kerning="optical", size_pt=14)


def moved(text, form=OPTICAL):
    """What optical kerning puts between two letters, in 1/1000 em."""
    return (first(text, form).advances_pt[0] - width(text[0], form)) / form.size_pt * 1000


def test_optical_kerning_takes_gaps_halfway_to_a_usual_one():
    assert moved("AV") == pytest.approx(-70, abs=3)  # the font's own table has -74
    assert moved("nn") < 0 < moved("oo")
    assert moved("HH") == pytest.approx(moved("NN"), abs=2)


def test_optical_kerning_leaves_spaces_alone_and_is_looser_in_small_sizes():
    assert [moved("n "), moved(" n")] == [0, 0]
    assert moved("nn", like(OPTICAL, size_pt=7)) - moved("nn") == pytest.approx(21.7)
    assert moved("nn", like(OPTICAL, size_pt=40)) - moved("nn") == pytest.approx(-2.1)


def test_kerning_by_hand_takes_the_place_of_optical_kerning():
    assert moved("AV", like(OPTICAL, kerning_value=10.0)) == pytest.approx(10)


def test_optical_kerning_ends_where_its_line_does():
    (cut, _) = lines(paragraph(run("A\u00adV", OPTICAL)), frames=(frame(width_pt=width("A-", OPTICAL)),))

    assert cut.runs[0].advances_pt[0] == pytest.approx(width("A", OPTICAL))


def test_ligatures_are_set_and_read_back_as_their_letters():
    ligature = first("fi", DEJAVU)

    assert len(ligature.glyphs) == 1
    assert ligature.clusters == ["fi"]
    assert len(first("fi", like(DEJAVU, ligatures=False)).glyphs) == 2


def test_a_feature_can_be_asked_for():
    plain = first("fi", like(DEJAVU, ligatures=False, features=(("liga", 1),)))

    assert plain.clusters == ["fi"]


def test_all_caps_are_unicode_capitals():
    assert "".join(first("Straße", like(SANS, caps="all")).clusters) == "STRASSE"


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [("istanbul ılık", "tr_TR", "İSTANBUL ILIK"), ("istanbul", "en_US", "ISTANBUL"), ("Ελένη", "el_GR", "ΕΛΕΝΗ"), ("ŉ", "en_US", "ʼN")],
)
def test_capitals_are_the_languages(text, language, expected):
    assert upper(text, language) == expected


def test_small_caps_are_capitals_at_seventy_per_cent_where_the_font_has_none():
    runs = lines(paragraph(run("Abc", like(SANS, caps="small"))))[0].runs

    assert [("".join(part.clusters), part.size_pt) for part in runs] == [("A", 10.0), ("BC", pytest.approx(7.0))]


def test_subscript_and_baseline_shift_move_glyphs_only():
    (line,) = lines(paragraph("x", run("2", like(SANS, position="sub")), run("y", like(SANS, baseline_shift_pt=3.0))))

    assert [part.baseline_pt - line.baseline_pt for part in line.runs] == [0, pytest.approx(3.33), pytest.approx(-3.0)]


def test_underline_and_strike_follow_the_fonts_own_values():
    post = TTFont("/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf")["post"]
    (line,) = lines(paragraph(run("line", like(SANS, underline=Decoration(), strike=Decoration()))))

    under, strike = line.strokes
    assert under.y_pt - line.baseline_pt == pytest.approx(-post.underlinePosition / 2048 * 10)
    assert under.weight_pt == strike.weight_pt == pytest.approx(post.underlineThickness / 2048 * 10)
    assert line.baseline_pt - strike.y_pt == pytest.approx(3.33)
    assert (under.x_pt, under.width_pt) == (0, pytest.approx(width("line")))
    assert (under.under_text, strike.under_text) == (True, False)


def test_a_given_underline_offset_counts_downwards():
    given = Decoration(offset_pt=-6.0, weight_pt=10.0, ink=Ink("Color/Red"))

    (line,) = lines(paragraph(run("line", like(SANS, underline=given))))

    (stroke,) = line.strokes
    assert (stroke.y_pt - line.baseline_pt, stroke.weight_pt, stroke.ink.swatch) == (-6, 10, "Color/Red")


def test_an_underline_is_one_stroke_over_neighbours_and_does_not_reach_under_trailing_spaces():
    underlined = like(SANS, underline=Decoration())

    (line,) = lines(paragraph(run("one ", underlined), run("two  ", like(underlined, ligatures=False))))

    (stroke,) = line.strokes
    assert stroke.width_pt == pytest.approx(width("one two"))


def test_an_underline_runs_on_through_a_tab():
    (line,) = lines(paragraph(run("a\tb", like(SANS, underline=Decoration()))))

    (stroke,) = line.strokes
    assert (stroke.x_pt, stroke.width_pt) == (0, pytest.approx(36 + width("b")))


def test_fixed_spaces_that_the_font_lacks_have_their_nominal_width():
    lacking = [space for space in "\u2003\u2009\u200a" if face().glyph(ord(space)) is None]

    for space in lacking:
        assert first(f"a{space}a").advances_pt[1] == pytest.approx({"\u2003": 10, "\u2009": 1.25, "\u200a": 10 / 24}[space])


def test_links_cover_their_text():
    (line,) = lines(paragraph("see ", run("there", link="https://example.org/")))

    ((target, x, top, its_width, height),) = line.links
    assert (target, x, its_width, height) == ("https://example.org/", pytest.approx(width("see ")), pytest.approx(width("there")), 10)
    assert top < line.baseline_pt


def test_every_glyph_advances_the_pen_to_the_next():
    whole = first("Hamburgefonts AVAT")

    assert end_of(whole) == pytest.approx(lines(paragraph("Hamburgefonts AVAT"))[0].width_pt)


@pytest.mark.parametrize(("zero", "shown"), [("\u0660", "\u0661\u0662a"), ("0", "12a"), ("", "1\u06f2a")])
def test_digits_are_shown_in_the_script_that_is_chosen_for_them(zero, shown):
    (line,) = lines(paragraph(run("1\u06f2a", like(DEJAVU, zero=zero))))

    assert "".join(sorted("".join("".join(glyphs.clusters) for glyphs in line.runs))) == "".join(sorted(shown))


@pytest.mark.parametrize(
    ("setting", "raised"), [("baseline", 0), ("center", 3.8), ("top", 8.8), ("bottom", -1.2), ("icf-top", 8.3), ("icf-bottom", -0.7)]
)
def test_smaller_characters_stand_where_a_japanese_paragraph_wants_them(setting, raised):
    large, small = lines(paragraph(run("A", like(SANS, size_pt=20)), run("b"), smaller_characters=setting))[0].runs

    assert large.baseline_pt - small.baseline_pt == pytest.approx(raised)


def test_only_the_sizes_of_a_line_itself_count():
    _, second = lines(paragraph(run("A", like(SANS, size_pt=20)), run("\u2028b"), smaller_characters="center"))

    assert second.runs[0].baseline_pt == second.baseline_pt


@pytest.mark.parametrize("caps", ["all", "small"])
def test_georgian_names_keep_their_letters_where_the_font_has_no_capitals_for_them(caps):
    assert "".join(first("გიორგი", like(DEJAVU, caps=caps)).clusters) == "გიორგი"


def test_a_mark_of_its_own_goes_small_with_its_letter():
    runs = lines(paragraph(run("Zoe\u0308", like(DEJAVU, caps="small"))))[0].runs

    assert [("".join(part.clusters), part.size_pt) for part in runs] == [("Z", 10), ("OE\u0308", pytest.approx(7))]


def test_turkish_names_keep_their_dots_in_small_capitals():
    runs = lines(paragraph(run("İpek Işık", like(DEJAVU, caps="small", language="tr_TR"))))[0].runs

    assert "".join("".join(part.clusters) for part in runs) == "İPEK IŞIK"
    assert [part.size_pt for part in runs] == pytest.approx([10, 7, 10, 7])
