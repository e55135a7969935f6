from documents.rendering.fonts import FontLibrary, FontSources
from documents.rendering.paint import glyphs
from documents.rendering.paint.embedding import Metrics, UsedFont
from documents.rendering.paint.glyphs import InkOperators, Pen, ink_key
from documents.rendering.text.model import Area, CharacterFormat, GlyphRun, Ink, Line, PlacedObject, Stroke

BLACK, RED = Ink("Color/Black"), Ink("Color/Red")
INKS = InkOperators({ink_key(BLACK): "0 g\n", ink_key(RED): "1 0 0 rg\n"}, {ink_key(BLACK): "0 G\n", ink_key(RED): "1 0 0 RG\n"})
LIBRARY = FontLibrary({}, FontSources())
DEJAVU = LIBRARY.find("DejaVu Sans", "Book")


def used_font():
    return UsedFont(Metrics(LIBRARY.face(DEJAVU.key)), name="F0")


def run_of(text, *, clusters=None, offsets=None, extra=0.0, **look):
    face = LIBRARY.face(DEJAVU.key)
    found = [face.glyph(ord(c)) for c in text]
    advances = [face.advance(g) * 10 + extra for g in found]
    return GlyphRun(
        font=DEJAVU.key,
        format=CharacterFormat(family="DejaVu Sans", style="Book", size_pt=10, **look),
        size_pt=10,
        x_pt=5,
        baseline_pt=20,
        glyphs=found,
        advances_pt=advances,
        offsets_pt=offsets,
        clusters=clusters or list(text),
    )


def painted(*runs, used=None, **line):
    used = used or used_font()
    made = Line(baseline_pt=20, left_pt=5, width_pt=100, runs=list(runs), **line)
    return glyphs.paint([made], Pen(lambda key: used, INKS))


def test_a_run_is_one_array_with_its_matrix():
    text = painted(run_of("Hello"))
    assert "/F0 10 Tf 1 0 0 -1 5 20 Tm" in text
    assert text.count("TJ") == 1
    assert "ActualText" not in text


def test_glyphs_lie_where_the_composer_put_them():
    """Tracking of 1 pt is 100 thousandths of a 10 pt em, towards the left in TJ's count."""
    text = painted(run_of("ab", extra=1.0))
    (number,) = [float(part) for part in text.split("[")[1].split("]")[0].replace(">", "> ").replace("<", " <").split() if part[0] != "<"]
    assert abs(number + 100) < 0.5


def test_tracking_is_the_reader_s_own_letter_spacing_and_ends_with_its_run():
    text = painted(run_of("ab", extra=1.0, tracking=100), run_of("c"))

    assert text.count("1 Tc") == text.count("0 Tc") == 1
    assert text.index("1 Tc") < text.index("TJ") < text.index("0 Tc") < text.rindex("TJ")
    gaps = [float(part) for part in text.split("[")[1].split("]")[0].split() if "<" not in part]
    assert all(abs(gap) < 1 for gap in gaps)


def test_a_ligature_stands_for_all_its_letters_in_the_map():
    used = used_font()
    painted(run_of("f", clusters=["ffi"]), used=used)
    assert list(used.texts.values()) == ["ffi"]


def test_a_glyph_that_shows_two_things_says_so_by_actual_text():
    text = painted(run_of("A"), run_of("A", clusters=["Α"]))  # Latin A, Greek Alpha
    assert text.count("/Span<</ActualText<FEFF0391>>>BDC") == 1


def test_several_glyphs_of_one_character_are_one_span():
    text = painted(run_of("a`", clusters=["à", ""]))
    assert "/Span<</ActualText<FEFF00E0>>>BDC" in text
    assert text.count("EMC") == 1


def test_raised_marks_move_by_text_rise_and_come_back():
    text = painted(run_of("abc", offsets=[(0, 0), (0, 3.5), (0, 0)]))
    assert "3.5 Ts" in text
    assert text.index("3.5 Ts") < text.rindex("0 Ts")


def test_skew_and_scales_are_in_the_matrix():
    assert "/F0 10 Tf 0.9 0 0.364 -1 5 20 Tm" in painted(run_of("a", horizontal_scale=0.9, skew_deg=20))


def test_outlined_text_is_stroked_and_invisible_text_stays_text():
    outlined = painted(run_of("a", fill=Ink("Swatch/None"), stroke=RED, stroke_weight_pt=0.5))
    assert "1 0 0 RG\n0.5 w 0 j 4 M\n1 Tr" in outlined
    assert "3 Tr" in painted(run_of("a", fill=Ink("Swatch/None")))


def test_a_stroke_in_the_middle_of_the_outline_lies_over_the_letter():
    text = painted(run_of("a", stroke=RED, stroke_weight_pt=0.5, stroke_outside=False, stroke_join="round"))

    assert "0.5 w 1 j 4 M\n2 Tr" in text
    assert text.count("TJ") == 1


def test_a_stroke_outside_of_the_outline_is_twice_as_wide_under_the_letter():
    text = painted(run_of("a", stroke=RED, stroke_weight_pt=0.5, stroke_outside=True, stroke_join="bevel", stroke_miter_limit=2.0))

    stroked, filled = text.index("1 w 2 j 2 M\n1 Tr"), text.index("0 Tr")
    assert stroked < text.index("TJ") < filled < text.rindex("TJ")


def test_shading_lies_under_rules_under_text_under_underlines():
    text = painted(
        run_of("a"),
        areas=[Area(x_pt=0, y_pt=0, width_pt=9, height_pt=9, ink=RED)],
        strokes=[
            Stroke(x_pt=1, y_pt=2, width_pt=3, weight_pt=0.5, ink=BLACK),
            Stroke(x_pt=4, y_pt=5, width_pt=6, weight_pt=1, ink=RED, under_text=True),
        ],
    )
    order = [text.index(part) for part in ("0 0 9 9 re f", "4 5 m 10 5 l S", "BT", "1 2 m 4 2 l S")]
    assert order == sorted(order)


def test_an_anchored_object_is_drawn_at_pen_and_baseline():
    line = Line(baseline_pt=20, left_pt=5, width_pt=100, runs=[], objects=[PlacedObject("o", 7, 20)])
    text = glyphs.paint([line], Pen(lambda key: used_font(), INKS), anchored={"o": "/X0 Do "})
    assert text == "q 1 0 0 1 7 20 cm /X0 Do Q\n"


def test_a_run_painted_before_is_painted_the_same():
    runs = glyphs.Runs()
    line = Line(baseline_pt=20, left_pt=5, width_pt=100, runs=[run_of("Hello")])
    first, again = (glyphs.paint([line], Pen(lambda key: used_font(), INKS, runs=runs)) for _ in range(2))
    assert first == again
