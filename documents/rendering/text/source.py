"""A paragraph's characters in one string, with what each stretch of them is: values filled in, capitals applied."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from unicodedata import combining

from msgspec.structs import replace

from documents.rendering.text.model import CharacterFormat, Footnote, FrameBox, Paragraph, ParagraphFormat, Run
from documents.rendering.text.styles import Style, StyleBook
from documents.rendering.text.styling import END, Piece, styled

# One character each in a composed paragraph; XML cannot hold them, and values are cleaned of them.
INDENT_TO_HERE, RIGHT_INDENT_TAB, TAB, OBJECT, FORCED = "\x07", "\x08", "\t", "\ufffc", "\u2028"
COLUMN_BREAK, FRAME_BREAK, PAGE_BREAK = "\x0e", "\x0f", "\x10"
SPECIAL = {
    "indent-to-here": INDENT_TO_HERE,
    "right-indent-tab": RIGHT_INDENT_TAB,
    "column-break": COLUMN_BREAK,
    "frame-break": FRAME_BREAK,
    "page-break": PAGE_BREAK,
}
CONTROLS = "\x07\x08\x0e\x0f\x10\t\u2028\ufffc"
CONTROL = re.compile(f"[{CONTROLS}]")
JUMPS = frozenset((COLUMN_BREAK, FRAME_BREAK, PAGE_BREAK))
BREAKERS = JUMPS | {FORCED}
NEW_LINE = re.compile("\r\n|[\n\r\v\f\x85\u2029]")
NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffc\ufeff\ud800-\udfff]")
LOWER = re.compile(r"[^\W\d_]+")


class Span:
    """A stretch of characters with one style and one origin."""

    __slots__ = ("end", "field", "link", "note", "numbered", "object", "part", "start", "style")

    def __init__(self, start: int, end: int, style: Style, run: Run | None) -> None:
        self.start = start
        self.end = end
        self.style = style
        self.field = run.field if run else None
        self.link = run.link if run else None
        self.object = run.object if run else None
        self.note = run.note if run else None
        self.numbered = run is not None and run.page_number is not None
        self.part = "label" if run is None else f"note {run.note.id}" if run.note else f"link {run.link}" if run.link else ""

    def moved(self, start: int, end: int) -> "Span":
        """The same stretch elsewhere."""
        span = Span(start, end, self.style, None)
        span.field, span.link, span.object = self.field, self.link, self.object
        span.note, span.numbered, span.part = self.note, self.numbered, self.part
        return span


class Source:
    """text: every character; spans: in order, without gaps."""

    __slots__ = ("dynamic", "spans", "text")

    def __init__(self, text: str, spans: list[Span], *, dynamic: bool) -> None:
        self.text = text
        self.spans = spans
        self.dynamic = dynamic

    def after(self, start: int) -> "Source":
        """Everything from a character on."""
        spans = [span.moved(max(0, span.start - start), span.end - start) for span in self.spans if span.end > start]
        return Source(self.text[start:], spans, dynamic=self.dynamic)

    def before(self, other: "Source") -> "Source":
        """Itself, and then the other."""
        length = len(self.text)
        spans = [*self.spans, *(span.moved(span.start + length, span.end + length) for span in other.spans)]
        return Source(self.text + other.text, spans, dynamic=self.dynamic or other.dynamic)

    @property
    def number_at(self) -> int | None:
        """Where its first page number stands."""
        return next((span.start for span in self.spans if span.numbered), None)

    def notes(self, start: int, end: int) -> list[Footnote]:
        """Of the references that begin in a stretch of text."""
        return [span.note for span in self.spans if span.note is not None and start <= span.start < end]

    def fields(self, start: int, end: int) -> list[str]:
        return [span.field for span in self.spans if span.field and span.start < end and span.end > start]


def clean(value: str) -> str:
    """A value as text: line ends become forced line breaks; control characters, which have no glyph, go."""
    return NOT_TEXT.sub("", NEW_LINE.sub(FORCED, value)) if not value.isprintable() else value


def is_blank(paragraph: Paragraph, values: Mapping[str, str]) -> bool:
    """Whether Data Merge's RemoveBlankLines drops this paragraph."""
    if not paragraph.remove_if_blank:
        return False
    return all(not run.object and run.table is None and not _text(run, values, None).strip() for run in paragraph.runs)


