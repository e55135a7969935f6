"""Which of the possible line ends are taken: InDesign's Paragraph Composer and its Single-line Composer (composition.md 26-36)."""

from bisect import bisect_right
from collections.abc import Callable, Collection, Sequence
from math import inf

from documents.rendering.text import costs
from documents.rendering.text.candidates import Candidates, tolerance
from documents.rendering.text.costs import CUT, HYPHEN, HYPHEN_SIZES, SHRINK_LIMIT, TOO_WIDE, UNIT_SIZES, justified_cost
from documents.rendering.text.edges import hang
from documents.rendering.text.justification import Give, least_share
from documents.rendering.text.measuring import LineEnd, Measured
from documents.rendering.text.source import BREAKERS
from documents.rendering.text.uniform import UniformFit

JUSTIFIED = frozenset(("left-justified", "center-justified", "right-justified", "fully-justified"))
HYPHENS = frozenset("-\u2010")
SAME_PT = 1e-6
MOST_PLACES = 4_000  # in one paragraph: a book's chapter has fewer; beyond it each line takes what fits

LineWidth = Callable[[int, int], float]  # (start, visible end): of a line with tabs


class _Node:
    __slots__ = ("before", "cost", "ladder", "too_wide")

    def __init__(self, cost: float, before: "tuple[int, int] | None", ladder: int, *, too_wide: bool = False) -> None:
        self.cost = cost
        self.before = before
        self.ladder = ladder
        self.too_wide = too_wide


def line_ends(
    measured: Measured, start: int, widths: Sequence[float], tabbed: LineWidth | None = None, *, whole: Collection[int] = ()
) -> list[LineEnd]:
    """The ends of the lines from `start` on.

    widths   the measure of each line; the last one is that of all further lines
    tabbed   how wide a line is, where the text has tabs
    whole    places where no word may be divided
    """
    if start == len(measured.text) or fits_one_line(measured, start, widths[0], tabbed):
        return [LineEnd(len(measured.text), hyphen=False)]
    candidates = Candidates(measured, start, narrowest_pt=min(widths), whole=whole)
    if measured.paragraph.format.composer == "single-line" or len(candidates.places) > MOST_PLACES:
        return SingleLine(measured, candidates, widths, tabbed).ends()
    return TotalFit(measured, candidates, widths, tabbed).ends()


def fits_one_line(measured: Measured, start: int, width: float, tabbed: LineWidth | None) -> bool:
    text = measured.text
    if not text.isprintable() and not BREAKERS.isdisjoint(text):
        return False
    visible = measured.visible_end(start, len(text))
    natural = tabbed(start, visible) if tabbed else measured.width(start, visible)
    if measured.hangs:
        natural -= sum(hang(measured, start, visible, hyphen=False))
    return natural <= width - measured.paragraph.format.last_line_indent_pt + tolerance(measured, start)


class _Composer:
    def __init__(self, measured: Measured, candidates: Candidates, widths: Sequence[float], tabbed: LineWidth | None) -> None:
        self.measured = measured
        self.form = measured.paragraph.format
        self.candidates = candidates
        self.widths = widths
        self.tabbed = tabbed
        self.justified = self.form.alignment in JUSTIFIED
        self.final = len(candidates.places) - 1
        rules = self.form.hyphenation
        self.ladder_limit = rules.ladder_limit if rules is not None else 0
        self.tolerance_pt = tolerance(measured, candidates.places[0])
        self.unit = UNIT_SIZES * measured.style_at(candidates.places[0]).format.size_pt
        self.give = Give.of(measured) if self.justified else None

    def penalty(self, place: int) -> float:
        """What ending a line there costs: at a hyphen, or inside a word that has none."""
        if place in self.candidates.cuts:
            return CUT
        if place in self.candidates.hyphens:
            rules = self.form.hyphenation
            weight = rules.weight / 5 if rules is not None else 1.0
            if self.justified:
                return weight * HYPHEN
            return weight * (HYPHEN_SIZES * self.measured.style_at(place - 1).format.size_pt) ** 2
        return HYPHEN if self.justified and self.measured.text[place - 1] in HYPHENS else 0.0

    def width(self, first: int, last: int) -> float:
        """Natural width of the line between two candidates, by their indices."""
        candidates = self.candidates
        if self.tabbed and self.measured.tabs_between(candidates.places[first], candidates.visible[last]):
            hyphen = candidates.reach[last] - self.measured.width(0, candidates.visible[last])
            return self.tabbed(candidates.places[first], candidates.visible[last]) + hyphen
        return candidates.reach[last] - candidates.starts[first]

    def room(self, first: int, last: int) -> float:
        """The stretchable spaces of a line."""
        spaces = self.measured.spaces
        return spaces[self.candidates.visible[last]] - spaces[self.candidates.places[first]]

    def shrink(self, first: int, last: int) -> float:
        """How much narrower a justified line may become."""
        if not self.justified:
            return 0.0
        less = self.give.less_between(self.candidates.places[first], self.candidates.visible[last]) if self.give else 0.0
        return SHRINK_LIMIT * self.room(first, last) + less


