import io
import zipfile
from concurrent.futures import ThreadPoolExecutor

import pikepdf
import pytest
from PIL import Image

from documents.rendering import engine
from documents.rendering.fonts import FontSources
from documents.rendering.output import Output
from documents.rendering.prepared import Prepared, decode, encode
from personalia_site.errors import BrokenDesign, MissingAsset, MissingFont, TextOverflow
from tests.documents.rendering.idml_builder import build_idml, package, paragraph, rectangle, story, text_frame
from tests.documents.rendering.paint.designs import text_of

PDF = Output(quality="Print")
LENIENT = Output(quality="Print", strict=False)


def template(
    text="Dear <<First Name>>, welcome.", *, font="DejaVu Sans", style="Book", box=(36, 36, 360, 120), items="", **local
) -> Prepared:
    properties = f'<AppliedFont type="string">{font}</AppliedFont>'
    content = paragraph(
        f"<Content>{text.replace('<', '&lt;').replace('>', '&gt;')}</Content>", properties=properties, FontStyle=style, **local
    )
    design = build_idml(
        stories={"s1": content},
        spread_items=items + text_frame("f1", story="s1", box=box, Name="greeting"),
        page_size=(400, 200),
    )
    return engine.prepare(package(design), fonts=FontSources())


def render(prepared, values=None, output=PDF):
    (file,) = engine.render(prepared, values or {}, output, name="letter")
    return file.content


def test_a_value_stands_where_its_placeholder_was():
    assert text_of(render(template(), {"First Name": "Zoë"})) == "Dear Zoë, welcome."


def test_a_field_without_a_value_shows_its_placeholder():
    assert text_of(render(template())) == "Dear <<First Name>>, welcome."


@pytest.mark.parametrize("name", ["Łukasz Żółć", "Ngô Thị Hạnh", "Ελένη", "Олександр", "office", "e\u0301cole"])
def test_the_text_that_comes_out_is_the_text_that_went_in(name):
    assert f"Dear {name}," in text_of(render(template(), {"First Name": name}))


@pytest.mark.parametrize("name", ["עידו", "محمد"])
def test_right_to_left_names_come_out_whole(name):
    found = text_of(render(template("<<Name>>"), {"Name": name}))
    assert "".join(c for c in found if c.isalpha()) in (name, name[::-1])


def test_the_same_values_give_the_same_bytes_and_others_do_not():
    prepared = template()
    first, again, other = (render(prepared, {"First Name": name}) for name in ("Zoë", "Zoë", "Max"))
    assert first == again != other
    assert render(template(), {"First Name": "Zoë"}) == first


def test_a_prepared_template_survives_its_bytes():
    prepared = template()
    kept = decode(encode(prepared))
    assert encode(kept) == encode(prepared)
    assert render(kept, {"First Name": "Zoë"}) == render(prepared, {"First Name": "Zoë"})
    assert kept.fields == prepared.fields


@pytest.mark.parametrize("data", [b"", b"\x80", encode(Prepared(kind="idml", format_version=0, body={}))])
def test_what_another_version_prepared_is_refused(data):
    with pytest.raises(BrokenDesign, match="Prepare it again"):
        decode(data)


def test_a_document_adds_a_few_kilobytes():
    prepared = template(items=rectangle("r", box=(0, 0, 400, 200), FillColor="Color/Red"))
    grown = len(render(prepared, {"First Name": "Maximilian"})) - len(prepared.body.base)
    assert grown < 20_000


def test_the_file_has_title_language_and_no_date():
    with pikepdf.open(io.BytesIO(render(template(), {"First Name": "Zoë"}))) as file:
        assert not file.check_pdf_syntax()
        assert str(file.docinfo["/Title"]) == "tiny"
        assert str(file.Root.Lang).startswith("en")
        assert "/CreationDate" not in file.docinfo


def test_a_missing_glyph_fails_strictly_naming_character_font_and_field():
    with pytest.raises(MissingFont) as caught:
        render(template(), {"First Name": "山田太郎"})
    assert caught.value.parameters["Character"] == "山"
    assert caught.value.parameters["FieldName"] == "First Name"
    assert "DejaVu Sans" in caught.value.reason
    assert "U+5C71" in caught.value.reason


def test_leniently_a_missing_glyph_is_drawn_as_notdef():
    assert text_of(render(template(), {"First Name": "山"}, LENIENT)).startswith("Dear ")


def test_text_that_does_not_fit_fails_strictly_naming_frame_and_field():
    with pytest.raises(TextOverflow) as caught:
        render(template(), {"First Name": "far too long " * 60})
    assert caught.value.parameters["FieldName"] == "First Name"
    assert caught.value.parameters["Frame"] == "greeting"
    assert "far too long" in text_of(render(template(), {"First Name": "far too long " * 60}, LENIENT))


