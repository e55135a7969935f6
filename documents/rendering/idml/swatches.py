"""Graphic.xml: colours, tints, gradients and stroke styles."""

import colorsys
from collections.abc import Container, Iterable, Mapping
from typing import Literal
from urllib.parse import unquote

from msgspec.structs import replace

from documents.rendering.document import Gradient, GradientStop, StrokeStyle, Swatch
from documents.rendering.idml.attributes import Element, Value, children, list_numbers, number, numbers, own, plain, word
from documents.rendering.idml.notes import Notes
from documents.rendering.idml.pasted import PastedShade, pasted_shade
from documents.rendering.text.model import Ink

NONE = "Swatch/None"
BLACK = "Color/Black"
PASTED = "PastedSmoothShade/"
# Part of the weight that each stripe covers (painting.md 2.9; a public renderer's values, not measured).
STRIPES = {
    "Triple_Stroke": (0.0, 25.0, 37.5, 62.5, 75.0, 100.0),
    "ThickThin": (0.0, 60.0, 80.0, 100.0),
    "ThinThick": (0.0, 20.0, 40.0, 100.0),
    "ThickThick": (0.0, 40.0, 60.0, 100.0),
    "ThinThin": (0.0, 30.0, 70.0, 100.0),
    "ThickThinThick": (0.0, 25.0, 40.0, 60.0, 75.0, 100.0),
    "ThinThickThin": (0.0, 20.0, 35.0, 65.0, 80.0, 100.0),
}
CANNED_DASHES = {"Canned Dashed 3x2": (3.0, 2.0), "Canned Dashed 4x4": (4.0, 4.0)}  # in stroke weights
KINDS: dict[str, StrokeStyle] = {
    "Solid": StrokeStyle(name="Solid"),
    "Dashed": StrokeStyle(name="Dashed", kind="dashed"),
    "Canned Dotted": StrokeStyle(name="Canned Dotted", kind="dotted"),
    "Japanese Dots": StrokeStyle(name="Japanese Dots", kind="japanese-dots"),
    "Wavy": StrokeStyle(name="Wavy", kind="wavy"),
    "White Diamond": StrokeStyle(name="White Diamond", kind="diamond"),
    "Straight Hash": StrokeStyle(name="Straight Hash", kind="straight-hash"),
    "Left Slant Hash": StrokeStyle(name="Left Slant Hash", kind="left-slant-hash"),
    "Right Slant Hash": StrokeStyle(name="Right Slant Hash", kind="right-slant-hash"),
    **{name: StrokeStyle(name=name, kind="striped", pattern=stripes) for name, stripes in STRIPES.items()},
    **{name: StrokeStyle(name=name, kind="dashed", dashes_in_weights=dashes) for name, dashes in CANNED_DASHES.items()},
}


PROCESS = {
    f"Ink/{name}": Swatch(name=name, space="CMYK", values=tuple(100.0 * (at == own) for own in range(4)))
    for at, name in enumerate(("Cyan", "Magenta", "Yellow", "Black"))
}
PROCESS_INKS = {f"Process {swatch.name}": key for key, swatch in PROCESS.items()}


CAPS: dict[str, Literal["butt", "round", "projecting"]] = {
    "ButtEndCap": "butt",
    "RoundEndCap": "round",
    "ProjectingEndCap": "projecting",
}
ADJUSTMENTS: dict[str, Literal["none", "dashes", "gaps", "dashes-and-gaps"]] = {
    "None": "none",
    "Dashes": "dashes",
    "Gaps": "gaps",
    "DashesAndGaps": "dashes-and-gaps",
}


