"""Linked SVG files become a PDF page first (6.8). External references and entities are not followed."""

import io
import re
from functools import cache
from typing import Any, NamedTuple

from lxml import etree

MAX_BYTES = 20_000_000
# What svglib and reportlab raise on markup that makes no sense.
BROKEN = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError, OSError, AssertionError, MemoryError)


class UnreadableSvgError(Exception):
    """The bytes are no SVG we can draw; the reason is for a person."""


class SvgPage(NamedTuple):
    """The picture as a PDF of one page, and its place in the SVG's own units: content space (6.8)."""

    pdf: bytes
    left: float
    top: float
    width: float
    height: float


def to_pdf(data: bytes) -> SvgPage:
    """Draw an SVG on a page of its size.

    raises   UnreadableSvgError
    """
    if len(data) > MAX_BYTES:
        raise UnreadableSvgError("it is too large")
    box = _view_box(data)
    try:
        pdf, width, height = _drawn(data)
    except BROKEN as error:
        raise UnreadableSvgError("it is damaged") from error
    left, top, across, down = box or (0.0, 0.0, width / 0.75, height / 0.75)  # svglib takes a px for 0.75 pt
    return SvgPage(pdf, left, top, across, down)


def _drawn(data: bytes) -> tuple[bytes, float, float]:
    """A PDF of one page, with its width and height."""
    from reportlab.graphics import renderPDF  # here, because they take 0.15 s to import and few designs need them
    from reportlab.pdfgen.canvas import Canvas
    from svglib.svglib import svg2rlg

    new_canvas: Any = Canvas
    draw: Any = renderPDF.draw
    drawing: Any = svg2rlg(io.BytesIO(data), font_map=_standard_fonts())
    if drawing is None or drawing.width <= 0 or drawing.height <= 0:
        raise ValueError("no drawing")
    buffer = io.BytesIO()
    canvas = new_canvas(buffer, pagesize=(drawing.width, drawing.height), invariant=1)
    draw(drawing, canvas, 0, 0)
    canvas.save()
    return buffer.getvalue(), drawing.width, drawing.height


@cache
def _standard_fonts() -> Any:
    """The fourteen fonts that every PDF reader has. svglib would look for a file of the name that the SVG gives, and start fontconfig."""
    from svglib.fonts import FontMap

    class StandardFonts(FontMap):
        def register_font(self, font_family: str, font_path: str | None = None, *more: Any, **named: Any) -> tuple[str | None, bool]:
            return super().register_font(font_family, None, *more, **named) if font_path is None else (None, False)

        def use_fontconfig(self, *_asked: Any, **_named: Any) -> tuple[str | None, bool]:
            return None, False

    return StandardFonts()


def _view_box(data: bytes) -> tuple[float, float, float, float] | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableSvgError("it holds no SVG that can be read") from error
    numbers = re.findall(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?", str(root.get("viewBox", "")))
    if len(numbers) != 4 or float(numbers[2]) <= 0 or float(numbers[3]) <= 0:
        return None
    left, top, width, height = map(float, numbers)
    return left, top, width, height
