"""Where lines end: composition.md 26-37."""

from itertools import combinations, pairwise

import pytest

from documents.rendering.text.breaking import graphemes, opportunities
from documents.rendering.text.hyphenation import points
from documents.rendering.text.model import Hyphenation
from tests.documents.rendering.text.composing import SANS, composed, end_of, face, frame, like, lines, paragraph, run, texts, width

PROSE = (
    "Typography is the art and technique of arranging type to make written language legible, readable and appealing when displayed. "
    "The arrangement of type involves selecting typefaces, point sizes, line lengths, line spacing and letter spacing."
)
PLAIN = like(SANS, kerning="none", ligatures=False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one two", ["one ", "two"]),
        ("one  two", ["one  ", "two"]),
        ("well-known", ["well-", "known"]),
        ("A4-2024", ["A4-", "2024"]),
        ("-5 degrees", ["-5 ", "degrees"]),
        ("and/or", ["and/", "or"]),
        ("1/2", ["1/2"]),
        ("i.e. this", ["i.e. ", "this"]),
        ("a.bc/2024.SONS", ["a.", "bc/2024.", "SONS"]),
        ("A\u2013B\u2014C", ["A\u2013", "B\u2014", "C"]),
        ("10\u00a0km", ["10\u00a0km"]),
        ("10\u202fkm", ["10\u202fkm"]),
        ("non\u2011stop", ["non\u2011stop"]),
        ("zero\u200bwidth", ["zero\u200b", "width"]),
        ("co\u00adop", ["co\u00ad", "op"]),
        ("山田太郎", ["山", "田", "太", "郎"]),
        ("「東京」へ", ["「東", "京」", "へ"]),
        ("🎉 山田", ["🎉 ", "山", "田"]),
        ("ภาษาไทย", ["ภาษา", "ไทย"]),
    ],
)
def test_lines_may_end_where_indesign_ends_them(text, expected):
    places = [0, *opportunities(text, language="en_US"), len(text)]

    assert [text[start:end] for start, end in pairwise(places)] == expected


@pytest.mark.parametrize(("kinsoku", "expected"), [("hard", ["カー", "ド"]), ("soft", ["カ", "ー", "ド"])])
def test_a_line_begins_with_a_long_vowel_s_line_only_where_kinsoku_is_soft(kinsoku, expected):
    text = "カード"
    places = [0, *opportunities(text, language="ja_JP", kinsoku=kinsoku), len(text)]

    assert [text[start:end] for start, end in pairwise(places)] == expected


def test_without_kinsoku_a_line_begins_and_ends_with_anything():
    text = "山。「田か\u3099A1"
    places = [0, *opportunities(text, language="ja_JP", kinsoku="none"), len(text)]

    assert [text[start:end] for start, end in pairwise(places)] == ["山", "。", "「", "田", "か\u3099", "A1"]


def test_a_grapheme_is_never_cut():
    assert graphemes("e\u0301👨‍👩‍👧x") == (0, 2, 7)


def cheapest(text, measure):
    """Every way to break a text, by trial: the sum of the squared rags of all lines but the last, and its line ends."""
    words = text.split(" ")
    best = None
    for count in range(len(words)):
        for cuts in combinations(range(1, len(words)), count):
            edges = [0, *cuts, len(words)]
            found = [" ".join(words[a:b]) for a, b in pairwise(edges)]
            rags = [measure - width(line, PLAIN) for line in found]
            if min(rags) < -0.5:
                continue
            cost = sum(rag * rag for rag in rags[:-1])
            if best is None or cost < best[0]:
                best = (cost, found)
    return best[1]


@pytest.mark.parametrize("measure", [80, 95.5, 110, 123, 150])
def test_ragged_lines_have_the_least_sum_of_squares(measure):
    text = "The arrangement of type involves selecting typefaces and point sizes for a line"

    found = lines(paragraph(run(text, PLAIN)), frames=(frame(width_pt=measure),))

    assert texts(found) == cheapest(text, measure)


def test_the_last_line_costs_nothing():
    found = lines(paragraph(run("aaaa aaaa aaaa a", PLAIN)), frames=(frame(width_pt=width("aaaa aaaa aaaa", PLAIN)),))

    assert texts(found) == ["aaaa aaaa aaaa", "a"]


def test_a_line_half_a_point_too_long_is_kept_and_its_spaces_narrowed():
    natural = width("one two three", PLAIN)

    (line,) = lines(paragraph(run("one two three", PLAIN)), frames=(frame(width_pt=natural - 0.4),))

    assert end_of(line.runs[0]) == pytest.approx(natural - 0.4)
    assert len(lines(paragraph(run("one two three", PLAIN)), frames=(frame(width_pt=natural - 0.6),))) == 2


