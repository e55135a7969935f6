"""The rest of a paragraph behind its last field: how it is broken from each of its places on is the same in every document."""

from collections.abc import Callable, Sequence
from math import inf
from typing import NamedTuple

NEAR_PT = 1e-6  # sums of widths differ by far less from document to document
NEAR = 1e-5  # of a cost: two ways that differ by less are weighed in each document
MOST_PLACES = 1_000

Cost = Callable[[int, int, float], float]  # (start, end, what is added to its measure) -> of that line; infinite: not allowed


class Rest(NamedTuple):
    """Of each place of the rest, the first being where it begins: what the lines from there on cost, and where the first of them ends.

    doubtful   that hangs on less than widths are sure of
    """

    costs: list[float]
    following: list[int]
    doubtful: list[bool]


class _Way(NamedTuple):
    cost: float
    last: int
    doubtful: bool


def rest(first: int, final: int, *, cost: Cost, longest: Callable[[int, int], bool], penalties: Sequence[float]) -> Rest:
    """Found backwards, for the candidates from `first` to `final`.

    longest     whether no line from a place may end at another or further on
    penalties   of the places from `first` on
    costs       one step per pair of candidates that could make a line
    """
    found = Rest([inf] * (final - first) + [0.0], [0] * (final - first + 1), [False] * (final - first + 1))
    for start in range(final - 1, first - 1, -1):
        ways: list[_Way] = []
        for last in range(start + 1, final + 1):
            if longest(start, last):
                break
            total, unsure = _line(cost, start, last)
            if total < inf:
                ways.append(_Way(total + penalties[last - first] + found.costs[last - first], last - first, unsure))
        if ways:
            best = min(ways)
            close = sum(1 for way in ways if way.cost <= best.cost + NEAR * (1 + best.cost))
            found.costs[start - first], found.following[start - first] = best.cost, best.last
            found.doubtful[start - first] = best.doubtful or close > 1 or found.doubtful[best.last]
    return found


def _line(cost: Cost, start: int, last: int) -> tuple[float, bool]:
    """What a line costs at the least, and whether that changes by a jump at widths like these."""
    costs = [cost(start, last, by) for by in (-NEAR_PT, 0.0, NEAR_PT)]
    least, most = min(costs), max(costs)
    if least == inf:
        return inf, False
    return (least, True) if most > least + NEAR * (1 + least) else (costs[1], False)
