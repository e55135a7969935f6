"""What was set before comes again exactly as it would be set anew."""

import random

import msgspec
import pytest

from documents.rendering.fonts import FontLibrary, FontSources
from documents.rendering.text import memory
from documents.rendering.text.fixed import FixedParagraphs
from documents.rendering.text.flow import Means
from documents.rendering.text.model import Composed, DropCap, FrameBox, Ink, Line, Paragraph, Rule, Shading, TextSettings, Wrap
from documents.rendering.text.shaping import ShapeCache
from documents.rendering.text.sizing import compose_into
from documents.rendering.text.styles import StyleBook
from tests.documents.rendering.text.composing import composed, frame, paragraph, run

PROSE = "Only what a field changes is set anew, and what stands below moves down with it. "
WRAP = Wrap(polygon=((60.0, 40.0), (140.0, 40.0), (140.0, 90.0), (60.0, 90.0)), mode="around")
STORY = (
    paragraph(run("<<Name>>", field="Name"), ", hello"),
    paragraph(PROSE * 2, alignment="left-justified", space_after_pt=3.0),
    paragraph(run("<<Street>>", field="Street"), remove_if_blank=True),
    paragraph(PROSE, rule_above=Rule(weight_pt=1.0, ink=Ink("Black"), offset_pt=8.0), keep_with_next=2),
    paragraph("Your ", run("<<Colour>>", field="Colour"), " one. " + PROSE, shading=Shading(ink=Ink("Black"))),
    paragraph(PROSE, run("<<Name>>", field="Name"), " said. " + PROSE * 3, alignment="left-justified"),
    paragraph(PROSE * 2, drop_cap=DropCap(lines=2, characters=1), keep_lines_together=True, keep_first=2, keep_last=2),
    paragraph("Item\tone", space_before_pt=2.0),
    paragraph("The end. " + PROSE, start="next-column"),
)
THREADS: dict[str, tuple[FrameBox, ...]] = {
    "one frame": (frame(height_pt=400.0),),
    "a thread": (frame("one", height_pt=90.0), frame("two", height_pt=70.0, width_pt=150.0), frame("three", height_pt=300.0)),
    "columns": (frame(columns=3, gutter_pt=10.0, width_pt=400.0, height_pt=110.0),),
    "balanced": (frame(columns=2, gutter_pt=10.0, width_pt=400.0, height_pt=400.0, balanced=True),),
    "centred": (frame(height_pt=420.0, vertical="center"),),
    "spread out": (frame(height_pt=420.0, vertical="justify", vertical_limit_pt=4.0),),
    "growing": (frame(height_pt=60.0, auto_size="height"),),
    "beside a picture": (frame(height_pt=420.0, wraps=(WRAP,)),),
    "on a grid": (frame(height_pt=420.0, grid_step_pt=14.0),),
    "too low": (frame(height_pt=130.0),),
}


def some_values(seed: int) -> dict[str, str]:
    chance = random.Random(seed)
    words = ("Ann", "Maximilian of the Long Name", "x", "")
    return {
        "Name": chance.choice(words),
        "Street": chance.choice(("", "Elm Street 5")),
        "Colour": " ".join(["red"] * chance.choice((1, 2, 30))),
    }


def set_anew(paragraphs: tuple[Paragraph, ...], frames: tuple[FrameBox, ...], values: dict[str, str], fonts: FontLibrary) -> Composed:
    styles = StyleBook.of(fonts, TextSettings())
    return compose_into(paragraphs, frames, Means(styles=styles, cache=ShapeCache(), fixed=FixedParagraphs(), values=values, objects={}))


def everything(found: Composed) -> bytes:
    lines = {key: [msgspec.structs.replace(line, kept=False) for line in lines] for key, lines in found.lines.items()}
    return msgspec.json.encode(msgspec.structs.replace(found, lines=lines))


def own_library() -> FontLibrary:
    return FontLibrary({}, FontSources())


def lines_of(found: Composed) -> list[Line]:
    return [line for lines in found.lines.values() for line in lines]


@pytest.mark.parametrize("thread", THREADS)
def test_lines_are_the_same_with_and_without_a_memory(thread):
    fonts, frames = own_library(), THREADS[thread]

    for seed in range(60):
        values = some_values(seed)
        with_memory = composed(*STORY, frames=frames, values=values, fonts=fonts)
        assert everything(with_memory) == everything(set_anew(STORY, frames, values, fonts)), values


def test_an_unchanged_paragraph_is_the_same_lines_in_every_document():
    fonts, frames = own_library(), (frame(height_pt=400.0),)

    *_, third, fourth = [lines_of(composed(*STORY[:2], frames=frames, values={"Name": name}, fonts=fonts)) for name in "ABCD"]

    assert third[0] is not fourth[0]
    assert all(line is again for line, again in zip(third[1:], fourth[1:], strict=True))


def test_a_line_beside_a_new_value_is_the_one_of_a_document_before():
    fonts, frames = own_library(), (frame(height_pt=400.0),)
    letter = paragraph(PROSE * 2, run("<<Name>>", field="Name"), ".", alignment="left-justified")

    *_, third, fourth = [lines_of(composed(letter, frames=frames, values={"Name": name}, fonts=fonts)) for name in ("Al", "Bo", "Cy", "Di")]

    assert third[0] is fourth[0]
    assert third[-1] is not fourth[-1]
    assert not fourth[-1].kept


def test_what_stands_in_one_document_alone_is_not_kept():
    fonts, frames = own_library(), (frame(height_pt=400.0),)

    found = [composed(*STORY[:2], frames=frames, values={"Name": f"Visitor {number}"}, fonts=fonts) for number in range(5)]

    assert not any(each.lines["frame"][0].kept for each in found)


def test_a_lacking_glyph_is_told_of_every_document():
    fonts, frames = own_library(), (frame(),)
    greeting = paragraph(run("<<Name>>", field="Name"))

    found = [composed(greeting, frames=frames, values={"Name": "A\U000f1234"}, fonts=fonts).missing for _ in range(4)]

    assert [len(missing) for missing in found] == [1, 1, 1, 1]


def test_the_memory_has_a_bound(monkeypatch):
    fonts, frames = own_library(), (frame(height_pt=400.0),)
    monkeypatch.setattr(memory, "MOST_LINES", 20)

    for number in range(30):
        for _ in range(2):
            composed(*STORY, frames=frames, values={"Name": f"Visitor {number}"}, fonts=fonts)

    kept = next(value for value in fonts.kept.values() if isinstance(value, memory.Memory))
    assert 0 < kept.line_count <= 20
