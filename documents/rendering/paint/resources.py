"""The one resource dictionary that every page and form shares, and the graphics states and colours in it."""

import math
import re

import msgspec

from documents.rendering.document import Document, Gradient, Swatch
from documents.rendering.paint import mixtures, screen
from documents.rendering.paint.syntax import Objects, name, number, numbers
from documents.rendering.text.model import Ink

PREFIXES = {"ColorSpace": "C", "ExtGState": "G", "Shading": "S", "Pattern": "P", "XObject": "X", "Font": "F"}


class Resources:
    """Names by kind. The same value gets the same name.

    shown   what Display has under a name in the place of Print's value; "" for nothing
    """

    def __init__(self) -> None:
        self.entries: dict[str, dict[str, str]] = {kind: {} for kind in PREFIXES}
        self.shown: dict[str, dict[str, str]] = {kind: {} for kind in PREFIXES}
        self._names: dict[tuple[str, str], str] = {}

    def add(self, kind: str, value: str, *, shown: str | None = None) -> str:
        """Give `value` (a reference or a direct object) a name; returns it without its slash. `shown`: its twin for Display."""
        known = self._names.get((kind, value))
        if known is None:
            known = self._names[kind, value] = f"{PREFIXES[kind]}{len(self.entries[kind])}"
            self.entries[kind][known] = value
            if shown is not None and shown != value:
                self.shown[kind][known] = shown
        return known

    def entry(self, kind: str, *, screen: bool = False) -> str:
        """One kind's names and values, as they stand in the dictionary; screen: of Display."""
        found = self.entries[kind] | (self.shown[kind] if screen else {})
        return "".join(f"/{name}{'' if value[0] in '[<' else ' '}{value}" for name, value in found.items() if value)

    def dictionary(self) -> str:
        return "<<" + "".join(f"/{kind}<<{self.entry(kind)}>>" for kind in PREFIXES) + ">>"


