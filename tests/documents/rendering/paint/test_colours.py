import io

import pikepdf
import pytest

from documents.rendering import paint
from documents.rendering.document import Gradient, GradientStop, GradientVector, Item, StrokeFormat, Swatch, Transparency
from documents.rendering.fonts import FontLibrary, FontSources
from documents.rendering.text.model import Ink
from tests.documents.rendering.paint.designs import BLACK, BLUE, GOLD, RED, SWATCHES, content_of, design, pdf_of, picture_of, rectangle

PATH = rectangle(20, 20, 180, 80)


@pytest.mark.parametrize(
    ("ink", "operators"),
    [
        (RED, "0 1 1 0 k"),
        (BLUE, "0 0 1 rg"),
        (Ink("Color/Paper"), "0 0 0 0 k"),
        (Ink("Color/Black", 0.2), "0 0 0 0.2 k"),
        (GOLD, "/C0 cs 1 scn"),
        (Ink("Color/Gold", 0.5), "/C0 cs 0.5 scn"),
    ],
)
def test_a_swatch_keeps_its_own_space(ink, operators):
    assert operators in content_of(pdf_of(design(Item(id="r", paths=PATH, fill=ink))))


def test_a_spot_colour_is_a_separation_with_its_name():
    pdf = pdf_of(design(Item(id="r", paths=PATH, fill=GOLD)))
    assert b"[/Separation/Gold/DeviceCMYK" in pdf


def test_registration_is_the_colour_of_all_plates():
    swatches = SWATCHES | {"Color/Registration": Swatch(name="Registration", space="CMYK", values=(100,) * 4, registration=True)}
    pdf = pdf_of(design(Item(id="r", paths=PATH, fill=Ink("Color/Registration")), swatches=swatches))
    assert b"[/Separation/All/DeviceCMYK" in pdf


def test_none_paints_nothing():
    picture = picture_of(pdf_of(design(Item(id="r", paths=PATH, fill=Ink("Swatch/None"), stroke=StrokeFormat(ink=Ink("Swatch/None"))))))
    assert picture.getcolors() == [(200 * 100, (255, 255, 255))]


def test_black_overprints_and_its_tints_do_not():
    assert b"/op true" in pdf_of(design(Item(id="r", paths=PATH, fill=BLACK)))
    assert b"/op true" not in pdf_of(design(Item(id="r", paths=PATH, fill=Ink("Color/Black", 0.5))))


def gradient(kind="linear", midpoint=50.0):
    stops = (GradientStop(Ink("Color/Green"), 0, midpoint), GradientStop(BLUE, 100))
    swatches = SWATCHES | {"Color/Green": Swatch(name="Green", space="RGB", values=(0, 255, 0))}
    return {"gradients": {"Gradient/g": Gradient(name="g", kind=kind, stops=stops)}, "swatches": swatches}


def test_a_linear_gradient_runs_over_the_width_of_its_box():
    picture = picture_of(pdf_of(design(Item(id="r", paths=PATH, fill=Ink("Gradient/g")), **gradient())))
    assert picture.getpixel((100, 50)) == pytest.approx((0, 127, 128), abs=3)
    assert picture.getpixel((22, 50))[1] > 245
    assert picture.getpixel((177, 50))[2] > 245


def test_a_gradient_follows_its_angle():
    item = Item(id="r", paths=PATH, fill=Ink("Gradient/g"), fill_vector=GradientVector((20, 80), 60, 90))
    picture = picture_of(pdf_of(design(item, **gradient())))
    assert picture.getpixel((100, 78))[1] > 240
    assert picture.getpixel((100, 22))[2] > 240


def test_a_gradient_strokes_too():
    item = Item(id="r", paths=PATH, stroke=StrokeFormat(ink=Ink("Gradient/g"), weight_pt=10))
    picture = picture_of(pdf_of(design(item, **gradient())))
    assert picture.getpixel((18, 50))[1] > 240
    assert picture.getpixel((181, 50))[2] > 240


