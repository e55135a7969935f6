"""Strokes that repeat a figure along a path: hashes, diamonds, waves. No reference was found for them: they are drawn as they look."""

import itertools
import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from documents.rendering.document import Point, SubPath
from documents.rendering.paint import geometry
from documents.rendering.paint.geometry import Cubic
from documents.rendering.paint.syntax import number, numbers

FINEST_PT = 0.05  # a finer pattern is solid to the eye
MOST = 20_000  # figures of one stroke
WAVE_STEPS = 8  # of a wave, each a straight line
WAVE_LINE = 1 / 3  # of the stroke's weight: how heavy its line is
HASH = 1 / 4  # of the pitch: how much of it a bar covers


class Motif(NamedTuple):
    """Polygons on a strip of the stroke's weight. pitch: of the weight; shapes: along (0 to 1 of the pitch), across (-1 to 1)."""

    pitch: float
    shapes: tuple[tuple[Point, ...], ...]


def _bar(slant: float) -> tuple[tuple[Point, ...], ...]:
    left, right = 0.5 - HASH / 2, 0.5 + HASH / 2
    return (((left + slant, -1), (right + slant, -1), (right - slant, 1), (left - slant, 1)),)


MOTIFS = {
    "straight-hash": Motif(1.0, _bar(0.0)),
    "left-slant-hash": Motif(1.0, _bar(-0.25)),
    "right-slant-hash": Motif(1.0, _bar(0.25)),
    "diamond": Motif(
        1.0,
        (((0, -1), (0.5, -1), (0, 0)), ((0.5, -1), (1, -1), (1, 0)), ((1, 0), (1, 1), (0.5, 1)), ((0, 0), (0.5, 1), (0, 1))),
    ),
}


def repeated(kind: str, paths: Sequence[SubPath], weight: float, *, fill: str) -> str:
    """Filled figures, a whole number on every segment (2.7); "" where they would be too fine.

    fill   sets the stroke's colour for filling
    """
    motif = MOTIFS[kind]
    out = [fill]
    segments = [geometry.path_of([cubic], closed=False) for path in paths for cubic in geometry.segments(path)]
    for start, along, length in _steps(segments, weight * motif.pitch):
        for shape in motif.shapes:
            corners = (_at(start, along, x * length, y * weight / 2) for x, y in shape)
            points = [numbers(*corner) for corner in corners]
            out.append(f"{points[0]} m {' '.join(f'{point} l' for point in points[1:])} h\n")
    return "".join([*out, "f\n"]) if len(out) > 1 else ""


def waved(paths: Sequence[SubPath], weight: float) -> str:
    """A line that swings from one edge of the stroke to the other; "" where that would be too fine."""
    line = weight * WAVE_LINE
    swing = (weight - line) / 2
    out = [f"{number(line)} w 1 j\n"]
    for path in paths:
        points: list[Point] = []
        for start, along, length in _steps([path], weight * 2 / WAVE_STEPS):
            if not points:
                points.append(start)
            turn = 2 * math.pi * (len(points) % WAVE_STEPS) / WAVE_STEPS
            points.append(_at(start, along, length, swing * math.sin(turn)))
        if points:
            out.append(f"{numbers(*points[0])} m\n" + "".join(f"{numbers(*point)} l\n" for point in points[1:]) + "S\n")
    return "".join(out) if len(out) > 1 else ""


def _at(start: Point, along: Point, x: float, y: float) -> Point:
    return start[0] + along[0] * x - along[1] * y, start[1] + along[1] * x + along[0] * y


def _steps(paths: Sequence[SubPath], pitch: float) -> Iterator[tuple[Point, Point, float]]:
    """Each path cut into straight steps of nearly this length: (start, direction, length)."""
    for path in paths:
        cubics = geometry.segments(path)
        lengths = [geometry.length(cubic) for cubic in cubics]
        whole = sum(lengths)
        if whole <= 0 or pitch < FINEST_PT or whole > MOST * pitch:
            continue
        count = max(1, round(whole / pitch))
        points = list(_points(cubics, lengths, whole / count, count))
        for start, end in itertools.pairwise(points):
            yield start, geometry.direction(start, end), math.dist(start, end)


def _points(cubics: Sequence[Cubic], lengths: Sequence[float], step: float, count: int) -> Iterator[Point]:
    at, gone = 0, 0.0
    for index in range(count + 1):
        wanted = index * step
        while at < len(cubics) - 1 and gone + lengths[at] < wanted - 1e-9:
            gone += lengths[at]
            at += 1
        t = geometry.parameter_at(cubics[at], wanted - gone)
        yield geometry.split(cubics[at], min(1.0, max(0.0, t)))[0][3]
