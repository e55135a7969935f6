import io

import pikepdf
import pytest
from PIL import Image, ImageCms

from documents.rendering import paint
from documents.rendering.document import Effect, Graphic, Item, Page, PictureField, Transparency
from documents.rendering.output import rasterise
from documents.rendering.paint import Press
from documents.rendering.paint.standards import PROFILE
from documents.rendering.text.model import CharacterFormat, FrameBox, Paragraph, ParagraphFormat, Run, Story
from tests.documents.rendering.paint import pdf_x4
from tests.documents.rendering.paint.designs import BLACK, BLUE, GOLD, RED, design, photograph, prepared, rectangle

SHADOW = Effect(kind="drop-shadow", values={"Opacity": 75.0, "Size": 5.0, "XOffset": 3.0, "YOffset": 3.0})
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


def test_marks_stand_outside_the_bleed():
    pdf = printed(bled(), bleed=True, marks=True)

    assert boxes(pdf)["Media"] == [-18, -21, 215, 121]
    picture = Image.open(io.BytesIO(rasterise(pdf, dpi=288)[0])).convert("L")
    along_left = [picture.getpixel((4, y)) for y in range(picture.height)]
    dark = [y / 4 for y, grey in enumerate(along_left) if grey < 200]
    assert dark[0] == pytest.approx(12, abs=0.5)  # the bleed's upper edge, 12 pt below the sheet's
    assert [any(abs(y - mark) < 0.5 for y in dark) for mark in (21, 121, 130)] == [True] * 3  # trimmed page, and the bleed's lower edge


def test_registration_targets_stand_in_the_middle_of_each_side():
    picture = Image.open(io.BytesIO(rasterise(printed(bled(), bleed=True, marks=True), dpi=288)[0])).convert("L")

    for x, y in ((118, 6), (118, 136), (6, 71), (227, 71)):  # of a sheet of 233 x 142 pt
        part = picture.crop((4 * x - 16, 4 * y - 16, 4 * x + 16, 4 * y + 16))
        assert part.getextrema()[0] < 120
        assert part.getpixel((16, 16)) < 160


def test_colour_bars_show_the_inks_and_their_steps():
    picture = Image.open(io.BytesIO(rasterise(printed(bled(), bleed=True, marks=True), dpi=144)[0]))

    row = [picture.getpixel((x, 12)) for x in range(picture.width)]
    assert any(pixel[0] < 30 and pixel[2] > 200 for pixel in row)  # cyan
    assert any(pixel[0] > 240 and pixel[2] < 20 for pixel in row)  # yellow
    greys = {pixel[0] for pixel in row if max(pixel) - min(pixel) < 8}
    assert len(greys) > 6


