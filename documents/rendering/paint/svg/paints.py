"""What fills and strokes: colours, gradients, patterns."""

import itertools
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name

from documents.rendering.document import IDENTITY, Box, Matrix
from documents.rendering.paint import geometry
from documents.rendering.paint.svg.colours import Colour, colour
from documents.rendering.paint.svg.file import Canvas, File, concat, numbers
from documents.rendering.paint.svg.reading import Node, inherited, length
from documents.rendering.paint.svg.values import fitted, transform, view_box

MAX_LINKS = 12  # from a gradient to the one whose stops it has
GRADIENTS = ("linearGradient", "radialGradient")
BLACK = Colour(0.0, 0.0, 0.0)


class Paint(NamedTuple):
    """How to fill or stroke with it.

    operators   set it as a colour; alpha: of a plain one
    mask        operators that hide what a gradient lets be seen through
    shading     operators that paint a gradient within a clip: PDFium puts patterns within soft masks in the wrong place
    """

    operators: str
    alpha: float = 1.0
    mask: str = ""
    shading: str = ""


class Target(NamedTuple):
    """What is painted: its box and style, and the view that per cents count from."""

    box: Box | None
    style: Mapping[str, str]
    view: tuple[float, float]


Content = Callable[[Node, Canvas], None]


class Paints:
    """content: paints what an element holds, for patterns; lacks: what is not drawn."""

    def __init__(self, file: File, named: Mapping[str, Node], *, content: Content, lacks: set[str]) -> None:
        self.file, self.named, self.content, self.lacks = file, named, content, lacks
        self._open: set[str] = set()  # patterns that are being drawn

    def paint(self, text: str, target: Target, canvas: Canvas, *, stroke: bool) -> Paint | None:
        """None where nothing is painted."""
        if not text.startswith("url("):
            found = self._colour(text, target.style) if text != "none" else None
            return None if found is None else _plain(found, stroke=stroke)
        inside, _, fallback = text[4:].partition(")")
        server = self.named.get(inside.strip(" \"'").removeprefix("#"))
        if server is not None and server.tag in GRADIENTS:
            return self._gradient(server, target, canvas, stroke=stroke)
        if server is not None and server.tag == "pattern":
            return self._pattern(server, target, canvas, stroke=stroke)
        return self.paint(fallback.strip() or "none", target, canvas, stroke=stroke)

    def _colour(self, text: str, style: Mapping[str, str]) -> Colour | None:
        found = colour(text, style.get("color", "black"))
        if found is None and text:
            self.lacks.add(f"colours like “{text[:40]}”")
        return found

    def _chain(self, server: Node) -> list[Node]:
        """An element and those that it takes from what it does not say itself."""
        found = [server]
        while len(found) < MAX_LINKS and (above := self.named.get(found[-1].href.removeprefix("#"))) is not None and above not in found:
            found.append(above)
        return found

    def _gradient(self, server: Node, target: Target, canvas: Canvas, *, stroke: bool) -> Paint | None:
        chain = self._chain(server)
        stops = self._stops(next((each for each in chain if any(child.tag == "stop" for child in each.children)), server), target.style)
        if not stops:
            return None
        if len(stops) == 1:
            return _plain(stops[0][1], stroke=stroke)
        if _said(chain, "spreadMethod", "pad") != "pad":
            self.lacks.add("gradients that repeat")
        of_box = _said(chain, "gradientUnits", "objectBoundingBox") != "userSpaceOnUse"
        matrix = _onto(target.box) if of_box else IDENTITY
        if matrix is None:
            return None
        matrix = geometry.multiply(transform(_said(chain, "gradientTransform", "")), matrix)
        shape = _coordinates(server.tag, chain, (1.0, 1.0) if of_box else target.view)
        shading = Dictionary(**shape, ColorSpace=Name.DeviceRGB, Function=_ramp([(at, each[:3]) for at, each in stops]))
        mask = ""
        if any(each.alpha < 1 for _, each in stops):
            veil = Dictionary(**shape, ColorSpace=Name.DeviceGray, Function=_ramp([(at, (each.alpha,)) for at, each in stops]))
            mask = self._veil(veil, matrix, canvas)
        if not stroke:
            return Paint("", 1.0, mask, f"{concat(matrix)}/{self.file.add('Shading', shading)} sh\n")
        pattern = Dictionary(PatternType=2, Shading=shading, Matrix=Array([*geometry.multiply(matrix, canvas.matrix)]))
        return Paint(f"/Pattern CS /{self.file.add('Pattern', pattern)} SCN\n", 1.0, mask)

    def _stops(self, server: Node, style: Mapping[str, str]) -> list[tuple[float, Colour]]:
        found: list[tuple[float, Colour]] = []
        around = inherited(dict(style), server)
        for stop in server.children:
            if stop.tag != "stop":
                continue
            own = inherited(around, stop)
            shown = self._colour(own.get("stop-color", "black"), own) or BLACK
            opacity = min(1.0, max(0.0, length(own.get("stop-opacity", "1"), of=1.0)))
            at = min(1.0, max(found[-1][0] if found else 0.0, length(stop.get("offset", "0"), of=1.0)))
            found.append((at, shown._replace(alpha=shown.alpha * opacity)))
        return found

    def _veil(self, shading: Dictionary, matrix: Matrix, canvas: Canvas) -> str:
        """A mask in current user space: as bright as the ramp is opaque."""
        inner = Canvas(canvas.seen())
        inner.write(f"{concat(matrix)}/{self.file.add('Shading', shading)} sh\n")
        return self.file.state(SMask=Dictionary(S=Name.Luminosity, G=self.file.form(inner, space=Name.DeviceGray)))

    def _pattern(self, server: Node, target: Target, canvas: Canvas, *, stroke: bool) -> Paint | None:
        chain = self._chain(server)
        source = next((each for each in chain if each.children), server)
        onto = _onto(target.box)
        of_box = _said(chain, "patternUnits", "objectBoundingBox") != "userSpaceOnUse"
        view = (1.0, 1.0) if of_box else target.view
        x, y, width, height = (length(_said(chain, name, "0"), of=view[at % 2]) for at, name in enumerate(("x", "y", "width", "height")))
        if of_box:
            if onto is None or target.box is None:
                return None
            x, y = x * onto[0] + onto[4], y * onto[3] + onto[5]
            width, height = width * onto[0], height * onto[3]
        if width <= 0 or height <= 0 or server.get("id") in self._open:
            return None
        inner = Canvas((0.0, 0.0, width, height))
        box = view_box(_said(chain, "viewBox", ""))
        if box is not None:
            inner.matrix = fitted(box, (0, 0, width, height), _said(chain, "preserveAspectRatio", ""))
        elif _said(chain, "patternContentUnits", "userSpaceOnUse") == "objectBoundingBox" and onto is not None:
            inner.matrix = (onto[0], 0, 0, onto[3], 0, 0)
        else:
            inner.matrix = (1, 0, 0, 1, -x, -y)
        inner.write(concat(inner.matrix))
        self._open.add(server.get("id"))
        self.content(source, inner)
        self._open.discard(server.get("id"))
        place = geometry.multiply((1, 0, 0, 1, x, y), transform(_said(chain, "patternTransform", "")))
        entries = Dictionary(Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1, XStep=width, YStep=height)
        tile = self.file.pdf.make_stream(inner.content(), entries)
        tile.BBox, tile.Resources = Array([0, 0, width, height]), self.file.resources
        tile.Matrix = Array([*geometry.multiply(place, canvas.matrix)])
        return Paint(f"/Pattern {'CS' if stroke else 'cs'} /{self.file.add('Pattern', tile)} {'SCN' if stroke else 'scn'}\n")


