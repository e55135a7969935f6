"""Pieces -> a Paragraph: fields found, formats resolved, nested styles and list markers applied."""

from collections.abc import Mapping, Sequence

import msgspec

from documents.rendering.idml.attributes import Value, flag, integer, listed, reference, word
from documents.rendering.idml.designmap import Links
from documents.rendering.idml.nestedstyles import nested_styles, spans
from documents.rendering.idml.notes import Notes
from documents.rendering.idml.numbering import Counter, bullet
from documents.rendering.idml.pieces import Piece, split, with_fields
from documents.rendering.idml.textstyles import NO_CHARACTER_STYLE, Range, TextStyles
from documents.rendering.text.model import CharacterFormat, DropCap, Paragraph, Run


class ParagraphMaker:
    """Makes the paragraphs of one story, in order (numbers are counted)."""

    def __init__(self, styles: TextStyles, links: Links, notes: Notes, *, remove_blank: bool) -> None:
        self._styles, self._links, self._notes, self._remove_blank = styles, links, notes, remove_blank
        self._counter = Counter()

    def make(self, pieces: Sequence[Piece], *, applied: Range, end: Range) -> Paragraph:
        """applied, end: the paragraph's range, and the character range of its return"""
        pieces = with_fields([piece for piece in pieces if piece.text or piece.is_sign], self._links.fields)
        values = self._styles.merged(applied)
        self._note(values)
        runs = self._runs(pieces, applied, values)
        ranges = (applied, pieces[0].range if pieces else end)
        marker = bullet(values, counter=self._counter, styles=self._styles, ranges=ranges, notes=self._notes)
        drop_cap = self._drop_cap(values, ranges)
        made = self._styles.paragraph(applied)
        if marker is not None or drop_cap is not None:
            made = msgspec.structs.replace(made, bullet=marker, drop_cap=drop_cap)
        fields_only = any(run.field for run in runs) and all(run.field or (run.text and not run.text.strip()) for run in runs)
        return Paragraph(
            format=made, runs=runs, end=self._styles.character(applied, end), remove_if_blank=self._remove_blank and fields_only
        )

    def _runs(self, pieces: Sequence[Piece], applied: Range, values: Mapping[str, Value]) -> tuple[Run, ...]:
        runs: list[Run] = []
        for piece, nested in self._nested(pieces, values):
            own = (piece.range,) if nested is None else (self._styles.range(nested, {}), piece.range)
            run = self._run(piece, self._styles.character(applied, *own))
            if runs and _is_text(run) and _is_text(runs[-1]) and run.format == runs[-1].format and run.link == runs[-1].link:
                runs[-1] = msgspec.structs.replace(runs[-1], text=runs[-1].text + run.text)
            else:
                runs.append(run)
        return tuple(runs)

    def _run(self, piece: Piece, format: CharacterFormat) -> Run:
        return Run(
            format=format,
            text=piece.text,
            field=piece.field,
            object=piece.object,
            page_number=piece.page_number,
            special=piece.special,
            table=piece.table,
            note=piece.note,
            link=self._links.targets.get(piece.source or ""),
        )

    def _nested(self, pieces: Sequence[Piece], values: Mapping[str, Value]) -> list[tuple[Piece, str | None]]:
        """Each piece with the nested style it takes, cut where these begin and end."""
        nested = nested_styles(values.get("AllNestedStyles"))
        if not all(style.is_known for style in nested):
            self._notes.not_drawn("nested style")
            nested = ()
        if not nested:
            return [(piece, None) for piece in pieces]
        found = spans("".join(piece.shown for piece in pieces), nested)
        cuts = {cut for start, end, _ in found for cut in (start, end)}
        result: list[tuple[Piece, str | None]] = []
        position = 0
        for at, piece in split(pieces, cuts, whole_fields=True):
            while position < len(found) and at >= found[position][1]:
                position += 1
            inside = position < len(found) and found[position][0] <= at
            result.append((piece, found[position][2] if inside else None))
        return result

    def _drop_cap(self, values: Mapping[str, Value], ranges: tuple[Range, ...]) -> DropCap | None:
        lines, characters = integer(values.get("DropCapLines")), integer(values.get("DropCapCharacters"))
        if lines < 2 or characters < 1:
            return None
        style = reference(word(values.get("DropCapStyle")))
        format = None
        if style is not None and style != NO_CHARACTER_STYLE:
            format = self._styles.character(*ranges, self._styles.range(style, {}))
        return DropCap(lines=lines, characters=characters, format=format)

    def _note(self, values: Mapping[str, Value]) -> None:
        if word(values.get("SpanColumnType"), "SingleColumn") != "SingleColumn":
            self._notes.not_drawn("span columns")
        if flag(values.get("ParagraphBorderOn")):
            self._notes.not_drawn("paragraph border")
        if listed(values.get("AllGREPStyles")):
            self._notes.not_drawn("GREP style")
        if listed(values.get("AllLineStyles")):
            self._notes.not_drawn("line style")


def _is_text(run: Run) -> bool:
    return bool(run.text) and run.field is None and run.note is None
