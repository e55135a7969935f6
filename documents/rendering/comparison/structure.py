"""Structural similarity of two grey pictures, and where there is ink. A blank page is alike everywhere: the ink is what counts."""

import numpy as np

from documents.rendering.comparison.colour import Pixels

WINDOW = 7
PAPER = 0.98


def similarity(one: Pixels, other: Pixels) -> Pixels:
    """SSIM around each pixel, in windows of 7 by 7.

    source   Wang, Bovik, Sheikh, Simoncelli 2004, with uniform windows and sample covariance
    """
    x, y = one.astype(np.float64), other.astype(np.float64)
    mean_x, mean_y = _mean(x), _mean(y)
    sample = WINDOW**2 / (WINDOW**2 - 1)
    var_x, var_y = sample * (_mean(x * x) - mean_x**2), sample * (_mean(y * y) - mean_y**2)
    both = sample * (_mean(x * y) - mean_x * mean_y)
    alike = (2 * mean_x * mean_y + 1e-4) * (2 * both + 9e-4)
    return np.asarray(alike / ((mean_x**2 + mean_y**2 + 1e-4) * (var_x + var_y + 9e-4)), dtype=np.float32)


def ink(one: Pixels, other: Pixels) -> "np.ndarray[tuple[int, ...], np.dtype[np.bool_]]":
    """Pixels within a window of what either picture has drawn."""
    drawn = (one < PAPER) | (other < PAPER)
    return _mean(drawn.astype(np.float64)) > 0.5 / WINDOW**2


def _mean(picture: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]") -> "np.ndarray[tuple[int, ...], np.dtype[np.float64]]":
    """Of the window around each pixel: sums along one direction, then the other."""
    edge = WINDOW // 2
    for axis in (0, 1):
        padding = [(edge + 1, edge) if each == axis else (0, 0) for each in (0, 1)]
        sums = np.cumsum(np.pad(picture, padding, mode="symmetric"), axis=axis)
        size = picture.shape[axis]
        ends, starts = np.arange(WINDOW, WINDOW + size), np.arange(size)
        picture = (np.take(sums, ends, axis=axis) - np.take(sums, starts, axis=axis)) / WINDOW
    return picture
