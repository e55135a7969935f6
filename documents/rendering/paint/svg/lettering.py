"""Text of an SVG, as outlines: its fonts are those of the design, and the file needs none."""

import re
from collections.abc import Iterator
from typing import NamedTuple, Protocol

import uharfbuzz as hb

from documents.rendering.document import Anchor, SubPath
from documents.rendering.fonts import Face
from documents.rendering.paint.svg.reading import Node, inherited, length, size_of

GENERIC = {"sans-serif": "Arial", "serif": "Times New Roman", "monospace": "Courier New", "system-ui": "Arial", "": "Arial"}
BOLD, LIGHT = 600, 350  # of CSS's weights
ANCHORS = {"middle": 0.5, "end": 1.0}
SHIFTS = {"middle": 0.5, "central": 0.5, "hanging": 0.8, "text-before-edge": 1.0, "text-after-edge": -0.2}


class Faces(Protocol):
    """Where fonts come from; the second is why it is not the one that was asked for."""

    def __call__(self, family: str, style: str) -> tuple[Face, str]: ...


class Run(NamedTuple):
    """A piece of text with one style, at its place. chunk: runs of one number are aligned together."""

    text: str
    style: dict[str, str]
    node: Node
    x: float | None
    y: float | None
    dx: float
    dy: float


class Placed(NamedTuple):
    paths: tuple[SubPath, ...]
    style: dict[str, str]
    node: Node


def placed(node: Node, style: dict[str, str], faces: Faces, *, view: tuple[float, float], lacks: set[str]) -> list[Placed]:
    """A text element's letters."""
    runs = list(_runs(node, style, view, lacks, first=True))
    return [each for chunk in _chunks(runs) for each in _set(chunk, faces, lacks)]


def _runs(node: Node, style: dict[str, str], view: tuple[float, float], lacks: set[str], *, first: bool = False) -> Iterator[Run]:
    lists = {name: node.get(name).replace(",", " ").split() for name in ("x", "y", "dx", "dy")}
    if node.tag == "textPath":
        lacks.add("text on a path")
        return
    if "textLength" in node.attributes or lists_too_long(lists) or "rotate" in node.attributes:
        lacks.add("letters placed one by one")
    at = {name: length(values[0], of=view[name in ("y", "dy")], size=size_of(style)) for name, values in lists.items() if values}
    x, y = at.get("x", 0.0 if first else None), at.get("y", 0.0 if first else None)
    dx, dy = at.get("dx", 0.0), at.get("dy", 0.0)
    yield Run(_spaced(node.text), style, node, x, y, dx, dy)
    for child in node.children:
        if child.tag in ("tspan", "textPath", "a") and child.declared.get("display") != "none":
            yield from _runs(child, inherited(style, child), view, lacks)
        if child.tail:
            yield Run(_spaced(child.tail), style, node, None, None, 0.0, 0.0)


def lists_too_long(lists: dict[str, list[str]]) -> bool:
    return any(len(values) > 1 for values in lists.values())


def _spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _chunks(runs: list[Run]) -> list[list[Run]]:
    """What begins at a place of its own is aligned for itself."""
    chunks: list[list[Run]] = []
    for run in runs:
        if run.x is not None or run.y is not None or not chunks:
            chunks.append([])
        chunks[-1].append(run)
    return chunks


def _set(chunk: list[Run], faces: Faces, lacks: set[str], *, start: tuple[float, float] = (0.0, 0.0)) -> list[Placed]:
    x, y = chunk[0].x if chunk[0].x is not None else start[0], chunk[0].y if chunk[0].y is not None else start[1]
    texts = [run.text for run in chunk]
    if any(text.strip() for text in texts):
        first = next(index for index, text in enumerate(texts) if text.strip())
        last = max(index for index, text in enumerate(texts) if text.strip())
        texts = ["" if not first <= index <= last else text for index, text in enumerate(texts)]
        texts[first], texts[last] = texts[first].lstrip(), (texts[last] if first != last else texts[last].lstrip()).rstrip()
    pieces, pen = [], 0.0
    for run, text in zip(chunk, texts, strict=True):
        pen, y = pen + run.dx, y + run.dy
        paths, width = _letters(text, run.style, faces, lacks)
        shift = SHIFTS.get(run.style.get("dominant-baseline", ""), 0.0) * 0.7 * size_of(run.style)
        pieces.append((paths, pen, y + shift, run))
        pen += width
    offset = x - pen * ANCHORS.get(chunk[0].style.get("text-anchor", "start"), 0.0)
    return [Placed(_moved(paths, offset + at, down), run.style, run.node) for paths, at, down, run in pieces if paths]


