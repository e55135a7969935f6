"""The room of a PDF form's fields: words laid out in their widgets."""

from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from documents.rendering.findings import FoundField, Room
from documents.rendering.pdfform.filling import Typeset
from documents.rendering.pdfform.form import Field, Form
from documents.rendering.pdfform.layout import SMALLEST_PT, Laid, lay_out
from documents.rendering.preflight.words import typical
from documents.rendering.prepared import Prepared

LONGEST_CHOICE = 1000  # as far as it is measured
Search = Callable[[Callable[[int], bool]], int | None]


class FormRooms:
    def __init__(self, prepared: Prepared) -> None:
        self.form: Form = prepared.body
        self.language = prepared.language
        self.fonts = Typeset(self.form).library
        self.fields = {field.name: field for field in self.form.fields if field.look is not None}
        self.looks = {name: {(field.look.family, field.look.style)} for name, field in self.fields.items() if field.look}

    def room(self, field: FoundField, search: Search) -> Room | None:
        """A field's own most characters, and the cells of a comb, count beside what its box holds."""
        found = self.fields.get(field.name)
        if found is None or found.look is None:
            return None
        look, digits = found.look, field.kind == "Number"
        limit = min((most for most in (field.max_length, look.comb) if most), default=None)
        full_sizes = [laid.size_pt for laid in self._laid(found, typical(self.language, length=1))]

        def fits(length: int, sizes: list[float]) -> bool:
            text = typical(self.language, length=length, digits=digits)
            return (limit is None or length <= limit) and not any(laid.overset for laid in self._laid(found, text, sizes=sizes))

        if look.size_pt or look.comb:
            return Room(characters=search(lambda length: fits(length, [])))
        smallest = [min(SMALLEST_PT, size) for size in full_sizes]
        characters, unshrunk = search(lambda length: fits(length, smallest)), search(lambda length: fits(length, full_sizes))
        return Room(characters=characters, unshrunk=unshrunk if unshrunk != characters else None)

    def too_long(self, field: FoundField) -> list[str]:
        """Those of a list's choices that their box does not hold."""
        found = self.fields.get(field.name)
        if found is None:
            return []
        return [choice for choice in field.choices if any(each.overset for each in self._laid(found, choice[:LONGEST_CHOICE]))]

    def _laid(self, field: Field, text: str, *, sizes: Sequence[float] = ()) -> Iterator[Laid]:
        """In each of its widgets; sizes: of each, instead of the automatic one."""
        assert field.look is not None
        looks = [replace(field.look, size_pt=size) for size in sizes] or [field.look] * len(field.widgets)
        for widget, look in zip(field.widgets, looks, strict=True):
            yield lay_out(text, look=look, widget=widget, fonts=self.fonts, language=self.language)
