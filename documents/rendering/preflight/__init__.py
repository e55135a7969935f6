"""What a prepared template is looked through for before people work with it: names, room, letters, pictures of what was found.

inspect(prepared)        -> Prepared   its fields with their room, and further findings
picture(findings, pdf)   -> findings that name their pictures, and the pictures
"""

from msgspec.structs import replace

from documents.rendering.findings import ordered
from documents.rendering.preflight.fields import about_room
from documents.rendering.preflight.letters import about_letters
from documents.rendering.preflight.names import about_names
from documents.rendering.preflight.pictures import picture
from documents.rendering.preflight.room import PATIENCE_S, measure_of, rooms
from documents.rendering.prepared import Prepared

__all__ = ["inspect", "picture"]


def inspect(prepared: Prepared, *, patience_s: float = PATIENCE_S) -> Prepared:
    """The template with what its fields have room for, and what is to be said about them.

    costs   some 10 ms a field, `patience_s` in all: fields that were not reached have no `room`
    """
    measure = measure_of(prepared)
    measured = rooms(prepared, measure, patience_s=patience_s)
    fields = tuple(replace(field, room=measured.get(field.name)) for field in prepared.fields)
    found = [*prepared.findings, *about_room(fields, measure), *about_names(fields, kind=prepared.kind)]
    found += about_letters(fields, measure.fonts, measure.looks)
    return replace(prepared, fields=fields, findings=ordered(found))
