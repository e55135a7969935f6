"""Bullets and numbers: the marker of each list paragraph, counted (composition.md 43)."""

from collections.abc import Mapping
from typing import NamedTuple

from documents.rendering.idml.attributes import Value, Values, flag, integer, plain, word
from documents.rendering.idml.notes import Notes
from documents.rendering.idml.textstyles import NO_CHARACTER_STYLE, Range, TextStyles
from documents.rendering.text.model import Bullet, CharacterFormat

METACHARACTERS = {
    "t": "\t", "m": "\u2003", ">": "\u2002", ".": "\u2008", "/": "\u2007", "|": "\u200a", "<": "\u2009", "3": "\u2004", "4": "\u2005",
    "%": "\u2006", "s": "\u00a0", "S": "\u00a0", "8": "•", "_": "—", "=": "–", "^": "^", "~": "\u00a0", "y": "\u0008", "i": "\u0007",
}  # fmt: skip
DEFAULT_LIST = "NumberingList/$ID/[Default]"
ROMAN = [
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
]  # fmt: skip
LEVELS = 9
NO_NUMBER = "None"
ANY_LEVEL, NEVER = (1, LEVELS), (0, -1)


class Count(NamedTuple):
    """Of one list, by level: its numbers, how they are written, and after which levels each begins again."""

    numbers: dict[int, int]
    shown: dict[int, str]
    policies: dict[int, tuple[int, int]]


def new_count() -> Count:
    return Count({}, {}, {})


class Counter:
    """The numbers of the lists of one story, in the order of its paragraphs.

    across   counts of the lists that go on from story to story, by list
    named    counts of this story's other lists, but for the default one
    """

    def __init__(self, across: Mapping[str, Count], named: dict[str, Count] | None = None) -> None:
        self._across = across
        self._named = named if named is not None else {}
        self._inside = named is not None
        self._default = new_count()

    def inside(self) -> "Counter":
        """Of a table's cells: rows are numbered from cell to cell, whatever stands beside the numbers."""
        return Counter(self._across, self._named)

    def interrupt(self) -> None:
        """A paragraph without a number: the default list starts again, a list with a name goes on."""
        if not self._inside:
            self._default = new_count()

    def next(self, values: Values) -> dict[int, str]:
        """Count one paragraph; the numbers as they are shown: of each level, and at 0 of its own."""
        name = word(values.get("AppliedNumberingList")) or DEFAULT_LIST
        if name == DEFAULT_LIST:
            count = self._default
        else:
            count = self._across[name] if name in self._across else self._named.setdefault(name, new_count())
        level = _level(values)
        start = integer(values.get("NumberingStartAt"), 1)
        continues = flag(values.get("NumberingContinue"), True) and level in count.numbers
        count.numbers[level] = count.numbers[level] + 1 if continues else start
        count.shown[level] = numeral(count.numbers[level], numbering_format(word(values.get("NumberingFormat"))))
        for deeper in [other for other in count.numbers if other > level]:
            count.shown.pop(deeper, None)
            if _restarts(count.policies.get(deeper), level):
                del count.numbers[deeper]
        count.policies[level] = _policy(values)
        return {**count.shown, 0: count.shown[level]}


def _level(values: Values) -> int:
    return max(1, min(LEVELS, integer(values.get("NumberingLevel"), 1)))


def _policy(values: Values) -> tuple[int, int]:
    """The levels after which a level starts again, first and last (NumberingRestartPolicies)."""
    if not flag(values.get("NumberingApplyRestartPolicy"), True):
        return NEVER
    policies = values.get("NumberingRestartPolicies")
    if policies is None or isinstance(policies, str):
        return ANY_LEVEL
    low, high = integer(policies.get("LowerLevel")), integer(policies.get("UpperLevel"))
    match policies.get("RestartPolicy"):
        case "AfterSpecificLevel":
            return (max(low, high), max(low, high))
        case "RangeOfLevels":
            return (min(low, high), max(low, high))
    return ANY_LEVEL


