"""Default appearance strings, colours and borders of widgets (ISO 32000-1, 12.5.4, 12.5.6.19, 12.7.3.3)."""

import re

import pikepdf

from documents.rendering.pdfform.form import Box, Matrix

FONT = re.compile(r"/([^\s/]+)\s+(-?[\d.]+)\s+Tf")
COLOUR = re.compile(r"((?:-?[\d.]+\s+){1,4})(g|rg|k)\b")
COLOUR_OPERATORS = {1: ("g", "G"), 3: ("rg", "RG"), 4: ("k", "K")}


def font_and_size(default_appearance: str) -> tuple[str, float]:
    """The font's resource name and the size; ("Helv", 0) where the string names none, as readers do."""
    found = FONT.findall(default_appearance)
    if not found:
        return "Helv", 0.0
    name, size = found[-1]
    return _unescaped(name), abs(number(size))


def colour(default_appearance: str) -> str:
    found = COLOUR.findall(default_appearance)
    return f"{' '.join(found[-1][0].split())} {found[-1][1]}" if found else "0 g"


def _unescaped(name: str) -> str:
    return re.sub("#([0-9A-Fa-f]{2})", lambda code: chr(int(code[1], 16)), name)


def number(text: object) -> float:
    try:
        return float(str(text))
    except ValueError:
        return 0.0


def entry(holder: pikepdf.Object | None, key: str) -> pikepdf.Object | None:
    """A dictionary's (or a stream's dictionary's) value, None where it is absent or the holder is no dictionary."""
    if isinstance(holder, (pikepdf.Dictionary, pikepdf.Stream)):
        found: pikepdf.Object | None = holder.get(key)
        return found
    return None


def numbers(value: object) -> list[float]:
    return [number(part) for part in value] if isinstance(value, pikepdf.Array) else []


def box(value: object) -> Box | None:
    """A rectangle with its corners in order; None for what is none."""
    parts = numbers(value)
    if len(parts) != 4:
        return None
    return min(parts[0], parts[2]), min(parts[1], parts[3]), max(parts[0], parts[2]), max(parts[1], parts[3])


def own_space(rect: Box, rotation: int) -> tuple[Matrix, float, float]:
    """(matrix, width, height) of a widget that is turned by MK's R, counter-clockwise: where its text runs left to right."""
    left, bottom, right, top = rect
    width, height = right - left, top - bottom
    if rotation == 90:
        return (0, 1, -1, 0, right, bottom), height, width
    if rotation == 180:
        return (-1, 0, 0, -1, right, top), width, height
    if rotation == 270:
        return (0, -1, 1, 0, left, top), height, width
    return (1, 0, 0, 1, left, bottom), width, height


def placed(appearance: pikepdf.Object, rect: Box) -> Matrix:
    """The matrix that lays an appearance stream into its widget's rectangle (12.5.5, algorithm 8.1)."""
    matrix = numbers(appearance.get("/Matrix")) or [1, 0, 0, 1, 0, 0]
    found = box(appearance.get("/BBox"))
    if found is None or len(matrix) != 6:
        return 1, 0, 0, 1, rect[0], rect[1]
    a, b, c, d, e, f = matrix
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (found[0], found[2]) for y in (found[1], found[3])]
    left, right = min(x for x, _ in corners), max(x for x, _ in corners)
    bottom, top = min(y for _, y in corners), max(y for _, y in corners)
    across = (rect[2] - rect[0]) / (right - left) if right > left else 1.0
    up = (rect[3] - rect[1]) / (top - bottom) if top > bottom else 1.0
    return across, 0, 0, up, rect[0] - left * across, rect[1] - bottom * up


class Border:
    """MK's colours and BS of a widget: what stands behind and round its text."""

    def __init__(self, widget: pikepdf.Object) -> None:
        marks, style = entry(widget, "/MK"), entry(widget, "/BS")
        self.background = numbers(entry(marks, "/BG"))
        self.colour = numbers(entry(marks, "/BC"))
        old_style = numbers(entry(widget, "/Border"))
        width = entry(style, "/W")
        self.width_pt = number(width) if width is not None else old_style[2] if len(old_style) > 2 else 1.0
        self.kind = str(entry(style, "/S") or "/S")[1:]
        self.dashes = numbers(entry(style, "/D")) or [3.0]

    @property
    def inset_pt(self) -> float:
        """From the widget's edge to its text, as Acrobat does it: twice the border, twice again inside a relief."""
        return max(1.0, self.width_pt) * (4 if self.kind in ("B", "I") else 2)

    def operators(self, width_pt: float, height_pt: float, *, cells: int = 1) -> bytes:
        """Background and border in the widget's own space; a comb's cells are divided as Acrobat does it."""
        drawn = []
        if operator := COLOUR_OPERATORS.get(len(self.background)):
            drawn.append(f"{_written(self.background)} {operator[0]} 0 0 {width_pt:g} {height_pt:g} re f")
        operator = COLOUR_OPERATORS.get(len(self.colour))
        if operator and self.width_pt > 0:
            half = self.width_pt / 2
            line = f"{_written(self.colour)} {operator[1]} {self.width_pt:g} w"
            line += f" [{_written(self.dashes)}] 0 d" if self.kind == "D" else ""
            if self.kind == "U":
                drawn.append(f"{line} 0 {half:g} m {width_pt:g} {half:g} l S")
            else:
                dividers = [f"{width_pt * n / cells:g} 0 m {width_pt * n / cells:g} {height_pt:g} l" for n in range(1, cells)]
                box = f"{half:g} {half:g} {width_pt - self.width_pt:g} {height_pt - self.width_pt:g} re"
                drawn.append(" ".join((line, box, *dividers, "S")))
        return " ".join(drawn).encode()


def _written(parts: list[float]) -> str:
    return " ".join(f"{part:g}" for part in parts)
