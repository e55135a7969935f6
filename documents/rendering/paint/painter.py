"""Page items onto a canvas: fill, content, text, stroke, in this order (1.14); transparency as forms (5.1)."""

from typing import Any

import msgspec

from documents.rendering.document import IDENTITY, Box, Document, Item, StrokeFormat, SubPath, Transparency
from documents.rendering.paint import extent, geometry, outline, strokes
from documents.rendering.paint.annotations import annotation
from documents.rendering.paint.assets import Assets
from documents.rendering.paint.canvas import ANYWHERE, Canvas, Place
from documents.rendering.paint.destinations import Destinations
from documents.rendering.paint.inking import Inking
from documents.rendering.paint.notdrawn import WHITE_OVERPRINTS, NotDrawn
from documents.rendering.paint.placing import Placing
from documents.rendering.paint.program import GrowingPiece, TextPiece
from documents.rendering.paint.resources import Colours, Resources
from documents.rendering.paint.syntax import Objects, concat
from documents.rendering.paint.tagging import ARTIFACT, Inline, Tagging
from documents.rendering.paint.transparent import Paint, Part, Transparent
from documents.rendering.paint.typesetting import Typesetting, box_of
from documents.rendering.text.model import Ink


class Painter:
    """Collects what does not lie on a canvas: forms with pieces, links, findings."""

    def __init__(
        self, document: Document, *, objects: Objects, resources: Resources, colours: Colours, assets: Assets, typesetting: Typesetting
    ) -> None:
        self.document, self.objects, self.resources = document, objects, resources
        self.colours, self.assets, self.typesetting = colours, assets, typesetting
        self.inking = Inking(colours=colours, resources=resources, styles=document.stroke_styles)
        self.tagging = Tagging(document, objects)
        self.destinations = Destinations(document, objects)
        self.not_drawn = NotDrawn(document)
        self.miss = self.not_drawn.note
        self.transparent = Transparent(
            document, objects=objects, resources=resources, colours=colours, tagging=self.tagging, not_drawn=self.not_drawn, rgb=assets.rgb
        )
        self.placing = Placing(assets, self.transparent)
        self.inks: list[Ink] = []  # of frames that each document paints
        self.annotations: dict[int, list[int]] = {}  # of each page
        self.anchored: dict[str, str] = {}
        self._transparent_anchored: set[str] = set()
        self._anchoring: set[str] = set()

    def item(self, item: Item, canvas: Canvas, place: Place) -> None:
        """One item with everything in it; the canvas is in the coordinates of its parent."""
        opening = self.tagging.opening(item, place)
        if opening:
            canvas.write(opening)
            self._item(item, canvas, place.unmarked())
            canvas.write("EMC\n")
        else:
            self._item(item, canvas, place)

    def _item(self, item: Item, canvas: Canvas, place: Place) -> None:
        look = item.transparency
        on_object = tuple(effect for effect in look.effects if effect.target == "object")
        if not on_object and look.opacity >= 1 and look.blend == "Normal":
            self._paint(item, canvas, place)
        elif (box := extent.reach(item, self.document.frames)) is not None:
            own = geometry.transformed(extent.own_box(item) or box, item.matrix)
            look = msgspec.structs.replace(look, effects=on_object)
            self.transparent.paint(Part(lambda c, p: self._paint(item, c, p), look, box, own, bool(item.fill)), canvas, place)

    def _paint(self, item: Item, canvas: Canvas, place: Place) -> None:
        inside = place.inside(item.matrix)
        canvas.write("q " + concat(item.matrix))
        if item.kind == "group":
            for child in item.children:
                self.item(child, canvas, inside)
        else:
            self._paint_frame(item, canvas, inside)
        canvas.write("Q\n")
        if item.link and inside.number is not None and (box := self._link_box(item)):
            self._link(inside.number, geometry.transformed(box, inside.page), item.link, item=item.id)

    def _link_box(self, item: Item) -> Box | None:
        if item.kind == "group":
            return geometry.union([b for child in item.children if (b := extent.visible(child))])
        return extent.own_box(item)

    def _paint_frame(self, item: Item, canvas: Canvas, place: Place) -> None:
        paths = outline.with_corners(item)
        if item.corners and any(corner.option == "FancyCorner" for corner in item.corners):
            self.miss("fancy corners (drawn as inverse rounded ones)", place, extent.own_box(item))
        stroke = item.stroke if item.stroke and item.stroke.weight_pt > 0 and self.colours.paints(item.stroke.ink) else None
        aligned = strokes.aligned(paths, stroke)
        if any(self.colours.vanishes(ink) for ink in (item.fill, stroke and stroke.ink) if ink):
            self.miss(WHITE_OVERPRINTS, place, extent.own_box(item))
        if self._grows(item):
            self._paint_growing(item, stroke, aligned, canvas, place)
            return
        if item.frame in self.typesetting.grown:
            aligned = outline.stretched(aligned, *self.typesetting.grown[item.frame])
        if item.fill:
            self._part(item, "fill", lambda c, _: c.write(self.inking.fill(item.fill, item.fill_vector, aligned)), canvas, place)
        if item.graphic or item.picture or item.children or item.frame:
            self._part(item, "content", lambda c, p: self._inside(item, paths, c, p), canvas, place)
        if stroke:
            if self.inking.style(stroke).kind == "other":
                self.miss(f"the stroke type {self.inking.style(stroke).name} (drawn solid)", place, extent.own_box(item))
            self._part(item, "stroke", lambda c, p: c.write(self.inking.stroke(stroke, aligned, p)), canvas, place)

    def _grows(self, item: Item) -> bool:
        """Whether a field's value may change the size of a frame that shows it."""
        frame = self.document.frames.get(item.frame or "")
        return frame is not None and frame.auto_size != "off" and frame.id in self.typesetting.dynamic_frames

    def _paint_growing(self, item: Item, stroke: StrokeFormat | None, paths: tuple[SubPath, ...], canvas: Canvas, place: Place) -> None:
        """A frame whose fill and stroke each document paints, in the size that its text has there."""
        frame = self.document.frames[str(item.frame)]
        box = box_of(frame)

        def piece(ink: Ink, place: Place, **more: Any) -> GrowingPiece:
            own = self.inking.text([ink] if self.colours.gradient(ink) else [], frame, place)
            self.inks.append(ink)
            return GrowingPiece(frame=frame.id, box=box, paths=paths, fills=dict(own.fills), strokes=dict(own.strokes), **more)

        if item.fill:
            fill = item.fill
            self._part(item, "fill", lambda c, p: c.add(piece(fill, p, fill=fill)), canvas, place)
        self._part(item, "content", lambda c, p: self._inside(item, paths, c, p), canvas, place)
        if stroke:
            self.inks += [stroke.gap_ink] if stroke.gap_ink else []
            style = self.inking.style(stroke)
            self._part(item, "stroke", lambda c, p: c.add(piece(stroke.ink, p, stroke=stroke, style=style)), canvas, place)

    def _part(self, item: Item, target: str, paint: Paint, canvas: Canvas, place: Place) -> None:
        """The fill, the content or the stroke, with the effects it has for itself (5.2)."""
        look = _look_of_part(item.transparency, target)
        opening = ""
        if place.marked and target != "content":
            opening, place = ARTIFACT, place.unmarked()
        canvas.write(opening)
        box = extent.reach(msgspec.structs.replace(item, matrix=IDENTITY), self.document.frames) if look else None
        if box is None or look is None:
            paint(canvas, place)
        else:
            self.transparent.paint(Part(paint, look, box, extent.own_box(item) or box, target == "fill"), canvas, place)
        canvas.write("EMC\n" if opening else "")

    def _inside(self, item: Item, paths: tuple[SubPath, ...], canvas: Canvas, place: Place) -> None:
        if item.graphic or item.picture or item.children:
            self._content(item, paths, canvas, place)
        if item.frame:
            self._text(item.frame, canvas, place)

    def _content(self, item: Item, paths: tuple[SubPath, ...], canvas: Canvas, place: Place) -> None:
        """What a frame holds, clipped by its path (1.13); a picture whose frame fits itself to it stays whole."""
        clip = f"{outline.operators(paths)}W n\n"
        if item.picture and item.picture.fitting == "frame-to-content":
            canvas.write("q ")
            self.placing.picture(item, item.picture, canvas, place, clip=clip)
            canvas.write("Q\n")
        canvas.write(f"q {clip}")
        if item.picture and item.picture.fitting != "frame-to-content":
            self.placing.picture(item, item.picture, canvas, place)
        elif item.graphic:
            opening = self.tagging.whole("Figure", item, place)
            canvas.write(opening)
            self.placing.graphic(item.graphic, canvas, place)
            canvas.write("EMC\n" if opening else "")
        for child in item.children:
            self.item(child, canvas, place)
        canvas.write("Q\n")

    def _text(self, frame: str, canvas: Canvas, place: Place) -> None:
        own = self.inking.text(self.typesetting.gradients.get(frame, []), self.document.frames.get(frame), place)
        tags = self.tagging.lines(frame, place)
        if place.number is not None:
            self.destinations.frames.setdefault(frame, (place.number, place.page))
        if frame in self.typesetting.dynamic_frames:
            page, fills, strokes = (-1 if place.number is None else place.number), dict(own.fills), dict(own.strokes)
            canvas.add(TextPiece(frame, place.page, page, holder=tags.holder if tags else -1, fills=fills, strokes=strokes))
            return
        lines = self.typesetting.lines.get(frame, [])
        for placed in (o for line in lines for o in line.objects):
            self.anchor(placed.id)
            canvas.transparent = canvas.transparent or placed.id in self._transparent_anchored
        canvas.write("q " + self.typesetting.operators(frame, self.anchored, tags, own if own.fills else None) + "Q\n")
        if place.number is not None:
            for at, (target, x, y, width, height) in ((line, link) for line in lines for link in line.links):
                element = tags.linked(at, target) if tags else None
                self._link(place.number, geometry.transformed((x, y, x + width, y + height), place.page), target, element)

    def _link(self, page: int, box: Box, target: str, element: Inline | None = None, *, item: str = "") -> None:
        """An annotation, of the element of its text or of one of its own."""
        element = element or self.tagging.link(page, box, item)
        body = annotation(target, box, self.document.pages[page].height_pt, key=self.tagging.marks.link(element.number))
        number = self.objects.write(body)
        element.annotations.append((number, page))
        self.annotations.setdefault(page, []).append(number)

    def anchor(self, key: str) -> None:
        """Paint an anchored object as a form, once, wherever its line will put it (9.1)."""
        item = self.document.anchored.get(key)
        if item is None or key in self.anchored or key in self._anchoring:
            return
        self._anchoring.add(key)  # an object that holds the story that holds it is drawn once
        inner = Canvas()
        self.item(item, inner, ANYWHERE)
        box = extent.cast(item, self.document.frames)
        if box is not None:
            self.anchored[key] = f"/{self.transparent.form(inner, box, '')} Do "
        if inner.transparent:
            self._transparent_anchored.add(key)


def _look_of_part(look: Transparency, target: str) -> Transparency | None:
    own = tuple(effect for effect in look.effects if effect.target == target)
    part = next((part for part in look.parts if part.target == target), None)
    if part is None:
        return Transparency(effects=own) if own else None
    return Transparency(opacity=part.opacity, blend=part.blend, effects=own)
