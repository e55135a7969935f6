"""The room of a PDF form's fields: words laid out in their widgets."""

from collections.abc import Callable, Iterator

from documents.rendering.findings import FoundField, Room
from documents.rendering.pdfform.filling import Typeset
from documents.rendering.pdfform.form import Field, Form
from documents.rendering.pdfform.layout import Laid, lay_out
from documents.rendering.preflight.words import typical
from documents.rendering.prepared import Prepared

Search = Callable[[Callable[[int], bool]], int | None]
EDGE_PT = 0.01


class FormRooms:
    def __init__(self, prepared: Prepared) -> None:
        self.form: Form = prepared.body
        self.language = prepared.language
        self.library = Typeset(self.form).library
        self.fields = {field.name: field for field in self.form.fields if field.look is not None}

    def room(self, field: FoundField, search: Search) -> Room | None:
        """A field's own most characters, and the cells of a comb, count beside what its box holds."""
        found = self.fields.get(field.name)
        if found is None or found.look is None:
            return None
        digits = field.kind == "Number"

        def laid(length: int) -> list[Laid]:
            return list(self._laid(found, typical(self.language, length=length, digits=digits)))

        limit = min((most for most in (field.max_length, found.look.comb) if most), default=None)
        full_size = [each.size_pt for each in laid(1)]
        characters = search(lambda length: (limit is None or length <= limit) and not any(each.overset for each in laid(length)))
        unshrunk = None
        if not found.look.size_pt and not found.look.comb:
            unshrunk = search(
                lambda length: all(
                    not each.overset and each.size_pt >= size - EDGE_PT for each, size in zip(laid(length), full_size, strict=True)
                )
            )
            if unshrunk is not None and characters is not None:
                unshrunk = min(unshrunk, characters)
        return Room(characters=characters, unshrunk=unshrunk)

    def too_long(self, field: FoundField) -> list[str]:
        """Those of a list's choices that their box does not hold."""
        found = self.fields.get(field.name)
        return [] if found is None else [choice for choice in field.choices if any(each.overset for each in self._laid(found, choice))]

    def _laid(self, field: Field, text: str) -> Iterator[Laid]:
        assert field.look is not None
        for widget in field.widgets:
            yield lay_out(text, look=field.look, widget=widget, fonts=self.library, language=self.language)
