import pytest

from documents.rendering.findings import Finding
from documents.rendering.idml import read_document
from tests.documents.rendering.idml_builder import build_idml, package, story, text_frame


def found(*lines: str, **look: object) -> list[Finding]:
    items = text_frame("f1", story="s1", box=(36, 40, 300, 100))
    document = read_document(package(build_idml(stories={"s1": story(*lines, **look)}, spread_items=items)))
    return [finding for finding in document.findings if finding.code == "no-field"]


@pytest.mark.parametrize("text", ["<<Name>", "<Name>>", "{{Name}", "{Name}}", "<<First\u2028Name>>", "<<Name", "Name>>", "{{Name"])
def test_brackets_that_do_not_match_are_named(text):
    (finding,) = found(f"Dear {text} and all")

    assert finding.level == "warning"
    assert finding.subject in text.replace("\u2028", " ")
    assert "its brackets do not match" in finding.message


@pytest.mark.parametrize("text", ["«Name»", "[[Name]]", "${name}", "%%Name%%", "<First Name>", "{% name %}", "#{name}", "[first_name]"])
def test_other_programs_placeholders_are_named(text):
    (finding,) = found(f"Dear {text} and all")

    assert finding.subject == text
    assert "as another program does" in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "Dear <<Name>>,",
        "{{Name}} and <<Name>>",
        "Read more >>",
        "<< back",
        "2 < 3 > 1",
        "[1] and [a]",
        "<anna@example.com>",
        "{x}",
    ],
)
def test_fields_and_ordinary_signs_are_not(text):
    assert not found(text)


def test_quotation_marks_of_a_language_are_none():
    assert not found("Il dit «Bonjour»", AppliedLanguage="$ID/French")


def test_it_is_shown_where_it_stands_and_said_once():
    (finding,) = found("Dear <<Name>,", "and again <<Name>,")

    assert finding.pages == ("1",)
    assert [location.box_pt for location in finding.locations] == [(36, 40, 300, 100)]
