"""Paragraphs that no document changes: measured once per font library, and broken once per measure."""

from documents.rendering.text.dropcap import DropCapital
from documents.rendering.text.measuring import Measured
from documents.rendering.text.model import Paragraph

CACHE_SIZE = 1_000

Kept = tuple[Paragraph, Measured, DropCapital | None]


def is_fixed(paragraph: Paragraph) -> bool:
    """Without fields, objects, page numbers and line styles: the same in every document, wherever it stands."""
    if any(rule.kind == "line" for rule in paragraph.rules):
        return False
    return all(run.field is None and run.object is None and run.page_number is None for run in paragraph.runs)


class FixedParagraphs:
    """By identity: the paragraph itself is kept beside what was made of it, so that its id stays its own."""

    def __init__(self) -> None:
        self._kept: dict[int, Kept] = {}

    def find(self, paragraph: Paragraph) -> tuple[Measured, DropCapital | None] | None:
        kept = self._kept.get(id(paragraph))
        return kept[1:] if kept is not None else None

    def keep(self, paragraph: Paragraph, measured: Measured, capital: DropCapital | None) -> None:
        if len(self._kept) < CACHE_SIZE and is_fixed(paragraph):
            measured.keeps_ends = True
            self._kept[id(paragraph)] = (paragraph, measured, capital)
