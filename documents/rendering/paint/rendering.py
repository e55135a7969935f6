"""From a Program and values to a PDF: the base's bytes, then the few objects that this document alone has."""

import hashlib
from collections.abc import Collection, Iterator, Mapping

import msgspec

from documents.rendering import text
from documents.rendering.document import Box, Matrix
from documents.rendering.paint import colour_glyphs, geometry, glyphs, growing
from documents.rendering.paint.annotations import annotation
from documents.rendering.paint.embedding import UsedFont
from documents.rendering.paint.fieldpictures import FieldPictures
from documents.rendering.paint.glyphs import InkOperators, Pen
from documents.rendering.paint.loaded import Loaded, load
from documents.rendering.paint.pagetree import Press, references, write_pages
from documents.rendering.paint.pictures import Quality
from documents.rendering.paint.problems import problems
from documents.rendering.paint.program import (
    CATALOGUE,
    INFORMATION,
    PAGE_TREE,
    RESOURCES,
    GrowingPiece,
    PicturePiece,
    Piece,
    Program,
    TextPiece,
)
from documents.rendering.paint.shapes import write_masks
from documents.rendering.paint.sheet import REGISTRATION
from documents.rendering.paint.standards import default_rgb, information, metadata, output_intent
from documents.rendering.paint.syntax import QUICK, Objects, literal, set_row
from documents.rendering.paint.tagging import (
    Inline,
    Marks,
    PageTags,
    Section,
    Sheets,
    StoryText,
    parent_tree,
    shown_roles,
    write_root,
)
from documents.rendering.text.model import Composed, Line
from personalia_site.errors import MissingFont, RenderFailed

Value = str | bytes
HEADER_X = b"%PDF-1.6"  # the latest that PDF/X-4 knows


ON_SCREEN = Press()


def render(
    program: Program, values: Mapping[str, Value], *, quality: Quality, strict: bool, title: str, language: str, press: Press = ON_SCREEN
) -> tuple[bytes, tuple[RenderFailed, ...]]:
    """One PDF, and what was left out of it.

    raises   MissingFont, TextOverflow, MissingAsset, RenderFailed 1003 (a QR code's value) when strict
    """
    document = _File(program, load(program), values, quality=quality, strict=strict, press=press)
    return document.pdf(title, language), tuple(document.problems)


def check(program: Program, values: Mapping[str, Value], *, only: Collection[str] | None = None) -> Iterator[RenderFailed]:
    """What the text of one document would lack, without painting it: all of it, strict or not; `only` where these fields stand.

    costs   the composition of a story for what is wrong with it: who needs no more of it asks for no more
    """
    return (problem for _, found in _composed(program, load(program), values, only=only) for problem in found)


def _composed(
    program: Program, loaded: Loaded, values: Mapping[str, Value], *, only: Collection[str] | None = None
) -> Iterator[tuple[Composed, Iterator[RenderFailed]]]:
    """Every story that fields change, and what is wrong with it."""
    texts = {name: value for name, value in values.items() if isinstance(value, str)}
    for story, fields in zip(program.stories, loaded.fields, strict=True):
        if only is not None and fields.isdisjoint(only):
            continue
        frames = {key: program.frames[key] for key in story.frames if key in program.frames}
        composed = text.compose(story, frames, fonts=loaded.fonts, values=texts, objects=program.boxes, settings=program.text_settings)
        yield composed, problems(composed, frames, fields=fields, values=texts)


