"""Transforms and view boxes."""

import math
import re

from documents.rendering.document import IDENTITY, Box, Matrix
from documents.rendering.paint import geometry
from documents.rendering.paint.svg.reading import numbers_in

TRANSFORM = re.compile(r"(matrix|translate|scale|rotate|skewX|skewY)\s*\(([^)]*)\)", re.IGNORECASE)
ALIGN = {"Min": 0.0, "Mid": 0.5, "Max": 1.0}


def transform(text: str) -> Matrix:
    """A list of transforms, the last of which is applied first."""
    total = IDENTITY
    for kind, values in TRANSFORM.findall(text):
        total = geometry.multiply(_single(kind.lower(), numbers_in(values)), total)
    return total


def _single(kind: str, values: list[float]) -> Matrix:
    if kind == "matrix" and len(values) == 6:
        a, b, c, d, e, f = values
        return (a, b, c, d, e, f)
    if kind == "translate" and values:
        return (1, 0, 0, 1, values[0], values[1] if len(values) > 1 else 0.0)
    if kind == "scale" and values:
        return (values[0], 0, 0, values[1] if len(values) > 1 else values[0], 0, 0)
    if kind == "rotate" and values:
        cos, sin = math.cos(math.radians(values[0])), math.sin(math.radians(values[0]))
        x, y = values[1:3] if len(values) >= 3 else (0.0, 0.0)
        return (cos, sin, -sin, cos, x - x * cos + y * sin, y - x * sin - y * cos)
    if kind == "skewx" and values:
        return (1, 0, math.tan(math.radians(values[0])), 1, 0, 0)
    if kind == "skewy" and values:
        return (1, math.tan(math.radians(values[0])), 0, 1, 0, 0)
    return IDENTITY


def view_box(text: str) -> Box | None:
    """left, top, width, height"""
    found = numbers_in(text)
    if len(found) != 4 or found[2] <= 0 or found[3] <= 0:
        return None
    left, top, width, height = found
    return left, top, width, height


def fitted(box: Box, onto: Box, ratio: str) -> Matrix:
    """A view box (left, top, width, height) onto a place of the same form, as preserveAspectRatio says."""
    x_scale, y_scale = onto[2] / box[2], onto[3] / box[3]
    if ratio.strip().startswith("none"):
        return (x_scale, 0, 0, y_scale, onto[0] - box[0] * x_scale, onto[1] - box[1] * y_scale)
    scale = max(x_scale, y_scale) if "slice" in ratio else min(x_scale, y_scale)
    found = re.search(r"x(Min|Mid|Max)Y(Min|Mid|Max)", ratio)
    x, y = (ALIGN[found[1]], ALIGN[found[2]]) if found else (0.5, 0.5)
    left, top = onto[0] + (onto[2] - box[2] * scale) * x, onto[1] + (onto[3] - box[3] * scale) * y
    return (scale, 0, 0, scale, left - box[0] * scale, top - box[1] * scale)
