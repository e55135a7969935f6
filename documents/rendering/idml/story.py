"""A Story element -> paragraphs of runs (composition.md 62-66)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from lxml import etree

from documents.rendering.idml.attributes import Element, children, flag, number, percent, reference, word
from documents.rendering.idml.designmap import ANCHORS, Links
from documents.rendering.idml.footnotes import NO_ENDNOTES, PLAIN, Endnotes, FootnoteStyle
from documents.rendering.idml.notes import Notes
from documents.rendering.idml.numbering import Count, Counter
from documents.rendering.idml.paragraphs import ParagraphMaker
from documents.rendering.idml.pieces import PageNumber, Piece, Special, visible
from documents.rendering.idml.tables import TableReader
from documents.rendering.idml.textstyles import NO_CHARACTER_STYLE, NO_PARAGRAPH_STYLE, Range, TextStyles
from documents.rendering.text.model import NO_NOTES, Footnote, NoteOptions, Paragraph, Running

PAGE_ITEMS = frozenset(
    {"Rectangle", "Oval", "Polygon", "GraphicLine", "TextFrame", "Group", "Button", "MultiStateObject", "EPSText", "FormField", "HtmlItem"}
)
BREAKS: dict[str, Special] = {
    "NextColumn": "column-break",
    "NextFrame": "frame-break",
    "NextPage": "page-break",
    "NextOddPage": "page-break",
    "NextEvenPage": "page-break",
}
PAGE_NUMBERS: dict[str, PageNumber] = {"NextPageNumber": "next", "PreviousPageNumber": "previous"}
SPECIALS: dict[str, Special] = {"7": "indent-to-here", "8": "right-indent-tab", "3": "end-nested-style"}
SILENT = frozenset({"Properties", "Note", "HiddenText", "IndexTerm", "PageReference"})


@dataclass(slots=True)
class ReadStory:
    """A story as read once: its paragraphs, and the page items anchored in it by id."""

    paragraphs: tuple[Paragraph, ...]
    objects: dict[str, Element]
    optical_margin_pt: float | None = None
    notes: NoteOptions = NO_NOTES
    anchors: dict[str, int] = field(default_factory=dict)
    vertical: bool = False
    from_right: bool = False
    rows_pt: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryReader:
    """Reads the stories of one design.

    headers       running headers by their text variable; None: one that shows what was saved
    dates         text variables that show the day of output
    running       the numbers of lists that go on from story to story
    hidden        ids of conditions that are switched off
    remove_blank  Data Merge's RemoveBlankLines
    """

    styles: TextStyles
    links: Links
    notes: Notes
    tables: TableReader
    footnotes: FootnoteStyle = PLAIN
    endnotes: Endnotes = NO_ENDNOTES
    running: Mapping[str, Count] = field(default_factory=dict)
    headers: Mapping[str, Running | None] = field(default_factory=dict)
    dates: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    remove_blank: bool = False

    def read(self, story: Element) -> ReadStory:
        """A Story, or a Cell, which holds text in the same way."""
        preference = story.find("StoryPreference")
        margin, vertical, from_right, rows = None, False, False, None
        if preference is not None:
            if flag(preference.get("OpticalMarginAlignment")):
                margin = number(preference.get("OpticalMarginSize"), 12.0)
            vertical = preference.get("StoryOrientation") == "Vertical"
            if preference.get("FrameType") == "FrameGridType":
                self.notes.not_drawn("frame grid")
                rows = _rows(story.find("GridDataInformation"))
            from_right = preference.get("StoryDirection") == "RightToLeftDirection"
        walk = _Walk(self, vertical=vertical)
        walk.whole(story)
        return ReadStory(
            tuple(walk.paragraphs),
            walk.objects,
            margin,
            self.footnotes.options,
            walk.anchors,
            vertical=vertical,
            from_right=from_right,
            rows_pt=rows,
        )


def _rows(grid: Element | None) -> tuple[float, float] | None:
    """How high a frame grid's cells are, and how far apart its rows."""
    if grid is None:
        return None
    size = number(grid.get("PointSize"), 12.0) * percent(grid.get("VerticalScale"), 100.0)
    pitch = size + number(grid.get("LineAki"), 9.0)
    return (size, pitch) if size > 0 and pitch > 0 else None


