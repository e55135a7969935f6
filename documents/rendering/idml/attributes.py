"""Values as IDML writes them: attributes, and children of Properties."""

import math
from collections.abc import Iterator, Mapping

from lxml import etree

from documents.rendering.document import IDENTITY, Matrix, Point

Element = etree._Element
Value = str | Element
Values = Mapping[str, Value]

FURTHEST = 1e7  # pt; nothing on a pasteboard lies further out


def number(value: Value | None, default: float = 0.0) -> float:
    """A finite number; `default` where there is none. Some writers put a comma for the point."""
    if not isinstance(value, str):
        return default
    try:
        result = float(value.replace(",", "."))
    except ValueError:
        return default
    return max(-FURTHEST, min(FURTHEST, result)) if math.isfinite(result) else default


def integer(value: Value | None, default: int = 0) -> int:
    return int(number(value, default))


def flag(value: Value | None, default: bool = False) -> bool:
    if not isinstance(value, str):
        return default
    return value.strip().lower() == "true"


def word(value: Value | None, default: str = "") -> str:
    return value if isinstance(value, str) else default


def percent(value: Value | None, default: float) -> float:
    """A percentage as a factor."""
    return number(value, default) / 100.0


def numbers(value: Value | None) -> tuple[float, ...]:
    parts = word(value).split()
    try:  # what nearly every one of a drawing's thousands of points says
        found = tuple(map(float, parts))
    except ValueError:
        return tuple(map(number, parts))
    within = all(-FURTHEST <= each <= FURTHEST for each in found)
    return found if within else tuple(map(number, parts))


def point(value: Value | None) -> Point | None:
    pair = numbers(value)
    return (pair[0], pair[1]) if len(pair) == 2 else None


def matrix(value: Value | None) -> Matrix:
    six = numbers(value)
    return (six[0], six[1], six[2], six[3], six[4], six[5]) if len(six) == 6 else IDENTITY


def reference(value: Value | None) -> str | None:
    """The id of another object; "n" is IDML's nothing."""
    return value if isinstance(value, str) and value not in ("", "n") else None


def plain(name: str) -> str:
    """A name as people read it: without InDesign's marks for its own names."""
    return name.removeprefix("$ID/").strip()


def children(element: Element) -> Iterator[Element]:
    return element.iterchildren("*")


def own(element: Element) -> dict[str, Value]:
    """What an element itself says: its attributes, then its Properties (text, or the child where it holds more than text).

    AppliedFont counts as a property only: as an attribute InDesign ignores it (composition.md 59).
    """
    values: dict[str, Value] = {str(key): str(value) for key, value in element.attrib.items()}
    values.pop("AppliedFont", None)
    properties = element.find("Properties")
    if properties is not None:
        for child in children(properties):
            attributed = any(key != "type" for key in child.attrib)
            values[str(child.tag)] = child if len(child) or attributed else (child.text or "")
    return values


def listed(value: Value | None) -> list[Element]:
    """The ListItems of a list property."""
    return [] if value is None or isinstance(value, str) else value.findall("ListItem")


def list_numbers(value: Value | None) -> tuple[float, ...]:
    """A list of units, or one unit that stands for all."""
    if isinstance(value, str):
        return numbers(value)
    return tuple(number(item.text) for item in listed(value))
