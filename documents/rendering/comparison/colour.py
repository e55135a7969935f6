"""Colour differences as a person sees them: sRGB to CIE Lab, and CIEDE2000 between two pictures."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.float32]
TO_XYZ = np.array([[0.412453, 0.357580, 0.180423], [0.212671, 0.715160, 0.072169], [0.019334, 0.119193, 0.950227]], dtype=np.float32)
WHITE = np.array([0.95047, 1.0, 1.08883], dtype=np.float32)  # D65
GREY = np.array([0.2125, 0.7154, 0.0721], dtype=np.float32)
SEVENTH = np.float32(25.0**7)


def grey(rgb: Pixels) -> Pixels:
    """Luminance in 0..1."""
    found: Pixels = rgb @ GREY
    return found


def lab(rgb: Pixels) -> Pixels:
    """From sRGB in 0..1 to CIE Lab of D65."""
    linear = np.where(rgb > 0.04045, ((rgb + 0.055) / 1.055) ** 2.4, rgb / 12.92)
    xyz = linear @ TO_XYZ.T / WHITE
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.stack([116 * f[..., 1] - 16, 500 * (f[..., 0] - f[..., 1]), 200 * (f[..., 1] - f[..., 2])], axis=-1).astype(np.float32)


def difference(one: Pixels, other: Pixels) -> Pixels:
    """CIEDE2000 of each pixel of two Lab pictures.

    source   ISO/CIE 11664-6; Sharma, Wu, Dalal 2005
    """
    (l1, a1, b1), (l2, a2, b2) = (np.moveaxis(picture.astype(np.float64), -1, 0) for picture in (one, other))
    middle = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    stretch = 1 + 0.5 * (1 - np.sqrt(middle**7 / (middle**7 + SEVENTH)))
    a1, a2 = a1 * stretch, a2 * stretch
    c1, c2 = np.hypot(a1, b1), np.hypot(a2, b2)
    h1, h2 = (np.arctan2(b, a) % (2 * np.pi) for b, a in ((b1, a1), (b2, a2)))
    coloured = c1 * c2 > 0
    turn = np.where(coloured, (h2 - h1 + np.pi) % (2 * np.pi) - np.pi, 0.0)
    hue = np.where(coloured, _mean_hue(h1, h2), h1 + h2)
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    weight = 1 - 0.17 * np.cos(hue - np.pi / 6) + 0.24 * np.cos(2 * hue)
    weight += 0.32 * np.cos(3 * hue + np.pi / 30) - 0.20 * np.cos(4 * hue - np.radians(63))
    by_light = (l2 - l1) / (1 + 0.015 * (light - 50) ** 2 / np.sqrt(20 + (light - 50) ** 2))
    by_chroma = (c2 - c1) / (1 + 0.045 * chroma)
    by_hue = 2 * np.sqrt(c1 * c2) * np.sin(turn / 2) / (1 + 0.015 * chroma * weight)
    bend = np.radians(60) * np.exp(-(((np.degrees(hue) - 275) / 25) ** 2))
    rotation = -2 * np.sqrt(chroma**7 / (chroma**7 + SEVENTH)) * np.sin(bend)
    found: Pixels = np.sqrt(np.maximum(0, by_light**2 + by_chroma**2 + by_hue**2 + rotation * by_chroma * by_hue)).astype(np.float32)
    return found


def _mean_hue(one: NDArray[Any], other: NDArray[Any]) -> NDArray[Any]:
    """The angle in the middle of the shorter way round."""
    mean = (one + other) / 2
    far = np.abs(one - other) > np.pi
    return np.asarray(np.where(far, np.where(one + other < 2 * np.pi, mean + np.pi, mean - np.pi), mean))