def test_static_overset_text_is_found_and_fails_strictly():
    prepared = template("much too much text " * 60)
    assert [f.code for f in prepared.findings if f.level == "error"] == ["overset"]
    with pytest.raises(TextOverflow, match="does not fit"):
        render(prepared)


def test_a_font_that_is_nowhere_is_an_error_and_a_stand_in_of_its_widths_a_warning():
    nowhere, alike = template(font="No Such Font"), template(font="Arial", style="Regular")
    assert [(f.level, f.code) for f in nowhere.findings] == [("error", "missing-font")]
    assert [(f.level, f.code) for f in alike.findings] == [("warning", "substituted-font")]
    with pytest.raises(MissingFont, match="No Such Font"):
        render(nowhere)
    assert text_of(render(alike, {"First Name": "Zoë"})) == "Dear Zoë, welcome."


def test_a_missing_link_fails_strictly_and_leaves_its_frame_leniently():
    bounds = '<Properties><GraphicBounds Left="0" Top="0" Right="50" Bottom="50"/></Properties>'
    link = f'<Image Self="i" ItemTransform="1 0 0 1 0 0">{bounds}<Link Self="l" LinkResourceURI="file:/C:/gone.jpg"/></Image>'
    prepared = template(items=rectangle("r", box=(0, 0, 50, 50), inner=link, FillColor="Color/Red"))
    with pytest.raises(MissingAsset, match=r"gone\.jpg"):
        render(prepared)
    picture = Image.open(io.BytesIO(render(prepared, output=Output(format="PNG", strict=False))))
    assert picture.getpixel((10, 10)) == pytest.approx((237, 28, 36), abs=2)


def test_a_field_under_opacity_is_still_a_field():
    look = '<TransparencySetting><BlendingSetting Opacity="50"/></TransparencySetting>'
    properties = '<AppliedFont type="string">DejaVu Sans</AppliedFont>'
    content = paragraph("<Content>&lt;&lt;Name&gt;&gt;</Content>", properties=properties, FontStyle="Book")
    frame = text_frame("f1", story="s1", box=(36, 36, 360, 120), inner=look)
    prepared = engine.prepare(package(build_idml(stories={"s1": content}, spread_items=frame, page_size=(400, 200))), fonts=FontSources())
    assert text_of(render(prepared, {"Name": "Zoë"})) == "Zoë"
    assert len(prepared.body.variants["Print"].forms) == 1


def test_pages_become_pictures_of_the_asked_resolution():
    (file,) = engine.render(template(), {}, Output(format="JPG", resolution_dpi=144), name="letter")
    assert (file.name, file.content_type) == ("letter-1.jpg", "image/jpeg")
    assert Image.open(io.BytesIO(file.content)).size == (800, 400)


def test_a_package_is_one_zip_with_the_same_bytes_every_time():
    output = Output(format="PNG", package=True)
    (file,), (again,) = (engine.render(template(), {}, output, name="letter") for _ in range(2))
    assert (file.name, file.content_type) == ("letter.zip", "application/zip")
    assert zipfile.ZipFile(io.BytesIO(file.content)).namelist() == ["letter-1.png"]
    assert file == again


def test_a_picture_too_large_to_be_held_is_refused():
    huge = engine.prepare(package(build_idml(page_size=(15_000, 15_000))), fonts=FontSources())
    with pytest.raises(engine.RenderFailed, match="too large"):
        engine.render(huge, {}, Output(format="PNG", resolution_dpi=300))


def test_threads_render_the_same_bytes():
    prepared = decode(encode(template()))
    names = ["Zoë", "Max", "Łukasz", "Олександр"] * 10
    with ThreadPoolExecutor(4) as pool:
        threaded = list(pool.map(lambda name: render(prepared, {"First Name": name}), names))
    assert threaded == [render(prepared, {"First Name": name}) for name in names]


def test_a_check_names_all_that_a_strict_rendering_would_fail_with():
    prepared = template("<<A>> <<B>>", box=(36, 36, 100, 60))

    found = engine.check(prepared, {"A": "a\ue123", "B": "far too many words for such a small frame"})

    assert [type(problem) for problem in found] == [MissingFont, TextOverflow]
    assert [problem.parameters["FieldName"] for problem in found] == ["A", "B"]
    assert engine.check(prepared, {"A": "a", "B": "b"}) == ()


def test_a_check_looks_only_where_it_is_asked_to():
    prepared = template("<<A>>", box=(36, 36, 100, 60))

    assert engine.check(prepared, {"A": "\ue123"}, only=["B"]) == ()
    assert len(engine.check(prepared, {"A": "\ue123"}, only=["A"])) == 1


def test_text_beside_a_field_that_is_pushed_out_is_told_of_the_longest_value():
    (problem,) = engine.check(template("<<A>> <<B>> and so on", box=(36, 36, 100, 60)), {"A": "a name so long", "B": "Zoë"})

    assert "so on" in problem.parameters["Text"]
    assert problem.parameters["FieldName"] == "A"


