"""Gradients that came from Illustrator by way of the clipboard: PastedSmoothShade, which the specification names and does not explain.

Its contents, as real files have them: the matrix of the unit axis (six doubles), the number of inks, and for each ink a table of
8-bit samples. ContentsMatrix takes the axis into the item's inner coordinates, and the end colours go on on both sides: an item whose
inner coordinates have changed since shows the first colour alone, and so does InDesign.
"""

import base64
import binascii
import math
import re
import struct
from typing import Literal, NamedTuple

from documents.rendering.document import GradientVector, Matrix
from documents.rendering.idml.attributes import Element, matrix
from documents.rendering.idml.geometry import moved, then

KINDS: dict[str, Literal["linear", "radial"]] = {"AxialShade": "linear", "RadialShade": "radial"}
SPACES: dict[int, tuple[Literal["RGB", "CMYK"], float]] = {3: ("RGB", 1.0), 4: ("CMYK", 100 / 255)}
INKS_AT, TABLES_AT = 60, 64
TABLE = re.compile(rb"(..)\x00\x00\x00\x08\x00\x00(..)", re.DOTALL)
MOST_BYTES = 64 * 1024
STOPS = 9


class PastedShade(NamedTuple):
    """colours: from start to end, in the values of a swatch. vector: where it lies, in inner coordinates."""

    kind: Literal["linear", "radial"]
    space: Literal["RGB", "CMYK"]
    colours: tuple[tuple[float, ...], ...]
    vector: GradientVector


def pasted_shade(element: Element) -> PastedShade | None:
    """None for what is no gradient, or cannot be read."""
    kind = KINDS.get(element.get("ContentsType", ""))
    text = (element.findtext("Properties/Contents") or "").strip()
    if kind is None or len(text) > MOST_BYTES:
        return None
    try:
        data = base64.b64decode(text)
        axis: Matrix = struct.unpack_from(">6d", data)
        (inks,) = struct.unpack_from(">I", data, INKS_AT)
        space, factor = SPACES[inks]
    except (binascii.Error, struct.error, KeyError, ValueError):
        return None
    tables = _tables(data)
    if len(tables) != inks or len({len(table) for table in tables}) != 1 or not all(map(math.isfinite, axis)):
        return None
    last = len(tables[0]) - 1
    places = sorted({round(number * last / (STOPS - 1)) for number in range(STOPS)})
    colours = tuple(tuple(table[place] * factor for table in tables) for place in places)
    placed = then(axis, matrix(element.get("ContentsMatrix")))
    start, end = moved((0.0, 0.0), placed), moved((1.0, 0.0), placed)
    angle = math.degrees(math.atan2(start[1] - end[1], end[0] - start[0]))  # counter-clockwise as seen; y grows down
    return PastedShade(kind, space, colours, GradientVector(start, math.dist(start, end), angle))


def _tables(data: bytes) -> list[bytes]:
    found, at = [], TABLES_AT
    while (table := TABLE.search(data, at)) is not None:
        count, again = (int.from_bytes(part) for part in table.groups())
        samples = data[table.end() : table.end() + count]
        if not count or count != again or len(samples) < count:
            at = table.start() + 1
            continue
        found.append(samples)
        at = table.end() + count
    return found