def _moved(paths: list[SubPath], x: float, y: float) -> tuple[SubPath, ...]:
    def anchor(a: Anchor) -> Anchor:
        return Anchor(a.x + x, a.y + y, a.left_x + x, a.left_y + y, a.right_x + x, a.right_y + y)

    return tuple(SubPath(tuple(map(anchor, path.anchors)), path.closed) for path in paths)


def _letters(text: str, style: dict[str, str], faces: Faces, lacks: set[str]) -> tuple[list[SubPath], float]:
    """Outlines from the origin on, y down, and how far they reach."""
    if not text:
        return [], 0.0
    family = next((part.strip(" \"'") for part in style.get("font-family", "").split(",") if part.strip()), "")
    face, instead = faces(GENERIC.get(family, family), _style_name(style))
    if instead:
        lacks.add(instead)
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(face.hb_font, buffer)
    size = size_of(style)
    scale, spacing = size / face.upem, length(style.get("letter-spacing", "0"), size=size)
    pen, x, y = _GlyphPen(scale), 0.0, 0.0
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        if info.codepoint == 0:
            lacks.add(f"letters that {face.family} lacks")
        pen.origin = (x + position.x_offset * scale, y - position.y_offset * scale)
        font: hb.Font = face.hb_font
        font.draw_glyph_with_pen(info.codepoint, pen)
        x, y = x + position.x_advance * scale + spacing, y - position.y_advance * scale
    return pen.paths, x


def _style_name(style: dict[str, str]) -> str:
    weight = style.get("font-weight", "normal")
    number = float(weight) if weight.isdigit() else 700.0 if weight.startswith("bold") else 400.0
    parts = ["Bold" if number >= BOLD else "Light" if number <= LIGHT else ""]
    parts.append("Italic" if style.get("font-style", "normal") in ("italic", "oblique") else "")
    return " ".join(part for part in parts if part) or "Regular"


class _GlyphPen:
    """Takes a glyph's outline in font units."""

    def __init__(self, scale: float) -> None:
        self.scale, self.origin = scale, (0.0, 0.0)
        self.paths: list[SubPath] = []
        self._anchors: list[Anchor] = []

    def _at(self, point: tuple[float, float]) -> tuple[float, float]:
        return point[0] * self.scale + self.origin[0], self.origin[1] - point[1] * self.scale

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802 (the library's names)
        x, y = self._at(point)
        self._anchors = [Anchor(x, y, x, y, x, y)]

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        x, y = self._at(point)
        self._anchors.append(Anchor(x, y, x, y, x, y))

    def curveTo(self, one: tuple[float, float], two: tuple[float, float], end: tuple[float, float]) -> None:  # noqa: N802
        self._curve(self._at(one), self._at(two), self._at(end))

    def qCurveTo(self, handle: tuple[float, float], end: tuple[float, float]) -> None:  # noqa: N802
        last = self._anchors[-1]
        middle, end = self._at(handle), self._at(end)
        one, two = (((px + 2 * middle[0]) / 3, (py + 2 * middle[1]) / 3) for px, py in ((last.x, last.y), end))
        self._curve(one, two, end)

    def _curve(self, one: tuple[float, float], two: tuple[float, float], end: tuple[float, float]) -> None:
        last = self._anchors[-1]
        self._anchors[-1] = Anchor(last.x, last.y, last.left_x, last.left_y, *one)
        self._anchors.append(Anchor(*end, *two, *end))

    def closePath(self) -> None:  # noqa: N802
        if self._anchors:
            self.paths.append(SubPath(tuple(self._anchors), closed=True))
