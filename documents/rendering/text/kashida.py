"""Kashidas: justified Arabic lines are filled by drawing out the strokes between letters, as far as the paragraph lets them.

Where a stroke may be drawn out HarfBuzz says; which of a word's is, the usual order of preference of Arabic typesetting. How long
InDesign's short, medium and long ones are could not be measured: there was no document.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import ceil, inf

import uharfbuzz as hb

from documents.rendering.text.measuring import STRETCHABLE, Item, Measured
from documents.rendering.text.styles import Style

TATWEEL = "\u0640"
DRAWN_OUT = frozenset(("Adlm", "Arab", "Mand", "Mani", "Ougr", "Phlp", "Rohg", "Sogd", "Syrc"))  # scripts that it belongs to (scx)
LONGEST = {"short": 0.25, "medium": 0.5, "long": 1.0}  # sizes
SEEN = frozenset("سشصضڛڜښۺڝڞۻ")
FINAL_ROUND, FINAL_TALL, FINAL_LOW = frozenset("هةدذەہۀڈ"), frozenset("اأإآٱطظلكگک"), frozenset("وؤعغقف")
TOOTH, AFTER_TOOTH = frozenset("بتثپنيئیٹ"), frozenset("رزژڑيىئیے")
FLAGS = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES | hb.BufferFlags.PRODUCE_SAFE_TO_INSERT_TATWEEL


def kashidas(measured: Measured, start: int, visible: int, slack: float) -> tuple[tuple[int, float], ...]:
    """Before which characters of a line strokes are drawn out, and by how much, in pt: by `slack` in all, or less."""
    form = measured.paragraph.format
    if slack <= 0 or not measured.levels or form.kashida == "none":
        return ()
    first, others = _ranked(measured, start, visible)
    if not first:
        return ()
    spaces = any(measured.text[place] in STRETCHABLE for place in range(start, visible))
    size, shortest = measured.style_at(first[0]).format.size_pt, _pitch(measured.style_at(first[0]))
    longest = max(shortest, LONGEST[form.kashida] * size) if spaces else inf
    if slack > longest * len(first):
        chosen = [*first, *others[: int((slack - longest * len(first)) / longest)]]
    else:
        chosen = first[: int(slack / shortest)]
    lengths = {place: min(longest, slack / len(chosen)) for place in chosen}
    if not form.fractional_kashida:
        lengths = {place: int(length / shortest + 1e-6) * shortest for place, length in lengths.items()}
    return tuple(sorted(lengths.items()))


def drawn_out(
    lengths: Mapping[int, float],
    style: Style,
    ids: list[int],
    advances: list[float],
    offsets: list[tuple[float, float]] | None,
    texts: list[str],
    clusters: list[int],
) -> tuple[list[int], list[float], list[tuple[float, float]] | None, list[str], list[int]]:
    """Glyphs with the strokes that lie to the right of letters, of as many kashidas as it takes.

    They are read back as what they are: in actual text of a letter and its stroke, some readers turn the whole word round.
    """
    glyph, pitch = style.face.glyph(ord(TATWEEL)) or 0, _pitch(style)
    order: list[tuple[int, float | None]] = []  # number of the glyph, and a kashida's advance behind it
    for number, cluster in enumerate(clusters):
        order.append((number, None))
        if cluster in lengths and (number + 1 == len(clusters) or clusters[number + 1] != cluster):
            order += ((number, advance) for advance in overlapping(lengths[cluster], pitch))
    return (
        [ids[number] if drawn is None else glyph for number, drawn in order],
        [advances[number] if drawn is None else drawn for number, drawn in order],
        [offsets[number] if drawn is None else (0.0, 0.0) for number, drawn in order] if offsets else None,
        [texts[number] if drawn is None else TATWEEL for number, drawn in order],
        [clusters[number] for number, _ in order],
    )


def overlapping(length: float, pitch: float) -> list[float]:
    """The advances of as many kashidas as reach over a length, which is one of theirs at least."""
    count = ceil(length / pitch - 1e-6) if pitch > 0 else 0
    return [(length - pitch) / (count - 1)] * (count - 1) + [pitch] if count > 1 else [length] * count


def _pitch(style: Style) -> float:
    """How wide the font's own is."""
    return style.face.advance(style.face.glyph(ord(TATWEEL)) or 0) * style.face.upem * style.scale


def _ranked(measured: Measured, start: int, visible: int) -> tuple[list[int], list[int]]:
    """The best place of each word, the best of these first; and the places left over."""
    words: list[list[tuple[int, int]]] = []
    for item in measured.items_between(start, visible):
        for begin, places in _words(item, measured.text, max(start, item.start), min(visible, item.end)):
            if begin or not words:
                words.append([])
            words[-1] += places
    first, others = [], []
    for places in words:
        first += sorted(places)[:1]
        others += sorted(places)[1:]
    return [-place for _, place in sorted(first)], [-place for _, place in sorted(others)]


def _words(item: Item, text: str, start: int, end: int) -> Iterator[tuple[bool, list[tuple[int, int]]]]:
    """(whether a word begins here, its places as (rank, -place): of two that are alike the later one is taken)."""
    style = item.style
    if (
        item.glyphs is None
        or item.script not in DRAWN_OUT
        or not item.level % 2
        or not style.face.advance(style.face.glyph(ord(TATWEEL)) or 0)
    ):
        return
    safe, clusters = _safe(item, text)
    found: list[tuple[int, int]] = []
    begins = start == 0 or text[start - 1].isspace()
    for before, place in pairwise(clusters):
        if not start < place < end:
            continue
        if text[place - 1].isspace():
            yield begins, found
            found, begins = [], True
        elif place in safe and next(span for span in item.spans if span.end > place).style.format.kashidas:
            found.append((_rank(text, before, place, end), -place))
    yield begins, found


def _safe(item: Item, text: str) -> tuple[frozenset[int], Sequence[int]]:
    """The clusters of an item before which a stroke may be drawn out, and all of them."""
    buffer = hb.Buffer()
    buffer.add_str(text, item.start, item.end - item.start)
    buffer.flags = FLAGS
    buffer.direction, buffer.script, buffer.language = "rtl", item.script, item.style.language
    hb.shape(item.style.face.hb_font, buffer, dict(item.style.features))
    infos = buffer.glyph_infos
    safe = frozenset(info.cluster for info in infos if info.flags & hb.GlyphFlags.SAFE_TO_INSERT_TATWEEL)
    return safe, sorted({info.cluster for info in infos})


def _rank(text: str, before: int, place: int, end: int) -> int:
    """1 is the place that is best drawn out; `before` is the letter that it follows."""
    letter, last = text[place], place + 1 >= end or not text[place + 1].isalpha()
    if text[before] == TATWEEL:
        return 1
    if text[before] in SEEN:
        return 2
    if last and letter in FINAL_ROUND:
        return 3
    if last and letter in FINAL_TALL:
        return 4
    if text[before] in TOOTH and letter in AFTER_TOOTH:
        return 5
    return 6 if last and letter in FINAL_LOW else 7
