"""Matrices, boxes and Bézier curves. A matrix is (a b c d e f): x' = ax + cy + e, y' = bx + dy + f."""

import itertools
import math
from collections.abc import Iterable, Sequence

from documents.rendering.document import IDENTITY, Anchor, Box, Matrix, Point, SubPath

Cubic = tuple[Point, Point, Point, Point]


def multiply(first: Matrix, then: Matrix) -> Matrix:
    """Apply `first`, then `then`."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def chain(matrices: Iterable[Matrix]) -> Matrix:
    """All of them, the first one first."""
    total = IDENTITY
    for matrix in matrices:
        total = multiply(total, matrix)
    return total


def apply(matrix: Matrix, point: Point) -> Point:
    a, b, c, d, e, f = matrix
    x, y = point
    return a * x + c * y + e, b * x + d * y + f


def rotation(angle_deg: float, size: float, origin: Point) -> Matrix:
    """The unit square turned counter-clockwise as seen, scaled, at a place: gradients' own coordinates (4.2)."""
    angle = math.radians(angle_deg)
    x, y = size * math.cos(angle), -size * math.sin(angle)
    return x, y, -y, x, origin[0], origin[1]


def inverse(matrix: Matrix) -> Matrix | None:
    """None when the matrix flattens everything."""
    a, b, c, d, e, f = matrix
    area = a * d - b * c
    if abs(area) < 1e-12:
        return None
    return d / area, -b / area, -c / area, a / area, (c * f - d * e) / area, (b * e - a * f) / area


def scale_of(matrix: Matrix) -> float:
    """The mean scale: the square root of the area's."""
    return math.sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))


def transformed(box: Box, matrix: Matrix) -> Box:
    """The axis-parallel box round a transformed box."""
    left, top, right, bottom = box
    corners = [apply(matrix, p) for p in ((left, top), (right, top), (right, bottom), (left, bottom))]
    return around(corners)


def around(points: Sequence[Point]) -> Box:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def union(boxes: Sequence[Box]) -> Box | None:
    if not boxes:
        return None
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def common(one: Box, two: Box) -> Box | None:
    """What lies in both boxes."""
    box = max(one[0], two[0]), max(one[1], two[1]), min(one[2], two[2]), min(one[3], two[3])
    return box if box[0] < box[2] and box[1] < box[3] else None


def grown(box: Box, by: float) -> Box:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def segments(path: SubPath) -> list[Cubic]:
    """The pieces between anchors; a straight one has its handles on its ends (1.4)."""
    pairs = list(zip(path.anchors, path.anchors[1:], strict=False))
    if path.closed and len(path.anchors) > 1:
        pairs.append((path.anchors[-1], path.anchors[0]))
    return [((p.x, p.y), (p.right_x, p.right_y), (q.left_x, q.left_y), (q.x, q.y)) for p, q in pairs]


def is_straight(cubic: Cubic) -> bool:
    return cubic[0] == cubic[1] and cubic[2] == cubic[3]


def corner(x: float, y: float) -> Anchor:
    return Anchor(x, y, x, y, x, y)


def polygon(points: Iterable[Point], *, closed: bool = True) -> SubPath:
    return SubPath(tuple(corner(x, y) for x, y in points), closed)


def path_of(cubics: Sequence[Cubic], *, closed: bool) -> SubPath:
    """The reverse of `segments`."""
    anchors = []
    for index, cubic in enumerate(cubics):
        before = cubics[index - 1] if index or closed else None
        (x, y), right = cubic[0], cubic[1]
        left = before[2] if before else (x, y)
        anchors.append(Anchor(x, y, left[0], left[1], right[0], right[1]))
    if not closed and cubics:
        (x, y), left = cubics[-1][3], cubics[-1][2]
        anchors.append(Anchor(x, y, left[0], left[1], x, y))
    return SubPath(tuple(anchors), closed)


def at(cubic: Cubic, t: float) -> Point:
    a, b, c, d = cubic
    s = 1 - t
    k0, k1, k2, k3 = s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t
    return k0 * a[0] + k1 * b[0] + k2 * c[0] + k3 * d[0], k0 * a[1] + k1 * b[1] + k2 * c[1] + k3 * d[1]


def split(cubic: Cubic, t: float) -> tuple[Cubic, Cubic]:
    """De Casteljau's."""

    def between(p: Point, q: Point) -> Point:
        return p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t

    a, b, c, d = cubic
    if is_straight(cubic):  # its handles lie on its ends, so t is no length along it
        middle = between(a, d)
        return (a, a, middle, middle), (middle, middle, d, d)
    ab, bc, cd = between(a, b), between(b, c), between(c, d)
    abc, bcd = between(ab, bc), between(bc, cd)
    middle = between(abc, bcd)
    return (a, ab, abc, middle), (middle, bcd, cd, d)


def sampled(cubic: Cubic, *, steps: int = 32) -> list[Point]:
    if is_straight(cubic):
        return [cubic[0], cubic[3]]
    return [at(cubic, i / steps) for i in range(steps + 1)]


def length(cubic: Cubic) -> float:
    points = sampled(cubic)
    return sum(math.dist(p, q) for p, q in itertools.pairwise(points))


def parameter_at(cubic: Cubic, distance: float) -> float:
    """The parameter at an arc length from the curve's start."""
    if is_straight(cubic):
        whole = math.dist(cubic[0], cubic[3])
        return min(1.0, distance / whole) if whole else 1.0
    points, gone = sampled(cubic, steps=64), 0.0
    for index, (p, q) in enumerate(itertools.pairwise(points)):
        piece = math.dist(p, q)
        if gone + piece >= distance:
            return (index + (distance - gone) / piece if piece else index) / 64
        gone += piece
    return 1.0


def direction(start: Point, end: Point) -> Point:
    """The unit vector from one point to another; (0, 0) when they are the same."""
    apart = math.dist(start, end)
    return ((end[0] - start[0]) / apart, (end[1] - start[1]) / apart) if apart > 1e-9 else (0.0, 0.0)


def tangents(cubic: Cubic) -> tuple[Point, Point]:
    """Unit directions at a curve's start and end, also where a handle lies on its anchor."""
    a, b, c, d = cubic
    start = next((v for v in (direction(a, p) for p in (b, c, d)) if v != (0.0, 0.0)), (0.0, 0.0))
    end = next((v for v in (direction(p, d) for p in (c, b, a)) if v != (0.0, 0.0)), (0.0, 0.0))
    return start, end


def signed_area(path: SubPath) -> float:
    """Twice the area, positive when the path runs clockwise on a page whose y grows down."""
    points = [p for cubic in segments(path) for p in sampled(cubic, steps=8)[:-1]]
    return sum(p[0] * q[1] - q[0] * p[1] for p, q in zip(points, points[1:] + points[:1], strict=True))
