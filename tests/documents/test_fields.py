"""What each kind of field takes, and what is kept of it."""

import pytest

from documents import fields
from personalia_site.errors import Invalid


@pytest.mark.parametrize(
    ("kind", "value", "kept"),
    [
        ("String", "", ""),
        ("String", "Ngô Thị Hạnh", "Ngô Thị Hạnh"),
        ("String", " two  spaces ", " two  spaces "),
        ("Number", "1250.50", "1250.50"),
        ("Number", "-3", "-3"),
        ("Number", "007", "007"),
        ("Number", ".5", ".5"),
        ("Number", "5.", "5."),
        ("Number", 25, "25"),
        ("Number", 25.0, "25"),
        ("Number", -0.5, "-0.5"),
        ("Number", 25.123456789, "25.123456789"),
        ("Number", 1e3, "1000"),
        ("Number", 1e22, "10000000000000000000000"),
        ("Number", 1e-7, "0.0000001"),
        ("Date", "2025-04-01", "2025-04-01"),
        ("Date", "2024-02-29", "2024-02-29"),
        ("Boolean", "1", "1"),
        ("Boolean", "0", "0"),
        ("Boolean", True, "1"),
        ("Boolean", False, "0"),
    ],
)
def test_a_good_value_is_kept_as_text(kind, value, kept):
    assert fields.check("Field", kind, value) == kept


@pytest.mark.parametrize(
    ("kind", "value", "error_id"),
    [
        ("String", 1, 109),
        ("String", None, 109),
        ("String", ["a"], 109),
        ("Number", "", 113),
        ("Number", "1,000", 113),
        ("Number", "1 000", 113),
        ("Number", "1.000.000", 113),
        ("Number", "+1", 113),
        ("Number", "--1", 113),
        ("Number", "1e3", 113),
        ("Number", ".", 113),
        ("Number", "12\n", 113),
        ("Number", float("inf"), 113),
        ("Number", True, 109),
        ("Number", None, 109),
        ("Date", "2025-13-01", 112),
        ("Date", "2025-4-1", 112),
        ("Date", "20250401", 112),
        ("Date", "2025-02-29", 112),
        ("Date", "0000-01-01", 112),
        ("Date", "2025-04-01T00:00", 112),
        ("Date", 20250401, 109),
        ("Boolean", "true", 109),
        ("Boolean", "", 109),
        ("Boolean", 1, 109),
        ("Boolean", None, 109),
    ],
)
def test_a_bad_value_is_refused_by_the_contracts_number(kind, value, error_id):
    with pytest.raises(Invalid) as raised:
        fields.check("Field", kind, value)

    assert raised.value.error_id == error_id
    assert raised.value.parameters == {"FieldName": "Field"}


@pytest.mark.parametrize("digits", ["٣", "３", "२०"])
def test_digits_of_other_scripts_are_no_number_for_a_program(digits):
    with pytest.raises(Invalid):
        fields.check("Field", "Number", digits)
