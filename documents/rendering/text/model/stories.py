"""What stands in a story: paragraphs of runs, tables, notes."""

from collections.abc import Iterable, Iterator
from typing import Literal, Optional

import msgspec

from documents.rendering.text.model.formats import CharacterFormat, Ink, ParagraphFormat

Key = str


class Running(msgspec.Struct, frozen=True, kw_only=True):
    """A running header: what the first or last paragraph of a style on the page says. drops_end: without its end punctuation."""

    style: str
    last: bool = False
    before: str = ""
    after: str = ""
    drops_end: bool = False


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """Characters with one format; exactly one of text, field, object, page_number, special, table and note says what.

    Beside a field, `text` is its placeholder as the designer typed it ("<<First Name>>"): what stands there without a value.
    Forced line break U+2028, tab U+0009 and the rest of Unicode stand in `text` as themselves; a paragraph's return does not.
    """

    format: CharacterFormat
    text: str = ""
    field: str | None = None  # a field's value goes here, verbatim
    object: str | None = None  # id of an anchored page item
    page_number: Literal["current", "next", "previous", "section"] | None = None
    special: (
        Literal["indent-to-here", "right-indent-tab", "end-nested-style", "footnote", "column-break", "frame-break", "page-break"] | None
    ) = None
    link: str | None = None  # a hyperlink's target, for annotations
    table: Optional["Table"] = None  # alone in its paragraph
    note: Optional["Footnote"] = None  # beside `text`, its number
    running: Running | None = None  # until it is known what stands on its page (rendering/running.py); then None
    looks: tuple[CharacterFormat, ...] = ()  # its format under each of the paragraph's rules


class StyleRule(msgspec.Struct, frozen=True, kw_only=True):
    """A nested, GREP or line style of a paragraph whose text a field changes: where it acts is known with the values.

    nested  delimiter, is_word, repetition and inclusive as IDML has them, one after the other
    grep    a pattern of Python's `re`
    line    a number of lines; 0: all that are left
    """

    kind: Literal["nested", "grep", "line"]
    delimiter: str = ""
    is_word: bool = False
    repetition: int = 1
    inclusive: bool = True
    pattern: str = ""
    lines: int = 1


class Paragraph(msgspec.Struct, frozen=True, kw_only=True):
    """One paragraph; `end` is the format of its return, which counts for ascent and leading (composition.md 2, 9)."""

    format: ParagraphFormat
    runs: tuple[Run, ...]
    end: CharacterFormat
    remove_if_blank: bool = False  # Data Merge's RemoveBlankLines, for a paragraph that holds nothing but fields
    rules: tuple[StyleRule, ...] = ()


class Edge(msgspec.Struct, frozen=True, kw_only=True):
    """A stroke between two cells, or between a cell and the outside."""

    ink: Ink
    weight_pt: float
    type: str = "StrokeStyle/$ID/Solid"
    gap_ink: Ink | None = None


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """A cell: text in a frame of its own (composition.md 50, 51). diagonals: (from the top left, edge)."""

    column: int
    row: int
    columns: int = 1
    rows: int = 1
    name: str = ""  # what a person calls it
    paragraphs: tuple[Paragraph, ...] = ()
    insets_pt: tuple[float, float, float, float] = (4.0, 4.0, 4.0, 4.0)  # top, left, bottom, right
    first_baseline: Literal["ascent", "cap-height", "leading", "x-height", "embox", "fixed"] = "ascent"
    first_baseline_min_pt: float = 0.0
    vertical: Literal["top", "center", "bottom", "justify"] = "top"
    vertical_limit_pt: float = 0.0
    fill: Ink | None = None
    rotation_deg: int = 0
    diagonals: tuple[tuple[bool, Edge], ...] = ()
    diagonals_in_front: bool = False


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """height_pt: the least one of a row that grows, the only one of another."""

    height_pt: float = 0.0
    most_pt: float = 600.0
    grows: bool = True
    keep_with_next: bool = False
    start: Literal["anywhere", "next-column", "next-frame", "next-page"] = "anywhere"


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A table (composition.md 50-53, painting.md 8). across, down: (grid line, column or row, edge) of every edge that is drawn."""

    id: Key
    widths_pt: tuple[float, ...]
    rows: tuple[Row, ...]
    cells: tuple[Cell, ...]
    across: tuple[tuple[int, int, Edge], ...] = ()
    down: tuple[tuple[int, int, Edge], ...] = ()
    border_pt: tuple[float, float, float, float] = (0.5, 0.5, 0.5, 0.5)  # half of the outer border: top, left, bottom, right
    before_pt: float = 4.0
    after_pt: float = -4.0
    headers: int = 0
    footers: int = 0
    header_repeats: Literal["column", "frame", "page"] = "column"
    footer_repeats: Literal["column", "frame", "page"] = "column"
    skip_first_header: bool = False
    skip_last_footer: bool = False
    strokes_on_top: Literal["best", "rows", "columns"] = "best"


class Footnote(msgspec.Struct, frozen=True, kw_only=True):
    """A footnote's text (composition.md 48); its number and the separator stand at the start of its first paragraph."""

    id: Key = ""  # within its story
    paragraphs: tuple[Paragraph, ...]


class NoteOptions(msgspec.Struct, frozen=True, kw_only=True):
    """FootnoteOption: the room round the notes at the bottom of a column, and the line above them."""

    spacer_pt: float = 0.0
    between_pt: float = 0.0
    first_baseline: Literal["ascent", "cap-height", "leading", "x-height", "embox", "fixed"] = "leading"
    first_baseline_min_pt: float = 0.0
    rule: Edge | None = None
    rule_left_pt: float = 0.0
    rule_width_pt: float = 72.0
    rule_offset_pt: float = 0.0


NO_NOTES = NoteOptions()


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """The text that flows through a thread of frames."""

    id: str
    paragraphs: tuple[Paragraph, ...]
    frames: tuple[Key, ...]  # ids of the frames of its thread, in order
    optical_margin_pt: float | None = None
    vertical: bool = False
    notes: NoteOptions = NO_NOTES
    anchors: dict[str, int] = {}  # ids of hyperlinks' destinations in it -> paragraph


def paragraphs_of(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """Paragraphs with those of their tables' cells and their footnotes, each after the one that holds it."""
    for paragraph in paragraphs:
        yield paragraph
        for run in paragraph.runs:
            if run.table is not None:
                for cell in run.table.cells:
                    yield from paragraphs_of(cell.paragraphs)
            if run.note is not None:
                yield from paragraphs_of(run.note.paragraphs)


def inks_of_table(table: Table) -> Iterator[Ink]:
    """What its cells are filled and stroked with."""
    diagonals = (edge for cell in table.cells for _, edge in cell.diagonals)
    for edge in (*(edge for _, _, edge in table.across), *(edge for _, _, edge in table.down), *diagonals):
        yield edge.ink
        if edge.gap_ink is not None:
            yield edge.gap_ink
    yield from (cell.fill for cell in table.cells if cell.fill is not None)
