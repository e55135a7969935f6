"""Where a line stands in its story: from the story down to a paragraph, through tables' cells and notes.

A path is (paragraph), (paragraph, row, column, paragraph of the cell) and so on; in a note it begins with the note's id.
"""

from collections.abc import Mapping, Sequence

from documents.rendering.text.model import Line, Paragraph, ParagraphFormat, Table, paragraphs_of
from documents.rendering.text.source import is_blank

Path = tuple[int | str, ...]


def path_of(line: Line) -> Path:
    if not line.inside:
        return (line.paragraph,)
    path: Path = (line.paragraph,)
    for step in line.inside:
        path = step if isinstance(step[0], str) else path + step
    return path


class StoryText:
    """A story's paragraphs by path. values: blank lines that they leave out are not counted."""

    def __init__(self, paragraphs: Sequence[Paragraph], values: Mapping[str, str]) -> None:
        self._all, self._values = paragraphs, values
        self._shown = self._left(paragraphs)
        self._languages: dict[Path, str] = {}
        self._notes: dict[str, Sequence[Paragraph]] | None = None

    def _left(self, paragraphs: Sequence[Paragraph]) -> Sequence[Paragraph]:
        return [paragraph for paragraph in paragraphs if not is_blank(paragraph, self._values)]

    def paragraph(self, path: Path) -> Paragraph | None:
        """None for a line that belongs to none: the rules between columns."""
        first, *rest = path
        if isinstance(first, str):
            container, (at, *rest) = self._note(first), rest
        else:
            container, at = self._shown, first
        while True:
            found = container[int(at)] if int(at) < len(container) else None
            if found is None or not rest:
                return found
            row, column, at, *rest = rest
            table = _table_of(found)
            cells = table.cells if table else ()
            container = self._left(next((cell.paragraphs for cell in cells if (cell.row, cell.column) == (row, column)), ()))

    def format(self, path: Path) -> ParagraphFormat:
        found = self.paragraph(path)
        return found.format if found is not None else ParagraphFormat()

    def language(self, path: Path) -> str:
        """Of its first characters; "" where there are none."""
        known = self._languages.get(path)
        if known is None:
            found = self.paragraph(path)
            known = next((run.format.language for run in found.runs), found.end.language) if found is not None else ""
            self._languages[path] = known
        return known

    @property
    def settled(self) -> bool:
        """Whether all values leave the same paragraphs."""
        return not any(paragraph.remove_if_blank for paragraph in paragraphs_of(self._all))

    def table(self, path: Path) -> Table:
        found = self.paragraph(path)
        table = _table_of(found) if found is not None else None
        return table if table is not None else Table(id="", widths_pt=(), rows=(), cells=())

    def _note(self, key: str) -> Sequence[Paragraph]:
        if self._notes is None:
            runs = (run for paragraph in paragraphs_of(self._all) for run in paragraph.runs)
            self._notes = {run.note.id: self._left(run.note.paragraphs) for run in runs if run.note is not None}
        return self._notes.get(key, ())


def _table_of(paragraph: Paragraph) -> Table | None:
    return next((run.table for run in paragraph.runs if run.table is not None), None)
