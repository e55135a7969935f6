"""Strokes: alignment, dashes, dots, stripes, line ends (2)."""

import math
from collections.abc import Sequence

from msgspec.structs import replace

from documents.rendering.document import StrokeFormat, StrokeStyle, SubPath
from documents.rendering.paint import geometry, outline
from documents.rendering.paint.geometry import Cubic
from documents.rendering.paint.line_ends import tip, trimmed
from documents.rendering.paint.motifs import MOTIFS, repeated, waved
from documents.rendering.paint.syntax import number, numbers

CAPS = {"butt": 0, "round": 1, "projecting": 2}
JOINS = {"miter": 0, "round": 1, "bevel": 2}
FINEST_PT = 0.05  # a finer pattern is solid to the eye
MOST_DASHES = 20_000  # of one stroke: millions of them hold a rasteriser up
DOT_PITCH = {"dotted": 3.0, "japanese-dots": 2.0}  # of the weight (2.7)


def aligned(paths: Sequence[SubPath], stroke: StrokeFormat | None) -> tuple[SubPath, ...]:
    """The path that both the fill and the stroke follow (2.1)."""
    if stroke is None or stroke.alignment == "center":
        return tuple(paths)
    return outline.offset(paths, stroke.weight_pt / 2 if stroke.alignment == "outside" else -stroke.weight_pt / 2)


def operators(paths: Sequence[SubPath], stroke: StrokeFormat, style: StrokeStyle, *, colour: str, fill: str, gap: str) -> str:
    """Paint a stroke along paths that are aligned already.

    colour, fill, gap   operators that set the stroke's colour for stroking and for filling (line ends), and the gap's
    """
    weight = stroke.weight_pt
    if style.cap is not None or style.corner_adjustment is not None:
        stroke = replace(stroke, cap=style.cap or stroke.cap, corner_adjustment=style.corner_adjustment or stroke.corner_adjustment)
    out = [f"{number(weight)} w {CAPS[stroke.cap]} J {JOINS[stroke.join]} j {number(max(1.0, stroke.miter_limit))} M\n"]
    shafts = [trimmed(path, stroke) for path in paths]
    if style.kind not in ("solid", "other") and gap:
        out.append(f"q {gap}0 J\n{outline.operators(shafts)}S\nQ\n")  # what overprints there overprints there alone
    out.append(colour)
    if style.kind == "dashed":
        out.append(_dashed(shafts, stroke, style))
    elif style.kind in DOT_PITCH:
        out.append(_dotted(shafts, weight, DOT_PITCH[style.kind], style.pattern))
    elif style.kind == "striped" and len(style.pattern) >= 2:
        out.append(_striped(shafts, weight, style.pattern))
    elif style.kind in MOTIFS and (figures := repeated(style.kind, shafts, weight, fill=fill)):
        out.append(figures)
    elif style.kind == "wavy" and (wave := waved(shafts, weight)):
        out.append(wave)
    else:
        out.append(f"{outline.operators(shafts)}S\n")
    out.extend(tip(path, stroke, fill=fill, end=end) for path in paths if not path.closed for end in (False, True))
    return "".join(out)


def _dashed(paths: Sequence[SubPath], stroke: StrokeFormat, style: StrokeStyle) -> str:
    pattern = tuple(part * stroke.weight_pt for part in style.dashes_in_weights) or stroke.dashes or style.pattern or (3.0, 3.0)
    if len(pattern) == 1:
        pattern = (pattern[0], pattern[0])
    if sum(pattern) < FINEST_PT:
        return f"{outline.operators(paths)}S\n"
    if sum(geometry.length(cubic) for path in paths for cubic in geometry.segments(path)) > MOST_DASHES * sum(pattern):
        return f"{outline.operators(paths)}S\n"
    if stroke.corner_adjustment == "none" or len(pattern) % 2:
        return f"[{numbers(*pattern)}] 0 d\n{outline.operators(paths)}S\n[] 0 d\n"
    out = []
    for path in paths:
        cubics = geometry.segments(path)
        fitted = [_fitted(geometry.length(c), pattern, stroke.corner_adjustment) for c in cubics]
        for cubic, lengths in zip(cubics, fitted, strict=True):
            piece = outline.operators([geometry.path_of([cubic], closed=False)])
            out.append(f"[{numbers(*lengths)}] {number(lengths[0] / 2)} d\n{piece}S\n")
        out.append("[] 0 d\n" + _corner_dashes(cubics, [lengths[0] for lengths in fitted], closed=path.closed))
    return "".join(out)


def _fitted(length: float, pattern: Sequence[float], adjusted: str) -> tuple[float, ...]:
    """Dashes, gaps or both stretched so that a segment starts and ends with half a dash (2.6, measured for both)."""
    whole, dashes = sum(pattern), sum(pattern[::2])
    count = max(1, math.ceil(length / whole - 0.5))  # 12.5 rounds down
    room = length / count
    if adjusted == "dashes" and room > whole - dashes > 0 and dashes:
        return tuple(part if at % 2 else part * (room - whole + dashes) / dashes for at, part in enumerate(pattern))
    if adjusted == "gaps" and room > dashes > 0 and whole > dashes:
        return tuple(part * (room - dashes) / (whole - dashes) if at % 2 else part for at, part in enumerate(pattern))
    return tuple(part * room / whole for part in pattern)


def _corner_dashes(cubics: Sequence[Cubic], dashes: Sequence[float], *, closed: bool) -> str:
    """The two half dashes that meet at a corner, as one path, so that the corner gets its join."""
    out = []
    for index in range(0 if closed else 1, len(cubics)):
        before, after = cubics[index - 1], cubics[index]
        if geometry.length(before) <= 0 or geometry.length(after) <= 0:
            continue
        t1 = geometry.parameter_at(before, geometry.length(before) - dashes[index - 1] / 2)
        t2 = geometry.parameter_at(after, dashes[index] / 2)
        halves = [geometry.split(before, t1)[1], geometry.split(after, t2)[0]]
        out.append(outline.operators([geometry.path_of(halves, closed=False)]) + "S\n")
    return "".join(out)


def _dotted(paths: Sequence[SubPath], weight: float, nominal: float, gaps: tuple[float, ...]) -> str:
    """Round dots with one on every segment end (2.7)."""
    pitch = max(FINEST_PT, weight * nominal if not gaps else weight + sum(gaps) / len(gaps))
    out = ["1 J 1 j\n"]
    for path in paths:
        for cubic in geometry.segments(path):
            length = geometry.length(cubic)
            if length <= 0 or length > MOST_DASHES * pitch:
                continue
            step = length / max(1, round(length / pitch))
            piece = outline.operators([geometry.path_of([cubic], closed=False)])
            end = numbers(*cubic[3])
            out.append(f"[0 {number(step)}] 0 d\n{piece}S\n[] 0 d\n{end} m {end} l S\n")
    return "".join(out)


def _striped(paths: Sequence[SubPath], weight: float, stripes: tuple[float, ...]) -> str:
    """start1 end1 start2 end2 … in % of the weight, from one side to the other (2.9)."""
    out = []
    for start, end in zip(stripes[::2], stripes[1::2], strict=False):
        aside = ((start + end) / 200 - 0.5) * weight
        moved = outline.offset(paths, -aside) if all(p.closed for p in paths) else outline.moved_aside(paths, -aside)
        out.append(f"{number((end - start) / 100 * weight)} w\n{outline.operators(moved)}S\n")
    return "".join(out)
