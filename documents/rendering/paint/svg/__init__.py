"""Linked SVG files become a PDF page first (6.8). Other files are not opened, addresses not asked, scripts not run."""

from typing import NamedTuple

from documents.rendering.paint import geometry
from documents.rendering.paint.svg.file import Canvas, concat
from documents.rendering.paint.svg.lettering import Faces
from documents.rendering.paint.svg.painting import Painting
from documents.rendering.paint.svg.reading import UnreadableSvgError, inherited, length, parsed
from documents.rendering.paint.svg.values import view_box

__all__ = ["Faces", "SvgPage", "UnreadableSvgError", "to_pdf"]

# What markup that makes no sense raises.
BROKEN = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError, MemoryError)
WIDTH, HEIGHT = "300", "150"  # CSS's, of what does not say its size


class SvgPage(NamedTuple):
    """The picture as a PDF of one page, and its place in the SVG's own units: content space (6.8).

    lacks   what is not drawn, as words for a person
    """

    pdf: bytes
    left: float
    top: float
    width: float
    height: float
    lacks: tuple[str, ...] = ()


def to_pdf(data: bytes, faces: Faces) -> SvgPage:
    """Draw an SVG on a page of its size.

    raises   UnreadableSvgError
    """
    root = parsed(data)
    try:
        size = (length(root.get("width") or WIDTH, of=float(WIDTH)), length(root.get("height") or HEIGHT, of=float(HEIGHT)))
        left, top, width, height = view_box(root.get("viewBox")) or (0.0, 0.0, *size)
        if width <= 0 or height <= 0:
            raise UnreadableSvgError("it has no size")
        painting = Painting(root, (width, height), faces)
        canvas = Canvas((0.0, 0.0, width, height))
        canvas.matrix = geometry.multiply((1, 0, 0, 1, -left, -top), (1, 0, 0, -1, 0, height))
        canvas.write(concat(canvas.matrix))
        painting.content(root, canvas, inherited({}, root))
        return SvgPage(painting.file.written(canvas, width, height), left, top, width, height, tuple(sorted(painting.lacks)))
    except BROKEN as error:
        raise UnreadableSvgError("it is damaged") from error
