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
# Shown in colour unless U+FE0E asks for text (Unicode's emoji-data.txt, Emoji_Presentation), and what U+FE0F or U+20E3 asks colour for.
EMOJI = re.compile(
    "[\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615\u2648-\u2653\u267f\u2693\u26a1\u26aa\u26ab\u26bd\u26be\u26c4\u26c5\u26ce"
    "\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd\u2705\u270a\u270b\u2728\u274c\u274e\u2753-\u2755\u2757\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c\u2b50"
    "\u2b55\U0001f000-\U0001faff\ufe0f\u20e3]"
)
AS_TEXT = "\ufe0e"


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
    """The first that has all of it; for an emoji the first with colours goes before those that draw it in black."""
    needed = {ord(character) for character in IGNORABLE.sub("", text)}
    able = [other for other in style.book.fallbacks(style) if all(other.face.glyph(character) for character in needed)]
    coloured = EMOJI.search(text) is not None and AS_TEXT not in text
    return next((other for other in able if other.face.has_colour == coloured), able[0] if able else None)


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
