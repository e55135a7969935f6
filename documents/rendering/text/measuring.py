"""A paragraph shaped and measured: its items in order, and widths between any two of its characters."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from itertools import accumulate, pairwise
from typing import NamedTuple

from documents.rendering.text import bidi
from documents.rendering.text.fallback import with_fallbacks
from documents.rendering.text.model import AnchoredBox, Paragraph, ParagraphFormat
from documents.rendering.text.mojikumi import respaced
from documents.rendering.text.rest import Rest
from documents.rendering.text.ruby import widened
from documents.rendering.text.scripts import script_starts
from documents.rendering.text.shaping import Glyphs, ShapeCache
from documents.rendering.text.source import CONTROL, OBJECT, Source, Span
from documents.rendering.text.styles import Style
from documents.rendering.text.upright import beside, orientation_edges, set_beside, stands

STRETCHABLE = frozenset(" \u00a0")
HANGING = frozenset(" \u2028\x0e\x0f\x10")  # what may follow the visible end of a line
FEW = 8  # of them are walked over; more are looked up


class LineEnd:
    """Where a line ends: before the character at `place`; with a hyphen that the text does not have, or not.

    settled   where the lines behind it end does not depend on what stands before it
    """

    __slots__ = ("hyphen", "place", "settled", "too_wide")

    def __init__(self, place: int, *, hyphen: bool, too_wide: bool = False, settled: bool = False) -> None:
        self.place = place
        self.hyphen = hyphen
        self.too_wide = too_wide
        self.settled = settled


class Places(NamedTuple):
    """Where lines may end, as `candidates.Candidates` has it: found out with the widths, where only the words of fields are new."""

    places: list[int]
    visible: list[int]
    reach: list[float]
    hyphens: set[int]
    rest: "KnownRest | None"


class KnownRest:
    """What follows the last field. places: how many there are in it; ways: how it is broken, by what that depends on."""

    def __init__(self, places: int) -> None:
        self.places = places
        self.ways: dict[tuple[float, ...], Rest] = {}


class Item:
    """A stretch that is shaped as one: glyphs, or a single control character."""

    __slots__ = ("beside", "box", "control", "end", "glyphs", "level", "script", "spans", "standing", "start", "style")

    def __init__(
        self, start: int, end: int, *, level: int, script: str, spans: list[Span], control: str = "", standing: bool = False
    ) -> None:
        self.start = start
        self.end = end
        self.level = level
        self.script = script
        self.spans = spans
        self.style = spans[0].style
        self.control = control
        self.standing = standing  # upright in vertical text
        self.beside = False  # its letters side by side in it
        self.glyphs: Glyphs | None = None
        self.box: AnchoredBox | None = None


class Measured:
    """Lengths in pt.

    x       x[i]: advance of everything before character i, tabs counted as nothing
    tabs    indices of tabs and right-indent tabs
    spaces  as x, of the stretchable spaces alone
    hang_pt the size that optical margins are made for; None: nothing hangs
    aki     what mojikumi adds behind characters; None: there is none
    ends    the composer's answers so far, where the paragraph is kept for other documents
    known   where its lines may end, if that was found out with its widths
    """

    keeps_ends = False
    known: Places | None = None
    hang_pt: float | None = None
    aki: dict[int, float] | None = None

    def __init__(
        self,
        paragraph: Paragraph,
        source: Source,
        *,
        cache: ShapeCache,
        objects: Mapping[str, AnchoredBox],
        vertical: bool = False,
    ) -> None:
        self.paragraph = paragraph
        self._vertical = vertical
        self.text = source.text
        self.rtl = paragraph.format.direction == "rtl"
        self.levels: list[int] | None = bidi.levels(self.text, rtl=self.rtl, overrides=_overrides(source))
        self._itemise(source, cache, objects)
        missing = [part for item in self.items if item.glyphs is not None and item.glyphs.missing for part in item.glyphs.lacking(item.end)]
        if missing and (covered := with_fallbacks(source, missing)) is not source:
            self._itemise(covered, cache, objects)
        self._sum()

    @classmethod
    def of_items(cls, paragraph: Paragraph, source: Source, items: list[Item], *, widths: list[float], spaces: list[float]) -> "Measured":
        """Of shaped items without tabs, from left to right; widths of each character, spaces as the property."""
        measured = cls.__new__(cls)
        measured.paragraph, measured.source, measured.text = paragraph, source, source.text
        measured.rtl, measured.levels, measured.tabs = False, None, []
        measured.items, measured.widths = items, widths
        measured._sum()
        measured._spaces = spaces
        return measured

    def _sum(self) -> None:
        self.x = [0.0, *accumulate(self.widths)]
        self._starts = [item.start for item in self.items]
        self._spaces: list[float] | None = None
        self._bare: list[int] | None = None
        self.ends: dict[tuple[int, tuple[float, ...]], tuple[LineEnd, ...]] = {}

    def _itemise(self, source: Source, cache: ShapeCache, objects: Mapping[str, AnchoredBox]) -> None:
        self.source = source
        if self.paragraph.format.mojikumi != "none" and not self.rtl:
            self.aki = {}
        self.items = list(_items(source, self.levels, form=self.paragraph.format, vertical=self._vertical))
        self.tabs: list[int] = []
        self.widths = [0.0] * len(self.text)
        for item in self.items:
            if item.control:
                self._measure_control(item, self.widths, objects)
            else:
                self._measure_glyphs(item, self.widths, cache)

    def _measure_control(self, item: Item, widths: list[float], objects: Mapping[str, AnchoredBox]) -> None:
        if item.control in "\t\x08":
            self.tabs.append(item.start)
        elif item.control == OBJECT:
            name = item.spans[0].object
            item.box = objects.get(name) if name else None
            widths[item.start] = item.box.width_pt + item.style.tracking_pt if item.box else 0.0

    def _measure_glyphs(self, item: Item, widths: list[float], cache: ShapeCache) -> None:
        rtl = bool(item.level % 2) and (not item.standing or item.beside)  # what stands goes downwards
        keep = not (self.source.dynamic or rtl)
        standing = item.standing and not item.beside
        item.glyphs = cache.shape(
            self.text, item.start, item.end, style=item.style, script=item.script, rtl=rtl, keep=keep, standing=standing
        )
        if item.beside:
            item.glyphs = set_beside(item.glyphs, item.style)
        wanted = self.paragraph.format.word_spacing[1]
        if wanted != 1.0:
            item.glyphs = _with_spaces(item.glyphs, self.text, wanted)
        if (settings := item.style.format.east_asian) is not None and settings.ruby:
            item.glyphs = widened(item.glyphs, item.style, settings, standing=standing)
        if self.aki is not None:
            item.glyphs = respaced(item.glyphs, self.text, item.style, self.aki, standing=standing)
        for cluster, advance in zip(item.glyphs.clusters, item.glyphs.advances, strict=True):
            widths[cluster] += advance

    @property
    def hangs(self) -> bool:
        """Whether something may stand outside of the measure."""
        return self.hang_pt is not None or self.aki is not None or self.paragraph.format.hanging_stops != "none"

    @property
    def spaces(self) -> list[float]:
        if self._spaces is None:
            stretch = (width if char in STRETCHABLE else 0.0 for char, width in zip(self.text, self.widths, strict=True))
            self._spaces = [0.0, *accumulate(stretch)]
        return self._spaces

    def visible_end(self, start: int, end: int) -> int:
        """Where the line's visible part ends: trailing spaces hang outside (composition.md 17)."""
        for _ in range(FEW):
            if end <= start or self.text[end - 1] not in HANGING:
                return end
            end -= 1
        if self._bare is None:  # looked up: for 20,000 spaces or new lines, the walk from each of them would take minutes
            self._bare = [0]
            for place, character in enumerate(self.text, 1):
                self._bare.append(self._bare[-1] if character in HANGING else place)
        return max(start, self._bare[end])

    def width(self, start: int, end: int) -> float:
        """From the first advance to the end of the last one, without its tracking (composition.md 16); `end` is a visible end."""
        if end <= start:
            return 0.0
        return self.x[end] - self.x[start] - self.style_at(end - 1).tracking_pt

    def tabs_between(self, start: int, end: int) -> list[int]:
        return self.tabs[bisect_left(self.tabs, start) : bisect_left(self.tabs, end)] if self.tabs else []

    def style_at(self, place: int) -> Style:
        return self.items[bisect_right(self._starts, place) - 1].style

    def language_at(self, place: int) -> str:
        return self.style_at(place).format.language if self.items else "en_US"

    def hyphen_width(self, place: int) -> float:
        """Of a hyphen put before the character at `place`, in the style of what it divides."""
        style = self.style_at(place - 1)
        glyph = style.face.glyph(0x2D)
        return style.face.advance(glyph) * style.face.upem * style.scale + style.tracking_pt if glyph is not None else 0.0

    def items_between(self, start: int, end: int) -> Iterator[Item]:
        for index in range(max(0, bisect_right(self._starts, start) - 1), len(self.items)):
            item = self.items[index]
            if item.start >= end:
                return
            yield item


