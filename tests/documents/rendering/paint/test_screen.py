"""Display: every colour and picture in RGB, as PDFium shows what Print has."""

import io
import re

import pikepdf
import pytest
from PIL import Image, ImageCms

from documents.rendering import engine
from documents.rendering.document import Gradient, GradientStop, Graphic, Item, PictureField, StrokeFormat, Swatch, Transparency
from documents.rendering.fonts import FontSources
from documents.rendering.output import Output
from documents.rendering.package import Package
from documents.rendering.paint import foreign, screen
from documents.rendering.text.model import Ink
from tests.documents.rendering import form_builder
from tests.documents.rendering.paint.designs import (
    BLACK,
    GOLD,
    RED,
    SWATCHES,
    content_of,
    design,
    pdf_of,
    photograph,
    picture_of,
    rectangle,
    text_of,
)

PATH = rectangle(20, 20, 180, 80)
LAB = Swatch(name="Sky", space="Lab", values=(60, -10, -40))
INKS = [
    RED,
    GOLD,
    Ink("Color/Gold", 0.4),
    Ink("Color/Black", 0.5),
    Ink("Color/Sky"),
    Ink("Color/Registration", 0.3),
    Ink("Color/LabSpot", 0.7),
]
MORE = SWATCHES | {
    "Color/Sky": LAB,
    "Color/LabSpot": Swatch(name="LabSpot", space="Lab", values=(60, -10, -40), spot="Sky 300"),
    "Color/Registration": Swatch(name="Registration", space="CMYK", values=(100,) * 4, registration=True),
    "Color/Cyan": Swatch(name="Cyan", space="CMYK", values=(100, 0, 0, 0)),
}


def both(document, values=None):
    """Print and Display of a design."""
    return [pdf_of(document, values, quality=quality) for quality in ("Print", "Display")]


def spaces_in(pdf: bytes) -> set[str]:
    """Colour spaces of the press that anything in the file names, and operators that set its colours."""
    found = set(re.findall(rb"DeviceCMYK|Separation|/Lab\b", pdf))  # dictionaries stand in it uncompressed
    with pikepdf.open(io.BytesIO(pdf)) as file:
        for each in file.objects:
            if isinstance(each, pikepdf.Stream) and each.get("/Subtype") != "/Image":
                found |= set(re.findall(rb"(?<=\d )[kK](?=\s)", each.read_bytes()))
    return {each.decode() for each in found}


