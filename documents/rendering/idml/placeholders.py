"""Placeholders that a designer typed: <<First Name>> and {{First Name}}."""

import re
from typing import Literal, NamedTuple

# A name holds no bracket and no break, and at least one letter or digit: << >> and <<<— stay text.
NAME = r"[^<>{}\u2028\u2029\n\r\t\ufffc\u0003]{1,120}?"
TYPED = re.compile(rf"<<(?P<angle>{NAME})>>|\{{\{{(?P<curly>{NAME})\}}\}}")
WORD = re.compile(r"[^\W\d_]+")
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
DATE_WORDS = {"date", "datum", "dato", "fecha", "birthday", "geburtstag", "deadline", "expires", "expiry"}


class Typed(NamedTuple):
    start: int
    end: int
    name: str


def typed_placeholders(text: str) -> list[Typed]:
    found = []
    for match in TYPED.finditer(text):
        name = (match["angle"] or match["curly"]).strip()
        if any(character.isalnum() for character in name):
            found.append(Typed(match.start(), match.end(), name))
    return found


def placeholder_name(text: str) -> str:
    """The name in a Data Merge placeholder without a destination: "<<Name>>" -> "Name"."""
    return text.strip().removeprefix("<<").removesuffix(">>").removeprefix("«").removesuffix("»").strip()


def suggested_kind(name: str) -> Literal["String", "Date"]:
    """What a name lets one guess: "Expiry Date", "ExpiryDate" and "Ablaufdatum" are dates, "Update" is none."""
    words = WORD.findall(CAMEL.sub(" ", name))
    return "Date" if any(word.lower() in DATE_WORDS or word.lower().endswith("datum") for word in words) else "String"
