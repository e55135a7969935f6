"""What a design has that is not drawn, or that nobody will see: nothing is left out silently."""

from documents.rendering.document import Box, Document
from documents.rendering.findings import Finding, Location
from documents.rendering.locations import clipped, first, transformed
from documents.rendering.paint.canvas import Place

WHITE_OVERPRINTS = "white that overprints"
REMEDY = "Export this part from InDesign as PDF and place it, or do without it."
# What is drawn as the design says, and hardly meant: code, message, remedy.
DOUBTED = {
    WHITE_OVERPRINTS: (
        "overprint",
        "White that overprints vanishes in print: screens show it all the same.",
        "Switch “Overprint Fill” or “Overprint Stroke” off in Window › Output › Attributes.",
    )
}


class NotDrawn:
    """Collects it, with the pages it stands on and where."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._found: dict[str, set[str]] = {}
        self._at: dict[str, list[Location]] = {}

    def note(self, what: str, place: Place, box: Box | None = None) -> None:
        """box: where it is, in the coordinates of the place."""
        pages, at = self._found.setdefault(what, set()), self._at.setdefault(what, [])
        if place.number is None:
            return
        page = self.document.pages[place.number]
        pages.add(page.name)
        if box is not None and (shown := clipped(transformed(box, place.page), page)) is not None:
            at.append(Location(page=place.number, box_pt=shown))

    def findings(self) -> list[Finding]:
        return [
            Finding(
                level="warning",
                code=said[0],
                message=said[1],
                remedy=said[2],
                pages=tuple(sorted(on)),
                subject=what,
                locations=first(self._at[what]),
            )
            for what, on in sorted(self._found.items())
            for said in [DOUBTED.get(what, ("not-drawn", f"Not drawn yet: {what}.", REMEDY))]
        ]
