"""What hides parts of elements: clips and masks."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pikepdf

from documents.rendering.curves import bounds
from documents.rendering.document import IDENTITY, Anchor, Box, Matrix, SubPath
from documents.rendering.paint import geometry
from documents.rendering.paint.svg import lettering
from documents.rendering.paint.svg.file import Canvas, concat, construction, numbers
from documents.rendering.paint.svg.reading import Node, inherited, length, size_of
from documents.rendering.paint.svg.shapes import SHAPES, paths_of
from documents.rendering.paint.svg.values import transform

if TYPE_CHECKING:
    from documents.rendering.paint.svg.painting import Painting

MAX_DEPTH = 20  # of what is used in what is used
REGION = {"x": "-10%", "y": "-10%", "width": "120%", "height": "120%"}
HOLDERS = ("g", "a", "use", "svg", "switch")


def clip(painting: "Painting", holder: Node, node: Node, style: dict[str, str], depth: int = 0) -> str:
    """Operators; a clip without shapes hides everything."""
    onto = IDENTITY
    if holder.get("clipPathUnits") == "objectBoundingBox":
        onto = _onto(box_of(painting, node, style)) or IDENTITY
    matrix = geometry.multiply(transform(holder.get("transform")), onto)
    shapes = list(_outlines(painting, holder, inherited(style, holder), matrix, 0))
    even = bool(shapes) and all(rule == "evenodd" for _, rule in shapes)
    above = painting.reference(holder.declared.get("clip-path", ""))
    first = clip(painting, above, node, style, depth + 1) if above is not None and depth < MAX_DEPTH else ""
    drawn = "".join(construction(paths) for paths, _ in shapes if paths) or "0 0 m h\n"
    return f"{first}{drawn}W{'*' if even else ''} n\n"


def mask(painting: "Painting", holder: Node, node: Node, style: dict[str, str], canvas: Canvas) -> pikepdf.Object:
    """What a mask shows, as a group: its brightness is what is seen."""
    inner, box = Canvas(canvas.seen()), box_of(painting, node, style)
    region: Box | None = None
    if holder.get("maskUnits") == "userSpaceOnUse":
        region = painting.place_of(holder, style, "100%") if set(REGION) <= set(holder.attributes) else None
    elif (onto := _onto(box)) is not None:
        x, y, width, height = (length(holder.get(name, default), of=1.0) for name, default in REGION.items())
        region = (onto[4] + x * onto[0], onto[5] + y * onto[3], width * onto[0], height * onto[3])
    if region is not None:
        inner.write(f"{numbers(*region)} re W n\n")
    if holder.get("maskContentUnits") == "objectBoundingBox":
        inner.matrix = _onto(box) or IDENTITY
        inner.write(concat(inner.matrix))
    painting.inside(holder, inner, inherited({}, holder))
    return painting.file.form(inner)


def box_of(painting: "Painting", node: Node, style: dict[str, str]) -> Box | None:
    """Of what an element draws, in its user space."""
    if node.tag == "image":
        x, y, width, height = painting.place_of(node, style, "0")
        return (x, y, x + width, y + height)
    unmoved = Node(node.tag, node.attributes, {**node.declared, "transform": ""}, node.text, node.tail, node.children)
    shapes = _outlines(painting, Node("g", {}, {}, children=[unmoved]), style, IDENTITY, 0)
    return geometry.union([box for paths, _ in shapes if (box := bounds(paths)) is not None])


def _onto(box: Box | None) -> Matrix | None:
    """The unit square onto a box."""
    return None if box is None else (box[2] - box[0], 0, 0, box[3] - box[1], box[0], box[1])


def _outlines(
    painting: "Painting", node: Node, style: dict[str, str], matrix: Matrix, depth: int
) -> Iterator[tuple[tuple[SubPath, ...], str]]:
    """Paths of what lies in an element, each with its rule."""
    for child in node.children if node.tag != "use" else [painting.named.get(node.href.removeprefix("#"))]:
        if child is None or depth > MAX_DEPTH:
            continue
        painting.count()
        own = inherited(style, child)
        if own.get("display") == "none":
            continue
        place = geometry.multiply(transform(own.get("transform", "")), matrix)
        if child.tag in SHAPES:
            yield _mapped(paths_of(child, *painting.view, size_of(own)), place), own.get("clip-rule", "nonzero")
        elif child.tag == "text":
            for each in lettering.placed(child, own, painting.faces, view=painting.view, lacks=painting.lacks):
                yield _mapped(each.paths, place), "nonzero"
        elif child.tag in HOLDERS:
            x, y, *_ = painting.place_of(child, own, "0")
            yield from _outlines(painting, child, own, geometry.multiply((1, 0, 0, 1, x, y), place), depth + 1)


def _mapped(paths: tuple[SubPath, ...], matrix: Matrix) -> tuple[SubPath, ...]:
    if matrix == IDENTITY:
        return paths

    def anchor(a: Anchor) -> Anchor:
        points = (geometry.apply(matrix, point) for point in ((a.x, a.y), (a.left_x, a.left_y), (a.right_x, a.right_y)))
        return Anchor(*(value for point in points for value in point))

    return tuple(SubPath(tuple(map(anchor, path.anchors)), path.closed) for path in paths)
