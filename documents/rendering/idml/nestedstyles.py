"""Nested, GREP and line styles: the rules by which parts of a paragraph take a character style."""

from collections.abc import Iterator
from typing import NamedTuple

import regex

from documents.rendering.idml.attributes import Value, Values, flag, integer, listed, reference
from documents.rendering.idml.notes import Notes
from documents.rendering.idml.textstyles import NO_CHARACTER_STYLE
from documents.rendering.text.model import StyleRule
from documents.rendering.text.styling import CHARACTERS, PATTERNS

# InDesign's own metacharacters in a GREP expression, as `regex` says them.
METACHARACTERS = {
    r"\l": r"\p{Ll}", r"\L": r"\P{Ll}", r"\u": r"\p{Lu}", r"\U": r"\P{Lu}", r"\h": r"[ \t\u00a0\u2000-\u200a\u202f]",
    r"\<": r"\m", r"\>": r"\M",
    "~_": "\u2014", "~=": "\u2013", "~-": "\u00ad", "~~": "\u2011", "~8": "\u2022", "~2": "\u00a9", "~r": "\u00ae", "~d": "\u2122",
    "~e": "\u2026", "~7": "\u00a7", "~6": "\u00b6", "~{": "\u201c", "~}": "\u201d", "~[": "\u2018", "~]": "\u2019",
    "~m": "\u2003", "~>": "\u2002", "~S": "\u00a0", "~s": "\u202f", "~<": "\u2009", "~|": "\u200a", "~/": "\u2007", "~.": "\u2008",
    "~3": "\u2004", "~4": "\u2005", "~%": "\u2006", "~f": "\u2001", "~k": "\u200b", "~j": "\u200c", "~a": "\ufffc", "~n": "\u2028",
    "~b": "\r", "~y": "\b", "~i": "\a", "~h": "\u0003", '~"': '"', "~'": "'", "~M": "\u000e", "~R": "\u000f", "~P": "\u0010",
    "~K": r"\p{Han}",
}  # fmt: skip
MOST_REPEATS = 60  # lines of one paragraph
MOST_RULES = 100
LONGEST = 2_000  # characters of an expression
TOKEN = regex.compile(r"\\x\{([0-9A-Fa-f]{1,6})\}|\\.|~.|\(\?([a-z]*)(-[a-z]+)?\)|\[:\^?\w+:\]|\[\^?\]?|\]", regex.DOTALL)


class Styled(NamedTuple):
    """A rule, and the id of the style that it applies."""

    rule: StyleRule
    style: str


def style_rules(values: Values, notes: Notes) -> tuple[Styled, ...]:
    """All rules of a paragraph: line styles first, nested styles over them, GREP styles over both."""
    found = (*_line_styles(values.get("AllLineStyles")), *_nested(values.get("AllNestedStyles"), notes), *_grep(values, notes))
    return found[:MOST_RULES]


def _nested(value: Value | None, notes: Notes) -> tuple[Styled, ...]:
    found = []
    for item in listed(value):
        delimiter = item.find("Delimiter")
        rule = StyleRule(
            kind="nested",
            delimiter=(delimiter.text or "") if delimiter is not None else "",
            is_word=delimiter is not None and delimiter.get("type") == "enumeration",
            repetition=max(1, integer(item.findtext("Repetition"), 1)),
            inclusive=flag(item.findtext("Inclusive"), True),
        )
        if rule.is_word and rule.delimiter not in CHARACTERS and rule.delimiter not in PATTERNS:
            notes.not_drawn("nested style")
            return ()
        found.append(Styled(rule, reference(item.findtext("AppliedCharacterStyle")) or NO_CHARACTER_STYLE))
    return tuple(found)


def _line_styles(value: Value | None) -> Iterator[Styled]:
    """RepeatLast: how many of the styles before come again and again to the paragraph's end."""
    found: list[Styled] = []
    for item in listed(value):
        style = reference(item.findtext("AppliedCharacterStyle")) or NO_CHARACTER_STYLE
        repeated = integer(item.findtext("RepeatLast"))
        if repeated > 0 and found:
            again = found[-repeated:]
            found += (again * MOST_REPEATS)[:MOST_REPEATS]
            break
        found.append(Styled(StyleRule(kind="line", lines=max(1, integer(item.findtext("LineCount"), 1))), style))
    yield from found


def _grep(values: Values, notes: Notes) -> Iterator[Styled]:
    for item in listed(values.get("AllGREPStyles")):
        expression = item.findtext("GrepExpression") or ""
        style = reference(item.findtext("AppliedCharacterStyle")) or NO_CHARACTER_STYLE
        pattern = translated(expression)
        if pattern is None:
            notes.not_drawn("GREP style", subject=expression)
        elif pattern:
            yield Styled(StyleRule(kind="grep", pattern=pattern), style)


def translated(expression: str) -> str | None:
    """An expression as `regex` understands it; None for one that it does not."""
    flags, in_set, unknown = "", False, False

    def said(match: "regex.Match[str]") -> str:
        nonlocal flags, in_set, unknown
        token = match[0]
        if token[0] in "[]" and not token.startswith("[:"):
            in_set = token[0] == "["
            return token
        if match[1]:
            return regex.escape(chr(int(match[1], 16))) if int(match[1], 16) < 0x110000 else token
        if token.startswith("(?"):
            flags += "".join(letter for letter in match[2] or "" if letter in "isx")
            return ""
        unknown |= token[0] == "~" and token not in METACHARACTERS
        meant = METACHARACTERS.get(token, token)
        return meant.strip("[]") if in_set and meant != token else meant

    pattern = TOKEN.sub(said, expression)
    if flags and pattern:
        pattern = f"(?{''.join(sorted(set(flags)))}){pattern}"
    try:
        if len(pattern) > LONGEST or unknown:
            return None
        regex.compile(pattern)
    except (regex.error, OverflowError, ValueError):
        return None
    return pattern
