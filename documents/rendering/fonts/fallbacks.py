"""The fonts that are asked for a glyph which a text's own font lacks, in their order."""

from collections.abc import Iterable, Sequence

from documents.rendering.fonts.files import FontEntry
from documents.rendering.fonts.names import look, plain

# Where staff have not ordered them: a script's own fonts, then what has many scripts, then colour. One that is installed nowhere is
# passed over. Of Chinese, Japanese and Korean only one can come first: they share characters and draw them differently.
USUAL = (
    "Noto Sans", "Noto Serif", "Noto Sans Hebrew", "Noto Serif Hebrew", "Noto Sans Arabic", "Noto Sans Thai", "Noto Sans Devanagari",
    "Noto Sans Bengali", "Noto Sans Tamil", "Noto Sans Telugu", "Noto Sans Gujarati", "Noto Sans Gurmukhi", "Noto Sans Kannada",
    "Noto Sans Malayalam", "Noto Sans Sinhala", "Noto Sans Khmer", "Noto Sans Lao", "Noto Sans Myanmar", "Noto Sans Ethiopic",
    "Noto Sans Armenian", "Noto Serif Armenian", "Noto Sans Georgian", "Noto Serif Georgian", "Noto Sans Oriya", "Noto Serif Tibetan",
    "Noto Sans Syriac", "Noto Sans Thaana", "Noto Sans NKo", "Noto Sans Adlam", "Noto Sans Cherokee", "Noto Sans Canadian Aboriginal",
    "Noto Sans Mongolian", "Noto Sans Tifinagh", "Noto Sans Yi", "Noto Sans Javanese", "Noto Sans Balinese", "Noto Sans Sundanese",
    "Noto Sans Cham", "Noto Sans Tai Tham", "Noto Sans Lisu", "Noto Sans Meetei Mayek", "Noto Sans Ol Chiki", "Noto Sans Chakma",
    "Noto Sans Hanifi Rohingya", "Noto Sans Vai", "DejaVu Sans", "Noto Sans CJK JP", "Noto Sans JP", "IPAexGothic", "VL PGothic",
    "WenQuanYi Micro Hei", "Droid Sans Fallback", "Noto Sans Math", "Noto Sans Symbols2", "Noto Color Emoji", "Noto Emoji",
)  # fmt: skip

Order = tuple[tuple[str, str], ...]


def order(families: Iterable[str] = USUAL) -> Order:
    """Of each family whichever style is nearest to the text's: `FontSources.fallbacks`."""
    return tuple((family, "") for family in families)


def members(shelves: Iterable[Iterable[FontEntry]], family: str, style: str) -> list[FontEntry]:
    """The styles of a family on the first shelf that has it; only the one of that name where there is a name."""
    wanted, exact = plain(family), plain(style)
    for shelf in shelves:
        found = [entry for entry in shelf if any(pair[0] == wanted and exact in ("", pair[1]) for pair in entry.names)]
        if found:
            return found
    return []


def nearest(styles: Sequence[str], style: str) -> list[int]:
    """The place of the style that looks most like another; where that is an italic, then the upright's: it often has more scripts."""
    looks, wanted = [look(each) for each in styles], look(style)
    places = sorted(range(len(styles)), key=lambda place: looks[place].distance(wanted))
    upright = [place for place in places if not looks[place].italic]
    return list(dict.fromkeys([places[0], *upright[:1]]))
