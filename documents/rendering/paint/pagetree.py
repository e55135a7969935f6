"""The pages of a document: their boxes, contents and links."""

from collections.abc import Callable, Mapping, Sequence

import msgspec

from documents.rendering.paint.pictures import Quality
from documents.rendering.paint.program import PAGE_TREE, RESOURCES, PageProgram, Piece, Program
from documents.rendering.paint.screen import blended
from documents.rendering.paint.sheet import sheet
from documents.rendering.paint.standards import Standard
from documents.rendering.paint.syntax import Objects


class Press(msgspec.Struct, frozen=True, kw_only=True):
    """What a printer asks for: bleed shown, printer's marks, a standard."""

    bleed: bool = False
    marks: bool = False
    standard: Standard = ""


def write_pages(
    program: Program,
    paint: Callable[[Piece], bytes],
    *,
    objects: Objects,
    quality: Quality,
    press: Press,
    links: Mapping[int, Sequence[int]],
) -> None:
    """Write all pages and their tree.

    paint   what a piece becomes in this document
    links   annotations that it adds to a page: known when the page's pieces are painted
    """
    for index, page in enumerate(program.pages):
        contents = _contents(page, paint, objects)
        entries = blended(page.entries) if quality == "Display" else page.entries
        around = sheet(page, bleed=press.bleed, marks=press.marks)
        if around.before:
            contents = [objects.stream("", around.before.encode()), *contents, objects.stream("", around.after.encode())]
        shown = [] if press.standard else [*page.annotations, *links.get(index, [])]  # PDF/X-4 has none on the page
        tagged = "" if press.standard else f"/StructParents {index}/Tabs/S"
        more = f"{around.entries}{entries}{tagged}" + (f"/Annots[{references(shown)}]" if shown else "")
        objects.write(f"<</Type/Page/Parent {PAGE_TREE} 0 R{more}/Contents[{references(contents)}]>>", at=page.number)
    kids = references([page.number for page in program.pages])
    objects.write(f"<</Type/Pages/Count {len(program.pages)}/Kids[{kids}]/Resources {RESOURCES} 0 R>>", at=PAGE_TREE)


def _contents(page: PageProgram, paint: Callable[[Piece], bytes], objects: Objects) -> list[int]:
    """Content streams: those that are ready, and between them what this document has alone."""
    found: list[int] = []
    waiting: list[bytes] = []
    for piece in [*page.pieces, None]:
        if piece is not None and not isinstance(piece, int):
            waiting.append(paint(piece))
            continue
        if data := b"".join(waiting):
            found.append(objects.stream("", data))
        waiting.clear()
        if piece is not None:
            found.append(piece)
    return found


def references(numbers: Sequence[int]) -> str:
    return " ".join(f"{n} 0 R" for n in numbers)