def test_a_missing_glyph_is_told_with_its_text_and_frame():
    (problem,) = engine.check(template("Dear <<First Name>>"), {"First Name": "Zoë \ue123"})

    assert problem.parameters == {
        "Font": "DejaVu Sans Book", "Character": "\ue123", "Frame": "greeting", "FieldName": "First Name", "Text": "Zoë \ue123",
    }  # fmt: skip


def test_how_much_of_a_text_fits_is_measured():
    prepared = template("<<A>>", box=(36, 36, 136, 60))

    fitting = engine.fitting(prepared, {"A": "W" * 60}, "A")

    assert 3 < fitting < 60
    assert engine.check(prepared, {"A": "W" * fitting}) == ()
    assert engine.check(prepared, {"A": "W" * (fitting + 1)}) != ()
    assert engine.fitting(prepared, {"A": "WW"}, "A") == 2


def test_a_lenient_rendering_says_what_it_left_out():
    prepared = template("<<A>> <<B>>", box=(36, 36, 100, 60))

    files, problems = engine.render_with_problems(prepared, {"A": "a\ue123", "B": "far too many words for such a small frame"}, LENIENT)

    assert text_of(files[0].content).startswith("a")
    assert [type(problem) for problem in problems] == [MissingFont, TextOverflow]


def test_a_placeholder_may_be_too_long_and_in_letters_that_its_font_lacks():
    prepared = template("<<A>> <<A name that is far too long \ue123>>", box=(36, 36, 100, 60))

    assert [f.code for f in prepared.findings] == []
    assert render(prepared, {"A": "short"}).startswith(b"%PDF")
    with pytest.raises(MissingFont):
        render(prepared, {"A": "\ue123"})


def test_words_beside_a_field_are_looked_at_when_it_is_prepared():
    prepared = template("Dear \ue123 <<First Name>>")

    assert [f.code for f in prepared.findings] == ["missing-glyph"]
    with pytest.raises(MissingFont):
        render(prepared, {"First Name": "Zoë"})


def test_the_designer_s_words_in_a_fallback_font_are_told():
    content = paragraph(
        "<Content>A\u2b22B</Content>", properties='<AppliedFont type="string">Liberation Sans</AppliedFont>', FontStyle="Regular"
    )
    design = build_idml(stories={"s1": content}, spread_items=text_frame("f1", story="s1", box=(36, 36, 360, 120), Name="greeting"))

    prepared = engine.prepare(package(design), fonts=FontSources(fallbacks=(("DejaVu Sans", ""),)))

    (finding,) = prepared.findings
    assert (finding.level, finding.code) == ("info", "fallback-glyph")
    assert finding.message == "The font Liberation Sans Regular has no glyph for \u2b22 (in “greeting”); DejaVu Sans Book has it."


def test_a_table_grows_with_its_values_and_names_the_cell_that_may_not():
    cells = "".join(f'<Cell Self="c{n}" Name="{n}:0">{story(text, PointSize=10)}</Cell>' for n, text in enumerate(("<<A>>", "x")))
    columns = "".join(f'<Column Self="k{n}" Name="{n}" SingleColumnWidth="80"/>' for n in range(2))

    def with_row(row: str) -> Prepared:
        made = paragraph(f'<Table Self="t">{row}{columns}{cells}</Table><Br/>') + story("below")
        design = build_idml(stories={"s1": made}, spread_items=text_frame("f1", story="s1", box=(36, 36, 300, 180)), page_size=(400, 200))
        return engine.prepare(package(design), fonts=FontSources())

    long = {"A": "a value that takes several lines in so narrow a cell"}
    growing = with_row('<Row Self="r" Name="0" MinimumHeight="3" AutoGrow="true"/>')
    fixed = with_row('<Row Self="r" Name="0" SingleRowHeight="17" AutoGrow="false"/>')

    assert "below" in text_of(render(growing, long, LENIENT))
    assert engine.check(growing, long) == ()
    (problem,) = engine.check(fixed, long)
    assert (problem.parameters["FieldName"], problem.parameters["Frame"]) == ("A", "cell 1 of row 1 of a table")


def test_a_value_too_long_for_a_frame_with_a_copyfit_label_is_set_smaller():
    label = '<Properties><Label><KeyValuePair Key="Label" Value="copyfit: 6pt"/></Label></Properties>'
    content = paragraph(
        "<Content>&lt;&lt;Name&gt;&gt;</Content>", properties='<AppliedFont type="string">DejaVu Sans</AppliedFont>', FontStyle="Book"
    )
    frame = text_frame("f1", story="s1", box=(36, 36, 136, 56), inner=label)
    prepared = decode(encode(engine.prepare(package(build_idml(stories={"s1": content}, spread_items=frame)), fonts=FontSources())))

    assert text_of(render(prepared, {"Name": "Wilhelm Maximilian"})).split() == ["Wilhelm", "Maximilian"]
    assert 15 < engine.fitting(prepared, {"Name": "Wilhelmina " * 20}, "Name") < 100