def _with_spaces(glyphs: Glyphs, text: str, factor: float) -> Glyphs:
    """Glyphs whose spaces are as wide as the paragraph wants them (DesiredWordSpacing)."""
    own = glyphs.moved(0)
    own.advances = [
        advance * factor if text[cluster] in STRETCHABLE else advance for cluster, advance in zip(own.clusters, own.advances, strict=True)
    ]
    return own


def _overrides(source: Source) -> list[tuple[int, int, str]]:
    return [
        (span.start, span.end, "L" if span.style.format.direction == "ltr" else "R")
        for span in source.spans
        if span.style.format.direction != "auto"
    ]


def _items(source: Source, levels: list[int] | None, *, form: ParagraphFormat, vertical: bool) -> Iterator[Item]:
    """Cut where style, script, direction or a control character asks for it."""
    text = source.text
    cuts = dict(script_starts(text))
    script = "Latn"
    edges = _edges(source, levels, cuts)
    groups: dict[int, int] = {}
    if vertical:
        groups = beside(text, source.spans, form)
        inner = {place for start, end in groups.items() for place in range(start + 1, end)}
        edges = sorted(({*edges, *orientation_edges(text)} - inner) | {edge for group in groups.items() for edge in group})
    position = 0
    for start, end in pairwise(edges):
        script = cuts.get(start, script)
        while source.spans[position].end <= start:
            position += 1
        last = position
        while source.spans[last].end < end:
            last += 1
        control = text[start] if CONTROL.match(text, start) else ""
        level = levels[start] if levels else 0
        standing = vertical and (start in groups or stands(text, start, source.spans[position].style.face))
        item = Item(start, end, level=level, script=script, spans=source.spans[position : last + 1], control=control, standing=standing)
        item.beside = start in groups
        yield item


def _edges(source: Source, levels: list[int] | None, cuts: Mapping[int, str]) -> list[int]:
    text = source.text
    edges = {0, len(text), *cuts}
    before: Span | None = None
    for span in source.spans:
        if before is None or before.style.shaping != span.style.shaping:
            edges.add(span.start)
        before = span
    for match in CONTROL.finditer(text):
        edges.update(match.span())
    if levels:
        edges.update(place for place in range(1, len(levels)) if levels[place] != levels[place - 1])
    return sorted(edges)
