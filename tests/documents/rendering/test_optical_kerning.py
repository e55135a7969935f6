import pytest

from documents.rendering.fonts import optical
from documents.rendering.fonts.optical import OpticalKerning, by_size
from tests.documents.rendering.text.composing import face


def between(left, right):
    its_face = face()
    return OpticalKerning(its_face).between(*(its_face.glyph(ord(letter)) for letter in (left, right)))


def test_pairs_with_wide_gaps_are_drawn_together_and_narrow_ones_apart():
    assert between("T", "o") < between("A", "V") < between("H", "H") < 0 < between("o", "o")


@pytest.mark.parametrize("pair", ["a ", " a", "_\u00af"])
def test_nothing_is_between_a_letter_and_a_blank_or_between_what_shares_no_height(pair):
    assert between(*pair) is None


def test_a_font_without_latin_letters_is_measured_by_the_usual_gaps(monkeypatch):
    known = between("H", "n")
    monkeypatch.setattr(optical, "USUAL", "\ue000")

    assert between("H", "n") == pytest.approx(known, abs=20)


@pytest.mark.parametrize(("size", "expected"), [(5, 21.7), (12, 0.7), (13, 0.35), (14, 0), (17, -1.05), (90, -2.1)])
def test_a_size_moves_all_pairs_alike(size, expected):
    assert by_size(size) == pytest.approx(expected)
