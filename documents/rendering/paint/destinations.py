"""Where links within the document and bookmarks lead: named destinations, and the outline."""

from collections.abc import Iterator, Sequence

from documents.rendering.document import Bookmark, Document, Matrix, Point
from documents.rendering.paint import geometry
from documents.rendering.paint.syntax import Objects, literal, numbers, string
from documents.rendering.paint.typesetting import Typesetting

MOST_DEEP = 30  # a hostile design nests bookmarks without end
ABOVE_PT = 14.0  # of a line: what a reader is shown above it


class Destinations:
    """frames: where each text frame was painted first, (page, its coordinates -> the page)."""

    def __init__(self, document: Document, objects: Objects) -> None:
        self.document, self.objects = document, objects
        self.frames: dict[str, tuple[int, Matrix]] = {}

    def write(self, typesetting: Typesetting, *, pages: Sequence[int]) -> str:
        """The catalogue's entries; of text that fields change, a destination is where its placeholders put it."""
        found = {key: f"[{pages[page]} 0 R/Fit]" for key, page in self.document.destinations.items() if page < len(pages)}
        for key, page, (x, y) in self._in_text(typesetting):
            height = self.document.pages[page].height_pt
            found.setdefault(key, f"[{pages[page]} 0 R/XYZ {numbers(max(0.0, x), height - max(0.0, y))} null]")
        entries = ""
        if found:
            names = "".join(f"{name}{found[key]}" for name, key in sorted((literal(key), key) for key in found))
            entries = f"/Names<</Dests {self.objects.write(f'<</Names[{names}]>>')} 0 R>>"
        shown = [each for each in self.document.bookmarks if self._leads(each, found, 0)]
        if shown:
            root = self.objects.reserve()
            kids, count = self._outline(shown, root, found, 0)
            self.objects.write(f"<</Type/Outlines/First {kids[0]} 0 R/Last {kids[-1]} 0 R/Count {count}>>", at=root)
            entries += f"/Outlines {root} 0 R"
        return entries

    def _in_text(self, typesetting: Typesetting) -> Iterator[tuple[str, int, Point]]:
        for story in self.document.stories:
            for key, paragraph in story.anchors.items():
                lines = ((frame, line) for frame in story.frames for line in typesetting.all_lines.get(frame, []))
                for frame, line in lines:
                    if line.paragraph >= paragraph and frame in self.frames and (line.runs or line.areas or line.strokes):
                        page, matrix = self.frames[frame]
                        yield key, page, geometry.apply(matrix, (line.left_pt, line.baseline_pt - ABOVE_PT))
                        break

    def _leads(self, bookmark: Bookmark, found: dict[str, str], depth: int) -> bool:
        within = depth < MOST_DEEP and any(self._leads(child, found, depth + 1) for child in bookmark.children)
        return bookmark.destination in found or within

    def _outline(self, bookmarks: Sequence[Bookmark], parent: int, found: dict[str, str], depth: int) -> tuple[list[int], int]:
        """Entries beside each other, and how many there are with those within, all of them open."""
        numbers_ = [self.objects.reserve() for _ in bookmarks]
        count = len(bookmarks)
        for at, bookmark in enumerate(bookmarks):
            shown = [child for child in bookmark.children if self._leads(child, found, depth + 1)]
            body = f"/Title{string(bookmark.name)}/Parent {parent} 0 R"
            if bookmark.destination in found:
                body += f"/Dest{literal(bookmark.destination)}"
            body += f"/Prev {numbers_[at - 1]} 0 R" if at else ""
            body += f"/Next {numbers_[at + 1]} 0 R" if at + 1 < len(numbers_) else ""
            if shown:
                kids, inner = self._outline(shown, numbers_[at], found, depth + 1)
                body += f"/First {kids[0]} 0 R/Last {kids[-1]} 0 R/Count {inner}"
                count += inner
            self.objects.write(f"<<{body}>>", at=numbers_[at])
        return numbers_, count
