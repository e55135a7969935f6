"""Vertical text: composed in a frame that lies on its side, whose lines are then stood up and run from right to left.

Letters of scripts that are written across lie on their side, as InDesign lays them; the others stand (UAX #50). Fields in them, too.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby
from typing import Literal

import msgspec

from documents.rendering.fonts import Face
from documents.rendering.text.breaking import graphemes
from documents.rendering.text.model import FrameBox, GlyphRun, Line, ParagraphFormat, Wrap
from documents.rendering.text.shaping import EM_TOP, Glyphs
from documents.rendering.text.source import Span
from documents.rendering.text.styles import Style

# What stands upright: Han, kana, hangul, bopomofo, yi, their punctuation and full-width forms, enclosed letters, emoji.
STANDING = re.compile(
    "[\u1100-\u11ff\u2460-\u24ff\u2600-\u27bf\u2e80-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe10-\ufe1f\ufe30-\ufe4f"
    "\uff01-\uff60\uffe0-\uffe6\u00a9\u00ae\u2020\u2021\u203b\u2042\u2047-\u2049\U0001f000-\U0001faff\U00020000-\U0003ffff]+"
)
# Those that turn with the line: by another glyph, or lying where the font has none.
TURNING = re.compile("[ー〜～…‥〈-】〔-〛〝-〟（）：；＝［］｛-｝－＿゠]")
SIDE_BY_SIDE = {False: re.compile("[0-9]+"), True: re.compile("[0-9A-Za-z!?]+")}
CENTRE = 0.38  # of the size: how far above the baseline the middle of an em box of these scripts is

TURNED_GROWTH: dict[str, Literal["height", "width"]] = {"height": "width", "width": "height"}


def orientation_edges(text: str) -> set[int]:
    """Where letters that stand and others meet; letters that turn are apart. What belongs to a letter stays with it."""
    edges = {edge for pattern in (STANDING, TURNING) for match in pattern.finditer(text) for edge in match.span()}
    return edges.intersection((*graphemes(text), len(text)))


def stands(text: str, place: int, face: Face) -> bool:
    if TURNING.match(text, place):
        return face.stands_in(text[place])
    return STANDING.match(text, place) is not None


def beside(text: str, spans: Sequence[Span], form: ParagraphFormat) -> dict[int, int]:
    """What stands side by side: ends by starts, by the characters' own setting or the paragraph's."""
    found: list[tuple[int, int, Style]] = []
    for span in spans:
        if span.style.format.east_asian is not None and span.style.format.east_asian.tate_chu_yoko:
            alike = found and found[-1][1] == span.start and found[-1][2].shaping == span.style.shaping
            start = found.pop()[0] if alike else span.start
            found.append((start, span.end, span.style))
    groups = {start: end for start, end, _ in found}
    if form.tate_chu_yoko:
        edges = {span.start for span in spans}
        for match in SIDE_BY_SIDE[form.tate_chu_yoko_latin].finditer(text):
            start, end = match.span()
            if end - start <= form.tate_chu_yoko and edges.isdisjoint(range(start + 1, end)):
                groups.setdefault(start, end)
    return groups


def set_beside(glyphs: Glyphs, style: Style) -> Glyphs:
    """Glyphs of letters that follow each other from left to right as one em of vertical text, in its middle."""
    em, own = style.size_pt, glyphs.moved(0)
    width = sum(glyphs.advances) - style.tracking_pt
    offsets = glyphs.offsets or [(0.0, 0.0)] * len(glyphs.ids)
    pens = accumulate(glyphs.advances, initial=-width / 2)
    own.offsets = [(pen + dx, dy - EM_TOP * em) for pen, (dx, dy) in zip(pens, offsets, strict=False)]
    own.advances = [0.0] * (len(glyphs.ids) - 1) + [em + style.tracking_pt] if glyphs.ids else []
    return own


def lying(frame: FrameBox) -> FrameBox:
    """The frame on its side: lines run along its height, and follow each other from its right edge to its left.

    Its baseline grid is left out.
    """
    top, left, bottom, right = frame.insets_pt
    across, down = frame.auto_size_from
    growth = TURNED_GROWTH.get(frame.auto_size, frame.auto_size)
    return msgspec.structs.replace(
        frame,
        left_pt=0.0,
        top_pt=0.0,
        width_pt=frame.height_pt,
        height_pt=frame.width_pt,
        insets_pt=(right, top, left, bottom),
        polygon=tuple(_laid(frame, frame.polygon)) if frame.polygon is not None else None,
        wraps=tuple(Wrap(tuple(_laid(frame, wrap.polygon)), wrap.mode, "both") for wrap in frame.wraps),
        first_baseline="em-top" if frame.first_baseline == "ascent" else frame.first_baseline,
        grid_step_pt=0.0,
        auto_size=growth,
        auto_size_from=(down, 1 - across),
        auto_size_least_pt=frame.auto_size_least_pt[::-1],
        page_box_pt=None,
        margin_box_pt=None,
    )


def _laid(frame: FrameBox, points: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    right = frame.left_pt + frame.width_pt
    for x, y in points:
        yield y - frame.top_pt, right - x


def stood_box(frame: FrameBox, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """A box of the lying frame where it stands."""
    right = frame.left_pt + frame.width_pt
    left, top, end, bottom = box
    return right - bottom, frame.top_pt + left, right - top, frame.top_pt + end


def stood(lines: Sequence[Line], frame: FrameBox) -> list[Line]:
    """The lying frame's lines where they stand: what lies in each, then its upright stretches, in order."""
    return [part for line in lines for part in _parts(line, frame)]


def _parts(line: Line, frame: FrameBox) -> Iterator[Line]:
    right, top = frame.left_pt + frame.width_pt, frame.top_pt
    turn = (0.0, 1.0, -1.0, 0.0, right, top)
    groups = [(standing, list(runs)) for standing, runs in groupby(line.runs, key=lambda run: run.vertical)]
    if line.matrix is not None or not any(standing for standing, _ in groups):
        yield msgspec.structs.replace(line, matrix=turn if line.matrix is None else _then(line.matrix, turn))
        return
    rest = msgspec.structs.replace(line, runs=[], links=[], text="", matrix=turn)
    if line.strokes or line.areas or line.objects:
        yield rest
    for number, (standing, runs) in enumerate(groups):
        text = "".join(cluster for run in runs for cluster in run.clusters)
        links = line.links if not number else []
        part = msgspec.structs.replace(line, runs=runs, links=links, text=text, strokes=[], areas=[], objects=[], matrix=turn, follows=True)
        yield (
            part
            if not standing
            else msgspec.structs.replace(part, runs=[_standing(run) for run in runs], links=[], matrix=(1.0, 0.0, 0.0, 1.0, right, top))
        )


def _standing(run: GlyphRun) -> GlyphRun:
    """A run whose advances go down: every glyph by its offset from where the run begins."""
    pens, down = [], 0.0
    for advance in run.advances_pt:
        pens.append(down)
        down += advance
    offsets = run.offsets_pt or [(0.0, 0.0)] * len(run.glyphs)
    return msgspec.structs.replace(
        run,
        x_pt=CENTRE * run.size_pt - run.baseline_pt,
        baseline_pt=run.x_pt,
        advances_pt=[0.0] * len(run.glyphs),
        offsets_pt=[(across, up - pen) for pen, (across, up) in zip(pens, offsets, strict=True)],
    )


def _then(
    first: tuple[float, float, float, float, float, float], second: tuple[float, float, float, float, float, float]
) -> tuple[float, float, float, float, float, float]:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)
