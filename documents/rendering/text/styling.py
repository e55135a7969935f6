"""Nested, GREP and line styles: which characters take which look, once it is known what stands there."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from time import monotonic

import msgspec
import regex

from documents.rendering.text.model import CharacterFormat, Run, StyleRule

OBJECT = "\ufffc"  # stands for an anchored object
END = "\u0003"  # stands for "end nested style here"
LONGEST_S = 0.2  # that the GREP styles of a paragraph may look for: a pattern can be made to take for ever
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
    "AnyCharacter": regex.compile(".", regex.DOTALL),
    "Letters": regex.compile(r"[^\W\d_]"),
    "Digits": regex.compile(r"\d"),
    "AnyWord": regex.compile(r"\S+"),
    "Sentence": regex.compile(r"[.!?]+[)\"'”’»]*\s*"),
}

Part = tuple[int, int, int]  # start, end, number of the rule
Piece = tuple[CharacterFormat, str, Run | None]


def styled(pieces: Sequence[Piece], rules: Sequence[StyleRule], lines: Sequence[int]) -> Iterator[Piece]:
    """The pieces of a paragraph cut where looks change.

    lines   where each of its lines ends, as far as that is known
    """
    text = "".join(text for _, text, _ in pieces)
    parts = [*_by_line(rules, lines), *_nested(text, rules), *_grep(text, rules)]
    cuts = sorted({place for start, end, _ in parts for place in (start, end)})
    at = 0
    for form, piece, run in pieces:
        edges = [at, *(cut for cut in cuts if at < cut < at + len(piece)), at + len(piece)]
        for start, end in pairwise(edges):
            shown = piece[start - at : end - at].replace(END, "")
            if shown:
                acting = [number for first, last, number in parts if first <= start < last]
                yield _over(form, run, acting), shown, run
        at += len(piece)


def _over(form: CharacterFormat, run: Run | None, acting: Sequence[int]) -> CharacterFormat:
    """What each rule changes, one after the other."""
    if run is None or not acting or not run.looks:
        return form
    looks = [run.looks[number] for number in acting]
    return looks[0] if len(looks) == 1 else _merged(form, tuple(looks))


@lru_cache(maxsize=512)
def _merged(form: CharacterFormat, looks: tuple[CharacterFormat, ...]) -> CharacterFormat:
    changes = {name: value for look in looks for name in form.__struct_fields__ if (value := getattr(look, name)) != getattr(form, name)}
    return msgspec.structs.replace(form, **changes)


def _by_line(rules: Sequence[StyleRule], lines: Sequence[int]) -> Iterator[Part]:
    start = place = 0
    for number, rule in enumerate(rules):
        if rule.kind == "line" and place < len(lines):
            place = min(place + rule.lines, len(lines)) if rule.lines else len(lines)
            yield start, lines[place - 1], number
            start = lines[place - 1]


def _nested(text: str, rules: Sequence[StyleRule]) -> Iterator[Part]:
    at = 0
    for number, rule in enumerate(rules):
        if rule.kind == "nested":
            end = _end(text, at, rule)
            if end > at:
                yield at, end, number
            at = end


def _end(text: str, start: int, rule: StyleRule) -> int:
    at, before = start, start
    for _ in range(rule.repetition):
        if rule.is_word and rule.delimiter in PATTERNS:
            match = PATTERNS[rule.delimiter].search(text, at)
            if match is None:
                return len(text)
            before, at = match.start(), match.end()
        else:
            wanted = CHARACTERS.get(rule.delimiter, "") if rule.is_word else rule.delimiter
            hits = [found for character in wanted if (found := text.find(character, at)) >= 0]
            if not hits:
                return len(text)
            before, at = min(hits), min(hits) + 1
    whole = rule.is_word and rule.delimiter in ("AnyWord", "Sentence")  # "up to 1 word" holds the word
    return at if rule.inclusive or whole else before


def _grep(text: str, rules: Sequence[StyleRule]) -> Iterator[Part]:
    until = monotonic() + LONGEST_S
    for number, rule in enumerate(rules):
        if rule.kind == "grep":
            try:
                found = [match.span() for match in _compiled(rule.pattern).finditer(text, timeout=max(1e-3, until - monotonic()))]
            except TimeoutError:
                continue  # a pattern made to hang: the text stays as it is
            yield from ((start, end, number) for start, end in found if end > start)


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> "regex.Pattern[str]":
    return regex.compile(pattern, regex.MULTILINE | regex.VERSION0)
