import math

import pytest

from documents.rendering.curves import bounds
from documents.rendering.document import Anchor, SubPath
from documents.rendering.paint.geometry import polygon, sampled, segments


def followed(path):
    points = [point for cubic in segments(path) for point in sampled(cubic, steps=2000)]
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


@pytest.mark.parametrize("closed", [True, False])
@pytest.mark.parametrize(
    "anchors",
    [
        [Anchor(0, 0, 0, 0, 0, 40), Anchor(100, 0, 100, 40, 100, 0)],  # a bow below its ends
        [Anchor(0, 0, 0, 0, 80, 30), Anchor(10, 0, -70, -50, 10, 0)],  # an S that turns back on both sides
        [Anchor(0, 0, -30, 0, 30, 0), Anchor(50, 50, 20, 50, 80, 50), Anchor(0, 100, 30, 100, -30, 100)],
        [Anchor(0, 0, 0, 0, 30, 0), Anchor(90, 0, 60, 0, 90, 0)],  # straight, with handles along the line
    ],
)
def test_the_box_of_a_curve_is_where_the_curve_goes(anchors, closed):
    path = SubPath(tuple(anchors), closed)
    assert bounds([path]) == pytest.approx(followed(path), abs=1e-3)


def test_the_box_of_a_circle_does_not_count_its_handles():
    k = 4 / 3 * math.tan(math.pi / 8)
    circle = SubPath((Anchor(1, 0, 1, -k, 1, k), Anchor(0, 1, k, 1, -k, 1), Anchor(-1, 0, -1, k, -1, -k), Anchor(0, -1, -k, -1, k, -1)))
    assert bounds([circle]) == (-1, -1, 1, 1)


def test_the_box_of_several_paths_holds_them_all():
    assert bounds([polygon([(0, 0), (4, 2)]), polygon([(-1, 5)])]) == (-1, 0, 4, 5)


def test_no_path_has_no_box():
    assert bounds([]) is None
