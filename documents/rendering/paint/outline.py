"""Outlines of page items: corner options, the moved path of a stroke's alignment, path operators."""

import math
from collections.abc import Sequence

from documents.rendering.curves import bounds
from documents.rendering.document import Anchor, Box, Corner, Item, Point, SubPath
from documents.rendering.paint import geometry
from documents.rendering.paint.geometry import Cubic
from documents.rendering.paint.syntax import numbers

NEAR_PT = 0.01
KAPPA = 0.5523  # of a quarter circle's handles (1.7, 2.11)


def operators(paths: Sequence[SubPath]) -> str:
    """Path construction (1.4, 1.5)."""
    out = []
    for path in paths:
        if not path.anchors:
            continue
        out.append(f"{numbers(path.anchors[0].x, path.anchors[0].y)} m")
        for cubic in geometry.segments(path):
            if geometry.is_straight(cubic):
                out.append(f"{numbers(*cubic[3])} l")
            else:
                out.append(f"{numbers(*cubic[1], *cubic[2], *cubic[3])} c")
        if path.closed:
            out.append("h")
    return "\n".join(out) + "\n"


def with_corners(item: Item) -> tuple[SubPath, ...]:
    """The item's paths with its corner options (2.11)."""
    if item.corners is None or all(c.option == "None" for c in item.corners):
        return item.paths
    return tuple(cornered(path, item.corners) for path in item.paths)


def cornered(path: SubPath, corners: tuple[Corner, Corner, Corner, Corner]) -> SubPath:
    box = bounds([path])
    if box is None or len(path.anchors) < 3:
        return path
    middle = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    out: list[Anchor] = []
    count = len(path.anchors)
    for index, anchor in enumerate(path.anchors):
        before, after = path.anchors[index - 1], path.anchors[(index + 1) % count]
        at_end = not path.closed and index in (0, count - 1)
        straight = (before.right_x, before.right_y) == (before.x, before.y) and (after.left_x, after.left_y) == (after.x, after.y)
        sharp = (anchor.left_x, anchor.left_y) == (anchor.x, anchor.y) == (anchor.right_x, anchor.right_y)
        which = corners[0 if count != 4 else _corner_index((anchor.x, anchor.y), middle)]
        if which.option == "None" or at_end or not (straight and sharp):
            out.append(anchor)
        else:
            out += _corner((before.x, before.y), (anchor.x, anchor.y), (after.x, after.y), which)
    return SubPath(tuple(out), path.closed)


def _corner_index(point: Point, middle: Point) -> int:
    right, low = point[0] > middle[0], point[1] > middle[1]
    return {(False, False): 0, (True, False): 1, (True, True): 2, (False, True): 3}[right, low]


def _corner(before: Point, here: Point, after: Point, option: Corner) -> list[Anchor]:
    into, away = geometry.direction(here, before), geometry.direction(here, after)
    radius = min(option.radius_pt, math.dist(before, here) / 2, math.dist(here, after) / 2)
    if radius <= 0:
        return [geometry.corner(*here)]
    start = here[0] + into[0] * radius, here[1] + into[1] * radius
    end = here[0] + away[0] * radius, here[1] + away[1] * radius
    inner = start[0] + away[0] * radius, start[1] + away[1] * radius
    if option.option == "BevelCorner":
        return [geometry.corner(*start), geometry.corner(*end)]
    if option.option == "InsetCorner":
        return [geometry.corner(*start), geometry.corner(*inner), geometry.corner(*end)]
    centre = here if option.option == "RoundedCorner" else inner  # InverseRounded: the same arc, concave
    handle = KAPPA * radius
    one, two = geometry.direction(start, centre), geometry.direction(end, centre)
    return [
        Anchor(*start, *start, start[0] + one[0] * handle, start[1] + one[1] * handle),
        Anchor(*end, end[0] + two[0] * handle, end[1] + two[1] * handle, *end),
    ]


def stretched(paths: Sequence[SubPath], old: Box, new: Box) -> tuple[SubPath, ...]:
    """The outline of a frame of another size: each side moves with its edge, so that corners stay as they are."""
    middle = (old[0] + old[2]) / 2, (old[1] + old[3]) / 2

    def moved(at: float, axis: int) -> float:
        if abs(at - middle[axis]) < NEAR_PT:
            return (new[axis] + new[axis + 2]) / 2
        return at + (new[axis] - old[axis] if at < middle[axis] else new[axis + 2] - old[axis + 2])

    def anchor(a: Anchor) -> Anchor:
        x, y = moved(a.x, 0), moved(a.y, 1)
        return Anchor(x, y, a.left_x + x - a.x, a.left_y + y - a.y, a.right_x + x - a.x, a.right_y + y - a.y)

    return tuple(SubPath(tuple(map(anchor, path.anchors)), path.closed) for path in paths)


