"""Text to glyphs: HarfBuzz, one call per stretch of one style, script and direction."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import itemgetter, neg

import uharfbuzz as hb

from documents.rendering.text.aki import respaced
from documents.rendering.text.styles import Style

# Widths of fixed spaces that a font lacks, in em (composition.md 65).
FIXED_SPACES = {
    "\u2000": 0.5, "\u2001": 1.0, "\u2002": 0.5, "\u2003": 1.0, "\u2004": 1 / 3, "\u2005": 0.25, "\u2006": 1 / 6, "\u2009": 0.125,
    "\u200a": 1 / 24, "\u202f": 0.2,
}  # fmt: skip
# Of the ideograph before it: people's names are told apart by them.
VARIANT = re.compile("(?<=[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])[\U000e0100-\U000e01ef]")
STAND_INS = {"\u2007": "0", "\u2008": "."}
UNSAFE_TO_BREAK = int(hb.GlyphFlags.UNSAFE_TO_BREAK)
FLAGS = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
CACHE_SIZE = 20_000
EM_TOP = 0.88  # of the size: how far above the baseline the em box of scripts written downwards begins


class Cuts:
    """HarfBuzz's UNSAFE_TO_BREAK flags, read only where a line is cut inside a word: reading one costs as much as a glyph."""

    __slots__ = ("_infos", "_kerned", "_unsafe")

    def __init__(self, infos: list[hb.GlyphInfo], kerned: frozenset[int] = frozenset()) -> None:
        """kerned: clusters that optical kerning ties to what stands before them."""
        self._infos = infos
        self._kerned = kerned
        self._unsafe: frozenset[int] | None = None

    def unsafe_glyph(self, number: int) -> bool:
        info = self._infos[number]
        return bool(int(info.flags) & UNSAFE_TO_BREAK) or info.cluster in self._kerned

    def unsafe(self, cluster: int) -> bool:
        if self._unsafe is None:
            unsafe = frozenset(info.cluster for info in self._infos if info.flags & hb.GlyphFlags.UNSAFE_TO_BREAK)
            self._unsafe = unsafe | self._kerned
        return cluster in self._unsafe


class Seams:
    """The same of glyphs that were put together: nothing reaches over a seam."""

    __slots__ = ("_parts",)

    def __init__(self, parts: "Sequence[tuple[int, Glyphs, int]]") -> None:
        """Where each begins, and what the clusters here are ahead of its own."""
        self._parts = parts

    def unsafe(self, cluster: int) -> bool:
        start, glyphs, ahead = self._parts[bisect_right(self._parts, cluster, key=itemgetter(0)) - 1]
        return cluster != start and glyphs.breaks_at(cluster - ahead)


class Glyphs:
    """Glyphs in visual order; clusters are indices of the paragraph's characters.

    missing  clusters whose character the font does not have
    plain    there is one for each character, in the order of the text
    """

    __slots__ = ("_shift", "advances", "clusters", "cuts", "ids", "missing", "offsets", "plain", "rtl")

    def __init__(self, ids: list[int], clusters: list[int], advances: list[float], *, rtl: bool) -> None:
        self.ids = ids
        self.clusters = clusters
        self.advances = advances
        self.offsets: list[tuple[float, float]] | None = None
        self.cuts: Cuts | Seams = Cuts([])
        self._shift = 0
        self.missing: tuple[int, ...] = ()
        self.rtl = rtl
        self.plain = False

    def breaks_at(self, place: int) -> bool:
        """Whether a cut before this character would change the shapes beside it."""
        return self.cuts.unsafe(place - self._shift)

    def parts_at(self, place: int) -> bool:
        """Whether what stands before this character and what follows are shaped apart."""
        low = bisect_left(self.clusters, place)
        if low == len(self.clusters) or self.clusters[low] != place:
            return False
        return not (self.cuts.unsafe_glyph(low) if isinstance(self.cuts, Cuts) else self.breaks_at(place))

    def moved(self, by: int) -> "Glyphs":
        """A copy that starts elsewhere in its text; lists that nobody changes are shared."""
        moved = Glyphs(self.ids, [cluster + by for cluster in self.clusters] if by else self.clusters, self.advances, rtl=self.rtl)
        moved.offsets, moved.plain = self.offsets, self.plain
        moved.missing = tuple(cluster + by for cluster in self.missing)
        moved.cuts, moved._shift = self.cuts, self._shift + by
        return moved

    def lacking(self, end: int) -> Iterator[tuple[int, int]]:
        """Stretches of the text, which ends at `end`, in which a glyph is missing."""
        following = dict(pairwise(sorted({*self.clusters, end})))
        return ((cluster, following[cluster]) for cluster in self.missing)

    def bounds(self, start: int, end: int) -> tuple[int, int]:
        """First and last+1 glyph of the characters from start to end."""
        if self.rtl:
            return bisect_left(self.clusters, 1 - end, key=neg), bisect_left(self.clusters, 1 - start, key=neg)
        return bisect_left(self.clusters, start), bisect_left(self.clusters, end)


