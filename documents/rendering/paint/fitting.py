"""How a new picture stands in its frame (6.6), and QR codes."""

import segno

from documents.rendering.document import Box, Fitting, Matrix, Point
from documents.rendering.paint import geometry
from documents.rendering.paint.decoding import ORIENTATIONS
from documents.rendering.paint.syntax import concat, numbers

QUIET_ZONE = 4  # modules of paper round a QR code, as its standard wants


def placed(box: Box, size: Point, *, fitting: Fitting, align: Point, crop: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)) -> Box:
    """The box that a picture of this size (pt) takes in a frame's box."""
    left, top, right, bottom = box
    if fitting == "content-to-frame":
        left, top, right, bottom = left - crop[0], top - crop[1], right + crop[2], bottom + crop[3]
    width, height = right - left, bottom - top
    if size[0] <= 0 or size[1] <= 0:
        return left, top, right, bottom
    sx, sy = width / size[0], height / size[1]
    if fitting == "proportionally":
        sx = sy = min(sx, sy)
    elif fitting == "fill-proportionally":
        sx = sy = max(sx, sy)
    elif fitting in ("none", "frame-to-content"):
        sx = sy = 1.0
    w, h = size[0] * sx, size[1] * sy
    x, y = left + (width - w) * align[0], top + (height - h) * align[1]
    return x, y, x + w, y + h


def picture_operators(name: str, box: Box, *, orientation: int = 1) -> str:
    """Draw an image XObject into a box whose y grows down."""
    left, top, right, bottom = box
    into: Matrix = (right - left, 0, 0, top - bottom, left, bottom)
    return f"q {concat(geometry.multiply(ORIENTATIONS[orientation], into))}/{name} Do Q\n"


def qr_operators(text: str, box: Box, *, black: str) -> str:
    """A QR code as squares, its quiet zone inside the frame; black: operators that set their colour.

    raises   segno.DataOverflowError when no QR code holds that much
    """
    rows = [bytes(row) for row in segno.make_qr(text, error="m").matrix]
    left, top, right, bottom = box
    side = min(right - left, bottom - top) / (len(rows) + 2 * QUIET_ZONE)
    x0 = (left + right) / 2 - side * len(rows) / 2
    y0 = (top + bottom) / 2 - side * len(rows) / 2
    out = [f"{black}q {concat((side, 0, 0, side, x0, y0))}"]
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            end = x
            while end < len(row) and row[end]:
                end += 1
            if end > x:
                out.append(f"{numbers(x, y, end - x, 1)} re\n")
            x = max(end, x + 1)
    return "".join(out) + "f\nQ\n"
