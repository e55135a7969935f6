"""Colours and pictures as screens show them, for Display.

What counts is what PDFium makes of an ink (painting.md 3.6): our pictures of pages are its work, browsers show PDFs with it, and
it agrees with a SWOP profile to 0.5 ΔE. So PDFium is asked: it paints the colour, and its pixel is taken.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache

from PIL import Image

from documents.rendering.output import PdfDocument, pdfium_lock
from documents.rendering.paint.syntax import HEADER, Objects, numbers, set_row, stream, xref_rows

RGB = tuple[float, float, float]
CELL = 3  # px of a sample; its middle is what is read
ROW = 64  # samples beside each other
BAND_PX = 4_000_000  # of a picture that is converted at a time
SOLID_BLACK = (0.0, 0.0, 0.0, 1.0)
PART = r"(\d(?:\.\d+)?)"  # at most 1: a path's coordinates, which are most of a page, rarely look so
SET = re.compile(rf"(?:(?<![\d.]){PART} {PART} {PART} {PART} ([kK])|/(C\d+) (?:cs|CS) ([-\d. ]+) (scn|SCN))(?=\s)")


def rgb_of(values: tuple[float, ...], space: str = "/DeviceCMYK") -> RGB:
    """A colour's red, green and blue in 0..1. Solid black alone is black, as InDesign shows it (3.6)."""
    if space == "/DeviceCMYK" and values == SOLID_BLACK:
        return 0.0, 0.0, 0.0
    return _one(values, space)


@lru_cache(maxsize=4096)
def _one(values: tuple[float, ...], space: str) -> RGB:
    return rgb_of_all([values], space)[0]


def rgb_of_all(rows: Sequence[tuple[float, ...]], space: str = "/DeviceCMYK") -> list[RGB]:
    """The same of many, by PDFium's table alone: for ramps, where black is no exception."""
    across, down = min(ROW, len(rows)), -(-len(rows) // ROW)
    drawn = [f"/C cs {numbers(*row)} scn {i % ROW * CELL} {i // ROW * CELL} {CELL} {CELL} re f\n" for i, row in enumerate(rows)]
    picture = _painted("".join(drawn).encode(), (across * CELL, down * CELL), f"/ColorSpace<</C {space}>>")
    pixels = [picture.getpixel((i % ROW * CELL + 1, picture.height - 2 - i // ROW * CELL)) for i in range(len(rows))]
    return [(r / 255, g / 255, b / 255) for r, g, b in pixels]  # type: ignore[misc]  # an RGB picture's pixel


def picture(image: Image.Image) -> Image.Image:
    """A CMYK picture in sRGB. Its own profile is left aside, as InDesign does by default and Print does: its numbers are the press's."""
    shown = Image.new("RGB", image.size)
    height = max(1, BAND_PX // image.width)
    for top in range(0, image.height, height):
        band = image.crop((0, top, image.width, min(image.height, top + height)))
        entries = f"/Type/XObject/Subtype/Image/Width {band.width}/Height {band.height}/ColorSpace/DeviceCMYK/BitsPerComponent 8"
        shown.paste(painted(band.size, stream(entries, band.tobytes(), compress=False)), (0, top))
    return shown


def painted(size: tuple[int, int], image: bytes) -> Image.Image:
    """An image XObject's body, pixel by pixel."""
    return _painted(f"{size[0]} 0 0 {size[1]} 0 0 cm /I Do".encode(), size, "/XObject<</I 1 0 R>>", image)


def _painted(content: bytes, size: tuple[int, int], resources: str, first: bytes = b"null") -> Image.Image:
    """A page of this size at 72 dpi, as PDFium paints it; `first` is object 1."""
    objects = Objects(start=len(HEADER))
    objects.write(first)
    drawn = objects.stream("", content)
    page = objects.reserve()
    tree = objects.write(f"<</Type/Pages/Count 1/Kids[{page} 0 R]>>")
    objects.write(
        f"<</Type/Page/Parent {tree} 0 R/MediaBox[0 0 {size[0]} {size[1]}]/Resources<<{resources}>>/Contents {drawn} 0 R>>", at=page
    )
    root = objects.write(f"<</Type/Catalog/Pages {tree} 0 R>>")
    rows = xref_rows(objects.next)
    for at, offset in objects.offsets.items():
        set_row(rows, at, offset)
    end = f"trailer\n<</Size {objects.next}/Root {root} 0 R>>\nstartxref\n{objects.position}\n%%EOF\n".encode()
    pdf = b"".join([HEADER, *objects.parts, b"xref\n0 %d\n" % objects.next, rows, end])
    with pdfium_lock:
        document = PdfDocument(pdf)
        try:
            bitmap = document[0].render(scale=1, rev_byteorder=True, no_smoothimage=True)
            return Image.Image.convert(bitmap.to_pil(), "RGB")
        finally:
            document.close()


class ScreenObjects(Objects):
    """Objects that are written two ways where Display differs: what Print has, and what screens get, under one number.

    shown     what Display has in the place of a content stream's text; set before the first is written
    variants  bodies by quality and number
    """

    def __init__(self, *, start: int = 0) -> None:
        super().__init__(start=start)
        self.shown: Callable[[str], str] = str
        self.variants: dict[str, dict[int, bytes]] = {"Print": {}, "Display": {}}
        self._only = ""

    @contextmanager
    def only(self, quality: str) -> Iterator[None]:
        """What is written meanwhile, one of the two alone has."""
        self._only = quality
        yield
        self._only = ""

    def write(self, body: bytes | str, *, at: int | None = None) -> int:
        if not self._only:
            return super().write(body, at=at)
        at = self.reserve() if at is None else at
        self.variants[self._only][at] = body.encode("latin-1") if isinstance(body, str) else body
        return at

    def stream(self, entries: str, data: bytes, *, compress: bool = True, at: int | None = None) -> int:
        if not compress:  # a picture or another file's: no operators of ours
            return super().stream(entries, data, compress=False, at=at)
        shown, shown_entries = self.shown(data.decode("latin-1")).encode("latin-1"), blended(entries)
        if shown == data and shown_entries == entries:
            return super().stream(entries, data, at=at)
        at = self.reserve() if at is None else at
        self.variants["Print"][at] = stream(entries, data)
        self.variants["Display"][at] = stream(shown_entries, shown)
        return at


def blended(entries: str) -> str:
    """A transparency group's entries: screens blend in RGB."""
    return entries.replace("/CS/DeviceCMYK", "/CS/DeviceRGB")
