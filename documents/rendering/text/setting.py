"""One line set: alignment, justification, tabs, visual order; glyphs at their places."""

import msgspec
from msgspec.structs import replace

from documents.rendering.text import bidi
from documents.rendering.text.candidates import tolerance
from documents.rendering.text.composer import JUSTIFIED
from documents.rendering.text.decoration import decorate
from documents.rendering.text.drawing import NATURAL, Drawing, Piece, Slot
from documents.rendering.text.edges import hang, hang_right
from documents.rendering.text.justification import Slack, shared
from documents.rendering.text.kashida import kashidas
from documents.rendering.text.measuring import LineEnd, Measured
from documents.rendering.text.model import Line, ParagraphFormat
from documents.rendering.text.recurring import Recurring, key_of
from documents.rendering.text.tabs import TabGap, TabRuler, lay_out


class SetLine(msgspec.Struct):
    """A line ready to be placed, with what the flow wants to know of it."""

    line: Line
    missing: list[tuple[str, str, str | None]] = []
    indent_to_here_pt: float | None = None


class Setter:
    """Sets the lines of one paragraph."""

    def __init__(self, measured: Measured, *, number: int, recurring: Recurring | None = None) -> None:
        self.measured = measured
        self.recurring = recurring
        self.form: ParagraphFormat = measured.paragraph.format
        self.number = number

    def line(self, start: int, end: LineEnd, slot: Slot) -> SetLine:
        measured = self.measured
        visible = measured.visible_end(start, end.place)
        final = end.place == len(measured.text)
        gaps, width, last_tab = self._measure(start, visible, end, slot)
        before, behind = hang(measured, start, visible, hyphen=end.hyphen) if measured.hangs else (0.0, 0.0)
        if behind and self.form.hanging_stops == "if-needed":
            inside = hang_right(measured, visible, hyphen=end.hyphen, stops=False)
            behind = inside if width - before - inside <= slot.width_pt + tolerance(measured, start) else behind
        width -= before + behind
        room = slot.width_pt - (self.form.last_line_indent_pt if final else 0.0)
        stretch = self._justified(last_tab, visible, room - width, final=final)
        if stretch != NATURAL:
            width = room
        at = slot.start_pt + self._shift(room - width, slot, final=final) - before
        width += before + behind
        recurring = self.recurring
        key = recurring and key_of(measured, start, end, visible, slot=slot, at=at, width=width, stretch=stretch, number=self.number)
        if recurring and key and (line := recurring.find(key)) is not None:
            return SetLine(line)
        drawing = Drawing(measured, slot, stretch, within=(last_tab, visible))
        if self.form.smaller_characters != "baseline":
            drawing.largest_pt = max((item.style.format.size_pt for item in measured.items_between(start, visible)), default=0.0)
        self._place(drawing, start, visible, gaps, at)
        done = self._drawn(drawing, start, end, visible, at, width)
        if recurring and key:
            recurring.keep(key, done.line)
        return done

    def _drawn(self, drawing: Drawing, start: int, end: LineEnd, visible: int, at: float, width: float) -> SetLine:
        measured, slot = self.measured, drawing.slot
        left = slot.from_left(at, width, rtl=measured.rtl)
        if end.hyphen and drawing.runs and not measured.rtl:
            drawing.hyphen(visible)
        strokes = decorate(drawing.decorated, slot.baseline_pt) if drawing.decorated else []
        if not measured.rtl:
            drawing.hang(visible, end.place, left + width)
        line = Line(
            baseline_pt=slot.baseline_pt,
            left_pt=left,
            width_pt=width,
            runs=drawing.runs,
            objects=drawing.objects,
            strokes=strokes,
            paragraph=self.number,
            text=measured.text[start : end.place],
            links=drawing.links,
        )
        return SetLine(line, drawing.missing, drawing.indent_to_here)

    def _measure(self, start: int, visible: int, end: LineEnd, slot: Slot) -> tuple[list[TabGap], float, int]:
        """The tabs' gaps, the natural width from the line's start, and where its last tab ends."""
        measured = self.measured
        hyphen = measured.hyphen_width(visible) if end.hyphen and visible else 0.0
        if not measured.tabs:
            return [], measured.width(start, visible) + hyphen, start
        gaps, width = tabbed(measured, start, visible, slot)
        last = max((tab + 1 for tab in measured.tabs if start <= tab < visible), default=start)
        return gaps, width + hyphen, last

    def _justified(self, start: int, visible: int, slack: float, *, final: bool) -> Slack:
        """How the line is made to fill its measure (composition.md 29, 30)."""
        if not self._stretched(final=final) and not (slack < -1e-9 and -slack < tolerance(self.measured, start) + 0.1):
            return NATURAL
        drawn_out = kashidas(self.measured, start, visible, slack) if self.form.kashida != "none" else ()
        if drawn_out:
            left = slack - sum(length for _, length in drawn_out)
            return replace(shared(self.measured, start, visible, left) or Slack(), kashidas=drawn_out)
        found = shared(self.measured, start, visible, slack)
        if found is not None:
            return found
        spread = self._spread(start, visible, slack, final=final)
        return Slack(spread_pt=spread) if spread else NATURAL

    def _spread(self, start: int, visible: int, slack: float, *, final: bool) -> float:
        """What comes between the letters of a word that has a justified line to itself."""
        if not self._stretched(final=final) or slack <= 0 or self.form.single_word != "fully-justified":
            return 0.0
        letters = sum(1 for width in self.measured.widths[start:visible] if width > 0)
        return slack / (letters - 1) if letters > 1 else 0.0

    def _stretched(self, *, final: bool) -> bool:
        return self.form.alignment in JUSTIFIED and (not final or self.form.alignment == "fully-justified")

    def _shift(self, slack: float, slot: Slot, *, final: bool) -> float:
        """How far the text moves away from the column's starting edge."""
        alignment = self.form.alignment
        side = {"left-justified": "left", "center-justified": "center", "right-justified": "right"}.get(alignment, alignment)
        if alignment in JUSTIFIED and not final:
            single = self.form.single_word if slack > 0 else "fully-justified"
            side = ("right" if self.measured.rtl else "left") if single == "fully-justified" else single
        if side in ("to-spine", "from-spine"):
            side = "left" if (side == "to-spine") == slot.right_page else "right"
        if side == "fully-justified":
            side = "right" if self.measured.rtl else "left"
        if side == "center":
            return slack / 2
        return slack if (side == "left") == self.measured.rtl else 0.0

    def _place(self, drawing: Drawing, start: int, visible: int, gaps: list[TabGap], at: float) -> None:
        """Set every stretch between tabs. The gaps were measured from the slot's start; the line may have been moved since."""
        shift = at - drawing.slot.start_pt
        tabs = self.measured.tabs_between(start, visible) if gaps else []
        self._segment(drawing, start, tabs[0] if tabs else visible, at)
        for number, (tab, gap) in enumerate(zip(tabs, gaps, strict=True)):
            drawing.leader(gap, shift, tab)
            end = tabs[number + 1] if number + 1 < len(tabs) else visible
            self._segment(drawing, tab + 1, end, gap.end_pt + shift)

    def _segment(self, drawing: Drawing, start: int, end: int, at: float) -> None:
        measured = self.measured
        pieces = [Piece(item, max(item.start, start), min(item.end, end)) for item in measured.items_between(start, end)]
        if not pieces:
            return
        pen = drawing.slot.from_left(at, 0.0, rtl=False)
        if measured.rtl:
            width = measured.x[end] - measured.x[start] - measured.style_at(end - 1).tracking_pt
            if start >= drawing.within[0]:
                width += (measured.spaces[end] - measured.spaces[start]) * drawing.stretch.factor
                width += drawing.stretch.spread_pt * max(0, sum(1 for each in measured.widths[start:end] if each > 0) - 1)
                width += sum(length for place, length in drawing.stretch.kashidas if start <= place < end)
            pen = drawing.slot.from_left(at, width, rtl=True)
        order = bidi.visual_order([piece.item.level for piece in pieces]) if measured.levels else range(len(pieces))
        for index in order:
            pen = drawing.piece(pieces[index], pen)


def tabbed(measured: Measured, start: int, visible: int, slot: Slot) -> tuple[list[TabGap], float]:
    """The tab gaps of a line, and its width from where its text starts."""
    ruler = TabRuler.of(measured.paragraph.format, slot.column_width_pt)
    tabs = measured.tabs_between(start, visible)
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
