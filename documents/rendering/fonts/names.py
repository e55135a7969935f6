"""Names of fonts and styles: when two of them mean the same, and what a style's name says of its look."""

import re

import msgspec

ROMAN = frozenset({"", "regular", "roman", "book", "normal", "plain", "text"})
WEIGHTS = {
    "hairline": 50, "thin": 100, "ultralight": 200, "extralight": 200, "light": 300, "demilight": 350, "semilight": 350, "book": 400,
    "regular": 400, "roman": 400, "normal": 400, "plain": 400, "medium": 500, "demi": 600, "semibold": 600, "demibold": 600, "bold": 700,
    "extrabold": 800, "ultrabold": 800, "heavy": 850, "black": 900, "ultra": 950, "extrablack": 950, "ultrablack": 950,
}  # fmt: skip
WEIGHT_WORD = re.compile("|".join(sorted(WEIGHTS, key=len, reverse=True)))
ITALIC_WORD = re.compile("italic|oblique|kursiv|slanted|inclined|\\bit\\b")
WIDTH_WORD = re.compile("(ultra|extra|semi)?(condensed|compressed|narrow|extended|expanded|wide)|\\bcn\\b|\\bcond\\b")


class FontName(msgspec.Struct, frozen=True, kw_only=True):
    """All the names of one style; `coordinates` of a variable font's instance."""

    family: str
    style: str
    postscript: str
    pairs: frozenset[tuple[str, str]]
    full: frozenset[str]
    coordinates: tuple[tuple[str, float], ...] = ()


class Look(msgspec.Struct, frozen=True):
    """What a style's name promises."""

    weight: int
    italic: bool
    width: str

    def distance(self, other: "Look") -> int:
        return abs(self.weight - other.weight) + 1000 * (self.italic != other.italic) + 2000 * (self.width != other.width)


def plain(name: str) -> str:
    """Case and spacing do not tell names apart: InDesign writes "SemiBold" where a font says "Semi Bold"."""
    return re.sub(r"[\s_-]+", "", name).casefold()


def roman(style: str) -> str:
    """A plain style without the words that mean "nothing special": "bookitalic" and "italic" are one."""
    style = style.replace("oblique", "italic")
    return "" if style in ROMAN else re.sub("^(regular|roman|book|normal)(?=italic$)", "", style)


def look(style: str) -> Look:
    text = style.casefold()
    packed = plain(style)
    weight = WEIGHT_WORD.search(packed)
    width = WIDTH_WORD.search(text) or WIDTH_WORD.search(packed)
    return Look(WEIGHTS[weight[0]] if weight else 400, bool(ITALIC_WORD.search(text)), width[0] if width else "")
