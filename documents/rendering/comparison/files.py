"""Two PDFs, page by page."""

import io
import time
from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np
import pypdfium2
from PIL import Image

from documents.rendering.comparison import structure, words
from documents.rendering.comparison.colour import Pixels, difference, grey, lab
from documents.rendering.output import PdfDocument, pdfium_lock
from personalia_site.errors import BrokenDesign

DPI = 96
MAX_PIXELS = 3_000_000  # of a page's picture: larger pages are compared at a lower resolution
VISIBLE_DE = 20.0  # and more is black in the picture of differences
PICTURE_QUALITY = 80


class PageComparison(msgspec.Struct, frozen=True, kw_only=True):
    """One page beside its reference; ours or theirs alone: `missing` says where it is missing, and there are no figures.

    mean_de, p99_de   CIEDE2000; 1 is just visible side by side
    ink_alike         structural similarity where something is drawn, up to 1
    words …           shares from 0 to 1: found at all, within 2 pt, lines with the same words
    picture           reference, ours, difference, side by side, as JPG; empty unless asked for
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
    picture: bytes = b""


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


def compare(reference: bytes, candidate: bytes, *, pictures: bool = False, patience_s: float | None = None) -> Comparison:
    """The trim boxes of two PDFs' pages.

    patience_s   no page is begun after so many seconds
    raises       BrokenDesign when the reference, or a page of it, cannot be opened
    costs        about 0.6 s a page of A4
    """
    ends_at = None if patience_s is None else time.monotonic() + patience_s
    with pdfium_lock:
        theirs = _opened(reference)
        ours = PdfDocument(candidate)
        try:
            count = max(len(theirs), len(ours))
            pages: list[PageComparison] = []
            for index in range(count):
                if ends_at is not None and time.monotonic() > ends_at:
                    break
                pages.append(_page(theirs, ours, index, pictures=pictures))
            return Comparison(pages=tuple(pages), left_out=count - len(pages))
        finally:
            theirs.close()
            ours.close()


def _opened(data: bytes) -> Any:
    try:
        return PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise BrokenDesign("The reference cannot be opened as a PDF. Export it again from InDesign, without a password.") from error


def _page_of(theirs: Any, index: int) -> Any:
    try:
        return theirs[index]
    except pypdfium2.PdfiumError as error:
        raise BrokenDesign(f"Page {index + 1} of the reference cannot be read. Export it again from InDesign.") from error


def _page(theirs: Any, ours: Any, index: int, *, pictures: bool) -> PageComparison:
    if index >= min(len(theirs), len(ours)):
        return PageComparison(number=index + 1, missing="in the reference" if index >= len(theirs) else "in ours")
    both = _page_of(theirs, index), ours[index]
    for page in both:
        page.set_cropbox(*page.get_trimbox())
    scale = min(DPI / 72, *((MAX_PIXELS / max(1.0, w * h)) ** 0.5 for w, h in (page.get_size() for page in both)))
    one, other = (_drawn(page, scale) for page in both)
    same_size = all(abs(a - b) <= 2 for a, b in zip(one.shape, other.shape, strict=True))
    one, other = _of_one_size(one, other)
    apart = difference(lab(one), lab(other))
    greys = grey(one), grey(other)
    alike, ink = structure.similarity(*greys), structure.ink(*greys)
    text = words.compared(*(words.words_of(page) for page in both))
    for page in both:
        page.close()
    return PageComparison(
        number=index + 1,
        same_size=same_size,
        mean_de=round(float(apart.mean()), 4),
        p99_de=round(float(np.percentile(apart, 99)), 3),
        ink_alike=round(float(alike[ink].mean()), 4) if ink.any() else 1.0,
        words=text.words,
        words_found=round(text.found, 4),
        words_near=round(text.near, 4),
        words_apart_pt=None if text.apart_pt is None else round(text.apart_pt, 3),
        lines_same=round(text.lines, 4),
        picture=_side_by_side([one, other, _heat(apart)]) if pictures else b"",
    )


def _drawn(page: Any, scale: float) -> Pixels:
    bitmap = page.render(scale=scale, fill_color=(255, 255, 255, 255), rev_byteorder=True)
    pixels: Pixels = np.asarray(bitmap.to_pil().convert("RGB"), dtype=np.float32) / np.float32(255)
    bitmap.close()
    return pixels


def _of_one_size(one: Pixels, other: Pixels) -> tuple[Pixels, Pixels]:
    height, width = (max(one.shape[axis], other.shape[axis]) for axis in (0, 1))
    padded = [np.pad(p, ((0, height - p.shape[0]), (0, width - p.shape[1]), (0, 0)), constant_values=1) for p in (one, other)]
    return padded[0], padded[1]


def _heat(apart: Pixels) -> Pixels:
    heat: Pixels = np.repeat(1 - np.clip(apart / VISIBLE_DE, 0, 1)[..., None], 3, axis=2).astype(np.float32)
    return heat


def _side_by_side(pictures: Sequence[Pixels]) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray((np.hstack(pictures) * 255).astype(np.uint8)).save(buffer, "JPEG", quality=PICTURE_QUALITY)
    return buffer.getvalue()