def test_a_justified_line_grows_its_spaces_alike_and_nothing_else():
    found = lines(paragraph(run(PROSE, PLAIN), alignment="left-justified"), frames=(frame(width_pt=180),))

    for line in found[:-1]:
        glyphs = [(text, advance) for part in line.runs for text, advance in zip(part.clusters, part.advances_pt, strict=True)]
        visible = glyphs[:-1] if glyphs[-1][0] == " " else glyphs
        assert sum(advance for _, advance in visible) == pytest.approx(180)
        assert len({round(advance, 6) for text, advance in visible if text == " "}) == 1
        assert all(advance == pytest.approx(width(text, PLAIN)) for text, advance in visible if text != " ")


@pytest.mark.parametrize(("alignment", "at"), [("left-justified", 0.0), ("right-justified", 1.0), ("center-justified", 0.5)])
def test_the_last_justified_line_is_set_natural_where_its_alignment_says(alignment, at):
    last = lines(paragraph(run(PROSE, PLAIN), alignment=alignment))[-1]

    assert last.width_pt == pytest.approx(width(last.text, PLAIN))
    assert last.left_pt == pytest.approx(at * (200 - last.width_pt))


def test_a_fully_justified_paragraph_stretches_its_last_line_too():
    assert lines(paragraph(PROSE, alignment="fully-justified"))[-1].width_pt == pytest.approx(200)


@pytest.mark.parametrize(
    ("rule", "left", "natural"), [("fully-justified", 0.0, False), ("left", 0.0, True), ("right", 1.0, True), ("center", 0.5, True)]
)
def test_a_word_alone_on_a_justified_line_is_spread_or_set_as_its_rule_says(rule, left, natural):
    (line, _) = lines(paragraph(run("word\u2028x", PLAIN), alignment="left-justified", single_word=rule))

    (glyph_run, *_) = line.runs
    assert end_of(glyph_run) - glyph_run.x_pt == pytest.approx(width("word", PLAIN) if natural else 200)
    assert glyph_run.x_pt == pytest.approx(left * (200 - width("word", PLAIN)))


def test_a_line_before_a_forced_break_is_stretched():
    first, _ = lines(paragraph("one two\u2028three", alignment="left-justified"))

    assert first.width_pt == 200


@pytest.mark.parametrize(("alignment", "share"), [("left", 0.0), ("center", 0.5), ("right", 1.0)])
def test_trailing_spaces_and_tracking_do_not_count_for_alignment(alignment, share):
    form = like(PLAIN, tracking=100.0)
    natural = width("abc", form) + 2 * 1.0

    (line,) = lines(paragraph(run("abc  ", form), alignment=alignment))

    assert line.left_pt == pytest.approx(share * (200 - natural))
    assert line.runs[0].x_pt == pytest.approx(line.left_pt)


@pytest.mark.parametrize(
    ("alignment", "right_page", "left"), [("to-spine", True, True), ("to-spine", False, False), ("from-spine", True, False)]
)
def test_alignment_to_the_spine_depends_on_the_page(alignment, right_page, left):
    (line,) = lines(paragraph("abc", alignment=alignment), frames=(frame(right_page=right_page),))

    assert (line.left_pt == 0) == left


def test_indents_narrow_the_measure():
    found = lines(paragraph(PROSE, left_indent_pt=20, first_line_indent_pt=-8, right_indent_pt=30))

    assert found[0].left_pt == pytest.approx(12)
    assert {line.left_pt for line in found[1:]} == {20}
    assert max(line.left_pt + line.width_pt for line in found) <= 170.5


def test_a_word_longer_than_the_line_is_cut_anywhere():
    found = lines(paragraph("Donaudampfschifffahrt"), frames=(frame(width_pt=50),))

    assert "".join(texts(found)) == "Donaudampfschifffahrt"
    assert all(line.width_pt <= 50.5 for line in found)


def test_a_glyph_wider_than_the_column_is_overset():
    assert composed(paragraph("Wide"), frames=(frame(width_pt=3),)).overset.text == "Wide"


def test_no_break_joins_its_characters():
    found = lines(paragraph("one two ", run("three four", like(SANS, no_break=True))), frames=(frame(width_pt=width("one two three")),))

    assert texts(found) == ["one two", "three four"]


def test_hyphenation_divides_words_within_its_limits():
    divided = points("Hyphenation", language_at=lambda _: "en_US", rules=Hyphenation())

    assert divided == [2, 6]
    assert points("Hyphenation", language_at=lambda _: "en_US", rules=Hyphenation(capitalised=False)) == []
    assert points("Hyphenation", language_at=lambda _: "en_US", rules=Hyphenation(after_first=3)) == [6]
    assert points("Hyphenation", language_at=lambda _: "en_US", rules=Hyphenation(min_word=12)) == []
    assert points("Hyphenation", language_at=lambda _: "xx", rules=Hyphenation()) == []


