import io

import pikepdf
import pytest

from documents.rendering.curves import bounds
from documents.rendering.document import Corner, Item, StrokeFormat, StrokeStyle
from documents.rendering.paint import outline, strokes
from documents.rendering.paint.geometry import polygon
from tests.documents.rendering.paint.designs import BLACK, GOLD, RED, WHITE, content_of, design, oval, pdf_of, picture_of, rectangle


def stroked(*ends, **stroke):
    """A line from end to end."""
    return Item(id="l", kind="line", paths=(polygon(ends, closed=False),), stroke=StrokeFormat(**stroke))


@pytest.mark.parametrize(("alignment", "left", "right"), [("inside", 40, 64), ("center", 28, 52), ("outside", 16, 40)])
def test_a_stroke_lies_where_its_alignment_says(alignment, left, right):
    item = Item(id="r", paths=rectangle(40, 40, 160, 90), stroke=StrokeFormat(ink=RED, weight_pt=24, alignment=alignment))
    picture = picture_of(pdf_of(design(item, height_pt=130)))
    assert picture.getpixel((left, 65)) != (255, 255, 255)
    assert picture.getpixel((right - 1, 65)) != (255, 255, 255)
    assert picture.getpixel((left - 1, 65)) == picture.getpixel((right, 65)) == (255, 255, 255)


def test_an_outside_stroke_of_a_hole_goes_into_the_hole():
    hole = polygon([(80, 30), (120, 30), (120, 70), (80, 70)])  # the other way round than the outline
    item = Item(
        id="r", paths=(*rectangle(20, 10, 180, 90), hole), fill=RED, stroke=StrokeFormat(ink=BLACK, weight_pt=8, alignment="outside")
    )
    picture = picture_of(pdf_of(design(item)))
    assert picture.getpixel((100, 50)) == (255, 255, 255)
    assert picture.getpixel((84, 50)) == picture.getpixel((16, 50)) == (35, 31, 32)
    assert picture.getpixel((77, 50)) == picture.getpixel((23, 50)) != (35, 31, 32)


def test_the_offset_of_an_oval_is_a_larger_oval():
    box = bounds(outline.offset(oval(50, 50, 20), 5))
    assert box == pytest.approx((25, 25, 75, 75), abs=0.02)


def test_compound_paths_of_one_direction_have_no_hole():
    item = Item(id="r", paths=(*rectangle(20, 10, 180, 90), *rectangle(80, 30, 120, 70)), fill=RED)
    picture = picture_of(pdf_of(design(item)))
    assert picture.getpixel((100, 50)) == picture.getpixel((30, 50))


def test_rounded_corners_are_arcs_of_their_radius():
    corners = (Corner("RoundedCorner", 12), Corner(), Corner(), Corner())
    (path,) = outline.with_corners(Item(id="r", paths=rectangle(0, 0, 100, 50), corners=corners))
    start = path.anchors[0]
    assert len(path.anchors) == 5
    assert (start.x, start.y, path.anchors[1].x, path.anchors[1].y) == pytest.approx((12, 0, 0, 12))
    assert start.right_x == pytest.approx(12 * 0.4477)


def test_a_corner_is_never_larger_than_half_its_side():
    corners = (Corner("BevelCorner", 500),) * 4
    (path,) = outline.with_corners(Item(id="r", paths=rectangle(0, 0, 100, 50), corners=corners))
    assert (path.anchors[0].x, path.anchors[0].y) == (25, 0)


@pytest.mark.parametrize(("length", "dash"), [(800, 12.1212), (300, 12.5)])
def test_dashes_are_fitted_to_each_segment(length, dash):
    line = polygon([(0, 0), (length, 0)], closed=False)
    stroke = StrokeFormat(ink=BLACK, dashes=(12, 12), corner_adjustment="dashes-and-gaps")
    text = strokes.operators([line], stroke, StrokeStyle(name="d", kind="dashed"), colour="", fill="", gap="")
    assert f"[{dash:g} {dash:g}] {dash / 2:.4f} d".replace(".0606", ".0606") in text or f"[{dash:g} {dash:g}] {dash / 2:g} d" in text


def test_dots_have_three_weights_of_pitch_and_one_on_every_end():
    line = polygon([(0, 0), (293.6, 0)], closed=False)
    text = strokes.operators([line], StrokeFormat(ink=BLACK), StrokeStyle(name="d", kind="dotted"), colour="", fill="", gap="")
    assert "[0 2.9959] 0 d" in text
    assert "293.6 0 m 293.6 0 l S" in text


def test_the_gap_colour_lies_under_the_dashes():
    item = stroked((10, 50), (190, 50), ink=RED, weight_pt=6, type="dotted", gap_ink=GOLD)
    text = content_of(pdf_of(design(item)))
    assert text.index("/C0 CS 1 SCN") < text.index("0 1 1 0 K")


def test_a_line_stops_before_its_arrowhead_and_the_head_reaches_the_end():
    item = stroked((20, 50), (180, 50), ink=BLACK, weight_pt=1.5, start_end="SimpleArrowHead", end_end="TriangleWideArrowHead")
    text = content_of(pdf_of(design(item)))
    assert "22.1929 50 m" in text  # 1.462 weights
    assert "-1 0 0 -1 20 50 cm" in text.replace("-0 ", "0 ")
    assert picture_of(pdf_of(design(item))).getpixel((178, 50)) != (255, 255, 255)


