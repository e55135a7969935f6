"""Marks at the points of a line: arrow heads and the like.

source   SVG 1.1, 11.6 "Markers"
"""

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from documents.rendering.document import Matrix, Point, SubPath
from documents.rendering.paint import geometry
from documents.rendering.paint.svg.file import Canvas, concat, numbers
from documents.rendering.paint.svg.reading import Node, inherited, length
from documents.rendering.paint.svg.values import fitted, view_box

if TYPE_CHECKING:
    from documents.rendering.paint.svg.painting import Painting


def draw(painting: "Painting", paths: tuple[SubPath, ...], style: dict[str, str], canvas: Canvas) -> None:
    marks = {place: painting.reference(style.get(f"marker-{place}", "")) for place in ("start", "mid", "end")}
    if not any(marks.values()) or style.get("visibility", "visible") != "visible":
        return
    width = length(style.get("stroke-width", "1"))
    for place, point, angle in _points(paths):
        mark = marks[place]
        if mark is not None and mark.tag == "marker":
            _mark(painting, mark, point, angle + 180 * (place == "start" and mark.get("orient") == "auto-start-reverse"), width, canvas)


def _points(paths: tuple[SubPath, ...]) -> Iterator[tuple[str, Point, float]]:
    """Each point with the direction of the line through it, in degrees."""
    for number, path in enumerate(paths):
        cubics = geometry.segments(path)
        if not cubics:
            continue
        directions = [geometry.tangents(cubic) for cubic in cubics]
        for index in range(len(cubics) + 1):
            before = directions[index - 1][1] if index else directions[-1][1] if path.closed else None
            after = directions[index][0] if index < len(cubics) else directions[0][0] if path.closed else None
            first, last = index == 0 and number == 0, index == len(cubics) and number == len(paths) - 1
            point = cubics[index][0] if index < len(cubics) else cubics[-1][3]
            yield "start" if first else "end" if last else "mid", point, _angle(before, after)


def _angle(before: Point | None, after: Point | None) -> float:
    x = (before[0] if before else 0.0) + (after[0] if after else 0.0)
    y = (before[1] if before else 0.0) + (after[1] if after else 0.0)
    return math.degrees(math.atan2(y, x))


def _mark(painting: "Painting", mark: Node, point: Point, angle: float, stroke: float, canvas: Canvas) -> None:
    orient = mark.get("orient", "0")
    turn = math.radians(angle if orient.startswith("auto") else length(orient.removesuffix("deg")))
    scale = 1.0 if mark.get("markerUnits") == "userSpaceOnUse" else stroke
    width, height = length(mark.get("markerWidth", "3")), length(mark.get("markerHeight", "3"))
    if width <= 0 or height <= 0 or scale <= 0:
        return
    box = view_box(mark.get("viewBox"))
    inner = fitted(box, (0.0, 0.0, width, height), mark.get("preserveAspectRatio")) if box else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    x, y = geometry.apply(inner, (length(mark.get("refX", "0")), length(mark.get("refY", "0"))))
    cos, sin = math.cos(turn) * scale, math.sin(turn) * scale
    place: Matrix = geometry.multiply((1, 0, 0, 1, -x, -y), (cos, sin, -sin, cos, point[0], point[1]))
    around = canvas.matrix
    canvas.write(f"q {concat(place)}")
    if mark.declared.get("overflow", "hidden") == "hidden":
        canvas.write(f"{numbers(0, 0, width, height)} re W n\n")
    canvas.write(concat(inner))
    canvas.matrix = geometry.multiply(geometry.multiply(inner, place), around)
    painting.inside(mark, canvas, inherited({}, mark))
    canvas.write("Q\n")
    canvas.matrix = around
