"""Numbers as visitors write them, read as the content API writes them. Pure."""

import re
import unicodedata

GROUPING = "\u00a0\u202f\u2009 '’٬"  # spaces, apostrophes and the Arabic mark only ever group
GROUPED = {",": re.compile(r"-?\d{1,3}(,\d{3})+"), ".": re.compile(r"-?\d{1,3}(\.\d{3})+")}


def read_number(text: str, *, decimal: str = ".") -> str:
    """A visitor's number with at most one period and nothing else: "1,234.5" and "1 234,5" are 1234.5.

    decimal  the language's decimal sign; it decides what "1,234" means: 1234 where it is ".", 1.234 where it is ","
    returns  the digits, or the text as it came when it is no number (fields.check says so)
    """
    plain = "".join(_plain(character) for character in text.strip() if character not in GROUPING)
    commas, periods = plain.count(","), plain.count(".")
    if commas and periods:
        last = "," if plain.rfind(",") > plain.rfind(".") else "."
        return _with_decimal(plain, last) if plain.count(last) == 1 else plain
    sign = "," if commas else "."
    if commas + periods == 0:
        return plain
    if GROUPED[sign].fullmatch(plain) and (sign != decimal or commas + periods > 1):
        return plain.replace(sign, "")
    return _with_decimal(plain, sign) if commas + periods == 1 else plain


def _with_decimal(plain: str, sign: str) -> str:
    return plain.replace("." if sign == "," else ",", "").replace(sign, ".")


def _plain(character: str) -> str:
    """A digit of any script as 0 to 9; minus signs as "-"; the Arabic decimal sign as "."."""
    if character in "−–":
        return "-"
    if character == "٫":
        return "."
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)
