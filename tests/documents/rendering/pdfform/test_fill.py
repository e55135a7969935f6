"""Filled forms: what can be read in them, what they look like, and what fails."""

import io
from concurrent.futures import ThreadPoolExecutor

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, String
from PIL import Image

from documents.rendering import engine
from documents.rendering.fonts import FontSources
from documents.rendering.fonts.fallbacks import order
from documents.rendering.output import Output
from documents.rendering.package import Package
from documents.rendering.pdfform import fill, prepare
from personalia_site.errors import MissingAsset, MissingFont, RenderFailed, TextOverflow
from tests.documents.rendering.form_builder import (
    COMB,
    MULTILINE,
    build_form,
    check,
    combo,
    image_button,
    radio,
    script_format,
    text,
)  # fmt: skip
from tests.documents.rendering.paint.test_colour_glyphs import colour_font

STRICT = Output()
LENIENT = Output(strict=False)


def filled(values, *fields, output=STRICT, **form):
    prepared = prepare(Package(kind="pdf", name="f.pdf", design=build_form(fields, **form)), fonts=FontSources(fallbacks=order()))
    return fill(prepared, values, output)[0]


def words(pdf):
    document = pypdfium2.PdfDocument(pdf)
    page = document[0]
    textpage = page.get_textpage()
    found = textpage.get_text_bounded()
    for part in (textpage, page, document):
        part.close()
    return found.replace("\r\n", "\n")


def picture(pdf):
    document = pypdfium2.PdfDocument(pdf)
    page = document[0]
    bitmap = page.render(scale=1)
    image = bitmap.to_pil().convert("RGB")
    for part in (bitmap, page, document):
        part.close()
    return image


def ink(pdf, box):
    """The box (PDF coordinates of an A4 page) that dark pixels fill inside `box`, None without any."""
    left, bottom, right, top = box
    area = picture(pdf).convert("L").crop((left, 842 - top, right, 842 - bottom)).point(lambda v: 255 if v < 200 else 0)
    found = area.getbbox()
    return found and (left + found[0], top - found[3], left + found[2], top - found[1])


@pytest.mark.parametrize("name", ["Łukasz Żółć", "Ngô Thị Hạnh", "Ελένη", "Олександр", "עידו", "محمد"])
def test_names_of_many_scripts_are_set_and_can_be_read(name):
    assert name in words(filled({"Name": name}, text("Name")))


def test_a_form_without_values_shows_what_stood_in_it():
    read = words(filled({}, text("Name", V=String("Jane Doe")), combo("Land", [("de", "Germany")])))
    assert "Static words" in read
    assert "Jane Doe" in read


def test_an_empty_value_empties_a_field():
    assert "Jane" not in words(filled({"Name": ""}, text("Name", V=String("Jane"))))


def test_numbers_and_dates_take_the_form_s_own_format():
    read = words(
        filled(
            {"Amount": "1234.5", "Day": "2026-11-24"},
            text("Amount", AA=script_format("AFNumber_Format(2, 2, 0, 0, ' €', false);")),
            text("Day", rect=(300, 700, 400, 720), AA=script_format("AFDate_FormatEx('dd.mm.yyyy');")),
        )
    )
    assert "1.234,50 €" in read
    assert "24.11.2026" in read


def test_the_file_is_flat_and_whole():
    data = filled({"Name": "Jane"}, text("Name"), check("News"))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert "/AcroForm" not in pdf.Root
        assert "/Annots" not in pdf.pages[0].obj
        assert str(pdf.docinfo.Title) == "f"
        assert str(pdf.Root.Lang) == "en-US"


def test_same_values_same_bytes():
    fields = (text("Name"), check("News"))
    assert filled({"Name": "Jane"}, *fields) == filled({"Name": "Jane"}, *fields)
    assert filled({"Name": "Jane"}, *fields) != filled({"Name": "Joan"}, *fields)


