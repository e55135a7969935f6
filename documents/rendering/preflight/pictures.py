"""Small pictures of the places that findings are about: a part of the page, the place outlined."""

import io
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec.structs import replace
from PIL import Image, ImageDraw

from documents.rendering.findings import Finding, Location
from documents.rendering.output import PdfDocument, pdfium_lock

MOST = 24  # pictures of a template
WIDTH_PX, HEIGHT_PX = 480, 320
LARGEST_SCALE = 4.0  # a place of a few points is not blown up beyond that
AROUND = 0.35  # of the place's size is shown round it, and at least so many points:
AROUND_PT = 36.0
QUALITY = 80
SMALLEST_PAGE_PT = 1.0
OUTLINE, HALO = (214, 0, 110), (255, 255, 255)
PATIENCE_S = 6.0

Box = tuple[float, float, float, float]
Clock = Callable[[], float]


def picture(
    findings: Sequence[Finding], pdf: bytes, *, patience_s: float = PATIENCE_S, clock: Clock = time.monotonic
) -> tuple[tuple[Finding, ...], dict[str, bytes]]:
    """Findings whose locations name their pictures, and the pictures (JPG) by name.

    pdf      the template, rendered for screens without values
    returns  the first place of each finding, then the second …: MOST pictures, as long as time suffices
    """
    wanted = _in_turn(findings)[:MOST]
    pictures: dict[Location, bytes] = {}
    deadline = clock() + patience_s
    with pdfium_lock:
        document = PdfDocument(pdf)
        try:
            for number in sorted({location.page for location in wanted if location.page < len(document)}):
                page = document[number]
                for location in wanted:
                    if location.page == number and clock() <= deadline and min(page.get_size()) >= SMALLEST_PAGE_PT:
                        pictures[location] = _picture(page, location.box_pt)
                page.close()
        finally:
            document.close()
    names = {location: f"place-{number}.jpg" for number, location in enumerate((each for each in wanted if each in pictures), 1)}
    return tuple(_named(finding, names) for finding in findings), {names[location]: data for location, data in pictures.items()}


def _in_turn(findings: Sequence[Finding]) -> list[Location]:
    """Every finding's first place before any second one."""
    most = max((len(finding.locations) for finding in findings), default=0)
    return list(dict.fromkeys(each for turn in range(most) for finding in findings for each in finding.locations[turn : turn + 1]))


def _named(finding: Finding, names: Mapping[Location, str]) -> Finding:
    return replace(finding, locations=tuple(replace(each, picture=names.get(each, "")) for each in finding.locations))


def _picture(page: Any, box: Box) -> bytes:
    width_pt, height_pt = page.get_size()
    shown = _surroundings(box, (width_pt, height_pt))
    scale = min(WIDTH_PX / (shown[2] - shown[0]), HEIGHT_PX / (shown[3] - shown[1]), LARGEST_SCALE)
    crop = (shown[0], height_pt - shown[3], width_pt - shown[2], shown[1])  # what is cut off: left, bottom, right, top
    bitmap = page.render(scale=scale, crop=crop, fill_color=(255, 255, 255, 255), rev_byteorder=True)
    image: Image.Image = bitmap.to_pil().convert("RGB")
    bitmap.close()
    left, top = shown[:2]
    _outline(image, tuple((value - start) * scale for value, start in zip(box, (left, top, left, top), strict=True)))
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=QUALITY, optimize=True)
    return buffer.getvalue()


def _surroundings(box: Box, page: tuple[float, float]) -> Box:
    """The place and what is round it, of a picture's shape as far as the page reaches."""
    margin = max(AROUND_PT, AROUND * max(box[2] - box[0], box[3] - box[1]))
    width, height = box[2] - box[0] + 2 * margin, box[3] - box[1] + 2 * margin
    width, height = max(width, height * WIDTH_PX / HEIGHT_PX), max(height, width * HEIGHT_PX / WIDTH_PX)
    left, right = _stretch((box[0] + box[2]) / 2, width, page[0])
    top, bottom = _stretch((box[1] + box[3]) / 2, height, page[1])
    return left, top, right, bottom


def _stretch(middle: float, length: float, most: float) -> tuple[float, float]:
    """So much of the page round the middle, pushed inwards where it would stick out."""
    length = min(length, most)
    start = min(max(0.0, middle - length / 2), most - length)
    return start, start + length


def _outline(image: Image.Image, box: tuple[float, ...]) -> None:
    """A frame round the place with a light rim, to be seen on any ground."""
    draw = ImageDraw.Draw(image)
    left, top, right, bottom = (round(value) for value in box)
    for grown, colour, width in ((5, HALO, 5), (4, OUTLINE, 3)):
        corners = (max(0, left - grown), max(0, top - grown), min(image.width - 1, right + grown), min(image.height - 1, bottom + grown))
        draw.rectangle(corners, outline=colour, width=width)
