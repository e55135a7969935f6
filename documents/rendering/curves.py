"""The box of paths made of Bézier curves: reading and painting both ask for it, thousands of times a page."""

import math
from collections.abc import Iterator, Sequence

from documents.rendering.document import Anchor, Box, SubPath


def bounds(paths: Sequence[SubPath]) -> Box | None:
    """The box of the paths themselves, not of their handles; None where there is no anchor."""
    anchors = [anchor for path in paths for anchor in path.anchors]
    if not anchors:
        return None
    xs, ys = [anchor.x for anchor in anchors], [anchor.y for anchor in anchors]
    box = min(xs), min(ys), max(xs), max(ys)
    if all(_holds(box, anchor) for anchor in anchors):  # a curve stays in the hull of its four points
        return box
    for path in paths:
        for start, end in _pairs(path):
            if not (_holds(box, start) and _holds(box, end)):
                xs += _turns(start.x, start.right_x, end.left_x, end.x)
                ys += _turns(start.y, start.right_y, end.left_y, end.y)
    return min(xs), min(ys), max(xs), max(ys)


def _pairs(path: SubPath) -> Iterator[tuple[Anchor, Anchor]]:
    yield from zip(path.anchors, path.anchors[1:], strict=False)
    if path.closed and len(path.anchors) > 1:
        yield path.anchors[-1], path.anchors[0]


def _holds(box: Box, anchor: Anchor) -> bool:
    """Whether both handles lie in the box."""
    left, top, right, bottom = box
    return (
        left <= anchor.left_x <= right
        and left <= anchor.right_x <= right
        and top <= anchor.left_y <= bottom
        and top <= anchor.right_y <= bottom
    )


def _turns(a: float, b: float, c: float, d: float) -> Iterator[float]:
    """Where one coordinate of a cubic turns round: at the roots of its derivative, a quadratic."""
    square, double, rest = d - a + 3 * (b - c), a - 2 * b + c, b - a
    if abs(square) < 1e-12:
        roots = [-rest / (2 * double)] if double else []
    else:
        under = double * double - square * rest
        roots = [(-double + sign * math.sqrt(under)) / square for sign in (1, -1)] if under >= 0 else []
    for t in roots:
        if 0 < t < 1:
            u = 1 - t
            yield u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d
