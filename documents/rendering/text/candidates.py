"""Every place where a line of a paragraph may end, with the width up to it."""

from collections.abc import Collection, Sequence
from itertools import pairwise

from documents.rendering.text.breaking import SOFT_HYPHEN, forced, graphemes, opportunities
from documents.rendering.text.edges import hang_left, hang_right
from documents.rendering.text.hyphenation import points
from documents.rendering.text.measuring import KnownRest, Measured, Places

TOLERANCE_PT = 0.5  # how much too long a line may be (composition.md 26, 29)
# Or that much of its size: InDesign keeps a title of 48 pt that is 0.66 pt too long on its line, and breaks one of 30 pt that is 0.58.
TOLERANCE_SIZES = 0.015


def tolerance(measured: Measured, place: int) -> float:
    """In pt, for lines from `place` on; their spaces take it in."""
    return max(TOLERANCE_PT, TOLERANCE_SIZES * measured.style_at(place).format.size_pt) if measured.items else TOLERANCE_PT


class Candidates:
    """In order; the first is the start of what is to be composed, the last its end.

    whole     places where no word may be divided
    cuts      places inside words that are longer than the narrowest line
    starts    x where the text of a line that starts there is measured from: what hangs out at the left is left out
    visible   the visible end of a line that ends there
    reach     x of that end, a hyphen included, without tracking after the last glyph
    rest      the known part behind a paragraph's fields
    """

    __slots__ = ("cuts", "forced", "hyphens", "places", "reach", "rest", "starts", "visible")

    def __init__(self, measured: Measured, start: int, *, narrowest_pt: float, whole: Collection[int] = ()) -> None:
        self.rest: KnownRest | None = None
        known = measured.known if not start and not whole else None
        if known is not None and _short(known, measured.x, narrowest_pt):
            self.places, self.visible, self.reach, self.hyphens, self.rest = known
            self.forced, self.cuts = set[int](), set[int]()
        else:
            self._search(measured, start, narrowest_pt, whole)
        self.starts = [measured.x[place] for place in self.places]
        if measured.hangs and not measured.tabs:
            self._hang_out(measured, start)

    def _search(self, measured: Measured, start: int, narrowest_pt: float, whole: Collection[int]) -> None:
        text = measured.text
        self.forced = set(forced(text))
        free = set(opportunities(text, language=measured.language_at(start), kinsoku=measured.paragraph.format.kinsoku))
        self.hyphens = {place for place in free if text[place - 1] == SOFT_HYPHEN}
        rules = measured.paragraph.format.hyphenation
        if rules is not None:
            self.hyphens |= set(points(text, language_at=measured.language_at, rules=rules)) - free
        free |= self.hyphens
        if whole:
            self.hyphens -= set(whole)
            free -= set(whole)
        for span in measured.source.spans:
            if span.style.whole:
                free = {place for place in free if not span.start < place < span.end}
        places = sorted(place for place in free | self.forced | {start, len(text)} if place >= start)
        self.cuts = _cuts(measured, places, narrowest_pt)
        self.places = sorted({*places, *self.cuts}) if self.cuts else places
        self.visible = [measured.visible_end(start, place) for place in self.places]
        self.reach = [
            measured.width(0, visible) + (measured.hyphen_width(place) if place in self.hyphens else 0.0)
            for place, visible in zip(self.places, self.visible, strict=True)
        ]

    def _hang_out(self, measured: Measured, start: int) -> None:
        for number, (place, visible) in enumerate(zip(self.places, self.visible, strict=True)):
            if place < len(measured.text):
                self.starts[number] += hang_left(measured, place)
            if visible > start:
                self.reach[number] -= hang_right(measured, visible, hyphen=place in self.hyphens)


def _short(known: Places, x: Sequence[float], narrowest_pt: float) -> bool:
    """Whether every word, with a hyphen, is shorter than the narrowest line."""
    return max(end - x[start] for start, end in zip(known.places, known.reach[1:], strict=False)) < narrowest_pt


def _cuts(measured: Measured, places: Sequence[int], narrowest_pt: float) -> set[int]:
    """A word longer than the line is cut anywhere (composition.md 28)."""
    cuts: set[int] = set()
    for start, end in pairwise(places):
        visible = measured.visible_end(start, end)
        if measured.width(start, visible) > narrowest_pt + TOLERANCE_PT:
            cuts.update(start + place for place in graphemes(measured.text[start:visible]) if place)
    return cuts
