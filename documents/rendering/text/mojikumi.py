"""Mojikumi: how wide the aki is between characters of different classes, by the usual rules of Japanese typesetting (JIS X 4051, JLREQ).

Brackets and stops of one em bring half of it as aki. Where two of them meet one half is left, at the edges of a line none; between
kanji or kana and Latin letters comes a quarter. What InDesign's tables allow at the least and at the most is not followed.
"""

import re

from documents.rendering.text.aki import CLOSING, FULL_WIDTH, MIDDLE, OPENING, blanks
from documents.rendering.text.shaping import Glyphs
from documents.rendering.text.styles import Style

KANJI_OR_KANA = re.compile("[々〆〇\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
LATIN = re.compile("[0-9A-Za-z\u00c0-\u024f\u0370-\u04ff]")
LATIN_AKI = 0.25
HALF = 0.5
BLANK = 0.35  # of the em: Chinese stops that stand in the middle of theirs have less on either side


def respaced(glyphs: Glyphs, text: str, style: Style, aki: dict[int, float], *, standing: bool) -> Glyphs:
    """Glyphs with the aki that belongs behind each; notes in `aki` what was added, by the place of the character, in pt."""
    em = style.size_pt * (style.format.vertical_scale if standing else style.format.horizontal_scale)
    changes: dict[int, float] = {}
    clusters = glyphs.clusters
    for number, cluster in enumerate(clusters):
        following = clusters[number + 1] if number + 1 < len(clusters) else cluster + 1
        if following == cluster or following >= len(text):
            continue
        share = _between(text[cluster], text[following])
        if share > 0 or (share < 0 and _has_aki(glyphs, number, text[cluster], em, style, standing=standing)):
            changes[number] = share * em
    if not changes:
        return glyphs
    own = glyphs.moved(0)
    own.advances = list(own.advances)
    for number, change in changes.items():
        own.advances[number] += change
        aki[clusters[number]] = change
    return own


def _between(before: str, after: str) -> float:
    """In em."""
    if before in CLOSING:
        return -HALF if after in OPENING or after in CLOSING or after in MIDDLE else 0.0
    if after in OPENING:
        return -HALF if before in OPENING or before in MIDDLE else 0.0
    if (KANJI_OR_KANA.match(before) and LATIN.match(after)) or (LATIN.match(before) and KANJI_OR_KANA.match(after)):
        return LATIN_AKI
    return 0.0


def _has_aki(glyphs: Glyphs, number: int, character: str, em: float, style: Style, *, standing: bool) -> bool:
    """Whether the glyph brings what is to be taken away."""
    advance = glyphs.advances[number]
    if advance < FULL_WIDTH * em:
        return False
    first, last = blanks(glyphs.ids[number], advance, style, standing=standing)
    return (first if character in OPENING else last) > (BLANK if character not in MIDDLE else BLANK / 2) * em


def at_start(text: str, place: int, style: Style) -> float:
    """The aki that a line's first character brings, in pt."""
    return _edge(text[place], OPENING, style, side=0)


def at_end(text: str, place: int, style: Style) -> float:
    return _edge(text[place], CLOSING, style, side=1)


def _edge(character: str, kind: frozenset[str], style: Style, *, side: int) -> float:
    glyph = style.face.glyph(ord(character)) if character in kind else None
    em = style.size_pt * style.format.horizontal_scale
    advance = style.face.advance(glyph) * style.face.upem * style.scale if glyph is not None else 0.0
    if glyph is None or advance < FULL_WIDTH * em:
        return 0.0
    return HALF * em if blanks(glyph, advance, style, standing=False)[side] > BLANK * em else 0.0
