"""Total fit where every line but the first has the same measure and nothing has tabs: nearly every paragraph there is.

The same answer as `composer.TotalFit`, found with flat lists: the renderer's hottest loop.
"""

from bisect import bisect_left
from collections.abc import Sequence
from math import inf

from documents.rendering.text.candidates import Candidates, tolerance
from documents.rendering.text.costs import CUT, LOOSE, LOOSE_COST, SHRINK_LIMIT, TOO_WIDE, justified_cost
from documents.rendering.text.justification import Give, least_share
from documents.rendering.text.measuring import LineEnd, Measured


class UniformFit:
    """first_pt, other_pt   the measure of the first line and of all others.

    penalties   what ending a line at a place costs
    unit        what justified lines' slack is counted in, pt
    give        how far their letters and glyphs change
    """

    def __init__(
        self,
        measured: Measured,
        candidates: Candidates,
        widths: Sequence[float],
        penalties: dict[int, float],
        *,
        unit: float,
        give: Give | None,
    ) -> None:
        self.form = measured.paragraph.format
        self.candidates = candidates
        self.first_pt, self.other_pt = widths[0], widths[-1]
        self.penalties, self.unit, self.give = penalties, unit, give
        rules = self.form.hyphenation
        self.ladder_limit = rules.ladder_limit if rules is not None else 0
        self.x = candidates.starts
        self.tolerance_pt = tolerance(measured, candidates.places[0])
        self.costs = [0.0] + [inf] * (len(candidates.places) - 1)
        self.before = [0] * len(candidates.places)
        self.ladders = [0] * len(candidates.places)
        self.too_wide: set[int] = set()

    def ends(self, spaces: Sequence[float] | None) -> list[LineEnd]:
        """spaces: the stretchable spaces' widths, accumulated, of a justified paragraph (None: ragged)."""
        candidates = self.candidates
        visible_spaces = [spaces[end] for end in candidates.visible] if spaces is not None else []
        start_spaces = [spaces[place] for place in candidates.places] if spaces is not None else []
        # Between x and the shrink of the spaces before it: rises with the place, so that the longest line is found by bisection.
        lows = [x - SHRINK_LIMIT * space for x, space in zip(self.x, start_spaces, strict=True)] if spaces is not None else self.x
        if self.give:
            lows = [low - self.give.less[place] for low, place in zip(lows, candidates.places, strict=True)]
        widest = max(self.first_pt, self.other_pt) + self.tolerance_pt
        final, floor = len(candidates.places) - 1, 0
        for last in range(1, final + 1):
            reach = candidates.reach[last] - (SHRINK_LIMIT * visible_spaces[last] if spaces is not None else 0.0)
            if self.give:
                reach -= self.give.less[candidates.visible[last]]
            low = max(floor, bisect_left(lows, reach - widest, 0, last))
            if last == final or (spaces is None and candidates.places[last] in candidates.forced):
                self._end(last, low)
            elif spaces is None:
                self._ragged(last, low)
            else:
                self._justified(last, low, visible_spaces[last], start_spaces)
            if self.costs[last] == inf:
                self._squeeze(last)
            if candidates.places[last] in candidates.forced:
                floor = last
        return self._trace()

    def _penalty(self, last: int) -> float:
        place = self.candidates.places[last]
        return CUT if place in self.candidates.cuts else self.penalties.get(place, 0.0)

    def _allowed(self, first: int, *, hyphen: bool) -> bool:
        return not hyphen or not self.ladder_limit or self.ladders[first] < self.ladder_limit

    def _ragged(self, last: int, low: int) -> None:
        """From the fullest line down: once a line's own slack costs more than the best way, all shorter ones do."""
        costs, x, reach = self.costs, self.x, self.candidates.reach[last]
        hyphen = self.candidates.places[last] in self.candidates.hyphens
        best, found = inf, -1
        for first in range(low, last):
            slack = (self.other_pt if first else self.first_pt) - reach + x[first]
            if slack < -self.tolerance_pt:
                continue
            square = slack * slack
            if square > best and slack > 0:
                break
            if (total := costs[first] + square) <= best and self._allowed(first, hyphen=hyphen):
                best, found = total, first
        self._take(last, found, best, hyphen=hyphen)

    def _justified(self, last: int, low: int, visible_space: float, start_spaces: list[float]) -> None:
        costs, x, reach, least, unit = self.costs, self.x, self.candidates.reach[last], least_share(self.form), self.unit
        hyphen = self.candidates.places[last] in self.candidates.hyphens
        best, found = inf, -1
        for first in range(low, last):
            slack, room = (self.other_pt if first else self.first_pt) - reach + x[first], visible_space - start_spaces[first]
            if self.give:
                slack = self.give.left(self.candidates.places[first], self.candidates.visible[last], slack=slack, room=room)
            if slack > 0:
                cost = (slack / unit) ** 3
                if cost > best:
                    break
                share = slack / (room * LOOSE) if slack < room * LOOSE else 1.0
                cost += LOOSE_COST * share**6
            else:
                cost = justified_cost(slack, room, least, unit)
            if (total := costs[first] + cost) <= best and total < inf and self._allowed(first, hyphen=hyphen):
                best, found = total, first
        self._take(last, found, best, hyphen=hyphen)

    def _end(self, last: int, low: int) -> None:
        """The last line costs nothing, however short, nor does a ragged one that a break ends."""
        costs, reach = self.costs, self.candidates.reach[last]
        indent = self.form.last_line_indent_pt if last == len(self.costs) - 1 else 0.0
        best, found = inf, -1
        for first in range(low, last):
            measure = (self.other_pt if first else self.first_pt) - indent + self.tolerance_pt
            if reach - self.x[first] <= measure and costs[first] <= best and costs[first] < inf:
                best, found = costs[first], first
        self._take(last, found, best, hyphen=False)

    def _take(self, last: int, first: int, cost: float, *, hyphen: bool) -> None:
        if first < 0:
            return
        self.costs[last] = cost + (self._penalty(last) if last < len(self.costs) - 1 else 0.0)
        self.before[last] = first
        self.ladders[last] = self.ladders[first] + 1 if hyphen else 0

    def _squeeze(self, last: int) -> None:
        """Nothing is allowed to end here: a line from the nearest place before, too wide as it is."""
        self.costs[last] = self.costs[last - 1] + TOO_WIDE
        self.before[last] = last - 1
        self.too_wide.add(last)

    def _trace(self) -> list[LineEnd]:
        candidates, ends, place = self.candidates, [], len(self.before) - 1
        while place:
            end = candidates.places[place]
            ends.append(LineEnd(end, hyphen=end in candidates.hyphens, too_wide=place in self.too_wide))
            place = self.before[place]
        return ends[::-1]
