"""One line set: alignment, justification, tabs, visual order; glyphs at their places."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import pairwise

from documents.rendering.text import bidi
from documents.rendering.text.composer import JUSTIFIED, LineEnd
from documents.rendering.text.decoration import Drawn, decorate
from documents.rendering.text.measuring import STRETCHABLE, Item, Measured
from documents.rendering.text.model import GlyphRun, Line, ParagraphFormat, PlacedObject
from documents.rendering.text.shaping import Glyphs, shape
from documents.rendering.text.source import BREAKERS, INDENT_TO_HERE, OBJECT, Span
from documents.rendering.text.tabs import TabGap, TabRuler, lay_out

UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")  # zero width, and no part of a word when it is read back
CUT_ANYWHERE = frozenset(" \t\u2028")


@dataclass(slots=True, kw_only=True)
class Slot:
    """Where a line goes. start_pt: how far from the column's starting edge the text begins."""

    column_left_pt: float
    column_width_pt: float
    start_pt: float
    width_pt: float
    baseline_pt: float = 0.0
    right_page: bool = True
    whole: bool = True  # the column's full width: nothing is in the way


@dataclass(slots=True)
class _Piece:
    item: Item
    start: int
    end: int
    level: int


@dataclass(slots=True)
class SetLine:
    """A line ready to be placed, with what the flow wants to know of it."""

    line: Line
    missing: list[tuple[str, str, str | None]] = field(default_factory=list)
    indent_to_here_pt: float | None = None


