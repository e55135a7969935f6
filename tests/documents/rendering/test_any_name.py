"""Any person's name in the demo's brochure and in a PDF form: right, or refused with a reason. Emoji are a font's made for the test."""

import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from demo import build
from documents.intake import open_path
from documents.rendering import engine
from documents.rendering.fonts import FontSources
from documents.rendering.fonts.fallbacks import order
from documents.rendering.output import Output
from documents.rendering.package import Package
from documents.rendering.prepared import Prepared
from personalia_site.errors import MissingFont
from tests.documents.rendering.form_builder import COMB, build_form, text
from tests.documents.rendering.paint.designs import text_of
from tests.documents.rendering.paint.test_colour_glyphs import colour_font

PARTY, MAN, WOMAN, JOINER = "\U0001f389", "\U0001f468", "\U0001f469", "\u200d"
NAMES = [
    "Łukasz Żółć",
    "Ngô Thị Hạnh",
    "Ελένη",
    "Олександр",
    "עידו",
    "محمد",
    "Նարեկ",
    "გიორგი",
    "e\u0301le\u0300ve",
    "Ṩa\u0323\u0302m",
    "Zoë עידו",
    f"Zoë {PARTY}",
    f"{MAN}{JOINER}{WOMAN} Fam",
]
REFUSED = [("\ue123", "\ue123"), ("Zoë \U000f0000", "\U000f0000")]  # of private use: no font has them but by agreement
FONTS = FontSources(
    library={"colours.ttf": colour_font(ord(PARTY), ord(MAN), ord(WOMAN))},  # type: ignore[no-untyped-call]
    fallbacks=(*order(["DejaVu Sans"]), ("Colours", "")),
)


@cache
def brochure() -> Prepared:
    return engine.prepare(open_path(Path(build.HERE) / "brochure.zip"), fonts=FONTS)


@cache
def form() -> Prepared:
    fields = (text("First Name", rect=(36, 700, 400, 720)), text("Cells", rect=(36, 600, 400, 620), flags=COMB, MaxLen=14))
    return engine.prepare(Package(kind="pdf", name="form.pdf", design=build_form(fields)), fonts=FONTS)


def letters(shown: str) -> list[str]:
    """Whatever the order in which they were drawn, and however accents are written."""
    return sorted(character for character in unicodedata.normalize("NFC", shown) if character.isalpha())


@pytest.mark.parametrize("prepared", [brochure, form])
@pytest.mark.parametrize("name", NAMES)
def test_a_name_comes_out_right(prepared: Callable[[], Prepared], name: str) -> None:
    shown = text_of(engine.render(prepared(), {"First Name": name}, Output())[0].content)

    missing = letters(name)
    for letter in letters(shown):
        if letter in missing:
            missing.remove(letter)
    assert missing == []


@pytest.mark.parametrize("name", NAMES)
def test_a_name_stands_in_the_cells_of_a_comb(name: str) -> None:
    assert engine.check(form(), {"Cells": name}) == ()


@pytest.mark.parametrize("prepared", [brochure, form])
@pytest.mark.parametrize(("name", "character"), REFUSED)
def test_a_name_that_no_font_has_is_refused_and_drawn_leniently(prepared: Callable[[], Prepared], name: str, character: str) -> None:
    with pytest.raises(MissingFont) as refused:
        engine.render(prepared(), {"First Name": name}, Output())

    said = refused.value.parameters
    assert (said["FieldName"], said["Character"], said["Text"]) == ("First Name", character, name)
    assert said["Font"]
    assert "Frame" in said or prepared is form
    assert engine.render(prepared(), {"First Name": name}, Output(strict=False))
