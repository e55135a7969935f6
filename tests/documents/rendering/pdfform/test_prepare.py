"""What is read from a form, and what is left of the PDF."""

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from documents.rendering.fonts import FontSources
from documents.rendering.fonts.fallbacks import order
from documents.rendering.package import Package
from documents.rendering.pdfform import prepare
from documents.rendering.prepared import Prepared, decode, encode
from personalia_site.errors import BrokenDesign
from tests.documents.rendering.form_builder import (
    MULTILINE,
    build_form,
    check,
    combo,
    group,
    image_button,
    radio,
    script_format,
    signature,
    text,
    widget,
)  # fmt: skip


def prepared(*fields, **form) -> Prepared:
    return prepare(Package(kind="pdf", name="Form.pdf", design=build_form(fields, **form)), fonts=FontSources(fallbacks=order()))


def found(*fields):
    return prepared(*fields).fields[0]


def test_kinds_come_from_the_form():
    fields = prepared(
        text("Name", MaxLen=20, V=String("Jane")),
        text("Notes", flags=MULTILINE),
        text("Amount", AA=script_format("AFNumber_Format(2, 0, 0, 0, '', true);")),
        text("Day", AA=script_format("AFDate_FormatEx('dd.mm.yyyy');")),
        check("News", checked=True),
        radio("Machine", ["AK-2000", "AK-3000"]),
        combo("Country", [("de", "Germany"), ("fr", "France")]),
        image_button("Photo"),
    ).fields
    assert [(field.name, field.kind, field.certain) for field in fields] == [
        ("Name", "String", False),
        ("Notes", "String", False),
        ("Amount", "Number", True),
        ("Day", "Date", True),
        ("News", "Boolean", True),
        ("Machine", "String", True),
        ("Country", "String", True),
        ("Photo", "Image", True),
    ]
    assert (fields[0].max_length, fields[0].default) == (20, "Jane")
    assert fields[1].multiline
    assert fields[4].default == "1"
    assert fields[5].choices == ("AK-2000", "AK-3000")
    assert fields[6].choices == ("Germany", "France")


def test_names_are_full_and_in_any_script():
    fields = prepared(group("Käufer", [text("имя"), group("住所", [text("市")])])).fields
    assert [field.name for field in fields] == ["Käufer.имя", "Käufer.住所.市"]


def test_two_widgets_of_one_name_are_one_field():
    fields = prepared(text("Name"), text("Name", rect=(36, 500, 236, 520))).fields
    assert [field.name for field in fields] == ["Name"]


def test_radio_buttons_with_opt_show_its_labels():
    assert found(radio("Grösse", ["klein", "groß"], opt=True)).choices == ("klein", "groß")


def test_what_cannot_be_pressed_or_signed_is_left_out_and_said():
    def press(pdf, page):
        action = Dictionary(S=Name.ResetForm)
        return widget(pdf, page, {"/FT": Name.Btn, "/T": String("Reset"), "/Ff": 1 << 16, "/Rect": Array([0, 0, 50, 20]), "/A": action})

    done = prepared(signature("Sign"), press)
    assert done.fields == ()
    assert {finding.subject for finding in done.findings if finding.code == "not-drawn"} == {"Sign", "Reset"}


def test_a_calculated_field_is_reported():
    done = prepared(text("Total", AA=Dictionary(C=Dictionary(S=Name.JavaScript, JS=String("AFSimple_Calculate('SUM', 'a');")))))
    assert [finding.code for finding in done.findings if finding.level == "warning"] == ["script"]


def test_a_hidden_field_is_none():
    assert prepared(text("Secret", F=2)).fields == ()


def test_a_base_14_font_is_no_warning_and_an_unknown_one_is_an_error():
    assert not [finding for finding in prepared(text("Name")).findings if finding.level != "info"]

    def unknown(pdf, page):
        made = text("Name", da="/Corp 12 Tf 0 g")(pdf, page)
        made.DR = Dictionary(Font=Dictionary(Corp=Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name("/CorporateSans-Bold"))))
        return made

    findings = prepared(unknown).findings
    assert [(finding.code, finding.error_id, finding.subject) for finding in findings] == [("missing-font", 1008, "CorporateSans-Bold")]


