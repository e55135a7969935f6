"""Objects anchored off their line that text runs round: below the line that they are anchored in."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from documents.rendering.text.anchoring import place
from documents.rendering.text.columns import Column
from documents.rendering.text.model import AnchoredBox, Line, Paragraph, Wrap, paragraphs_of
from documents.rendering.text.styles import StyleBook

LEAST_PT = 0.01


def has_wraps(paragraphs: Sequence[Paragraph], objects: Mapping[str, AnchoredBox]) -> bool:
    """Whether text runs round something that is anchored in these paragraphs."""
    keys = {key for key, box in objects.items() if box.wraps}
    return bool(keys) and any(run.object in keys for paragraph in paragraphs_of(paragraphs) for run in paragraph.runs)


def wraps_below(line: Line, column: Column, *, objects: Mapping[str, AnchoredBox], styles: StyleBook) -> Iterator[Wrap]:
    """What a line's objects keep free of the text to come, in the frame's coordinates."""
    if column.frame.ignores_wraps:
        return
    for placed in line.objects:
        box = objects[placed.id]
        if box.wraps:
            there = replace(placed)
            place(line, there, box, column, styles)
            for wrap in box.wraps:
                polygon = tuple((x + there.x_pt, max(y + there.baseline_pt, line.baseline_pt)) for x, y in wrap.polygon)
                if max(y for _, y in polygon) > line.baseline_pt + LEAST_PT:
                    yield replace(wrap, polygon=polygon)
