"""Stories into their frames: threads that print, what is anchored in them, and the threads in that."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from msgspec.structs import replace

from documents.rendering.document import IDENTITY, Item, Matrix
from documents.rendering.idml.anchoring import anchoring, filling_cell
from documents.rendering.idml.attributes import Element, flag, matrix
from documents.rendering.idml.frames import FrameReader, TextFrame, in_thread_order, text_frames
from documents.rendering.idml.geometry import then
from documents.rendering.idml.notes import Notes
from documents.rendering.idml.objectstyles import ObjectStyles
from documents.rendering.idml.pageitems import ItemReader, members, visible_box
from documents.rendering.idml.spreads import PageSpot
from documents.rendering.idml.story import ReadStory, StoryReader
from documents.rendering.idml.wraps import WrapReader
from documents.rendering.text.model import Footnote, FrameBox, Paragraph, Run, Story, Wrap

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
        styles: ObjectStyles,
        wraps: WrapReader,
        notes: Notes,
    ) -> None:
        self._elements, self._reader, self._frames, self._items = stories, reader, frames, items
        self._styles, self._wraps, self._notes = styles, wraps, notes
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
        self._notes.here = self._notes.inside = ()

    def _thread(self, element: Element, suffix: str, thread: list[TextFrame], laid: Laid) -> None:
        printing = [frame for frame in thread if frame.prints]
        self._notes.here = tuple(dict.fromkeys(frame.page.name for frame in printing))
        self._notes.inside = tuple(frame.id for frame in printing)
        read = self._story(element)
        boxes = [replace(self._frames.box(frame, thread), columns_from_right=read.from_right, rows_pt=read.rows_pt) for frame in thread]
        if any(run.note for paragraph in read.paragraphs for run in paragraph.runs):
            self._straddling(printing, boxes)
        laid.frames.update({box.id: box for box in boxes})
        self._add(read, element.get("Self", "") + suffix, tuple(box.id for box in boxes), suffix, printing[0].page, laid)

    def _straddling(self, printing: list[TextFrame], boxes: list[FrameBox]) -> None:
        """Name frames of several columns whose footnotes InDesign sets across them."""
        several = {box.id for box in boxes if box.columns > 1}
        for frame in printing:
            own = self._styles.settings(frame.element, "TextFramePreference")
            overrides = flag(own.get("FootnotesEnableOverrides"))
            straddles = flag(own.get("FootnotesSpanAcrossColumns")) if overrides else self._reader.footnotes.straddles
            if straddles and frame.id in several:
                self._notes.not_drawn("footnotes across columns", frame.page.name)

    def _story(self, element: Element) -> ReadStory:
        key = element.get("Self", "")
        if key not in self._read:
            self._read[key] = self._reader.read(element)
        return self._read[key]

    def _add(self, read: ReadStory, key: str, frames: tuple[str, ...], suffix: str, page: PageSpot, laid: Laid) -> None:
        """One story, with what is anchored in it."""
        for name, element in read.objects.items():
            if name + suffix not in laid.anchored:
                self._object(element, suffix, page, laid)
        paragraphs = read.paragraphs
        if read.objects:
            paragraphs = tuple(_anchored_as(paragraph, suffix, laid.anchored) for paragraph in paragraphs)
        laid.stories.append(
            Story(
                id=key,
                paragraphs=paragraphs,
                frames=frames,
                optical_margin_pt=read.optical_margin_pt,
                vertical=read.vertical,
                notes=read.notes,
                anchors=read.anchors,
            )
        )

    def _object(self, element: Element, suffix: str, page: PageSpot, laid: Laid) -> None:
        """An item that stands in a line of text; its own threads are made later."""
        item = self._items.item(element, suffix=suffix, page=page.name)
        if item is None:
            return
        setting = self._styles.settings(element, "AnchoredObjectSetting")
        if setting.get("AnchoredPosition") == "AboveLine" and setting.get("HorizontalAlignment") == "TextAlign":
            self._notes.not_drawn("anchored alignment")
        stands = filling_cell(element, visible_box(item)) or anchoring(setting)
        wraps: tuple[Wrap, ...] = ()
        if stands is not None and not stands.above_line:
            found = self._wraps.wrappers(element, matrix(element.get("ItemTransform")), order=0, of_master=False)
            wraps = tuple(wrap for wrapper in found for wrap in wrapper.around(IDENTITY, right_page=page.right))
        laid.anchored[item.id] = replace(item, anchoring=stands, wraps=wraps)
        threads: dict[Instance, list[TextFrame]] = {}
        for inner, place in walk(element, matrix(element.get("ItemTransform"))):
            for frame in text_frames(inner, suffix, place, page, None):
                threads.setdefault((frame.story, suffix), []).append(frame)
        self._waiting.extend(threads.items())


def walk(element: Element, place: Matrix) -> Iterator[tuple[Element, Matrix]]:
    """An item and everything inside it, each with its matrix."""
    yield element, place
    for child in members(element):
        yield from walk(child, then(matrix(child.get("ItemTransform")), place))


def _anchored_as(paragraph: Paragraph, suffix: str, anchored: dict[str, Item]) -> Paragraph:
    """The paragraph of one copy: its objects by the copy's ids, without those that are not drawn."""
    runs: list[Run] = []
    for run in paragraph.runs:
        if run.object is not None:
            if run.object + suffix in anchored:
                runs.append(replace(run, object=run.object + suffix))
        elif run.table is not None:
            cells = (
                replace(cell, paragraphs=tuple(_anchored_as(p, suffix, anchored) for p in cell.paragraphs)) for cell in run.table.cells
            )
            runs.append(replace(run, table=replace(run.table, cells=tuple(cells))))
        elif run.note is not None:
            paragraphs = tuple(_anchored_as(p, suffix, anchored) for p in run.note.paragraphs)
            runs.append(replace(run, note=Footnote(id=run.note.id, paragraphs=paragraphs)))
        else:
            runs.append(run)
    return replace(paragraph, runs=tuple(runs))
