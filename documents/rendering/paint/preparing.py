"""From a parsed design to a Program: everything that no field can change is painted and written here."""

import hashlib
from collections.abc import Callable

from documents.rendering.document import IDENTITY, Document, Page
from documents.rendering.findings import Finding
from documents.rendering.fonts import FontLibrary
from documents.rendering.paint.assets import Assets
from documents.rendering.paint.canvas import Canvas, Place
from documents.rendering.paint.glyphs import InkOperators, ink_key
from documents.rendering.paint.lettering import outlines
from documents.rendering.paint.painter import Painter
from documents.rendering.paint.program import (
    CATALOGUE,
    INFORMATION,
    PAGE_TREE,
    RESOURCES,
    FormProgram,
    PageProgram,
    Program,
    ReadyFont,
    Structure,
    Variant,
)
from documents.rendering.paint.resources import PREFIXES, Colours, Resources
from documents.rendering.paint.screen import ScreenObjects, blended
from documents.rendering.paint.syntax import HEADER, Objects, concat, set_row, xref_rows
from documents.rendering.paint.typesetting import Typesetting, inks_of, operators_of
from documents.rendering.text.model import paragraphs_of

INFORMATION_PT = 6.0
QUALITIES = ("Print", "Display")


def prepare(document: Document, fonts: FontLibrary) -> tuple[Program, tuple[Finding, ...]]:
    """Paint a design once and for all.

    returns  the program, and what painting found: missing glyphs, overset static text, unreadable pictures, what is not drawn
    """
    objects = ScreenObjects(start=len(HEADER))
    for expected in (CATALOGUE, PAGE_TREE, RESOURCES, INFORMATION):
        assert objects.reserve() == expected
    resources = Resources()
    colours = Colours(document, objects=objects, resources=resources)
    objects.shown = colours.for_screens
    assets = Assets(document, fonts=fonts, objects=objects, resources=resources, colours=colours)
    typesetting = Typesetting(document, fonts=fonts, objects=objects, resources=resources, colours=colours)
    painter = Painter(document, objects=objects, resources=resources, colours=colours, assets=assets, typesetting=typesetting)
    pages = [_page(page, index, painter) for index, page in enumerate(document.pages)]
    for story in typesetting.dynamic:
        for run in (run for paragraph in paragraphs_of(story.paragraphs) for run in paragraph.runs if run.object):
            painter.anchor(str(run.object))
    ready = typesetting.write_fonts()
    if any(finding.code == "missing-glyph" for finding in typesetting.findings):
        painter.tagging.lacks.add("letters that a font lacks")
    structure = painter.tagging.write(typesetting.dynamic)
    painter.transparent.effects.write()
    catalogue = painter.destinations.write(typesetting, pages=painter.tagging.pages)
    program = _program(document, pages, painter, objects, fonts=fonts, ready=ready, structure=structure, catalogue=catalogue)
    return program, (*typesetting.findings, *typesetting.colour_findings(), *assets.findings, *painter.not_drawn.findings())


def _page(page: Page, index: int, painter: Painter) -> PageProgram:
    flip = (1.0, 0.0, 0.0, -1.0, 0.0, page.height_pt)
    canvas, place = Canvas(), Place(IDENTITY, flip, index)
    adjusted = painter.resources.add("ExtGState", "<</SA true/AIS false>>")
    canvas.write(f"/{adjusted} gs 4 M\n{concat(flip)}")
    for item in page.items:
        painter.item(item, canvas, place)
    group = f"/Group<</S/Transparency{painter.transparent.blending_space()}>>" if canvas.transparent else ""
    return PageProgram(
        name=page.name,
        number=painter.tagging.pages[index],
        width_pt=page.width_pt,
        height_pt=page.height_pt,
        bleed_pt=page.bleed_pt,
        entries=group,
        pieces=[painter.objects.stream("", piece) if isinstance(piece, bytes) else piece for piece in canvas.done()],
        annotations=painter.annotations.get(index, []),
        information=_information(page, painter),
    )


def _information(page: Page, painter: Painter) -> str:
    """The design's name and the page's, in the first of its fonts."""
    document, fonts = painter.document, painter.typesetting.fonts
    family, style = document.fonts[0] if document.fonts else ("DejaVu Sans", "Book")
    words = f"{document.title}   {page.name}".strip()
    return outlines(words, fonts.face(fonts.find(family, style).key), INFORMATION_PT)


def _program(
    document: Document,
    pages: list[PageProgram],
    painter: Painter,
    objects: ScreenObjects,
    *,
    fonts: FontLibrary,
    ready: dict[str, ReadyFont],
    structure: Structure,
    catalogue: str,
) -> Program:
    typesetting = painter.typesetting
    base = HEADER + b"".join(objects.parts)
    rows = xref_rows(objects.next)
    for at, offset in objects.offsets.items():
        set_row(rows, at, offset)
    inks = inks_of(document, painter.colours, typesetting.dynamic)
    of_frames = {ink_key(ink): operators_of(ink, painter.colours) for ink in painter.inks}
    inks = InkOperators(
        {**inks.fills, **{key: fill for key, (fill, _) in of_frames.items()}},
        {**inks.strokes, **{key: stroke for key, (_, stroke) in of_frames.items()}},
    )
    bodies = {quality: painter.assets.variants[quality] | objects.variants[quality] for quality in QUALITIES}
    variants = {quality: _variant(bodies[quality], quality, painter, inks) for quality in QUALITIES}
    digest = hashlib.sha256(base)
    for quality in sorted(variants):
        digest.update(variants[quality].data)
    frames = {key: document.frames[key] for key in sorted(typesetting.dynamic_frames)}
    return Program(
        base=base,
        rows=bytes(rows),
        digest=digest.digest(),
        variants=variants,
        pages=pages,
        stories=typesetting.dynamic,
        frames=frames,
        boxes=typesetting.boxes if typesetting.dynamic else {},
        anchored=painter.anchored,
        stroke_styles=document.stroke_styles if typesetting.dynamic else {},
        fonts=fonts.export(typesetting.dynamic_fonts),
        ready=ready,
        text_settings=document.text_settings,
        structure=structure,
        live=painter.transparent.effects.live,
        catalogue=catalogue,
        unfit=tuple(sorted(painter.assets.unfit)),
    )


def _variant(bodies: dict[int, bytes], quality: str, painter: Painter, inks: InkOperators) -> Variant:
    objects = Objects()
    for at in sorted(bodies):
        objects.write(bodies[at], at=at)
    shown = painter.colours.for_screens if quality == "Display" else str
    return Variant(
        data=b"".join(objects.parts),
        offsets=list(objects.offsets.items()),
        resources={kind: painter.resources.entry(kind, screen=quality == "Display") for kind in PREFIXES},
        forms=[_form(form, shown) for form in painter.transparent.forms] if quality == "Display" else painter.transparent.forms,
        fills={key: shown(operators) for key, operators in inks.fills.items()},
        strokes={key: shown(operators) for key, operators in inks.strokes.items()},
        black=shown("0 0 0 1 k\n"),
    )


def _form(form: FormProgram, shown: Callable[[str], str]) -> FormProgram:
    """A form of Display."""
    pieces = [shown(piece.decode("latin-1")).encode("latin-1") if isinstance(piece, bytes) else piece for piece in form.pieces]
    return FormProgram(form.number, blended(form.entries), pieces)
