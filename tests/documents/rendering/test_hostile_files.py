"""Files that made the renderer stumble once (found by script/fuzz), each built small, and the name it gets now."""

import io
import time
import zipfile
from io import BytesIO
from itertools import pairwise

import pikepdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from pikepdf import Dictionary, Name, Pdf

from documents.intake import check, open_upload
from documents.rendering import engine, output
from documents.rendering.comparison import compare
from documents.rendering.fonts import FontLibrary, FontSources
from documents.rendering.fonts.files import read_entries
from documents.rendering.output import Output
from documents.rendering.package import Package
from documents.rendering.paint import embedding, limits
from personalia_site.errors import BrokenDesign, Invalid, MissingFont, RenderFailed
from tests.documents.rendering.form_builder import build_form, text
from tests.documents.rendering.idml_builder import build_idml, package, page_item, paragraph, story, text_frame

LENIENT = Output(quality="Display", strict=False)


def changed(data: bytes, change) -> bytes:
    """A PDF after `change(pdf)`."""
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(buffer)
    return buffer.getvalue()


def form(change=lambda _pdf: None) -> Package:
    return Package(kind="pdf", name="form.pdf", design=changed(build_form([text("Name")]), change))


def with_picture(pdf: Pdf, width: int, height: int) -> None:
    picture = pdf.make_stream(b"x", Type=Name.XObject, Subtype=Name.Image, Width=width, Height=height)
    picture.ColorSpace, picture.BitsPerComponent = Name.DeviceRGB, 8
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(A=picture))
    pdf.pages[0].obj.Contents = pdf.make_stream(b"q 90 0 0 90 0 0 cm /A Do Q")


def placing(pdf: bytes) -> Package:
    link = '<Link Self="l" LinkResourceURI="file:a.pdf"/>'
    bounds = '<Properties><GraphicBounds Left="0" Top="0" Right="9" Bottom="9"/></Properties>'
    placed = f'<PDF Self="p" ItemTransform="1 0 0 1 0 0">{bounds}{link}</PDF>'
    return package(build_idml(spread_items=page_item("Rectangle", "r", box=(0, 0, 9, 9), inner=placed)), links={"a.pdf": pdf})


@pytest.mark.parametrize("design", [build_form([text("Name")]), None], ids=["form", "design"])
def test_half_a_surrogate_pair_is_named_with_its_field(design):
    idml = build_idml(stories={"s": story("<<Name>>")}, spread_items=text_frame("f", story="s", box=(9, 9, 300, 90)))
    prepared = engine.prepare(Package(kind="pdf", design=design) if design else package(idml), fonts=FontSources())
    (problem,) = engine.check(prepared, {"Name": "a\ud800"})
    with pytest.raises(RenderFailed, match="value for Name holds half of a character"):
        engine.render(prepared, {"Name": "a\ud800"}, LENIENT)
    assert problem.parameters == {"FieldName": "Name"}


def test_a_book_is_no_value():
    prepared = engine.prepare(form(), fonts=FontSources())
    with pytest.raises(RenderFailed, match="1000000 characters; 50000 are the most"):
        engine.render(prepared, {"Name": "x" * 1_000_000}, LENIENT)


def test_a_picture_for_a_text_field_of_a_form_is_named():
    (problem,) = engine.check(engine.prepare(form(), fonts=FontSources()), {"Name": b"\x89PNG"})
    assert "the field takes text" in problem.reason


def test_a_field_of_a_form_has_no_nul_in_its_name():
    prepared = engine.prepare(Package(kind="pdf", design=build_form([text("Na\0me")])), fonts=FontSources())
    assert [field.name for field in prepared.fields] == ["Name"]


@pytest.mark.parametrize("sign", ["\n", "\t", " ", "\u200b", "a\t"], ids=["lines", "tabs", "spaces", "zero widths", "words and tabs"])
def test_twenty_thousand_characters_of_a_kind_are_set_in_time(sign):
    prepared = engine.prepare(
        package(build_idml(stories={"s": story("<<Name>>")}, spread_items=text_frame("f", story="s", box=(9, 9, 300, 90)))),
        fonts=FontSources(),
    )
    begun = time.process_time()
    engine.render(prepared, {"Name": (sign * 20_000)[:20_000]}, LENIENT)
    assert time.process_time() - begun < 5


def test_a_design_that_nests_without_end_is_refused_by_name():
    groups = "<Group>" * 150 + "</Group>" * 150
    with pytest.raises(BrokenDesign, match="nests more than 120 elements"):
        engine.prepare(package(build_idml(spread_items=groups)), fonts=FontSources())


def test_a_table_of_header_rows_alone_is_set():
    cells = "".join(f'<Cell Self="c{n}" Name="0:{n}">{story("head")}</Cell>' for n in (0, 1))
    rows = "".join(f'<Row Self="r{n}" Name="{n}" SingleRowHeight="50"/>' for n in (0, 1))
    table = f'<Table Self="t" HeaderRowCount="2"><Column Self="k" Name="0" SingleColumnWidth="40"/>{rows}{cells}</Table>'
    design = build_idml(stories={"s": paragraph(f"{table}<Br/>")}, spread_items=text_frame("f", story="s", box=(9, 9, 300, 30)))
    prepared = engine.prepare(package(design), fonts=FontSources())
    assert engine.render(prepared, {}, LENIENT)[0].content.startswith(b"%PDF")


def test_a_member_packed_with_lzma_and_damaged_is_a_damaged_zip():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.idml", bytes(500))
    data = bytearray(buffer.getvalue())
    for at, signature in ((8, b"PK\3\4"), (10, b"PK\1\2")):
        start = data.find(signature) + at
        data[start : start + 2] = zipfile.ZIP_LZMA.to_bytes(2, "little")
    with pytest.raises(Invalid, match="cannot be unpacked"):
        open_upload(bytes(data), name="a.zip")


