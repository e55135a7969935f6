"""The structure of what no field changes, and the places that each document fills in."""

from collections.abc import Iterator

from documents.rendering.document import Box, Document, Item, Matrix
from documents.rendering.paint import geometry
from documents.rendering.paint.canvas import Place
from documents.rendering.paint.extent import visible
from documents.rendering.paint.program import Holder, Structure
from documents.rendering.paint.syntax import Objects
from documents.rendering.paint.tagging.elements import (
    ARTIFACT,
    PAGINATION,
    Marks,
    Sheets,
    alternative,
    annotated,
    box_of,
    element,
    owned,
    reference,
)
from documents.rendering.paint.tagging.elements import opening as opened
from documents.rendering.paint.tagging.paths import StoryText
from documents.rendering.paint.tagging.roles import roles_of
from documents.rendering.paint.tagging.sections import Inline, PageTags, Section
from documents.rendering.text.model import Story, paragraphs_of

ROW_PT = 8.0  # what begins at nearly the same height is read from left to right


class Tagging:
    """Gives painting the operators that open marked content, and writes the elements at the end."""

    def __init__(self, document: Document, objects: Objects) -> None:
        self.document, self.objects = document, objects
        self.root, self.element, self.parents = objects.reserve(), objects.reserve(), objects.reserve()
        self.pages = [objects.reserve() for _ in document.pages]
        self.marks = Marks(dict.fromkeys(range(len(document.pages)), 0), keys=len(document.pages))
        self.forms: dict[int, int] = {}  # key -> object number, of those with marked content
        self.things = {key: _thing(item) for key, item in document.anchored.items() if not item.decoration}
        self.lacks: set[str] = set()
        self._figures: dict[tuple[str, int], Inline] = {}  # by item and page
        self._shown: dict[str, int] = {}  # items -> their first page
        self._stories = {frame: story for story in document.stories for frame in story.frames}
        self._roles = roles_of(document, self._in_order())
        self._sections: dict[str, Section] = {}
        self._alone: list[Inline] = []  # elements beside stories
        self._top: dict[int, tuple[int, int, float]] = {}  # element -> where it is read
        self._own_text = [any(i.frame for item in page.items if not _of_master(item) for i in members(item)) for page in document.pages]

    def _in_order(self) -> list[Story]:
        """Stories by the page and the place of their first frame."""
        places: dict[str, tuple[int, int, float]] = {}
        for index, page in enumerate(self.document.pages):
            for item in page.items:
                box = visible(item)
                for member in members(item):
                    if member.frame and box:
                        places.setdefault(member.frame, _place(index, box))
        last = (len(self.document.pages), 0, 0.0)
        return sorted(self.document.stories, key=lambda story: min((places.get(frame, last) for frame in story.frames), default=last))

    def opening(self, item: Item, place: Place) -> str:
        """What opens an item that is one thing: a figure, decoration, a running title; "" where its parts are things themselves."""
        if place.number is None or not place.marked:
            return ""
        if _of_master(item) and self._own_text[place.number] and not any(_is_dynamic(i, self._stories) for i in members(item)):
            return PAGINATION
        if item.decoration or self._shown.setdefault(item.id, place.number) != place.number:
            return ARTIFACT  # what lies over two pages is read on the first
        found = list(members(item))
        if any(each.frame for each in found):
            return ""
        if item.alternative_text or any(each.graphic or each.picture for each in found):
            return self.whole("Figure", item, place)
        return ARTIFACT

    def whole(self, role: str, item: Item, place: Place) -> str:
        """What opens an item that is one element with all it holds."""
        if place.number is None or place.holder is None or not place.marked:
            return ""
        text = next((each.alternative_text for each in members(item) if each.alternative_text), "")
        if role == "Figure" and not text:
            self.lacks.add("pictures without alternative text")
        box, page = visible(item), self.document.pages[place.number]
        seen = geometry.common(geometry.transformed(box, place.page), (0.0, 0.0, page.width_pt, page.height_pt)) if box else None
        seen = seen or (0.0, 0.0, 0.0, 0.0)
        where = box_of((seen[0], page.height_pt - seen[3], seen[2], page.height_pt - seen[1])) if role == "Figure" else ""
        found = Inline(self.objects.reserve(), role, more=alternative(text) + where)
        found.marks.append(self.marks.mark(found.number, place.number, place.holder))
        self._alone.append(found)
        self._at(found.number, place.number, seen)
        if role == "Figure":
            self._figures[item.id, place.number] = found
        return opened(role, found.marks[0])

    def link(self, page: int, box: Box, item: str = "") -> Inline:
        """The element of an annotation whose text is none of a story's: round the figure of its item, or beside what it lies over."""
        found = Inline(self.objects.reserve(), "Link")
        if (figure := self._figures.get((item, page))) is not None:
            found.figures.append(figure)
            figure.parent = found.number
            self._top.pop(figure.number, None)
        self._alone.append(found)
        self._at(found.number, page, box)
        return found

    def lines(self, frame: str, place: Place) -> PageTags | None:
        """What paints a static frame's lines; for a dynamic one, its section's place."""
        story, box = self._stories.get(frame), self.document.frames.get(frame)
        if place.number is None or place.holder is None or not place.marked or story is None:
            return None
        section = self._sections.get(story.id)
        if section is None:
            section = self._sections[story.id] = Section(
                self.objects.reserve(),
                self._roles[story.id],
                StoryText(story.paragraphs, {}),
                objects=self.objects,
                marks=self.marks,
                things=self.things,
                language=self.document.language,
            )
        if box is not None:
            corner = geometry.transformed((box.left_pt, box.top_pt, box.left_pt + 1, box.top_pt + 1), place.page)
            self._at(section.number, place.number, corner)
        upwards: Matrix = (1, 0, 0, -1, 0, self.document.pages[place.number].height_pt)
        return PageTags(section, place.number, place.holder, geometry.multiply(place.page, upwards))

    def _at(self, number: int, page: int, box: Box) -> None:
        self._top[number] = min(self._top.get(number, (page + 1, 0, 0.0)), _place(page, box))

    def write(self, dynamic: list[Story]) -> Structure:
        """All static elements; dynamic stories' sections are each document's own, and so is the tree's root."""
        changing = {story.id for story in dynamic}
        sheets = Sheets(self.pages, self.forms)
        for key, section in self._sections.items():
            if key not in changing:
                section.write(parent=self.element, sheets=sheets)
        for alone in self._alone:
            self._write(alone, sheets)
        kids = [reference(number) for number in sorted(self._top, key=lambda number: self._top[number])]
        self.objects.write(element("Document", parent=self.root, kids=kids), at=self.element)
        return Structure(
            holders=[
                Holder(key=key, form=self.forms.get(key, 0), tags=" ".join(map(reference, elements)), count=len(elements))
                for key, elements in self.marks.elements.items()
            ],
            links=self.marks.links,
            next_key=self.marks.keys,
            notes=[note for section in self._sections.values() for note in section.notes],
            root=self.root,
            document=self.element,
            parents=self.parents,
            sections={key: (section.number, list(section.roles)) for key, section in self._sections.items() if key in changing},
            things=self.things if dynamic else {},
            lacks=tuple(sorted(self.lacks | set(_lacking(self.document)))),
        )

    def _write(self, alone: Inline, sheets: Sheets) -> None:
        page = alone.marks[0].page if alone.marks else alone.annotations[0][1]
        kids = [reference(figure.number) for figure in alone.figures]
        kids += [owned(mark, sheets, page=page) for mark in alone.marks]
        kids += [annotated(number, on, sheets) for number, on in alone.annotations]
        more = f"/Pg {self.pages[page]} 0 R{alone.more}"
        self.objects.write(element(alone.role, parent=alone.parent or self.element, kids=kids, more=more), at=alone.number)


def members(item: Item) -> Iterator[Item]:
    """An item and all in it."""
    yield item
    for child in item.children:
        yield from members(child)


def _of_master(item: Item) -> bool:
    return "@" in item.id


def _is_dynamic(item: Item, stories: dict[str, Story]) -> bool:
    story = stories.get(item.frame or "")
    return item.picture is not None or (
        story is not None and any(run.field is not None for paragraph in paragraphs_of(story.paragraphs) for run in paragraph.runs)
    )


def _thing(item: Item) -> tuple[str, str, Box]:
    """Role, alternative text, and the box round its origin."""
    text = next((each.alternative_text for each in members(item) if each.alternative_text), "")
    return ("P" if any(each.frame for each in members(item)) else "Figure"), text, visible(item) or (0.0, 0.0, 0.0, 0.0)


def _place(page: int, box: Box) -> tuple[int, int, float]:
    return page, round(box[1] / ROW_PT), box[0]


def _lacking(document: Document) -> Iterator[str]:
    """What PDF/UA-1 asks for and is not there, or cannot be known."""
    if not document.title:
        yield "no title"
    if any(_thing(item)[0] == "Figure" and not _thing(item)[1] for item in document.anchored.values() if not item.decoration):
        yield "pictures without alternative text"
