"""Blocks: stretches of a paragraph that begin with a word, so that each is shaped and searched for line ends on its own."""

from collections.abc import Callable, Iterator, Sequence

from documents.rendering.text.breaking import SOFT_HYPHEN, opportunities
from documents.rendering.text.hyphenation import points
from documents.rendering.text.measuring import HANGING, STRETCHABLE
from documents.rendering.text.model import Hyphenation, ParagraphFormat
from documents.rendering.text.shaping import Glyphs
from documents.rendering.text.styles import Style


class Part:
    """Glyphs that are shaped as one with those beside them in the same item; clusters are counted from the block's start.

    start, end   its characters in the block
    shift        what the block's counting is ahead of that of `glyphs`, where these glyphs come from
    """

    __slots__ = ("advances", "clusters", "end", "glyphs", "ids", "offsets", "shift", "start")

    def __init__(self, start: int, end: int, glyphs: Glyphs, *, shift: int) -> None:
        low, high = glyphs.bounds(start - shift, end - shift)
        self.start, self.end, self.glyphs, self.shift = start, end, glyphs, shift
        self.ids = glyphs.ids[low:high]
        self.clusters = [cluster + shift for cluster in glyphs.clusters[low:high]]
        self.advances = glyphs.advances[low:high]
        self.offsets = glyphs.offsets[low:high] if glyphs.offsets else None

    def breaks_at(self, place: int) -> bool:
        return self.glyphs.breaks_at(place - self.shift)


class Block:
    """Its text, its glyphs, and the places in it where a line may end.

    widths   of its characters; spaces: of those that stretch
    places   counted from its start; its own end is one of them
    hyphens  those of them where a hyphen is shown that the text may not have
    visible  the visible ends of lines that end there
    behind   what comes to a line's width there: a hyphen's; less: the tracking that does not
    """

    __slots__ = ("behind", "hyphens", "less", "parts", "places", "spaces", "text", "visible", "widths")

    def __init__(self, text: str, parts: Sequence[Part]) -> None:
        self.text, self.parts = text, parts
        self.widths = [0.0] * len(text)
        for part in parts:
            for cluster, advance in zip(part.clusters, part.advances, strict=True):
                self.widths[cluster] += advance
        self.spaces = [width if character in STRETCHABLE else 0.0 for character, width in zip(text, self.widths, strict=True)]
        self.places: list[int] = []
        self.hyphens: frozenset[int] = frozenset()
        self.visible: list[int] = []
        self.behind: list[float] = []
        self.less: list[float] = []

    def search(self, form: ParagraphFormat, style_at: Callable[[int], Style], rules: Hyphenation | None, *, first: bool) -> bool:
        """Find the line ends, as `candidates.Candidates` does; False where a line could end before anything that is seen.

        first   nothing stands before it: else a word does, and a space
        """
        text = self.text
        before = "" if first else "x "
        language = style_at(0).format.language
        free = {place - len(before) for place in opportunities(f"{before}{text}x", language=language, kinsoku=form.kinsoku)}
        free = {place for place in free if 0 < place < len(text)}
        hyphens = {place for place in free if text[place - 1] == SOFT_HYPHEN}
        if rules is not None:
            hyphens |= set(points(text, language_at=lambda place: style_at(place).format.language, rules=rules)) - free
        self.hyphens = frozenset(hyphens)
        self.places = [*sorted(free | hyphens), len(text)]
        self.visible = list(_visible(text, self.places))
        if 0 in self.visible:
            return False
        self.less = [style_at(visible - 1).tracking_pt for visible in self.visible]
        self.behind = [hyphen_width(style_at(place - 1)) if place in hyphens else 0.0 for place in self.places]
        return True


def hyphen_width(style: Style) -> float:
    glyph = style.face.glyph(0x2D)
    return style.face.advance(glyph) * style.face.upem * style.scale + style.tracking_pt if glyph is not None else 0.0


def _visible(text: str, places: Sequence[int]) -> Iterator[int]:
    for place in places:
        while place and text[place - 1] in HANGING:
            place -= 1
        yield place
