"""Factories: ordinary paragraphs and frames in Liberation Sans 10/12; a test names what it depends on."""

from functools import cache

import msgspec

from documents.rendering.fonts import Face, FontLibrary, FontSources
from documents.rendering.text import compose
from documents.rendering.text.model import (
    AnchoredBox,
    CharacterFormat,
    Composed,
    FrameBox,
    GlyphRun,
    Line,
    Paragraph,
    ParagraphFormat,
    Run,
    Story,
    TextSettings,
)

SANS = CharacterFormat(family="Liberation Sans", style="Regular", size_pt=10.0, leading_pt=12.0)
DEJAVU = CharacterFormat(family="DejaVu Sans", style="Book", size_pt=10.0, leading_pt=12.0)


@cache
def library() -> FontLibrary:
    return FontLibrary({}, FontSources())


def face(form: CharacterFormat = SANS) -> Face:
    return library().find(form.family, form.style).face


def like(form: CharacterFormat, **changes) -> CharacterFormat:
    return msgspec.structs.replace(form, **changes)


def run(text: str, form: CharacterFormat = SANS, **attributes) -> Run:
    return Run(format=form, text=text, **attributes)


def paragraph(*runs: Run | str, end: CharacterFormat | None = None, remove_if_blank: bool = False, **form) -> Paragraph:
    made = tuple(run(part) if isinstance(part, str) else part for part in runs)
    return Paragraph(
        format=ParagraphFormat(**{"hyphenation": None, **form}),
        runs=made,
        end=end or (made[-1].format if made else SANS),
        remove_if_blank=remove_if_blank,
    )


def frame(name: str = "frame", **changes) -> FrameBox:
    return FrameBox(**{"id": name, "name": name, "left_pt": 0.0, "top_pt": 0.0, "width_pt": 200.0, "height_pt": 200.0, **changes})


def composed(*paragraphs: Paragraph, frames: tuple[FrameBox, ...] | None = None, values=None, objects=None, fonts=None) -> Composed:
    boxes = (frame(),) if frames is None else frames
    return compose(
        Story(id="story", paragraphs=paragraphs, frames=tuple(box.id for box in boxes)),
        {box.id: box for box in boxes},
        fonts=fonts or library(),
        values=values or {},
        objects={key: AnchoredBox(key, *box) for key, box in (objects or {}).items()},
        settings=TextSettings(),
    )


def lines(*paragraphs: Paragraph, **arguments) -> list[Line]:
    return [line for column in composed(*paragraphs, **arguments).lines.values() for line in column]


def texts(found: list[Line]) -> list[str]:
    """As read back from the glyphs, each line from left to right."""
    return ["".join("".join(glyph_run.clusters) for glyph_run in line.runs).strip() for line in found]


def end_of(glyph_run: GlyphRun) -> float:
    return glyph_run.x_pt + sum(glyph_run.advances_pt)


def width(text: str, form: CharacterFormat = SANS) -> float:
    """The bare advances by the font's own table, without kerning."""
    its_face = face(form)
    return sum(its_face.advance(its_face.glyph(ord(character))) * form.size_pt for character in text)