def widths_in(pdf: bytes) -> list[int]:
    """Of its pictures, in pixels."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return [int(each.Width) for each in file.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"]


@pytest.mark.parametrize("ink", INKS)
def test_a_swatch_looks_alike_in_both(ink):
    stroke = StrokeFormat(ink=ink, weight_pt=6)
    printed, shown = both(design(Item(id="r", paths=PATH, fill=ink, stroke=stroke), swatches=MORE))

    assert picture_of(shown).getpixel((100, 50)) == pytest.approx(picture_of(printed).getpixel((100, 50)), abs=1)
    assert spaces_in(printed)
    assert not spaces_in(shown)


def test_the_press_primaries_are_indesigns_on_screens():
    found = [tuple(round(255 * v) for v in screen.rgb_of(ink)) for ink in [(1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1)]]

    assert found[0] == pytest.approx((0, 174, 239), abs=1)
    assert found[1] == pytest.approx((236, 0, 140), abs=2)
    assert found[2] == pytest.approx((255, 242, 0), abs=2)
    assert found[3] == (0, 0, 0)  # where PDFium shows 35,31,32


def test_rgb_stays_as_it_is():
    [printed, shown] = both(design(Item(id="r", paths=PATH, fill=Ink("Color/Blue"))))

    assert "0 0 1 rg" in content_of(printed)
    assert "0 0 1 rg" in content_of(shown)


@pytest.mark.parametrize(
    ("kind", "ends"), [("linear", (RED, Ink("Color/Cyan"))), ("linear", (GOLD, Ink("Color/Gold", 0.1))), ("radial", (RED, BLACK))]
)
@pytest.mark.parametrize("midpoint", [50.0, 25.0])
def test_a_gradient_of_inks_looks_alike_all_along(kind, ends, midpoint):
    gradients = {"Gradient/g": Gradient(name="g", kind=kind, stops=(GradientStop(ends[0], 0, midpoint), GradientStop(ends[1], 100)))}
    stroked = StrokeFormat(ink=Ink("Gradient/g"), weight_pt=8)
    document = design(Item(id="r", paths=PATH, fill=Ink("Gradient/g"), stroke=stroked), gradients=gradients, swatches=MORE)
    printed, shown = both(document)

    for x in range(18, 182, 4):
        for y in (18, 50):
            assert picture_of(shown).getpixel((x, y)) == pytest.approx(picture_of(printed).getpixel((x, y)), abs=8)
    assert not spaces_in(shown)


def test_what_is_seen_through_is_blended_in_rgb():
    printed, shown = both(design(Item(id="r", paths=PATH, fill=RED, transparency=Transparency(opacity=0.5))))

    assert b"/S/Transparency/CS/DeviceCMYK" in printed
    assert not spaces_in(shown)
    assert picture_of(shown).getpixel((100, 50)) == pytest.approx(picture_of(printed).getpixel((100, 50)), abs=2)


def placed(data: bytes, *, ink: Ink | None = None) -> object:
    graphic = Graphic(asset="a", format="JPG", bounds=(0, 0, 160, 60), matrix=(1, 0, 0, 1, 20, 20), ink=ink, link="a.jpg")
    return design(Item(id="r", paths=PATH, graphic=graphic), assets={"a": data}, swatches=MORE)


def test_a_cmyk_picture_looks_alike():
    printed, shown = both(placed(photograph(mode="CMYK", colour=(200, 30, 120, 10), quality=95)))

    assert picture_of(shown).getpixel((100, 50)) == pytest.approx(picture_of(printed).getpixel((100, 50)), abs=3)
    assert "DeviceCMYK" in spaces_in(printed)
    assert not spaces_in(shown)


@pytest.mark.parametrize("ink", [RED, GOLD])
def test_a_grey_picture_in_a_colour_looks_alike(ink):
    printed, shown = both(placed(photograph(mode="L", colour=90, quality=95), ink=ink))

    assert picture_of(shown).getpixel((100, 50)) == pytest.approx(picture_of(printed).getpixel((100, 50)), abs=2)
    assert not spaces_in(shown)


def test_a_picture_with_another_profile_is_converted():
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    gamma = srgb.replace(b"sRGB", b"xxxx")  # the same numbers under a name that is not sRGB's: converted to themselves
    data = photograph(colour=(200, 100, 50), quality=95, icc_profile=gamma)

    assert picture_of(pdf_of(placed(data), quality="Display")).getpixel((100, 50)) == pytest.approx((200, 100, 50), abs=4)


def test_a_large_picture_has_150_ppi():
    data = photograph(1600, 600, quality=90)  # on 160 pt: 720 ppi
    sizes = []
    for pdf in both(placed_at(data, 160)):
        with pikepdf.open(io.BytesIO(pdf)) as file:
            sizes.append(
                [int(each.Width) for each in file.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"]
            )

    assert sizes == [[1600], [round(160 / 72 * 150)]]


def placed_at(data: bytes, width_pt: float) -> object:
    scale = width_pt / 1600
    graphic = Graphic(asset="a", format="JPG", bounds=(0, 0, 1600, 600), matrix=(scale, 0, 0, scale, 20, 20), link="a.jpg")
    return design(Item(id="r", paths=PATH, graphic=graphic), assets={"a": data})


def test_a_value_in_cmyk_and_a_qr_code_are_rgb_on_screens():
    items = [
        Item(id="p", paths=rectangle(0, 0, 90, 90), picture=PictureField(field="Photo", qr=False)),
        Item(id="q", paths=rectangle(100, 0, 190, 90), picture=PictureField(field="Code", qr=True)),
    ]
    values = {"Photo": photograph(mode="CMYK", colour=(200, 30, 120, 10)), "Code": "https://example.com"}
    printed, shown = both(design(*items), values)

    assert {"DeviceCMYK", "k"} <= spaces_in(printed)
    assert not spaces_in(shown)


def test_a_picture_is_converted_in_bands_without_a_seam(monkeypatch):
    image = Image.new("CMYK", (50, 40), (255, 0, 0, 0))
    image.paste((0, 255, 0, 0), (20, 0, 50, 40))
    whole = screen.picture(image)
    monkeypatch.setattr(screen, "BAND_PX", 350)

    assert screen.picture(image).tobytes() == whole.tobytes()


def inks_and_picture(pdf: pikepdf.Pdf, *, size: tuple[int, int] = (40, 20), nested: int = 1) -> pikepdf.Object:
    """A form with a surface in CMYK and a picture of four inks, in so many forms within forms."""
    name, (width, height) = pikepdf.Name, size
    picture = pdf.make_stream(bytes([200, 30, 120, 10]) * (width * height), Type=name.XObject, Subtype=name.Image)
    picture.Width, picture.Height, picture.BitsPerComponent, picture.ColorSpace = width, height, 8, name.DeviceCMYK
    content, drawn = b"0 1 1 0 k 0 0 80 60 re f q 80 0 0 60 80 0 cm /X Do Q", picture
    for _ in range(nested):
        form = pdf.make_stream(content, Type=name.XObject, Subtype=name.Form, BBox=[0, 0, 160, 60])
        form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=drawn))
        content, drawn = b"/X Do", form
    return drawn


def brochure_page(*, size: tuple[int, int] = (40, 20), nested: int = 1) -> bytes:
    """A designer's PDF."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(160, 60))
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=inks_and_picture(pdf, size=size, nested=nested)))
    page.Contents = pdf.make_stream(b"/X Do")
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def with_page(data: bytes) -> object:
    graphic = Graphic(asset="a", format="PDF", bounds=(0, 0, 160, 60), matrix=(1, 0, 0, 1, 20, 20), link="a.pdf")
    return design(Item(id="r", paths=PATH, graphic=graphic), assets={"a": data})


