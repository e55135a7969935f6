"""A cup of espresso before a red machine, ray-marched: python -m demo.photograph OUT.jpg. Once, by hand; minutes.

The eye's lens has a width, the window is an area: one sample of each per pass.
"""

import sys

import numpy as np
from PIL import Image, ImageFilter

from demo.photograph.light import march, random, shade, surroundings, unit

WIDTH, HEIGHT, PASSES = 1320, 1100, 40
FAR = 130.0
EYE, TARGET = np.array([3.0, 15.5, 30.0]), np.array([2.6, 4.4, -4.0])
FOCUS_AT = np.array([0.6, 4.6, 2.6])
APERTURE, FIELD_OF_VIEW = 1.15, 0.46


def one_pass():
    forward = unit(TARGET - EYE)
    right = unit(np.cross(forward, [0, 1, 0]))
    upward = np.cross(right, forward)
    column, row = np.meshgrid(np.arange(WIDTH), np.arange(HEIGHT))
    u = (column + random.uniform(size=column.shape) - WIDTH / 2) / (WIDTH / 2) * FIELD_OF_VIEW * WIDTH / HEIGHT
    v = (HEIGHT / 2 - row - random.uniform(size=row.shape)) / (HEIGHT / 2) * FIELD_OF_VIEW
    ray = (forward + u[..., None] * right + v[..., None] * upward).reshape(-1, 3)
    focus = EYE + ray * ((FOCUS_AT - EYE) @ forward)
    angle, reach = random.uniform(0, 2 * np.pi, len(ray)), APERTURE * np.sqrt(random.uniform(size=len(ray)))
    origins = EYE + (np.cos(angle) * reach)[:, None] * right + (np.sin(angle) * reach)[:, None] * upward
    directions = unit(focus - origins).astype(np.float32)
    origins = origins.astype(np.float32)
    result = np.zeros((len(ray), 3), np.float32)
    band = 120_000
    for first in range(0, len(ray), band):
        o, d = origins[first : first + band], directions[first : first + band]
        travelled = march(o, d, FAR)
        hit = travelled < FAR
        hit &= (o + d * travelled[:, None])[:, 2] > -58
        light = surroundings(d)
        if hit.any():
            points = o[hit] + d[hit] * travelled[hit, None]
            fog = np.clip((-points[:, 2] - 42) / 16, 0, 1)[:, None]
            light[hit] = shade(points, d[hit]) * (1 - fog) + surroundings(d[hit]) * fog
        result[first : first + band] = np.minimum(light, 1.7)  # a spark seen by one pass in a hundred would stay a speck
    return result.reshape(HEIGHT, WIDTH, 3)


def develop(light):
    """Linear light to a picture: exposure, a film's shoulder, glow, vignette, a trace of grain."""
    exposed = light * 0.92
    toned = exposed * (2.51 * exposed + 0.03) / (exposed * (2.43 * exposed + 0.59) + 0.14)
    picture = np.clip(toned, 0, 1) ** (1 / 2.2)
    image = Image.fromarray((picture * 255).astype(np.uint8)).filter(ImageFilter.MedianFilter(3))
    image = image.resize((1800, 1500), Image.Resampling.LANCZOS).filter(ImageFilter.UnsharpMask(1.6, 70, 2))
    glow = np.asarray(image.filter(ImageFilter.GaussianBlur(26)), np.float32) / 255
    picture = np.asarray(image, np.float32) / 255
    picture = 1 - (1 - picture) * (1 - 0.16 * glow**2)
    y, x = np.mgrid[-1:1:1500j, -1:1:1800j]
    picture *= (1 - 0.20 * np.clip(x * x * 0.7 + y * y * 0.8 - 0.25, 0, 2))[..., None]
    picture += random.normal(size=(1500, 1800, 1)) * 0.007
    return Image.fromarray((np.clip(picture, 0, 1) * 255).astype(np.uint8))


if __name__ == "__main__":
    total = np.zeros((HEIGHT, WIDTH, 3), np.float32)
    for number in range(PASSES):
        total += one_pass()
        print("pass", number + 1, "of", PASSES, flush=True)
    develop(total / PASSES).save(sys.argv[1], quality=84, optimize=True, progressive=True, dpi=(300, 300))