class Colours:
    """Swatches as colour operators (3.1-3.4)."""

    def __init__(self, document: Document, *, objects: Objects, resources: Resources) -> None:
        self.document, self.objects, self.resources = document, objects, resources
        self._functions: dict[str, str] = {}
        self._named: dict[str, Swatch] = {}  # by the name of its colour space
        self._for_screens: dict[str, str] = {}
        self._mixtures: dict[str, Swatch] = {}
        self._parts: dict[Swatch, list[mixtures.Part]] = {}

    def swatch(self, ink: Ink | None) -> Swatch | None:
        """The plain colour behind an ink; None for no colour and for gradients."""
        if ink is None:
            return None
        swatch = self.document.swatches.get(ink.swatch)
        if swatch is not None and swatch.mixed:
            return self._mixture(ink.swatch, swatch)
        return None if swatch is None or swatch.space == "None" else swatch

    def _mixture(self, key: str, swatch: Swatch) -> Swatch:
        """A mixed ink, with what it looks like in process inks."""
        if key not in self._mixtures:
            parts = []
            for member, share in swatch.mixed:
                ink = self.document.swatches[member]
                shown, separation = converted(ink, 1.0, "/DeviceCMYK"), self.space(ink) if ink.spot else ""
                parts.append(mixtures.Part(ink.spot or ink.name, share, shown, separation))
            found = msgspec.structs.replace(swatch, values=mixtures.together(parts))
            self._mixtures[key], self._parts[found] = found, parts
        return self._mixtures[key]

    def gradient(self, ink: Ink | None) -> Gradient | None:
        return None if ink is None else self.document.gradients.get(ink.swatch)

    def paints(self, ink: Ink | None) -> bool:
        return self.swatch(ink) is not None or self.gradient(ink) is not None

    def operators(self, ink: Ink, *, stroke: bool) -> str:
        """Set a colour and whether it overprints. A gradient gives its first colour: whoever can draw it as such does not ask here."""
        swatch = self.swatch(ink)
        if swatch is None:
            gradient = self.gradient(ink)
            first = gradient.stops[0].ink if gradient and gradient.stops else None
            swatch = self.swatch(first)
            if swatch is None or first is None:
                return ""
            ink = first
        return self._overprint(ink, swatch) + self._colour(swatch, ink.tint, stroke=stroke)

    def overprints(self, ink: Ink) -> bool:
        """[Black] at 100 % always does (3.4)."""
        return ink.overprint or (ink.swatch == "Color/Black" and ink.tint >= 1.0)

    def vanishes(self, ink: Ink) -> bool:
        """Whether a fill of it leaves what lies below: white, printed over it."""
        swatch = self.swatch(ink)
        return ink.overprint and swatch is not None and swatch.space == "CMYK" and not any(components(swatch, ink.tint))

    def _overprint(self, ink: Ink, swatch: Swatch) -> str:
        if self.overprints(ink) and (swatch.space == "CMYK" or swatch.spot is not None):
            return f"/{self.overprint_state(on=True)} gs "
        return ""

    def overprint_state(self, *, on: bool) -> str:
        return self.resources.add("ExtGState", f"<</op {str(on).lower()}/OP {str(on).lower()}/OPM 1>>")

    def _colour(self, swatch: Swatch, tint: float, *, stroke: bool) -> str:
        if parts := self._parts.get(swatch):
            space = self.resources.add("ColorSpace", self.space(swatch), shown="")
            self._named[space] = swatch
            return f"/{space} {'CS' if stroke else 'cs'} {mixtures.values(parts, tint)} {'SCN' if stroke else 'scn'}\n"
        if swatch.spot is not None or swatch.registration or swatch.space == "Lab":
            space = self.resources.add("ColorSpace", self.space(swatch), shown="")
            self._named[space] = swatch
            if swatch.space == "Lab" and swatch.spot is None and not swatch.registration:
                values = numbers(*_toward(PAPER_LAB, swatch.values, tint))
            else:
                values = number(tint)
            return f"/{space} {'CS' if stroke else 'cs'} {values} {'SCN' if stroke else 'scn'}\n"
        operator = {"CMYK": "k", "RGB": "rg", "Gray": "g"}[swatch.space]
        return f"{numbers(*components(swatch, tint))} {operator.upper() if stroke else operator}\n"

    def seen(self, swatch: Swatch, tint: float) -> screen.RGB:
        """A tint of a swatch on a screen; a spot colour's by its alternate."""
        if swatch.space == "Lab" and not swatch.registration:
            return screen.rgb_of(_toward(PAPER_LAB, swatch.values, tint), LAB)
        values = (tint,) * 4 if swatch.registration else components(swatch, tint)
        if len(values) == 4:
            return screen.rgb_of(values)
        red, green, blue = values * (3 // len(values))
        return red, green, blue

    def for_screens(self, operators: str) -> str:
        """Operators of Print as Display has them: every colour in RGB."""
        return screen.SET.sub(self._shown, operators)

    def _shown(self, found: re.Match[str]) -> str:
        text = found[0]
        if text not in self._for_screens:
            self._for_screens[text] = self._in_rgb(found)
        return self._for_screens[text]

    def _in_rgb(self, found: re.Match[str]) -> str:
        if found[5]:
            rgb, stroke = screen.rgb_of(tuple(float(v) for v in found.groups()[:4])), found[5] == "K"
        elif (swatch := self._named.get(found[6])) is not None:
            values, stroke = tuple(map(float, found[7].split())), found[8] == "SCN"
            if parts := self._parts.get(swatch):
                shown = mixtures.together([part._replace(share=share) for part, share in zip(parts, values, strict=True)])
                rgb = screen.rgb_of(tuple(part / 100 for part in shown))
            else:
                rgb = screen.rgb_of(values, LAB) if len(values) == 3 else self.seen(swatch, values[0])
        else:
            return found[0]
        if rgb[0] == rgb[1] == rgb[2]:
            return f"{number(rgb[0])} {'G' if stroke else 'g'}"
        return f"{numbers(*rgb)} {'RG' if stroke else 'rg'}"

    def space(self, swatch: Swatch) -> str:
        """The colour space that a swatch is written in."""
        if parts := self._parts.get(swatch):
            code = mixtures.calculation(parts)
            if code not in self._functions:
                self._functions[code] = str(self.objects.stream(mixtures.entries(parts), code.encode(), compress=False))
            return mixtures.space(parts, int(self._functions[code]))
        if swatch.registration:
            return f"[/Separation/All/DeviceCMYK {self._tint(swatch, (0, 0, 0, 0), (1, 1, 1, 1))}]"
        if swatch.spot is None:
            return {"CMYK": "/DeviceCMYK", "RGB": "/DeviceRGB", "Gray": "/DeviceGray", "Lab": LAB}[swatch.space]
        paper = {"CMYK": (0.0,) * 4, "RGB": (1.0,) * 3, "Gray": (1.0,), "Lab": PAPER_LAB}[swatch.space]
        alternate = {"CMYK": "/DeviceCMYK", "RGB": "/DeviceRGB", "Gray": "/DeviceGray", "Lab": LAB}[swatch.space]
        full = swatch.values if swatch.space == "Lab" else components(swatch, 1.0)
        return f"[/Separation{name(swatch.spot)}{alternate} {self._tint(swatch, paper, full)}]"

    def picture_space(self, ink: Ink) -> str:
        """Entries that show a grey picture in a colour: its black in full, its white as paper."""
        swatch = self.swatch(ink)
        if swatch is None or swatch.space == "Lab":
            return ""
        if swatch.spot is not None or swatch.registration:
            return f"/ColorSpace{self.space(swatch)}/Decode[{number(ink.tint)} 0]"
        rows = (components(swatch, (255 - grey) / 255 * ink.tint) for grey in range(256))
        table = "".join(f"{round(v * 255):02X}" for row in rows for v in row)
        return f"/ColorSpace[/Indexed{self.space(swatch)} 255<{table}>]"

    def picture_space_for_screens(self, ink: Ink) -> str:
        """The same in RGB."""
        swatch = self.swatch(ink)
        if swatch is None or swatch.space == "Lab":
            return ""
        steps = [(255 - grey) / 255 * ink.tint for grey in range(256)]
        if swatch.space == "CMYK" or swatch.registration:
            rows = screen.rgb_of_all([(step,) * 4 if swatch.registration else components(swatch, step) for step in steps])
        else:
            rows = [self.seen(swatch, step) for step in steps]
        table = "".join(f"{round(v * 255):02X}" for row in rows for v in row)
        return f"/ColorSpace[/Indexed/DeviceRGB 255<{table}>]"

    def _tint(self, swatch: Swatch, paper: tuple[float, ...], full: tuple[float, ...]) -> str:
        ranges = "/Range[0 100 -128 128 -128 128]" if swatch.space == "Lab" and not swatch.registration else ""
        text = f"<</FunctionType 2/Domain[0 1]/C0[{numbers(*paper)}]/C1[{numbers(*full)}]/N 1{ranges}>>"
        if text not in self._functions:
            self._functions[text] = f"{self.objects.write(text)} 0 R"
        return self._functions[text]


PAPER_LAB = (100.0, 0.0, 0.0)
LAB = "[/Lab<</WhitePoint[0.9642 1 0.8249]/Range[-128 128 -128 128]>>]"


def components(swatch: Swatch, tint: float) -> tuple[float, ...]:
    """Device components in 0..1. A tint multiplies ink, so it moves RGB and grey towards white."""
    if swatch.space == "CMYK":
        return tuple(v / 100 * tint for v in swatch.values)
    if swatch.space == "RGB":
        return tuple(1 - (1 - v / 255) * tint for v in swatch.values)
    return tuple(1 - v / 100 * tint for v in swatch.values)  # Gray 0-100 is ink


def _toward(paper: tuple[float, ...], full: tuple[float, ...], tint: float) -> tuple[float, ...]:
    return tuple(p + (f - p) * tint for p, f in zip(paper, full, strict=True))


def converted(swatch: Swatch, tint: float, space: str) -> tuple[float, ...]:
    """Components in another device space, by the plain formulas: for gradients whose stops are of different kinds."""
    if swatch.space == "Lab":
        rgb = _lab_to_rgb(_toward(PAPER_LAB, swatch.values, tint))
    else:
        own = components(swatch, tint)
        if {"CMYK": "/DeviceCMYK", "RGB": "/DeviceRGB", "Gray": "/DeviceGray"}[swatch.space] == space:
            return own
        rgb = tuple((1 - v) * (1 - own[3]) for v in own[:3]) if swatch.space == "CMYK" else own * (3 // len(own))
    if space == "/DeviceRGB":
        return rgb
    black = 1 - max(rgb)
    return (*((1 - v - black) / (1 - black) if black < 1 else 0.0 for v in rgb), black)


def _lab_to_rgb(lab: tuple[float, ...]) -> tuple[float, ...]:
    """CIE Lab (D50) to sRGB, clipped."""
    fy = (lab[0] + 16) / 116
    x, y, z = (
        white * (f**3 if f > 6 / 29 else 3 * (6 / 29) ** 2 * (f - 4 / 29))
        for f, white in ((fy + lab[1] / 500, 0.9642), (fy, 1.0), (fy - lab[2] / 200, 0.8249))
    )
    linear = (
        3.1339 * x - 1.6169 * y - 0.4906 * z,
        -0.9788 * x + 1.9161 * y + 0.0335 * z,
        0.0719 * x - 0.2290 * y + 1.4052 * z,
    )
    return tuple(min(1.0, max(0.0, 12.92 * v if v <= 0.0031308 else 1.055 * math.pow(v, 1 / 2.4) - 0.055)) for v in linear)
