"""Two PDFs, page by page."""

import io
import time
from typing import Any

import numpy as np
import pypdfium2
from PIL import Image

from documents.rendering.compared import Comparison, PageComparison
from documents.rendering.comparison import structure, words
from documents.rendering.comparison.colour import Pixels, difference, grey, lab
from documents.rendering.output import PdfDocument, pdfium_lock
from personalia_site.errors import BrokenDesign

DPI = 96
MAX_PIXELS = 3_000_000  # of a page's picture: larger pages are compared at a lower resolution
VISIBLE_DE = 20.0  # and more has the full colour in the picture of differences
PALE = 0.25  # of our page under the differences: to see where they are
MARK = np.array([0.85, 0.0, 0.45], dtype=np.float32)  # magenta: the colour that findings outline their places with
PICTURE_QUALITY = 80


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
        pictures={"indesign": _jpg(one), "ours": _jpg(other), "difference": _jpg(_marked(other, apart))} if pictures else {},
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


def _marked(page: Pixels, apart: Pixels) -> Pixels:
    """The page, pale and grey, with what differs in colour: the more, the stronger."""
    pale = 1 - PALE * (1 - grey(page)[..., None])
    share = np.clip(apart / VISIBLE_DE, 0, 1)[..., None]
    marked: Pixels = (pale * (1 - share) + MARK * share).astype(np.float32)
    return marked


def _jpg(picture: Pixels) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray((picture * 255).astype(np.uint8)).save(buffer, "JPEG", quality=PICTURE_QUALITY)
    return buffer.getvalue()
