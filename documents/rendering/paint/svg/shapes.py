"""Shapes and path data as paths, in user units.

source   SVG 1.1, 8.3 "Path data", 9 "Basic shapes", F.6 "Elliptical arc implementation notes"
"""

import math
import re
from collections.abc import Iterator

from documents.rendering.document import Anchor, Point, SubPath
from documents.rendering.paint.outline import KAPPA
from documents.rendering.paint.svg.reading import Node, length, numbers_in

COUNTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
SPACE = re.compile(r"[\s,]*")
PART = re.compile(r"[\s,]*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)")
FLAG = re.compile(r"[\s,]*([01])")  # of an arc: two may stand together without a space
SHAPES = frozenset(("path", "rect", "circle", "ellipse", "line", "polyline", "polygon"))


class _Pen:
    """Builds sub-paths segment by segment."""

    def __init__(self) -> None:
        self.paths: list[SubPath] = []
        self._anchors: list[Anchor] = []
        self.here: Point = (0.0, 0.0)
        self.start: Point = (0.0, 0.0)

    def move(self, point: Point) -> None:
        self.end(closed=False)
        self.here = self.start = point

    def line(self, point: Point) -> None:
        self.curve(self.here, point, point)

    def curve(self, one: Point, two: Point, point: Point) -> None:
        if not self._anchors:
            self._anchors.append(Anchor(*self.here, *self.here, *self.here))
        last = self._anchors[-1]
        self._anchors[-1] = Anchor(last.x, last.y, last.left_x, last.left_y, *one)
        self._anchors.append(Anchor(*point, *two, *point))
        self.here = point

    def end(self, *, closed: bool) -> None:
        anchors, self._anchors = self._anchors, []
        if closed and not anchors:
            anchors = [Anchor(*self.here, *self.here, *self.here)]
        if closed and len(anchors) > 1 and math.dist((anchors[0].x, anchors[0].y), (anchors[-1].x, anchors[-1].y)) < 1e-9:
            first, last = anchors[0], anchors.pop()
            anchors[0] = Anchor(first.x, first.y, last.left_x, last.left_y, first.right_x, first.right_y)
        if anchors:
            self.paths.append(SubPath(tuple(anchors), closed))
        self.here = self.start if closed else self.here


def paths_of(node: Node, width: float, height: float, size: float) -> tuple[SubPath, ...]:
    """width, height: of the view, for per cents; size: of the font."""
    diagonal = math.hypot(width, height) / math.sqrt(2)

    def across(name: str) -> float:
        return length(node.get(name, "0"), of=width, size=size)

    def down(name: str) -> float:
        return length(node.get(name, "0"), of=height, size=size)

    match node.tag:
        case "path":
            return tuple(_path(node.get("d")))
        case "rect":
            return _rectangle(across("x"), down("y"), across("width"), down("height"), _radii(node, width, height, size))
        case "circle":
            radius = length(node.get("r", "0"), of=diagonal, size=size)
            return _ellipse(across("cx"), down("cy"), radius, radius)
        case "ellipse":
            return _ellipse(across("cx"), down("cy"), across("rx"), down("ry"))
        case "line":
            return _polygon([(across("x1"), down("y1")), (across("x2"), down("y2"))], closed=False)
        case "polyline" | "polygon":
            values = numbers_in(node.get("points"))
            return _polygon(list(zip(values[::2], values[1::2], strict=False)), closed=node.tag == "polygon")
    return ()


def _radii(node: Node, width: float, height: float, size: float) -> Point:
    x, y = node.get("rx", "auto"), node.get("ry", "auto")
    x, y = (y if x == "auto" else x), (x if y == "auto" else y)
    return (0.0, 0.0) if x == "auto" else (length(x, of=width, size=size), length(y, of=height, size=size))


def _polygon(points: list[Point], *, closed: bool) -> tuple[SubPath, ...]:
    pen = _Pen()
    for index, point in enumerate(points):
        (pen.line if index else pen.move)(point)
    pen.end(closed=closed)
    return tuple(pen.paths)


def _rectangle(x: float, y: float, width: float, height: float, radii: Point) -> tuple[SubPath, ...]:
    if width <= 0 or height <= 0:
        return ()
    rx, ry = min(radii[0], width / 2), min(radii[1], height / 2)
    right, bottom = x + width, y + height
    if rx <= 0 or ry <= 0:
        return _polygon([(x, y), (right, y), (right, bottom), (x, bottom)], closed=True)
    kx, ky = rx * (1 - KAPPA), ry * (1 - KAPPA)
    pen = _Pen()
    pen.move((x + rx, y))
    pen.line((right - rx, y))
    pen.curve((right - kx, y), (right, y + ky), (right, y + ry))
    pen.line((right, bottom - ry))
    pen.curve((right, bottom - ky), (right - kx, bottom), (right - rx, bottom))
    pen.line((x + rx, bottom))
    pen.curve((x + kx, bottom), (x, bottom - ky), (x, bottom - ry))
    pen.line((x, y + ry))
    pen.curve((x, y + ky), (x + kx, y), (x + rx, y))
    pen.end(closed=True)
    return tuple(pen.paths)