def test_greek_words_are_divided_after_accented_vowels_too():
    assert points("διαβάζει", language_at=lambda _: "el_GR", rules=Hyphenation()) == [3, 5]


def test_a_divided_word_shows_a_hyphen_and_reads_back_whole():
    found = lines(paragraph("typographical representation", hyphenation=Hyphenation()), frames=(frame(width_pt=90),))

    last = found[0].runs[-1]
    assert last.clusters[-1] == "\u00ad"
    assert last.glyphs[-1] == face().glyph(ord("-"))
    assert found[0].width_pt == pytest.approx(end_of(last))
    assert " ".join(texts(found)).replace("\u00ad ", "") == "typographical representation"


def test_a_soft_hyphen_is_seen_only_where_its_line_ends():
    one = lines(paragraph("co\u00adoperation"))
    two = lines(paragraph("co\u00adoperation"), frames=(frame(width_pt=width("operation") + 0.1),))

    assert texts(one) == ["cooperation"]
    assert [line.runs[-1].glyphs[-1] == face().glyph(ord("-")) for line in two] == [True, False]


def test_the_single_line_composer_fills_each_line():
    text = "aaaa aaaa aaaa bbbbbbbbbbb"

    found = lines(paragraph(run(text, PLAIN), composer="single-line"), frames=(frame(width_pt=width("aaaa aaaa aaaa", PLAIN) + 1),))

    assert texts(found) == ["aaaa aaaa aaaa", "bbbbbbbbbbb"]


@pytest.mark.parametrize(("least", "first"), [(0.5, "aa aa aa aa aa"), (1.0, "aa aa aa aa")])
def test_the_single_line_composer_narrows_spaces_as_far_as_they_go(least, first):
    look = {"alignment": "left-justified", "composer": "single-line", "word_spacing": (least, 1.0, 1.3)}
    measure = width("aa aa aa aa aa", PLAIN) - 0.4 * 4 * width(" ", PLAIN)

    found = lines(paragraph(run("aa aa aa aa aa bbbbbbb", PLAIN), **look), frames=(frame(width_pt=measure),))

    assert texts(found)[0] == first


def test_a_word_of_ten_thousand_letters_is_set_line_by_line():
    found = lines(paragraph("a" * 10_000), frames=(frame(height_pt=50_000.0),))

    assert {len(line.text) for line in found[:-1]} == {36}
    assert sum(len(line.text) for line in found) == 10_000


@pytest.mark.parametrize(("too_long", "lines_made"), [(0.66, 1), (2.0, 2)])
def test_a_title_may_be_a_little_longer_than_its_frame_and_then_has_narrower_spaces(too_long, lines_made):
    title = like(PLAIN, size_pt=48)
    room = width("one two three", title) - too_long

    found = lines(paragraph(run("one two three", title)), frames=(frame(width_pt=room),))

    assert len(found) == lines_made
    assert found[0].width_pt <= room + 1e-6


def test_a_trailing_space_belongs_to_the_run_of_the_word_before_it():
    found = lines(paragraph("one two three four"), frames=(frame(width_pt=width("one two three")),))

    assert ["".join(glyph_run.clusters) for line in found for glyph_run in line.runs] == ["one two three ", "four"]
    assert found[0].width_pt == pytest.approx(width("one two three"), abs=0.5)


def test_a_trailing_space_of_another_field_is_a_run_of_its_own():
    found = lines(paragraph(run("", field="A"), " two"), frames=(frame(width_pt=width("one ")),), values={"A": "one"})

    assert [("".join(glyph_run.clusters), glyph_run.field) for glyph_run in found[0].runs] == [("one", "A"), (" ", None)]


@pytest.mark.parametrize("more", ["", "\tx"])
def test_a_ragged_line_that_a_break_ends_may_be_as_short_as_the_last(more):
    measure = width("aaaa bbbb cccc") + 1

    found = lines(paragraph(f"aaaa bbbb cccc dddd\u2028eeee{more}"), frames=(frame(width_pt=measure),))

    assert [line.text.split("\t")[0].strip() for line in found][:2] == ["aaaa bbbb cccc", "dddd"]


def test_a_line_that_is_a_little_too_long_gives_way_to_others_that_are_little_short():
    measure = width("iiiii ii", PLAIN) - 0.3

    def ends(text):
        return texts(lines(paragraph(run(text, PLAIN)), frames=(frame(width_pt=measure),)))

    assert ends("iiiii ii xx ii iiiii") == ["iiiii", "ii xx", "ii iiiii"]
    assert ends("iiiii ii xxx xxx") == ["iiiii ii", "xxx", "xxx"]
