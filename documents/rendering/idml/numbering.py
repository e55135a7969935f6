"""Bullets and numbers: the marker of each list paragraph, counted (composition.md 43)."""

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


class Counter:
    """The numbers of the lists of one story, in the order of its paragraphs."""

    def __init__(self) -> None:
        self._counts: dict[str, dict[int, int]] = {}

    def interrupt(self) -> None:
        """A paragraph without a number: the default list starts again, a list with a name goes on."""
        self._counts.pop(DEFAULT_LIST, None)

    def next(self, values: Values) -> dict[int, int]:
        """Count one paragraph; the numbers of its level and those above."""
        counts = self._counts.setdefault(word(values.get("AppliedNumberingList")) or DEFAULT_LIST, {})
        level = max(1, min(LEVELS, integer(values.get("NumberingLevel"), 1)))
        start = integer(values.get("NumberingStartAt"), 1)
        continues = flag(values.get("NumberingContinue"), True) and level in counts
        counts[level] = counts[level] + 1 if continues else start
        if flag(values.get("NumberingApplyRestartPolicy"), True):
            for deeper in [other for other in counts if other > level]:
                del counts[deeper]
        return {**counts, 0: counts[level]}


def bullet(values: Values, *, counter: Counter, styles: TextStyles, ranges: tuple[Range, ...], notes: Notes) -> Bullet | None:
    """The marker of a paragraph, or None. `ranges` apply to its first character."""
    kind = word(values.get("BulletsAndNumberingListType"), "NoList")
    if kind == "NumberedList":
        numbers = counter.next(values)
        style = numbering_format(word(values.get("NumberingFormat")))
        whole = _expanded(word(values.get("NumberingExpression"), "^#.^t"), numbers, style)
        marker = whole.rstrip("\t \u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u00a0")
        return Bullet(marker=marker, after=whole[len(marker) :], format=_marker_format(values, "Numbering", styles, ranges))
    counter.interrupt()
    if kind != "BulletList":
        return None
    after = _expanded(word(values.get("BulletsTextAfter"), "^t"), {}, "1")
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


def _expanded(expression: str, numbers: dict[int, int], style: str) -> str:
    """An expression with its metacharacters: ^# this level's number, ^1-^9 another level's; in texts ^3 and ^4 are spaces."""
    result, rest = "", iter(expression)
    for character in rest:
        if character != "^":
            result += character
            continue
        code = next(rest, "")
        if code == "#":
            result += numeral(numbers.get(0, 1), style)
        elif code.isdigit() and numbers and code != "0":
            result += numeral(numbers[int(code)], style) if int(code) in numbers else ""
        else:
            result += METACHARACTERS.get(code, "")
    return result


def numbering_format(sample: str) -> str:
    """The first number says how all are written: "01, 02, 03, 04..." -> "01"."""
    return sample.split(",")[0].strip() or "1"


def numeral(number: int, style: str) -> str:
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
