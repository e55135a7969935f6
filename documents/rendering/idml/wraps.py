"""Text wrap: the areas that items keep free of text (composition.md 54-56)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from documents.rendering.curves import bounds
from documents.rendering.document import IDENTITY, Matrix, Point
from documents.rendering.idml.attributes import Element, Values, children, flag, matrix, number, word
from documents.rendering.idml.designmap import Layer
from documents.rendering.idml.frames import TextFrame
from documents.rendering.idml.geometry import (
    box_of,
    corners_of,
    flattened,
    inverse,
    moved,
    moved_box,
    outset,
    overlap,
    paths,
)
from documents.rendering.idml.notes import Notes
from documents.rendering.idml.objectstyles import ObjectStyles
from documents.rendering.idml.pageitems import element_paths
from documents.rendering.idml.placed import GRAPHICS, graphic_bounds
from documents.rendering.idml.strokes import outside_part, stroke
from documents.rendering.idml.swatches import Palette
from documents.rendering.text.model import Wrap

MODES: dict[str, Literal["around", "jump", "next-column"]] = {
    "BoundingBoxTextWrap": "around",
    "Contour": "around",
    "JumpObjectTextWrap": "jump",
    "NextColumnTextWrap": "next-column",
}
PICTURES_EDGES = ("DetectEdges", "AlphaChannel", "PhotoshopPath", "SelectSubject")
SIDES: dict[str, Literal["left", "right", "largest"]] = {"LeftSide": "left", "RightSide": "right", "LargestArea": "largest"}


@dataclass(frozen=True, slots=True)
class Wrapper:
    """An item that keeps text away, in spread coordinates. order: its place in the stack, bottom first."""

    element: Element
    polygons: tuple[tuple[Point, ...], ...]
    mode: Literal["around", "jump", "next-column"]
    side: str
    order: int
    of_master: bool
    only_master: bool

    def around(self, to_frame: Matrix, *, right_page: bool) -> Iterator[Wrap]:
        """Its areas in a frame's coordinates."""
        for polygon in self.polygons:
            yield Wrap(tuple(moved(point, to_frame) for point in polygon), self.mode, _side(self.side, right_page))


class WrapReader:
    def __init__(self, *, palette: Palette, styles: ObjectStyles, layers: Mapping[str, Layer], notes: Notes) -> None:
        self._palette, self._styles, self._layers, self._notes = palette, styles, layers, notes

    def wrappers(self, element: Element, place: Matrix, *, order: int, of_master: bool) -> Iterator[Wrapper]:
        """The areas of an item and of what is placed in it, where a wrap acts.

        A hidden item's wrap does not act, a hidden layer's does unless it says otherwise.
        """
        self._notes.inside = (element.get("Self", ""),)
        layer = self._layers.get(element.get("ItemLayer", ""))
        if element.get("Visible") == "false" or (layer is not None and not layer.wraps):
            return
        for each in (element, *(child for child in children(element) if child.tag in GRAPHICS and child.get("Visible") != "false")):
            wrapper = self._wrapper(element, each, place, order=order, of_master=of_master)
            if wrapper is not None:
                yield wrapper

    def _wrapper(self, element: Element, wrapped: Element, place: Matrix, *, order: int, of_master: bool) -> Wrapper | None:
        """wrapped: the item itself, or the graphic in it."""
        settings = self._styles.settings(wrapped, "TextWrapPreference")
        mode = MODES.get(word(settings.get("TextWrapMode")))
        if mode is None:
            return None
        if flag(settings.get("Inverse")):
            self._notes.not_drawn("inverse wrap")
            return None
        polygons = self._polygons(wrapped, settings)
        if not polygons:
            return None
        return Wrapper(
            element=element,
            polygons=tuple(tuple(moved(point, place) for point in polygon) for polygon in polygons),
            mode=mode,
            side=word(settings.get("TextWrapSide"), "BothSides"),
            order=order,
            of_master=of_master,
            only_master=flag(settings.get("ApplyToMasterPageOnly")),
        )

    def _polygons(self, element: Element, settings: Values) -> list[tuple[Point, ...]]:
        own = element.find("TextWrapPreference")
        edited = paths(own) if own is not None else ()
        inside = matrix(element.get("ItemTransform")) if element.tag in GRAPHICS else IDENTITY
        if edited:  # drawn by hand in InDesign: offsets are in it
            return [tuple(moved(point, inside) for point in flattened(path)) for path in edited if len(path.anchors) > 2]
        offset = settings.get("TextWrapOffset")
        top, left, bottom, right = (
            (number(offset.get(side)) for side in ("Top", "Left", "Bottom", "Right"))
            if offset is not None and not isinstance(offset, str)
            else (0.0, 0.0, 0.0, 0.0)
        )
        if element.tag in GRAPHICS:
            line, shapes = 0.0, _seen(element, inside)
        else:
            line = outside_part(stroke(self._styles.values(element), self._palette)) if element.tag != "Group" else 0.0
            shapes = [[moved(point, inner) for point in flattened(path)] for path, inner in element_paths(element)]
        if settings.get("TextWrapMode") == "Contour":
            contour = own.find("ContourOption") if own is not None else None
            if contour is not None and contour.get("ContourType") in PICTURES_EDGES:
                self._notes.not_drawn("contour wrap")
            return [outset(shape, line + top) for shape in shapes if len(shape) > 2]
        box = box_of(point for shape in shapes for point in shape)
        if box is None:
            return []
        return [tuple(corners_of((box[0] - line - left, box[1] - line - top, box[2] + line + right, box[3] + line + bottom)))]


def wraps_of(frame: TextFrame, wrappers: Iterable[Wrapper], *, order: int, of_master: bool, from_above_only: bool) -> tuple[Wrap, ...]:
    """The areas that this frame's text avoids, in its own coordinates. Items inside it, and those it lies in, do not count."""
    back = inverse(frame.matrix)
    shapes = [moved_box(box, frame.matrix) for path in paths(frame.element) if (box := box_of(flattened(path))) is not None]
    if back is None or not shapes:
        return ()
    family = {frame.element, *frame.element.iterancestors(), *frame.element.iterdescendants()}
    found: list[Wrap] = []
    for wrapper in wrappers:
        if wrapper.element in family or (of_master and not wrapper.of_master) or (wrapper.only_master and not of_master):
            continue
        if from_above_only and wrapper.order < order:
            continue
        for polygon in wrapper.polygons:
            area = box_of(polygon)
            if area is not None and any(overlap(area, shape) for shape in shapes):
                found.append(Wrap(tuple(moved(point, back) for point in polygon), wrapper.mode, _side(wrapper.side, frame.page.right)))
    return tuple(found)


def _seen(graphic: Element, inside: Matrix) -> list[list[Point]]:
    """The box of what its frame shows of a graphic: a title beside a picture that is cropped there stands in InDesign."""
    left, top, right, bottom = moved_box(graphic_bounds(graphic), inside)
    frame = graphic.getparent()
    outer = bounds(paths(frame)) if frame is not None else None
    if outer is not None:
        left, top, right, bottom = max(left, outer[0]), max(top, outer[1]), min(right, outer[2]), min(bottom, outer[3])
    return [corners_of((left, top, right, bottom))] if left < right and top < bottom else []


def _side(word: str, right_page: bool) -> Literal["both", "left", "right", "largest"]:
    """Which side of the object text may stand on; the spine is left of a right page."""
    if word == "SideTowardsSpine":
        return "left" if right_page else "right"
    if word == "SideAwayFromSpine":
        return "right" if right_page else "left"
    return SIDES.get(word, "both")