def test_an_embedded_font_is_the_field_s_own():
    from documents.rendering.fonts import FontLibrary

    data = FontLibrary({}, FontSources()).find("DejaVu Serif", "Bold").face.data

    def owned(pdf, page):
        made = text("Name", da="/Own 12 Tf 0 g")(pdf, page)
        descriptor = Dictionary(Type=Name.FontDescriptor, FontName=Name("/DejaVuSerif-Bold"), FontFile2=pikepdf.Stream(pdf, data))
        font = Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name("/DejaVuSerif-Bold"), FontDescriptor=descriptor)
        made.DR = Dictionary(Font=Dictionary(Own=font))
        return made

    design = build_form([owned])
    done = prepare(Package(kind="pdf", name="f.pdf", design=design), fonts=FontSources(system=False))
    assert done.findings == ()
    assert [font.data for font in done.body.fonts] == [data]


def test_the_base_has_no_form_no_widgets_and_no_scripts():
    done = prepared(text("Name", AA=script_format("AFDate_FormatEx('d')")), check("News"), signature("Sign"))
    with pikepdf.open(io.BytesIO(done.body.base)) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert "/Annots" not in pdf.pages[0].obj
    assert b"JavaScript" not in done.body.base


def test_title_language_and_pages_are_known():
    done = prepared(text("Name"), rotate=90, pages=2)
    assert (done.title, done.language) == ("Form", "en-US")
    assert [(page.name, page.width_pt, page.height_pt) for page in done.pages] == [("1", 842, 595), ("2", 842, 595)]


def test_an_xfa_form_is_refused():
    design = build_form([])
    with pikepdf.open(io.BytesIO(design)) as pdf:
        pdf.Root.AcroForm.XFA = Array([])
        out = io.BytesIO()
        pdf.save(out)
    with pytest.raises(BrokenDesign, match="XFA"):
        prepare(Package(kind="pdf", name="f.pdf", design=out.getvalue()), fonts=FontSources(fallbacks=order()))


@pytest.mark.parametrize(
    "entries",
    [
        {"Rect": Array([0, 0])},
        {"Rect": Name.None_},
        {"FT": String("Tx")},
        {"MK": Array([1])},
        {"AP": Dictionary(N=Array([1]))},
        {"DA": Dictionary()},
        {"Opt": String("x")},
        {"MaxLen": String("many")},
        {"Kids": Dictionary()},
    ],
)
def test_nonsense_in_a_widget_breaks_nothing(entries):
    def odd(pdf, page):
        made = text("Odd")(pdf, page)
        for key, value in entries.items():
            made[f"/{key}"] = value
        return made

    assert "Name" in [field.name for field in prepared(odd, text("Name")).fields]


def test_a_parent_that_is_its_own_ancestor_ends():
    def loop(pdf, page):
        made = text("Loop")(pdf, page)
        made.Parent = made
        return made

    assert prepared(loop).fields[0].kind == "String"


def test_three_hundred_fields_are_read():
    fields = [text(f"Field {n}", rect=(36, n * 2, 100, n * 2 + 12)) for n in range(300)]
    assert len(prepared(*fields).fields) == 300


def test_a_prepared_form_survives_its_bytes():
    done = prepared(text("Name"), radio("Machine", ["a", "b"]))
    assert decode(encode(done)) == done
    assert encode(prepared(text("Name"))) == encode(prepared(text("Name")))


def test_a_name_suggests_a_date_where_the_form_says_nothing():
    fields = prepared(text("Offer.ExpiryDate"), text("Update"), text("date.City"), text("Date notes", flags=MULTILINE)).fields
    assert [(field.kind, field.certain) for field in fields] == [("Date", False), ("String", False), ("String", False), ("String", False)]
