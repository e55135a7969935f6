"""A line's pieces drawn: runs of placed glyphs, objects, leaders, the hyphen at its end."""

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import pairwise

import msgspec

from documents.rendering.text.breaking import UNSPACED
from documents.rendering.text.decoration import Stretch
from documents.rendering.text.justification import Slack
from documents.rendering.text.kashida import drawn_out
from documents.rendering.text.measuring import STRETCHABLE, Item, Measured
from documents.rendering.text.model import CharacterFormat, GlyphRun, PlacedObject
from documents.rendering.text.ruby import annotations
from documents.rendering.text.shaping import EM_TOP, Glyphs, shape
from documents.rendering.text.source import BREAKERS, INDENT_TO_HERE, OBJECT, Span
from documents.rendering.text.tabs import TabGap

UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")  # zero width, and no part of a word when it is read back
JOINER = re.compile("[\u200c\u200d]+")  # has no glyph, and belongs to the letter before it
MOST_COPIES = 5_000  # of a leader: more are too small to see
CUT_ANYWHERE = frozenset(" \t\u2028")
NATURAL = Slack()
# How far up a smaller character goes, in shares of what it is smaller by: em box and ideographic character face (90 % of it) over those
# of the largest.
EM_SHARES = {"center": EM_TOP - 0.5, "top": EM_TOP, "bottom": EM_TOP - 1, "icf-top": EM_TOP - 0.05, "icf-bottom": EM_TOP - 0.95}
NEAR_PT = 1e-6  # what sums of widths differ by


class Slot(msgspec.Struct, kw_only=True):
    """Where a line goes. start_pt: how far from the column's starting edge the text begins."""

    column_left_pt: float
    column_width_pt: float
    start_pt: float
    width_pt: float
    baseline_pt: float = 0.0
    right_page: bool = True

    def from_left(self, at_pt: float, width_pt: float, *, rtl: bool) -> float:
        """The left edge of something this wide that starts this far from the column's starting edge."""
        if rtl:
            return self.column_left_pt + self.column_width_pt - at_pt - width_pt
        return self.column_left_pt + at_pt


class Piece(msgspec.Struct):
    item: Item
    start: int
    end: int


