"""Characters that a font lacks, set in the first of the fallback fonts that has them."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from documents.rendering.text.breaking import graphemes
from documents.rendering.text.source import Source, Span
from documents.rendering.text.styles import Style

# Joiners, variation selectors and tags: a font that has the letters need not have these.
IGNORABLE = re.compile(
    "[\u00ad\u034f\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\U000e0000-\U000e0fff]"
)


def with_fallbacks(source: Source, missing: Iterable[int]) -> Source:
    """The text with other styles where its own have no glyph: a base and its marks stay in one font.

    missing   places of characters without a glyph
    """
    starts = graphemes(source.text)
    cuts: dict[int, tuple[int, Style]] = {}
    for place in missing:
        number = bisect_right(starts, place) - 1
        start, end = starts[number], starts[number + 1] if number + 1 < len(starts) else len(source.text)
        span = next(span for span in source.spans if span.end > start)
        style = _that_has(source.text[start:end], span.style)
        if style is not None and end <= span.end:
            cuts[start] = (end, style)
    return Source(source.text, list(_cut(source.spans, cuts)), dynamic=source.dynamic) if cuts else source


def _that_has(text: str, style: Style) -> Style | None:
    needed = {ord(character) for character in IGNORABLE.sub("", text)}
    for other in style.book.fallbacks(style):
        if all(other.face.glyph(character) for character in needed):
            return other
    return None


def _cut(spans: Iterable[Span], cuts: dict[int, tuple[int, Style]]) -> Iterator[Span]:
    """Spans cut where another style begins and ends."""
    ordered = sorted(cuts)
    at = 0
    for span in spans:
        start = span.start
        while at < len(ordered) and ordered[at] < span.end:
            first = ordered[at]
            end, style = cuts[first]
            if first > start:
                yield span.moved(start, first)
            other = span.moved(first, end)
            other.style = style
            yield other
            start, at = end, at + 1
        if start < span.end:
            yield span.moved(start, span.end)
