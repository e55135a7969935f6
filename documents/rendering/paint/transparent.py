"""What is seen through, and what effects it casts: painted as a form by itself first (5.1, 5.11)."""

from collections.abc import Callable
from typing import NamedTuple

from documents.rendering.document import BlendMode, Box, Document, Transparency
from documents.rendering.paint import effects, geometry, masks
from documents.rendering.paint.canvas import Canvas, Place
from documents.rendering.paint.effects import Seen
from documents.rendering.paint.notdrawn import NotDrawn
from documents.rendering.paint.program import RESOURCES, FormProgram
from documents.rendering.paint.resources import Colours, Resources
from documents.rendering.paint.syntax import Objects, concat, number, numbers
from documents.rendering.paint.tagging import ARTIFACT, Tagging

Paint = Callable[[Canvas, Place], None]


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


class Transparent:
    """forms: those with pieces in them. rgb: gives the colour space of groups that do not blend in inks."""

    def __init__(
        self,
        document: Document,
        *,
        objects: Objects,
        resources: Resources,
        colours: Colours,
        tagging: Tagging,
        not_drawn: NotDrawn,
        rgb: Callable[[], str],
    ) -> None:
        self.rgb = rgb
        self.document, self.objects, self.resources, self.tagging, self.not_drawn = document, objects, resources, tagging, not_drawn
        self.effects = effects.Effects(objects=objects, resources=resources, colours=colours)
        self.forms: list[FormProgram] = []

    def paint(self, part: Part, canvas: Canvas, place: Place) -> None:
        """As a form: effects behind it, the part itself, effects over it (5.11). The form has marked content of its own."""
        look, inner = part.look, Canvas()
        key = self.tagging.marks.holder() if place.marked and place.number is not None else None
        around, self.effects.level = self.effects.level, 0
        part.paint(inner, place.in_form(key))
        level = self.effects.level
        live = inner.changing and (inner.growing or not part.filled)
        canvas.form_changes, canvas.form_grows = canvas.form_changes or inner.changing, canvas.form_grows or inner.growing
        to_page = geometry.inverse(place.page)
        within, whole = part.box, self._page_box(place)
        if inner.growing and whole is not None and to_page is not None:
            within = geometry.transformed(whole, to_page)  # nobody knows how far it grows
        form = self.form(inner, within, self.group(isolated=look.isolated, knockout=look.knockout), key=key)
        content = f"/{form} Do".encode() if live else b"".join(piece for piece in inner.done() if isinstance(piece, bytes))
        behind: list[str] = []
        over: list[str] = []
        through = ""
        for effect in sorted(look.effects, key=lambda e: effects.ORDER.index(e.kind) if e.kind in effects.ORDER else 99):
            if not self.effects.can_draw(effect) or to_page is None:
                self.not_drawn.note(f"the effect {effect.kind}", place, part.own_box)
                continue
            page = self._page_box(place) or geometry.transformed(part.box, place.page)
            on_page = page if inner.growing else geometry.transformed(part.box, place.page)
            seen = Seen(content, matrix=place.page, box=on_page, page=page, live=live, level=level)
            if effect.kind in masks.THROUGH or effect.kind == "gradient-feather":
                through = f"{concat(to_page)}/{self.effects.through(effect, seen, inner_box=part.own_box)} gs {concat(place.page)}"
            else:
                drawn = "".join(self.effects.cast(each, seen, see_through=look.opacity < 1) for each in effects.parts(effect))
                (behind if effect.kind in masks.BEHIND else over).append(f"q {concat(to_page)}{drawn}Q\n")
        self.effects.level = max(around, self.effects.level)
        canvas.transparent = True
        canvas.write(_beside(behind, marked=place.marked))
        if look.opacity > 0:
            canvas.write(f"q /{self.state(look.opacity, look.blend)} gs {through}/{form} Do Q\n")
        canvas.write(_beside(over, marked=place.marked))

    def _page_box(self, place: Place) -> Box | None:
        page = None if place.number is None else self.document.pages[place.number]
        if page is None:
            return None
        top, left, bottom, right = page.bleed_pt
        return (-left, -top, page.width_pt + right, page.height_pt + bottom)

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

    def group(self, *, isolated: bool, knockout: bool) -> str:
        return f"/Group<</S/Transparency{self.blending_space()}/I {str(isolated).lower()}/K {str(knockout).lower()}>>"

    def blending_space(self) -> str:
        return "/CS/DeviceCMYK" if self.document.blending_space == "CMYK" else f"/CS{self.rgb()}"

    def state(self, opacity: float, blend: BlendMode) -> str:
        return self.resources.add("ExtGState", f"<</ca {number(opacity)}/CA {number(opacity)}/BM/{blend}>>")


def _beside(drawn: list[str], *, marked: bool) -> str:
    """Shadows and glows are decoration."""
    return f"{ARTIFACT}{''.join(drawn)}EMC\n" if drawn and marked else "".join(drawn)
