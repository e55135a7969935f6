import pytest

from campaigns.suggestions import autocomplete, label


@pytest.mark.parametrize(
    ("name", "shown", "token"),
    [
        ("First Name", "First name", "given-name"),
        ("FirstName", "First name", "given-name"),
        ("first_name", "First name", "given-name"),
        ("EMAIL", "Email", "email"),
        ("QR", "QR", ""),
        ("AK-2000", "AK 2000", ""),
        ("Vorname", "Vorname", "given-name"),
        ("שם פרטי", "שם פרטי", "given-name"),
        ("Name of the machine", "Name of the machine", ""),
        ("...", "...", ""),
    ],
)
def test_a_fields_name_suggests_label_and_autofill(name, shown, token):
    assert label(name) == shown
    assert autocomplete(name) == token
