"""Page items onto a canvas: fill, content, text, stroke, in this order (1.14); transparency as forms (5.1)."""

from collections.abc import Callable
from typing import NamedTuple

import msgspec

from documents.rendering.document import (
    IDENTITY,
    BlendMode,
    Box,
    Document,
    Graphic,
    Item,
    PictureField,
    SubPath,
    Transparency,
)
from documents.rendering.paint import effects, extent, fitting, geometry, masks, outline, pages, strokes
from documents.rendering.paint.annotations import annotation
from documents.rendering.paint.assets import PAGES, PICTURES, Assets
from documents.rendering.paint.canvas import ANYWHERE, Canvas, Place
from documents.rendering.paint.inking import Inking
from documents.rendering.paint.notdrawn import NotDrawn
from documents.rendering.paint.program import RESOURCES, FormProgram, PicturePiece, TextPiece
from documents.rendering.paint.resources import Colours, Resources
from documents.rendering.paint.syntax import Objects, concat, number, numbers
from documents.rendering.paint.tagging import ARTIFACT, Inline, Tagging
from documents.rendering.paint.typesetting import Typesetting

Paint = Callable[[Canvas, Place], None]
EVERYWHERE: Box = (-14400.0, -14400.0, 14400.0, 14400.0)  # Acrobat's largest page, either way


class Part(NamedTuple):
    """Something that is painted by itself before it is seen through: an item, or an item's fill, content or stroke.

    box       nothing it paints leaves it; own_box: of the item's paths; both where it is painted
    filled    whether what no field changes is enough to cast its shadow
    """

    paint: Paint
    look: Transparency
    box: Box
    own_box: Box
    filled: bool


