"""Pages of placed PDF and AI files: what they may bring, and what must stay behind."""

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from documents.rendering import paint
from documents.rendering.fonts import FontLibrary, FontSources
from documents.rendering.paint import Press
from documents.rendering.paint.standards import PROFILE
from personalia_site.errors import RenderFailed
from tests.documents.rendering.paint import pdf_x4
from tests.documents.rendering.paint.designs import WHITE, pdf_of, picture_of, placed, prepared


def page(content=b"1 0 0 rg 0 0 40 20 re f", *, size=(40, 20), resources=None, pages=1, **entries):
    """A PDF of one kind of page; resources: a function of the file."""
    with pikepdf.new() as pdf:
        for _ in range(pages):
            added = pdf.add_blank_page(page_size=size)
            added.Contents = pdf.make_stream(content)
            added.Resources = resources(pdf) if resources else Dictionary()
            for key, value in entries.items():
                added.obj[f"/{key}"] = value
        out = io.BytesIO()
        pdf.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()


def findings_of(data, **more):
    return [finding.message for finding in paint.prepare(placed(data, form="PDF", **more), FontLibrary({}, FontSources()))[1]]


def picture(pdf, *, width=20, height=20, pixels=None, **entries):
    return pdf.make_stream(
        pixels or bytes([0, 0, 255] * width * height),
        {"/Type": Name.XObject, "/Subtype": Name.Image, "/Width": width, "/Height": height, "/BitsPerComponent": 8}
        | {"/ColorSpace": Name.DeviceRGB}
        | {f"/{key}": value for key, value in entries.items()},
    )


def drawing(**size):
    """A page that a picture fills."""
    return page(b"q 40 0 0 20 0 0 cm /A Do Q", resources=lambda pdf: Dictionary(XObject=Dictionary(A=picture(pdf, **size))))


def lzw(data):
    """Every byte behind a code that clears the table, so that all codes have nine bits."""
    bits = "".join(f"{code:09b}" for byte in data for code in (256, byte)) + f"{257:09b}"
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[at : at + 8], 2) for at in range(0, len(bits), 8))


def with_alternates(pdf):
    shown = picture(pdf, Interpolate=True)
    shown.Alternates = Array([Dictionary(Image=picture(pdf), DefaultForPrinting=True)])
    return Dictionary(XObject=Dictionary(A=shown))


def with_lzw(pdf):
    return Dictionary(XObject=Dictionary(A=picture(pdf, pixels=lzw(bytes([0, 0, 255] * 400)), Filter=Name.LZWDecode)))


def with_postscript(pdf):
    return Dictionary(XObject=Dictionary(A=picture(pdf), B=pdf.make_stream(b"showpage", Type=Name.XObject, Subtype=Name.PS)))


def with_curves(pdf):
    curve = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1], C1=[0], N=1)
    screen = Dictionary(Type=Name.Halftone, HalftoneType=1, Frequency=60, Angle=45, SpotFunction=Name.Round)
    state = Dictionary(TR=curve, TR2=curve, HT=screen, op=True, OP=True, OPM=1)
    return Dictionary(XObject=Dictionary(A=picture(pdf)), ExtGState=Dictionary(G=state))


@pytest.mark.parametrize("resources", [with_alternates, with_lzw, with_postscript, with_curves])
def test_what_a_file_for_the_press_may_not_hold_stays_behind(resources):
    state = b"/G gs " if resources is with_curves else b""
    data = page(state + b"q 40 0 0 20 0 0 cm /A Do Q" + (b" /B Do" if resources is with_postscript else b""), resources=resources)

    pdf, _ = paint.render(
        prepared(placed(data, form="PDF")), {}, quality="Print", strict=True, title="T", language="en", press=Press(standard="PDF/X-4")
    )

    with pikepdf.open(io.BytesIO(pdf)) as file:
        for rule in pdf_x4.RULES:
            rule(file)
    assert picture_of(pdf).getpixel((100, 50))[2] > 250


def test_resources_keep_their_names_whatever_these_are():
    def named(pdf):
        return Dictionary(XObject=Dictionary({"/OC": picture(pdf)}))

    assert picture_of(pdf_of(placed(page(b"q 40 0 0 20 0 0 cm /OC Do Q", resources=named), form="PDF"))).getpixel((100, 50))[2] > 250


def test_a_form_that_has_the_resources_of_its_page_keeps_them():
    def with_old_form(pdf):
        form = pdf.make_stream(b"q 40 0 0 20 0 0 cm /P Do Q", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 40, 20]))
        return Dictionary(XObject=Dictionary(A=form, P=picture(pdf)))

    pdf = pdf_of(placed(page(b"/A Do", resources=with_old_form), form="PDF"))

    assert picture_of(pdf).getpixel((100, 50))[2] > 250
    with pikepdf.open(io.BytesIO(pdf)) as file:
        forms = [each for each in file.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Form"]
        assert ["/P" in form.Resources.XObject for form in forms] == [True, True]


@pytest.mark.parametrize("resourced", [True, False])
def test_any_number_of_forms_share_their_resources(resourced):
    """Each names all the others: our own files are made so."""

    def shared(pdf):
        resources = pdf.make_indirect(Dictionary(XObject=Dictionary(P=picture(pdf))))
        for number in range(80):
            drawn = b"q 40 0 0 20 0 0 cm /P Do Q" if number == 79 else b"/F%d Do" % (number + 1) if number < 9 else b"/F79 Do"
            form = pdf.make_stream(drawn, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 40, 20]))
            if resourced:
                form.Resources = resources
            resources.XObject[f"/F{number}"] = form
        return resources

    assert picture_of(pdf_of(placed(page(b"/F0 Do", resources=shared), form="PDF"))).getpixel((100, 50))[2] > 250


