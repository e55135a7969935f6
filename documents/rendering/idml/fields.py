"""The fields of a design in reading order: page, then story, then picture."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from documents.rendering.curves import bounds
from documents.rendering.document import IDENTITY, Item, Matrix, Page
from documents.rendering.findings import FoundField
from documents.rendering.idml.geometry import then
from documents.rendering.idml.pageitems import visible_box
from documents.rendering.idml.placeholders import suggested_kind
from documents.rendering.text.model import Story, paragraphs_of


class Place(NamedTuple):
    page: int
    after_text: bool  # a picture comes behind the page's texts
    y: float
    x: float


class Sighting(NamedTuple):
    place: Place
    name: str
    is_picture: bool
    is_qr: bool
    pages: tuple[str, ...]


def found_fields(pages: Sequence[Page], stories: Sequence[Story], anchored: Mapping[str, Item]) -> tuple[FoundField, ...]:
    """Each name once, where it stands first; a picture placeholder of that name decides its kind."""
    frames: dict[str, list[Place]] = {}
    sightings: list[Sighting] = []
    names = [page.name for page in pages]
    for index, page in enumerate(pages):
        for item in page.items:
            for inner, place in _within(item, index, IDENTITY):
                if inner.frame is not None:
                    frames.setdefault(inner.frame, []).append(place)
                if inner.picture is not None:
                    sightings.append(_picture(inner, place, (names[index],)))
    for story in stories:  # a story stands before those that are anchored in it
        places = sorted(place for frame in story.frames for place in frames.get(frame, ()))
        if not places:
            continue
        on = tuple(dict.fromkeys(names[place.page] for place in places))
        for run in (run for paragraph in paragraphs_of(story.paragraphs) for run in paragraph.runs):
            if run.field:
                sightings.append(Sighting(places[0], run.field, is_picture=False, is_qr=False, pages=on))
            elif run.object is not None and run.object in anchored:
                for inner, _ in _within(anchored[run.object], places[0].page, IDENTITY):
                    if inner.frame is not None:
                        frames.setdefault(inner.frame, []).append(places[0])
                    if inner.picture is not None:
                        sightings.append(_picture(inner, places[0]._replace(after_text=True), on))
    return tuple(_field(name, same) for name, same in _by_name(sightings).items())


def _within(item: Item, page: int, outer: Matrix) -> Iterator[tuple[Item, Place]]:
    """An item and all inside it, with the top left corner of each on its page."""
    place = then(item.matrix, outer)
    box = bounds(item.paths) or visible_box(item) or (0.0, 0.0, 0.0, 0.0)
    x = place[0] * box[0] + place[2] * box[1] + place[4]
    y = place[1] * box[0] + place[3] * box[1] + place[5]
    yield item, Place(page, after_text=False, y=y, x=x)
    for child in item.children:
        yield from _within(child, page, place)


def _picture(item: Item, place: Place, pages: tuple[str, ...]) -> Sighting:
    assert item.picture is not None
    return Sighting(place._replace(after_text=True), item.picture.field, is_picture=True, is_qr=item.picture.qr, pages=pages)


def _by_name(sightings: list[Sighting]) -> dict[str, list[Sighting]]:
    grouped: dict[str, list[Sighting]] = {}
    for sighting in sorted(sightings, key=lambda sighting: sighting.place):
        grouped.setdefault(sighting.name, []).append(sighting)
    return grouped


def _field(name: str, sightings: list[Sighting]) -> FoundField:
    pages = tuple(dict.fromkeys(page for sighting in sightings for page in sighting.pages))
    if any(sighting.is_picture and not sighting.is_qr for sighting in sightings):
        return FoundField(name=name, kind="Image", certain=True, pages=pages)
    is_qr = any(sighting.is_qr for sighting in sightings)
    return FoundField(name=name, kind="String" if is_qr else suggested_kind(name), certain=is_qr, qr=is_qr, pages=pages)