class _File:
    """One document being written."""

    def __init__(
        self, program: Program, loaded: Loaded, values: Mapping[str, Value], *, quality: Quality, strict: bool, press: Press
    ) -> None:
        self.program, self.loaded, self.values = program, loaded, values
        self.quality, self.strict = quality, strict
        self.problems: list[RenderFailed] = []
        self.press = self._fit(press)
        self.variant = program.variants[quality]
        self.objects = Objects(start=len(program.base) + len(self.variant.data), first=len(program.rows) // 20, level=QUICK)
        self.used: dict[str, UsedFont] = {}
        self.pictures = FieldPictures(self.objects, quality=quality, black=self.variant.black, tell=self._tell)
        self.grown: dict[str, Box] = {}
        self.lines: dict[str, list[Line]] = {}
        self.annotations: dict[int, list[int]] = {}
        self.pen = Pen(self._font, loaded.inks[quality], self._colour, loaded.rules[quality], loaded.runs)
        structure = program.structure
        self.marks = Marks({holder.key: holder.count for holder in structure.holders}, keys=structure.next_key)
        self.sections: dict[str, Section] = {}

    def _fit(self, press: Press) -> Press:
        """What is asked for; the standard only where the design can follow it."""
        if not press.standard or not self.program.unfit:
            return press
        reasons = " ".join(self.program.unfit)
        self._tell(RenderFailed(f"The document cannot be made to {press.standard}. {reasons} Export these again with all their fonts."))
        return msgspec.structs.replace(press, standard="")

    def _sections(self, language: str) -> dict[str, Section]:
        """The structure of the stories that fields change."""
        texts = {name: value for name, value in self.values.items() if isinstance(value, str)}
        things, found = self.program.structure.things, {}
        for story in self.program.stories:
            if story.id in self.program.structure.sections:
                number, roles = self.program.structure.sections[story.id]
                told = self.loaded.settled.get(story.id)
                if told is None:
                    roles, told = shown_roles(story, roles, texts), StoryText(story.paragraphs, texts)
                found[story.id] = Section(number, roles, told, objects=self.objects, marks=self.marks, things=things, language=language)
        return found

    def pdf(self, title: str, language: str) -> bytes:
        self.sections = self._sections(language)
        for composed, found in _composed(self.program, self.loaded, self.values):
            for problem in found:
                self._tell(problem)
            self.lines |= composed.lines
            self.grown |= composed.grown
        for form in self.variant.forms:
            content = b"".join(p if isinstance(p, bytes) else self._piece(p) for p in form.pieces)
            self.objects.stream(form.entries, content, at=form.number)
        write_pages(self.program, self._piece, objects=self.objects, quality=self.quality, press=self.press, links=self.annotations)
        if not self.press.standard:
            self._structure()
        resources = self._resources()
        if self.program.live:
            self._live(resources)
        self._fixed_objects(title, language)
        return self._joined()

    def _live(self, resources: str) -> None:
        """The masks of effects that fields change."""
        for level in sorted({job.level for job in self.program.live}):
            jobs = [job for job in self.program.live if job.level == level]
            before = b"".join((self.program.base, self.variant.data, *self.objects.parts))
            write_masks(jobs, before=before, rows=self._rows(), resources=resources, objects=self.objects)

    def _tell(self, problem: RenderFailed, cause: Exception | None = None) -> None:
        """What strict refuses, and lenient leaves out."""
        if self.strict:
            raise problem from cause
        self.problems.append(problem)

    def _piece(self, piece: Piece) -> bytes:
        match piece:
            case TextPiece():
                painted = self._text(piece)
            case PicturePiece():
                painted = self.pictures.picture(piece, self.values.get(piece.field))
            case GrowingPiece():
                painted = growing.operators(piece, self.grown.get(piece.frame), self.loaded.inks[self.quality])
        return painted.encode("latin-1")

    def _text(self, piece: TextPiece) -> str:
        lines = self.lines.get(piece.frame, [])
        section = self.sections.get(self.loaded.story_of.get(piece.frame, "")) if piece.holder >= 0 else None
        tags = None
        if section:
            upwards: Matrix = (1, 0, 0, -1, 0, self.program.pages[piece.page].height_pt)
            tags = PageTags(section, piece.page, piece.holder, geometry.multiply(piece.matrix, upwards))
        pen = self.pen.over(InkOperators(piece.fills, piece.strokes)) if piece.fills else self.pen
        painted = glyphs.paint(lines, pen, anchored=self.program.anchored, tags=tags)
        for line in lines:
            for target, x, y, width, height in line.links:
                self._link(piece, target, (x, y, x + width, y + height), tags.linked(line, target) if tags else None)
        return f"q {painted}Q\n" if painted else ""

    def _link(self, piece: TextPiece, target: str, box: Box, element: Inline | None) -> None:
        """An annotation over a link's text, of the text's element; a header row that comes again has none."""
        if piece.page < 0 or element is None:
            return
        on_page, height = geometry.transformed(box, piece.matrix), self.program.pages[piece.page].height_pt
        number = self.objects.write(annotation(target, on_page, height, key=self.marks.link(element.number)))
        element.annotations.append((number, piece.page))
        self.annotations.setdefault(piece.page, []).append(number)

    def _font(self, key: str) -> UsedFont:
        used = self.used.get(key)
        if used is None:
            used = self.used[key] = self.loaded.used(key)
        return used

    def _colour(self, key: str, glyph: int) -> str:
        return colour_glyphs.operators(self.loaded.fonts.face(key), glyph, used=self._font(key), image=self.pictures.image)

    def _fonts(self) -> str:
        """Resource entries: the base's fonts, and small ones of the glyphs that the base lacks."""
        entries = []
        for key, used in self.used.items():
            if used.ready is not None:
                entries.append(f"/{used.name} {self.program.ready[key].number} 0 R")
            if used.own:
                at = self.objects.reserve()
                used.write(self.objects, at=at)
                entries.append(f"/{used.name if used.ready is None else used.second_name} {at} 0 R")
        return "".join(entries)

    def _structure(self) -> None:
        """The elements of what fields change, and the way from all marked content to its elements."""
        structure = self.program.structure
        forms = {holder.key: holder.form for holder in structure.holders if holder.form}
        sheets = Sheets([page.number for page in self.program.pages], forms)
        for section in self.sections.values():
            section.write(parent=structure.document, sheets=sheets)
        streams = {holder.key: f"{holder.tags} {references(self.marks.elements[holder.key])}" for holder in structure.holders}
        self.objects.write(parent_tree(streams, [*structure.links, *self.marks.links]), at=structure.parents)
        notes = [*structure.notes, *(note for section in self.sections.values() for note in section.notes)]
        write_root(
            self.objects,
            at=structure.root,
            document=structure.document,
            parents=structure.parents,
            next_key=self.marks.keys,
            notes=notes,
        )

    def _resources(self) -> str:
        """The dictionary that all contents share."""
        entries = dict(self.variant.resources)
        entries["XObject"] += "".join(self.pictures.entries)
        entries["Font"] += self._fonts()
        if self.press.marks:
            entries["ColorSpace"] += REGISTRATION
        if self.press.standard:
            entries["ColorSpace"] += default_rgb(self.objects)
        body = "".join(f"/{kind}<<{content}>>" for kind, content in entries.items() if content)
        self.objects.write(f"<<{body}>>", at=RESOURCES)
        return f"<<{body}>>"

    def _fixed_objects(self, title: str, language: str) -> None:
        standard = self.press.standard
        shown = not any(isinstance(problem, MissingFont) for problem in self.problems)  # PDF/UA wants no glyph that stands for none
        accessible = not self.program.structure.lacks and bool(title) and shown
        more = output_intent(self.objects) if standard else ""
        xmp = metadata(title, language=language, standard=standard, accessible=accessible, identity=self._identity() if standard else "")
        said = self.objects.stream("/Type/Metadata/Subtype/XML", xmp, compress=False)
        tagged = f"/Metadata {said} 0 R"
        if not standard:
            tagged += f"/MarkInfo<</Marked true>>/StructTreeRoot {self.program.structure.root} 0 R"
        viewer = "/ViewerPreferences<</DisplayDocTitle true>>"
        self.objects.write(
            f"<</Type/Catalog/Pages {PAGE_TREE} 0 R/Lang{literal(language)}{viewer}{tagged}{more}{self.program.catalogue}>>", at=CATALOGUE
        )
        self.objects.write(information(title, standard=standard), at=INFORMATION)

    def _identity(self) -> str:
        """Of what is written so far."""
        digest = hashlib.sha256(self.program.digest + self.quality.encode())
        for part in self.objects.parts:
            digest.update(part)
        return digest.hexdigest()[:32]

    def _rows(self) -> bytearray:
        """The cross-reference table."""
        rows = bytearray(self.program.rows) + b"0000000000 00000 f \n" * (self.objects.next - len(self.program.rows) // 20)
        start = len(self.program.base)
        for at, offset in self.variant.offsets:
            set_row(rows, at, start + offset)
        for at, offset in self.objects.offsets.items():
            set_row(rows, at, offset)
        return rows

    def _joined(self) -> bytes:
        """Base, variant, our objects, cross-reference table, trailer. The file's id follows from its content."""
        objects = self.objects
        own = b"".join(objects.parts)
        rows = self._rows()
        identity = self._identity()
        trailer = (
            f"trailer\n<</Size {objects.next}/Root {CATALOGUE} 0 R/Info {INFORMATION} 0 R/ID[<{identity}><{identity}>]>>\n"
            f"startxref\n{objects.position}\n%%EOF\n"
        )
        head = f"xref\n0 {objects.next}\n"
        base = HEADER_X + self.program.base[len(HEADER_X) :] if self.press.standard else self.program.base
        return b"".join((base, self.variant.data, own, head.encode(), rows, trailer.encode()))
