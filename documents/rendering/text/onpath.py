"""Text on a path: each glyph turned to the path where the middle of its advance stands (painting.md 9.3)."""

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

import msgspec

from documents.rendering.text.model import GlyphRun, Line, TextPath

Point = tuple[float, float]

CLOSED_PT = 1e-6  # between the first and the last point


class Route:
    """A polyline by its length."""

    def __init__(self, points: Sequence[Point]) -> None:
        steps = [(a, b) for a, b in pairwise(points) if a != b]
        self._points = [a for a, _ in steps]
        self._turns = [math.atan2(b[1] - a[1], b[0] - a[0]) for a, b in steps]
        self._lengths = list(accumulate((math.dist(a, b) for a, b in steps), initial=0.0))
        self.closed = len(points) > 2 and math.dist(points[0], points[-1]) < CLOSED_PT

    @property
    def length(self) -> float:
        return self._lengths[-1]

    def at(self, length: float) -> tuple[Point, float]:
        """The point there and the path's direction; beyond its ends it goes straight on, or round again."""
        if not self._points:
            return (0.0, 0.0), 0.0
        if self.closed:
            length %= self.length
        number = min(max(bisect_right(self._lengths, length) - 1, 0), len(self._points) - 1)
        (x, y), turn = self._points[number], self._turns[number]
        rest = length - self._lengths[number]
        return (x + rest * math.cos(turn), y + rest * math.sin(turn)), turn


def route(path: TextPath) -> Route:
    """The way the text goes: along an open path, but against the points of a closed one, which InDesign writes counter-clockwise."""
    backwards = path.flipped != Route(path.points).closed
    return Route(path.points[::-1] if backwards else path.points)


def start(path: TextPath, along: Route) -> float:
    """Where on its way the text starts: brackets count from the first point, in the points' order."""
    if not along.closed:
        return path.start_pt
    return (path.end_pt or along.length) if path.flipped else along.length - path.start_pt


def room(path: TextPath) -> float:
    """How long its text may be. Where it goes all the way round, InDesign writes an end 1 pt behind the start."""
    along = route(path)
    if along.closed and path.end_pt:
        return (path.start_pt - path.end_pt) % along.length
    return max(0.0, (path.end_pt or along.length) - path.start_pt)


def bent(line: Line, path: TextPath, *, ascent_pt: float) -> list[Line]:
    """A straight line that starts at x 0 as lines of a glyph each, with those that belong to it."""
    along = route(path)
    begin = start(path, along)
    down = path.across_pt + _below(line, path, ascent_pt)
    found: list[Line] = []
    for run in line.runs:
        for first, end, x in _clusters(run):
            width = sum(run.advances_pt[first:end])
            (px, py), turn = along.at(begin + x + width / 2)
            cosine, sine = (1.0, 0.0) if path.effect == "stair-step" else (math.cos(turn), math.sin(turn))
            part = msgspec.structs.replace(
                run,
                x_pt=-width / 2,
                baseline_pt=run.baseline_pt - line.baseline_pt + down,
                glyphs=run.glyphs[first:end],
                advances_pt=run.advances_pt[first:end],
                offsets_pt=run.offsets_pt[first:end] if run.offsets_pt else None,
                clusters=run.clusters[first:end],
            )
            found.append(
                Line(
                    baseline_pt=py,
                    left_pt=px,
                    width_pt=width,
                    runs=[part],
                    paragraph=line.paragraph,
                    text="".join(part.clusters),
                    matrix=(cosine, sine, -sine, cosine, px, py),
                )
            )
    return found


def _below(line: Line, path: TextPath, ascent_pt: float) -> float:
    """How far below the path the baseline lies."""
    size = max((run.format.size_pt for run in line.runs), default=0.0)
    descent = max(0.0, size - ascent_pt)
    return {"ascender": ascent_pt, "center": (ascent_pt - descent) / 2, "descender": -descent}.get(path.alignment, 0.0)


def _clusters(run: GlyphRun) -> Iterator[tuple[int, int, float]]:
    """(first glyph, behind the last, x) of what turns as one: a base with its marks."""
    x, first = run.x_pt, 0
    for place in range(1, len(run.glyphs) + 1):
        if place < len(run.glyphs) and (not run.clusters[place] or not run.advances_pt[place]):
            continue
        yield first, place, x
        x += sum(run.advances_pt[first:place])
        first = place
