"""Gradients as shadings (4.1-4.5)."""

import math
from collections.abc import Callable

from documents.rendering.document import Box, Gradient, GradientStop, GradientVector, Matrix, Swatch
from documents.rendering.paint import geometry, screen
from documents.rendering.paint.resources import Colours, components, converted
from documents.rendering.paint.syntax import numbers

STEPS = 32  # of a screen's ramp from stop to stop


def matrix(vector: GradientVector, box: Box) -> Matrix:
    """Maps the unit-sized shading onto the item (4.1-4.3); y grows down, angles counter-clockwise."""
    start = vector.start if vector.start is not None else (box[0], box[3])
    return geometry.rotation(vector.angle_deg, vector.length or box[2] - box[0], start)


def shading(gradient: Gradient, tint: float, colours: Colours) -> str:
    """The resource name of a gradient's shading; "" when it has no colour at all."""
    parts: list[tuple[float, ...]]
    stops = [s for s in gradient.stops if colours.swatch(s.ink) is not None]
    if not stops:
        return ""
    swatches = [colours.swatch(s.ink) for s in stops]
    spots = {s.spot for s in swatches if s is not None}
    if len(spots) == 1 and None not in spots and swatches[0] is not None:
        space = colours.space(swatches[0])
        parts = [(s.ink.tint * tint,) for s in stops]
    else:
        space = "/DeviceCMYK" if all(s is not None and s.space in ("CMYK", "Gray") for s in swatches) else "/DeviceRGB"
        parts = [_parts(s, tint, space, colours) for s in stops]
    coords = "3/Coords[0 0 0 0 0 1]" if gradient.kind == "radial" else "2/Coords[0 0 1 0]"

    def text(space: str, stops: list[GradientStop], parts: list[tuple[float, ...]]) -> str:
        return f"<</ShadingType {coords}/Extend[true true]/ColorSpace {space}/Function {_function(stops, parts)}>>"

    shown = None
    if space != "/DeviceRGB":
        spot = swatches[0] if len(parts[0]) == 1 else None
        shown = text("/DeviceRGB", *_for_screens(stops, parts, lambda rows: _seen(rows, spot, colours)))
    return colours.resources.add("Shading", text(space, stops, parts), shown=shown)


def _seen(rows: list[tuple[float, ...]], spot: Swatch | None, colours: Colours) -> list[screen.RGB]:
    if spot is None:
        return screen.rgb_of_all(rows)
    return [colours.seen(spot, row[0]) for row in rows]


def _for_screens(
    stops: list[GradientStop], parts: list[tuple[float, ...]], seen: Callable[[list[tuple[float, ...]]], list[screen.RGB]]
) -> tuple[list[GradientStop], list[tuple[float, ...]]]:
    """The same ramp in RGB, with so many more stops that a straight line from one to the next is what the ramp of inks shows."""
    more, rows = [GradientStop(stops[0].ink, stops[0].location)], [parts[0]]
    for index, stop in enumerate(stops[:-1]):
        following = stops[index + 1]
        exponent = _exponent(stop.midpoint)
        for step in range(1, STEPS + 1):
            done = step / STEPS  # of the way in ink, where a steep beginning has as many steps as a flat end
            location = stop.location + (following.location - stop.location) * done ** (1 / exponent)
            more.append(GradientStop(following.ink, location))
            rows.append(tuple(a + (b - a) * done for a, b in zip(parts[index], parts[index + 1], strict=True)))
    return more, list(seen(rows))


def _parts(stop: GradientStop, tint: float, space: str, colours: Colours) -> tuple[float, ...]:
    swatch = colours.swatch(stop.ink)
    assert swatch is not None
    own = {"CMYK": "/DeviceCMYK", "RGB": "/DeviceRGB"}.get(swatch.space)
    if own == space:
        return components(swatch, stop.ink.tint * tint)
    return converted(swatch, stop.ink.tint * tint, space)


def _function(stops: list[GradientStop], parts: list[tuple[float, ...]]) -> str:
    """One piece from stop to stop; before the first and after the last the end colours stand (4.4)."""
    locations = [min(1.0, max(0.0, s.location / 100)) for s in stops]
    pieces, bounds = [], []
    if locations[0] > 0 or len(stops) == 1:
        pieces.append(_piece(parts[0], parts[0], 50.0))
        bounds.append(locations[0])
    for index in range(len(stops) - 1):
        if locations[index + 1] > locations[index]:
            pieces.append(_piece(parts[index], parts[index + 1], stops[index].midpoint))
            bounds.append(locations[index + 1])
    if bounds and bounds[-1] < 1:
        pieces.append(_piece(parts[-1], parts[-1], 50.0))
    else:
        bounds = bounds[:-1]
    if not pieces:
        pieces.append(_piece(parts[-1], parts[-1], 50.0))
    if len(pieces) == 1:
        return pieces[0]
    encode = " ".join(["0 1"] * len(pieces))
    return f"<</FunctionType 3/Domain[0 1]/Functions[{''.join(pieces)}]/Bounds[{numbers(*bounds)}]/Encode[{encode}]>>"


def _piece(start: tuple[float, ...], end: tuple[float, ...], midpoint: float) -> str:
    return f"<</FunctionType 2/Domain[0 1]/C0[{numbers(*start)}]/C1[{numbers(*end)}]/N {numbers(_exponent(midpoint))}>>"


def _exponent(midpoint: float) -> float:
    return 1.0 if not 0 < midpoint < 100 else math.log(0.5) / math.log(midpoint / 100)
