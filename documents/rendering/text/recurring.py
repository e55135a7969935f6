"""Lines set before, by all that they follow from: beside a value that is new, most lines of a paragraph stand in other documents too."""

from typing import NamedTuple

from documents.rendering.text.drawing import CUT_ANYWHERE, Slot
from documents.rendering.text.justification import Slack
from documents.rendering.text.measuring import Item, LineEnd, Measured
from documents.rendering.text.model import Line

MOST_LINES = 1_000  # some 5 kB each
MOST_SEEN = 8_000

Key = tuple[object, ...]


class Recurring(NamedTuple):
    """Of one thread. A line is kept when it comes a second time, as a paragraph is in `memory.Memory`.

    kept, seen   of all threads
    """

    thread: int
    kept: dict[tuple[int, Key], Line]
    seen: set[int]

    def find(self, key: Key) -> Line | None:
        return self.kept.get((self.thread, key))

    def keep(self, key: Key, line: Line) -> None:
        """What is full begins anew."""
        seen = hash((self.thread, key))
        if seen not in self.seen:
            if len(self.seen) >= MOST_SEEN:
                self.seen.clear()
            self.seen.add(seen)
            return
        if len(self.kept) >= MOST_LINES:
            self.kept.clear()
        line.kept = True
        self.kept[self.thread, key] = line


def key_of(
    measured: Measured, start: int, end: LineEnd, visible: int, *, slot: Slot, at: float, width: float, stretch: Slack, number: int
) -> Key | None:
    """All that a line of plain text follows from; None: it is more than that.

    at, width   where its text begins and how wide it is
    number      of its paragraph
    """
    if measured.rtl or measured.levels or measured.tabs:
        return None
    parts: list[object] = []
    for item in measured.items_between(start, end.place):
        if not _plain(item, measured.text, start, visible):
            return None
        first, last = max(item.start, start), min(item.end, end.place)
        assert item.glyphs is not None
        shown = slice(first - item.start, last - item.start)
        parts.append((first - start, len(item.spans) > 1, tuple(item.glyphs.ids[shown]), tuple(item.glyphs.advances[shown])))
        parts += [
            (min(span.end, last) - start, span.style, span.field, span.link, span.part)
            for span in item.spans
            if span.start < last and span.end > first
        ]
    text = measured.text[start : end.place]
    return (number, text, visible - start, end.hyphen, slot.baseline_pt, slot.column_left_pt, at, width, stretch, *parts)


def _plain(item: Item, text: str, start: int, visible: int) -> bool:
    """A glyph for each character, and none that changes where the line is cut."""
    glyphs = item.glyphs
    if glyphs is None or not glyphs.plain or glyphs.offsets or glyphs.missing or item.standing:
        return False
    return not any(
        item.start < cut < item.end and text[cut - 1] not in CUT_ANYWHERE and text[cut] not in CUT_ANYWHERE and glyphs.breaks_at(cut)
        for cut in (start, visible)
    )
