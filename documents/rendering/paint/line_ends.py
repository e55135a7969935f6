"""Line ends: arrowheads, circles, squares, bars (2.10). Where no measurement exists, the public look, in the same proportions."""

import math
from typing import NamedTuple

from documents.rendering.document import Matrix, StrokeFormat, SubPath
from documents.rendering.paint import geometry
from documents.rendering.paint.syntax import concat, number, numbers


class End(NamedTuple):
    """A shape's operators, its tip at (0, 0) and the line coming from -x, and how far before the tip the line stops."""

    stops_pt: float
    shape: str
    filled: bool


def _chevron(weight: float, *, half_angle_deg: float, arm: float) -> End:
    sine, cosine = math.sin(math.radians(half_angle_deg)), math.cos(math.radians(half_angle_deg))
    apex = 0.5 * weight / sine
    x, y = -apex - arm * cosine, arm * sine
    return End(apex, f"0 J 0 j 10 M {numbers(x, -y)} m {numbers(-apex, 0)} l {numbers(x, y)} l S\n", filled=False)


def _triangle(weight: float, *, half_angle_deg: float, side: float) -> End:
    x, y = -side * math.cos(math.radians(half_angle_deg)), side * math.sin(math.radians(half_angle_deg))
    return End(-x - 0.5 * weight, f"0 0 m {numbers(x, -y)} l {numbers(x, y)} l h f\n", filled=True)


def _barbed(weight: float, *, curved: bool) -> End:
    side = 5 + 2.924 * weight
    x, y = -side * math.cos(math.radians(20)), side * math.sin(math.radians(20))
    notch = x * 0.7
    back = f"{numbers(notch, -y / 3, notch, y / 3, x, y)} c" if curved else f"{numbers(notch, 0)} l {numbers(x, y)} l"
    return End(-notch - 0.1 * weight, f"0 0 m {numbers(x, -y)} l {back} h f\n", filled=True)


def _circle(weight: float, *, solid: bool) -> End:
    r, k = 2 * weight, 2 * weight * 0.5523
    c = -1.6 * weight
    arcs = (
        f"{numbers(c + r, 0)} m {numbers(c + r, k, c + k, r, c, r)} c {numbers(c - k, r, c - r, k, c - r, 0)} c "
        f"{numbers(c - r, -k, c - k, -r, c, -r)} c {numbers(c + k, -r, c + r, -k, c + r, 0)} c h "
    )
    return End(1.6 * weight if solid else -c + r, arcs + ("f\n" if solid else "S\n"), filled=solid)


def _square(weight: float, *, solid: bool) -> End:
    half = 2 * weight
    box = f"{numbers(-half * 1.8, -half, 2 * half, 2 * half)} re "
    return End(half if solid else half * 1.8, box + ("f\n" if solid else "S\n"), filled=solid)


def _end(kind: str, weight: float) -> End | None:
    match kind:
        case "SimpleArrowHead":
            return _chevron(weight, half_angle_deg=20, arm=5 + weight / math.sin(math.radians(20)))
        case "SimpleWideArrowHead":
            return _chevron(weight, half_angle_deg=42.92, arm=4 + 1.469 * weight)
        case "TriangleWideArrowHead":
            return _triangle(weight, half_angle_deg=42.92, side=5 + 0.734 * weight)
        case "TriangleArrowHead":
            return _triangle(weight, half_angle_deg=20, side=5 + 2.924 * weight)
        case "BarbedArrowHead" | "CurvedArrowHead":
            return _barbed(weight, curved=kind == "CurvedArrowHead")
        case "CircleArrowHead" | "CircleSolidArrowHead":
            return _circle(weight, solid=kind == "CircleSolidArrowHead")
        case "SquareArrowHead" | "SquareSolidArrowHead":
            return _square(weight, solid=kind == "SquareSolidArrowHead")
        case "BarArrowHead":
            return End(0.0, f"{numbers(0, -2.5 * weight)} m {numbers(0, 2.5 * weight)} l S\n", filled=False)
    return None


def trimmed(path: SubPath, stroke: StrokeFormat) -> SubPath:
    """The path without what its line ends cover."""
    if path.closed or stroke.ends_outside or (stroke.start_end, stroke.end_end) == ("None", "None"):
        return path
    cubics = geometry.segments(path)
    for kind, scale, last in ((stroke.start_end, stroke.start_scale, False), (stroke.end_end, stroke.end_scale, True)):
        end = _end(kind, stroke.weight_pt)
        if end is None or not cubics:
            continue
        cubic = cubics[-1] if last else cubics[0]
        whole, cut = geometry.length(cubic), end.stops_pt * scale
        if whole <= cut:
            continue  # the head is longer than the segment: the line runs under it
        if last:
            cubics[-1] = geometry.split(cubic, geometry.parameter_at(cubic, whole - cut))[0]
        else:
            cubics[0] = geometry.split(cubic, geometry.parameter_at(cubic, cut))[1]
    return geometry.path_of(cubics, closed=False) if cubics else path


def tip(path: SubPath, stroke: StrokeFormat, *, fill: str, end: bool) -> str:
    """Operators of one line end, turned to the path; `fill` sets the stroke's colour for filling."""
    kind, scale = (stroke.end_end, stroke.end_scale) if end else (stroke.start_end, stroke.start_scale)
    shape, cubics = _end(kind, stroke.weight_pt), geometry.segments(path)
    if shape is None or not cubics:
        return ""
    point = cubics[-1][3] if end else cubics[0][0]
    x, y = geometry.tangents(cubics[-1])[1] if end else geometry.tangents(cubics[0])[0]
    if not end:
        x, y = -x, -y
    beyond = shape.stops_pt * scale if stroke.ends_outside else 0.0
    matrix: Matrix = (x * scale, y * scale, -y * scale, x * scale, point[0] + x * beyond, point[1] + y * beyond)
    pen = stroke.weight_pt / scale if scale else stroke.weight_pt
    return f"q {concat(matrix)}{fill if shape.filled else ''}{number(pen)} w {shape.shape}Q\n"
