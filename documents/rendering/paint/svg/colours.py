"""Colours as style sheets say them, as parts of red, green and blue.

source   CSS Color 4: the transfer curves and the matrices between colour spaces
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import tinycss2.color4

parse_color: Any = tinycss2.color4.parse_color  # the library is not typed
Row = tuple[float, float, float]
XYZ_TO_SRGB: tuple[Row, Row, Row] = (
    (3.2409699, -1.5373832, -0.4986108),
    (-0.9692436, 1.8759675, 0.0415551),
    (0.0556301, -0.2039770, 1.0569715),
)
D50_TO_D65: tuple[Row, Row, Row] = (
    (0.9554735, -0.0230985, 0.0632593),
    (-0.0283697, 1.0099955, 0.0210414),
    (0.0123140, -0.0205077, 1.3303659),
)
P3_TO_SRGB: tuple[Row, Row, Row] = (
    (1.2249402, -0.2249402, 0.0),
    (-0.0420570, 1.0420570, 0.0),
    (-0.0196376, -0.0786361, 1.0982736),
)
FAR = 1e4  # beyond what any screen shows, and far from what cannot be counted any more


class Colour(NamedTuple):
    """Parts of 0..1."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0


def colour(text: str, current: str = "black") -> Colour | None:
    """None for what is no colour here; an ICC colour behind the sRGB one is left aside, and what no screen shows is the nearest one."""
    found = parse_color(text.split("icc-color")[0].strip())
    if found == "currentcolor":
        found = parse_color(current)
    if found is None or isinstance(found, str) or found.space not in IN_SRGB:
        return None
    near = type(found)(found.space, [min(FAR, max(-FAR, part or 0.0)) for part in found.coordinates], found.alpha)
    red, green, blue = (min(1.0, max(0.0, part)) for part in IN_SRGB[found.space](near))
    return Colour(red, green, blue, float(found.alpha))


def _same(found: Any) -> Sequence[float]:
    parts: Sequence[float] = tuple(found.to("srgb").coordinates)
    return parts


def _linear(found: Any) -> Sequence[float]:
    return [_encoded(part) for part in found.coordinates]


def _display_p3(found: Any) -> Sequence[float]:
    return [_encoded(part) for part in _times(P3_TO_SRGB, [_decoded(part) for part in found.coordinates])]


def _by_d65(found: Any) -> Sequence[float]:
    return [_encoded(part) for part in _times(XYZ_TO_SRGB, found.to("xyz-d65").coordinates)]


def _by_d50(found: Any) -> Sequence[float]:
    return [_encoded(part) for part in _times(XYZ_TO_SRGB, _times(D50_TO_D65, found.to("xyz-d50").coordinates))]


IN_SRGB: dict[str, Callable[[Any], Sequence[float]]] = {
    **dict.fromkeys(("srgb", "hsl", "hwb"), _same),
    **dict.fromkeys(("xyz-d65", "oklab", "oklch"), _by_d65),
    **dict.fromkeys(("xyz-d50", "lab", "lch"), _by_d50),
    "srgb-linear": _linear,
    "display-p3": _display_p3,
}


def _times(matrix: Sequence[Row], parts: Sequence[float]) -> list[float]:
    return [sum(factor * part for factor, part in zip(row, parts, strict=True)) for row in matrix]


def _encoded(part: float) -> float:
    """Of light to sRGB's steps, which are those of Display P3, too; negative ones mirrored."""
    if part < 0:
        return -_encoded(-part)
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def _decoded(part: float) -> float:
    if part < 0:
        return -_decoded(-part)
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
