"""Matrices, paths and boxes in IDML's coordinates (y grows down)."""

import math
from collections.abc import Iterable, Sequence

from documents.rendering.document import Anchor, Box, Matrix, Point, SubPath
from documents.rendering.idml.attributes import Element, numbers

STEPS = 12  # straight pieces per curve: 0.02 pt off a circle of radius 10
FINE_STEPS = 64
FEW_ANCHORS = 500


def then(first: Matrix, second: Matrix) -> Matrix:
    """`first` applied before `second`."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def inverse(matrix: Matrix) -> Matrix | None:
    a, b, c, d, e, f = matrix
    determinant = a * d - b * c
    if abs(determinant) < 1e-12:
        return None
    return (
        d / determinant,
        -b / determinant,
        -c / determinant,
        a / determinant,
        (c * f - d * e) / determinant,
        (b * e - a * f) / determinant,
    )


def translated(x: float, y: float) -> Matrix:
    return (1.0, 0.0, 0.0, 1.0, x, y)


def moved(point: Point, matrix: Matrix) -> Point:
    a, b, c, d, e, f = matrix
    return (a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f)


def paths(element: Element) -> tuple[SubPath, ...]:
    """An item's PathGeometry (painting.md 1.4-1.8)."""
    found: list[SubPath] = []
    for geometry in element.iterfind("Properties/PathGeometry/GeometryPathType"):
        anchors: list[Anchor] = []
        for path_point in geometry.iterfind("PathPointArray/PathPointType"):
            here = numbers(path_point.get("Anchor"))
            if len(here) != 2:
                continue
            left = numbers(path_point.get("LeftDirection"))
            right = numbers(path_point.get("RightDirection"))
            left, right = (left if len(left) == 2 else here), (right if len(right) == 2 else here)
            anchors.append(Anchor(here[0], here[1], left[0], left[1], right[0], right[1]))
        if anchors:
            found.append(SubPath(tuple(anchors), closed=geometry.get("PathOpen") != "true"))
    return tuple(found)


def segments(path: SubPath) -> Iterable[tuple[Anchor, Anchor]]:
    pairs = list(zip(path.anchors, path.anchors[1:], strict=False))
    if path.closed and len(path.anchors) > 1:
        pairs.append((path.anchors[-1], path.anchors[0]))
    return pairs


def is_straight(start: Anchor, end: Anchor) -> bool:
    return start.right_x == start.x and start.right_y == start.y and end.left_x == end.x and end.left_y == end.y


def _bezier(start: Anchor, end: Anchor, t: float) -> Point:
    u = 1.0 - t
    w0, w1, w2, w3 = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
    return (
        w0 * start.x + w1 * start.right_x + w2 * end.left_x + w3 * end.x,
        w0 * start.y + w1 * start.right_y + w2 * end.left_y + w3 * end.y,
    )


def flattened(path: SubPath) -> list[Point]:
    """The path as a polygon."""
    points: list[Point] = [(path.anchors[0].x, path.anchors[0].y)]
    for start, end in segments(path):
        if is_straight(start, end):
            points.append((end.x, end.y))
        else:
            points.extend(_bezier(start, end, step / STEPS) for step in range(1, STEPS + 1))
    if path.closed and len(points) > 1 and points[0] == points[-1]:
        points.pop()
    return points


def sampled(path: SubPath) -> tuple[Point, ...]:
    """The path as a line that follows its curves closely enough for text to stand on: a closed one comes back to its start."""
    points: list[Point] = [(path.anchors[0].x, path.anchors[0].y)] if path.anchors else []
    fine = FINE_STEPS if len(path.anchors) <= FEW_ANCHORS else STEPS
    for start, end in segments(path):
        steps = 1 if is_straight(start, end) else fine
        points.extend(_bezier(start, end, step / steps) for step in range(1, steps + 1))
    return tuple(points)


def box_of(points: Iterable[Point]) -> Box | None:
    listed = list(points)
    if not listed:
        return None
    xs, ys = [p[0] for p in listed], [p[1] for p in listed]
    return (min(xs), min(ys), max(xs), max(ys))


def corners_of(box: Box) -> list[Point]:
    left, top, right, bottom = box
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def grown(box: Box, by: float) -> Box:
    return (box[0] - by, box[1] - by, box[2] + by, box[3] + by)


def union(boxes: Iterable[Box]) -> Box | None:
    return box_of(corner for box in boxes for corner in (box[:2], box[2:]))


def moved_box(box: Box, matrix: Matrix) -> Box:
    """The upright box round a moved box."""
    result = box_of(moved(corner, matrix) for corner in corners_of(box))
    assert result is not None
    return result


def overlap(first: Box, second: Box) -> float | None:
    """The shared area; None where they do not touch (a line has an area of 0)."""
    width = min(first[2], second[2]) - max(first[0], second[0])
    height = min(first[3], second[3]) - max(first[1], second[1])
    return None if width < 0 or height < 0 else width * height


def is_rectangle(shapes: Sequence[SubPath]) -> bool:
    """One closed, axis-parallel rectangle."""
    if len(shapes) != 1 or len(shapes[0].anchors) != 4:
        return False
    shape = shapes[0]
    return all(
        is_straight(start, end) and (math.isclose(start.x, end.x, abs_tol=1e-3) or math.isclose(start.y, end.y, abs_tol=1e-3))
        for start, end in segments(shape)
    )


def outset(polygon: Sequence[Point], by: float) -> tuple[Point, ...]:
    """A polygon moved outwards by `by`: each corner to where its two moved sides meet (a mitre, at most 4 times `by`)."""
    if by == 0 or len(polygon) < 3:
        return tuple(polygon)
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(polygon, [*polygon[1:], polygon[0]], strict=True))
    turn = 1.0 if area > 0 else -1.0
    kept = [p for p, q in zip(polygon, [*polygon[1:], polygon[0]], strict=True) if math.dist(p, q) > 1e-6]
    if len(kept) < 3:
        return tuple(polygon)
    result: list[Point] = []
    for before, here, after in zip([kept[-1], *kept[:-1]], kept, [*kept[1:], kept[0]], strict=True):
        n1 = _normal(before, here, turn)
        n2 = _normal(here, after, turn)
        x, y = n1[0] + n2[0], n1[1] + n2[1]
        length = math.hypot(x, y)
        if length < 1e-9:
            result.append((here[0] + n1[0] * by, here[1] + n1[1] * by))
            continue
        scale = min(4.0, 2.0 / length) * by / length
        result.append((here[0] + x * scale, here[1] + y * scale))
    return tuple(result)


def _normal(start: Point, end: Point, turn: float) -> Point:
    x, y = end[0] - start[0], end[1] - start[1]
    length = math.hypot(x, y)
    return (turn * y / length, -turn * x / length)