class Drawing:
    """What one line consists of, as it grows.

    stretch       how the characters of `within` are made to fill the measure
    decorated     what is underlined or struck through
    """

    def __init__(self, measured: Measured, slot: Slot, stretch: Slack, *, within: tuple[int, int]) -> None:
        self.measured = measured
        self._text = measured.text
        self.slot = slot
        self.stretch = stretch
        self.largest_pt = 0.0  # of the line's sizes, where smaller characters do not stand on its baseline
        self._raise = EM_SHARES.get(measured.paragraph.format.smaller_characters, 0.0)
        self.within = within
        self._scale = 1.0  # of the piece's glyphs
        self._standing = False  # they stand upright in vertical text
        self.runs: list[GlyphRun] = []
        self.decorated: list[Stretch] = []
        self.links: list[tuple[str, float, float, float, float]] = []
        self.objects: list[PlacedObject] = []
        self.missing: list[tuple[str, str, str | None]] = []
        self.indent_to_here: float | None = None

    def piece(self, piece: Piece, pen: float) -> float:
        item = piece.item
        if item.control:
            return self._control(item, pen)
        settings = item.style.format.east_asian
        if settings is None or not (settings.ruby or settings.kenten):
            return self._letters(piece, pen)
        before = len(self.runs)
        pen = self._letters(piece, pen)
        self.runs += annotations(self.runs[before:], item.style, settings, standing=item.standing)
        return pen

    def _letters(self, piece: Piece, pen: float) -> float:
        item = piece.item
        glyphs = self._glyphs(piece)
        self._standing = item.standing
        low, high = glyphs.bounds(piece.start, piece.end)
        clusters = glyphs.clusters[low:high]
        texts = list(self._text[piece.start : piece.end]) if glyphs.plain else _texts(self._text, clusters, piece)
        advances = glyphs.advances[low:high]
        self._scale = 1.0
        if self.stretch is not NATURAL and piece.start >= self.within[0]:
            self._scale = self.stretch.scale
            advances = self._stretched(advances, texts, clusters)
        if glyphs.missing:
            self._note_missing(piece, glyphs)
        offsets = glyphs.offsets[low:high] if glyphs.offsets else None
        ids = glyphs.ids[low:high]
        if self.stretch.kashidas and glyphs.rtl:
            ids, advances, offsets, texts, clusters = drawn_out(
                dict(self.stretch.kashidas), item.style, ids, advances, offsets, texts, clusters
            )
        if len(item.spans) == 1:
            return self._add(item.spans[0], pen, ids, advances, offsets, texts)
        ends = [span.end for span in item.spans]
        first = 0
        while first < len(clusters):
            span = item.spans[bisect_right(ends, clusters[first])]
            last = first + 1
            while last < len(clusters) and span.start <= clusters[last] < span.end:
                last += 1
            part = slice(first, last)
            pen = self._add(span, pen, ids[part], advances[part], offsets[part] if offsets else None, texts[part])
            first = last
        return pen

    def _stretched(self, advances: list[float], texts: list[str], clusters: list[int]) -> list[float]:
        stretch = self.stretch
        factor, scale = 1 + stretch.factor, stretch.scale
        wide = [advance * factor if text in STRETCHABLE else advance * scale for advance, text in zip(advances, texts, strict=True)]
        if not stretch.spread_pt and not stretch.between_pt:
            return wide
        last = max((place for place in range(*self.within) if self.measured.widths[place] > 0), default=-1)
        if stretch.between_pt:
            return [
                advance + stretch.between_pt if UNSPACED.match(text) and cluster != last else advance
                for advance, text, cluster in zip(wide, texts, clusters, strict=True)
            ]
        return [
            advance + stretch.spread_pt if text and advance > 0 and cluster != last else advance
            for advance, text, cluster in zip(wide, texts, clusters, strict=True)
        ]

    def _glyphs(self, piece: Piece) -> Glyphs:
        """The item's glyphs, or those of the piece alone where cutting there changes the shapes (UNSAFE_TO_BREAK)."""
        glyphs, item = piece.item.glyphs, piece.item
        assert glyphs is not None
        for cut, edge in ((piece.start, item.start), (piece.end, item.end)):
            if cut == edge or self._text[cut - 1] in CUT_ANYWHERE or self._text[cut] in CUT_ANYWHERE:
                continue
            if glyphs.breaks_at(cut):
                part = self._text[piece.start : piece.end]
                return shape(part, 0, len(part), style=item.style, script=item.script, rtl=glyphs.rtl, standing=item.standing).moved(
                    piece.start
                )
        return glyphs

    def _add(
        self, span: Span, pen: float, ids: list[int], advances: list[float], offsets: list[tuple[float, float]] | None, texts: list[str]
    ) -> float:
        style = span.style
        if not ids:
            return pen
        end = pen + sum(advances)
        run = GlyphRun(
            font=style.font,
            format=style.format if self._scale == 1.0 else _scaled(style.format, round(self._scale, 5)),
            size_pt=style.size_pt,
            x_pt=pen,
            baseline_pt=self.slot.baseline_pt - style.rise_pt - self._raise * max(0.0, self.largest_pt - style.format.size_pt),
            glyphs=ids,
            advances_pt=advances,
            offsets_pt=offsets,
            clusters=texts,
            field=span.field,
            colour_glyphs=style.face.has_colour,
            vertical=self._standing,
            part=span.part,
        )
        self.runs.append(run)
        if style.format.underline is not None or style.format.strike is not None:
            self.decorated.append(Stretch(pen, end - pen, style))
        if span.link:
            top = self.slot.baseline_pt - style.ascent_pt
            self.links.append((span.link, pen, top, end - pen, style.format.size_pt))
        return end

    def _control(self, item: Item, pen: float) -> float:
        if item.control == OBJECT and item.box is not None:
            self.objects.append(PlacedObject(item.box.id, pen, self.slot.baseline_pt - item.style.rise_pt))
            return pen + item.box.width_pt + item.style.tracking_pt
        if item.control == INDENT_TO_HERE:
            edge = self.slot.column_left_pt
            self.indent_to_here = edge + self.slot.column_width_pt - pen if self.measured.rtl else pen - edge
        return pen

    def leader(self, gap: TabGap, shift: float, tab: int) -> None:
        """The gap of a tab: its leader, and its underline."""
        start, end = gap.start_pt + shift, gap.end_pt + shift
        item = next(iter(self.measured.items_between(tab, tab + 1)))
        if item.style.format.underline is not None or item.style.format.strike is not None:
            left = self.slot.from_left(start, end - start, rtl=self.measured.rtl)
            self.decorated.append(Stretch(left, end - start, item.style))
        if gap.leader:
            self._repeat(gap.leader, item, start, end)

    def _repeat(self, leader: str, item: Item, start: float, end: float) -> None:
        """Copies on a grid whose origin is the column's edge, only whole ones (composition.md 40)."""
        glyphs = shape(leader, 0, len(leader), style=item.style, script="Latn", rtl=False)
        pitch = sum(glyphs.advances)
        if pitch <= 0:
            return
        first = -int(-(start - 1e-6) // pitch)
        count = int((end + 1e-6) // pitch) - first
        if not 0 < count < MOST_COPIES:
            return
        texts = _texts(leader, glyphs.clusters, Piece(item, 0, len(leader)))
        pen = self.slot.from_left(first * pitch, count * pitch, rtl=self.measured.rtl)
        offsets = glyphs.offsets * count if glyphs.offsets else None
        decorated = len(self.decorated)
        self._standing = False
        self._add(item.spans[0], pen, glyphs.ids * count, glyphs.advances * count, offsets, texts * count)
        self.runs[-1].part = "leader"
        del self.decorated[decorated:]  # the gap is underlined already, as a whole

    def hyphen(self, visible: int) -> None:
        """A hyphen that the text does not have: read back as a soft one."""
        style = self.measured.style_at(visible - 1)
        glyph = style.face.glyph(0x2D)
        run = self.runs[-1]
        if glyph is None:
            return
        run.glyphs = [*run.glyphs, glyph]
        run.advances_pt = [*run.advances_pt, style.face.advance(glyph) * style.face.upem * style.scale]
        run.clusters = [*run.clusters, "\u00ad"]
        if run.offsets_pt is not None:
            run.offsets_pt = [*run.offsets_pt, (0.0, 0.0)]

    def hang(self, visible: int, end: int, pen: float) -> None:
        """Trailing spaces, outside the measure: not seen, but read back."""
        while end > visible and self._text[end - 1] in BREAKERS:
            end -= 1
        self.stretch, self._scale = NATURAL, 1.0
        if end == visible + 1 and self._hung(visible, pen):
            return
        for item in self.measured.items_between(visible, end):
            start = max(item.start, visible)
            if not item.control and start < min(item.end, end):
                pen = self.piece(Piece(item, start, min(item.end, end)), pen)

    def _hung(self, visible: int, pen: float) -> bool:
        """The one space after a word of the same look, nearly every line's end: put to the word's own run."""
        if not self.runs or self.runs[-1].vertical or self.measured.levels or self._text[visible] != " ":
            return False
        run, item = self.runs[-1], next(iter(self.measured.items_between(visible, visible + 1)))
        span = item.spans[0] if len(item.spans) == 1 else next(span for span in item.spans if span.end > visible)
        style, glyphs = span.style, item.glyphs
        if glyphs is None or glyphs.rtl or glyphs.offsets or run.offsets_pt or span.link:
            return False
        alike = (run.font, run.format, run.size_pt, run.field, run.part) == (style.font, style.format, style.size_pt, span.field, span.part)
        if not alike or run.baseline_pt != self.slot.baseline_pt - style.rise_pt:
            return False
        if abs(run.x_pt + sum(run.advances_pt) - pen) > NEAR_PT:
            return False
        low, high = glyphs.bounds(visible, visible + 1)
        if high != low + 1 or glyphs.missing:
            return False
        run.glyphs = [*run.glyphs, glyphs.ids[low]]
        run.advances_pt = [*run.advances_pt, glyphs.advances[low]]
        run.clusters = [*run.clusters, " "]
        return True

    def _note_missing(self, piece: Piece, glyphs: Glyphs) -> None:
        for cluster, end in glyphs.lacking(piece.item.end):
            if not piece.start <= cluster < piece.end:
                continue
            span = next(span for span in piece.item.spans if span.end > cluster)
            form = span.style.format
            self.missing.append((f"{form.family} {form.style}", self._text[cluster:end], span.field))


def _texts(text: str, clusters: list[int], piece: Piece) -> list[str]:
    """The characters each glyph stands for: all of its cluster's for the first glyph, none for the others."""
    starts = sorted({*clusters, piece.end})
    if text.isascii():
        parts = {start: text[start:end] for start, end in pairwise(starts)}
        return [parts.pop(cluster, "") for cluster in clusters]
    following = dict(pairwise(starts))
    joined = {start: match.end() for start in starts[1:-1] if (match := JOINER.match(text, start))}
    texts, done = [], set()
    for cluster in clusters:
        following_start = following[cluster]
        part = text[joined.get(cluster, cluster) : joined.get(following_start, following_start)]
        texts.append("" if cluster in done else UNSEEN.sub("", part))
        done.add(cluster)
    return texts


@lru_cache(maxsize=512)
def _scaled(form: CharacterFormat, scale: float) -> CharacterFormat:
    return msgspec.structs.replace(form, horizontal_scale=form.horizontal_scale * scale)
