"""Pieces of a paragraph between reading and formatting: who says what, cut and joined at fields and nested styles."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from documents.rendering.idml.placeholders import placeholder_name, typed_placeholders
from documents.rendering.idml.textstyles import Range
from documents.rendering.text.model import Footnote, Running, Table
from documents.rendering.text.styling import OBJECT

Special = Literal["indent-to-here", "right-indent-tab", "end-nested-style", "footnote", "column-break", "frame-break", "page-break"]
PageNumber = Literal["current", "next", "previous", "section"]
INVISIBLE = str.maketrans({"\ufeff": None, "\n": None, "\r": None, "\u2029": None})  # line ends in Content are the file's layout


def visible(text: str) -> str:
    return text.translate(INVISIBLE)


@dataclass(slots=True)
class Piece:
    """Characters of one range before formats are made. Exactly one of text and the rest says what, as in Run."""

    range: Range
    text: str = ""
    field: str | None = None
    object: str | None = None
    page_number: PageNumber | None = None
    special: Special | None = None
    source: str | None = None  # the HyperlinkTextSource it stands in
    table: Table | None = None
    note: Footnote | None = None  # beside `text`, its number
    running: Running | None = None

    @property
    def is_sign(self) -> bool:
        return (
            self.running is not None
            or self.object is not None
            or self.table is not None
            or self.page_number is not None
            or self.special is not None
        )

    @property
    def shown(self) -> str:
        """As many characters as the piece counts for typed placeholders."""
        return self.text or OBJECT


def with_fields(pieces: Sequence[Piece], names: Mapping[str, str]) -> list[Piece]:
    """Data Merge's placeholders, then typed ones, each as one piece with the range of its first character."""
    return _typed(list(_merged(pieces, names)))


def _merged(pieces: Iterable[Piece], names: Mapping[str, str]) -> Iterator[Piece]:
    """All pieces of one HyperlinkTextSource that a DBF_ destination belongs to are one field."""
    current: Piece | None = None
    for piece in pieces:
        is_field = piece.source in names and bool(piece.text) and piece.note is None
        if current is not None and is_field and piece.source == current.source:
            current.text += piece.text
            continue
        if current is not None:
            yield current
        current = replace(piece, field=names[piece.source or ""] or placeholder_name(piece.text)) if is_field else None
        if current is None:
            yield piece
    if current is not None:
        yield current


def _typed(pieces: list[Piece]) -> list[Piece]:
    found = typed_placeholders("".join(OBJECT if piece.field else piece.shown for piece in pieces))
    if not found:
        return pieces
    ends = {typed.start: typed for typed in found}
    result: list[Piece] = []
    until = -1
    for at, piece in split(pieces, {cut for typed in found for cut in (typed.start, typed.end)}):
        if at < until:
            result[-1].text += piece.text
        elif at in ends and not piece.field:
            result.append(replace(piece, field=ends[at].name))
            until = ends[at].end
        else:
            result.append(piece)
    return result


def split(pieces: Iterable[Piece], cuts: set[int]) -> Iterator[tuple[int, Piece]]:
    """(offset, piece), text pieces cut at the offsets. A field counts one character."""
    at = 0
    for piece in pieces:
        if piece.field:
            yield at, piece
            at += 1
            continue
        if not piece.text:
            yield at, piece
            at += 1
            continue
        start = 0
        for index in range(1, len(piece.text)):
            if at + index in cuts:
                yield at + start, replace(piece, text=piece.text[start:index])
                start = index
        yield at + start, replace(piece, text=piece.text[start:])
        at += len(piece.text)
