"""What is composed from a changed word on is what is composed whole."""

import random
from string import ascii_lowercase
from typing import Any

import msgspec
import pytest

from documents.rendering.fonts import FontLibrary, FontSources
from documents.rendering.text.fixed import FixedParagraphs
from documents.rendering.text.flow import Means
from documents.rendering.text.measuring import Measured
from documents.rendering.text.model import Composed, FrameBox, Hyphenation, Paragraph, TextSettings
from documents.rendering.text.shaping import ShapeCache
from documents.rendering.text.sizing import compose_into
from documents.rendering.text.source import read
from documents.rendering.text.styles import StyleBook
from documents.rendering.text.surroundings import AllSurroundings
from tests.documents.rendering.text.composing import DEJAVU, SANS, composed, frame, library, like, paragraph, run
from tests.documents.rendering.text.test_memory import everything

LARGE = like(DEJAVU, size_pt=17.0, leading_pt=None)
OPTICAL = like(SANS, kerning="optical")
PROSE = (
    "It is narrow enough for a real kitchen, quiet enough for six in the morning, and it has no screen. A well-known lever sets the "
    "pressure, a needle shows it (AV. To. fi. ffl), and your hand learns the rest and/or more within an incomprehensible week."
)
NAME, CITY = run("<<Name>>", field="Name"), run("<<City>>", field="City")
CAPITALS = run("<<City>>", like(SANS, caps="all", tracking=40.0), field="City")
BOLD = run("<<Name>>", like(SANS, style="Bold"), field="Name")
TEXTS = {
    "at the beginning": (NAME, ", " + PROSE),
    "in the middle": (PROSE + " Dear ", NAME, ", " + PROSE),
    "at the end": (PROSE + " For ", NAME),
    "several": ("Dear ", BOLD, " of ", CITY, ": " + PROSE + " See you in ", CAPITALS, ", and ", NAME, ". " + PROSE),
    "close together": (PROSE + " ", NAME, CITY, " (", NAME, ") " + PROSE),
    "optically kerned": (run(PROSE + " To ", OPTICAL), run("<<Name>>", OPTICAL, field="Name"), run(", " + PROSE, OPTICAL)),
    "in two sizes": (PROSE, run(" Yours, ", LARGE), run("<<Name>>", LARGE, field="Name"), run(". ", LARGE), PROSE),
}
FORMS = {
    "ragged": {"alignment": "left"},
    "justified": {"alignment": "left-justified"},
    "hyphenated": {"alignment": "left-justified", "hyphenation": Hyphenation(ladder_limit=1), "first_line_indent_pt": 12.0},
    "hyphenated rag": {"alignment": "left", "hyphenation": Hyphenation(last_word=False), "keep_lines_together": True},
    "loose letters": {"alignment": "fully-justified", "letter_spacing": (-0.1, 0.0, 0.2), "hyphenation": Hyphenation()},
    "spaced": {"alignment": "center", "letter_spacing": (0.0, 0.1, 0.2), "last_line_indent_pt": 30.0},
    "single lines": {"alignment": "left-justified", "composer": "single-line", "hyphenation": Hyphenation()},
}
THREADS: dict[str, tuple[FrameBox, ...]] = {
    "wide": (frame(height_pt=900.0),),
    "columns": (frame(columns=3, gutter_pt=10.0, width_pt=400.0, height_pt=60.0), frame("two", width_pt=90.0, height_pt=900.0)),
}
UNUSUAL = [
    "",
    " ",
    "  Ann ",
    "\u00dc\u00dfAV",
    "\u4e00\u4e01",
    "\u0645",
    "a\u00adb",
    "x\ny",
    "a\tb",
    "O\u2019Neil",
    "AK-2000",
    "e\u0301",
    "\U000f1234",
]


def some_value(chance: random.Random) -> str:
    if chance.random() < 0.3:
        return chance.choice(UNUSUAL)
    words = ("".join(chance.choices(ascii_lowercase, k=chance.randint(1, 12))) for _ in range(chance.choice((1, 1, 1, 2, 12))))
    return " ".join(words).title()


def rounded(found: Composed) -> object:
    """Sums of widths that begin elsewhere differ in their last bits."""
    return _rounded(msgspec.json.decode(everything(found)))


def _rounded(value: Any) -> Any:
    match value:
        case float():
            return round(value, 7)
        case list():
            return [_rounded(each) for each in value]
        case dict():
            return {key: _rounded(each) for key, each in value.items()}
    return value


def set_anew(one: Paragraph, frames: tuple[FrameBox, ...], values: dict[str, str], fonts: FontLibrary) -> Composed:
    styles = StyleBook.of(fonts, TextSettings())
    return compose_into((one,), frames, Means(styles=styles, cache=ShapeCache(), fixed=FixedParagraphs(), values=values, objects={}))


@pytest.mark.parametrize("thread", THREADS)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("text", TEXTS)
def test_the_lines_are_those_of_the_whole_paragraph(text, form, thread):
    fonts, frames = FontLibrary({}, FontSources()), THREADS[thread]
    one = paragraph(*TEXTS[text], **FORMS[form])
    chance = random.Random(f"{text} {form} {thread}")

    for _ in range(40):
        values = {"Name": some_value(chance), "City": some_value(chance)}
        found, whole = composed(one, frames=frames, values=values, fonts=fonts), set_anew(one, frames, values, fonts)
        assert rounded(found) == rounded(whole), values


def measured_with(one: Paragraph, values: dict[str, str]) -> Measured | None:
    styles, cache = StyleBook.of(library(), TextSettings()), ShapeCache()
    surroundings = AllSurroundings().of(one, values, styles=styles, cache=cache)
    assert surroundings is not None
    return surroundings.measure(values)


@pytest.mark.parametrize("value", ["Ann", "AVA", "fi", "x y", "W.", "\u00dc"])
def test_the_glyphs_are_those_of_the_whole_paragraph(value):
    one = paragraph("Told by A", NAME, "V, " + PROSE)
    values = {"Name": value}
    whole = Measured(
        one, read(one, values=values, frame=None, styles=StyleBook.of(library(), TextSettings())), cache=ShapeCache(), objects={}
    )

    found = measured_with(one, values)

    assert found is not None
    assert (found.text, found.widths, found.x, found.spaces) == (whole.text, whole.widths, whole.x, whole.spaces)
    assert [(i.start, i.end, i.glyphs.ids, i.glyphs.clusters, i.glyphs.plain) for i in found.items if i.glyphs] == [
        (i.start, i.end, i.glyphs.ids, i.glyphs.clusters, i.glyphs.plain) for i in whole.items if i.glyphs
    ]


@pytest.mark.parametrize("value", ["\u4e00", "\u05d0", "a\tb", "\u00ad"])
def test_an_unusual_value_is_measured_with_its_paragraph(value):
    assert measured_with(paragraph("Told by ", NAME, ", " + PROSE), {"Name": value}) is None


def test_the_rest_of_a_paragraph_is_the_lines_of_a_document_before():
    fonts, frames = FontLibrary({}, FontSources()), (frame(height_pt=900.0),)
    one = paragraph(NAME, ", " + PROSE, alignment="left-justified")

    *_, third, fourth = [
        composed(one, frames=frames, values={"Name": name}, fonts=fonts).lines["frame"] for name in ("Ann", "Bob", "Cid", "Eve")
    ]

    assert third[0] is not fourth[0]
    assert third[-1] is fourth[-1]
