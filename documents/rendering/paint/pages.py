"""Pages of linked PDF and AI files as form XObjects (6.7)."""

import io
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

import pikepdf

from documents.rendering.document import Box, LayerChoice, Matrix
from documents.rendering.paint import foreign, geometry, layers, limits
from documents.rendering.paint.copying import MAX_DEPTH, Copier, UnreadablePageError
from documents.rendering.paint.resources import Resources
from documents.rendering.paint.screen import ScreenObjects
from documents.rendering.paint.syntax import Objects, numbers, stream

LITERAL = re.compile(rb"\(([^()]*)\)")
WITHOUT_CONTENT = b"without PDF Content"  # Illustrator's words on the page of such a file
SHORT = 100_000  # bytes: that page's operators have some hundreds


class PlacedPage(NamedTuple):
    """A page as a form.

    matrix        the form's space -> content space, whose origin is the media box's top left, y down
    loose_fonts   those that are not embedded in it
    marked        it has marked content, or text that cannot be told from its glyphs
    ppi           of its coarsest picture where the page stands largest; 0 when it has none
    blank         it is an AI file that holds a notice in the place of its drawing
    """

    name: str
    matrix: Matrix
    width_pt: float
    height_pt: float
    transparent: bool
    loose_fonts: frozenset[str] = frozenset()
    marked: bool = False
    ppi: float = 0.0
    blank: bool = False


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
            if page > len(pdf.pages):
                raise UnreadablePageError(f"it has no page {page}, only {len(pdf.pages)}")
            index = max(page, 1) - 1
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
    unit = _unit(found)
    ppi: list[float] = []
    if foreign.for_screens(for_display, only=index, scale=scale * unit, ppi=ppi):
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
        geometry.multiply(_turned(box, _rotation(found)), (unit, 0, 0, unit, 0, 0)),
        (right - left) * unit,
        (top - bottom) * unit,
        transparent="/Group" in found.obj,
        loose_fonts=frozenset(copier.loose_fonts),
        marked=copier.marked,
        ppi=min(ppi, default=0.0),
        blank=_is_blank(found),
    )


def _copy(page: pikepdf.Page, objects: Objects, rgb: str = "") -> tuple[int, Copier]:
    """The number of the form that a page becomes, and what copied it."""
    content = b"\n".join(s.read_bytes() for s in _contents(page))
    copier = Copier(objects, rgb)
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


def _unit(page: pikepdf.Page) -> float:
    """How many points one of the page's units has: PDF's way to pages of more than five metres."""
    unit = float(page.obj.get("/UserUnit", 1))
    return unit if unit > 0 else 1.0


def _is_blank(page: pikepdf.Page) -> bool:
    """Whether all there is to see is what Illustrator puts into an AI file that it saves without PDF content."""
    if "/Illustrator" not in page.obj.get("/PieceInfo", {}):
        return False
    content = b"".join(each.read_bytes() for each in _contents(page))
    return len(content) < SHORT and WITHOUT_CONTENT in b"".join(LITERAL.findall(content))


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


def clip_of(bounds: Box) -> str:
    """The cropped part, in content space."""
    left, top, right, bottom = bounds
    return f"{numbers(left, top, right - left, bottom - top)} re W n\n"
