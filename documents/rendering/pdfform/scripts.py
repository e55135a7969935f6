"""Acrobat's format scripts: what they say of a field's kind, and a value as they would show it. Nothing is executed."""

import re
from datetime import date
from decimal import Decimal
from typing import Literal

CALL = re.compile(r"\bAF(Number|Percent|Date|Time)_Format(Ex)?\s*\((.*?)\)\s*;?\s*$", re.DOTALL)
ARGUMENT = re.compile(r'"((?:[^"\\]|\\.)*)"|\'((?:[^\'\\]|\\.)*)\'|([^,\s]+)')
ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
NUMBER = re.compile(r"-?(\d+(\.\d*)?|\.\d+)")
DATE_WORD = re.compile("yyyy|yy|mmmm|mmm|mm|m|dddd|ddd|dd|d")
OLD_DATE_FORMATS = (
    "m/d", "m/d/yy", "mm/dd/yy", "mm/yy", "d-mmm", "d-mmm-yy", "dd-mmm-yy", "yy-mm-dd", "mmm-yy", "mmmm-yy",
    "mmm d, yyyy", "mmmm d, yyyy", "m/d/yy h:MM tt", "m/d/yy HH:MM",
)  # fmt: skip  # AFDate_Format's argument is an index into these (Acrobat's AForm.js)
SEPARATORS = ((",", "."), ("", "."), (".", ","), ("", ","), ("'", "."))
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def read_format(script: str) -> tuple[str, ...]:
    """The format that a script's call names: ("Number", decimals, separators, …), ("Date", pattern), or () for no or another script."""
    call = CALL.search(script.strip())
    if call is None:
        return ()
    arguments = [a or b or c for a, b, c in ARGUMENT.findall(call[3])]
    if call[1] == "Date":
        return ("Date", _date_pattern(arguments[0] if arguments else "", by_index=not call[2]))
    return (call[1], *arguments)


def kind(read: tuple[str, ...]) -> Literal["String", "Number", "Date"]:
    """The kind of field that a format makes certain."""
    if read[:1] == ("Date",):
        return "Date"
    return "Number" if read[:1] == ("Number",) else "String"


def formatted(value: str, read: tuple[str, ...]) -> str:
    """A plain number or an ISO date as Acrobat would show it; any other text stays as it is."""
    if read[:1] == ("Date",) and (day := ISO_DATE.fullmatch(value)):
        return _date(date(*(int(part) for part in day.groups())), read[1])
    if read[:1] == ("Number",) and NUMBER.fullmatch(value):
        return _number(value, read[1:])
    return value


def _date_pattern(argument: str, *, by_index: bool) -> str:
    if by_index and argument.isdigit():
        index = int(argument)
        return OLD_DATE_FORMATS[index] if index < len(OLD_DATE_FORMATS) else "yyyy-mm-dd"
    return argument or "yyyy-mm-dd"


def _date(day: date, pattern: str) -> str:
    words = {
        "yyyy": f"{day.year:04}", "yy": f"{day.year % 100:02}",
        "mmmm": MONTHS[day.month - 1], "mmm": MONTHS[day.month - 1][:3], "mm": f"{day.month:02}", "m": str(day.month),
        "dddd": DAYS[day.weekday()], "ddd": DAYS[day.weekday()][:3], "dd": f"{day.day:02}", "d": str(day.day),
    }  # fmt: skip
    return DATE_WORD.sub(lambda word: words[word[0]], re.split(r"\s*(HH|h)\b.*", pattern)[0])


def _number(value: str, arguments: tuple[str, ...]) -> str:
    """AFNumber_Format(nDec, sepStyle, negStyle, currStyle, strCurrency, bCurrencyPrepend)."""
    given = [*arguments, *("", "", "", "", "", "")][:6]
    decimals, style = _small(given[0], 2), _small(given[1], 0)
    thousands, point = SEPARATORS[style] if style < len(SEPARATORS) else SEPARATORS[0]
    negative = value.startswith("-")
    digits = f"{abs(Decimal(value)):.{decimals}f}"
    whole, _, rest = digits.partition(".")
    grouped = re.sub(r"(?<=\d)(?=(\d{3})+$)", thousands, whole) + (point + rest if rest else "")
    currency = given[4]
    shown = currency + grouped if given[5] == "true" else grouped + currency
    if not negative:
        return shown
    return f"({shown})" if given[2] in ("2", "3") else f"-{shown}"


def _small(text: str, default: int) -> int:
    return int(text) if text.isdigit() and len(text) < 3 else default
