"""Pages of linked PDF and AI files as form XObjects (6.7)."""

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import pikepdf

from documents.rendering.document import Box, LayerChoice, Matrix
from documents.rendering.paint import foreign, layers, limits
from documents.rendering.paint.resources import Resources
from documents.rendering.paint.screen import ScreenObjects
from documents.rendering.paint.syntax import Objects, name, number, numbers, stream

MAX_DEPTH = 60  # of objects in objects: a hostile file nests without end
MAX_OBJECTS = 50_000
LEFT_OUT = {"/Parent", "/StructParent", "/StructParents", "/Metadata", "/PieceInfo", "/Annots", "/AA", "/OPI", "/Length"}


class UnreadablePageError(Exception):
    """The bytes are no PDF page we can place; the reason is for a person."""


class PlacedPage(NamedTuple):
    """A page as a form.

    matrix        the form's space -> content space, whose origin is the media box's top left, y down
    loose_fonts   those that are not embedded in it
    marked        it has marked content, or text that cannot be told from its glyphs
    """

    name: str
    matrix: Matrix
    width_pt: float
    height_pt: float
    transparent: bool
    loose_fonts: frozenset[str] = frozenset()
    marked: bool = False


def place(
    data: bytes,
    page: int,
    *,
    objects: ScreenObjects,
    resources: Resources,
    scale: float = 1.0,
    choices: Sequence[LayerChoice] = (),
    rgb: str = "",
) -> PlacedPage:
    """Copy one page and all it needs; twice where Display has other colours and pictures.

    scale    of the page where it stands largest
    choices  which of its layers are shown
    rgb      the colour space that its device RGB is, in Print
    raises   UnreadablePageError
    """
    if b"%PDF-" not in data[:1024]:
        raise UnreadablePageError("it holds no PDF (an AI file must be saved with “Create PDF Compatible File”)")
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf, pikepdf.open(io.BytesIO(data)) as for_display:
            index = min(max(page, 1), len(pdf.pages)) - 1
            found = pdf.pages[index]
            if limits.draws_without_end([found]):
                raise UnreadablePageError("its forms draw each other without end")
            for each in (pdf, for_display):
                layers.strip_hidden(each, each.pages[index], choices)
            return _placed(found, for_display, index, objects=objects, resources=resources, scale=scale, rgb=rgb)
    except layers.TooLargeError as error:
        raise UnreadablePageError("it is too large for its hidden layers to be taken out") from error
    except pikepdf.PasswordError as error:
        raise UnreadablePageError("it is protected by a password") from error
    except (pikepdf.PdfError, IndexError, ValueError, KeyError, TypeError, AttributeError, RecursionError, ArithmeticError) as error:
        raise UnreadablePageError("it is damaged") from error


def _placed(
    found: pikepdf.Page, for_display: pikepdf.Pdf, index: int, *, objects: ScreenObjects, resources: Resources, scale: float, rgb: str
) -> PlacedPage:
    shown = None
    if foreign.for_screens(for_display, only=index, scale=scale):
        with objects.only("Print"):
            printed, copier = _copy(found, objects, rgb)
        with objects.only("Display"):
            shown = f"{_copy(for_display.pages[index], objects)[0]} 0 R"
    else:
        printed, copier = _copy(found, objects, rgb)
    box = left, bottom, right, top = _box(found)
    name = resources.add("XObject", f"{printed} 0 R", shown=shown)
    return PlacedPage(
        name,
        _turned(box, _rotation(found)),
        right - left,
        top - bottom,
        transparent="/Group" in found.obj,
        loose_fonts=frozenset(copier.loose_fonts),
        marked=copier.marked,
    )


def _copy(page: pikepdf.Page, objects: Objects, rgb: str = "") -> "tuple[int, _Copier]":
    """The number of the form that a page becomes, and what copied it."""
    content = b"\n".join(s.read_bytes() for s in _contents(page))
    copier = _Copier(objects, rgb)
    inner = copier.resources(page.resources, 0)
    group = page.obj.get("/Group")
    entries = f"/Type/XObject/Subtype/Form/BBox[{numbers(*_box(page))}]/Resources {inner}"
    if group is not None:
        entries += f"/Group {copier.value(group, 0)}"
    copier.marked = copier.marked or b"/MCID" in content
    return objects.write(stream(entries, content)), copier  # its operators are not ours: written as they are


def _box(page: pikepdf.Page) -> Box:
    box = [float(v) for v in page.mediabox]
    return min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]), max(box[1], box[3])


def _rotation(page: pikepdf.Page) -> int:
    """/Rotate, which pages inherit from the page tree."""
    node: Any = page.obj
    for _ in range(MAX_DEPTH):
        if "/Rotate" in node:
            return int(node.Rotate) % 360
        node = node.get("/Parent")
        if node is None:
            break
    return 0


def _turned(box: Box, rotate: int) -> Matrix:
    left, bottom, right, top = box
    if rotate == 90:
        return (0, 1, 1, 0, -bottom, -left)
    if rotate == 180:
        return (-1, 0, 0, 1, right, -bottom)
    if rotate == 270:
        return (0, -1, -1, 0, top, right)
    return (1, 0, 0, -1, -left, top)