def test_line_ends_outside_begin_where_the_line_ends():
    item = stroked((20, 50), (150, 50), ink=BLACK, weight_pt=4, end_end="TriangleArrowHead", ends_outside=True)

    picture = picture_of(pdf_of(design(item)))

    assert picture.getpixel((144, 53)) == picture.getpixel((175, 50)) == WHITE
    assert [picture.getpixel(at)[0] < 128 for at in ((22, 50), (152, 53), (160, 50))] == [True, True, True]


def test_striped_strokes_leave_gaps():
    item = stroked((0, 50), (200, 50), ink=BLACK, weight_pt=16, type="triple")
    picture = picture_of(pdf_of(design(item)))
    assert [picture.getpixel((100, y))[0] < 128 for y in (43, 47, 50, 53, 56)] == [True, False, True, False, True]


def test_dashes_of_a_style_have_its_ends():
    dots = StrokeStyle(name="Dots", kind="dashed", pattern=(0, 20), cap="round", corner_adjustment="none")
    item = stroked((20, 50), (180, 50), ink=BLACK, weight_pt=8, type="dots")

    picture = picture_of(pdf_of(design(item, stroke_styles={"dots": dots})))

    assert [picture.getpixel((x, 50))[0] < 128 for x in (22, 30, 42, 50)] == [True, False, True, False]


def test_dashes_in_weights_grow_with_the_stroke():
    style = StrokeStyle(name="4x4", kind="dashed", dashes_in_weights=(4, 4))
    line = polygon([(0, 0), (100, 0)], closed=False)

    drawn = strokes.operators([line], StrokeFormat(ink=BLACK, weight_pt=2.5), style, colour="", fill="", gap="")

    assert "[10 10] 0 d" in drawn


def test_what_is_too_fine_to_see_is_drawn_solid():
    line = polygon([(0, 0), (14400, 0)], closed=False)
    stroke = StrokeFormat(ink=BLACK, dashes=(0.001, 0.001), corner_adjustment="dashes-and-gaps")
    text = strokes.operators([line], stroke, StrokeStyle(name="d", kind="dashed"), colour="", fill="", gap="")
    assert " d\n" not in text


def test_a_link_becomes_an_annotation_over_its_item():
    pdf = pdf_of(design(Item(id="r", paths=rectangle(20, 10, 80, 40), fill=RED, link="https://example.org/a(b)")))
    with pikepdf.open(io.BytesIO(pdf)) as file:
        (annotation,) = file.pages[0].Annots
        assert [float(v) for v in annotation.Rect] == [20, 60, 80, 90]
        assert str(annotation.A.URI) == "https://example.org/a(b)"


@pytest.mark.parametrize("kind", ["straight-hash", "left-slant-hash", "right-slant-hash", "diamond", "wavy"])
def test_a_figure_repeats_along_the_stroke_and_leaves_gaps_within_its_weight(kind):
    styles = {"figures": StrokeStyle(name="figures", kind=kind)}
    line = stroked((20, 50), (180, 50), ink=BLACK, weight_pt=16, type="figures")
    picture = picture_of(pdf_of(design(line, stroke_styles=styles)), dpi=144).convert("L")

    box = picture.point(lambda grey: 255 if grey < 200 else 0).getbbox()
    assert box[1] == pytest.approx(84, abs=2)
    assert box[3] == pytest.approx(116, abs=2)
    row = [picture.getpixel((x, 88)) < 128 for x in range(40, 360)]
    drawn = sum(row[1:][at] and not row[at] for at in range(len(row) - 1))
    assert drawn == pytest.approx(160 / (32 if kind == "wavy" else 16), abs=1)


def test_the_gap_colour_lies_under_figures():
    styles = {"figures": StrokeStyle(name="figures", kind="diamond")}
    stroke = StrokeFormat(ink=BLACK, weight_pt=16, type="figures", gap_ink=RED)
    picture = picture_of(pdf_of(design(Item(id="o", paths=oval(100, 50, 40), stroke=stroke), stroke_styles=styles)), dpi=144)

    colours = {picture.getpixel((x, 100)) for x in range(110, 130)}
    assert any(r > 150 and g < 90 for r, g, _ in colours)


@pytest.mark.parametrize(("adjusted", "dash", "gap"), [("dashes", 12.333, 4), ("gaps", 12, 4.333), ("dashes-and-gaps", 12.25, 4.0833)])
def test_dashes_gaps_or_both_are_fitted(adjusted, dash, gap):
    stroke = StrokeFormat(ink=BLACK, type="dashed", dashes=(12, 4), corner_adjustment=adjusted)
    line = Item(id="l", paths=(polygon([(0, 0), (98, 0)], closed=False),), stroke=stroke)
    found = content_of(pdf_of(design(line))).split("[", 1)[1].split("]", 1)[0].split()
    assert [float(part) for part in found[:2]] == pytest.approx([dash, gap], abs=0.001)


def test_a_pattern_of_several_dashes_is_fitted_as_a_whole():
    stroke = StrokeFormat(ink=BLACK, type="dashed", dashes=(8, 2, 2, 2), corner_adjustment="dashes-and-gaps")
    line = Item(id="l", paths=(polygon([(0, 0), (98, 0)], closed=False),), stroke=stroke)
    assert "[8 2 2 2] 4 d" in content_of(pdf_of(design(line)))


@pytest.mark.parametrize("kind", ["diamond", "wavy"])
def test_figures_too_fine_to_see_are_drawn_solid(kind):
    styles = {"figures": StrokeStyle(name="figures", kind=kind)}
    line = stroked((20, 50), (180, 50), ink=BLACK, weight_pt=0.01, type="figures")
    assert "l S" in content_of(pdf_of(design(line, stroke_styles=styles))).replace("\n", " ")
