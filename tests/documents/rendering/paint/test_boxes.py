"""Boxes round paragraphs: their corners, open and closed."""

from documents.rendering.paint.boxes import area_path, stroke_path
from documents.rendering.text.model import Area, BoxCorner, Ink, Stroke

ROUND, PLAIN = BoxCorner("RoundedCorner", 6.0), BoxCorner()


def places(path):
    return [(anchor.x, anchor.y) for anchor in path.anchors]


def test_a_shading_has_the_corners_it_says():
    path = area_path(
        Area(x_pt=0, y_pt=0, width_pt=100, height_pt=40, ink=Ink(), corners=(ROUND, PLAIN, BoxCorner("BevelCorner", 9.0), PLAIN))
    )

    assert path.closed
    assert sorted(places(path)) == [(0, 6), (0, 40), (6, 0), (91, 40), (100, 0), (100, 31)]


def test_a_border_that_is_open_below_has_two_corners():
    path = stroke_path(
        Stroke(x_pt=0, y_pt=40, width_pt=0, weight_pt=1, ink=Ink(), turns=((0, -40), (100, -40), (100, 0)), corners=(ROUND,) * 4)
    )

    assert not path.closed
    assert places(path) == [(0, 40), (0, 6), (6, 0), (94, 0), (100, 6), (100, 40)]


def test_a_rule_is_a_line():
    path = stroke_path(Stroke(x_pt=5, y_pt=7, width_pt=20, height_pt=3, weight_pt=1, ink=Ink()))

    assert places(path) == [(5, 7), (25, 10)]