class Setter:
    """Sets the lines of one paragraph."""

    def __init__(self, measured: Measured, *, number: int) -> None:
        self.measured = measured
        self.form: ParagraphFormat = measured.paragraph.format
        self.number = number

    def line(self, start: int, end: LineEnd, slot: Slot) -> SetLine:
        measured = self.measured
        visible = measured.visible_end(start, end.place)
        final = end.place == len(measured.text)
        self._text = measured.text
        self._runs: list[GlyphRun] = []
        self._decorated: list[Drawn] = []
        self._links: list[tuple[str, float, float, float, float]] = []
        self._objects: list[PlacedObject] = []
        self._missing: list[tuple[str, str, str | None]] = []
        self._indent_to_here: float | None = None
        self._slot = slot
        gaps, width, last_tab = self._measure(start, visible, end)
        room = slot.width_pt - (self.form.last_line_indent_pt if final else 0.0)
        self._factor, self._stretch_from = self._justified(last_tab, visible, width, room, final=final), last_tab
        if self._factor:
            width = room
        shift = self._shift(room - width, final=final)
        left = self._place(start, visible, gaps, shift, width)
        if end.hyphen and self._runs and not measured.rtl:
            self._add_hyphen(visible)
        strokes = decorate(self._decorated, slot.baseline_pt) if self._decorated else []
        if not measured.rtl:
            self._hang(visible, end.place, left + width)
        line = Line(
            baseline_pt=slot.baseline_pt,
            left_pt=left,
            width_pt=width,
            runs=self._runs,
            objects=self._objects,
            strokes=strokes,
            paragraph=self.number,
            text=measured.text[start : end.place],
            links=self._links,
        )
        return SetLine(line, self._missing, self._indent_to_here)

    def _measure(self, start: int, visible: int, end: LineEnd) -> tuple[list[TabGap], float, int]:
        """The tabs' gaps, the natural width from the line's start, and where its last tab ends."""
        measured = self.measured
        hyphen = measured.hyphen_width(visible) if end.hyphen and visible else 0.0
        if not measured.tabs:
            return [], measured.width(start, visible) + hyphen, start
        gaps, width = tabbed(measured, start, visible, self._slot)
        last = max((tab + 1 for tab in measured.tabs if start <= tab < visible), default=start)
        return gaps, width + hyphen, last

    def _justified(self, start: int, visible: int, width: float, room: float, *, final: bool) -> float:
        """By which factor the spaces grow (composition.md 29, 30)."""
        alignment = self.form.alignment
        slack = room - width
        stretched = alignment in JUSTIFIED and (not final or alignment == "fully-justified")
        if not stretched and not -0.6 < slack < -1e-9:
            return 0.0
        spaces = self.measured.spaces[visible] - self.measured.spaces[start]
        return slack / spaces if spaces > 0 and slack / spaces > -0.9 else 0.0

    def _shift(self, slack: float, *, final: bool) -> float:
        """How far the text moves away from the column's starting edge."""
        alignment = self.form.alignment
        side = {"left-justified": "left", "center-justified": "center", "right-justified": "right"}.get(alignment, alignment)
        if alignment in JUSTIFIED and not final:
            side = "right" if self.measured.rtl else "left"
        if side in ("to-spine", "from-spine"):
            side = "left" if (side == "to-spine") == self._slot.right_page else "right"
        if side == "fully-justified":
            side = "right" if self.measured.rtl else "left"
        if side == "center":
            return slack / 2
        return slack if (side == "left") == self.measured.rtl else 0.0

    def _place(self, start: int, visible: int, gaps: list[TabGap], shift: float, width: float) -> float:
        """Set every stretch between tabs; returns the line's left edge."""
        slot, measured = self._slot, self.measured
        at = slot.start_pt + shift
        starts = [start]
        if gaps:
            starts += [tab + 1 for tab in measured.tabs if start <= tab < visible]
        for number, first in enumerate(starts):
            last = starts[number + 1] - 1 if number + 1 < len(starts) else visible
            if number:
                gap = gaps[number - 1]
                self._leader(gap, shift, first - 1)
                at = gap.end_pt + shift
            self._segment(first, last, at)
        return self._from_left(slot.start_pt + shift, width)

    def _from_left(self, at: float, width: float) -> float:
        slot = self._slot
        if self.measured.rtl:
            return slot.column_left_pt + slot.column_width_pt - at - width
        return slot.column_left_pt + at

    def _segment(self, start: int, end: int, at: float) -> None:
        measured = self.measured
        pieces = [_Piece(item, max(item.start, start), min(item.end, end), item.level) for item in measured.items_between(start, end)]
        if not pieces:
            return
        width = measured.x[end] - measured.x[start]
        if measured.rtl:
            width -= measured.style_at(end - 1).tracking_pt
        if self._factor and start >= self._stretch_from:
            width += (measured.spaces[end] - measured.spaces[start]) * self._factor
        pen = self._from_left(at, width)
        order = bidi.visual_order([piece.level for piece in pieces]) if measured.levels else range(len(pieces))
        for index in order:
            pen = self._draw(pieces[index], pen)

    def _draw(self, piece: _Piece, pen: float) -> float:
        item = piece.item
        if item.control:
            return self._control(item, pen)
        glyphs = self._glyphs(piece)
        low, high = glyphs.bounds(piece.start, piece.end)
        clusters = glyphs.clusters[low:high]
        if not glyphs.rtl and clusters == list(range(piece.start, piece.end)):
            texts = list(self._text[piece.start : piece.end])
        else:
            texts = _texts(self._text, clusters, piece)
        advances = glyphs.advances[low:high]
        if self._factor and piece.start >= self._stretch_from:
            factor = 1 + self._factor
            advances = [advance * factor if text in STRETCHABLE else advance for advance, text in zip(advances, texts, strict=True)]
        if glyphs.missing:
            self._note_missing(piece, glyphs)
        offsets = glyphs.offsets[low:high] if glyphs.offsets else None
        if len(item.spans) == 1:
            return self._add(item.spans[0], pen, glyphs.ids[low:high], advances, offsets, texts)
        ends = [span.end for span in item.spans]
        first = 0
        while first < len(clusters):
            span = item.spans[bisect_right(ends, clusters[first])]
            last = first + 1
            while last < len(clusters) and span.start <= clusters[last] < span.end:
                last += 1
            part = slice(first, last)
            pen = self._add(span, pen, glyphs.ids[low:high][part], advances[part], offsets[part] if offsets else None, texts[part])
            first = last
        return pen

    def _glyphs(self, piece: _Piece) -> Glyphs:
        """The item's glyphs, or those of the piece alone where cutting there changes the shapes (UNSAFE_TO_BREAK)."""
        glyphs, item = piece.item.glyphs, piece.item
        assert glyphs is not None
        for cut, edge in ((piece.start, item.start), (piece.end, item.end)):
            if cut != edge and cut in glyphs.unsafe and self._text[cut - 1] not in CUT_ANYWHERE and self._text[cut] not in CUT_ANYWHERE:
                part = self._text[piece.start : piece.end]
                fresh = shape(part, 0, len(part), style=item.style, script=item.script, rtl=glyphs.rtl)
                fresh.clusters = [cluster + piece.start for cluster in fresh.clusters]
                fresh.missing = tuple(cluster + piece.start for cluster in fresh.missing)
                return fresh
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
            format=style.format,
            size_pt=style.size_pt,
            x_pt=pen,
            baseline_pt=self._slot.baseline_pt - style.rise_pt,
            glyphs=ids,
            advances_pt=advances,
            offsets_pt=offsets,
            clusters=texts,
            field=span.field,
            colour_glyphs=style.face.has_colour,
        )
        self._runs.append(run)
        if style.format.underline is not None or style.format.strike is not None:
            self._decorated.append((run, style))
        if span.link:
            top = self._slot.baseline_pt - style.ascent_pt
            self._links.append((span.link, pen, top, end - pen, style.format.size_pt))
        return end

    def _control(self, item: Item, pen: float) -> float:
        if item.control == OBJECT and item.box is not None:
            self._objects.append(PlacedObject(item.box.id, pen, self._slot.baseline_pt - item.style.rise_pt))
            return pen + item.box.width_pt + item.style.tracking_pt
        if item.control == INDENT_TO_HERE:
            edge = self._slot.column_left_pt
            self._indent_to_here = edge + self._slot.column_width_pt - pen if self.measured.rtl else pen - edge
        return pen

    def _leader(self, gap: TabGap, shift: float, tab: int) -> None:
        """Copies on a grid whose origin is the column's edge, only whole ones (composition.md 40)."""
        if not gap.leader:
            return
        item = next(iter(self.measured.items_between(tab, tab + 1)))
        glyphs = shape(gap.leader, 0, len(gap.leader), style=item.style, script="Latn", rtl=False)
        pitch = sum(glyphs.advances)
        if pitch <= 0:
            return
        start, end = gap.start_pt + shift, gap.end_pt + shift
        first = -int(-(start - 1e-6) // pitch)
        count = int((end + 1e-6) // pitch) - first
        if count <= 0:
            return
        texts = _texts(gap.leader, glyphs.clusters, _Piece(item, 0, len(gap.leader), 0))
        pen = self._from_left(first * pitch, count * pitch)
        offsets = glyphs.offsets * count if glyphs.offsets else None
        self._add(item.spans[0], pen, glyphs.ids * count, glyphs.advances * count, offsets, texts * count)

    def _add_hyphen(self, visible: int) -> None:
        """A hyphen that the text does not have: read back as a soft one."""
        style = self.measured.style_at(visible - 1)
        glyph = style.face.glyph(0x2D)
        run = self._runs[-1]
        if glyph is None:
            return
        run.glyphs = [*run.glyphs, glyph]
        run.advances_pt = [*run.advances_pt, style.face.advance(glyph) * style.face.upem * style.scale]
        run.clusters = [*run.clusters, "\u00ad"]
        if run.offsets_pt is not None:
            run.offsets_pt = [*run.offsets_pt, (0.0, 0.0)]

    def _hang(self, visible: int, end: int, pen: float) -> None:
        """Trailing spaces, outside the measure: not seen, but read back."""
        while end > visible and self._text[end - 1] in BREAKERS:
            end -= 1
        self._factor = 0.0
        for item in self.measured.items_between(visible, end):
            start = max(item.start, visible)
            if not item.control and start < min(item.end, end):
                pen = self._draw(_Piece(item, start, min(item.end, end), 0), pen)

    def _note_missing(self, piece: _Piece, glyphs: Glyphs) -> None:
        starts = sorted(set(glyphs.clusters))
        for cluster in glyphs.missing:
            if not piece.start <= cluster < piece.end:
                continue
            place = bisect_right(starts, cluster)
            end = starts[place] if place < len(starts) else piece.item.end
            span = next(span for span in piece.item.spans if span.end > cluster)
            form = span.style.format
            self._missing.append((f"{form.family} {form.style}", self._text[cluster:end], span.field))


def tabbed(measured: Measured, start: int, visible: int, slot: Slot) -> tuple[list[TabGap], float]:
    """The tab gaps of a line, and its width from where its text starts."""
    ruler = TabRuler.of(measured.paragraph.format, slot.column_width_pt)
    tabs = [tab for tab in measured.tabs if start <= tab < visible]
    edges = [start, *(tab + 1 for tab in tabs)]
    ends = [*tabs, visible]
    widths = [measured.x[end] - measured.x[first] for first, end in zip(edges, ends, strict=True)]
    if widths and visible > edges[-1]:
        widths[-1] -= measured.style_at(visible - 1).tracking_pt

    def before(tab: int, character: str) -> float:
        first, end = edges[tab + 1], ends[tab + 1]
        place = measured.text.find(character, first, end) if character else -1
        return measured.x[place if place >= 0 else end] - measured.x[first]

    kinds = [measured.text[tab] == "\x08" for tab in tabs]
    gaps, end_pt = lay_out(ruler, slot.start_pt, widths=widths, right_indent=kinds, before=before)
    return gaps, end_pt - slot.start_pt


def _texts(text: str, clusters: list[int], piece: _Piece) -> list[str]:
    """The characters each glyph stands for: all of its cluster's for the first glyph, none for the others."""
    starts = sorted({*clusters, piece.end})
    following = dict(pairwise(starts))
    texts, done = [], set()
    for cluster in clusters:
        texts.append("" if cluster in done else UNSEEN.sub("", text[cluster : following[cluster]]))
        done.add(cluster)
    return texts
