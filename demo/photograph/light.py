"""How light reaches the scene and the eye: one sample of an area window, a dark room, reflections."""

import numpy as np

from demo.photograph.scene import BEAN, BLACK, COFFEE, MACHINE, SAUCER, STEEL, SURFACES, TABLE, distance, length, which

NEAR_ENOUGH = 0.004
WINDOW, WINDOW_SIZE = np.array([-42.0, 46.0, 14.0]), 11.0
CUP = np.array([0.0, 0.0, 0.0])

random = np.random.default_rng(20)


def march(origins, directions, furthest, steps=110):
    """How far each ray gets; `furthest` when nothing is in its way."""
    travelled = np.full(len(origins), 0.02, np.float32)
    active = np.arange(len(origins))
    for _ in range(steps):
        near = distance(origins[active] + directions[active] * travelled[active, None])
        travelled[active] += near * 0.92
        going = (near > NEAR_ENOUGH) & (travelled[active] < furthest)
        active = active[going]
        if not active.size:
            break
    return travelled


def normals(points):
    step = 0.01
    offsets = np.eye(3, dtype=np.float32) * step
    gradient = np.stack([distance(points + offset) - distance(points - offset) for offset in offsets], axis=1)
    return gradient / np.maximum(np.linalg.norm(gradient, axis=1, keepdims=True), 1e-9)


def unit(vectors):
    return vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9)


LIGHTS = [
    (random.uniform(-0.75, 0.75), random.uniform(-0.02, 0.42), random.uniform(0.022, 0.05), random.uniform(0.25, 0.9)) for _ in range(34)
]


def surroundings(directions, *, mirrored=False):
    """What lies beyond the table: a dark warm room with lamps out of focus, and the window for reflections."""
    x, y, z = directions.T
    height = np.clip(y * 0.5 + 0.5, 0, 1)[:, None]
    light = (1 - height) * np.array([0.10, 0.075, 0.06]) + height * np.array([0.34, 0.29, 0.25])
    if mirrored:
        toward = unit((WINDOW - CUP)[None])[0]
        side, up = unit(np.cross(toward, [0, 1, 0])), np.array([0.0, 1.0, 0.0])
        across, upward = directions @ side, directions @ up - toward[1]
        pane = (abs(across) < 0.30) & (abs(upward) < 0.26) & (directions @ toward > 0)
        bars = (abs(across) < 0.018) | (abs(upward) < 0.014)
        light = light + (pane & ~bars)[:, None] * np.array([7.0, 6.8, 6.4])
        return light + np.clip(x, 0, 1)[:, None] ** 3 * np.array([0.35, 0.22, 0.12])
    u, v = x / np.maximum(-z, 0.2), y / np.maximum(-z, 0.2) + 0.42
    wall = np.array([0.050, 0.045, 0.048]) + np.clip(0.5 - u * 0.8, 0, 1)[:, None] * np.array([0.16, 0.125, 0.10])
    for lx, ly, size, power in LIGHTS:
        edge = length(u - lx, v - ly) / size
        disc = np.clip((1.0 - edge) * 9, 0, 1) * (0.75 + 0.35 * np.clip(edge, 0, 1) ** 4)
        wall = wall + (disc * power)[:, None] * np.array([0.95, 0.62, 0.33])
    return wall


def wave_noise(x, y, scale, seed):
    """Smooth noise out of a few sines; enough for wood and crema."""
    source = np.random.default_rng(seed)
    total = np.zeros_like(x)
    for octave in range(6):
        a, b, c = source.uniform(-1, 1, 3) * scale * 1.7**octave
        total += np.sin(a * x + b * y + c * 9 + 1.3 * np.sin(b * x - a * y)) / 1.5**octave
    return total