def _contents(page: pikepdf.Page) -> list[Any]:
    contents: Any = page.obj.get("/Contents")
    if contents is None:
        return []
    return list(contents) if isinstance(contents, pikepdf.Array) else [contents]


class _Copier:
    """Objects of another file, written into ours; each of them once.

    rgb   what device RGB is to be, as a colour space; "": it stays
    """

    def __init__(self, objects: Objects, rgb: str) -> None:
        self.objects, self.rgb = objects, rgb
        self.numbers: dict[tuple[int, int], int] = {}
        self.loose_fonts: set[str] = set()
        self.marked = False

    def value(self, thing: Any, depth: int) -> str:
        if depth > MAX_DEPTH:
            raise ValueError("nested too deep")
        if isinstance(thing, pikepdf.Object):
            if thing.is_indirect:
                return self._reference(thing, depth)
            if isinstance(thing, pikepdf.Stream):
                return self._reference(thing, depth)
        return self._direct(thing, depth)

    def _reference(self, thing: pikepdf.Object, depth: int) -> str:
        key = thing.objgen
        if key in self.numbers and key != (0, 0):
            return f"{self.numbers[key]} 0 R"
        if len(self.numbers) > MAX_OBJECTS:
            raise ValueError("too many objects")
        at = self.numbers[key] = self.objects.reserve()
        if isinstance(thing, pikepdf.Stream):
            if size := limits.giant(thing):
                raise UnreadablePageError(f"it holds a picture of {size}")
            self.marked = self.marked or (thing.get("/Subtype") == pikepdf.Name.Form and "/StructParents" in thing)
            entries = self._entries(thing.stream_dict, depth)
            self.objects.stream(entries, thing.read_raw_bytes(), compress=False, at=at)
        elif isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") in (pikepdf.Name.Page, pikepdf.Name.Pages, pikepdf.Name.Catalog):
            self.objects.write("null", at=at)  # a way back into the other file's tree
        else:
            self.objects.write(self._direct(thing, depth), at=at)
        return f"{at} 0 R"

    def _entries(self, thing: Any, depth: int) -> str:
        """Of a dictionary; a group of device RGB blends in what that is to be."""
        out = []
        for key, value in thing.items():
            if key in LEFT_OUT:
                continue
            if key == "/Resources":
                shown = self.resources(value, depth + 1)
            elif key == "/CS" and self.rgb and value == pikepdf.Name.DeviceRGB and thing.get("/S") == pikepdf.Name.Transparency:
                shown = self.rgb
            else:
                shown = self.value(value, depth + 1)
            out.append(f"{name(key[1:])} {shown}")
        return "".join(out)

    def resources(self, thing: Any, depth: int) -> str:
        """A dictionary of resources, in which device RGB means something."""
        if not self.rgb or not isinstance(thing, pikepdf.Dictionary) or depth > MAX_DEPTH:
            return self.value(thing, depth)
        spaces = thing.get("/ColorSpace")
        known = spaces if isinstance(spaces, pikepdf.Dictionary) else pikepdf.Dictionary()
        default = "" if "/DefaultRGB" in known else f"/DefaultRGB {self.rgb}"
        others = "".join(f"{name(key[1:])} {self.value(value, depth + 1)}" for key, value in thing.items() if key != "/ColorSpace")
        return f"<</ColorSpace<<{self._entries(known, depth + 1)}{default}>>{others}>>"

    def _look_at_font(self, font: pikepdf.Object) -> None:
        kind = font.get("/Subtype")
        if kind == pikepdf.Name.Type0:
            self.marked = self.marked or "/ToUnicode" not in font
        elif kind != pikepdf.Name.Type3:
            descriptor = font.get("/FontDescriptor")
            keys = set(descriptor.keys()) if isinstance(descriptor, pikepdf.Dictionary) else set()
            if not {"/FontFile", "/FontFile2", "/FontFile3"} & keys:
                self.loose_fonts.add(str(font.get("/BaseFont", "/?"))[1:])

    def _direct(self, thing: Any, depth: int) -> str:
        match thing:
            case None:
                return "null"
            case bool():
                return "true" if thing else "false"
            case int():
                return str(thing)
            case float() | Decimal():
                value = float(thing)
                return number(value) if abs(value) > 0.01 or value == 0 else f"{value:.10f}"
            case pikepdf.Array():
                return "[" + " ".join(self.value(v, depth + 1) for v in thing) + "]"
            case pikepdf.Dictionary():
                if thing.get("/Type") == pikepdf.Name.Font:
                    self._look_at_font(thing)
                return f"<<{self._entries(thing, depth)}>>"
            case pikepdf.Name():
                return name(str(thing)[1:])
            case pikepdf.String():
                return f"<{bytes(thing).hex().upper()}>"
        return "null"


def clip_of(bounds: Box) -> str:
    """The cropped part, in content space."""
    left, top, right, bottom = bounds
    return f"{numbers(left, top, right - left, bottom - top)} re W n\n"