def test_opacity_makes_one_picture_of_fill_and_stroke():
    look = Transparency(opacity=0.5)
    item = Item(id="r", paths=PATH, fill=BLUE, stroke=StrokeFormat(ink=BLUE, weight_pt=20), transparency=look)
    pdf = pdf_of(design(item))
    picture = picture_of(pdf)
    assert picture.getpixel((25, 50)) == picture.getpixel((100, 50)) == pytest.approx((128, 128, 255), abs=2)
    assert b"/Group<</S/Transparency/CS/DeviceCMYK>>" in pdf


def test_a_page_without_transparency_has_no_group():
    assert b"/Group" not in pdf_of(design(Item(id="r", paths=PATH, fill=RED)))


def mixed(*parts):
    black = Swatch(name="Black", space="CMYK", values=(0, 0, 0, 100))
    swatches = SWATCHES | {"Ink/Black": black, "MixedInk/m": Swatch(name="m", space="CMYK", mixed=parts)}
    return design(Item(id="r", paths=PATH, fill=Ink("MixedInk/m", 0.5)), swatches=swatches)


def test_a_mixed_ink_prints_each_of_its_inks():
    pdf = pdf_of(mixed(("Color/Gold", 0.8), ("Ink/Black", 0.4)))

    assert "/C0 cs 0.4 0.2 scn" in content_of(pdf)
    assert b"[/DeviceN[/Gold/Black]/DeviceCMYK" in pdf
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert file.pages[0].Resources.ColorSpace.C0[4].Colorants.Gold[0] == "/Separation"


def test_a_mixed_ink_looks_like_its_inks_over_each_other():
    document = mixed(("Color/Gold", 0.8), ("Ink/Black", 0.4))
    alike = design(Item(id="r", paths=PATH, fill=Ink("Color/m")), swatches=SWATCHES | {"Color/m": AS_GOLD_AND_BLACK})
    for quality in ("Print", "Display"):
        shown, expected = (picture_of(pdf_of(each, quality=quality)).getpixel((100, 50)) for each in (document, alike))
        assert shown == pytest.approx(expected, abs=2)


# 40 % of (0, 20, 60, 20) and 20 % of black.
AS_GOLD_AND_BLACK = Swatch(name="m", space="CMYK", values=(0, 8, 24, 100 - 92 * 0.8))


def test_spot_colours_overprint_whatever_they_look_like_on_screens():
    lab = Swatch(name="L", space="Lab", values=(50, 60, 30), spot="PANTONE L")
    item = Item(id="r", paths=PATH, fill=Ink("Color/L", 1.0, True))
    assert b"/op true/OP true" in pdf_of(design(item, swatches=SWATCHES | {"Color/L": lab}))


def test_a_gap_that_overprints_leaves_the_stroke_as_it_is():
    stroke = StrokeFormat(ink=RED, weight_pt=6, type="dashed", dashes=(9, 9), gap_ink=BLACK)
    content = content_of(pdf_of(design(Item(id="r", paths=PATH, stroke=stroke))))
    assert content.index("Q\n", content.index("0 0 0 1 K")) < content.index("0 1 1 0 K")


@pytest.mark.parametrize(
    ("ink", "told"),
    [
        (Ink("Color/Paper", 1.0, True), ["overprint"]),
        (Ink("Color/Red", 0.0, True), ["overprint"]),
        (Ink("Color/Paper"), []),
        (Ink("Color/Red", 1.0, True), []),
    ],
)
def test_white_that_overprints_is_told(ink, told):
    document = design(Item(id="r", paths=PATH, fill=ink))
    findings = paint.prepare(document, FontLibrary({}, FontSources()))[1]
    assert [finding.code for finding in findings] == told
    assert all(finding.pages == ("1",) and finding.locations for finding in findings)
