"""Tabs: where the text after one starts (composition.md 38-42)."""

from collections.abc import Callable, Sequence

import msgspec

from documents.rendering.text.model import ParagraphFormat, TabStop

DEFAULT_STEP_PT = 36.0
EPSILON = 1e-6


class TabRuler(msgspec.Struct, frozen=True, kw_only=True):
    """Positions count from the column's starting edge (the left one; the right one of a right-to-left paragraph)."""

    stops: tuple[TabStop, ...]
    right_edge_pt: float  # where a right-indent tab aligns

    @classmethod
    def of(cls, form: ParagraphFormat, column_pt: float) -> "TabRuler":
        stops = form.tabs
        if form.first_line_indent_pt < 0:
            stops += (TabStop(form.left_indent_pt),)
        return cls(
            stops=tuple(sorted(stops, key=lambda stop: stop.position_pt)),
            right_edge_pt=column_pt - form.right_indent_pt,
        )

    def next_stop(self, x_pt: float) -> TabStop:
        for stop in self.stops:
            if stop.position_pt > x_pt + EPSILON:
                return stop
        return TabStop((x_pt + EPSILON) // DEFAULT_STEP_PT * DEFAULT_STEP_PT + DEFAULT_STEP_PT)


class TabGap(msgspec.Struct):
    """The gap that one tab leaves, from the column's starting edge."""

    start_pt: float
    end_pt: float
    leader: str


def lay_out(
    ruler: TabRuler, start_pt: float, *, widths: Sequence[float], right_indent: Sequence[bool], before: Callable[[int, str], float]
) -> tuple[list[TabGap], float]:
    """The gaps of a line, and where its text ends.

    start_pt      where the line's text starts
    widths        of the text before the first tab, between tabs, and after the last
    right_indent  for each tab, whether it is a right-indent tab
    before        (tab, character): the width between that tab and the character, for character stops
    """
    x = start_pt + widths[0]
    gaps = []
    for number, width in enumerate(widths[1:]):
        if right_indent[number]:
            stop = TabStop(ruler.right_edge_pt, "right", leader=ruler.next_stop(x).leader)
            width += sum(widths[number + 2 :])
        else:
            stop = ruler.next_stop(x)
        end = max(x, stop.position_pt - _set_back(stop, number, width, before))
        gaps.append(TabGap(x, end, stop.leader))
        x = end + widths[number + 1]
    return gaps, x


def _set_back(stop: TabStop, number: int, width: float, before: Callable[[int, str], float]) -> float:
    if stop.alignment == "right":
        return width
    if stop.alignment == "center":
        return width / 2
    if stop.alignment == "character":
        return before(number, stop.character)
    return 0.0
