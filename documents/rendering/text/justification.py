"""Where the slack of a justified line goes: words, letters and glyphs within their limits, then words (composition.md 30, 31)."""

from itertools import accumulate

import msgspec

from documents.rendering.text.breaking import UNSPACED
from documents.rendering.text.measuring import STRETCHABLE, Measured
from documents.rendering.text.model import ParagraphFormat
from documents.rendering.text.styles import Style

NONE, WHOLE = (0.0, 0.0, 0.0), (1.0, 1.0, 1.0)


class Slack(msgspec.Struct, frozen=True):
    """factor: by how much spaces grow; spread_pt: what comes between glyphs; scale: of the other glyphs' widths.

    between_pt   what comes after each letter of a script that is written without spaces
    kashidas     before which characters strokes are drawn out, and by how much
    """

    factor: float = 0.0
    spread_pt: float = 0.0
    scale: float = 1.0
    between_pt: float = 0.0
    kashidas: tuple[tuple[int, float], ...] = ()


class Give:
    """How far letters and glyphs may change with a justified line's spaces: more and less are sums over the text before a place."""

    __slots__ = ("least", "less", "more", "most")

    def __init__(self, measured: Measured) -> None:
        form = measured.paragraph.format
        self.most = _range(form.word_spacing, 1.0, relative=True)
        self.least = least_share(form)
        self.more = _sums(measured, 1.0)
        self.less = _sums(measured, -1.0)

    @classmethod
    def of(cls, measured: Measured) -> "Give | None":
        form = measured.paragraph.format
        if measured.rtl or (form.letter_spacing == NONE and form.glyph_scaling == WHOLE):
            return None
        return cls(measured)

    def less_between(self, start: int, end: int) -> float:
        return self.less[end] - self.less[start]

    def left(self, start: int, end: int, *, slack: float, room: float) -> float:
        """The slack that the spaces of a line have to take in."""
        sums, words = (self.more, room * self.most) if slack > 0 else (self.less, room * self.least)
        others = sums[end] - sums[start]
        if others <= 0:
            return slack
        if abs(slack) < words + others:
            return slack * words / (words + others)
        return slack - others if slack > 0 else slack + others


def _sums(measured: Measured, side: float) -> list[float]:
    form = measured.paragraph.format
    between = space_width(measured.items[0].style) * _range(form.letter_spacing, side) if measured.items else 0.0
    scale = _range(form.glyph_scaling, side, relative=True)
    each = (
        (between if width > 0 else 0.0) + (0.0 if char in STRETCHABLE else width * scale)
        for char, width in zip(measured.text, measured.widths, strict=True)
    )
    return [0.0, *accumulate(each)]


def least_share(form: ParagraphFormat) -> float:
    """How far the spaces should shrink at most."""
    return 1 - form.word_spacing[0] / (form.word_spacing[1] or 1.0)


def shared(measured: Measured, start: int, visible: int, slack: float) -> Slack | None:
    """The slack of the characters from `start` to their visible end; None where it is more than the spaces can take in."""
    spaces = measured.spaces[visible] - measured.spaces[start]
    if UNSPACED.search(measured.text, start, visible):
        return _between_letters(measured, start, visible, slack, spaces)
    if spaces <= 0:
        return None
    form = measured.paragraph.format
    letters = glyphs = spread = 0.0
    scale = 1.0
    if not measured.rtl and (form.letter_spacing != NONE or form.glyph_scaling != WHOLE):
        words = spaces * _range(form.word_spacing, slack, relative=True)
        gaps = max(0, sum(1 for width in measured.widths[start:visible] if width > 0) - 1)
        between = space_width(measured.style_at(start)) * _range(form.letter_spacing, slack)
        glyph_range = _range(form.glyph_scaling, slack, relative=True)
        letters = gaps * between
        glyphs = (measured.x[visible] - measured.x[start] - spaces) * glyph_range
        share = min(1.0, abs(slack) / (words + letters + glyphs)) if words + letters + glyphs > 0 else 0.0
        sign = 1.0 if slack > 0 else -1.0
        letters, glyphs, spread, scale = (
            sign * share * letters,
            sign * share * glyphs,
            sign * share * between,
            1 + sign * share * glyph_range,
        )
    factor = (slack - letters - glyphs) / spaces
    return Slack(factor, spread, scale) if factor > -0.9 else None


def _between_letters(measured: Measured, start: int, visible: int, slack: float, spaces: float) -> Slack | None:
    """Alike after all letters of such a script, and in every space: Han and kana have no other place for it."""
    text = measured.text
    shown = [place for place in range(start, visible) if measured.widths[place] > 0]
    letters = sum(1 for place in shown[:-1] if UNSPACED.match(text, place))
    words = sum(1 for place in shown if text[place] in STRETCHABLE)
    if not letters and not words:
        return None
    each = slack / (letters + words)
    return Slack(factor=each * words / spaces if spaces > 0 else 0.0, between_pt=each)


def _range(limits: tuple[float, float, float], slack: float, *, relative: bool = False) -> float:
    """From the desired value to the limit on the slack's side."""
    low, wanted, high = limits
    room = max(0.0, high - wanted if slack > 0 else wanted - low)
    return room / (wanted or 1.0) if relative else room


def space_width(style: Style) -> float:
    """In pt: what 100 % of letter spacing is."""
    glyph = style.face.glyph(0x20)
    return style.face.advance(glyph) * style.face.upem * style.scale if glyph is not None else style.size_pt / 4
