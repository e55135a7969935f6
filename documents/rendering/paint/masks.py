"""What effects look like as grey pictures: the blur of all of them is a tent, two box blurs in each direction (5.4)."""

import math
import random
from collections.abc import Callable, Mapping

from PIL import Image, ImageChops, ImageFilter, ImageMath, ImageOps

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
    edge = math.ceil(width_px)  # the second blur would go on with the first one's last pixels, as if they never ended
    spread = ImageOps.expand(shape, edge).filter(ImageFilter.BoxBlur(radius)).filter(ImageFilter.BoxBlur(radius))
    return ImageOps.crop(spread, edge)


def _glowing(shape: Image.Image, width_px: float, values: Values) -> Image.Image:
    """The blur of a glow. Precise: it falls evenly, and so the width is the blur's half (5.12)."""
    if values.get("Technique") != "Precise":
        return blurred(shape, width_px)
    edge = math.ceil(width_px)
    spread = ImageOps.expand(shape, edge).filter(ImageFilter.BoxBlur(max(0.0, width_px)))
    return ImageOps.crop(spread, edge)


def noisy(mask: Image.Image, values: Values) -> Image.Image:
    """Part of the shades dissolved into dots; the dots are the same in every file."""
    amount = number(values, "Noise") / 100
    if amount <= 0:
        return mask
    dots = Image.frombytes("L", mask.size, random.Random(0).randbytes(mask.width * mask.height))  # noqa: S311 (no secret)
    dissolved: Image.Image = ImageMath.lambda_eval(lambda of: (of["mask"] > of["dots"]) * 255, mask=mask, dots=dots)
    return Image.blend(mask, dissolved.convert("L"), min(1.0, amount))


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
    if kind == "outer-glow":
        return 1.2 * size + 2
    return size + 2 if kind == "bevel" and values.get("Style", "InnerBevel") != "InnerBevel" else 2.0


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
    glow = _glowing(changed(shape, spread * size) if spread else shape, size * (1 - spread), values)
    if values.get("Technique") == "Precise":
        glow = glow.point([min(255, 2 * v) for v in range(256)])
    return ImageChops.multiply(glow, ImageChops.invert(shape))


def inner_shadow(shape: Image.Image, values: Values, scale: float) -> Image.Image:
    x, y = _direction(values, scale)
    size, choke = number(values, "Size") * scale, number(values, "ChokeAmount") / 100
    inner = changed(shape, -choke * size) if choke else shape
    return ImageChops.multiply(ImageChops.invert(shifted(blurred(inner, size * (1 - choke)), -x, y)), shape)


def inner_glow(shape: Image.Image, values: Values, scale: float) -> Image.Image:
    size, choke = number(values, "Size") * scale, number(values, "Spread") / 100
    inside = _glowing(changed(shape, -choke * size) if choke else shape, size * (1 - choke), values)
    if values.get("Technique") == "Precise":
        inside = inside.point([max(0, 2 * v - 255) for v in range(256)])
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
    """Diffused (5.9); sharp and rounded corners fade evenly, rounded ones round (no reference). Choke: what stays clear of the width."""
    width, choke = number(values, "Width") * scale, min(0.99, number(values, "ChokeAmount") / 100)
    if values.get("CornerType", "Diffusion") == "Diffusion":
        soft = blurred(changed(shape, -0.2 * width), 1.2 * width)
        faded = soft.point([max(0, min(255, round((v - 76.5) / 0.7))) for v in range(256)])
    else:
        edge = math.ceil(width)
        outline = ImageOps.expand(shape, edge)
        if values.get("CornerType") == "Rounded":
            outline = changed(changed(outline, -width), width)
        soft = ImageOps.crop(outline.filter(ImageFilter.BoxBlur(max(0.0, width))), edge)
        faded = soft.point([max(0, 2 * v - 255) for v in range(256)])
    if choke:
        faded = faded.point([max(0, round((v - 255 * choke) / (1 - choke))) for v in range(256)])
    return ImageChops.multiply(faded, shape)


def directional_feather(shape: Image.Image, values: Values, scale: float) -> Image.Image:
    """From 0 at each side of the shape's box to 1 at that side's width, along the directions that the angle turns."""
    box = shape.getbbox()
    if box is None:
        return shape
    turn = math.radians(number(values, "Angle"))
    right, down = (math.cos(turn), -math.sin(turn)), (math.sin(turn), math.cos(turn))
    corners = [(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    mask = shape
    for side, (x, y) in {"Left": right, "Right": (-right[0], -right[1]), "Top": down, "Bottom": (-down[0], -down[1])}.items():
        width = number(values, f"{side}Width") * scale
        if width > 0:
            mask = ImageChops.multiply(mask, _ramp(shape.size, (x, y), start=min(x * cx + y * cy for cx, cy in corners), width=width))
    return mask


def _ramp(size: tuple[int, int], along: tuple[float, float], *, start: float, width: float) -> Image.Image:
    """From black at `start` to white `width` further on, along one direction; black before, white after."""
    before = sum(size)  # pixels lie no further from the origin
    ramp = Image.new("L", (1, 3 * before), 255)
    ramp.paste(0, (0, 0, 1, before))
    steep = Image.linear_gradient("L").resize((1, max(1, round(width))))
    ramp.paste(steep.crop((0, 0, 1, min(steep.height, 2 * before))), (0, before))
    rows = (0.0, 0.0, 0.5, along[0], along[1], before - start)  # the ramp's row of the pixel (x, y)
    return ramp.transform(size, Image.Transform.AFFINE, rows, Image.Resampling.NEAREST, fillcolor=255)


BEHIND: dict[str, Mask] = {"drop-shadow": drop_shadow, "outer-glow": outer_glow}
OVER: dict[str, Mask] = {"inner-shadow": inner_shadow, "inner-glow": inner_glow, "satin": satin}
THROUGH: dict[str, Mask] = {"feather": feather, "directional-feather": directional_feather}
