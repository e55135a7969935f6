"""Where a form's widgets are to be seen on its pages."""

from collections.abc import Iterable

import pikepdf

from documents.rendering.findings import MOST_LOCATIONS, Location
from documents.rendering.pdfform.appearance import box, entry, number
from documents.rendering.pdfform.reading import Spot

Sides = tuple[float, float, float, float]


def locations(spots: Iterable[Spot], pdf: pikepdf.Pdf) -> tuple[Location, ...]:
    """The first widgets, measured from the top left of the page as a reader turns it."""
    found: list[Location] = []
    for spot in spots:
        rectangle = box(entry(spot.widget, "/Rect"))
        if rectangle is not None and len(found) < MOST_LOCATIONS:
            found.append(Location(page=spot.page, box_pt=_shown(rectangle, pdf.pages[spot.page])))
    return tuple(found)


def _shown(rectangle: Sides, page: pikepdf.Page) -> Sides:
    """From user space (y up) to the page as it is shown: cropped, then turned clockwise (ISO 32000-1, 7.7.3.3)."""
    crop = [float(part) for part in page.cropbox]
    left, right = sorted((crop[0], crop[2]))
    bottom, top = sorted((crop[1], crop[3]))
    width, height = right - left, top - bottom
    x0, y0, x1, y1 = rectangle[0] - left, top - rectangle[3], rectangle[2] - left, top - rectangle[1]
    turns = int(number(page.obj.get("/Rotate", 0))) // 90 % 4
    turned = {
        0: (x0, y0, x1, y1),
        1: (height - y1, x0, height - y0, x1),
        2: (width - x1, height - y1, width - x0, height - y0),
        3: (y0, width - x1, y1, width - x0),
    }[turns]
    limits = (height, width) if turns % 2 else (width, height)
    (x0, y0, x1, y1), (most_x, most_y) = turned, limits
    return _within(x0, most_x), _within(y0, most_y), _within(x1, most_x), _within(y1, most_y)


def _within(value: float, most: float) -> float:
    return round(min(max(0.0, value), most), 2)