@pytest.mark.parametrize(("quadding", "side"), [(0, "left"), (1, "middle"), (2, "right")])
def test_quadding_places_a_line(quadding, side):
    left, _, right, _ = ink(filled({"Name": "HHH"}, text("Name", Q=quadding)), (36, 690, 236, 730))
    assert {"left": left < 42, "middle": abs((left + right) / 2 - 136) < 2, "right": right > 230}[side]


def test_a_line_stands_in_the_middle_of_its_field():
    _, bottom, _, top = ink(filled({"Name": "HHH"}, text("Name")), (36, 690, 236, 730))
    assert abs((bottom + top) / 2 - 710) <= 1


def test_automatic_size_fills_the_height_and_shrinks_to_the_width():
    field = text("Name", da="/Helv 0 Tf 0 g", rect=(36, 700, 236, 740))
    short = ink(filled({"Name": "H"}, field), (30, 690, 300, 750))
    long = ink(filled({"Name": "H" * 60}, field), (30, 690, 300, 750))
    assert short[3] - short[1] > 20
    assert long[2] <= 236
    assert long[3] - long[1] < 10


def test_several_lines_wrap_at_the_width_and_keep_breaks():
    field = text("Notes", flags=MULTILINE, rect=(36, 600, 136, 700), da="/Helv 10 Tf 0 g")
    data = filled({"Notes": "some words that wrap at the end\nnew"}, field)
    _, bottom, right, top = ink(data, (30, 590, 300, 710))
    assert right <= 136
    assert 690 <= top <= 700
    assert words(data).strip().split("\n")[-1].strip() == "new"
    assert bottom < 670


