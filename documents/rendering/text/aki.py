"""Aki: the blank round characters of Chinese, Japanese and Korean; what takes it away (tsume) and what adds to it."""

import re
from collections.abc import Sequence

from documents.rendering.text.model import EastAsian
from documents.rendering.text.styles import Style

FULL_WIDTH = 0.9  # of the em, at least
OPENING = frozenset("「『（〔［｛〈《【〖〘｟‘“〝")
CLOSING = frozenset("」』）〕］｝〉》】〗〙｠’”〟、。，．")
MIDDLE = frozenset("・：；")
LETTER = re.compile(
    "[\u2e80-\u303f\u3040-\u30ff\u3105-\u312f\u31a0-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\U00020000-\U0003ffff]"
)

Offsets = list[tuple[float, float]]


def respaced(
    text: str,
    clusters: Sequence[int],
    ids: Sequence[int],
    advances: list[float],
    offsets: Offsets | None,
    style: Style,
    settings: EastAsian,
    *,
    standing: bool,
) -> Offsets | None:
    """Changes the advances as the characters' settings say, and gives where the glyphs lie then.

    Brackets and stops bring half an em of aki with them, middle dots a quarter on either side: a setting takes its place.
    """
    moved: Offsets | None = None
    em = style.size_pt * (style.format.vertical_scale if standing else style.format.horizontal_scale)
    for number, cluster in enumerate(clusters):
        if (number and clusters[number - 1] == cluster) or not advances[number]:
            continue
        character = text[cluster]
        before = _added(settings.aki_before_em, character, OPENING, full=advances[number] >= FULL_WIDTH * em) * em
        after = _added(settings.aki_after_em, character, CLOSING, full=advances[number] >= FULL_WIDTH * em) * em
        if settings.tsume and LETTER.match(character):
            first, last = blanks(ids[number], advances[number], style, standing=standing)
            before, after = before - settings.tsume * first, after - settings.tsume * last
        if before or after:
            advances[number] += before + after
            moved = moved if moved is not None else list(offsets or [(0.0, 0.0)] * len(clusters))
            x, y = moved[number]
            moved[number] = (x, y - before) if standing else (x + before, y)
    return moved if moved is not None else offsets


def _added(wanted: float | None, character: str, own: frozenset[str], *, full: bool) -> float:
    """In em."""
    if wanted is None:
        return 0.0
    if full and character in own:
        return wanted - 0.5
    return wanted - 0.25 if full and character in MIDDLE else wanted


def blanks(glyph: int, advance: float, style: Style, *, standing: bool) -> tuple[float, float]:
    """What is blank before and after a glyph's ink along the line, in pt."""
    ink = style.face.hb_font.get_glyph_extents(glyph)
    if ink is None or not ink.width or not ink.height:
        return 0.0, 0.0
    if standing:
        first = advance * 0.88 - ink.y_bearing * style.vertical_scale_pt
        length = -ink.height * style.vertical_scale_pt
    else:
        first, length = ink.x_bearing * style.scale, ink.width * style.scale
    return max(0.0, first), max(0.0, advance - first - length)