def read(
    paragraph: Paragraph, *, values: Mapping[str, str], frame: FrameBox | None, styles: StyleBook, lines: Sequence[int] = ()
) -> Source:
    """The paragraph as the composer wants it.

    frame   says what page numbers are
    lines   where its lines end, for line styles
    """
    spans: list[Span] = []
    parts: list[str] = []
    length = 0
    look = paragraph.format
    for form, text, run in _pieces(paragraph, values, frame, lines):
        if look.letter_spacing[1] or look.glyph_scaling[1] != 1.0:
            form = _desired(form, look, styles)
        for style, part in _cased(form, text, styles):
            parts.append(part)
            spans.append(Span(length, length + len(part), style, run))
            length += len(part)
    return Source("".join(parts), spans, dynamic=any(run.field in values for run in paragraph.runs if run.field))


def _pieces(paragraph: Paragraph, values: Mapping[str, str], frame: FrameBox | None, lines: Sequence[int]) -> Iterator[Piece]:
    bullet = paragraph.format.bullet
    marker = 0
    if bullet is not None:
        first = paragraph.runs[0].format if paragraph.runs else paragraph.end
        yield bullet.format or first, bullet.marker, None
        yield first, bullet.after, None
        marker = len(bullet.marker) + len(bullet.after)
    pieces: Iterator[Piece] = ((run.format, _text(run, values, frame), run) for run in paragraph.runs)
    if paragraph.rules:
        pieces = styled(list(pieces), paragraph.rules, [end - marker for end in lines])
    yield from (piece for piece in pieces if piece[1])


def _text(run: Run, values: Mapping[str, str], frame: FrameBox | None) -> str:
    if run.field is not None:
        return clean(values[run.field]) if run.field in values else run.text
    if run.object is not None:
        return OBJECT
    if run.special is not None:
        return SPECIAL.get(run.special, END if run.looks and run.special == "end-nested-style" else "")
    if run.page_number is not None and frame is not None:
        return {
            "current": frame.page_name,
            "next": frame.next_page_name,
            "previous": frame.previous_page_name,
            "section": frame.section_marker,
        }[run.page_number]
    return run.text


def _desired(form: CharacterFormat, look: ParagraphFormat, styles: StyleBook) -> CharacterFormat:
    """Letter spacing and glyph scaling that a paragraph wants for all of its text; 100 % of the first is a space's width."""
    face = styles.style(form).face
    space = face.glyph(0x20)
    em = face.advance(space) if space is not None else 0.25
    return replace(
        form,
        tracking=form.tracking + 1000 * em * look.letter_spacing[1],
        horizontal_scale=form.horizontal_scale * look.glyph_scaling[1],
    )


def _cased(form: CharacterFormat, text: str, styles: StyleBook) -> Iterator[tuple[Style, str]]:
    style, text = styles.style(form), shown(form, text)
    if style.synthetic_caps:
        yield from _small_caps(style, text, styles)
    else:
        yield style, _drawable(text, style)


def shown(form: CharacterFormat, text: str) -> str:
    """What stands there for a text of one style that has no synthetic small capitals."""
    if form.zero:
        text = text.translate(_digits(form.zero))
    return upper(text, form.language) if form.caps == "all" else text


@lru_cache(maxsize=32)
def _digits(zero: str) -> dict[int, int]:
    """To a script's digits; those of Arabic and Persian too, whatever was typed."""
    return {first + digit: ord(zero) + digit for first in (0x30, 0x660, 0x6F0, ord(zero)) for digit in range(10)}


def _small_caps(style: Style, text: str, styles: StyleBook) -> Iterator[tuple[Style, str]]:
    """Lower-case letters as smaller capitals (composition.md 20)."""
    small = styles.style(style.format, small=True)
    start = 0
    while start < len(text):
        lower = text[start].islower()
        end = start + 1
        while end < len(text) and (text[end].islower() == lower or combining(text[end])):
            end += 1
        part = text[start:end]
        yield (small, _drawable(upper(part, style.format.language), small)) if lower else (style, part)
        start = end


def _drawable(text: str, style: Style) -> str:
    """Georgian's capitals are young: a font that lacks them shows its usual letters."""
    capitals = MTAVRULI.findall(text)
    return text.translate(MKHEDRULI) if any(style.face.glyph(ord(letter)) is None for letter in capitals) else text


def upper(text: str, language: str) -> str:
    """Capitals as the language has them: Turkish and Azeri keep the dot, Greek drops its accents."""
    if language[:2] in ("tr", "az"):
        text = text.replace("i", "İ").replace("ı", "I")
    elif language[:2] == "el":
        text = text.translate(GREEK)
    return text.upper()


MTAVRULI = re.compile("[\u1c90-\u1cbf]")
MKHEDRULI = {capital: capital - 0x1C90 + 0x10D0 for capital in range(0x1C90, 0x1CC0)}
GREEK = str.maketrans("άέήίόύώΐΰ", "αεηιουωϊϋ")
