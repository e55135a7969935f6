import pytest

from documents.rendering.findings import FoundField, Location
from documents.rendering.preflight.names import about_names, says_nothing


def found(*names: str, kind: str = "idml", **details: object) -> list[tuple[str, str]]:
    fields = [FoundField(name=name, **details) for name in names]  # type: ignore[arg-type]
    return [(finding.code, finding.message) for finding in about_names(fields, kind=kind)]


@pytest.mark.parametrize(
    "name",
    [
        "Text1", "text_12", "Field", "Field 3", "undefined", "untitled12", "Textfeld 4", "Champ de texte 2", "Check Box1", "17", "x", "",
        "topmostSubform[0].Page1[0].f1_01[0]", "fill_1", "form.Text1", "Kontrollkästchen7", "TEXT 1.2", "_",
    ],
)  # fmt: skip
def test_a_name_that_a_program_made_says_nothing(name):
    assert says_nothing(name)


@pytest.mark.parametrize(
    "name",
    ["Name", "First Name", "Text on the card", "Street 2", "ZIP", "form.First Name", "氏名", "名", "Année", "IBAN", "Testimonial"],
)
def test_a_name_that_people_gave_says_something(name):
    assert not says_nothing(name)


def test_names_that_say_nothing_are_one_finding_however_many_they_are():
    names = [f"Text{number}" for number in range(1, 10)]

    (code, message), *more = found(*names, kind="pdf")

    assert code == "unclear-name"
    assert message.endswith("“Text1”, “Text2”, “Text3”, “Text4”, “Text5”, “Text6” and 3 more.")
    assert not more


@pytest.mark.parametrize(("one", "other"), [("First Name", "first name"), ("FirstName", "First_Name"), ("Café", "cafe")])
def test_names_that_differ_only_in_case_spaces_or_signs_are_doubted(one, other):
    assert found(one, "Company", other) == [
        ("alike-names", f"“{one}” and “{other}” are 2 fields, though their names differ only in case, spaces or signs.")
    ]


def test_names_in_other_letters_are_not_alike():
    assert not found("Имя", "Город", "年", "月", "Name", "Ναμε")


@pytest.mark.parametrize("name", ["@Photo", "#Code", '"Name"', "Name;City", "Name\tCity", "Name,City", "\ufeffName"])
def test_marks_of_a_data_file_are_seen_in_a_name(name):
    assert [code for code, message in found(name) if "data file" in message] == ["unclear-name"]


def test_a_sentence_between_brackets_is_no_name():
    assert "longer than 60 characters" in found("This is a text that the designer has written between two brackets")[0][1]


@pytest.mark.parametrize(("name", "wanted"), [("Photo", "picture"), ("logo", "picture"), ("QR Code", "code"), ("Barcode", "code")])
def test_a_text_field_called_as_a_picture_or_a_code_is_doubted(name, wanted):
    (finding,) = about_names([FoundField(name=name)], kind="idml")

    assert finding.code == "text-for-picture"
    assert wanted in finding.remedy


def test_pictures_and_codes_may_be_called_what_they_are():
    assert not found("Photo", kind="idml", certain=True, qr=True)
    assert not list(about_names([FoundField(name="Photo", kind="Image", certain=True)], kind="idml"))


def test_a_finding_about_names_has_the_first_places_of_its_fields():
    at = [Location(page=0, box_pt=(0, float(top), 10, 20)) for top in range(5)]
    fields = [FoundField(name=f"Text{number}", pages=("1",), locations=(each,)) for number, each in enumerate(at)]

    (finding,) = about_names(fields, kind="pdf")

    assert finding.pages == ("1",)
    assert finding.locations == tuple(at[:3])


def test_clear_names_are_not_mentioned():
    assert found("First Name", "Last Name", "Company", "City") == []
