"""How much text a field has room for: measured by setting typical words into every place where it stands."""

import time
from collections.abc import Callable, Mapping

from documents.rendering.findings import FoundField, Room
from documents.rendering.preflight.forms import FormRooms
from documents.rendering.preflight.stories import StoryRooms
from documents.rendering.prepared import Prepared

Measure = FormRooms | StoryRooms
PLENTY = 1000  # characters; whoever has so much to say is not kept from it by the frame
FIRST_TRY = 24
PATIENCE_S = 2.0


def rooms(
    prepared: Prepared, measure: Measure, *, patience_s: float = PATIENCE_S, clock: Callable[[], float] = time.monotonic
) -> Mapping[str, Room]:
    """By the name of each field that is typed as text or number; those that time did not suffice for are left out.

    costs   about ten compositions a field of the stories it stands in: some 10 ms; nothing is painted
    """
    deadline = clock() + patience_s

    def search(fits: Callable[[int], bool]) -> int | None:
        def fits_in_time(length: int) -> bool:
            if clock() > deadline:
                raise TimeoutError
            return fits(length)

        return most_that_fit(fits_in_time)

    found = {}
    for field in filter(_is_measured, prepared.fields):
        try:
            room = measure.room(field, search)
        except TimeoutError:
            break
        if room is not None:
            found[field.name] = room
    return found


def measure_of(prepared: Prepared) -> Measure:
    return FormRooms(prepared) if prepared.kind == "pdf" else StoryRooms(prepared)


def _is_measured(field: FoundField) -> bool:
    return field.kind in ("String", "Number") and not field.qr and not field.choices


def most_that_fit(fits: Callable[[int], bool], *, at_most: int = PLENTY) -> int | None:
    """The largest number for which `fits` says yes, taking it for granted that less fits where more does; None: all up to at_most do."""
    low, high = 0, min(FIRST_TRY, at_most)
    while fits(high):
        if high == at_most:
            return None
        low, high = high, min(high * 2, at_most)
    while high - low > 1:
        middle = (low + high) // 2
        if fits(middle):
            low = middle
        else:
            high = middle
    return low
