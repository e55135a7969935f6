"""Neighbouring paragraphs with bullets or numbers as lists: which are within which, and how they are numbered."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from documents.rendering.text.model import ParagraphFormat

NEAR_PT = 0.5
DEEPEST = 9  # InDesign numbers nine levels
NUMBERINGS = (
    (re.compile(r"\d+"), "Decimal"),
    (re.compile(r"[IVXLCDM]+"), "UpperRoman"),
    (re.compile(r"[ivxlcdm]+"), "LowerRoman"),
    (re.compile(r"[A-Z]+"), "UpperAlpha"),
    (re.compile(r"[a-z]+"), "LowerAlpha"),
)
BULLETS = {"○": "Circle", "◦": "Circle", "■": "Square", "▪": "Square", "□": "Square", "▫": "Square"}


class Item(NamedTuple):
    """A list item: the elements of its body and its label."""

    body: int
    label: int
    indent_pt: float
    numbering: str


def numbering(form: ParagraphFormat) -> str:
    """By its marker."""
    marker = form.bullet.marker if form.bullet else ""
    found = re.search(r"[^\W_]+", marker)
    if found is None:
        return BULLETS.get(marker.strip(), "Disc")
    return next((name for pattern, name in NUMBERINGS if pattern.fullmatch(found[0])), "Decimal")


def nested(items: Sequence[Item]) -> Iterator[tuple[Item, list[Item]]]:
    """Each item that is indented as the first, or less, with those indented further that follow it."""
    inner: list[Item] = []
    last: Item | None = None
    for item in items:
        if last is not None and item.indent_pt > items[0].indent_pt + NEAR_PT:
            inner.append(item)
            continue
        if last is not None:
            yield last, inner
        last, inner = item, []
    if last is not None:
        yield last, inner
