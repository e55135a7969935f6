import numpy as np
import pytest

from documents.rendering.comparison import structure
from documents.rendering.comparison.colour import difference, lab
from documents.rendering.comparison.words import Word, compared, lines_of

# Sharma, Wu, Dalal: pairs of the published test data, hues on both sides of zero, greys
PAIRS = [
    ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
    ((50.0, -1.3802, -84.2814), (50.0, 0.0, -82.7485), 1.0000),
    ((50.0, 0.0, 0.0), (50.0, -1.0, 2.0), 2.3669),
    ((50.0, 2.49, -0.001), (50.0, -2.49, 0.0009), 7.1792),
    ((50.0, 2.49, -0.001), (50.0, -2.49, 0.0011), 7.2195),
    ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
    ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ((90.8027, -2.0831, 1.441), (91.1528, -1.6435, 0.0447), 1.4441),
    ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082),
]


@pytest.mark.parametrize(("one", "other", "expected"), PAIRS)
def test_differences_of_colours_are_those_of_the_published_data(one, other, expected):
    found = difference(np.array([[one]]), np.array([[other]]))

    assert float(found[0, 0]) == pytest.approx(expected, abs=2e-4)


@pytest.mark.parametrize(("rgb", "expected"), [((1, 1, 1), (100, 0, 0)), ((1, 0, 0), (53.24, 80.09, 67.2)), ((0, 0, 0), (0, 0, 0))])
def test_srgb_becomes_lab(rgb, expected):
    assert lab(np.array([[rgb]], dtype=np.float32))[0, 0] == pytest.approx(expected, abs=0.05)


def test_the_same_picture_is_alike_and_a_moved_edge_is_not():
    square = np.ones((40, 40), dtype=np.float32)
    square[10:30, 10:30] = 0
    moved = np.roll(square, 3, axis=1)

    assert structure.similarity(square, square).min() == pytest.approx(1)
    assert structure.similarity(square, moved)[20, 11] < 0.5
    assert structure.similarity(square, moved)[2, 2] == pytest.approx(1)


def test_ink_is_what_either_picture_draws_and_what_lies_round_it():
    paper, dot = np.ones((30, 30), dtype=np.float32), np.ones((30, 30), dtype=np.float32)
    dot[15, 15] = 0

    found = structure.ink(paper, dot)

    assert found.sum() == 49
    assert found[12:19, 12:19].all()


def test_words_are_paired_with_the_nearest_like_them():
    theirs = [Word("one", 10, 20), Word("two", 50, 20), Word("one", 10, 40)]
    ours = [Word("one", 10, 41), Word("one", 10.5, 20), Word("three", 50, 20)]

    figures = compared(theirs, ours)

    assert figures.words == 3
    assert figures.found == pytest.approx(2 / 3)
    assert figures.near == pytest.approx(2 / 3)
    assert figures.apart_pt == pytest.approx(0.75)
    assert figures.lines == pytest.approx(1 / 2)


def test_lines_are_words_of_one_baseline_from_left_to_right():
    words = [Word("b", 30, 20.3), Word("a", 10, 20), Word("c", 10, 21.2)]

    assert lines_of(words) == [("a", "b"), ("c",)]