def test_a_member_without_a_name_is_passed_over():
    buffer = io.BytesIO(build_idml())
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(zipfile.ZipInfo(""), b"x")
    assert open_upload(buffer.getvalue(), name="a.idml").kind == "idml"


def test_a_giant_picture_in_a_form_is_refused_before_anything_draws_it():
    with pytest.raises(BrokenDesign, match="60000 x 60000 pixels"):
        engine.prepare(form(lambda pdf: with_picture(pdf, 60_000, 60_000)), fonts=FontSources())


def test_a_giant_picture_in_a_placed_pdf_is_an_unreadable_picture():
    prepared = engine.prepare(placing(form(lambda pdf: with_picture(pdf, 60_000, 60_000)).design), fonts=FontSources())
    assert [(finding.code, finding.subject) for finding in prepared.findings] == [("unreadable-picture", "a.pdf")]


def endless(pdf: Pdf) -> None:
    """Ten forms that draw the next one ten times."""
    forms = [pdf.make_stream(b"/A Do " * 10, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9]) for _ in range(10)]
    for outer, inner in pairwise(forms):
        outer.Resources = Dictionary(XObject=Dictionary(A=inner))
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(A=forms[0]))
    pdf.pages[0].obj.Contents = pdf.make_stream(b"/A Do")


def test_a_form_whose_drawings_draw_each_other_without_end_is_refused():
    with pytest.raises(BrokenDesign, match="draw each other without end"):
        engine.prepare(form(endless), fonts=FontSources())


def test_a_placed_pdf_whose_drawings_draw_each_other_without_end_is_an_unreadable_picture():
    prepared = engine.prepare(placing(form(endless).design), fonts=FontSources())
    assert [(finding.code, finding.subject) for finding in prepared.findings] == [("unreadable-picture", "a.pdf")]


def test_a_drawing_that_draws_itself_is_refused():
    def ring(pdf: Pdf) -> None:
        endless(pdf)
        itself = pdf.pages[0].obj.Resources.XObject.A
        itself.Resources = Dictionary(XObject=Dictionary(A=itself))

    with pytest.raises(BrokenDesign, match="draw each other without end"):
        engine.prepare(form(ring), fonts=FontSources())


def test_a_picture_of_no_width_in_a_form_stays_as_it_is():
    prepared = engine.prepare(form(lambda pdf: with_picture(pdf, 0, 9)), fonts=FontSources())
    assert engine.render(prepared, {"Name": "Zoë"}, LENIENT)[0].content.startswith(b"%PDF")


def test_a_page_without_size_has_no_picture():
    """PDFium takes the part of the crop box that lies in the media box."""

    def crop_beside(pdf: Pdf) -> None:
        pdf.pages[0].obj.CropBox = pikepdf.Array([-900, -900, -800, -800])

    checked = check(form(crop_beside), fonts=FontSources())
    assert checked.preview_png == b""
    assert "not-rendered" in [finding.code for finding in checked.findings]


def test_a_reference_with_a_page_that_is_none_is_named():
    def no_page(pdf: Pdf) -> None:
        pdf.Root.Pages.Kids = pikepdf.Array([Dictionary(Type=Name.Pages)])

    ours = form().design
    with pytest.raises(BrokenDesign, match="Page 1 of the reference"):
        compare(form(no_page).design, ours)


@pytest.mark.parametrize("change", [endless, lambda pdf: with_picture(pdf, 60_000, 60_000)], ids=["endless", "giant"])
def test_a_reference_that_no_program_should_draw_is_not_drawn(change):
    assert limits.drawable(form().design)
    assert not limits.drawable(form(change).design)
    assert not limits.drawable(b"%PDF-1.7")


def test_what_pdfium_cannot_open_is_a_failed_rendering():
    with pytest.raises(RenderFailed, match="cannot be shown as a picture"):
        output.rasterise(b"%PDF-1.7\n%%EOF")


def test_a_font_that_cannot_be_embedded_is_named():
    face = FontLibrary({}, FontSources()).find("Liberation Sans", "Regular").face
    broken = type(face)(_without_outlines(face.data), family="Broken", style="Regular")
    with pytest.raises(MissingFont, match="The font Broken Regular is damaged"):
        embedding.subset(broken, frozenset({1, 2, 3}))


def _without_outlines(data: bytes) -> bytes:
    """The font without outlines in its table of them."""
    entry = data.find(b"glyf")
    return data[: entry + 12] + bytes(4) + data[entry + 16 :]


def test_a_variable_font_that_cannot_be_pinned_is_named():
    """Its axes are read as they should be; the outlines that they change are not there."""
    file = BytesIO()
    builder = FontBuilder(1000)
    builder.setupGlyphOrder([".notdef", "A"])
    builder.setupCharacterMap({65: "A"})
    builder.setupGlyf({name: TTGlyphPen(None).glyph() for name in (".notdef", "A")})
    builder.setupHorizontalMetrics(dict.fromkeys((".notdef", "A"), (500, 0)))
    builder.setupHorizontalHeader()
    builder.setupNameTable({"familyName": "Varied", "styleName": "Regular"})
    builder.setupFvar([("wght", 100, 400, 900, "Weight")], [])
    builder.setupPost()
    builder.save(file)
    (entry, *_) = read_entries("varied.ttf", _without_outlines(file.getvalue()))
    with pytest.raises(MissingFont, match=r"Varied Regular .* is damaged"):
        entry.face()
