"""Pieces -> a Paragraph: fields found, formats resolved, nested styles and list markers applied."""

from collections.abc import Mapping, Sequence

import msgspec

from documents.rendering.idml.attributes import Value, integer, reference, word
from documents.rendering.idml.designmap import Links
from documents.rendering.idml.eastasian import undrawn_of_paragraph
from documents.rendering.idml.nestedstyles import Styled, style_rules
from documents.rendering.idml.notes import Notes
from documents.rendering.idml.numbering import Counter, bullet
from documents.rendering.idml.pieces import Piece, with_fields
from documents.rendering.idml.textstyles import NO_CHARACTER_STYLE, Range, TextStyles
from documents.rendering.idml.undrawn import of_characters, of_paragraph
from documents.rendering.text.model import CharacterFormat, DropCap, Paragraph, Run

ALIGN_LEFT_EDGE = 1  # a bit of DropcapDetail


class ParagraphMaker:
    """Makes the paragraphs of one story, in order (numbers are counted)."""

    def __init__(self, styles: TextStyles, links: Links, notes: Notes, *, counter: Counter, remove_blank: bool, vertical: bool) -> None:
        self._styles, self._links, self._notes, self._remove_blank = styles, links, notes, remove_blank
        self._vertical = vertical
        self._counter = counter

    def make(self, pieces: Sequence[Piece], *, applied: Range, end: Range) -> Paragraph:
        """applied, end: the paragraph's range, and the character range of its return"""
        pieces = with_fields([piece for piece in pieces if piece.text or piece.is_sign], self._links.fields)
        values = self._styles.merged(applied)
        text = "".join(piece.text for piece in pieces)
        undrawn = [*of_paragraph(values), *undrawn_of_paragraph(values, text, vertical=self._vertical)]
        rules = style_rules(values, self._notes)
        runs = self._runs(pieces, applied, rules)
        for feature in undrawn:
            self._notes.not_drawn(feature)
        ranges = (applied, pieces[0].range if pieces else end)
        marker = bullet(values, counter=self._counter, styles=self._styles, ranges=ranges, notes=self._notes)
        drop_cap = self._drop_cap(values, ranges)
        made = self._styles.paragraph(applied)
        if marker is not None or drop_cap is not None:
            made = msgspec.structs.replace(made, bullet=marker, drop_cap=drop_cap)
        fields_only = any(run.field for run in runs) and all(run.field or (run.text and not run.text.strip()) for run in runs)
        return Paragraph(
            format=made,
            runs=runs,
            end=self._styles.character(applied, end),
            remove_if_blank=self._remove_blank and fields_only,
            rules=tuple(each.rule for each in rules),
        )

    def _runs(self, pieces: Sequence[Piece], applied: Range, rules: Sequence[Styled]) -> tuple[Run, ...]:
        runs: list[Run] = []
        for piece in pieces:
            for feature in of_characters(self._styles.merged(applied, piece.range)):
                self._notes.not_drawn(feature)
            looks = tuple(self._styles.character(applied, self._styles.range(each.style, {}), piece.range) for each in rules)
            run = self._run(piece, self._styles.character(applied, piece.range), looks)
            if runs and _continues(runs[-1], run):
                runs[-1] = msgspec.structs.replace(runs[-1], text=runs[-1].text + run.text)
            else:
                runs.append(run)
        return tuple(runs)

    def _run(self, piece: Piece, format: CharacterFormat, looks: tuple[CharacterFormat, ...]) -> Run:
        if piece.field and format.east_asian is not None and format.east_asian.ruby:  # the reading of the placeholder
            format = msgspec.structs.replace(format, east_asian=msgspec.structs.replace(format.east_asian, ruby=""))
        return Run(
            format=format,
            text=piece.text,
            field=piece.field,
            object=piece.object,
            page_number=piece.page_number,
            special=piece.special,
            table=piece.table,
            note=piece.note,
            running=piece.running,
            looks=looks,
            link=self._links.targets.get(piece.source or ""),
        )

    def _drop_cap(self, values: Mapping[str, Value], ranges: tuple[Range, ...]) -> DropCap | None:
        lines, characters = integer(values.get("DropCapLines")), integer(values.get("DropCapCharacters"))
        if lines < 2 or characters < 1:
            return None
        style = reference(word(values.get("DropCapStyle")))
        format = None
        if style is not None and style != NO_CHARACTER_STYLE:
            format = self._styles.character(*ranges, self._styles.range(style, {}))
        aligned = bool(integer(values.get("DropcapDetail"), 1) & ALIGN_LEFT_EDGE)
        return DropCap(lines=lines, characters=characters, format=format, at_edge=aligned)


def _continues(before: Run, run: Run) -> bool:
    same = before.format == run.format and before.looks == run.looks and before.link == run.link
    return same and _is_text(before) and _is_text(run)


def _is_text(run: Run) -> bool:
    return bool(run.text) and run.field is None and run.note is None and run.running is None