@pytest.mark.parametrize("nested", [1, 3])
def test_a_placed_page_looks_alike(nested):
    printed, shown = both(with_page(brochure_page(nested=nested)))

    for x in (40, 150):
        assert picture_of(shown).getpixel((x, 50)) == pytest.approx(picture_of(printed).getpixel((x, 50)), abs=2)
    assert {"DeviceCMYK", "k"} <= spaces_in(printed)
    assert not spaces_in(shown)


def test_a_placed_pages_pictures_have_150_ppi():
    data = brochure_page(size=(800, 600))  # on 80 pt: 720 ppi

    assert [widths_in(pdf) for pdf in both(with_page(data))] == [[800], [round(800 * 150 / 720)]]


def test_a_page_that_draws_itself_without_end_is_left_as_it_is():
    with pikepdf.open(io.BytesIO(brochure_page())) as pdf:
        form = pdf.pages[0].Resources.XObject.X
        form.Resources.XObject["/X"] = form
        form.write(b"0 1 1 0 k " + b"/X Do " * 50)

        foreign.for_screens(pdf)

        assert form.read_bytes().count(b"/X Do") == 50


def test_a_pdf_form_looks_alike_and_has_150_ppi_too():
    with pikepdf.open(io.BytesIO(form_builder.build_form([form_builder.text("Name")]))) as pdf:
        pdf.pages[0].Resources.XObject = pikepdf.Dictionary(X=inks_and_picture(pdf, size=(800, 600)))
        pdf.pages[0].contents_add(b"\n1 0 0 1 100 100 cm /X Do", prepend=False)
        out = io.BytesIO()
        pdf.save(out)
    form = engine.prepare(Package(kind="pdf", name="f.pdf", design=out.getvalue()), fonts=FontSources())
    printed, shown = (engine.render(form, {"Name": "Anna"}, Output(quality=quality))[0].content for quality in ("Print", "Display"))

    assert {"DeviceCMYK", "k"} <= spaces_in(printed)
    assert not spaces_in(shown)
    assert [widths_in(pdf) for pdf in (printed, shown)] == [[800], [round(800 * 150 / 720)]]
    for x in (120, 220):
        assert picture_of(shown).getpixel((x, 842 - 130)) == pytest.approx(picture_of(printed).getpixel((x, 842 - 130)), abs=2)
    assert "Anna" in text_of(shown)
    assert "Anna" in text_of(printed)