def wood(points):
    x, z = points[:, 0], points[:, 2]
    plank = np.floor((z + 40) / 9.5)
    grain = wave_noise(x * 0.10 + plank * 17, z * 2.4, 0.9, 5)
    fine = wave_noise(x * 0.35 + plank * 5, z * 9.0, 1.0, 6)
    seam = np.clip(1 - abs((z + 40) / 9.5 - np.round((z + 40) / 9.5)) * 42, 0, 1)
    tone = np.array([0.118, 0.058, 0.030]) * (1 + 0.17 * np.sin(plank * 4.1))[:, None]
    return tone * np.clip(1 + 0.16 * grain + 0.07 * fine, 0.35, 1.8)[:, None] * (1 - 0.75 * seam)[:, None]


def crema(points):
    x, z = points[:, 0], points[:, 2]
    radius, angle = length(x, z), np.arctan2(z, x)
    swirl = wave_noise(x + 0.3 * np.sin(angle * 2 + radius), z, 1.3, 9)
    ring = np.clip((radius - 2.9) / 0.7, 0, 1)
    mix = np.clip(0.50 + 0.13 * swirl + 0.35 * ring, 0, 1)[:, None]
    return (1 - mix) * np.array([0.085, 0.030, 0.009]) + mix * np.array([0.34, 0.165, 0.052])


PLAIN = {
    SAUCER: (0.80, 0.775, 0.735),
    MACHINE: (0.44, 0.014, 0.020),
    STEEL: (0.46, 0.45, 0.44),
    BLACK: (0.018, 0.017, 0.017),
    BEAN: (0.085, 0.038, 0.018),
}
SHINE = {TABLE: 0.035, SAUCER: 0.045, COFFEE: 0.03, MACHINE: 0.06, STEEL: 0.62, BLACK: 0.04, BEAN: 0.045}


def shade(points, directions):
    """One sample of the light that comes back from each point."""
    normal = normals(points)
    what = which(points)
    colour = np.zeros_like(points)
    shine = np.zeros(len(points))
    for number in SURFACES:
        at = what == number
        shine[at] = SHINE[number]
        if number == TABLE:
            colour[at] = wood(points[at])
        elif number == COFFEE:
            colour[at] = crema(points[at])
        else:
            colour[at] = PLAIN[number]
    start = points + normal * 0.03

    jitter = random.uniform(-1, 1, points.shape) * WINDOW_SIZE * np.array([0.6, 1, 1])
    to_window = WINDOW + jitter - points
    far = np.linalg.norm(to_window, axis=1)
    toward = (to_window / far[:, None]).astype(np.float32)
    facing = np.clip((normal * toward).sum(1), 0, 1)
    lit = facing > 0
    free = np.zeros(len(points), bool)
    free[lit] = march(start[lit], toward[lit], 55.0, 60) >= 55.0
    light = (facing * free)[:, None] * np.array([1.72, 1.55, 1.30]) * (62.0 / far[:, None]) ** 2

    scattered = unit(normal + unit(random.normal(size=points.shape))).astype(np.float32)
    reach = march(start, scattered, 14.0, 26)
    open_sky = np.clip(reach / 14.0, 0, 1)[:, None]
    ambient = open_sky * surroundings(scattered, mirrored=True).clip(0, 0.9) * 1.05 + (1 - open_sky) * np.array([0.07, 0.045, 0.03])

    mirrored = unit(directions - 2 * (directions * normal).sum(1)[:, None] * normal)
    rough = np.where(what == TABLE, 0.10, 0.015)[:, None]
    mirrored = unit(mirrored + random.normal(size=points.shape) * rough).astype(np.float32)
    fresnel = shine + (1 - shine) * np.clip(1 + (directions * normal).sum(1), 0, 1) ** 5 * np.where(what == TABLE, 0.35, 0.85)
    clear = march(start, mirrored, 16.0, 30) >= 16.0
    seen = np.where(clear[:, None], surroundings(mirrored, mirrored=True), np.array([0.10, 0.06, 0.045]))
    metal = (what == STEEL)[:, None]
    diffuse = colour * (light + ambient) * np.where(metal, 0.35, 1.0)
    return diffuse + fresnel[:, None] * seen * np.where(metal, np.array([1.0, 0.96, 0.90]), 1.0)