def _restarts(policy: tuple[int, int] | None, after: int) -> bool:
    first, last = policy or ANY_LEVEL
    return first <= after <= last


def bullet(values: Values, *, counter: Counter, styles: TextStyles, ranges: tuple[Range, ...], notes: Notes) -> Bullet | None:
    """The marker of a paragraph, or None. `ranges` apply to its first character."""
    kind = word(values.get("BulletsAndNumberingListType"), "NoList")
    if kind == "NumberedList":
        numbers = counter.next(values)
        if not is_known(numbering_format(word(values.get("NumberingFormat")))):
            notes.not_drawn("list numbers", subject=word(values.get("NumberingFormat")))
        whole = _expanded(word(values.get("NumberingExpression"), "^#.^t"), numbers)
        marker = whole.rstrip("\t \u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u00a0")
        return Bullet(marker=marker, after=whole[len(marker) :], format=_marker_format(values, "Numbering", styles, ranges))
    counter.interrupt()
    if kind != "BulletList":
        return None
    after = _expanded(word(values.get("BulletsTextAfter"), "^t"), {})
    return Bullet(marker=_bullet_character(values, notes), after=after, format=_marker_format(values, "Bullets", styles, ranges))


def _bullet_character(values: Values, notes: Notes) -> str:
    character = values.get("BulletChar")
    if character is None or isinstance(character, str):
        return "•"
    if character.get("BulletCharacterType") == "GlyphWithFont":
        notes.not_drawn("bullet glyph")
        return "•"
    code = integer(character.get("BulletCharacterValue"), 0x2022)
    return chr(code) if 0x20 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "•"


def _marker_format(values: Values, prefix: str, styles: TextStyles, ranges: tuple[Range, ...]) -> CharacterFormat | None:
    style = word(values.get(f"{prefix}CharacterStyle")) or NO_CHARACTER_STYLE
    own: dict[str, Value] = {}
    if prefix == "Bullets":
        family, face = plain(word(values.get("BulletsFont"))), plain(word(values.get("BulletsFontStyle")))
        if family:
            own["AppliedFont"] = family
        if face and face != "Nothing":
            own["FontStyle"] = face
    if not own and style == NO_CHARACTER_STYLE:
        return None
    return styles.character(*ranges, styles.range(style, own))


def _expanded(expression: str, numbers: dict[int, str]) -> str:
    """An expression with its metacharacters: ^# this level's number, ^1-^9 another level's; in texts ^3 and ^4 are spaces."""
    result, rest = "", iter(expression)
    for character in rest:
        if character != "^":
            result += character
            continue
        code = next(rest, "")
        if code == "#":
            result += numbers.get(0, "1")
        elif code.isdigit() and numbers and code != "0":
            result += numbers.get(int(code), "")
        else:
            result += METACHARACTERS.get(code, "")
    return result


def numbering_format(sample: str) -> str:
    """The first number says how all are written: "01, 02, 03, 04..." -> "01"."""
    return sample.split(",")[0].strip() or "1"


def is_known(style: str) -> bool:
    """Whether numbers can be written so."""
    return style in ("A", "a", "I", "i", NO_NUMBER) or (style.isascii() and style.isdigit())


def numeral(number: int, style: str) -> str:
    if style == NO_NUMBER:
        return ""
    if style in ("A", "a") and number > 0:
        letters = ""
        while number > 0:
            number, digit = divmod(number - 1, 26)
            letters = chr(65 + digit) + letters
        return letters if style == "A" else letters.lower()
    if style in ("I", "i") and 0 < number < 4000:
        roman = ""
        for value, sign in ROMAN:
            roman += sign * (number // value)
            number %= value
        return roman if style == "I" else roman.lower()
    return str(number).zfill(len(style)) if style.isdigit() else str(number)
