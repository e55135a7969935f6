"""Characters that a font lacks, set in the first of the fallback fonts that has them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from unicodedata import normalize

from documents.rendering.text.breaking import graphemes
from documents.rendering.text.scripts import script_starts
from documents.rendering.text.shaping import VARIANT, shape
from documents.rendering.text.source import Source, Span
from documents.rendering.text.styles import CACHE_SIZE, Style

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
# Chinese, Japanese and Korean share characters and draw them differently: the order alone decides which comes first.
EAST_ASIAN = re.compile("[\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")


def with_fallbacks(source: Source, missing: Iterable[tuple[int, int]]) -> Source:
    """The text with other styles where its own have no glyph: a base and its marks stay in one font, unless styles part them.

    missing   stretches in which a glyph is missing; other characters of them may be there
    """
    starts = graphemes(source.text)
    span_ends = [span.end for span in source.spans]
    cuts: dict[int, tuple[int, Style]] = {}
    for first, last in missing:
        for number in range(bisect_right(starts, first) - 1, bisect_left(starts, last)):
            start, end = starts[number], starts[number + 1] if number + 1 < len(starts) else len(source.text)
            for span in source.spans[bisect_right(span_ends, start) : bisect_left(span_ends, end) + 1]:
                part, part_end = max(start, span.start), min(end, span.end)
                style = stand_in(source.text[part:part_end], span.style)
                if style is not None:
                    cuts[part] = (part_end, style)
    return Source(source.text, list(_cut(source.spans, cuts)), dynamic=source.dynamic) if cuts else source


def stand_in(grapheme: str, style: Style) -> Style | None:
    """Names share their letters."""
    known = style.stand_ins
    if grapheme not in known:
        if len(known) >= CACHE_SIZE:
            known.clear()
        known[grapheme] = _that_has(grapheme, style)
    return known[grapheme]


def _that_has(text: str, style: Style) -> Style | None:
    """The first that has all of it. For an emoji, those with colours go before those that draw it in black; for a letter, those with serifs
    before those without where the text's own font has them, and the other way round.

    None: the text's own does, or nothing does
    """
    if has(text, style):
        return None
    coloured = EMOJI.search(text) is not None and AS_TEXT not in text
    by_order = coloured or EAST_ASIAN.search(text) is not None
    able: Style | None = None
    best = (False, False)
    for other in style.book.fallbacks(style):
        fits = (other.face.has_colour == coloured, by_order or _is_like(other, style))
        if (able is None or fits > best) and has(text, other):
            able, best = other, fits
            if all(fits):
                break
    if able is None and (letter := VARIANT.sub("", text)) != text:  # what is missing is this form of it, and is named
        return _that_has(letter, style)
    return able


def _is_like(other: Style, style: Style) -> bool:
    return other.face.serif is None or style.face.serif is None or other.face.serif == style.face.serif


def has(text: str, style: Style) -> bool:
    """By its characters, or by what HarfBuzz makes of them: it puts letters together, and takes them apart."""
    glyph = style.face.glyph
    if VARIANT.search(text) is None:
        if all(glyph(ord(character)) is not None for character in IGNORABLE.sub("", text)):
            return True
        apart = normalize("NFD", text)
        if len(apart) == 1 or (glyph(ord(apart[0])) is None and glyph(ord(normalize("NFC", text)[0])) is None):
            return False
    return not shape(text, 0, len(text), style=style, script=script_starts(text)[0][1], rtl=False).missing


def _cut(spans: Iterable[Span], cuts: dict[int, tuple[int, Style]]) -> Iterator[Span]:
    """Spans cut where another style begins and ends."""
    ordered = sorted(cuts)
    at = 0
    for span in spans:
        start = span.start
        while at < len(ordered) and ordered[at] < span.end:
            first = ordered[at]
            end, style = cuts[first]
            at += 1
            while at < len(ordered) and ordered[at] == end < span.end and cuts[end][1] is style:
                end, at = cuts[end][0], at + 1
            if first > start:
                yield span.moved(start, first)
            other = span.moved(first, end)
            other.style = style
            yield other
            start = end
        if start < span.end:
            yield span.moved(start, span.end)
