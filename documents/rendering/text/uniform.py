"""Total fit where every line but the first has the same measure and nothing has tabs: nearly every paragraph there is.

The same answer as `composer.TotalFit`, found with flat lists: the renderer's hottest loop.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from math import inf

from documents.rendering.text.candidates import Candidates, tolerance
from documents.rendering.text.costs import CUT, LOOSE, LOOSE_COST, SHRINK_LIMIT, TOO_LONG, TOO_LONG_PT, TOO_WIDE, justified_cost
from documents.rendering.text.justification import Give, least_share
from documents.rendering.text.measuring import KnownRest, LineEnd, Measured
from documents.rendering.text.rest import NEAR, Rest, rest

MOST_MEASURES = 50  # that the ways of a rest are kept for


class UniformFit:
    """first_pt, other_pt   the measure of the first line and of all others.

    penalty     what ending a line at a place costs
    unit        what justified lines' slack is counted in, pt
    give        how far their letters and glyphs change
    spaces      the stretchable spaces' widths, accumulated, of a justified paragraph (None: ragged)
    """

    def __init__(
        self,
        measured: Measured,
        candidates: Candidates,
        widths: Sequence[float],
        penalty: Callable[[int], float],
        *,
        unit: float,
        give: Give | None,
        spaces: Sequence[float] | None,
    ) -> None:
        self.form = measured.paragraph.format
        self.candidates = candidates
        self.first_pt, self.other_pt = widths[0], widths[-1]
        self.penalty, self.unit, self.give = penalty, unit, give
        rules = self.form.hyphenation
        self.ladder_limit = rules.ladder_limit if rules is not None else 0
        self.x = candidates.starts
        self.tolerance_pt = tolerance(measured, candidates.places[0])
        self.final = len(candidates.places) - 1
        self.free = {bisect_left(candidates.places, place) for place in candidates.forced}
        self.justified = spaces is not None
        # Of a justified paragraph: the stretchable spaces before each visible end, and before each start.
        self.visible_spaces = [spaces[end] for end in candidates.visible] if spaces is not None else []
        self.start_spaces = [spaces[place] for place in candidates.places] if spaces is not None else []
        self._lows = self._low_edges()
        self.costs = [0.0] + [inf] * self.final
        self.before = [0] * (self.final + 1)
        self.ladders = [0] * (self.final + 1)
        self.too_wide: set[int] = set()

    def _low_edges(self) -> list[float]:
        """Between x and the shrink of the spaces before it: rises with the place, so that the longest line is found by bisection."""
        lows = self.x
        if self.justified:
            lows = [x - SHRINK_LIMIT * space for x, space in zip(lows, self.start_spaces, strict=True)]
        if self.give:
            lows = [low - self.give.less[place] for low, place in zip(lows, self.candidates.places, strict=True)]
        return lows

    def _low(self, last: int, widest: float) -> int:
        """The first place from which a line may end here."""
        reach = self.candidates.reach[last] - (SHRINK_LIMIT * self.visible_spaces[last] if self.justified else 0.0)
        if self.give:
            reach -= self.give.less[self.candidates.visible[last]]
        return bisect_left(self._lows, reach - widest, 0, last)

    def ends(self) -> list[LineEnd]:
        rest = self.candidates.rest
        if rest is not None and not self.give and (found := self._before_rest(rest)) is not None:
            return found
        widest = max(self.first_pt, self.other_pt) + self.tolerance_pt
        floor = 0
        for last in range(1, self.final + 1):
            self._best(last, max(floor, self._low(last, widest)), last)
            if self.candidates.places[last] in self.candidates.forced:
                floor = last
        return self._trace(self.final)

    def _best(self, last: int, low: int, high: int) -> None:
        """The cheapest way to end a line here that begins at one of the places from `low` to before `high`."""
        if last == self.final or (last in self.free and not self.justified):
            self._end(last, low, high)
        elif self.justified:
            self._justified(last, low, high)
        else:
            self._ragged(last, low, high)
        if self.costs[last] == inf and high == last:
            self._squeeze(last)

    def _before_rest(self, known: KnownRest) -> list[LineEnd] | None:
        """Where lines end before the rest of the paragraph is reached, and from there on as it is known; None where that is not sure."""
        border = self.final - known.places
        way = self._rest(known, border)
        widest = max(self.first_pt, self.other_pt) + self.tolerance_pt
        totals: list[tuple[float, int]] = []
        for last in range(1, self.final + 1):
            low = self._low(last, widest)
            if last > border and low >= border:
                break
            self._best(last, low, min(last, border))
            if last >= border:
                totals.append((self.costs[last] + way.costs[last - border], last))
        total, last = min(totals)
        near = sum(1 for each, _ in totals if each <= total + NEAR * (1 + total))
        if total < CUT and near == 1 and not way.doubtful[last - border] and (behind := self._behind(last, way, border)) is not None:
            return [*self._trace(last, settled=True), *behind]
        self.costs[1:] = [inf] * self.final
        return None

    def _behind(self, last: int, way: Rest, border: int) -> list[LineEnd] | None:
        """The ends of the rest's lines; None where more of them have hyphens one below the other than there may be."""
        ends, ladder = list[LineEnd](), self.ladders[last]
        while last < self.final:
            last = border + way.following[last - border]
            place = self.candidates.places[last]
            hyphen = place in self.candidates.hyphens and last < self.final
            ladder = ladder + 1 if hyphen else 0
            if 0 < self.ladder_limit < ladder:
                return None
            ends.append(LineEnd(place, hyphen=hyphen, settled=True))
        return ends

    def _rest(self, known: KnownRest, border: int) -> Rest:
        key = (self.other_pt, self.tolerance_pt, self.unit)
        found = known.ways.get(key)
        if found is None:
            penalties = [*(self.penalty(place) for place in self.candidates.places[border:-1]), 0.0]
            found = rest(border, self.final, cost=self._cost, longest=self._too_long, penalties=penalties)
            if len(known.ways) < MOST_MEASURES:
                known.ways[key] = found
        return found

    def _too_long(self, first: int, last: int) -> bool:
        width = self.x[last - 1] - self.x[first]  # of what stands before the last word
        return width - (SHRINK_LIMIT * (self.start_spaces[last] - self.start_spaces[first]) if self.justified else 0.0) > 2 * self.other_pt

    def _cost(self, first: int, last: int, more_pt: float) -> float:
        """Of a line that is not the first."""
        slack = self.other_pt + more_pt - self.candidates.reach[last] + self.x[first]
        if last == self.final:
            return 0.0 if slack >= self.form.last_line_indent_pt - self.tolerance_pt else inf
        if not self.justified:
            cost = slack * slack if slack >= TOO_LONG_PT else TOO_LONG
            return (0.0 if last in self.free else cost) if slack >= -self.tolerance_pt else inf
        return justified_cost(slack, self.visible_spaces[last] - self.start_spaces[first], least_share(self.form), self.unit)

    def _allowed(self, first: int, *, hyphen: bool) -> bool:
        return not hyphen or not self.ladder_limit or self.ladders[first] < self.ladder_limit

    def _ragged(self, last: int, low: int, high: int) -> None:
        """From the fullest line down: once a line's own slack costs more than the best way, all shorter ones do."""
        costs, x, reach = self.costs, self.x, self.candidates.reach[last]
        hyphen = self.candidates.places[last] in self.candidates.hyphens
        best, found = inf, -1
        for first in range(low, high):
            slack = (self.other_pt if first else self.first_pt) - reach + x[first]
            if slack < -self.tolerance_pt:
                continue
            square = slack * slack if slack >= TOO_LONG_PT else TOO_LONG
            if square > best and slack > 0:
                break
            if (total := costs[first] + square) <= best and self._allowed(first, hyphen=hyphen):
                best, found = total, first
        self._take(last, found, best, hyphen=hyphen)

    def _justified(self, last: int, low: int, high: int) -> None:
        visible_space, start_spaces = self.visible_spaces[last], self.start_spaces
        costs, x, reach, least, unit = self.costs, self.x, self.candidates.reach[last], least_share(self.form), self.unit
        hyphen = self.candidates.places[last] in self.candidates.hyphens
        best, found = inf, -1
        for first in range(low, high):
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

    def _end(self, last: int, low: int, high: int) -> None:
        """The last line costs nothing, however short, nor does a ragged one that a break ends."""
        costs, reach = self.costs, self.candidates.reach[last]
        indent = self.form.last_line_indent_pt if last == self.final else 0.0
        best, found = inf, -1
        for first in range(low, high):
            measure = (self.other_pt if first else self.first_pt) - indent + self.tolerance_pt
            if reach - self.x[first] <= measure and costs[first] <= best and costs[first] < inf:
                best, found = costs[first], first
        self._take(last, found, best, hyphen=False)

    def _take(self, last: int, first: int, cost: float, *, hyphen: bool) -> None:
        if first < 0:
            return
        self.costs[last] = cost + (self.penalty(self.candidates.places[last]) if last < self.final else 0.0)
        self.before[last] = first
        self.ladders[last] = self.ladders[first] + 1 if hyphen else 0

    def _squeeze(self, last: int) -> None:
        """Nothing is allowed to end here: a line from the nearest place before, too wide as it is."""
        self.costs[last] = self.costs[last - 1] + TOO_WIDE
        self.before[last] = last - 1
        self.too_wide.add(last)

    def _trace(self, place: int, *, settled: bool = False) -> list[LineEnd]:
        """The ends of the lines up to a place."""
        candidates, ends = self.candidates, list[LineEnd]()
        while place:
            end = candidates.places[place]
            ends.append(LineEnd(end, hyphen=end in candidates.hyphens, too_wide=place in self.too_wide, settled=settled))
            place, settled = self.before[place], False
        return ends[::-1]
