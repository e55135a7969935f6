"""A story's elements: paragraphs and headings, lists, tables, notes, and what stands in their lines."""

from collections.abc import Mapping, Sequence

from documents.rendering.document import Box, Matrix
from documents.rendering.paint import geometry
from documents.rendering.paint.syntax import Objects, literal
from documents.rendering.paint.tagging import lists
from documents.rendering.paint.tagging.elements import (
    ARTIFACT,
    Mark,
    Marks,
    Sheets,
    alternative,
    annotated,
    box_of,
    element,
    note_id,
    opening,
    owned,
    reference,
)
from documents.rendering.paint.tagging.paths import Path, StoryText, path_of
from documents.rendering.text.model import Cell, Line, PlacedObject, Table

PARTS = {"label": "Lbl", "note": "Reference", "link": "Link"}
NO_LANGUAGE = "zxx"
Things = Mapping[str, tuple[str, str, Box]]


class Inline:
    """Part of a paragraph that is an element of its own; or something that stands in its text."""

    def __init__(self, number: int, role: str, *, part: str = "", more: str = "") -> None:
        self.number, self.role, self.part, self.more = number, role, part, more
        self.marks: list[Mark] = []
        self.annotations: list[tuple[int, int]] = []  # object number, page
        self.figures: list[Inline] = []  # within a link
        self.parent = 0


class Block:
    """A paragraph: its marked content and inline elements, in order. after: what stands in its text and is text itself."""

    def __init__(self, number: int, role: str, language: str) -> None:
        self.number, self.role, self.language = number, role, language
        self.page = 0
        self.kids: list[Mark | Inline] = []
        self.after: list[Inline] = []

    @property
    def label(self) -> Inline | None:
        first = self.kids[0] if self.kids else None
        return first if isinstance(first, Inline) and first.part == "label" else None