def test_a_form_that_is_only_named_by_another_is_not_drawn_by_it():
    def shared(pdf):
        resources = pdf.make_indirect(Dictionary(XObject=Dictionary(P=picture(pdf))))
        for name, drawn in (("A", b"q 40 0 0 20 0 0 cm /P Do Q"), ("B", b"/A Do")):
            resources.XObject[f"/{name}"] = pdf.make_stream(
                drawn, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 40, 20]), Resources=resources
            )
        return resources

    assert "without end" not in " ".join(findings_of(page(b"/A Do /B Do", resources=shared)))


def test_names_may_be_in_any_encoding():
    def spot(pdf):
        tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 0, 0], N=1)
        return Dictionary(ColorSpace=Dictionary(A=Array([Name.Separation, Name("/Azul_marXno"), Name.DeviceCMYK, tint])))

    data = page(b"/A cs 1 scn 0 0 40 20 re f", resources=spot).replace(b"Azul_marXno", b"Azul_mar\xedno")

    pdf = pdf_of(placed(data, form="PDF"))

    assert b"/Separation /Azul_mar#edno" in pdf
    assert picture_of(pdf).getpixel((100, 50))[2] > 100


def test_a_profile_of_inks_is_left_aside_as_in_pictures():
    def profiled(pdf):
        profile = pdf.make_stream(PROFILE.read_bytes(), N=4, Alternate=Name.DeviceCMYK)
        return Dictionary(ColorSpace=Dictionary(A=Array([Name.ICCBased, profile])))

    pdf = pdf_of(placed(page(b"/A cs 0 0 0 1 scn 0 0 40 20 re f", resources=profiled), form="PDF"))

    with pikepdf.open(io.BytesIO(pdf)) as file:
        spaces = [each.ColorSpace.A for each in pdf_x4.dictionaries(file) if "/ColorSpace" in each and "/A" in each.ColorSpace]
        assert spaces == [Name.DeviceCMYK]


def loose(_pdf):
    return Dictionary(Font=Dictionary(F=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)))


def test_fonts_that_are_not_embedded_keep_a_file_from_pdf_x_4():
    program = prepared(placed(page(b"BT /F 9 Tf (Hello) Tj ET", resources=loose), form="PDF"))
    asked = {"quality": "Print", "title": "T", "language": "en", "press": Press(standard="PDF/X-4")}

    with pytest.raises(RenderFailed, match=r"cannot be made to PDF/X-4.*Helvetica"):
        paint.render(program, {}, strict=True, **asked)
    pdf, problems = paint.render(program, {}, strict=False, **asked)

    assert len(problems) == 1
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert "/OutputIntents" not in file.Root
        assert "GTS_PDFX" not in file.Root.Metadata.read_bytes().decode()


def test_a_unit_may_be_larger_than_a_point():
    shown = picture_of(pdf_of(placed(page(b"1 0 0 rg 0 0 10 10 re f", size=(20, 10), UserUnit=2), form="PDF")))
    assert shown.getpixel((90, 50))[1] < 60
    assert shown.getpixel((110, 50)) == WHITE


def test_a_page_that_the_file_does_not_have_is_an_error():
    assert findings_of(page(pages=2), page=2) == []
    (message,) = findings_of(page(pages=2), page=3)
    assert "it has no page 3, only 2" in message


@pytest.mark.parametrize(("size", "coarse"), [(40, True), (160, True), (400, False)])
def test_coarse_pictures_in_a_placed_page_are_told(size, coarse):
    """The picture is 160 points wide on our page: 400 pixels make 180 ppi."""
    data = page(
        b"q 40 0 0 20 0 0 cm /A Do Q", resources=lambda pdf: Dictionary(XObject=Dictionary(A=picture(pdf, width=size, height=size // 2)))
    )
    assert [f"{72 * size / 160:.0f} pixels per inch" in message for message in findings_of(data)] == [True] * coarse


def test_strips_that_a_program_makes_of_a_gradient_are_no_coarse_pictures():
    assert findings_of(drawing(width=200, height=1)) == []


def test_an_illustrator_file_without_its_drawing_is_told():
    notice = b"BT /F 9 Tf (This is an Adobe Illustrator File that was ) Tj [(saved with)-2(out PDF Content.)] TJ ET"
    private = Dictionary(Illustrator=Dictionary(LastModified=pikepdf.String("D:2020")))
    messages = findings_of(page(notice, resources=loose, PieceInfo=private))
    assert any("saved without PDF content" in message for message in messages)
    assert not any("PDF content" in message for message in findings_of(page(PieceInfo=private)))
