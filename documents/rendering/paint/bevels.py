"""Bevel and emboss: an item's edges lit as if they were a surface (5.8)."""

import math

from PIL import Image, ImageChops, ImageFilter, ImageMath, ImageOps

from documents.rendering.paint.masks import Values, blurred, number

SLOPE = 0.65  # at a depth of 100 % (5.8)
STYLES = ("InnerBevel", "OuterBevel", "Emboss", "PillowEmboss")


def bevel(shape: Image.Image, values: Values, scale: float) -> Image.Image:
    """The light or the shade (`Part`). Measured for the inner, smooth one; the others are its surface elsewhere.

    An outer bevel lies outside the edge, an emboss half on either side, and a pillow's surface falls again towards its edge.
    """
    style, size = values.get("Style", "InnerBevel"), max(1.0, number(values, "Size") * scale)
    depth = SLOPE * number(values, "Depth") / 100 * (-1 if values.get("Direction") == "Down" else 1)
    if style == "Emboss":
        return _lit(shape, size / 2, depth, values, scale)
    inside = ImageChops.multiply(_lit(shape, size, depth, values, scale), shape) if style != "OuterBevel" else None
    if style in ("OuterBevel", "PillowEmboss"):
        around = _lit(shape, size, depth if style == "OuterBevel" else -depth, values, scale)
        outside = ImageChops.multiply(around, ImageChops.invert(shape))
        return outside if inside is None else ImageChops.lighter(inside, outside)
    assert inside is not None
    return inside


def _lit(shape: Image.Image, size: float, depth: float, values: Values, scale: float) -> Image.Image:
    """The whole surface's light or shade."""
    angle, altitude = math.radians(number(values, "Angle")), math.radians(number(values, "Altitude"))
    height = _height(shape, size, values)
    x, y, up = math.cos(angle) * math.cos(altitude), -math.sin(angle) * math.cos(altitude), math.sin(altitude)
    lit = ImageMath.lambda_eval(
        lambda of: (of["up"] - of["across"] * x - of["down"] * y) / (of["across"] ** 2 + of["down"] ** 2 + 1) ** 0.5,
        across=_slope(height, 1, 0, depth * size),
        down=_slope(height, 0, 1, depth * size),
        up=Image.new("F", shape.size, up),
    )
    if values.get("Part") == "highlight":
        seen = ImageMath.lambda_eval(lambda of: (of["lit"] - up) * (255 / max(0.01, 1 - up)), lit=lit)
    else:
        seen = ImageMath.lambda_eval(lambda of: (up - of["lit"]) * (255 / max(0.01, up)), lit=lit)
    smooth: Image.Image = seen.convert("L").filter(ImageFilter.BoxBlur(max(1.0, number(values, "Soften") * scale)))
    return smooth  # eight bits have steps


def _height(shape: Image.Image, size: float, values: Values) -> Image.Image:
    """The surface. Chiselled: an even slope, whose foot and ridge a soft one rounds."""
    technique = values.get("Technique", "SmoothContour")
    if technique == "SmoothContour":
        return blurred(shape, size)
    edge = math.ceil(2 * size)
    even = ImageOps.crop(ImageOps.expand(shape, edge).filter(ImageFilter.BoxBlur(size)), edge)
    return blurred(even, size / 4) if technique == "ChiselSoft" else even


def _slope(height: Image.Image, x: int, y: int, factor: float) -> Image.Image:
    """How steeply a grey picture rises to the right or down, times `factor`; over four pixels, for its steps."""
    ahead, behind = (height.transform(height.size, Image.Transform.AFFINE, (1, 0, d * x, 0, 1, d * y)) for d in (2, -2))
    rise: Image.Image = ImageMath.lambda_eval(
        lambda of: (of["float"](of["ahead"]) - of["float"](of["behind"])) * (factor / 4 / 255), ahead=ahead, behind=behind
    )
    return rise
