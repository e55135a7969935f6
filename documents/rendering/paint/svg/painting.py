"""Elements of an SVG onto a canvas, in the order in which they stand."""

from collections.abc import Mapping
from typing import Any

from pikepdf import Dictionary, Name

from documents.rendering.curves import bounds
from documents.rendering.document import Box, Matrix, SubPath
from documents.rendering.paint import geometry
from documents.rendering.paint.svg import images, lettering, markers, veils
from documents.rendering.paint.svg.file import Canvas, File, concat, construction, number, numbers
from documents.rendering.paint.svg.lettering import Faces
from documents.rendering.paint.svg.paints import Paint, Paints, Target
from documents.rendering.paint.svg.reading import Node, UnreadableSvgError, inherited, length, numbers_in, size_of
from documents.rendering.paint.svg.shapes import SHAPES, paths_of
from documents.rendering.paint.svg.values import fitted, transform, view_box

MAX_ELEMENTS = 100_000  # drawn ones: a symbol may be used many times
MAX_USES = 20  # of what is used in what is used
BLENDS = {
    name: "".join(part.capitalize() for part in name.split("-"))
    for name in (
        *("multiply", "screen", "overlay", "darken", "lighten", "color-dodge", "color-burn", "hard-light", "soft-light", "difference"),
        *("exclusion", "hue", "saturation", "color", "luminosity"),
    )
}
CAPS, JOINS = {"round": 1, "square": 2}, {"round": 1, "bevel": 2}
SILENT = frozenset(
    (
        *(
            "defs",
            "clipPath",
            "mask",
            "linearGradient",
            "radialGradient",
            "pattern",
            "marker",
            "filter",
            "symbol",
            "style",
            "title",
            "desc",
        ),
        *("metadata", "script", "stop", "namedview", "view", "cursor", "font", "font-face", "color-profile", "tspan", "pgf", "page"),
    )
)
ANIMATIONS = frozenset(("animate", "animateMotion", "animateTransform", "animateColor", "set"))


