"""What stands on the table, as distances. Lengths are cm; y grows up; the table is y = 0."""

from itertools import pairwise

import numpy as np

TABLE, SAUCER, COFFEE, MACHINE, STEEL, BLACK, BEAN = range(7)
BEANS = [
    (-9.6, 5.2, 0.4),
    (-8.1, 6.6, 1.9),
    (-10.8, 7.9, 2.6),
    (8.9, 6.9, 0.9),
    (10.6, 5.0, 2.2),
    (-12.6, 4.4, 1.2),
    (7.6, 8.7, 2.9),
    (-6.9, 8.9, 0.2),
]


def length(*parts):
    return np.sqrt(sum(part * part for part in parts))


def segment(x, y, start, end):
    """Distance of points to a line in a profile."""
    along = np.array(end) - np.array(start)
    t = np.clip(((x - start[0]) * along[0] + (y - start[1]) * along[1]) / (along @ along), 0, 1)
    return length(x - start[0] - t * along[0], y - start[1] - t * along[1])


def polyline(x, y, points, thickness):
    distance = segment(x, y, points[0], points[1])
    for start, end in pairwise(points[1:]):
        distance = np.minimum(distance, segment(x, y, start, end))
    return distance - thickness


def box(x, y, z, centre, half, radius):
    qx, qy, qz = abs(x - centre[0]) - half[0] + radius, abs(y - centre[1]) - half[1] + radius, abs(z - centre[2]) - half[2] + radius
    outside = length(np.maximum(qx, 0), np.maximum(qy, 0), np.maximum(qz, 0))
    return outside + np.minimum(np.maximum(qx, np.maximum(qy, qz)), 0) - radius


def cylinder(x, y, z, centre, radius, half, rounding=0.15):
    dx, dy = length(x - centre[0], z - centre[2]) - radius + rounding, abs(y - centre[1]) - half + rounding
    return np.minimum(np.maximum(dx, dy), 0) + length(np.maximum(dx, 0), np.maximum(dy, 0)) - rounding


def smooth_minimum(a, b, k):
    h = np.clip(0.5 + 0.5 * (b - a) / k, 0, 1)
    return b + (a - b) * h - k * h * (1 - h)


# A curve out of short lines: the wall leaves the foot level and rises ever more steeply.
CUP_PROFILE = [(0.0, 1.25), (1.5, 1.25)] + [
    (1.5 + 2.3 * np.sin(t * np.pi / 2) ** 0.9, 1.25 + 5.25 * (1 - np.cos(t * np.pi / 2)) ** 1.15) for t in np.linspace(0.06, 1, 15)
]
SAUCER_PROFILE = [(0.0, 0.55), (3.1, 0.55), (4.2, 0.72), (6.0, 1.22), (7.5, 1.75)]


def cup_and_saucer(x, y, z):
    radius = length(x, z)
    wall = polyline(radius, y, CUP_PROFILE, 0.17)
    hx, hz = x * 0.8 + z * 0.6, -x * 0.6 + z * 0.8  # the handle points to the right and a little to the front
    ring = length(length((hx - 4.15) / 1.0, (y - 4.15) / 1.12) - 1.35, hz) - 0.27
    handle = np.maximum(ring, 3.3 - radius)
    cup = smooth_minimum(wall, handle, 0.35)
    saucer = np.minimum(polyline(radius, y, SAUCER_PROFILE, 0.16), polyline(radius, y, [(2.5, 0.15), (2.5, 0.6)], 0.14))
    return np.minimum(cup, saucer)


def beans(x, y, z):
    nearest = np.full_like(x, 1e3)
    for bx, bz, turn in BEANS:
        c, s = np.cos(turn), np.sin(turn)
        px, pz = (x - bx) * c + (z - bz) * s, -(x - bx) * s + (z - bz) * c
        body = (length(px / 0.78, (y - 0.36) / 0.40, pz / 0.55) - 1) * 0.4
        groove = length((y - 0.80) * 1.0, pz + 0.05 * np.sin(px * 4)) - 0.10
        nearest = np.minimum(nearest, np.maximum(body, -groove))
    return nearest


def machine(x, y, z):
    body = box(x, y, z, (9.5, 17.5, -33), (12.5, 5.5, 9), 2.4)
    back = box(x, y, z, (9.5, 8.0, -39), (11.6, 10.0, 4.0), 1.2)
    return np.minimum(body, back)


def steel(x, y, z):
    tray = box(x, y, z, (9.5, 1.5, -30), (12.5, 1.5, 9), 0.6)
    group = np.minimum(cylinder(x, y, z, (9.5, 10.6, -27.5), 3.3, 1.6, 0.4), cylinder(x, y, z, (9.5, 8.3, -27.5), 2.7, 0.9, 0.3))
    band = box(x, y, z, (9.5, 13.4, -24.3), (11.8, 0.5, 0.6), 0.3)
    wand = polyline(y, length(x + 0.6 + (14 - y) * 0.16, z + 25), [(4.6, 0.0), (13.0, 0.0)], 0.28)
    return np.minimum(np.minimum(tray, group), np.minimum(band, wand))


def black(x, y, z):
    handle = length(np.maximum(abs(z + 20.5) - 4.4, 0), x - 9.5, y - 8.1) - 0.85
    grille = box(x, y, z, (9.5, 3.05, -30), (10.6, 0.12, 8.2), 0.1)
    return np.minimum(handle, grille)


def coffee(x, y, z):
    return np.maximum(abs(y - 5.55) - 0.02, length(x, z) - 3.62)


SURFACES = {
    TABLE: lambda _x, y, _z: y,
    SAUCER: cup_and_saucer,
    COFFEE: coffee,
    MACHINE: machine,
    STEEL: steel,
    BLACK: black,
    BEAN: beans,
}


def distance(points):
    x, y, z = points.T
    nearest = SURFACES[TABLE](x, y, z)
    for number in (SAUCER, COFFEE, MACHINE, STEEL, BLACK):
        nearest = np.minimum(nearest, SURFACES[number](x, y, z))
    low = np.flatnonzero((y < 3.2) & (z > -8))
    if low.size:
        lx, ly, lz = x[low], y[low], z[low]
        nearest[low] = np.minimum(nearest[low], beans(lx, ly, lz))
        high = (y >= 3.2) & (y < 4.2)
        nearest[high] = np.minimum(nearest[high], 1.0)
    return nearest


def which(points):
    x, y, z = points.T
    return np.argmin(np.stack([SURFACES[number](x, y, z) for number in SURFACES]), axis=0)
