import pytest

from campaigns.numbers import read_number


@pytest.mark.parametrize(
    ("text", "decimal", "number"),
    [
        ("1234.5", ".", "1234.5"),
        ("1,234.5", ".", "1234.5"),
        ("1.234,5", ".", "1234.5"),
        ("1,234", ".", "1234"),
        ("1,234", ",", "1.234"),
        ("1.234", ",", "1234"),
        ("1.234", ".", "1.234"),
        ("0,5", ".", "0.5"),
        ("1 234,50", ",", "1234.50"),
        ("1'234.50", ".", "1234.50"),
        ("1,234,567", ".", "1234567"),
        ("1,234,567", ",", "1234567"),
        (" -5 ", ".", "-5"),
        ("−5", ".", "-5"),
        ("١٬٢٣٤٫٥", ".", "1234.5"),
        ("१२", ".", "12"),
    ],
)
def test_numbers_are_read_as_people_write_them(text, decimal, number):
    assert read_number(text, decimal=decimal) == number


@pytest.mark.parametrize("text", ["many", "1,2,3", "1.2.3", "12,34.5,6", "--5"])
def test_what_is_no_number_stays_as_it_came(text):
    assert read_number(text) == text