class Section:
    """Collects what is painted of a story, and writes its elements.

    things     (role, alternative text, box round its origin) of the objects that stand in text, by id
    language   of the document: other paragraphs name theirs
    """

    def __init__(
        self, number: int, roles: Sequence[str], text: StoryText, *, objects: Objects, marks: Marks, things: Things, language: str
    ) -> None:
        self.number, self.roles, self.story = number, roles, text
        self.objects, self.marks, self.things = objects, marks, things
        self.language = language.replace("-", "_")  # as runs name it
        self.notes: list[int] = []  # elements, once written
        self._blocks: dict[Path, Block] = {}
        self._within: dict[Path, set[int]] = {}  # the paragraphs of a cell, a note or the story that have lines
        self._parts: dict[Path, set[tuple[int, int]]] = {}  # the cells of a table that have lines

    def text(self, line: Line, part: str, page: int, holder: int) -> str:
        """The operator that opens more of a paragraph."""
        if part in ("leader", "ruby") or line.again:
            return ARTIFACT
        block = self.block(path_of(line))
        if block.role == "Artifact":
            return ARTIFACT
        if not block.kids:
            block.page = page
        if not part:
            mark = self.marks.mark(block.number, page, holder)
            block.kids.append(mark)
            return opening(block.role, mark)
        last = block.kids[-1] if block.kids else None
        if not isinstance(last, Inline) or last.part != part:
            last = Inline(self.objects.reserve(), PARTS[part.split(" ", 1)[0]], part=part)
            block.kids.append(last)
        mark = self.marks.mark(last.number, page, holder)
        last.marks.append(mark)
        return opening(last.role, mark)

    def thing(self, line: Line, placed: PlacedObject, onto: Matrix, page: int, holder: int) -> str:
        """The operator that opens an object that stands in a line. onto: the line's coordinates -> PDF's of the page."""
        if placed.id not in self.things or line.again:
            return ARTIFACT
        role, text, box = self.things[placed.id]
        there = geometry.transformed(box, geometry.multiply((1, 0, 0, 1, placed.x_pt, placed.baseline_pt), onto))
        where = box_of(there, "Inline") if role == "Figure" else ""
        found = Inline(self.objects.reserve(), role, more=alternative(text) + where)
        block = self.block(path_of(line))
        (block.kids if role == "Figure" else block.after).append(found)
        mark = self.marks.mark(found.number, page, holder)
        found.marks.append(mark)
        return opening(role, mark)

    def linked(self, line: Line, target: str) -> Inline | None:
        """The element of a link in a line."""
        block = self._blocks.get(path_of(line))
        links = [kid for kid in block.kids if isinstance(kid, Inline) and kid.part == f"link {target}"] if block else []
        return links[-1] if links else None

    def block(self, path: Path) -> Block:
        block = self._blocks.get(path)
        if block is None:
            role = self.roles[int(path[0])] if len(path) == 1 and int(path[0]) < len(self.roles) else "P"
            block = self._blocks[path] = Block(self.objects.reserve(), role, self.story.language(path))
            self._register(path)
        return block

    def _register(self, path: Path) -> None:
        while path:
            self._within.setdefault(path[:-1], set()).add(int(path[-1]))
            path = path[:-1]
            if len(path) < 3:
                return  # the story, or a note
            self._parts.setdefault(path[:-2], set()).add((int(path[-2]), int(path[-1])))
            path = path[:-2]

    def write(self, *, parent: int, sheets: Sheets) -> None:
        """The section itself, and all in it, in the text's order."""
        self._sheets = sheets
        kids = [reference(kid) for kid in self._sequence((), self.number)]
        left = [str(within[0]) for within in self._within if len(within) == 1]  # notes whose reference stands elsewhere
        kids += [reference(self._note(key, self.number)) for key in left]
        self.objects.write(element("Sect", parent=parent, kids=kids), at=self.number)

    def _sequence(self, within: Path, parent: int) -> list[int]:
        """Write the paragraphs of a cell, a note or the story; neighbouring list items are a list."""
        found: list[int] = []
        items: list[lists.Item] = []
        for number in sorted(self._within.get(within, ())):
            path = (*within, number)
            block = self._blocks.get(path)
            label = block.label if block and block.role == "P" else None
            if block is not None and label is not None:
                form = self.story.format(path)
                items.append(lists.Item(block.number, label.number, form.left_indent_pt, lists.numbering(form)))
                continue
            if items:
                found.append(self._list(items, parent))
                items = []
            if path in self._parts:
                found.append(self._table(path, parent))
            if block is not None and (block.kids or block.after):
                found += self._paragraph(block, parent)
        if items:
            found.append(self._list(items, parent))
        return found

    def _paragraph(self, block: Block, parent: int, role: str = "", *, more: Sequence[int] = ()) -> list[int]:
        """Write a paragraph, and what stands in its text; more: elements at its end."""
        kids: list[str] = []
        for kid in block.kids:
            if isinstance(kid, Mark):
                kids.append(owned(kid, self._sheets, page=block.page))
                continue
            kids.append(reference(kid.number))
            self._inline(kid, block.number)
            kids += [reference(note) for note in self._noted(kid, block.number)]
        kids += [reference(number) for number in more]
        self.objects.write(element(role or block.role, parent=parent, kids=kids, more=self._where(block)), at=block.number)
        for thing in block.after:
            self._inline(thing, parent)
        return [block.number, *(thing.number for thing in block.after)]

    def _where(self, block: Block) -> str:
        language = block.language
        said = f"/Lang{literal(language.replace('_', '-'))}" if language not in ("", self.language, NO_LANGUAGE) else ""
        return f"/Pg {self._sheets.pages[block.page]} 0 R{said}"

    def _inline(self, inline: Inline, parent: int, role: str = "") -> None:
        page = inline.marks[0].page
        kids = [owned(mark, self._sheets, page=page) for mark in inline.marks]
        kids += [annotated(number, on, self._sheets) for number, on in inline.annotations]
        role = role or ("Span" if inline.part == "label" else inline.role)  # a label outside a list: a numbered heading's
        more = f"/Pg {self._sheets.pages[page]} 0 R{inline.more}"
        self.objects.write(element(role, parent=parent, kids=kids, more=more), at=inline.number)

    def _noted(self, inline: Inline, parent: int) -> list[int]:
        """The note behind its reference."""
        kind, _, key = inline.part.partition(" ")
        return [self._note(key, parent)] if kind == "note" and (key,) in self._within else []

    def _note(self, key: str, parent: int) -> int:
        number = self.objects.reserve()
        kids = [reference(kid) for kid in self._sequence((key,), number)]
        self.objects.write(element("Note", parent=parent, kids=kids, more=f"/ID({note_id(number)})"), at=number)
        del self._within[key,]  # a number that is written in two pieces has one note
        self.notes.append(number)
        return number

    def _list(self, items: Sequence[lists.Item], parent: int, depth: int = 0) -> int:
        """Write a list; items that are indented further than the first are lists within it."""
        blocks = {block.number: block for block in self._blocks.values()}
        number = self.objects.reserve()
        kids: list[int] = []
        for item, inner in lists.nested(items) if depth < lists.DEEPEST else ((each, []) for each in items):
            kids.append(self.objects.reserve())
            block = blocks[item.body]
            within = [self._list(inner, item.body, depth + 1)] if inner else []
            label = block.kids.pop(0)
            assert isinstance(label, Inline)
            self._inline(label, kids[-1], "Lbl")
            body = self._paragraph(block, kids[-1], "LBody", more=within)
            refs = [reference(each) for each in (item.label, *body)]
            self.objects.write(element("LI", parent=number, kids=refs), at=kids[-1])
        more = f"/A<</O/List/ListNumbering/{items[0].numbering}>>"
        self.objects.write(element("L", parent=parent, kids=map(reference, kids), more=more), at=number)
        return number

    def _table(self, path: Path, parent: int) -> int:
        """Write a table: all of its cells, empty ones too, up to the first row that found no place."""
        table = self.story.table(path)
        number = self.objects.reserve()
        last = max(row for row, _ in self._parts[path])
        kids: list[int] = []
        for row in range(len(table.rows)):
            cells = sorted((cell for cell in table.cells if cell.row == row), key=lambda cell: cell.column)
            if row > last and any(run.text for cell in cells for paragraph in cell.paragraphs for run in paragraph.runs):
                break
            kids.append(self._row(table, cells, path, number))
        self.objects.write(element("Table", parent=parent, kids=map(reference, kids)), at=number)
        return number

    def _row(self, table: Table, cells: Sequence[Cell], path: Path, parent: int) -> int:
        number = self.objects.reserve()
        kids = []
        for cell in cells:
            at = self.objects.reserve()
            within = [reference(kid) for kid in self._sequence((*path, cell.row, cell.column), at)]
            heads = cell.row < table.headers
            said = "/Scope/Column" if heads else ""
            said += f"/RowSpan {cell.rows}" if cell.rows > 1 else ""
            said += f"/ColSpan {cell.columns}" if cell.columns > 1 else ""
            more = f"/A<</O/Table{said}>>" if said else ""
            self.objects.write(element("TH" if heads else "TD", parent=number, kids=within, more=more), at=at)
            kids.append(reference(at))
        self.objects.write(element("TR", parent=parent, kids=kids), at=number)
        return number


class PageTags:
    """A section on one page: what painting lines asks for.

    holder   the key of the content stream: the page's own, or a form's
    onto     the frame's coordinates -> PDF's of the page
    """

    def __init__(self, section: Section, page: int, holder: int, onto: Matrix) -> None:
        self.section, self.page, self.holder, self.onto = section, page, holder, onto

    def text(self, line: Line, part: str) -> str:
        return self.section.text(line, part, self.page, self.holder)

    def thing(self, line: Line, placed: PlacedObject, turn: Matrix) -> str:
        return self.section.thing(line, placed, geometry.multiply(turn, self.onto), self.page, self.holder)

    def language(self, line: Line) -> str:
        """Of the paragraph, as its runs name it."""
        return self.section.block(path_of(line)).language if not line.again else ""

    def linked(self, line: Line, target: str) -> Inline | None:
        return self.section.linked(line, target)