class TotalFit(_Composer):
    """The cheapest way to break the whole paragraph.

    costs    one step per pair of candidates that could make a line
    """

    def ends(self) -> list[LineEnd]:
        widths = self._past_tabs() if len(self.widths) <= 2 else None
        if widths is not None:
            spaces = self.measured.spaces if self.justified else None
            fit = UniformFit(self.measured, self.candidates, widths, self.penalty, unit=self.unit, give=self.give, spaces=spaces)
            return fit.ends()
        return self.general_ends()

    def _past_tabs(self) -> Sequence[float] | None:
        """The measures for text without tabs; None where tabs do more than to indent the first line."""
        places, visible = self.candidates.places, self.candidates.visible
        tabs = self.measured.tabs_between(places[0], len(self.measured.text)) if self.tabbed else []
        if not tabs:
            return self.widths
        if places[1] <= tabs[-1] or visible[-1] <= tabs[-1]:
            return None
        after = bisect_right(visible, tabs[-1])
        taken, taken_of_all = (
            self.width(0, last) - self.candidates.reach[last] + self.candidates.starts[0] for last in (after, self.final)
        )
        if abs(taken - taken_of_all) > SAME_PT:  # a stop that centres the text, or aligns it to the right
            return None
        return [self.widths[0] - taken, self.widths[-1]]

    def general_ends(self) -> list[LineEnd]:
        """Any measures, tabs and all."""
        places, lines = self.candidates.places, len(self.widths) - 1
        nodes: list[dict[int, _Node]] = [{0: _Node(0.0, None, 0)}]
        widest = max(self.widths)
        for last in range(1, len(places)):
            found: dict[int, _Node] = {}
            for first in range(last - 1, -1, -1):
                width = self.width(first, last)
                if width > widest + self.tolerance_pt + self.shrink(first, last):
                    break
                for line, node in nodes[first].items():
                    self._try(found, min(line + 1, lines), node, (first, line), last, width)
                if places[first] in self.candidates.forced and first:
                    break
            if not found:
                found = self._squeezed(nodes, last)
            nodes.append(found)
        return self._trace(nodes)

    def _try(self, found: dict[int, _Node], line: int, node: _Node, before: tuple[int, int], last: int, width: float) -> None:
        cost = self._cost(before, last, width)
        if cost is None:
            return
        place, ladder = self.candidates.places[last], 0
        total = node.cost + cost
        if place in self.candidates.hyphens:
            ladder = node.ladder + 1
            if 0 < self.ladder_limit < ladder:
                return
        if last < self.final:
            total += self.penalty(place)
        if line not in found or total < found[line].cost:
            found[line] = _Node(total, before, ladder)

    def _cost(self, before: tuple[int, int], last: int, width: float) -> float | None:
        """None: such a line is not allowed."""
        first, line = before
        measure = self.widths[line]
        if last == self.final:
            return 0.0 if width <= measure - self.form.last_line_indent_pt + self.tolerance_pt else None
        slack = measure - width
        if not self.justified:
            free = self.candidates.places[last] in self.candidates.forced
            cost = slack * slack if slack >= costs.TOO_LONG_PT else costs.TOO_LONG
            return (0.0 if free else cost) if slack >= -self.tolerance_pt else None
        room = self.room(first, last)
        if self.give:
            slack = self.give.left(self.candidates.places[first], self.candidates.visible[last], slack=slack, room=room)
        cost = justified_cost(slack, room, least_share(self.form), self.unit)
        return cost if cost < inf else None

    def _squeezed(self, nodes: list[dict[int, _Node]], last: int) -> dict[int, _Node]:
        """Nothing is allowed to end here: a line from the nearest place before, too wide as it is."""
        first = last - 1
        while not nodes[first]:
            first -= 1
        line, node = min(nodes[first].items(), key=lambda entry: entry[1].cost)
        return {min(line + 1, len(self.widths) - 1): _Node(node.cost + TOO_WIDE, (first, line), 0, too_wide=True)}

    def _trace(self, nodes: list[dict[int, _Node]]) -> list[LineEnd]:
        candidates = self.candidates
        place = len(nodes) - 1
        node = min(nodes[place].values(), key=lambda node: node.cost)
        ends: list[LineEnd] = []
        while node.before is not None:
            end = candidates.places[place]
            ends.append(LineEnd(end, hyphen=end in candidates.hyphens, too_wide=node.too_wide))
            place, line = node.before
            node = nodes[place][line]
        return ends[::-1]


class SingleLine(_Composer):
    """Each line takes what fits; the hyphenation zone counts here alone (composition.md 34)."""

    def ends(self) -> list[LineEnd]:
        ends: list[LineEnd] = []
        first, line = 0, 0
        final = len(self.candidates.places) - 1
        while first < final:
            last, too_wide = self._furthest(first, self.widths[min(line, len(self.widths) - 1)])
            place = self.candidates.places[last]
            ends.append(LineEnd(place, hyphen=place in self.candidates.hyphens, too_wide=too_wide))
            first, line = last, line + 1
        return ends

    def _furthest(self, first: int, measure: float) -> tuple[int, bool]:
        candidates = self.candidates
        whole = divided = cut = 0
        for last in range(first + 1, len(candidates.places)):
            width = self.width(first, last)
            if width > measure + max(self.tolerance_pt, self._narrower(first, last)):
                break
            if candidates.places[last] in candidates.hyphens:
                divided = last
            elif candidates.places[last] in candidates.cuts:
                cut = last
            else:
                whole = last
            if candidates.places[last] in candidates.forced:
                break
        if not whole and not divided:
            return cut or first + 1, not cut
        if divided > whole and not self._within_zone(first, whole, measure):
            return divided, False
        return whole or divided, False

    def _narrower(self, first: int, last: int) -> float:
        """How far a justified line may shrink within its limits: narrow spaces come before wide ones, and before hyphens."""
        if not self.justified or last == self.final:
            return 0.0
        less = self.give.less_between(self.candidates.places[first], self.candidates.visible[last]) if self.give else 0.0
        return self.room(first, last) * least_share(self.form) + less

    def _within_zone(self, first: int, whole: int, measure: float) -> bool:
        rules = self.form.hyphenation
        if rules is None or self.justified or not whole:
            return False
        return measure - self.width(first, whole) <= rules.zone_pt
