"""What stands beside characters of Chinese and Japanese: ruby, which says how they are read, and emphasis marks (kenten)."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec.structs import replace

from documents.rendering.text.model import EastAsian, GlyphRun
from documents.rendering.text.scripts import script_starts
from documents.rendering.text.shaping import EM_TOP, Glyphs, shape
from documents.rendering.text.styles import Style

Extent = tuple[float, float]  # where something begins along the line, and how long it is


def widened(glyphs: Glyphs, style: Style, settings: EastAsian, *, standing: bool) -> Glyphs:
    """Glyphs with so much space round them that their ruby has room: as much between two as on either side of both."""
    own = glyphs.moved(0)
    own.advances = list(own.advances)
    offsets = list(own.offsets or [(0.0, 0.0)] * len(own.ids))
    firsts = [number for number, cluster in enumerate(own.clusters) if not number or own.clusters[number - 1] != cluster]
    for numbers, reading in _units(firsts, settings):
        last = next((number for number in firsts if number > numbers[-1]), len(own.ids))
        wide = sum(own.advances[numbers[0] : last])
        needed = _length(reading, style, settings, standing=standing) - 2 * settings.ruby_overhang * _size(style, settings)
        more = (needed - wide) / len(numbers)
        if more <= 0:
            continue
        for number in numbers:
            end = next((first for first in firsts if first > number), len(own.ids))
            own.advances[end - 1] += more
            for place in range(number, end):
                x, y = offsets[place]
                offsets[place] = (x, y - more / 2) if standing else (x + more / 2, y)
    own.offsets = offsets
    return own


def _units(places: Sequence[int], settings: EastAsian) -> list[tuple[Sequence[int], str]]:
    """Characters with the ruby that belongs to them: one by one, or all together."""
    readings = settings.ruby.split()
    if settings.ruby_by_character and len(readings) == len(places):
        return [([place], reading) for place, reading in zip(places, readings, strict=True)]
    return [(places, settings.ruby)] if places and settings.ruby else []


def annotations(runs: Sequence[GlyphRun], style: Style, settings: EastAsian, *, standing: bool) -> Iterator[GlyphRun]:
    """What stands beside the glyphs of one piece of a line."""
    extents = list(_extents(runs))
    if not extents:
        return
    if settings.ruby:
        for places, reading in _units(range(len(extents)), settings):
            first, last = extents[places[0]], extents[places[-1]]
            yield _ruby(reading, (first[0], last[0] + last[1] - first[0]), runs[0], style, settings, standing=standing)
    if settings.kenten:
        yield _marks(extents, runs[0], style, settings, standing=standing)


def _extents(runs: Sequence[GlyphRun]) -> Iterator[Extent]:
    """Of the characters that are to be seen."""
    for run in runs:
        pen = run.x_pt
        numbered = [(sum(1 for text in run.clusters[: number + 1] if text), number) for number in range(len(run.clusters))]
        for _, group in groupby(numbered, key=lambda pair: pair[0]):
            numbers = [number for _, number in group]
            length = sum(run.advances_pt[number] for number in numbers)
            if run.clusters[numbers[0]].strip():
                yield pen, length
            pen += length


def _ruby(reading: str, base: Extent, beside: GlyphRun, style: Style, settings: EastAsian, *, standing: bool) -> GlyphRun:
    small, glyphs = _shaped(reading, style, _size(style, settings), standing=standing)
    start, length = base
    count, room = len(glyphs.ids), length - sum(glyphs.advances)
    if room < 0 or settings.ruby_alignment in ("left", "center", "right"):
        share = {"left": 0.0, "right": 1.0}.get(settings.ruby_alignment, 0.5) if room >= 0 else 0.5
        gap, before = 0.0, room * share
    elif settings.ruby_alignment == "justify" and count > 1:
        gap, before = room / (count - 1), 0.0
    elif settings.ruby_alignment == "equal":
        gap, before = room / (count + 1), room / (count + 1)
    else:
        gap, before = room / count, room / count / 2
    return _placed(small, glyphs, reading, start + before, beside, style, below=settings.ruby_below, more=[*[gap] * (count - 1), 0.0])


def _marks(extents: Sequence[Extent], beside: GlyphRun, style: Style, settings: EastAsian, *, standing: bool) -> GlyphRun:
    small, one = _shaped(settings.kenten, style, settings.kenten_size_pt or style.size_pt / 2, standing=standing)
    count, own = len(extents), one.advances[0]
    glyphs = Glyphs(one.ids[:1] * count, list(range(count)), [own] * count, rtl=False)
    middles = [start + length / 2 - own / 2 for start, length in extents]
    more = [after - before - own for before, after in zip(middles, [*middles[1:], middles[-1] + own], strict=True)]
    glyphs.offsets = one.offsets[:1] * count if one.offsets else None
    return _placed(small, glyphs, settings.kenten[0] * count, middles[0], beside, style, below=settings.kenten_below, more=more)


def _placed(
    small: Style, glyphs: Glyphs, text: str, at: float, beside: GlyphRun, style: Style, *, below: bool, more: Sequence[float]
) -> GlyphRun:
    """Its em box on that of the characters, or under it."""
    away = EM_TOP * style.size_pt + (1 - EM_TOP) * small.size_pt
    if below:
        away = -(1 - EM_TOP) * style.size_pt - EM_TOP * small.size_pt
    ends = [*glyphs.clusters[1:], len(text)]
    return GlyphRun(
        font=small.font,
        format=small.format,
        size_pt=small.size_pt,
        x_pt=at,
        baseline_pt=beside.baseline_pt - away,
        glyphs=list(glyphs.ids),
        advances_pt=[advance + gap for advance, gap in zip(glyphs.advances, more, strict=True)],
        offsets_pt=glyphs.offsets,
        clusters=[text[start:end] for start, end in zip(glyphs.clusters, ends, strict=True)],
        vertical=beside.vertical,
        part="ruby",
    )


def _size(style: Style, settings: EastAsian) -> float:
    return settings.ruby_size_pt or style.size_pt / 2


def _length(reading: str, style: Style, settings: EastAsian, *, standing: bool) -> float:
    return sum(_shaped(reading, style, _size(style, settings), standing=standing)[1].advances)


def _shaped(text: str, style: Style, size_pt: float, *, standing: bool) -> tuple[Style, Glyphs]:
    """In the text's own font, or the first fallback that has it."""
    plain = style.book.style(replace(style.format, size_pt=size_pt, east_asian=None, underline=None, strike=None, tracking=0.0))
    script = script_starts(text)[0][1]
    for small in (plain, *style.book.fallbacks(plain)):
        glyphs = shape(text, 0, len(text), style=small, script=script, rtl=False, standing=standing)
        if not glyphs.missing:
            return small, glyphs
    return plain, shape(text, 0, len(text), style=plain, script=script, rtl=False, standing=standing)