def _plain(found: Colour, *, stroke: bool) -> Paint:
    return Paint(f"{numbers(*found[:3])} {'RG' if stroke else 'rg'}\n", found.alpha)


def _said(chain: list[Node], name: str, default: str) -> str:
    return next((each.attributes[name] for each in chain if name in each.attributes), default)


def _onto(box: Box | None) -> Matrix | None:
    """The unit square onto a box; None where it has no area."""
    if box is None or box[2] <= box[0] or box[3] <= box[1]:
        return None
    return (box[2] - box[0], 0, 0, box[3] - box[1], box[0], box[1])


def _coordinates(tag: str, chain: list[Node], view: tuple[float, float]) -> dict[str, Any]:
    def of(name: str, default: str, side: float) -> float:
        return length(_said(chain, name, default), of=side)

    width, height = view
    if tag == "linearGradient":
        coordinates = [of("x1", "0%", width), of("y1", "0%", height), of("x2", "100%", width), of("y2", "0%", height)]
        return {"ShadingType": 2, "Coords": Array(coordinates), "Extend": Array([True, True])}
    cx, cy, radius = of("cx", "50%", width), of("cy", "50%", height), of("r", "50%", ((width**2 + height**2) / 2) ** 0.5)
    fx, fy = of("fx", str(cx), width), of("fy", str(cy), height)
    coordinates = [fx, fy, of("fr", "0", width), cx, cy, radius]
    return {"ShadingType": 3, "Coords": Array(coordinates), "Extend": Array([True, True])}


def _ramp(stops: list[tuple[float, tuple[float, ...]]]) -> pikepdf.Dictionary:
    """From stop to stop; before the first and after the last, theirs."""
    stops = [(0.0, stops[0][1]), *stops, (1.0, stops[-1][1])]
    pairs = [(one, two) for one, two in itertools.pairwise(stops) if two[0] > one[0]]
    pieces = [Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([*one[1]]), C1=Array([*two[1]]), N=1) for one, two in pairs]
    if len(pieces) == 1:
        return pieces[0]
    bounds = [two[0] for _, two in pairs[:-1]]
    encode = Array([0, 1] * len(pieces))
    return Dictionary(FunctionType=3, Domain=Array([0, 1]), Functions=Array(pieces), Bounds=Array(bounds), Encode=encode)