class Palette:
    """Every swatch of a design by its id; makes inks of them."""

    def __init__(self, graphic: Iterable[Element], *, notes: Notes) -> None:
        self.swatches: dict[str, Swatch] = {
            NONE: Swatch(name="None", space="None"),
            BLACK: Swatch(name="Black", space="CMYK", values=(0, 0, 0, 100)),
        }
        self.gradients: dict[str, Gradient] = {}
        self.stroke_styles: dict[str, StrokeStyle] = {}
        self.pasted: dict[str, PastedShade] = {}
        self._notes, self._mixed = notes, set[str]()
        self._tints: dict[str, tuple[str, float]] = {}
        gradients: list[Element] = []
        mixed: dict[str, Element] = {}
        aliases: dict[str, str] = {}
        process: set[str] = set()
        for element in graphic:
            key = element.get("Self", "")
            match element.tag:
                case "Color":
                    self.swatches[key] = _color(element)
                    aliases[key] = element.get("SpotInkAliasSpotColorReference", "n")
                case "Ink" if element.get("ConvertToProcess") == "true":
                    process.add(plain(element.get("Name", "")))
                case "Tint":
                    self._tints[key] = (element.get("BaseColor", ""), number(element.get("TintValue"), 100.0) / 100.0)
                case "MixedInk":
                    mixed[key] = element
                case "PastedSmoothShade":
                    self._paste(key, pasted_shade(element))
                case "Gradient":
                    gradients.append(element)
                case "StrokeStyle" | "DashedStrokeStyle" | "DottedStrokeStyle" | "StripedStrokeStyle" | "WavyStrokeStyle":
                    self.stroke_styles[key] = _stroke_style(element)
        self._manage_inks(process, aliases)
        for key, element in mixed.items():
            self.swatches[key] = self._mixture(key, element)
        for element in gradients:  # after every colour they name
            self.gradients[element.get("Self", "")] = self._gradient(element)

    def defines(self, swatch: Value | None) -> bool:
        name = word(swatch)
        return name in self.swatches or name in self.gradients or name in self._tints or name.endswith("/None")

    def ink(self, swatch: Value | None, tint: Value | None = None, *, overprint: bool = False) -> Ink | None:
        """What paints; None for [None], and for a swatch that the design does not define."""
        name, factor = word(swatch), number(tint, -1.0)
        factor = 1.0 if factor < 0 else factor / 100.0
        if name in self._tints:
            name, own_tint = self._tints[name]
            factor *= own_tint
        if name in self.gradients:
            return Ink(name, factor, overprint)
        if name.startswith(PASTED):
            self._notes.not_drawn("pasted gradient")
        if name in self._mixed:
            self._notes.not_drawn("mixed ink", subject=self.swatches[name].name)
        found = self.swatches.get(name)
        return None if found is None or found.space == "None" else Ink(name, factor, overprint)

    def _manage_inks(self, process: Container[str], aliases: Mapping[str, str]) -> None:
        """As the Ink Manager says: spot colours that are printed in process inks, or in another's ink."""
        for key, swatch in list(self.swatches.items()):
            alias = self.swatches.get(aliases.get(key, "n"))
            if swatch.spot in process and swatch.spot is not None:
                self.swatches[key] = replace(swatch, spot=None)
            elif swatch.spot is not None and alias is not None:
                self.swatches[key] = replace(alias, name=swatch.name)

    def _mixture(self, key: str, element: Element) -> Swatch:
        """A mixed ink of the design's spot colours and the process inks; black where one of them is not there."""
        spots = {swatch.spot: name for name, swatch in self.swatches.items() if swatch.spot}
        inks = [plain(unquote(each).removeprefix("Ink/")) for each in element.get("InkList", "").split()]
        shares = numbers(element.get("InkPercentages"))
        members = [spots.get(ink) or PROCESS_INKS.get(ink, "") for ink in inks]
        self.swatches.update({name: swatch for name, swatch in PROCESS.items() if name in members})
        name = plain(element.get("Name", ""))
        if not members or not all(members) or len(members) != len(shares):
            self._mixed.add(key)
            return Swatch(name=name, space="CMYK", values=(0, 0, 0, 100))
        found = tuple((member, share / 100) for member, share in zip(members, shares, strict=True) if share > 0)
        return Swatch(name=name, space="CMYK" if found else "None", mixed=found)

    def _paste(self, key: str, shade: PastedShade | None) -> None:
        """A gradient with swatches of its own for its stops."""
        if shade is None:
            return
        self.pasted[key] = shade
        stops = []
        for number_of_stop, values in enumerate(shade.colours):
            swatch = f"{key}/{number_of_stop}"
            self.swatches[swatch] = Swatch(name=swatch, space=shade.space, values=values)
            stops.append(GradientStop(Ink(swatch), 100.0 * number_of_stop / max(1, len(shade.colours) - 1)))
        self.gradients[key] = Gradient(name="", kind=shade.kind, stops=tuple(stops))

    def _gradient(self, element: Element) -> Gradient:
        stops = []
        for stop in element.iterfind("GradientStop"):
            midpoint = stop.get("Midpoint") or stop.get("MidPoint")
            ink = self.ink(stop.get("StopColor"), stop.get("StopTint")) or Ink(
                "Color/Paper" if "Color/Paper" in self.swatches else BLACK, 0.0
            )
            stops.append(GradientStop(ink, number(stop.get("Location")), number(midpoint, 50.0)))
        stops.sort(key=lambda stop: stop.location)
        radial = (element.get("Type") or element.get("GradientType")) == "Radial"
        return Gradient(name=plain(element.get("Name", "")), kind="radial" if radial else "linear", stops=tuple(stops))


