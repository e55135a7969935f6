"""Optical margins: what stands at a line's edge hangs out a little, so that the edge looks straight.

How far InDesign lets each character hang is not known (composition.md 37): these are the usual shares, stops and hyphens nearly out,
slanted letters by a hair, for text of the size that the story's setting names. Larger settings let more hang.
"""

from documents.rendering.text.measuring import Measured

# Shares of a character's width, at the left and at the right edge.
LEFT = {
    **dict.fromkeys("\u2018\u201c\u201a\u201e\"'\u00ab\u2039", 0.7),
    **dict.fromkeys("-\u2010\u2011", 0.7),
    **dict.fromkeys("\u2013\u2014", 0.3),
    **dict.fromkeys("([{", 0.1),
    **dict.fromkeys("ATVWXY\u00c4\u00c0\u00c1\u00c2\u00c5vwxy", 0.05),
}
RIGHT = {
    **dict.fromkeys(".,\u2026\u060c", 0.7),
    **dict.fromkeys("-\u2010\u2011", 0.7),
    **dict.fromkeys("\u2019\u201d\u2018\u201c\"'\u00bb\u203a", 0.7),
    **dict.fromkeys(":;", 0.5),
    **dict.fromkeys("\u2013\u2014", 0.3),
    **dict.fromkeys("!?)]}", 0.1),
    **dict.fromkeys("ATVWXY\u00c4\u00c0\u00c1\u00c2\u00c5KLFPkrtvwxy", 0.05),
}
HYPHEN = "-"


def hang(measured: Measured, start: int, visible: int, *, hyphen: bool) -> tuple[float, float]:
    """How far a line's first and last character hang out of its measure."""
    if measured.hang_pt is None or measured.tabs or visible <= start:
        return 0.0, 0.0
    return hang_left(measured, start), hang_right(measured, visible, hyphen=hyphen)


def hang_left(measured: Measured, start: int) -> float:
    return _share(measured, start, LEFT.get(measured.text[start], 0.0), measured.text[start])


def hang_right(measured: Measured, visible: int, *, hyphen: bool) -> float:
    """visible: the visible end of the line, and whether a hyphen is put there that the text does not have."""
    last = HYPHEN if hyphen else measured.text[visible - 1]
    return _share(measured, visible - 1, RIGHT.get(last, 0.0), last)


def _share(measured: Measured, place: int, share: float, character: str) -> float:
    if not share or measured.hang_pt is None:
        return 0.0
    style = measured.style_at(place)
    glyph = style.face.glyph(ord(character))
    return share * style.face.advance(glyph) * measured.hang_pt * style.format.horizontal_scale if glyph is not None else 0.0
