"""What the comparison of two PDFs gives. Whoever shows it needs no numpy: `comparison` does."""

from typing import Literal

import msgspec

Verdict = Literal["alike", "close", "different", "missing"]
WORDS: dict[Verdict, str] = {
    "alike": "hardly to be told apart",
    "close": "close, with differences that can be seen",
    "different": "different",
    "missing": "only one of the two has it",
}


class PageComparison(msgspec.Struct, frozen=True, kw_only=True):
    """One page beside its reference; ours or theirs alone: `missing` says where it is missing, and there are no figures.

    mean_de, p99_de   CIEDE2000; 1 is just visible side by side
    ink_alike         structural similarity where something is drawn, up to 1
    words …           shares from 0 to 1: found at all, within 2 pt, lines with the same words
    pictures          "indesign", "ours", "difference": JPGs of one size; empty unless asked for
    """

    number: int
    missing: str = ""
    same_size: bool = True
    mean_de: float = 0.0
    p99_de: float = 0.0
    ink_alike: float = 0.0
    words: int = 0
    words_found: float = 0.0
    words_near: float = 0.0
    words_apart_pt: float | None = None
    lines_same: float = 0.0
    pictures: dict[str, bytes] = {}

    @property
    def verdict(self) -> Verdict:
        """The figures in one word; where a page is "close", somebody who looks for differences finds them."""
        if self.missing:
            return "missing"
        if self.same_size and self.ink_alike >= 0.97 and self.mean_de <= 0.5 and self.lines_same == 1:
            return "alike"
        if self.same_size and self.ink_alike >= 0.85 and self.mean_de <= 2 and self.lines_same >= 0.9:
            return "close"
        return "different"

    @property
    def in_words(self) -> str:
        return WORDS[self.verdict] if self.same_size else "of another size"


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """All pages; `left_out` says how many were not looked at for want of time."""

    pages: tuple[PageComparison, ...]
    left_out: int = 0

    @property
    def shown(self) -> tuple[PageComparison, ...]:
        return tuple(page for page in self.pages if not page.missing)

    def mean(self, figure: str) -> float:
        """Of one figure over the pages that both have."""
        return sum(getattr(page, figure) for page in self.shown) / len(self.shown) if self.shown else 0.0