def shape(text: str, start: int, end: int, *, style: Style, script: str, rtl: bool, standing: bool = False) -> Glyphs:
    """The glyphs of text[start:end]; kerning, tracking and scales are in the advances (composition.md 14-22).

    standing   upright in vertical text: advances go down, and offsets are from the middle of the line
    """
    buffer = hb.Buffer()
    buffer.add_str(text, start, end - start)
    buffer.flags = FLAGS
    buffer.direction = "ttb" if standing else "rtl" if rtl else "ltr"
    buffer.script = script
    buffer.language = style.language
    hb.shape(style.face.hb_font, buffer, dict(style.features))
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    scale, tracking = style.scale, style.tracking_pt
    advances = [position.x_advance * scale for position in positions]
    if standing:
        advances = _downward(style, positions)
    if tracking:
        advances = [advance + tracking if advance else 0.0 for advance in advances]
    glyphs = Glyphs([info.codepoint for info in infos], [info.cluster for info in infos], advances, rtl=rtl)
    if any(position.x_offset or position.y_offset for position in positions):
        up = style.vertical_scale_pt
        glyphs.offsets = [(position.x_offset * scale, position.y_offset * up) for position in positions]
        if standing and "VORG" not in style.face.tags:  # by "vmtx" glyphs of some fonts would stand in each other
            glyphs.offsets = [(across, -EM_TOP * style.size_pt * style.format.vertical_scale) for across, _ in glyphs.offsets]
    if style.format.east_asian is not None:
        glyphs.offsets = respaced(
            text, glyphs.clusters, glyphs.ids, advances, glyphs.offsets, style, style.format.east_asian, standing=standing
        )
    kerned = _kern(glyphs, style) if style.optical is not None and not rtl and not standing else frozenset()
    glyphs.cuts = Cuts(infos, kerned)
    glyphs.plain = not rtl and glyphs.clusters == list(range(start, end))
    if 0 in glyphs.ids:
        glyphs.missing = tuple(sorted({cluster for cluster, glyph in zip(glyphs.clusters, glyphs.ids, strict=True) if not glyph}))
    if not text.isascii():
        if not standing:
            _space_out(glyphs, text, style)
        if VARIANT.search(text, start, end):
            _miss_variants(glyphs, text, (start, end), style)
    return glyphs


def _kern(glyphs: Glyphs, style: Style) -> frozenset[int]:
    """Optical kerning, between glyphs that are no marks; the clusters that it reaches to."""
    between, by_size, unit = style.face.optical.between, style.optical or 0.0, style.scale * style.face.upem / 1000
    kerned, before = set[int](), -1
    for place, glyph in enumerate(glyphs.ids):
        if not glyphs.advances[place]:
            continue
        if before >= 0 and (value := between(glyphs.ids[before], glyph)) is not None:
            glyphs.advances[before] += (value + by_size) * unit
            kerned.add(glyphs.clusters[place])
        before = place
    return frozenset(kerned)


def _downward(style: Style, positions: list[hb.GlyphPosition]) -> list[float]:
    """A font without vertical metrics has an em for each glyph."""
    up = style.vertical_scale_pt
    if style.face.has_vertical:
        return [-position.y_advance * up for position in positions]
    return [up * style.face.upem if position.y_advance else 0.0 for position in positions]


def _space_out(glyphs: Glyphs, text: str, style: Style) -> None:
    for place, cluster in enumerate(glyphs.clusters):
        character = text[cluster]
        if character in FIXED_SPACES and style.face.glyph(ord(character)) is None:
            em = FIXED_SPACES[character]
        elif character in STAND_INS and style.face.glyph(ord(character)) is None:
            stand_in = style.face.glyph(ord(STAND_INS[character]))
            em = style.face.advance(stand_in) if stand_in is not None else 0.5
        else:
            continue
        glyphs.advances[place] = em * style.scale * style.face.upem + style.tracking_pt


def _miss_variants(glyphs: Glyphs, text: str, within: tuple[int, int], style: Style) -> None:
    """A font that does not know a letter's variant shows the letter itself, without a word."""
    lacking = {
        match.start() - 1
        for match in VARIANT.finditer(text, *within)
        if match.start() > within[0] and style.face.hb_font.get_variation_glyph(ord(text[match.start() - 1]), ord(match[0])) is None
    }
    found = (max(cluster for cluster in glyphs.clusters if cluster <= place) for place in lacking)
    glyphs.missing = tuple(sorted({*glyphs.missing, *found}))


class ShapeCache:
    """Glyphs of text that no field changes, moved to where it stands; it stops growing when it is full."""

    def __init__(self) -> None:
        self._shapes: dict[tuple[object, ...], Glyphs] = {}

    def shape(self, text: str, start: int, end: int, *, style: Style, script: str, rtl: bool, keep: bool, standing: bool = False) -> Glyphs:
        if not keep:
            return shape(text, start, end, style=style, script=script, rtl=rtl, standing=standing)
        key = (style.shaping, text[start:end], script, rtl, standing)
        kept = self._shapes.get(key)
        if kept is None:
            kept = shape(text[start:end], 0, end - start, style=style, script=script, rtl=rtl, standing=standing)
            if len(self._shapes) < CACHE_SIZE:
                self._shapes[key] = kept
        return kept.moved(start)
