"""A few words as outlines: no document has to carry a font for what stands beside its page."""

from typing import Any

from documents.rendering.fonts import Face
from documents.rendering.paint.syntax import numbers

Point = tuple[float, float]
LONGEST = 80


class _Pen:
    """Takes a glyph's outline in font units."""

    def __init__(self, scale: float) -> None:
        self.scale, self.x, self.out = scale, 0.0, list[str]()
        self._here: Point = (0.0, 0.0)

    def _at(self, *points: Point) -> str:
        return numbers(*(value for x, y in points for value in (x * self.scale + self.x, y * self.scale)))

    def moveTo(self, point: Point) -> None:  # noqa: N802 (the library's names)
        self.out.append(f"{self._at(point)} m")
        self._here = point

    def lineTo(self, point: Point) -> None:  # noqa: N802
        self.out.append(f"{self._at(point)} l")
        self._here = point

    def curveTo(self, one: Point, two: Point, end: Point) -> None:  # noqa: N802
        self.out.append(f"{self._at(one, two, end)} c")
        self._here = end

    def qCurveTo(self, handle: Point, end: Point) -> None:  # noqa: N802
        start = self._here
        one, two = ((p[0] + (handle[0] - p[0]) * 2 / 3, p[1] + (handle[1] - p[1]) * 2 / 3) for p in (start, end))
        self.curveTo(one, two, end)

    def closePath(self) -> None:  # noqa: N802
        self.out.append("h")


def outlines(text: str, face: Face, size_pt: float) -> str:
    """Operators that fill a line of text from the origin on, y up; what the font lacks is left out."""
    font: Any = face.hb_font
    pen = _Pen(size_pt / face.upem)
    for character in text[:LONGEST]:
        glyph = face.glyph(ord(character))
        if glyph is not None:
            font.draw_glyph_with_pen(glyph, pen)
            pen.x += face.advance(glyph) * size_pt
    return "\n".join([*pen.out, "f\n"]) if pen.out else ""
