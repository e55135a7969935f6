"""What effects look like as grey pictures: the blur of all of them is a tent, two box blurs in each direction (5.4)."""

import math
from collections.abc import Callable, Mapping

from PIL import Image, ImageChops, ImageFilter

Values = Mapping[str, float | bool | str]
Mask = Callable[[Image.Image, Values, float], Image.Image]


def number(values: Values, key: str) -> float:
    value = values.get(key, 0.0)
    return float(value) if isinstance(value, int | float) else 0.0


def blurred(shape: Image.Image, width_px: float) -> Image.Image:
    """A tent of half-width `width_px`."""
    radius = (width_px - 1) / 2
    if radius <= 0:
        return shape
    return shape.filter(ImageFilter.BoxBlur(radius)).filter(ImageFilter.BoxBlur(radius))


def shifted(shape: Image.Image, x_px: float, y_px: float) -> Image.Image:
    """Moved right and down; what comes in is empty. Part of a pixel counts: the picture is resampled."""
    return shape.transform(shape.size, Image.Transform.AFFINE, (1, 0, -x_px, 0, 1, -y_px), Image.Resampling.BILINEAR)


def changed(shape: Image.Image, by_px: float) -> Image.Image:
    """Grown, or inset when negative: a box blur, of which all that is touched counts (or none of it). Costs the same for any width."""
    spread = shape.filter(ImageFilter.BoxBlur(abs(by_px)))
    steep = [min(255, v * 16) for v in range(256)]
    return spread.point(steep if by_px > 0 else [255 - v for v in reversed(steep)])


def reach_pt(kind: str, values: Values) -> float:
    """How far an effect goes beyond the item."""
    size = number(values, "Size")
    if kind == "drop-shadow":
        return 1.2 * size + size * number(values, "Spread") / 100 + max(abs(number(values, "XOffset")), abs(number(values, "YOffset"))) + 2
    return 1.2 * size + 2 if kind == "outer-glow" else 2.0


def ppi(kind: str, values: Values) -> float:
    """A soft shadow needs few pixels (5.5); what ends at the item's edge needs more."""
    if kind != "drop-shadow":
        return 150.0
    return max(60.0, min(200.0, 72 * 16 / max(1.2 * number(values, "Size"), 1.0)))


def drop_shadow(shape: Image.Image, values: Values, scale: float) -> Image.Image:
    size, spread = number(values, "Size") * scale, number(values, "Spread") / 100
    grown = changed(shape, spread * size) if spread else shape
    shadow = blurred(grown, 1.2 * size * (1 - spread))
    return shifted(shadow, number(values, "XOffset") * scale, number(values, "YOffset") * scale)


def outer_glow(shape: Image.Image, values: Values, scale: float) -> Image.Image:
    size, spread = number(values, "Size") * scale, number(values, "Spread") / 100
    glow = blurred(changed(shape, spread * size) if spread else shape, size * (1 - spread))
    return ImageChops.multiply(glow, ImageChops.invert(shape))


def inner_shadow(shape: Image.Image, values: Values, scale: float) -> Image.Image:
    x, y = _direction(values, scale)
    size, choke = number(values, "Size") * scale, number(values, "ChokeAmount") / 100
    inner = changed(shape, -choke * size) if choke else shape
    return ImageChops.multiply(ImageChops.invert(shifted(blurred(inner, size * (1 - choke)), -x, y)), shape)


def inner_glow(shape: Image.Image, values: Values, scale: float) -> Image.Image:
    size, choke = number(values, "Size") * scale, number(values, "Spread") / 100
    inside = blurred(changed(shape, -choke * size) if choke else shape, size * (1 - choke))
    glow = inside if values.get("Source") == "CenterSourced" else ImageChops.invert(inside)
    return ImageChops.multiply(glow, shape)


def satin(shape: Image.Image, values: Values, scale: float) -> Image.Image:
    x, y = _direction(values, scale)
    soft = blurred(shape, 1.07 * number(values, "Size") * scale)
    sheen = ImageChops.difference(shifted(soft, x, -y), shifted(soft, -x, y))
    return ImageChops.multiply(ImageChops.invert(sheen) if values.get("InvertEffect") else sheen, shape)


def _direction(values: Values, scale: float) -> tuple[float, float]:
    """Distance and angle as (x to the right, y up)."""
    angle, distance = math.radians(number(values, "Angle")), number(values, "Distance") * scale
    return distance * math.cos(angle), distance * math.sin(angle)


def feather(shape: Image.Image, values: Values, scale: float) -> Image.Image:
    """Diffused (5.9)."""
    width = number(values, "Width") * scale
    soft = blurred(changed(shape, -0.2 * width), 1.2 * width)
    return ImageChops.multiply(soft.point([max(0, min(255, round((v - 76.5) / 0.7))) for v in range(256)]), shape)


BEHIND: dict[str, Mask] = {"drop-shadow": drop_shadow, "outer-glow": outer_glow}
OVER: dict[str, Mask] = {"inner-shadow": inner_shadow, "inner-glow": inner_glow, "satin": satin}
THROUGH: dict[str, Mask] = {"feather": feather}
