"""InDesign's composer: stories and frames in, lines of placed glyphs out."""

from collections.abc import Iterable, Mapping

from documents.rendering.fonts import FontLibrary
from documents.rendering.text import hyphenation
from documents.rendering.text.fixed import FixedParagraphs
from documents.rendering.text.flow import Means
from documents.rendering.text.memory import Memory
from documents.rendering.text.model import AnchoredBox, Composed, FrameBox, Story, TextSettings, paragraphs_of
from documents.rendering.text.shaping import ShapeCache
from documents.rendering.text.sizing import compose_into
from documents.rendering.text.styles import StyleBook
from documents.rendering.text.surroundings import AllSurroundings
from documents.rendering.text.wrapping import has_wraps


def warm(stories: Iterable[Story]) -> None:
    """Load what composing these stories needs beside their fonts: the hyphenation patterns of their languages, no others."""
    for paragraph in (each for story in stories for each in paragraphs_of(story.paragraphs)):
        if paragraph.format.hyphenation is not None:
            for language in {look.language for run in paragraph.runs for look in (run.format, *run.looks)}:
                hyphenation.load(language, paragraph.format.hyphenation)


def compose(
    story: Story,
    frames: Mapping[str, FrameBox],
    *,
    fonts: FontLibrary,
    values: Mapping[str, str],
    objects: Mapping[str, AnchoredBox],
    settings: TextSettings,
) -> Composed:
    """Compose a story into the frames of its thread.

    frames   by id; those of story.frames are used, in their order
    values   text by field name; a field without one shows its placeholder
    objects  by Run.object
    returns  the lines of every frame; what did not fit is in `overset`, what the fonts lack in `missing`
    raises   MissingFont when there is no font at all
    costs    one HarfBuzz call per stretch of one style; paragraphs without fields are measured and broken once per library
    source   composition.md
    """
    # Only a template's text comes again, document after document. Without values it may be a visitor's own: nothing of it is kept.
    kept = fonts.kept if values else {}
    means = Means(
        styles=StyleBook.of(fonts, settings),
        fixed=kept.setdefault((FixedParagraphs, settings), FixedParagraphs()),
        memory=kept.setdefault((Memory, settings), Memory()) if values else None,
        surroundings=kept.setdefault((AllSurroundings, settings), AllSurroundings()) if values else None,
        cache=kept.setdefault(ShapeCache, ShapeCache()),
        values=values,
        objects=objects,
        notes=story.notes,
        hang_pt=story.optical_margin_pt,
        vertical=story.vertical,
        wraps=not story.vertical and bool(objects) and has_wraps(story.paragraphs, objects),
    )
    return compose_into(story.paragraphs, [frames[key] for key in story.frames if key in frames], means)
