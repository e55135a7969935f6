"""Transparency of a page item: opacity, blend mode, effects with their defaults (painting.md 5)."""

from typing import Literal, get_args

from documents.rendering.document import BlendMode, Effect, PartLook, Transparency
from documents.rendering.idml.attributes import Element, Value, flag, number, own
from documents.rendering.idml.objectstyles import ObjectStyles

Kind = Literal[
    "drop-shadow", "inner-shadow", "outer-glow", "inner-glow", "bevel", "satin", "feather", "directional-feather", "gradient-feather"
]
Target = Literal["object", "stroke", "fill", "content"]
Defaults = dict[str, float | bool | str]

CONTAINERS: dict[str, Target] = {
    "TransparencySetting": "object",
    "StrokeTransparencySetting": "stroke",
    "FillTransparencySetting": "fill",
    "ContentTransparencySetting": "content",
}
BLACK, PAPER = "Color/Black", "Color/Paper"
SHADOW: Defaults = {"BlendMode": "Multiply", "Opacity": 75.0, "EffectColor": BLACK, "Noise": 0.0, "UseGlobalLight": False}
GLOW: Defaults = {
    "BlendMode": "Screen",
    "Opacity": 75.0,
    "EffectColor": PAPER,
    "Noise": 0.0,
    "Size": 7.0,
    "Spread": 0.0,
    "Technique": "Softer",
}
EFFECTS: dict[str, tuple[Kind, Defaults]] = {
    "DropShadowSetting": (
        "drop-shadow",
        {**SHADOW, "XOffset": 7.0, "YOffset": 7.0, "Size": 5.0, "Spread": 0.0, "KnockedOut": True, "HonorOtherEffects": False},
    ),
    "InnerShadowSetting": ("inner-shadow", {**SHADOW, "Angle": 120.0, "Distance": 7.0, "Size": 7.0, "ChokeAmount": 0.0}),
    "OuterGlowSetting": ("outer-glow", GLOW),
    "InnerGlowSetting": ("inner-glow", {**GLOW, "Source": "EdgeSourced"}),
    "BevelAndEmbossSetting": (
        "bevel",
        {
            "Style": "InnerBevel", "Technique": "SmoothContour", "Depth": 100.0, "Direction": "Up", "Size": 7.0, "Soften": 0.0,
            "Angle": 120.0, "Altitude": 30.0, "UseGlobalLight": False, "HighlightColor": PAPER, "HighlightBlendMode": "Screen",
            "HighlightOpacity": 75.0, "ShadowColor": BLACK, "ShadowBlendMode": "Multiply", "ShadowOpacity": 75.0,
        },
    ),
    "SatinSetting": (
        "satin",
        {
            "BlendMode": "Multiply", "Opacity": 50.0, "EffectColor": BLACK, "Angle": 120.0, "Distance": 7.0, "Size": 7.0,
            "InvertEffect": False,
        },
    ),
    "FeatherSetting": ("feather", {"Width": 9.0, "CornerType": "Diffusion", "ChokeAmount": 0.0, "Noise": 0.0}),
    "DirectionalFeatherSetting": (
        "directional-feather",
        {
            "LeftWidth": 0.0, "RightWidth": 0.0, "TopWidth": 0.0, "BottomWidth": 0.0, "Angle": 0.0, "ChokeAmount": 0.0, "Noise": 0.0,
            "FollowShapeMode": "LeadingEdge",
        },
    ),
    "GradientFeatherSetting": ("gradient-feather", {"Type": "Linear", "Angle": 0.0, "Length": 0.0, "GradientStart": "0 0"}),
}  # fmt: skip
ACTS = {"DropShadowSetting": ("Mode", "Drop"), "FeatherSetting": ("Mode", "Standard")}
COLORS = {"EffectColor", "HighlightColor", "ShadowColor"}


class EffectReader:
    """Reads the transparency of items; knows the document's global light."""

    def __init__(self, styles: ObjectStyles, *, light_angle: float = 120.0, light_altitude: float = 30.0) -> None:
        self._styles = styles
        self._angle, self._altitude = light_angle, light_altitude

    def read(self, item: Element) -> Transparency:
        effects: list[Effect] = []
        parts: list[PartLook] = []
        blending: dict[str, Value] = {}
        for container, target in CONTAINERS.items():
            settings = self._styles.effects(item, container)
            for tag, elements in settings.items():
                values: dict[str, Value] = {}
                for element in elements:
                    values.update(own(element))
                if tag == "BlendingSetting":
                    if target == "object":
                        blending = values
                    elif (part := PartLook(target=target, opacity=_opacity(values), blend=_mode(values))) != PartLook(target=target):
                        parts.append(part)
                elif tag in EFFECTS and self._acts(tag, values):
                    effects.append(self._effect(tag, values, target, elements))
        if not blending and not effects and not parts:
            return Transparency()
        return Transparency(
            parts=tuple(parts),
            opacity=_opacity(blending),
            blend=_mode(blending),
            isolated=flag(blending.get("IsolateBlending")),
            knockout=flag(blending.get("KnockoutGroup")),
            effects=tuple(effects),
        )

    def _acts(self, tag: str, values: dict[str, Value]) -> bool:
        if tag in ACTS:
            name, wanted = ACTS[tag]
            return values.get(name) == wanted
        return flag(values.get("Applied"))

    def _effect(self, tag: str, given: dict[str, Value], target: Target, elements: list[Element]) -> Effect:
        kind, defaults = EFFECTS[tag]
        values = dict(defaults)
        for name, default in defaults.items():
            value = given.get(name)
            if not isinstance(value, str) or (name in COLORS and value in ("", "n")):
                continue
            if isinstance(default, bool):
                values[name] = flag(value, default)
            elif isinstance(default, float):
                values[name] = number(value, default)
            else:
                values[name] = value
        if values.get("UseGlobalLight") and "Angle" in values:
            values["Angle"] = self._angle
            if "Altitude" in values:
                values["Altitude"] = self._altitude
        stops = _opacity_stops(elements)
        if stops:
            values["Stops"] = stops
        return Effect(kind=kind, values=values, target=target)


def _opacity(values: dict[str, Value]) -> float:
    return max(0.0, min(1.0, number(values.get("Opacity"), 100.0) / 100.0))


def _mode(values: dict[str, Value]) -> BlendMode:
    mode = values.get("BlendMode", "Normal")
    return next((known for known in get_args(BlendMode) if known == mode), "Normal")


def _opacity_stops(elements: list[Element]) -> str:
    """A gradient feather's stops as "location opacity midpoint, …", all in per cent."""
    found = [stop for element in elements for stop in element.iter("OpacityGradientStop")]
    parts = [(number(s.get("Location")), number(s.get("Opacity"), 100.0), number(s.get("Midpoint"), 50.0)) for s in found]
    return ", ".join(f"{location:g} {opacity:g} {midpoint:g}" for location, opacity, midpoint in sorted(parts))