def test_the_sheet_says_which_page_it_is_without_a_font():
    pdf = printed(bled(), bleed=True, marks=True)

    picture = Image.open(io.BytesIO(rasterise(pdf, dpi=288)[0])).convert("L")
    assert picture.crop((4 * 12, 4 * 131, 4 * 40, 4 * 142)).getextrema()[0] < 120
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert not [each for each in file.objects if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font"]


def test_marks_without_bleed_cut_the_page_where_it_is_trimmed():
    pdf = printed(bled(), marks=True)

    assert boxes(pdf)["Bleed"] == [0, 0, 200, 100]
    picture = Image.open(io.BytesIO(rasterise(pdf)[0]))
    assert picture.getpixel((8, 40)) == (255, 255, 255)
    assert picture.getpixel((14, 60))[1] < 60


def test_a_file_for_the_press_keeps_the_rules_of_pdf_x_4():
    look = CharacterFormat(family="DejaVu Sans", style="Book", size_pt=8, fill=BLACK)
    runs = (Run(format=look, text="<<Name>>", field="Name"), Run(format=look, text=" a link", link="https://a.example"))
    story = Story(id="s", paragraphs=(Paragraph(format=ParagraphFormat(), runs=runs, end=look),), frames=("f",))
    items = (
        Item(id="a", paths=rectangle(-20, -20, 220, 120), fill=GOLD),
        Item(id="p", paths=rectangle(10, 10, 60, 60), picture=PictureField(field="Photo")),
        Item(id="b", paths=rectangle(70, 10, 90, 60), fill=BLUE, transparency=Transparency(opacity=0.5, effects=(SHADOW,))),
        Item(id="l", paths=rectangle(0, 0, 9, 9), fill=RED, link="https://a.example"),
        Item(id="f", kind="text-frame", paths=rectangle(100, 10, 190, 60), frame="f"),
    )
    frame = FrameBox(id="f", name="f", left_pt=100, top_pt=10, width_pt=90, height_pt=50)
    page = Page(name="1", width_pt=200, height_pt=100, bleed_pt=BLEED, items=items)
    document = design(pages=(page,), frames={"f": frame}, stories=(story,))
    values = {"Photo": photograph(kind="PNG", mode="RGBA", colour=(255, 0, 0, 128)), "Name": "Łukasz"}

    for options in ({}, {"bleed": True}, {"bleed": True, "marks": True}):
        with pikepdf.open(io.BytesIO(printed(document, values, standard="PDF/X-4", **options))) as file:
            for rule in pdf_x4.RULES:
                rule(file)


def test_a_design_that_blends_in_rgb_says_which():
    seen_through = Item(id="b", paths=rectangle(70, 10, 90, 60), fill=BLUE, transparency=Transparency(opacity=0.5))
    with pikepdf.open(io.BytesIO(printed(design(seen_through, blending_space="RGB"), standard="PDF/X-4"))) as file:
        for rule in pdf_x4.RULES:
            rule(file)


def test_a_file_for_the_press_has_a_title_even_if_the_design_has_none():
    made, _ = paint.render(prepared(bled()), {}, quality="Print", strict=True, title="", language="en", press=Press(standard="PDF/X-4"))
    with pikepdf.open(io.BytesIO(made)) as file:
        pdf_x4.the_file_says_what_it_is_and_when_it_was_made(file)
        assert str(file.docinfo["/Title"]) == "Untitled"


def test_a_file_for_the_press_is_not_tagged_since_its_links_are_gone():
    with pikepdf.open(io.BytesIO(printed(bled(), standard="PDF/X-4"))) as file:
        assert not {"/StructTreeRoot", "/MarkInfo"} & set(file.Root.keys())


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


def placed_page():
    """A page in device RGB: its group, its operators, and those of a form on it."""
    pdf = pikepdf.Pdf.new()
    page = pdf.add_blank_page(page_size=(40, 20))
    form = pikepdf.Stream(pdf, b"0 0 1 rg 0 0 20 20 re f")
    form.Type, form.Subtype, form.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, pikepdf.Array([0, 0, 40, 20])
    form.Resources = pikepdf.Dictionary()
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
    page.obj.Group = pikepdf.Dictionary(S=pikepdf.Name.Transparency, CS=pikepdf.Name.DeviceRGB)
    page.Contents = pikepdf.Stream(pdf, b"1 0 0 rg 0 0 40 20 re f /F Do")
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def test_a_placed_page_keeps_the_rules_as_far_as_its_colours_go():
    graphic = Graphic(asset="a", link="a.pdf", format="PDF", bounds=(0, 0, 40, 20), matrix=(2, 0, 0, 2, 20, 20))
    document = design(Item(id="p", paths=rectangle(20, 20, 100, 60), graphic=graphic), assets={"a": placed_page()})

    pdf = printed(document, standard="PDF/X-4")

    with pikepdf.open(io.BytesIO(pdf)) as file:
        for rule in pdf_x4.RULES:
            rule(file)
        forms = [each for each in file.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Form"]
        assert [form.Resources.ColorSpace.DefaultRGB[0] for form in forms] == ["/ICCBased"] * 2
    picture = Image.open(io.BytesIO(rasterise(pdf)[0]))
    assert picture.getpixel((40, 40)) == pytest.approx((0, 0, 255), abs=3)
    assert picture.getpixel((80, 40)) == pytest.approx((255, 0, 0), abs=3)
