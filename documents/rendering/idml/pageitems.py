"""Page items: rectangles, ovals, polygons, lines, text frames and groups, with what is inside them (painting.md 1, 7.3)."""

from collections.abc import Iterator, Mapping

from documents.rendering.curves import bounds
from documents.rendering.document import Box, Item, Matrix, SubPath
from documents.rendering.idml import labels
from documents.rendering.idml.attributes import Element, Values, children, flag, matrix, plain, reference
from documents.rendering.idml.designmap import Layer, Links
from documents.rendering.idml.effects import EffectReader
from documents.rendering.idml.geometry import grown, moved_box, paths, then, union
from documents.rendering.idml.metadata import XMP, described
from documents.rendering.idml.notes import Notes
from documents.rendering.idml.objectstyles import ObjectStyles
from documents.rendering.idml.paragraph import style_name
from documents.rendering.idml.placed import GRAPHICS, PlacedReader
from documents.rendering.idml.strokes import corners, fill, outside_part, stroke, vector
from documents.rendering.idml.swatches import Palette
from documents.rendering.idml.undrawn import of_item

SHAPES = {"Rectangle": "rectangle", "Oval": "oval", "Polygon": "polygon", "GraphicLine": "line", "TextFrame": "text frame"}
GROUPS = frozenset({"Group", "Button", "MultiStateObject"})
PAGE_ITEMS = frozenset(SHAPES) | GROUPS
MEDIA = frozenset({"Movie", "Sound", "HtmlItem", "TextBox", "CheckBox", "ComboBox", "ListBox", "RadioButton", "SignatureField", "EPSText"})


def members(element: Element) -> Iterator[Element]:
    """The page items directly inside one; of an object with states those of its first state."""
    parent: Element | None = element
    if element.tag in ("Button", "MultiStateObject"):
        states = element.findall("State")
        parent = next((state for state in states if state.get("Active") == "true"), states[0] if states else None)
    if parent is not None:
        yield from (child for child in children(parent) if child.tag in PAGE_ITEMS)


def label(element: Element) -> str:
    """The script label, else the name in the Layers panel, else nothing."""
    return labels.name(element) or plain(element.get("Name", ""))


def called(element: Element, page: str) -> str:
    return label(element) or f"{SHAPES.get(str(element.tag), 'group')} on page {page}"


