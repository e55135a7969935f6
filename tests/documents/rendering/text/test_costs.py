"""What InDesign preferred where it had a choice: two articles in 10 pt type on a measure of 425 pt, spaces of 80, 100 and 133 %."""

import pytest

from documents.rendering.text.costs import HYPHEN, HYPHEN_SIZES, UNIT_SIZES, justified_cost

# (slack in pt, width of the spaces as a share of the natural one) of the lines that differ.
CHOICES = {
    "narrow spaces before wide ones": ([(-5.2, 0.847), (16.9, 1.573)], [(18.6, 1.584), (18.5, 1.581)]),
    "one narrow line before two wide ones": ([(-8.4, 0.752), (14.0, 1.386)], [(28.4, 1.893), (10.3, 1.379)]),
    "wide lines before one with its spaces below the minimum": (
        [(17.3, 1.636), (14.0, 1.474), (5.0, 1.123), (4.0, 1.136)],
        [(-7.3, 0.787), (-5.1, 0.840)],
    ),
    "a line below the minimum before one torn wide": ([(-8.0, 0.78), (8.5, 1.233)], [(23.6, 1.692), (-6.9, 0.809), (-7.1, 0.804)]),
    "the narrower share where the slack is the same": ([(19.8, 1.545), (-3.0, 0.891)], [(19.6, 1.785), (-2.8, 0.928)]),
}


def cost(lines: list[tuple[float, float]]) -> float:
    return sum(justified_cost(slack, slack / (share - 1), 0.2, 20.0) for slack, share in lines)


@pytest.mark.parametrize("choice", CHOICES)
def test_a_paragraph_is_broken_as_indesign_breaks_it(choice: str) -> None:
    taken, refused = CHOICES[choice]

    assert cost(taken) < cost(refused)


def test_a_hyphen_in_the_text_is_left_for_a_line_that_is_a_little_wider() -> None:
    assert cost([(21.8, 1.639), (5.3, 1.156)]) < cost([(-2.1, 0.942), (12.0, 1.331)]) + HYPHEN


def test_a_hyphen_costs_about_the_same_in_ragged_and_in_justified_text() -> None:
    sizes = UNIT_SIZES * HYPHEN ** (1 / 3)

    assert sizes == pytest.approx(HYPHEN_SIZES, abs=0.5)
