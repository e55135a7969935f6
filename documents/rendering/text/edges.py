"""Optical margins: what stands at a line's edge hangs out a little, so that the edge looks straight.

How far InDesign lets each character hang is not known (composition.md 37): these are the usual shares, stops and hyphens nearly out,
slanted letters by a hair, for text of the size that the story's setting names. Larger settings let more hang.
"""

from documents.rendering.text.measuring import Measured
from documents.rendering.text.mojikumi import at_end, at_start

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
STOPS = frozenset("、。，．")


def hang(measured: Measured, start: int, visible: int, *, hyphen: bool) -> tuple[float, float]:
    """How far a line's first and last character hang out of its measure."""
    if not measured.hangs or measured.tabs or visible <= start:
        return 0.0, 0.0
    return hang_left(measured, start), hang_right(measured, visible, hyphen=hyphen)


def hang_left(measured: Measured, start: int) -> float:
    character = measured.text[start]
    aki = at_start(measured.text, start, measured.style_at(start)) if measured.aki is not None else 0.0
    return aki or _share(measured, start, LEFT.get(character, 0.0), character)


def hang_right(measured: Measured, visible: int, *, hyphen: bool, stops: bool = True) -> float:
    """visible: the visible end of the line, and whether a hyphen is put there that the text does not have.

    stops   whether Japanese ones hang, where the paragraph lets them
    """
    last = HYPHEN if hyphen else measured.text[visible - 1]
    form = measured.paragraph.format
    if last in STOPS and form.hanging_stops != "none" and stops:
        return measured.widths[visible - 1]
    if measured.aki is not None and not hyphen:
        own = at_end(measured.text, visible - 1, measured.style_at(visible - 1)) if form.mojikumi == "line-end-half" else 0.0
        if aki := own + measured.aki.get(visible - 1, 0.0):
            return aki
    return _share(measured, visible - 1, RIGHT.get(last, 0.0), last)


def _share(measured: Measured, place: int, share: float, character: str) -> float:
    if not share or measured.hang_pt is None:
        return 0.0
    style = measured.style_at(place)
    glyph = style.face.glyph(ord(character))
    return share * style.face.advance(glyph) * measured.hang_pt * style.format.horizontal_scale if glyph is not None else 0.0
