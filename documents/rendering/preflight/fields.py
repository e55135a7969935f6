"""What is to be said about fields that hold little or nothing."""

from collections.abc import Iterator, Sequence

from documents.rendering.findings import MOST_LOCATIONS, Finding, FoundField, Location, frame_in_words
from documents.rendering.preflight.forms import FormRooms
from documents.rendering.preflight.room import Measure

TIGHT = {"String": 4, "Number": 2}  # fewer characters than nearly any name or number has
CHOICES_MEASURED = 300


def about_room(fields: Sequence[FoundField], measure: Measure) -> Iterator[Finding]:
    yield from _without_room(fields)
    yield from (_tight(field) for field in fields if _is_tight(field))
    if isinstance(measure, FormRooms):
        yield from _choices(fields, measure)


def _without_room(fields: Sequence[FoundField]) -> Iterator[Finding]:
    """One finding for each frame, whatever fields stand in it: it has one fault."""
    full: dict[str, list[FoundField]] = {}
    for field in fields:
        if field.room is not None and field.room.characters == 0:
            full.setdefault(field.room.frame, []).append(field)
    for frame, within in full.items():
        names = ", ".join(f"“{field.name}”" for field in within)
        where = f" in {frame_in_words(frame)}" if frame else ""
        yield Finding(
            level="error",
            code="overset",
            message=f"There is no room for {names}{where}: not even one letter fits.",
            remedy="Make the frame larger, its text shorter or smaller, or let the frame grow (Text Frame Options › Auto-Size).",
            error_id=1009,
            pages=_pages(within),
            subject=within[0].name,
            locations=_locations(within),
        )


def _is_tight(field: FoundField) -> bool:
    """Less room than people need; what the designer has limited is meant so."""
    room = field.room.characters if field.room is not None else None
    return room is not None and 0 < room < TIGHT.get(field.kind, 0) and not (field.max_length and room >= field.max_length)


def _tight(field: FoundField) -> Finding:
    assert field.room is not None
    where = f" in {frame_in_words(field.room.frame)}" if field.room.frame else ""
    count = "one character" if field.room.characters == 1 else f"{field.room.characters} characters"
    return Finding(
        level="warning",
        code="tight-field",
        message=f"“{field.name}” has room for about {count}{where}: many values will be too long.",
        remedy="Make its frame larger, its text smaller, or let the frame grow.",
        pages=field.pages,
        subject=field.name,
        locations=field.locations,
    )


def _choices(fields: Sequence[FoundField], measure: FormRooms) -> Iterator[Finding]:
    """Choices of a list that a document would be refused for."""
    left = CHOICES_MEASURED
    for field in fields:
        left -= len(field.choices)
        long = measure.too_long(field) if field.choices and left >= 0 else []
        if long:
            named = ", ".join(f"“{choice[:40]}”" for choice in long[:3]) + (f" and {len(long) - 3} more" if len(long) > 3 else "")
            yield Finding(
                level="warning",
                code="long-choice",
                message=f"Not every choice of “{field.name}” fits its box: {named}.",
                remedy="Make the box larger, its font size automatic, or these choices shorter.",
                pages=field.pages,
                subject=field.name,
                locations=field.locations,
            )


def _pages(fields: Sequence[FoundField]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(page for field in fields for page in field.pages))


def _locations(fields: Sequence[FoundField]) -> tuple[Location, ...]:
    return tuple(dict.fromkeys(location for field in fields for location in field.locations))[:MOST_LOCATIONS]
