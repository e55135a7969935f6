import os
from pathlib import Path

import pytest
import uharfbuzz as hb

from documents.rendering.findings import Finding, FoundField
from documents.rendering.fonts import FontLibrary, FontSources
from documents.rendering.preflight.letters import LETTERS, about_letters

LIBERATION = Path("/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf")
pytestmark = pytest.mark.skipif(not LIBERATION.exists() and os.environ.get("CI") != "true", reason="needs Debian's fonts-liberation")
NAME = ("Liberation Sans", "Regular")
ASCII = "".join(map(chr, range(32, 127)))


def with_letters(letters: str) -> bytes:
    """Liberation Sans with these letters alone."""
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.UNICODE).set({ord(letter) for letter in letters})
    wanted.sets(hb.SubsetInputSets.NAME_ID).set({1, 2, 4, 6})
    subset = hb.subset(hb.Face(LIBERATION.read_bytes()), wanted)
    assert subset is not None
    return bytes(subset.blob.data)


def found(letters: str, *fields: FoundField, fallback: bool = False) -> list[Finding]:
    sources = FontSources(system=fallback, fallbacks=(("DejaVu Sans", ""),) if fallback else ())
    fonts = FontLibrary({"Sans.ttf": with_letters(letters)}, sources)
    return list(about_letters(fields, fonts, {field.name: {NAME} for field in fields}))


def test_letters_that_nothing_has_are_a_hint():
    (finding,) = found(ASCII + LETTERS.replace("ł", "").replace("ő", ""), FoundField(name="Name", pages=("2",)))

    assert (finding.level, finding.pages, finding.subject) == ("warning", ("2",), "Liberation Sans Regular")
    assert finding.message == "The font Liberation Sans Regular of “Name” has no ł ő: a name with one of them fails."


def test_letters_that_a_fallback_font_has_are_a_note():
    (finding,) = found(ASCII, FoundField(name="Name"), fallback=True)

    assert finding.level == "info"
    assert "in a name they are set in a fallback font" in finding.message


def test_a_font_is_spoken_of_once_with_its_first_letters_and_fields():
    (finding,) = found(ASCII, *(FoundField(name=name) for name in ("Name", "City", "Street", "Company")))

    assert "of “Name”, “City”, “Street” and 1 more has no À Á Â Ã Ä Å Æ Ç È É Ê Ë and " in finding.message


def test_a_font_with_every_letter_is_not_spoken_of():
    assert not found(ASCII + LETTERS, FoundField(name="Name"))


def test_a_font_without_latin_letters_is_meant_for_others():
    assert not found("אבגדה", FoundField(name="Name"))


@pytest.mark.parametrize("field", [FoundField(name="Price", kind="Number"), FoundField(name="Size", choices=("S", "M"))])
def test_numbers_and_choices_need_no_letters(field):
    assert not found(ASCII, field)