class ItemReader:
    """Makes Items of page items' elements."""

    def __init__(
        self,
        *,
        palette: Palette,
        styles: ObjectStyles,
        effects: EffectReader,
        placed: PlacedReader,
        layers: Mapping[str, Layer],
        links: Links,
        merge: Values,
        notes: Notes,
    ) -> None:
        self._palette, self._styles, self._effects, self._placed = palette, styles, effects, placed
        self._layers, self._links, self._merge, self._notes = layers, links, merge, notes

    def prints(self, element: Element) -> bool:
        """Neither hidden nor non-printing, by itself or by its layer."""
        layer = self._layers.get(element.get("ItemLayer", ""))
        if (layer is not None and not layer.prints) or element.get("Visible") == "false":
            return False
        return not flag(self._styles.values(element).get("Nonprinting"))

    def box(self, element: Element) -> Box | None:
        """What an item covers with its stroke, in its inner coordinates; None when nothing of it prints."""
        if not self.prints(element):
            return None
        own_paths = paths(element)
        if own_paths:
            own = bounds(own_paths)
            return None if own is None else grown(own, outside_part(stroke(self._styles.values(element), self._palette)))
        return union(
            moved_box(inner, matrix(child.get("ItemTransform"))) for child in members(element) if (inner := self.box(child)) is not None
        )

    def item(self, element: Element, *, suffix: str, page: str) -> Item | None:
        """The item with everything inside it; None when nothing of it prints. Its matrix is its own ItemTransform."""
        if not self.prints(element):
            return None
        key = element.get("Self", "") + suffix
        self._notes.inside = (key,)
        values = self._styles.values(element)
        style = reference(element.get("AppliedObjectStyle"))
        if style is not None and not self._styles.is_defined(style):
            self._notes.missing_style(style_name(style), page)
        for feature in of_item(element, values):
            self._notes.not_drawn(feature, page)
        self._note_media(element, page)
        inside = tuple(made for child in members(element) if (made := self.item(child, suffix=suffix, page=page)) is not None)
        self._notes.inside = (key,)
        if element.tag in GROUPS:
            if not inside:
                return None
            return Item(
                id=key,
                name=called(element, page),
                kind="group",
                matrix=matrix(element.get("ItemTransform")),
                transparency=self._effects.read(element),
                children=inside,
                link=self._links.targets.get(element.get("Self", "")),
                alternative_text=_alternative_text(element),
                decoration=_is_decoration(element),
            )
        return self._shape(element, values, key=key, inside=inside, page=page)

    def _shape(self, element: Element, values: Values, *, key: str, inside: tuple[Item, ...], page: str) -> Item:
        field = self._links.pictures.get(element.get("Self", ""))
        placed = next((child for child in children(element) if child.tag in GRAPHICS and child.get("Visible") != "false"), None)
        story = reference(element.get("ParentStory")) if element.tag == "TextFrame" else None
        filled = fill(values, self._palette)
        pasted = self._palette.pasted.get(filled.swatch) if filled is not None else None
        on_path = element.find("TextPath")
        frame = key if story is not None else None
        if on_path is not None and frame is None and reference(on_path.get("ParentStory")):
            frame = on_path.get("Self", "") + key.removeprefix(element.get("Self", ""))
        graphic = self._placed.graphic(placed, page=page) if placed is not None and field is None else None
        return Item(
            id=key,
            name=called(element, page),
            kind={"TextFrame": "text-frame", "GraphicLine": "line"}.get(str(element.tag), "shape"),  # type: ignore[arg-type]
            matrix=matrix(element.get("ItemTransform")),
            paths=paths(element),
            corners=corners(element, values),
            fill=filled,
            fill_vector=pasted.vector if pasted is not None else vector(values, "Fill"),
            stroke=stroke(values, self._palette),
            transparency=self._effects.read(element),
            graphic=graphic,
            picture=self._placed.picture_field(element, field[0], qr=field[1], merge=self._merge) if field is not None else None,
            children=inside,
            frame=frame,
            link=self._links.targets.get(element.get("Self", "")),
            alternative_text=_alternative_text(element, self._placed.assets.get(graphic.asset or "", b"") if graphic else b""),
            decoration=_is_decoration(element),
        )

    def _note_media(self, element: Element, page: str) -> None:
        for child in children(element):
            if child.tag in MEDIA:
                self._notes.not_drawn("media", page)


def _alternative_text(element: Element, placed: bytes = b"") -> str:
    """As the Object Export Options say: typed in, or what the placed file says of itself."""
    option = element.find("ObjectExportOption")
    if option is None:
        return ""
    source = option.get("AltTextSourceType", "")
    return described(placed, XMP[source]) if source in XMP else plain(option.get("CustomAltText", ""))


def _is_decoration(element: Element) -> bool:
    option = element.find("ObjectExportOption")
    return option is not None and option.get("ApplyTagType") == "TagArtifact"


def visible_box(item: Item) -> Box | None:
    """What an item covers with its stroke, in its inner coordinates; what is pasted inside counts only in groups."""
    own = bounds(item.paths)
    if own is not None:
        return grown(own, outside_part(item.stroke))
    return union(moved_box(box, child.matrix) for child in item.children if (box := visible_box(child)) is not None)


def element_paths(element: Element) -> tuple[tuple[SubPath, Matrix], ...]:
    """The paths of an element, or of all members of a group, each with its matrix into the element's inner coordinates."""
    own = paths(element)
    if own or element.tag not in GROUPS:
        return tuple((path, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)) for path in own)
    return tuple(
        (path, then(inner, matrix(member.get("ItemTransform")))) for member in members(element) for path, inner in element_paths(member)
    )
