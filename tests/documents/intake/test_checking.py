"""A package becomes a checked template."""

import io
from xml.sax.saxutils import escape

import pytest
from PIL import Image

from documents.intake import check, open_upload
from documents.intake.checking import MAX_FIELDS
from documents.rendering.fonts import FontSources
from personalia_site.errors import BrokenDesign, Invalid
from tests.documents.rendering.form_builder import build_form, text
from tests.documents.rendering.idml_builder import build_idml, paragraph, rectangle, text_frame, zipped


def checked(data, **more):
    return check(open_upload(data, name="Coupon.idml"), fonts=FontSources(), **more)


def design(*texts, font="Liberation Sans"):
    """A page of text."""
    applied = f'<AppliedFont type="string">{font}</AppliedFont>'
    content = "<Br/>".join(f"<Content>{escape(each)}</Content>" for each in texts)
    return build_idml(
        stories={"s": paragraph(content, properties=applied)}, spread_items=text_frame("f", story="s", box=(36, 36, 560, 800))
    )


def test_a_design_has_fields_pages_and_a_picture_of_its_first_page():
    said = []
    done = checked(design("Dear <<First Name>>,"), on_progress=said.append)
    assert [field.name for field in done.fields] == ["First Name"]
    assert [page.name for page in done.prepared.pages] == ["1"]
    picture = Image.open(io.BytesIO(done.preview_png))
    assert picture.format == "PNG"
    assert 900 < max(picture.size) < 1100
    assert len(said) >= 2


def test_a_field_name_in_any_script_is_found():
    assert [field.name for field in checked(design("«", "<<Имя 名前 שם>>")).fields] == ["Имя 名前 שם"]


def test_a_template_without_fields_is_taken_and_says_so():
    for data in (design("Nothing to fill in"), build_form([])):
        done = checked(data)
        assert done.fields == ()
        assert [finding.level for finding in done.findings if finding.code == "no-fields"] == ["info"]
        assert done.findings == done.prepared.findings


def test_a_design_without_pages_is_refused():
    empty = b'<?xml version="1.0"?><Document Self="d" StoryList=""/>'
    with pytest.raises(BrokenDesign, match="no page"):
        checked(build_idml(members={"designmap.xml": empty}))


def test_three_hundred_fields_work_and_far_more_are_refused():
    names = [f"<<Field {number}>>" for number in range(300)]
    assert len(checked(design(*[" ".join(names[n : n + 10]) for n in range(0, 300, 10)])).fields) == 300
    many = [text(f"Field {number}") for number in range(MAX_FIELDS + 1)]
    with pytest.raises(Invalid, match=f"{MAX_FIELDS + 1} fields"):
        checked(build_form(many))


def test_a_font_that_cannot_be_read_is_reported_and_breaks_nothing():
    packed = zipped({"Coupon.idml": design("Hello <<Name>>"), "Document fonts/Broken.otf": b"OTTO" + bytes(40)})
    findings = checked(packed).findings
    assert [(finding.level, finding.subject) for finding in findings if finding.code == "unreadable-font"] == [("warning", "Broken.otf")]


def test_a_broken_link_is_an_error_that_names_the_file():
    link = '<Link Self="l1" LinkResourceURI="file:///Volumes/Work/photo.jpg" StoredState="Normal"/>'
    bounds = '<Properties><GraphicBounds Left="0" Top="0" Right="50" Bottom="50"/></Properties>'
    image = f'<Image Self="i1" ItemTransform="1 0 0 1 0 0">{bounds}{link}</Image>'
    findings = checked(build_idml(spread_items=rectangle("r1", box=(0, 0, 50, 50), inner=image))).findings
    assert [(finding.level, finding.error_id) for finding in findings if "photo.jpg" in finding.message] == [("error", 1006)]