def test_comb_cells_hold_one_character_each():
    field = text("Code", flags=COMB, MaxLen=10, rect=(36, 500, 236, 520))
    data = filled({"Code": "IIII"}, field)
    columns = picture(data).convert("L").crop((36, 322, 236, 342)).point(lambda v: 255 if v < 160 else 0)
    centres = [x for x in range(200) if columns.crop((x, 0, x + 1, 20)).getbbox()]
    assert {x // 20 for x in centres} == {0, 1, 2, 3}
    assert all(abs(x % 20 - 10) <= 2 for x in centres)


def test_a_comb_with_a_border_has_dividers():
    field = text("Code", flags=COMB, MaxLen=4, rect=(36, 500, 236, 520), MK=Dictionary(BC=Array([0])))
    image = picture(filled({}, field)).convert("L")
    assert [image.getpixel((x, 842 - 510)) < 160 for x in (36 + 25, 36 + 50, 36 + 100, 36 + 150)] == [False, True, True, True]


def test_a_turned_field_is_read_upwards():
    left, bottom, right, top = ink(
        filled({"Name": "HHHHHHHH"}, text("Name", rect=(450, 450, 480, 600), MK=Dictionary(R=90))), (440, 440, 490, 610)
    )
    assert top - bottom > 3 * (right - left)
    assert bottom < 460


def test_border_and_background_are_drawn():
    field = text("Name", MK=Dictionary(BG=Array([1, 1, 0]), BC=Array([1, 0, 0])), BS=Dictionary(W=2))
    image = picture(filled({}, field))
    assert image.getpixel((136, 842 - 710)) == (255, 255, 0)
    assert image.getpixel((37, 842 - 710)) == (255, 0, 0)


def test_a_field_s_colour_is_kept():
    colours = picture(filled({"Name": "HHHH"}, text("Name", da="/Helv 14 Tf 1 0 0 rg"))).getcolors(2**20)
    assert any(red - green > 200 for _, (red, green, _blue) in colours)


@pytest.mark.parametrize(("value", "red"), [("1", True), ("0", False), (None, False), ("Yes", True)])
def test_a_check_box_shows_its_own_appearance(value, red):
    data = filled({} if value is None else {"News": value}, check("News"))
    assert (picture(data).getpixel((42, 842 - 666)) == (255, 0, 0)) is red


def test_a_box_without_an_appearance_gets_a_mark():
    def bare(pdf, page):
        made = check("News")(pdf, page)
        del made["/AP"]
        return made

    assert ink(filled({"News": "1"}, bare), (36, 660, 48, 672))
    assert not ink(filled({"News": "0"}, bare), (36, 660, 48, 672))


@pytest.mark.parametrize("opt", [False, True])
def test_a_radio_button_shows_the_chosen_one(opt):
    image = picture(filled({"Machine": "AK-3000"}, radio("Machine", ["AK-2000", "AK-3000"], opt=opt)))
    assert image.getpixel((42, 842 - 646)) == (255, 255, 255)
    assert image.getpixel((42, 842 - 626)) == (0, 0, 255)


def test_a_choice_that_is_none_fails_strictly():
    with pytest.raises(RenderFailed, match="no choice “AK-9000”"):
        filled({"Machine": "AK-9000"}, radio("Machine", ["AK-2000"]))
    filled({"Machine": "AK-9000"}, radio("Machine", ["AK-2000"]), output=LENIENT)


@pytest.mark.parametrize("value", ["fr", "France"])
def test_a_choice_field_shows_the_text_for_its_export_value(value):
    assert "France" in words(filled({"Land": value}, combo("Land", [("de", "Germany"), ("fr", "France")])))


def test_a_picture_is_fitted_into_its_button():
    out = io.BytesIO()
    Image.new("RGB", (100, 100), (0, 128, 0)).save(out, "PNG")
    image = picture(filled({"Photo": out.getvalue()}, image_button("Photo", rect=(300, 600, 400, 650))))
    assert image.getpixel((350, 842 - 625)) == (0, 128, 0)
    assert image.getpixel((310, 842 - 625)) == (255, 255, 255)


def test_a_photograph_is_made_smaller_for_the_screen_and_kept_for_print():
    out = io.BytesIO()
    Image.effect_noise((2000, 1000), 80).convert("RGB").save(out, "JPEG")
    sizes = {
        quality: len(filled({"Photo": out.getvalue()}, image_button("Photo"), output=Output(quality=quality)))
        for quality in ("Display", "Print")
    }
    assert sizes["Display"] < sizes["Print"] / 5
    assert sizes["Print"] > len(out.getvalue())


def test_a_form_that_its_owner_protected_against_change_can_be_filled():
    protection = pikepdf.Encryption(user="", owner="secret", allow=pikepdf.Permissions(extract=False))
    data = filled({"Name": "Jane"}, text("Name"), encryption=protection)
    assert "Jane" in words(data)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert not pdf.is_encrypted


def test_a_picture_that_is_none_fails_strictly_and_stays_away_leniently():
    with pytest.raises(MissingAsset, match="“Photo”"):
        filled({"Photo": b"nothing"}, image_button("Photo"))
    filled({"Photo": b"nothing"}, image_button("Photo"), output=LENIENT)


def test_a_missing_glyph_fails_strictly_naming_character_font_and_field():
    with pytest.raises(MissingFont) as failure:
        filled({"Name": "Zoë \ue123"}, text("Name"))
    assert failure.value.error_id == 1008
    assert failure.value.parameters["FieldName"] == "Name"
    assert failure.value.parameters["Character"] == "\ue123"
    assert "Zoë" in words(filled({"Name": "Zoë \ue123"}, text("Name"), output=LENIENT))


@pytest.mark.parametrize(
    "field",
    [
        text("Name", rect=(36, 700, 80, 720)),
        text("Name", rect=(36, 700, 80, 720), flags=MULTILINE),
        text("Name", flags=COMB, MaxLen=5),
        text("Name", rect=(36, 700, 536, 706)),
        text("Name", rect=(36, 700, 60, 706), da="/Helv 0 Tf 0 g"),
    ],
)
def test_text_that_does_not_fit_fails_strictly_naming_the_field(field):
    value = "A name that is longer than its field"
    with pytest.raises(TextOverflow, match="“Name”") as failure:
        filled({"Name": value}, field)
    assert failure.value.error_id == 1009
    filled({"Name": value}, field, output=LENIENT)


@pytest.mark.parametrize("between", ["\r\n", "\r", "\v", "\u2028", "\u2029", "\x85"])
def test_every_kind_of_line_end_ends_a_line_and_is_a_space_where_there_is_one_line(between):
    assert "Jane\nDoe" in words(filled({"Name": f"Jane{between}Doe"}, text("Name", rect=(36, 600, 236, 730), flags=MULTILINE)))
    assert "Jane Doe" in words(filled({"Name": f"Jane{between}Doe"}, text("Name")))


def test_signs_that_no_font_can_show_are_nobody_s_mistake():
    assert "Jane" in words(filled({"Name": "\ufeffJ\x01ane\x7f"}, text("Name")))


def test_a_check_says_what_a_strict_filling_would_fail_with():
    fields = (text("Name", rect=(36, 700, 80, 720)), text("Code", flags=COMB, MaxLen=3), radio("Size", ["S", "M"]))
    prepared = prepare(Package(kind="pdf", name="f.pdf", design=build_form(fields)), fonts=FontSources())

    found = engine.check(prepared, {"Name": "Jane \ue123", "Code": "ABCD", "Size": "XXL"})

    assert [(problem.error_id, problem.parameters["FieldName"], problem.parameters["Text"]) for problem in found] == [
        (1008, "Name", "Jane \ue123"),
        (1009, "Code", "D"),
        (1000, "Size", "XXL"),
    ]
    assert engine.check(prepared, {"Name": "Jane", "Code": "ABC", "Size": "M"}) == ()
    assert engine.fitting(prepared, {"Code": "ABCDE"}, "Code") == 3


@pytest.mark.parametrize("flags", [0, COMB])
def test_a_glyph_with_colours_of_its_own_keeps_them(flags):
    fonts = FontSources(library={"colours.ttf": colour_font()}, fallbacks=(("Colours", ""),))
    form = build_form((text("Name", flags=flags, MaxLen=4),))
    prepared = prepare(Package(kind="pdf", name="f.pdf", design=form), fonts=fonts)

    shown = picture(fill(prepared, {"Name": "A★"}, STRICT)[0])

    assert {(255, 0, 0), (0, 0, 255)} <= {colour for _, colour in shown.getcolors(100_000)}


def test_a_page_that_is_turned_keeps_its_fields_in_place():
    upright = picture(filled({"Name": "HHHH"}, text("Name")))
    turned = picture(filled({"Name": "HHHH"}, text("Name"), rotate=90))
    assert turned.rotate(90, expand=True).size == upright.size
    assert turned.rotate(90, expand=True).convert("L").point(lambda v: 255 if v < 200 else 0).getbbox() is not None


def test_what_stands_in_a_field_already_may_be_too_long():
    assert filled({}, text("Name", V=String("x" * 200))).startswith(b"%PDF")
    with pytest.raises(TextOverflow):
        filled({"Name": "x" * 200}, text("Name", V=String("x")))


def test_threads_that_share_a_prepared_form_do_not_disturb_each_other():
    fields = (text("Name", da="/Helv 0 Tf 0 g"), text("Notes", rect=(36, 600, 236, 690), flags=MULTILINE))
    prepared = prepare(Package(kind="pdf", name="f.pdf", design=build_form(fields)), fonts=FontSources(fallbacks=order()))
    values = [{"Name": f"Łukasz {n}", "Notes": "words " * (n % 7)} for n in range(40)]
    alone = [fill(prepared, each, STRICT) for each in values]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(lambda each: fill(prepared, each, STRICT), values)) == alone