def _ellipse(x: float, y: float, rx: float, ry: float) -> tuple[SubPath, ...]:
    if rx <= 0 or ry <= 0:
        return ()
    kx, ky = rx * KAPPA, ry * KAPPA
    pen = _Pen()
    pen.move((x + rx, y))
    pen.curve((x + rx, y + ky), (x + kx, y + ry), (x, y + ry))
    pen.curve((x - kx, y + ry), (x - rx, y + ky), (x - rx, y))
    pen.curve((x - rx, y - ky), (x - kx, y - ry), (x, y - ry))
    pen.curve((x + kx, y - ry), (x + rx, y - ky), (x + rx, y))
    pen.end(closed=True)
    return tuple(pen.paths)


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    """Letter and numbers of each segment; at the first mistake the path ends (8.3.9)."""
    at, letter = 0, ""
    while found := SPACE.match(data, at):
        at = found.end()
        if at >= len(data):
            return
        if data[at].upper() in COUNTS:
            letter, at = data[at], at + 1
        elif letter in ("", "Z", "z"):
            return
        values: list[float] = []
        for index in range(COUNTS[letter.upper()]):
            pattern = FLAG if letter in "Aa" and index in (3, 4) else PART
            part = pattern.match(data, at)
            if part is None:
                return
            values.append(float(part[1]))
            at = part.end()
        yield letter, values
        if letter in "Mm":
            letter = "L" if letter == "M" else "l"


def _path(data: str) -> list[SubPath]:
    pen = _Pen()
    handle: tuple[str, Point] = ("", (0.0, 0.0))  # what S and T go on from
    for letter, values in _commands(data):
        kind = letter.upper()
        if kind == "Z":
            pen.end(closed=True)
            continue
        x, y = pen.here if letter.islower() else (0.0, 0.0)
        if kind in "HV":
            pen.line((values[0] + x, pen.here[1]) if kind == "H" else (pen.here[0], values[0] + y))
            continue
        if kind == "A":
            end = (values[5] + x, values[6] + y)
            _arc(pen, values[0], values[1], values[2], large=bool(values[3]), sweep=bool(values[4]), end=end)
            continue
        points = [(values[at] + x, values[at + 1] + y) for at in range(0, len(values), 2)]
        if kind == "M":
            pen.move(points[0])
        elif kind == "L":
            pen.line(points[0])
        else:
            handle = _curved(pen, kind, points, handle)
            continue
        handle = ("", pen.here)
    pen.end(closed=False)
    return pen.paths


def _curved(pen: _Pen, kind: str, points: list[Point], before: tuple[str, Point]) -> tuple[str, Point]:
    """C, S, Q and T; returns the handle that the next one may go on from."""
    here = pen.here
    family = "C" if kind in "CS" else "Q"
    if kind in "ST":
        known = before[1] if before[0] == family + str(here) else here
        points.insert(0, (2 * here[0] - known[0], 2 * here[1] - known[1]))
    end, last = points[-1], points[-2]
    if family == "C":
        pen.curve(points[0], points[1], end)
    else:
        one, two = (((p[0] + 2 * last[0]) / 3, (p[1] + 2 * last[1]) / 3) for p in (here, end))
        pen.curve(one, two, end)
    return family + str(end), last


def _arc(pen: _Pen, rx: float, ry: float, turn: float, *, large: bool, sweep: bool, end: Point) -> None:
    rx, ry, start = abs(rx), abs(ry), pen.here
    if rx == 0 or ry == 0 or start == end:
        pen.line(end)
        return
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    dx, dy = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    x, y = cos * dx + sin * dy, -sin * dx + cos * dy
    if (needed := (x / rx) ** 2 + (y / ry) ** 2) > 1:
        rx, ry = rx * math.sqrt(needed), ry * math.sqrt(needed)
    rest = max(0.0, (rx * ry) ** 2 - (rx * y) ** 2 - (ry * x) ** 2) / ((rx * y) ** 2 + (ry * x) ** 2)
    factor = math.sqrt(rest) * (-1 if large == sweep else 1)
    cx, cy = factor * rx * y / ry, -factor * ry * x / rx
    middle = cos * cx - sin * cy + (start[0] + end[0]) / 2, sin * cx + cos * cy + (start[1] + end[1]) / 2
    first = math.atan2((y - cy) / ry, (x - cx) / rx)
    swept = math.atan2((-y - cy) / ry, (-x - cx) / rx) - first
    swept += 2 * math.pi * (1 if sweep and swept < 0 else -1 if not sweep and swept > 0 else 0)
    count = max(1, math.ceil(abs(swept) / (math.pi / 2) - 1e-9))
    step = swept / count
    reach = 4 / 3 * math.tan(step / 4)

    def on(angle: float, along: float) -> Point:
        x = rx * (math.cos(angle) - along * math.sin(angle))
        y = ry * (math.sin(angle) + along * math.cos(angle))
        return middle[0] + cos * x - sin * y, middle[1] + sin * x + cos * y

    for index in range(count):
        one, two = first + index * step, first + (index + 1) * step
        pen.curve(on(one, reach), on(two, -reach), end if index == count - 1 else on(two, 0))