class Painter:
    """Collects what does not lie on a canvas: forms with pieces, links, findings."""

    def __init__(
        self, document: Document, *, objects: Objects, resources: Resources, colours: Colours, assets: Assets, typesetting: Typesetting
    ) -> None:
        self.document, self.objects, self.resources = document, objects, resources
        self.colours, self.assets, self.typesetting = colours, assets, typesetting
        self.inking = Inking(colours=colours, resources=resources, styles=document.stroke_styles)
        self.tagging = Tagging(document, objects)
        self.effects = effects.Effects(objects=objects, resources=resources, colours=colours)
        self.forms: list[FormProgram] = []
        self.annotations: dict[int, list[int]] = {}  # of each page
        self.anchored: dict[str, str] = {}
        self.not_drawn = NotDrawn(document)
        self.miss = self.not_drawn.note
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
            self._transparent(Part(lambda c, p: self._paint(item, c, p), look, box, own, bool(item.fill)), canvas, place)

    def _transparent(self, part: Part, canvas: Canvas, place: Place) -> None:
        """As a form: effects behind it, the part itself, effects over it (5.11). The form has marked content of its own."""
        look, inner = part.look, Canvas()
        key = self.tagging.marks.holder() if place.marked and place.number is not None else None
        part.paint(inner, place.in_form(key))
        content = b"".join(piece for piece in inner.done() if isinstance(piece, bytes))
        to_page = geometry.inverse(place.page)
        behind: list[str] = []
        over: list[str] = []
        through = ""
        for effect in sorted(look.effects, key=lambda e: effects.ORDER.index(e.kind) if e.kind in effects.ORDER else 99):
            if not self.effects.can_draw(effect) or to_page is None or (inner.dynamic and not part.filled):
                self.miss(f"the effect {effect.kind}" + (" of what fields change" if inner.dynamic else ""), place, part.own_box)
                continue
            on_page = geometry.transformed(part.box, place.page)
            page = self._page_box(place) or on_page
            if effect.kind in masks.THROUGH or effect.kind == "gradient-feather":
                state = self.effects.through(effect, content=content, matrix=place.page, box=on_page, page=page, inner_box=part.own_box)
                through = f"{concat(to_page)}/{state} gs {concat(place.page)}"
            else:
                drawn = "".join(
                    self.effects.cast(each, content=content, matrix=place.page, box=on_page, page=page, see_through=look.opacity < 1)
                    for each in effects.parts(effect)
                )
                (behind if effect.kind in masks.BEHIND else over).append(f"q {concat(to_page)}{drawn}Q\n")
        form = self.form(inner, part.box, self._group(isolated=look.isolated, knockout=look.knockout), key=key)
        canvas.transparent = True
        canvas.write(_beside(behind, marked=place.marked))
        if look.opacity > 0:
            canvas.write(f"q /{self.transparency_state(look.opacity, look.blend)} gs {through}/{form} Do Q\n")
        canvas.write(_beside(over, marked=place.marked))

    def _page_box(self, place: Place) -> Box | None:
        page = None if place.number is None else self.document.pages[place.number]
        if page is None:
            return None
        top, left, bottom, right = page.bleed_pt
        return (-left, -top, page.width_pt + right, page.height_pt + bottom)

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
            self._link(inside.number, geometry.transformed(box, inside.page), item.link)

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
        if item.fill:
            self._part(item, "fill", lambda c, _: c.write(self.inking.fill(item.fill, item.fill_vector, aligned)), canvas, place)
        if item.graphic or item.picture or item.children or item.frame:
            self._part(item, "content", lambda c, p: self._inside(item, paths, c, p), canvas, place)
        if stroke:
            if self.inking.style(stroke).kind == "other":
                self.miss(f"the stroke type {self.inking.style(stroke).name} (drawn solid)", place, extent.own_box(item))
            self._part(item, "stroke", lambda c, p: c.write(self.inking.stroke(stroke, aligned, p)), canvas, place)

    def _part(self, item: Item, target: str, paint: Paint, canvas: Canvas, place: Place) -> None:
        """The fill, the content or the stroke, with the effects it has for itself (5.2)."""
        own = tuple(effect for effect in item.transparency.effects if effect.target == target)
        opening = ""
        if place.marked and target != "content":
            opening, place = ARTIFACT, place.unmarked()
        canvas.write(opening)
        box = extent.reach(msgspec.structs.replace(item, matrix=IDENTITY), self.document.frames) if own else None
        if box is None:
            paint(canvas, place)
        else:
            self._transparent(Part(paint, Transparency(effects=own), box, extent.own_box(item) or box, target == "fill"), canvas, place)
        canvas.write("EMC\n" if opening else "")

    def _inside(self, item: Item, paths: tuple[SubPath, ...], canvas: Canvas, place: Place) -> None:
        if item.graphic or item.picture or item.children:
            self._content(item, paths, canvas, place)
        if item.frame:
            self._text(item.frame, canvas, place)

    def _content(self, item: Item, paths: tuple[SubPath, ...], canvas: Canvas, place: Place) -> None:
        """What a frame holds, clipped by its path (1.13)."""
        canvas.write(f"q {outline.operators(paths)}W n\n")
        if item.picture:
            self._picture(item, item.picture, canvas, place)
        elif item.graphic:
            opening = self.tagging.whole("Figure", item, place)
            canvas.write(opening)
            self._graphic(item.graphic, canvas, place)
            canvas.write("EMC\n" if opening else "")
        for child in item.children:
            self.item(child, canvas, place)
        canvas.write("Q\n")

    def _picture(self, item: Item, picture: PictureField, canvas: Canvas, place: Place) -> None:
        box = extent.own_box(item)
        if box is None:
            return
        placeholder = Canvas()
        if item.graphic:
            self._graphic(item.graphic, placeholder, place)
        canvas.add(
            PicturePiece(
                field=picture.field,
                qr=picture.qr,
                name=item.name,
                box=box,
                fitting=picture.fitting,
                align=picture.align,
                crop=picture.crop,
                scale=geometry.scale_of(place.page),
                fallback=b"".join(p for p in placeholder.done() if isinstance(p, bytes)).decode("latin-1"),
            )
        )
        canvas.transparent = canvas.transparent or placeholder.transparent

    def _graphic(self, graphic: Graphic, canvas: Canvas, place: Place) -> None:
        if graphic.asset is None:
            return  # the frame alone (6.10)
        look = graphic.transparency
        for effect in look.effects:
            self.miss(f"the effect {effect.kind} of the picture {graphic.link}", place, extent.placed_box(graphic))
        if look.opacity >= 1 and look.blend == "Normal":
            canvas.write(self._drawn(graphic, canvas))
            return
        inner = Canvas()
        inner.write(self._drawn(graphic, inner))
        form = self.form(inner, EVERYWHERE, self._group(isolated=look.isolated, knockout=look.knockout))
        canvas.write(f"q /{self.transparency_state(look.opacity, look.blend)} gs /{form} Do Q\n")
        canvas.transparent = True

    def _drawn(self, graphic: Graphic, canvas: Canvas) -> str:
        if graphic.format in PICTURES and (found := self.assets.image(graphic)):
            name, picture = found
            canvas.transparent = canvas.transparent or picture.mask is not None
            left, top, right, bottom = graphic.bounds
            turned = picture.orientation > 4 and (right - left > bottom - top) == (picture.width_px > picture.height_px)
            drawn = fitting.picture_operators(name, graphic.bounds, orientation=picture.orientation if turned else 1)
            return f"q {concat(graphic.matrix)}{drawn}Q\n"
        if graphic.format in PAGES and (page := self.assets.page(graphic)):
            canvas.transparent = canvas.transparent or page.transparent
            return f"q {concat(graphic.matrix)}{pages.clip_of(graphic.bounds)}{concat(page.matrix)}/{page.name} Do Q\n"
        if graphic.format not in (*PICTURES, *PAGES):
            self.assets.unreadable(graphic, f"it is of the kind {graphic.format}")
        return ""

    def _text(self, frame: str, canvas: Canvas, place: Place) -> None:
        own = self.inking.text(self.typesetting.gradients.get(frame, []), self.document.frames.get(frame), place)
        tags = self.tagging.lines(frame, place)
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

    def _link(self, page: int, box: Box, target: str, element: Inline | None = None) -> None:
        """An annotation, of the element of its text or of one of its own."""
        element = element or self.tagging.link(page, box)
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
        box = extent.reach(item, self.document.frames)
        if box is not None:
            self.anchored[key] = f"/{self.form(inner, box, '')} Do "
        if inner.transparent:
            self._transparent_anchored.add(key)

    def form(self, canvas: Canvas, box: Box, group: str, *, key: int | None = None) -> str:
        """A form XObject of what is on a canvas; its resource name. key: of its marked content."""
        entries = f"/Type/XObject/Subtype/Form/BBox[{numbers(*box)}]/Resources {RESOURCES} 0 R{group}"
        entries += f"/StructParents {key}" if key is not None else ""
        pieces = canvas.done()
        if canvas.dynamic:
            at = self.objects.reserve()
            self.forms.append(FormProgram(at, entries, pieces))
        else:
            at = self.objects.stream(entries, b"".join(p for p in pieces if isinstance(p, bytes)))
        if key is not None:
            self.tagging.forms[key] = at
        return self.resources.add("XObject", f"{at} 0 R")

    def _group(self, *, isolated: bool, knockout: bool) -> str:
        return f"/Group<</S/Transparency{self.blending_space()}/I {str(isolated).lower()}/K {str(knockout).lower()}>>"

    def blending_space(self) -> str:
        return "/CS/DeviceCMYK" if self.document.blending_space == "CMYK" else "/CS/DeviceRGB"

    def transparency_state(self, opacity: float, blend: BlendMode) -> str:
        return self.resources.add("ExtGState", f"<</ca {number(opacity)}/CA {number(opacity)}/BM/{blend}>>")


def _beside(drawn: list[str], *, marked: bool) -> str:
    """Shadows and glows are decoration."""
    return f"{ARTIFACT}{''.join(drawn)}EMC\n" if drawn and marked else "".join(drawn)
