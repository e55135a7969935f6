"""Nested styles: which part of a paragraph takes which character style."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from documents.rendering.idml.attributes import Value, flag, integer, listed
from documents.rendering.idml.textstyles import NO_CHARACTER_STYLE

OBJECT = "\ufffc"  # stands for an anchored object
END = "\u0003"  # stands for "end nested style here"
CHARACTERS = {
    "Tabs": "\t",
    "ForcedLineBreak": "\u2028",
    "EmSpace": "\u2003",
    "EnSpace": "\u2002",
    "NonbreakingSpace": "\u00a0",
    "EndNestedStyle": END,
    "InlineGraphic": OBJECT,
    "IndentHereTab": "\u0007",
}
PATTERNS = {
    "AnyCharacter": re.compile(".", re.DOTALL),
    "Letters": re.compile(r"[^\W\d_]"),
    "Digits": re.compile(r"\d"),
    "AnyWord": re.compile(r"\S+"),
    "Sentence": re.compile(r"[.!?]+[)\"'”’»]*\s*"),
}


@dataclass(frozen=True, slots=True)
class NestedStyle:
    style: str
    delimiter: str
    is_word: bool  # the delimiter is one of IDML's words, not literal characters
    repetition: int
    inclusive: bool

    @property
    def is_known(self) -> bool:
        return not self.is_word or self.delimiter in CHARACTERS or self.delimiter in PATTERNS


def nested_styles(value: Value | None) -> tuple[NestedStyle, ...]:
    """AllNestedStyles."""
    found = []
    for item in listed(value):
        delimiter = item.find("Delimiter")
        found.append(
            NestedStyle(
                style=item.findtext("AppliedCharacterStyle") or NO_CHARACTER_STYLE,
                delimiter=(delimiter.text or "") if delimiter is not None else "",
                is_word=delimiter is not None and delimiter.get("type") == "enumeration",
                repetition=max(1, integer(item.findtext("Repetition"), 1)),
                inclusive=flag(item.findtext("Inclusive"), True),
            )
        )
    return tuple(found)


def spans(text: str, styles: Sequence[NestedStyle]) -> list[tuple[int, int, str]]:
    """(start, end, character style) of each part, in order; what is left has none."""
    result, at = [], 0
    for nested in styles:
        end = _end(text, at, nested)
        if end > at and nested.style != NO_CHARACTER_STYLE:
            result.append((at, end, nested.style))
        at = end
    return result


def _end(text: str, start: int, nested: NestedStyle) -> int:
    at, before = start, start
    for _ in range(nested.repetition):
        if nested.is_word and nested.delimiter in PATTERNS:
            match = PATTERNS[nested.delimiter].search(text, at)
            if match is None:
                return len(text)
            before, at = match.start(), match.end()
        else:
            wanted = CHARACTERS.get(nested.delimiter, "") if nested.is_word else nested.delimiter
            hits = [found for character in wanted if (found := text.find(character, at)) >= 0]
            if not hits:
                return len(text)
            before, at = min(hits), min(hits) + 1
    whole = nested.is_word and nested.delimiter in ("AnyWord", "Sentence")  # "up to 1 word" holds the word
    return at if nested.inclusive or whole else before
