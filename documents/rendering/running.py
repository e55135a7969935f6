"""Running headers: on each page, a master's text variable shows what the paragraphs of a style say there."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from documents.rendering.document import Document, Item
from documents.rendering.fonts import FontLibrary
from documents.rendering.text import compose
from documents.rendering.text.model import Paragraph, Run, Running, Story

Found = dict[str, list[tuple[int, Paragraph]]]  # by style, in order: the page it begins on, and the paragraph
END_PUNCTUATION = ".!?:,;…。！？"


def with_running_headers(document: Document, library: FontLibrary) -> Document:
    """The design with its running headers filled in: where values make paragraphs move to other pages, they stay as they are here.

    costs   one composition of the stories that they look in, once per template version
    """
    styles = {header.style for story in document.stories for header in _headers(story)}
    if not styles:
        return document
    pages = {frame: number for number, page in enumerate(document.pages) for item in page.items for frame in _frames(item)}
    found = _paragraphs(document, library, styles=styles, pages=pages)
    stories = (_filled(story, found, pages) if any(_headers(story)) else story for story in document.stories)
    return replace(document, stories=tuple(stories))


def _headers(story: Story) -> Iterator[Running]:
    return (run.running for paragraph in story.paragraphs for run in paragraph.runs if run.running is not None)


def _frames(item: Item) -> Iterator[str]:
    if item.frame is not None:
        yield item.frame
    for child in item.children:
        yield from _frames(child)


def _paragraphs(document: Document, library: FontLibrary, *, styles: Iterable[str], pages: Mapping[str, int]) -> Found:
    found: Found = {style: [] for style in styles}
    for story in document.stories:
        wanted = {number: each for number, each in enumerate(story.paragraphs) if each.format.style in found}
        if not wanted or any(_headers(story)):
            continue
        composed = compose(story, document.frames, fonts=library, values={}, objects={}, settings=document.text_settings)
        begun: dict[int, int] = {}
        for frame in story.frames:
            for line in composed.lines.get(frame, ()):
                if line.paragraph in wanted and frame in pages:
                    begun.setdefault(line.paragraph, pages[frame])
        for number, page in begun.items():
            found[wanted[number].format.style].append((page, wanted[number]))
    return {style: sorted(places, key=lambda place: place[0]) for style, places in found.items()}


def _filled(story: Story, found: Found, pages: Mapping[str, int]) -> Story:
    page = next((pages[frame] for frame in story.frames if frame in pages), 0)
    paragraphs = (replace(each, runs=tuple(_runs(each.runs, found, page))) for each in story.paragraphs)
    return replace(story, paragraphs=tuple(paragraphs))


def _runs(runs: Sequence[Run], found: Found, page: int) -> Iterator[Run]:
    for run in runs:
        if run.running is None:
            yield run
            continue
        source = _shown(run.running, found[run.running.style], page)
        if source is not None:
            yield from _said(run, run.running, source)


def _shown(running: Running, places: Sequence[tuple[int, Paragraph]], page: int) -> Paragraph | None:
    """The first or the last that begins on the page; where none does, the last before it."""
    before = bisect_right(places, page - 1, key=lambda place: place[0])
    here = bisect_right(places, page, key=lambda place: place[0])
    if here > before and not running.last:
        return places[before][1]
    return places[here - 1][1] if here else None


def _said(run: Run, running: Running, source: Paragraph) -> Iterator[Run]:
    """The paragraph's text and fields in the header's look."""
    parts = [each for each in source.runs if each.text or each.field]
    plain = replace(run, running=None, text="")
    if running.before:
        yield replace(plain, text=running.before)
    for number, part in enumerate(parts):
        text = part.text.replace("\u2028", " ")
        if running.drops_end and number == len(parts) - 1 and part.field is None:
            text = text.rstrip().rstrip(END_PUNCTUATION)
        yield replace(plain, text=text, field=part.field)
    if running.after:
        yield replace(plain, text=running.after)
