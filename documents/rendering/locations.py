"""Where things stand on a design's pages: what a finding is about, as rectangles to look at."""

from collections.abc import Iterable, Sequence
from functools import cached_property

from documents.rendering.document import IDENTITY, Box, Item, Matrix, Page
from documents.rendering.findings import MOST_LOCATIONS, Location
from documents.rendering.text.model import Story, paragraphs_of


class Locations:
    """The places of a design's items by id, by the text frame in them, by linked file, by field and by font."""

    def __init__(self, pages: Sequence[Page], stories: Sequence[Story]) -> None:
        self._pages, self._stories = pages, stories

    @cached_property
    def _found(self) -> "_Found":
        """Most designs have nothing to say; who asks once asks often."""
        found = _Found()
        for number, page in enumerate(self._pages):
            for item in page.items:
                found.note(item, IDENTITY, number, page)
        for story in self._stories:  # a story stands before those that are anchored in it
            found.note_story(story)
        return found

    def of_items(self, ids: Iterable[str]) -> tuple[Location, ...]:
        """Of items and text frames; an id without the suffix of a master's copy means all its copies."""
        return first(location for key in ids for location in (self._found.items.get(key) or self._found.frames.get(key) or ()))

    def of_frame(self, frame: str) -> tuple[Location, ...]:
        return first(self._found.frames.get(frame, ()))

    def of_link(self, name: str) -> tuple[Location, ...]:
        return first(self._found.links.get(name, ()))

    def of_field(self, name: str) -> tuple[Location, ...]:
        return first(self._found.fields.get(name, ()))

    def of_font(self, family: str, style: str) -> tuple[Location, ...]:
        return first(self._found.fonts.get((family, style), ()))

    def pages_of_font(self, family: str, style: str) -> tuple[str, ...]:
        """The names of all pages that have text in it."""
        return page_names(self._found.fonts.get((family, style), ()), self._pages)

    def pages_of_link(self, name: str) -> tuple[str, ...]:
        return page_names(self._found.links.get(name, ()), self._pages)


class _Found:
    def __init__(self) -> None:
        self.items: dict[str, list[Location]] = {}
        self.frames: dict[str, list[Location]] = {}
        self.links: dict[str, list[Location]] = {}
        self.fields: dict[str, list[Location]] = {}
        self.fonts: dict[tuple[str, str], list[Location]] = {}

    def note(self, item: Item, above: Matrix, number: int, page: Page) -> Box | None:
        """Its box on the page; a group's is its members' together."""
        matrix = _multiplied(item.matrix, above)
        inside = [box for child in item.children if (box := self.note(child, matrix, number, page)) is not None]
        own = _box_of(item)
        box = transformed(own, matrix) if own is not None else _union(inside)
        if box is not None and (shown := clipped(box, page)) is not None:
            location = Location(page=number, box_pt=shown)
            for key in {item.id, item.id.split("@")[0]}:
                self.items.setdefault(key, []).append(location)
            if item.frame is not None:
                self.frames.setdefault(item.frame, []).append(location)
            if item.graphic is not None:
                self.links.setdefault(item.graphic.link, []).append(location)
            if item.picture is not None:
                self.fields.setdefault(item.picture.field, []).append(location)
        return box

    def note_story(self, story: Story) -> None:
        """A field, a font or an anchored object stands somewhere in the thread's frames."""
        locations = [location for frame in story.frames for location in self.frames.get(frame, ())]
        fonts: dict[tuple[str, str], None] = {}
        for run in (run for paragraph in paragraphs_of(story.paragraphs) for run in paragraph.runs):
            if run.field is not None:
                _extend(self.fields.setdefault(run.field, []), locations)
            if run.object is not None:
                _extend(self.items.setdefault(run.object, []), locations)
                _extend(self.frames.setdefault(run.object, []), locations)
            if run.text:
                fonts[run.format.family, run.format.style] = None
        for font in fonts:
            self.fonts.setdefault(font, []).extend(locations)


def page_names(locations: Iterable[Location], pages: Sequence[Page]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(pages[each.page].name for each in locations))


def _extend(known: list[Location], locations: Iterable[Location]) -> None:
    known.extend(location for location in locations if location not in known and len(known) < MOST_LOCATIONS)


def first(locations: Iterable[Location]) -> tuple[Location, ...]:
    return tuple(dict.fromkeys(locations))[:MOST_LOCATIONS]


def _box_of(item: Item) -> Box | None:
    """The item's outline in its inner coordinates."""
    points = [(a.x, a.y) for path in item.paths for a in path.anchors]
    points += [(a.left_x, a.left_y) for path in item.paths for a in path.anchors]
    points += [(a.right_x, a.right_y) for path in item.paths for a in path.anchors]
    return _around(points)


def _around(points: Sequence[tuple[float, float]]) -> Box | None:
    if not points:
        return None
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _union(boxes: Sequence[Box]) -> Box | None:
    return _around([point for left, top, right, bottom in boxes for point in ((left, top), (right, bottom))])


def _multiplied(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def transformed(box: Box, matrix: Matrix) -> Box:
    a, b, c, d, e, f = matrix
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (box[0], box[2]) for y in (box[1], box[3])]
    xs, ys = zip(*corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def clipped(box: Box, page: Page) -> Box | None:
    """What of it lies on the page; None: nothing."""
    left, top, right, bottom = max(0.0, box[0]), max(0.0, box[1]), min(page.width_pt, box[2]), min(page.height_pt, box[3])
    if left > right or top > bottom:
        return None
    return round(left, 2), round(top, 2), round(right, 2), round(bottom, 2)
