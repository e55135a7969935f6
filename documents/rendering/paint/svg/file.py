"""The one-page PDF that an SVG becomes: operators, and the resources that all of them share."""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

from documents.rendering.document import IDENTITY, Box, Matrix, SubPath
from documents.rendering.paint import geometry

KINDS = {"ExtGState": "G", "XObject": "X", "Pattern": "P", "Shading": "S"}


def number(value: float) -> str:
    """Six decimals: a view box may be a unit wide."""
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    return text if text not in ("-0", "") and text[-1:] not in ("n", "f") else "0"


def numbers(*values: float) -> str:
    return " ".join(map(number, values))


def concat(matrix: Matrix) -> str:
    return "" if matrix == IDENTITY else f"{numbers(*matrix)} cm\n"


def construction(paths: tuple[SubPath, ...]) -> str:
    """Path operators. What is straight is a line: PDFium clips strokes with patterns by the ends of their lines."""
    return "\n".join(each for path in paths for each in _constructed(path)) + "\n"


def _constructed(path: SubPath) -> Iterator[str]:
    yield f"{numbers(path.anchors[0].x, path.anchors[0].y)} m"
    for cubic in geometry.segments(path):
        yield f"{numbers(*cubic[3])} l" if geometry.is_straight(cubic) else f"{numbers(*cubic[1], *cubic[2], *cubic[3])} c"
    if path.closed:
        yield "h"


class Canvas:
    """Operators of the page, a form or a pattern.

    matrix   current user space -> the space that they began in: shadings count from there
    page     what of that space can be seen
    """

    def __init__(self, page: Box, matrix: Matrix = IDENTITY) -> None:
        self.page, self.matrix = page, matrix
        self.out: list[str] = []

    def write(self, operators: str) -> None:
        self.out.append(operators)

    def content(self) -> bytes:
        return "".join(self.out).encode("ascii")

    def seen(self) -> Box:
        """What can be seen, in current user space."""
        back = geometry.inverse(self.matrix)
        return geometry.transformed(self.page, back) if back else self.page


class File:
    def __init__(self) -> None:
        self.pdf = pikepdf.new()
        self.resources = self.pdf.make_indirect(Dictionary({f"/{kind}": Dictionary() for kind in KINDS}))
        self._names: dict[tuple[str, bytes], str] = {}

    def add(self, kind: str, thing: pikepdf.Object) -> str:
        """Its name; the same direct object has the same one."""
        key = (kind, thing.unparse())
        if key not in self._names or thing.is_indirect:
            entries = self.resources[f"/{kind}"]
            self._names[key] = f"{KINDS[kind]}{len(entries.keys())}"
            entries[f"/{self._names[key]}"] = thing
        return self._names[key]

    def state(self, **entries: Any) -> str:
        """The operator that sets it."""
        return f"/{self.add('ExtGState', Dictionary(**entries))} gs "

    def form(self, canvas: Canvas, *, space: Name = Name.DeviceRGB) -> pikepdf.Stream:
        """What is on a canvas, as a group of its own."""
        form = self.pdf.make_stream(canvas.content(), Type=Name.XObject, Subtype=Name.Form, Resources=self.resources)
        left, top, right, bottom = canvas.page
        form.BBox = pikepdf.Array([left, top, right, bottom])
        form.Group = Dictionary(S=Name.Transparency, CS=space, I=True)
        return form

    def written(self, canvas: Canvas, width: float, height: float) -> bytes:
        page = self.pdf.add_blank_page()
        page.obj.MediaBox = pikepdf.Array([0, 0, width, height])  # of any size: a view box may have 50,000 units
        page.obj.Resources = self.resources
        page.obj.Contents = self.pdf.make_stream(canvas.content())
        if len(self.resources.ExtGState.keys()):
            page.obj.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
        out = io.BytesIO()
        self.pdf.save(out, static_id=True)
        return out.getvalue()
