"""Words and lines of two pages: which are there, how far apart they lie, which lines break where the other's do."""

import ctypes
from collections import Counter, defaultdict
from statistics import median
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

MAX_CHARACTERS = 100_000  # of one page
NOT_SHOWN = {0xFFFE, 0xAD, 0x02}  # hyphens that a line break made
NEAR_PT = 2.0
SAME_BASELINE_PT = 1.0
LINE_PT = 0.75


class Word(NamedTuple):
    text: str
    x: float  # from the trim box's left
    y: float  # of the baseline, from its top


class WordFigures(NamedTuple):
    """found, near and lines are shares of the reference's words (lines), 0 to 1; apart_pt the middle distance of those found."""

    words: int
    found: float
    near: float
    apart_pt: float | None
    lines: float


def words_of(page: Any) -> list[Word]:
    """In the order of the content stream."""
    text = page.get_textpage()
    left, _, _, top = page.get_trimbox()
    found: list[Word] = []
    letters, at = "", (0.0, 0.0)
    for index in range(min(text.count_chars(), MAX_CHARACTERS)):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if code in NOT_SHOWN or chr(code).isspace():
            found += [Word(letters, *at)] if letters else []
            letters = ""
            continue
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        here = x.value - left, top - y.value
        if letters and abs(here[1] - at[1]) > SAME_BASELINE_PT:
            found.append(Word(letters, *at))
            letters = ""
        if not letters:
            at = here
        letters += chr(code)
    text.close()
    return [*found, Word(letters, *at)] if letters else found


def lines_of(words: list[Word]) -> list[tuple[str, ...]]:
    """A new line starts further below the first word of the last one than its words' baselines differ."""
    rows: list[list[tuple[float, str]]] = []
    top = 0.0
    for word in sorted(words, key=lambda each: (each.y, each.x)):
        if not rows or word.y - top > LINE_PT:
            rows.append([])
            top = word.y
        rows[-1].append((word.x, word.text))
    return [tuple(text for _, text in sorted(row)) for row in rows]


def compared(reference: list[Word], candidate: list[Word]) -> WordFigures:
    """Each word of the reference with the nearest like it."""
    left: dict[str, list[Word]] = defaultdict(list)
    for word in candidate:
        left[word.text].append(word)
    apart: list[float] = []
    for word in reference:
        if left[word.text]:
            nearest = min(left[word.text], key=lambda other: _apart(word, other))
            left[word.text].remove(nearest)
            apart.append(_apart(word, nearest))
    theirs, ours = Counter(lines_of(reference)), Counter(lines_of(candidate))
    same = (theirs & ours).total()
    count = len(reference)
    return WordFigures(
        words=count,
        found=len(apart) / count if count else 1.0,
        near=sum(distance <= NEAR_PT for distance in apart) / count if count else 1.0,
        apart_pt=median(apart) if apart else None,
        lines=same / theirs.total() if theirs else 1.0,
    )


def _apart(one: Word, other: Word) -> float:
    return float(((one.x - other.x) ** 2 + (one.y - other.y) ** 2) ** 0.5)
