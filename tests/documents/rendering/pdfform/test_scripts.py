"""What Acrobat's format scripts say, as a table."""

import pytest

from documents.rendering.pdfform import scripts

CASES = [
    ('AFNumber_Format(2, 0, 0, 0, "", true);', "Number", "-1234567.5", "-1,234,567.50"),
    ('AFNumber_Format(2, 2, 0, 0, " €", false);', "Number", "1234.5", "1.234,50 €"),
    ('AFNumber_Format(0, 1, 2, 0, "$", true);', "Number", "-42", "($42)"),
    ('AFNumber_Format(2, 4, 0, 0, "CHF ", true);', "Number", "1000", "CHF 1'000.00"),
    ('AFNumber_Format(2, 0, 0, 0, "", true);', "Number", "about ten", "about ten"),
    ('AFDate_FormatEx("dd.mm.yyyy");', "Date", "2026-03-07", "07.03.2026"),
    ("AFDate_FormatEx('mmmm d, yyyy')", "Date", "2026-03-07", "March 7, 2026"),
    ('AFDate_FormatEx("dddd, d mmm yy");', "Date", "2026-03-07", "Saturday, 7 Mar 26"),
    ("AFDate_Format(2);", "Date", "2026-03-07", "03/07/26"),
    ('AFDate_FormatEx("yyyy-mm-dd");', "Date", "next week", "next week"),
    ("AFSpecial_Format(0);", "String", "12345", "12345"),
    ("app.alert('no')", "String", "x", "x"),
]


@pytest.mark.parametrize(("script", "kind", "value", "shown"), CASES)
def test_a_format_script_makes_the_kind_certain_and_the_value_look_right(script, kind, value, shown):
    read = scripts.read_format(script)
    assert scripts.kind(read) == kind
    assert scripts.formatted(value, read) == shown
