"""Stories into their frames: threads that print, what is anchored in them, and the cells of their tables."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import msgspec

from documents.rendering.document import Item, Matrix
from documents.rendering.idml.attributes import Element, matrix
from documents.rendering.idml.frames import FrameReader, TextFrame, in_thread_order
from documents.rendering.idml.geometry import then
from documents.rendering.idml.notes import Notes
from documents.rendering.idml.objectstyles import ObjectStyles
from documents.rendering.idml.pageitems import ItemReader, members
from documents.rendering.idml.spreads import PageSpot
from documents.rendering.idml.story import ReadStory, StoryReader
from documents.rendering.idml.tableitems import table_item
from documents.rendering.idml.tables import TableReader
from documents.rendering.text.model import FrameBox, Paragraph, Run, Story

Instance = tuple[str, str]  # a story's id, and the suffix of the master's copy it stands in


@dataclass(slots=True)
class Laid:
    """What has been laid out so far."""

    pages: dict[int, list[Item]] = field(default_factory=dict)
    threads: dict[Instance, list[TextFrame]] = field(default_factory=dict)
    stories: list[Story] = field(default_factory=list)
    frames: dict[str, FrameBox] = field(default_factory=dict)
    anchored: dict[str, Item] = field(default_factory=dict)


class Flow:
    """Makes the stories of a design's threads.

    stories  the Story elements by id
    """

    def __init__(
        self,
        stories: Mapping[str, Element],
        *,
        reader: StoryReader,
        frames: FrameReader,
        items: ItemReader,
        tables: TableReader,
        styles: ObjectStyles,
        notes: Notes,
    ) -> None:
        self._elements, self._reader, self._frames, self._items = stories, reader, frames, items
        self._tables, self._styles, self._notes = tables, styles, notes
        self._read: dict[str, ReadStory] = {}
        self._waiting: list[tuple[Instance, list[TextFrame]]] = []

    def run(self, laid: Laid) -> None:
        """Make stories of the threads that print somewhere; what is anchored in them may hold threads of its own."""
        self._waiting = list(laid.threads.items())
        at = 0
        while at < len(self._waiting):
            (key, suffix), frames = self._waiting[at]
            at += 1
            element = self._elements.get(key)
            if element is not None and any(frame.prints for frame in frames):
                self._thread(element, suffix, in_thread_order(frames), laid)
        self._notes.here = ()

    def _thread(self, element: Element, suffix: str, thread: list[TextFrame], laid: Laid) -> None:
        printing = [frame for frame in thread if frame.prints]
        self._notes.here = tuple(dict.fromkeys(frame.page.name for frame in printing))
        read = self._story(element)
        boxes = [self._frames.box(frame, thread, with_fields=_has_fields(read)) for frame in thread]
        laid.frames.update({box.id: box for box in boxes})
        room = max(box.height_pt - box.insets_pt[0] - box.insets_pt[2] for box in boxes)
        self._add(read, element.get("Self", "") + suffix, tuple(box.id for box in boxes), suffix, printing[0].page, room, laid)

    def _story(self, element: Element) -> ReadStory:
        key = element.get("Self", "")
        if key not in self._read:
            self._read[key] = self._reader.read(element)
        return self._read[key]

    def _add(self, read: ReadStory, key: str, frames: tuple[str, ...], suffix: str, page: PageSpot, room_pt: float, laid: Laid) -> None:
        """One story, then the stories of its tables' cells. room_pt: how high a table in it may be."""
        place = len(laid.stories)
        for name, element in read.objects.items():
            if name + suffix in laid.anchored:
                continue
            if element.tag == "Table":
                self._table(element, suffix, page, room_pt, laid)
            else:
                self._object(element, suffix, page, laid)
        paragraphs = read.paragraphs
        if read.objects:
            paragraphs = tuple(_anchored_as(paragraph, suffix, laid.anchored) for paragraph in paragraphs)
        laid.stories.insert(place, Story(id=key, paragraphs=paragraphs, frames=frames, optical_margin_pt=read.optical_margin_pt))

    def _object(self, element: Element, suffix: str, page: PageSpot, laid: Laid) -> None:
        """An item that stands in a line of text; its own threads are made later."""
        item = self._items.item(element, suffix=suffix, page=page.name)
        if item is None:
            return
        setting = self._styles.settings(element, "AnchoredObjectSetting")
        if setting.get("AnchoredPosition", "InlinePosition") != "InlinePosition":
            self._notes.not_drawn("anchored object", page.name)
            return
        laid.anchored[item.id] = item
        threads: dict[Instance, list[TextFrame]] = {}
        for inner, place in walk(element, matrix(element.get("ItemTransform"))):
            if inner.tag == "TextFrame":
                frame = TextFrame(inner, suffix, place, page, prints=True)
                threads.setdefault((frame.story, suffix), []).append(frame)
        self._waiting.extend(threads.items())

    def _table(self, element: Element, suffix: str, page: PageSpot, room_pt: float, laid: Laid) -> None:
        table = self._tables.read(element)
        if table is None:
            return
        if table.height_pt > room_pt + 0.01:
            self._notes.not_drawn("table", page.name)
            return
        item, frames = table_item(table, suffix=suffix, page=page)
        laid.anchored[item.id] = item
        for cell in table.cells:
            box = frames[cell.element.get("Self", "")]
            read = self._story(cell.element)
            if _has_fields(read):
                self._notes.not_drawn("table rows", page.name)
            laid.frames[box.id] = box
            self._add(read, box.id, (box.id,), suffix, page, box.height_pt - box.insets_pt[0] - box.insets_pt[2], laid)


def _has_fields(read: ReadStory) -> bool:
    return any(run.field for paragraph in read.paragraphs for run in paragraph.runs)


def walk(element: Element, place: Matrix) -> Iterator[tuple[Element, Matrix]]:
    """An item and everything inside it, each with its matrix."""
    yield element, place
    for child in members(element):
        yield from walk(child, then(matrix(child.get("ItemTransform")), place))


def _anchored_as(paragraph: Paragraph, suffix: str, anchored: dict[str, Item]) -> Paragraph:
    """The paragraph of one copy: its objects by the copy's ids, without those that are not drawn."""
    runs: list[Run] = []
    for run in paragraph.runs:
        if run.object is None:
            runs.append(run)
        elif run.object + suffix in anchored:
            runs.append(msgspec.structs.replace(run, object=run.object + suffix))
    return msgspec.structs.replace(paragraph, runs=tuple(runs))