class _Walk:
    """One walk through a story's elements: pieces are gathered until their paragraph ends."""

    def __init__(self, reader: StoryReader, *, note: str = "", counter: Counter | None = None, vertical: bool = False) -> None:
        self._note = note  # the number of the footnote or endnote that this is
        self._reader = reader
        self._styles, self._notes, self._tables, self._hidden = reader.styles, reader.notes, reader.tables, reader.hidden
        self._counter = counter or Counter(reader.running)
        self._maker = ParagraphMaker(
            reader.styles, reader.links, reader.notes, counter=self._counter, remove_blank=reader.remove_blank, vertical=vertical
        )
        self._pieces: list[Piece] = []
        self._paragraph_range: Range | None = None
        self._count = 0  # of the footnotes so far
        self.paragraphs: list[Paragraph] = []
        self.objects: dict[str, Element] = {}
        self.anchors: dict[str, int] = {}

    def whole(self, story: Element) -> None:
        plain_paragraph = self._styles.range(NO_PARAGRAPH_STYLE, {})
        plain_character = self._styles.range(NO_CHARACTER_STYLE, {})
        self._finish(*self._descend(story, plain_paragraph, plain_character, None))

    def _descend(self, parent: Element, paragraph: Range, character: Range, source: str | None) -> tuple[Range, Range]:
        """Walk ranges and whatever wraps them; gives the ranges that were last in force."""
        last = (paragraph, character)
        for child in children(parent):
            match child.tag:
                case "Content":
                    self._content(child, paragraph, character, source)
                case "Br":
                    self._break(paragraph, character)
                case "ParagraphStyleRange":
                    last = self._descend(child, self._styles.range_of(child), character, source)
                case "CharacterStyleRange":
                    if not self._is_hidden(child):
                        last = self._descend(child, paragraph, self._styles.range_of(child), source)
                case "HyperlinkTextSource" | "CrossReferenceSource":
                    style = reference(child.get("AppliedCharacterStyle"))
                    styled = self._styles.range(style, character.values) if style and style != NO_CHARACTER_STYLE else character
                    last = self._descend(child, paragraph, styled, child.get("Self"))
                case tag if tag in ANCHORS:
                    self.anchors.setdefault(child.get("Self", ""), len(self.paragraphs))
                case "Change":
                    if child.get("ChangeType") != "DeletedText":
                        last = self._descend(child, paragraph, character, source)
                case "TextVariableInstance":
                    self._variable(child, paragraph, character, source)
                case "Footnote":
                    self._footnote(child, paragraph, character)
                case "Endnote":
                    self._endnote(child.get("EndnoteTextRange", ""), paragraph, character)
                case "EndnoteRange":
                    self._note = self._reader.endnotes.shown(child.get("Self", ""), in_text=False)
                    last = self._descend(child, paragraph, character, source)
                    self._note = ""
                case "Table":
                    self._table(child, paragraph, character)
                case tag if tag in PAGE_ITEMS:
                    self.objects[child.get("Self", "")] = child
                    self._add(paragraph, Piece(character, object=child.get("Self", ""), source=source))
                case tag if tag not in SILENT:
                    last = self._descend(child, paragraph, character, source)
        return last

    def _table(self, element: Element, paragraph: Range, character: Range) -> None:
        """A table stands alone in its paragraph, whatever the file puts beside it."""
        table = self._tables.read(element, partial(self._inner, counter=self._counter.inside()))
        if table is None:
            return
        if self._pieces:
            self._finish(paragraph, character)
        self._add(paragraph, Piece(character, table=table))

    def _inner(self, element: Element, note: str = "", *, counter: Counter | None = None) -> tuple[Paragraph, ...]:
        """The paragraphs of a cell or a note; what is anchored in them is anchored here."""
        walk = _Walk(self._reader, note=note, counter=counter or self._counter.inside())
        walk._count = self._count
        walk.whole(element)
        self._count = walk._count
        self.objects.update(walk.objects)
        self.anchors |= dict.fromkeys(walk.anchors, len(self.paragraphs))
        return tuple(walk.paragraphs)

    def _variable(self, element: Element, paragraph: Range, character: Range, source: str | None) -> None:
        """A text variable: most show what they said last."""
        variable, headers = element.get("AssociatedTextVariable", ""), self._reader.headers
        running = headers.get(variable)
        if variable in headers and running is None:
            self._notes.not_drawn("running header")
        if variable in self._reader.dates:
            self._notes.not_drawn("date of output")
        text = visible(element.get("ResultText", "")) if running is None else ""
        self._add(paragraph, Piece(character, text, source=source, running=running))

    def _is_hidden(self, element: Element) -> bool:
        conditions = (element.get("AppliedConditions") or "").split()
        return bool(conditions) and all(condition in self._hidden for condition in conditions)

    def _add(self, paragraph: Range, piece: Piece) -> None:
        if self._pieces and self._pieces[-1].table is not None:
            self._finish(paragraph, piece.range)
        self._paragraph_range = self._paragraph_range or paragraph
        self._pieces.append(piece)

    def _content(self, content: Element, paragraph: Range, character: Range, source: str | None) -> None:
        """Text and processing instructions; in lxml the text behind an instruction is its tail."""
        if content.text:
            self._add(paragraph, Piece(character, visible(content.text), source=source))
        for child in content:
            if isinstance(child, etree._ProcessingInstruction) and child.target == "ACE":
                self._instruction((child.text or "").strip(), paragraph, character)
            if child.tail:
                self._add(paragraph, Piece(character, visible(child.tail), source=source))

    def _instruction(self, code: str, paragraph: Range, character: Range) -> None:
        if code == "18":
            kind = word(self._styles.merged(paragraph, character).get("PageNumberType"))
            self._add(paragraph, Piece(character, page_number=PAGE_NUMBERS.get(kind, "current")))
        elif code == "19":
            self._add(paragraph, Piece(character, page_number="section"))
        elif code == "4" and self._note:
            self._add(paragraph, Piece(character, self._note))
        elif code in SPECIALS:
            self._add(paragraph, Piece(character, special=SPECIALS[code]))

    def _footnote(self, element: Element, paragraph: Range, character: Range) -> None:
        """Its number in the text; what it says stands at the bottom of the column."""
        style = self._reader.footnotes
        for feature in style.undrawn:
            self._notes.not_drawn(feature)
        at = self._count
        self._count += 1
        note = Footnote(id=element.get("Self", ""), paragraphs=self._inner(element, style.number(at, in_text=False)))
        applied = character.style if style.marker_style == NO_CHARACTER_STYLE else style.marker_style
        raised = self._styles.range(applied, {**character.values, "Position": style.position})
        self._add(paragraph, Piece(raised, style.number(at, in_text=True), note=note))

    def _endnote(self, text: str, paragraph: Range, character: Range) -> None:
        """Its number alone: what it says stands in a story of its own."""
        endnotes = self._reader.endnotes
        for feature in endnotes.style.undrawn:
            self._notes.not_drawn(feature)
        applied = character.style if endnotes.style.marker_style == NO_CHARACTER_STYLE else endnotes.style.marker_style
        raised = self._styles.range(applied, {**character.values, "Position": endnotes.style.position})
        if number := endnotes.shown(text, in_text=True):
            self._add(paragraph, Piece(raised, number))

    def _break(self, paragraph: Range, character: Range) -> None:
        special = BREAKS.get(word(character.values.get("ParagraphBreakType")))
        if special is not None:
            self._add(paragraph, Piece(character, special=special))
        self._finish(paragraph, character)

    def _finish(self, paragraph: Range, character: Range) -> None:
        """End a paragraph: its format is its first range's, its return has the range it stands in."""
        applied = self._paragraph_range or paragraph
        self.paragraphs.append(self._maker.make(self._pieces, applied=applied, end=character))
        self._pieces, self._paragraph_range = [], None
