import pytest

from documents.rendering.compared import PageComparison

ALIKE = {"ink_alike": 0.99, "mean_de": 0.2, "lines_same": 1.0}


@pytest.mark.parametrize(
    ("figures", "verdict"),
    [
        (ALIKE, "alike"),
        (ALIKE | {"mean_de": 0.8}, "close"),
        (ALIKE | {"lines_same": 0.95}, "close"),
        (ALIKE | {"ink_alike": 0.9}, "close"),
        (ALIKE | {"lines_same": 0.8}, "different"),
        (ALIKE | {"ink_alike": 0.8}, "different"),
        (ALIKE | {"mean_de": 3.0}, "different"),
        (ALIKE | {"same_size": False}, "different"),
        ({"missing": "in ours"}, "missing"),
    ],
)
def test_figures_become_one_word(figures, verdict):
    assert PageComparison(number=1, **figures).verdict == verdict


def test_a_page_of_another_size_is_said_to_be():
    assert PageComparison(number=1, **ALIKE | {"same_size": False}).in_words == "of another size"
