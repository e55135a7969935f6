"""The room of a design's fields: their stories composed with words of the field's language."""

from collections.abc import Callable, Iterator, Mapping

from documents.rendering import text
from documents.rendering.document import Box
from documents.rendering.findings import FoundField, Room
from documents.rendering.locations import transformed
from documents.rendering.paint.loaded import Loaded, fields_of
from documents.rendering.paint.program import Program, TextPiece
from documents.rendering.preflight.words import typical
from documents.rendering.prepared import Prepared
from documents.rendering.text.model import Composed, FrameBox, Story, paragraphs_of

# What stands in the other fields of the same story meanwhile; in text fields their own names.
SAMPLES = {"Date": "September 30, 2026", "Number": "1234.50", "Boolean": "1"}
NAME_LENGTH = 20
EDGE_PT = 1.0
Search = Callable[[Callable[[int], bool]], int | None]


class StoryRooms:
    """Loaded anew: fonts and caches of its own, so that words which nobody sent are not kept with the program.

    looks   family and style of each field's text
    """

    def __init__(self, prepared: Prepared) -> None:
        self.program: Program = prepared.body
        self.fonts = Loaded(self.program).fonts
        self.samples = {field.name: SAMPLES.get(field.kind, field.name[:NAME_LENGTH]) for field in prepared.fields if field.kind != "Image"}
        self.fields = [fields_of(story) for story in self.program.stories]
        self.looks: dict[str, set[tuple[str, str]]] = {}
        for run in (run for story in self.program.stories for paragraph in paragraphs_of(story.paragraphs) for run in paragraph.runs):
            if run.field is not None:
                self.looks.setdefault(run.field, set()).add((run.format.family, run.format.style))
        self.pieces = {piece.frame: piece for piece in _text_pieces(self.program)}

    def room(self, field: FoundField, search: Search) -> Room | None:
        """None: it stands in no text that prints."""
        stories = [story for story, fields in zip(self.program.stories, self.fields, strict=True) if field.name in fields]
        if not stories:
            return None
        places = [_Places(self, story, field) for story in stories]
        fullest = ""

        def fits(length: int) -> bool:
            nonlocal fullest
            for place in places:
                if full := place.full(length):
                    fullest = full
                    return False
            return True

        characters = search(fits)
        grows = any(self.program.frames[key].auto_size != "off" for story in stories for key in story.frames if key in self.program.frames)
        return Room(characters=characters, frame=fullest if characters is not None else "", grows=grows)

    def compose(self, story: Story, values: Mapping[str, str]) -> Composed:
        frames = {key: self.program.frames[key] for key in story.frames if key in self.program.frames}
        program = self.program
        return text.compose(story, frames, fonts=self.fonts, values=values, objects=program.boxes, settings=program.text_settings)

    def leaves_page(self, key: str, box: Box) -> bool:
        """Whether a frame has grown over the edge of the page it stood on."""
        frame, piece = self.program.frames[key], self.pieces.get(key)
        if piece is None or piece.page < 0:
            return False
        page = self.program.pages[piece.page]
        limits = page.width_pt, page.height_pt
        return not _inside(transformed(box, piece.matrix), limits) and _inside(transformed(_box(frame), piece.matrix), limits)


class _Places:
    """Everywhere a field stands in one story."""

    def __init__(self, rooms: StoryRooms, story: Story, field: FoundField) -> None:
        self.rooms, self.story, self.field = rooms, story, field
        self.language = _language(story, field.name)
        others = {name: rooms.samples.get(name, "") for name in fields_of(story) if name != field.name}
        # Where the others' names alone are too much, they are taken for empty: the room of this field is asked for.
        self.others = dict.fromkeys(others, "") if others and self._full("", others) else others

    def full(self, length: int) -> str:
        """The name of the frame that does not hold so much of the field; empty: it fits."""
        return self._full(typical(self.language, length=length, digits=self.field.kind == "Number"), self.others)

    def _full(self, value: str, others: Mapping[str, str]) -> str:
        composed = self.rooms.compose(self.story, {**others, self.field.name: value})
        frames = self.rooms.program.frames
        if composed.overset is not None:
            frame = frames.get(composed.overset.frame)
            return composed.overset.place or (frame.name if frame else "") or "its frame"
        return next((frames[key].name or "its frame" for key, box in composed.grown.items() if self.rooms.leaves_page(key, box)), "")


def _language(story: Story, field: str) -> str:
    runs = (run for paragraph in paragraphs_of(story.paragraphs) for run in paragraph.runs)
    return next(run.format.language for run in runs if run.field == field)


def _text_pieces(program: Program) -> Iterator[TextPiece]:
    for page in program.pages:
        yield from (piece for piece in page.pieces if isinstance(piece, TextPiece))
    for form in program.variants["Display"].forms:
        yield from (piece for piece in form.pieces if isinstance(piece, TextPiece))


def _box(frame: FrameBox) -> Box:
    return frame.left_pt, frame.top_pt, frame.left_pt + frame.width_pt, frame.top_pt + frame.height_pt


def _inside(box: Box, limits: tuple[float, float]) -> bool:
    return box[0] >= -EDGE_PT and box[1] >= -EDGE_PT and box[2] <= limits[0] + EDGE_PT and box[3] <= limits[1] + EDGE_PT
