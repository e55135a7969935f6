"""What a design has that is not drawn: nothing is left out silently."""

from documents.rendering.document import Document
from documents.rendering.findings import Finding
from documents.rendering.paint.canvas import Place


class NotDrawn:
    """Collects it, with the pages it stands on."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._found: dict[str, set[str]] = {}

    def note(self, what: str, place: Place) -> None:
        pages = self._found.setdefault(what, set())
        if place.number is not None:
            pages.add(self.document.pages[place.number].name)

    def findings(self) -> list[Finding]:
        return [
            Finding(
                level="warning",
                code="not-drawn",
                message=f"Not drawn yet: {what}.",
                remedy="Export this part from InDesign as PDF and place it, or do without it.",
                pages=tuple(sorted(on)),
                subject=what,
            )
            for what, on in sorted(self._found.items())
        ]
