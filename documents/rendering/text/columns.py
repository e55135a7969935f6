"""The places that text can flow into: a frame's columns, and what is left of a line's band beside shapes and wraps."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from documents.rendering.text.model import FrameBox, Line, Stroke, Wrap

Point = tuple[float, float]
Interval = tuple[float, float]
NARROWEST_PT = 6.0  # what is left beside a wrap and narrower is not used
EDGE_PT = 1e-4


@dataclass(slots=True, frozen=True, kw_only=True)
class Column:
    """One column of one frame, in the frame's coordinates: inside the insets."""

    frame: FrameBox
    number: int
    left_pt: float
    top_pt: float
    width_pt: float
    bottom_pt: float

    @property
    def simple(self) -> bool:
        """Nothing narrows its lines."""
        return self.frame.polygon is None and not self.frame.wraps

    def intervals(self, top_pt: float, bottom_pt: float) -> list[Interval]:
        """The free stretches between two heights, from left to right."""
        free: list[Interval] = [(self.left_pt, self.left_pt + self.width_pt)]
        if self.frame.polygon is not None:
            free = _common(free, self._inside(self.frame.polygon, top_pt, bottom_pt))
        for wrap in self.frame.wraps:
            free = _around(free, wrap, top_pt, bottom_pt)
        return [
            (left, right)
            for left, right in free
            if right - left >= NARROWEST_PT or (left, right) == (self.left_pt, self.left_pt + self.width_pt)
        ]

    def _inside(self, polygon: Sequence[Point], top_pt: float, bottom_pt: float) -> list[Interval]:
        _, left, _, right = self.frame.insets_pt
        heights = [top_pt + EDGE_PT, *(y for _, y in polygon if top_pt < y < bottom_pt), bottom_pt - EDGE_PT]
        inside: list[Interval] | None = None
        for height in heights:
            spans = [(a + left, b - right) for a, b in _crossings(polygon, height)]
            inside = spans if inside is None else _common(inside, spans)
        return inside or []

    def blocked_until(self, top_pt: float, bottom_pt: float) -> float | None:
        """The lowest edge of the wraps that meet this band; None when none does."""
        edges = [
            extent[1] for wrap in self.frame.wraps if (extent := _extent(wrap.polygon)) and extent[0] < bottom_pt and extent[1] > top_pt
        ]
        return min(edges, default=None)


def columns(frames: Iterable[FrameBox]) -> Iterator[Column]:
    """Every column of a thread, in order."""
    for frame in frames:
        top, left, bottom, right = frame.insets_pt
        count = max(1, frame.columns)
        inner = frame.width_pt - left - right
        width = (inner - (count - 1) * frame.gutter_pt) / count
        if frame.column_width_pt:
            width = frame.column_width_pt
        for number in range(count):
            place = count - 1 - number if frame.columns_from_right else number
            yield Column(
                frame=frame,
                number=number,
                left_pt=frame.left_pt + left + place * (width + frame.gutter_pt),
                top_pt=frame.top_pt + top,
                width_pt=max(0.0, width),
                bottom_pt=frame.top_pt + frame.height_pt - bottom,
            )


def column_rules(frame: FrameBox) -> list[Stroke]:
    """The lines in the middle of a frame's gutters."""
    rule = frame.column_rule
    if rule is None:
        return []
    return [
        Stroke(
            x_pt=after.left_pt - frame.gutter_pt / 2 + rule.offset_pt,
            y_pt=after.top_pt + rule.top_pt,
            width_pt=0.0,
            height_pt=max(0.0, after.bottom_pt - rule.bottom_pt - after.top_pt - rule.top_pt),
            weight_pt=rule.weight_pt,
            ink=rule.ink,
            stroke_type=rule.stroke_type,
            under_text=True,
        )
        for after in sorted(columns([frame]), key=lambda column: column.left_pt)[1:]
    ]


def ruled(frame: FrameBox, rules: list[Stroke]) -> Line:
    """A line without text that holds them."""
    return Line(baseline_pt=frame.top_pt, left_pt=frame.left_pt, width_pt=frame.width_pt, runs=[], strokes=rules)


def _crossings(polygon: Sequence[Point], y: float) -> list[Interval]:
    """Where a horizontal line is inside a polygon (even-odd)."""
    xs = []
    for (x1, y1), (x2, y2) in zip(polygon, [*polygon[1:], polygon[0]], strict=True):
        if (y1 <= y) != (y2 <= y):
            xs.append(x1 + (y - y1) * (x2 - x1) / (y2 - y1))
    xs.sort()
    return list(zip(xs[::2], xs[1::2], strict=False))


def _common(first: Sequence[Interval], second: Sequence[Interval]) -> list[Interval]:
    both = ((max(a, c), min(b, d)) for a, b in first for c, d in second)
    return [(left, right) for left, right in both if right > left]


def _extent(polygon: Sequence[Point]) -> Interval | None:
    heights = [y for _, y in polygon]
    return (min(heights), max(heights)) if heights else None


def _around(free: list[Interval], wrap: Wrap, top_pt: float, bottom_pt: float) -> list[Interval]:
    """A line counts as the open band from its baseline minus its leading to its baseline (composition.md 54)."""
    extent = _extent(wrap.polygon)
    if extent is None or extent[0] >= bottom_pt - EDGE_PT or extent[1] <= top_pt + EDGE_PT:
        return free
    if wrap.mode != "around":
        return []
    left, right = _reach(wrap.polygon, top_pt, bottom_pt)
    kept: list[Interval] = []
    for start, end in free:
        if right <= start or left >= end:
            kept.append((start, end))
            continue
        sides = [(start, left)] if left > start else []
        sides += [(right, end)] if right < end else []
        kept += _chosen(sides, wrap, left)
    return kept


def _chosen(sides: list[Interval], wrap: Wrap, left: float) -> list[Interval]:
    if wrap.side == "left":
        return [side for side in sides if side[1] <= left]
    if wrap.side == "right":
        return [side for side in sides if side[1] > left]
    if wrap.side == "largest":
        return sorted(sides, key=lambda side: side[0] - side[1])[:1]
    return sides


def _reach(polygon: Sequence[Point], top_pt: float, bottom_pt: float) -> Interval:
    """The leftmost and rightmost point of a polygon within a band."""
    xs = [x for x, y in polygon if top_pt <= y <= bottom_pt]
    for height in (top_pt + EDGE_PT, bottom_pt - EDGE_PT):
        for left, right in _crossings(polygon, height):
            xs += (left, right)
    return (min(xs), max(xs)) if xs else (float("inf"), float("-inf"))
