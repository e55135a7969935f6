import io

import pikepdf
import pytest
from PIL import Image, ImageCms

from documents.rendering import paint
from documents.rendering.document import Item, Page, PictureField
from documents.rendering.output import rasterise
from documents.rendering.paint import Press
from documents.rendering.paint.standards import PROFILE
from tests.documents.rendering.paint.designs import BLUE, RED, design, photograph, prepared, rectangle

BLEED = (9.0, 6.0, 9.0, 3.0)  # top, left, bottom, right


def bled(*items):
    everywhere = Item(id="a", paths=rectangle(-20, -20, 220, 120), fill=RED)
    return design(pages=(Page(name="1", width_pt=200, height_pt=100, bleed_pt=BLEED, items=(everywhere, *items)),))


def printed(document, values=None, quality="Print", **press):
    made, _ = paint.render(prepared(document), values or {}, quality=quality, strict=True, title="T", language="en", press=Press(**press))
    return made


def boxes(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as file:
        page = file.pages[0].obj
        return {name: [float(v) for v in page[f"/{name}Box"]] for name in ("Media", "Bleed", "Trim") if f"/{name}Box" in page}


def test_without_being_asked_the_page_is_trimmed():
    assert boxes(printed(bled())) == {"Media": [0, 0, 200, 100], "Trim": [0, 0, 200, 100]}


def test_bleed_is_shown_on_the_side_it_has():
    pdf = printed(bled(), bleed=True)

    assert boxes(pdf) == {"Media": [-6, -9, 203, 109], "Bleed": [-6, -9, 203, 109], "Trim": [0, 0, 200, 100]}
    picture = Image.open(io.BytesIO(rasterise(pdf)[0]))
    assert picture.size == (209, 118)
    assert picture.getpixel((1, 1))[1] < 60


def test_crop_marks_stand_outside_the_bleed_and_nothing_else_does():
    pdf = printed(bled(), bleed=True, marks=True)

    assert boxes(pdf)["Media"] == [-18, -21, 215, 121]
    picture = Image.open(io.BytesIO(rasterise(pdf, dpi=288)[0])).convert("L")
    assert picture.crop((0, 0, 44, 44)).getextrema() == (255, 255)  # between the marks
    along_top = [picture.getpixel((20, y)) for y in range(picture.height)]
    dark = [y for y, grey in enumerate(along_top) if grey < 200]
    assert dark[0] == pytest.approx(21 * 4, abs=2)
    assert dark[-1] == pytest.approx(121 * 4, abs=2)


def test_marks_without_bleed_cut_the_page_where_it_is_trimmed():
    pdf = printed(bled(), marks=True)

    assert boxes(pdf)["Bleed"] == [0, 0, 200, 100]
    picture = Image.open(io.BytesIO(rasterise(pdf)[0]))
    assert picture.getpixel((8, 60)) == (255, 255, 255)
    assert picture.getpixel((14, 60))[1] < 60


def test_a_file_for_the_press_keeps_the_rules_of_pdf_x_4():
    photo = Item(id="p", paths=rectangle(10, 10, 60, 60), picture=PictureField(field="Photo"))
    blue, link = (
        Item(id="b", paths=rectangle(70, 10, 90, 60), fill=BLUE),
        Item(id="l", paths=rectangle(0, 0, 9, 9), fill=RED, link="https://a.example"),
    )

    pdf = printed(bled(photo, blue, link), {"Photo": photograph()}, bleed=True, standard="PDF/X-4")

    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert not file.is_encrypted
        (intent,) = file.Root.OutputIntents
        assert intent.S == "/GTS_PDFX"
        assert str(intent.OutputConditionIdentifier) == "CGATS TR 001"
        profile = ImageCms.ImageCmsProfile(io.BytesIO(intent.DestOutputProfile.read_bytes())).profile
        assert (profile.device_class, profile.xcolor_space.strip(), int(intent.DestOutputProfile.N)) == ("prtr", "CMYK", 4)
        assert file.docinfo["/GTS_PDFXVersion"] == "PDF/X-4"
        assert file.docinfo["/Trapped"] == "/False"
        assert len(file.trailer.ID) == 2
        for page in file.pages:
            assert "/TrimBox" in page.obj
            assert "/ArtBox" not in page.obj
            assert "/Annots" not in page.obj
        kind, rgb = file.pages[0].Resources.ColorSpace.DefaultRGB
        assert (kind, int(rgb.N)) == ("/ICCBased", 3)
        metadata = file.Root.Metadata.read_bytes().decode()
        for name in ("pdfxid:GTS_PDFXVersion>PDF/X-4", "xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate", "pdf:Trapped>False"):
            assert name in metadata
        for name in ("xmpMM:DocumentID>uuid:", "xmpMM:VersionID>1", "xmpMM:RenditionClass>default", "dc:title"):
            assert name in metadata
        for forbidden in ("/AA", "/OpenAction", "/JavaScript"):
            assert forbidden not in file.Root


def test_the_same_document_for_the_press_has_the_same_bytes():
    assert printed(bled(), standard="PDF/X-4") == printed(bled(), standard="PDF/X-4")


def test_the_profile_leads_from_inks_to_colours_and_back():
    srgb = ImageCms.createProfile("sRGB")
    there = ImageCms.buildTransform(str(PROFILE), srgb, "CMYK", "RGB", renderingIntent=1)
    back = ImageCms.buildTransform(srgb, str(PROFILE), "RGB", "CMYK", renderingIntent=1)

    assert ImageCms.applyTransform(Image.new("CMYK", (1, 1), (255, 0, 0, 0)), there).getpixel((0, 0)) == (0, 174, 239)
    for colour in ((255, 255, 255), (128, 128, 128), (200, 60, 40), (40, 90, 60)):
        inks = ImageCms.applyTransform(Image.new("RGB", (1, 1), colour), back)
        assert ImageCms.applyTransform(inks, there).getpixel((0, 0)) == pytest.approx(colour, abs=6)