def offset(paths: Sequence[SubPath], by: float) -> tuple[SubPath, ...]:
    """Move closed paths outwards by `by` (inwards when negative), with mitred corners (2.1). Open ones stay where they are."""
    closed = [p for p in paths if p.closed and len(p.anchors) > 2]
    if not closed or not by:
        return tuple(paths)
    largest = max((geometry.signed_area(p) for p in closed), key=abs)
    outwards = by if largest > 0 else -by  # a hole runs the other way, so its fill lies on the same side
    return tuple(_offset(p, outwards) if p in closed else p for p in paths)


def moved_aside(paths: Sequence[SubPath], by: float) -> tuple[SubPath, ...]:
    """Every path moved to its left by `by`, open ones too: the stripes of a striped stroke."""
    return tuple(_offset(p, by) for p in paths)


def _offset(path: SubPath, by: float) -> SubPath:
    cubics = [c for c in geometry.segments(path) if geometry.tangents(c)[0] != (0.0, 0.0)]
    moved = [_offset_cubic(c, by) for c in cubics]
    if len(moved) < 2:
        return geometry.path_of(moved, closed=False) if moved else path
    joined: list[Cubic] = []
    last = len(moved) if path.closed else len(moved) - 1
    for index, cubic in enumerate(moved):
        following = (index + 1) % len(moved)
        joined.append(cubic)
        if index < last:
            joined += _miter(cubics[index], cubics[following], by)
    return geometry.path_of(_closed_up(joined), closed=path.closed)


def _normal(tangent: Point) -> Point:
    """To the left of the way on a page whose y grows down: outwards for a clockwise path."""
    return tangent[1], -tangent[0]


def _offset_cubic(cubic: Cubic, by: float) -> Cubic:
    """Tiller and Hanson: every leg of the control polygon moves by itself."""
    start, end = geometry.tangents(cubic)
    n1, n2 = _normal(start), _normal(end)
    a = cubic[0][0] + n1[0] * by, cubic[0][1] + n1[1] * by
    d = cubic[3][0] + n2[0] * by, cubic[3][1] + n2[1] * by
    if geometry.is_straight(cubic):
        return a, a, d, d
    chord = math.dist(cubic[0], cubic[3])
    factor = math.dist(a, d) / chord if chord else 1.0
    b = a[0] + (cubic[1][0] - cubic[0][0]) * factor, a[1] + (cubic[1][1] - cubic[0][1]) * factor
    c = d[0] + (cubic[2][0] - cubic[3][0]) * factor, d[1] + (cubic[2][1] - cubic[3][1]) * factor
    return a, b, c, d


def _miter(one: Cubic, two: Cubic, by: float) -> list[Cubic]:
    """What joins two moved segments: nothing where they meet smoothly, else a zero-length marker at the miter's tip."""
    n1, n2 = _normal(geometry.tangents(one)[1]), _normal(geometry.tangents(two)[0])
    cosine = n1[0] * n2[0] + n1[1] * n2[1]
    if cosine > 0.99999 or cosine < -0.999:
        return []
    tip = one[3][0] + by * (n1[0] + n2[0]) / (1 + cosine), one[3][1] + by * (n1[1] + n2[1]) / (1 + cosine)
    return [(tip, tip, tip, tip)]


def _closed_up(cubics: list[Cubic]) -> list[Cubic]:
    """Make every piece start where the last one ended: straight ones are stretched to a miter's tip, curved ones get a straight joint."""
    tips = [c[0] if c[0] == c[1] == c[2] == c[3] else None for c in cubics]
    out: list[Cubic] = []
    for index, cubic in enumerate(cubics):
        if tips[index] is not None:
            continue
        before, after = tips[index - 1], tips[(index + 1) % len(cubics)]
        if geometry.is_straight(cubic):
            start, end = before or cubic[0], after or cubic[3]
            out.append((start, start, end, end))
            continue
        if before:
            out.append((before, before, cubic[0], cubic[0]))
        out.append(cubic)
        if after:
            out.append((cubic[3], cubic[3], after, after))
    return out