def _color(element: Element) -> Swatch:
    name = plain(element.get("Name", ""))
    space, values = element.get("Space", "CMYK").upper(), numbers(element.get("ColorValue"))
    model = element.get("Model", "Process")
    spot = name if model == "Spot" else None
    registration = model == "Registration" or element.get("ColorOverride") == "Specialregistration"
    if space == "CMYK" and len(values) == 4:
        return Swatch(name=name, space="CMYK", values=values, spot=spot, registration=registration)
    if space == "RGB" and len(values) == 3:
        return Swatch(name=name, space="RGB", values=values, spot=spot, registration=registration)
    if space == "LAB" and len(values) == 3:
        return Swatch(name=name, space="Lab", values=values, spot=spot, registration=registration)
    if space == "HSB" and len(values) == 3:
        rgb = colorsys.hsv_to_rgb(values[0] / 360.0, values[1] / 100.0, values[2] / 100.0)
        return Swatch(name=name, space="RGB", values=tuple(255.0 * part for part in rgb), spot=spot)
    if space == "GRAY" and len(values) == 1:
        return Swatch(name=name, space="Gray", values=values, spot=spot)
    return Swatch(name=name, space="CMYK", values=(0, 0, 0, 100), spot=spot, registration=registration)


def _stroke_style(element: Element) -> StrokeStyle:
    name, values = plain(element.get("Name", "")), own(element)
    match element.tag:
        case "DashedStrokeStyle":
            return StrokeStyle(
                name=name,
                kind="dashed",
                pattern=list_numbers(values.get("DashArray")),
                cap=CAPS.get(word(values.get("EndCap"))),
                corner_adjustment=ADJUSTMENTS.get(word(values.get("StrokeCornerAdjustment"))),
            )
        case "DottedStrokeStyle":
            return StrokeStyle(name=name, kind="dotted", pattern=list_numbers(values.get("DotArray")))
        case "StripedStrokeStyle":
            return StrokeStyle(name=name, kind="striped", pattern=list_numbers(values.get("StripeArray")))
        case "WavyStrokeStyle":
            return StrokeStyle(name=name, kind="wavy")
        case _:
            return KINDS.get(name, StrokeStyle(name=name, kind="other"))


def dash_list(element: Element | None) -> tuple[float, ...]:
    """A StrokeDashAndGap list; one number stands for dash and gap alike (painting.md 2.6)."""
    if element is None:
        return ()
    dashes = tuple(number(item.text) for item in children(element))
    return dashes * 2 if len(dashes) == 1 else dashes