class Painting:
    """lacks: what is not drawn, as words for a person."""

    def __init__(self, root: Node, view: tuple[float, float], faces: Faces) -> None:
        self.file, self.lacks, self.view, self.faces = File(), set[str](), view, faces
        self.named: dict[str, Node] = {}
        for node in root.walk():
            self.named.setdefault(node.get("id"), node)
        self.named.pop("", None)
        self.paints = Paints(self.file, self.named, content=self.content, lacks=self.lacks)
        self._left = MAX_ELEMENTS
        self._used: list[Node] = []

    def content(self, node: Node, canvas: Canvas, style: dict[str, str] | None = None) -> None:
        """What an element holds."""
        style = style if style is not None else inherited({}, node)
        for child in node.children:
            self.element(child, style, canvas)

    def inside(self, node: Node, canvas: Canvas, style: dict[str, str]) -> None:
        """The same of what may hold itself."""
        if node not in self._used and len(self._used) < MAX_USES:
            self._used.append(node)
            self.content(node, canvas, style)
            self._used.pop()

    def count(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise UnreadableSvgError("its elements draw each other without end")

    def element(self, node: Node, above: dict[str, str], canvas: Canvas) -> None:
        self.count()
        if node.tag in SILENT or node.tag in ANIMATIONS or ":" in node.tag:
            return
        style = inherited(above, node)
        if style.get("display") == "none":
            return
        around = canvas.matrix
        own = transform(style.get("transform", ""))
        if geometry.inverse(own) is None:
            return
        canvas.write("q\n" + concat(own))
        canvas.matrix = geometry.multiply(own, around)
        self._grouped(node, style, canvas)
        canvas.write("Q\n")
        canvas.matrix = around

    def _grouped(self, node: Node, style: dict[str, str], canvas: Canvas) -> None:
        """With what concerns the element as a whole: its clip, mask, opacity and blend mode."""
        if style.get("filter", "none") != "none":
            self.lacks.add("filters (shadows, blurs and the like)")
        if (clip := self.reference(style.get("clip-path", ""))) is not None:
            canvas.write(veils.clip(self, clip, node, style))
        opacity = min(1.0, max(0.0, length(style.get("opacity", "1"), of=1.0)))
        blend = BLENDS.get(style.get("mix-blend-mode", ""), "Normal")
        mask = self.reference(style.get("mask", ""))
        if opacity >= 1 and blend == "Normal" and mask is None and style.get("isolation") != "isolate":
            self._drawn(node, style, canvas)
            return
        inner = Canvas(canvas.seen())
        self._drawn(node, style, inner)
        if not inner.out or opacity <= 0:
            return
        state: dict[str, Any] = {"ca": opacity, "CA": opacity, "BM": Name(f"/{blend}")}
        if mask is not None:
            state["SMask"] = Dictionary(S=Name.Luminosity, G=veils.mask(self, mask, node, style, canvas))
        canvas.write(f"{self.file.state(**state)}/{self.file.add('XObject', self.file.form(inner))} Do\n")

    def reference(self, text: str) -> Node | None:
        if not text.startswith("url("):
            return None
        return self.named.get(text[4:].partition(")")[0].strip(" \"'").removeprefix("#"))

    def _drawn(self, node: Node, style: dict[str, str], canvas: Canvas) -> None:
        match node.tag:
            case "g" | "a":
                self.content(node, canvas, style)
            case "switch":
                chosen = (child for child in node.children if child.tag != "foreignObject" and not child.get("requiredExtensions"))
                if (child := next(chosen, None)) is not None:
                    self.element(child, style, canvas)
            case "svg":
                self._nested(node, style, canvas, self.place_of(node, style, "100%"))
            case "use":
                self._use(node, style, canvas)
            case "image":
                self._image(node, style, canvas)
            case "text":
                self._text(node, style, canvas)
            case tag if tag in SHAPES:
                paths = paths_of(node, *self.view, size_of(style))
                self._shape(paths, style, canvas)
                if tag not in ("rect", "circle", "ellipse"):
                    markers.draw(self, paths, style, canvas)
            case "foreignObject":
                self.lacks.add("HTML within it")
            case tag:
                self.lacks.add(f"elements “{tag[:40]}”")

    def place_of(self, node: Node, style: dict[str, str], default: str) -> Box:
        """left, top, width, height"""
        x, y, width, height = (
            length(node.get(name, fallback), of=self.view[at % 2], size=size_of(style))
            for at, (name, fallback) in enumerate((("x", "0"), ("y", "0"), ("width", default), ("height", default)))
        )
        return x, y, width, height

    def _nested(self, node: Node, style: dict[str, str], canvas: Canvas, place: Box) -> None:
        """An inner SVG or a symbol, in its place."""
        if place[2] <= 0 or place[3] <= 0:
            return
        box = view_box(node.get("viewBox"))
        matrix = fitted(box, place, node.get("preserveAspectRatio")) if box else (1.0, 0.0, 0.0, 1.0, place[0], place[1])
        if style.get("overflow", "hidden") in ("hidden", "scroll"):
            canvas.write(f"{numbers(*place)} re W n\n")
        around, view = canvas.matrix, self.view
        canvas.write(concat(matrix))
        canvas.matrix = geometry.multiply(matrix, around)
        self.view = (box[2], box[3]) if box else (place[2], place[3])
        self.content(node, canvas, style)
        canvas.matrix, self.view = around, view

    def _use(self, node: Node, style: dict[str, str], canvas: Canvas) -> None:
        used = self.named.get(node.href.removeprefix("#")) if node.href.startswith("#") else None
        if used is None:
            if node.href and not node.href.startswith("#"):
                self.lacks.add("parts of other files")
            return
        if used in self._used or len(self._used) >= MAX_USES:
            return
        self._used.append(used)
        x, y, width, height = self.place_of(node, style, "100%")
        around = canvas.matrix
        move: Matrix = (1, 0, 0, 1, x, y)
        canvas.write(concat(move))
        canvas.matrix = geometry.multiply(move, around)
        if used.tag in ("symbol", "svg"):
            self._nested(used, inherited(style, used), canvas, (0.0, 0.0, width, height))
        else:
            self.element(used, style, canvas)
        canvas.matrix = around
        self._used.pop()

    def _shape(self, paths: tuple[SubPath, ...], style: dict[str, str], canvas: Canvas) -> None:
        if not paths or style.get("visibility", "visible") != "visible":
            return
        target = Target(bounds(paths), style, self.view)
        drawn = construction(paths)
        fill = self.paints.paint(style.get("fill", "black"), target, canvas, stroke=False)
        stroke = self._stroke(style, target, canvas)
        flat = target.box is None or target.box[0] == target.box[2] or target.box[1] == target.box[3]  # PDFium shows it as a hairline
        filled = "" if fill is None or flat else self._filled(fill, drawn, style)
        stroked = f"q {stroke}{drawn}S Q\n" if stroke else ""
        canvas.write(stroked + filled if style.get("paint-order", "normal").startswith("stroke") else filled + stroked)

    def _filled(self, fill: Paint, drawn: str, style: dict[str, str]) -> str:
        even = "*" if style.get("fill-rule") == "evenodd" else ""
        seen = self._seen_through(fill.alpha * _share(style, "fill-opacity"), fill.mask, "ca")
        if fill.shading:
            return f"q {seen}{drawn}W{even} n\n{fill.shading}Q\n"
        return f"q {seen}{fill.operators}{drawn}f{even} Q\n"

    def _seen_through(self, alpha: float, mask: str, key: str) -> str:
        return (self.file.state(**{key: alpha}) if alpha < 1 else "") + mask

    def _stroke(self, style: dict[str, str], target: Target, canvas: Canvas) -> str:
        """Operators that set it; "" where there is none."""
        diagonal = ((self.view[0] ** 2 + self.view[1] ** 2) / 2) ** 0.5
        width = length(style.get("stroke-width", "1"), of=diagonal, size=size_of(style))
        if width <= 0:
            return ""
        paint = self.paints.paint(style.get("stroke", "none"), target, canvas, stroke=True)
        if paint is None:
            return ""
        scale = 1.0
        if style.get("vector-effect") == "non-scaling-stroke":
            scale = 1 / max(1e-9, geometry.scale_of(canvas.matrix))
        dashes = [each * scale for each in numbers_in(style.get("stroke-dasharray", ""))]
        dash = ""
        if any(each > 0 for each in dashes) and min(dashes) >= 0:
            offset = length(style.get("stroke-dashoffset", "0"), of=diagonal) * scale
            dashes = dashes * 2 if len(dashes) % 2 else dashes
            dash = f"[{numbers(*dashes)}] {number(offset % sum(dashes))} d "
        limit = max(1.0, length(style.get("stroke-miterlimit", "4")))
        pen = f"{number(width * scale)} w {CAPS.get(style.get('stroke-linecap', ''), 0)} J "
        pen += f"{JOINS.get(style.get('stroke-linejoin', ''), 0)} j {number(limit)} M {dash}"
        alpha = paint.alpha * _share(style, "stroke-opacity")
        return f"{self._seen_through(alpha, paint.mask, 'CA')}{pen}{paint.operators}"

    def _text(self, node: Node, style: dict[str, str], canvas: Canvas) -> None:
        for each in lettering.placed(node, style, self.faces, view=self.view, lacks=self.lacks):
            self._shape(each.paths, each.style, canvas)

    def _image(self, node: Node, style: dict[str, str], canvas: Canvas) -> None:
        place = self.place_of(node, style, "0")
        data = images.data_of(node.href)
        if data is None:
            self.lacks.add("pictures in other files")
            return
        found = images.embedded(data, self.file)
        if found is None:
            self.lacks.add("pictures that cannot be read")
            return
        picture, width, height = found
        onto = place if place[2] > 0 and place[3] > 0 else (place[0], place[1], place[2] or width, place[3] or height)
        matrix = fitted((0.0, 0.0, width, height), onto, node.get("preserveAspectRatio"))
        turned = geometry.multiply((width, 0, 0, -height, 0, height), matrix)
        canvas.write(f"q {numbers(*onto)} re W n\n{concat(turned)}/{self.file.add('XObject', picture)} Do Q\n")


def _share(style: Mapping[str, str], name: str) -> float:
    return min(1.0, max(0.0, length(style.get(name, "1"), of=1.0)))
