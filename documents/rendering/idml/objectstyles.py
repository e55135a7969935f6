"""Object styles: what a page item says, what its style says, what its style is based on (painting.md 2.12, 2.13)."""

from collections.abc import Iterable

from documents.rendering.idml.attributes import Element, Value, children, own, reference, word

FLAGS = {  # a style's flag -> the attributes that it governs
    "EnableFill": ("Fill", "GradientFill", "OverprintFill"),
    "EnableStroke": ("StrokeColor", "StrokeWeight", "StrokeTint", "StrokeType", "Gap", "GradientStroke", "OverprintStroke"),
    "EnableStrokeAndCornerOptions": (
        "StrokeAlignment", "EndCap", "EndJoin", "MiterLimit", "LeftLineEnd", "RightLineEnd", "LeftArrow", "RightArrow",
        "Corner", "TopLeft", "TopRight", "BottomLeft", "BottomRight", "StrokeDash", "StrokeCorner",
    ),
}  # fmt: skip
ELEMENT_FLAGS = {
    "TextFramePreference": "EnableTextFrameGeneralOptions",
    "BaselineFrameGridOption": "EnableTextFrameBaselineOptions",
    "TextWrapPreference": "EnableTextWrapAndOthers",
    "AnchoredObjectSetting": "EnableAnchoredObjectOptions",
    "FrameFittingOption": "EnableFrameFittingOptions",
}
PART_FLAGS = {  # within TextFramePreference
    "EnableTextFrameAutoSizingOptions": ("AutoSizing", "UseMinimum", "Minimum", "UseNoLineBreaks"),
    "EnableTextFrameColumnRuleOptions": ("ColumnRule",),
    "EnableTextFrameFootnoteOptions": ("Footnotes",),
}
EFFECT_CATEGORIES = {
    "TransparencySetting": "ObjectStyleObjectEffectsCategorySettings",
    "StrokeTransparencySetting": "ObjectStyleStrokeEffectsCategorySettings",
    "FillTransparencySetting": "ObjectStyleFillEffectsCategorySettings",
    "ContentTransparencySetting": "ObjectStyleContentEffectsCategorySettings",
}
EFFECT_FLAGS = {
    "BlendingSetting": "EnableTransparency",
    "DropShadowSetting": "EnableDropShadow",
    "FeatherSetting": "EnableFeather",
    "InnerShadowSetting": "EnableInnerShadow",
    "OuterGlowSetting": "EnableOuterGlow",
    "InnerGlowSetting": "EnableInnerGlow",
    "BevelAndEmbossSetting": "EnableBevelEmboss",
    "SatinSetting": "EnableSatin",
    "DirectionalFeatherSetting": "EnableDirectionalFeather",
    "GradientFeatherSetting": "EnableGradientFeather",
}
# What holds without a style and without Styles.xml (painting.md 2.12).
BUILT_IN: dict[str, dict[str, Value]] = {
    "[None]": {"FillColor": "Swatch/None", "StrokeColor": "Swatch/None", "StrokeWeight": "0"},
    "[Normal Graphics Frame]": {"FillColor": "Swatch/None", "StrokeColor": "Color/Black", "StrokeWeight": "1"},
    "[Normal Text Frame]": {"FillColor": "Swatch/None", "StrokeColor": "Swatch/None", "StrokeWeight": "0"},
}
NOT_INHERITED = {"Self", "Name", "Properties", "BasedOn"}
DEPTH = 64  # BasedOn chains in real files reach 6; a ring of styles ends here


class ObjectStyles:
    """The object styles of a design, each resolved once."""

    def __init__(self, styles: Iterable[Element]) -> None:
        self._elements: dict[str, Element] = {}
        for group in styles:
            if group.tag in ("RootObjectStyleGroup", "ObjectStyle"):
                self._elements.update({style.get("Self", ""): style for style in group.iter("ObjectStyle")})
        self._values: dict[str, dict[str, Value]] = {}

    def is_defined(self, style: str) -> bool:
        return style in self._elements or style.rsplit("/", 1)[-1] in BUILT_IN or not self._elements

    def values(self, item: Element) -> dict[str, Value]:
        """Every attribute of an item, resolved."""
        return {**self._style_values(item.get("AppliedObjectStyle", "")), **own(item)}

    def settings(self, item: Element, tag: str) -> dict[str, Value]:
        """A child element such as TextFramePreference, resolved."""
        merged: dict[str, Value] = {}
        flag = ELEMENT_FLAGS.get(tag)
        for style in self._chain(item.get("AppliedObjectStyle", "")):
            element = style.find(tag)
            if element is not None and (flag is None or style.get(flag) != "false"):
                merged.update(_governed(style, element))
        element = item.find(tag)
        if element is not None:
            merged.update(own(element))
        return merged

    def fitting(self, item: Element) -> tuple[dict[str, Value], bool]:
        """FrameFittingOption, and whether it is a style's: only a style that says it governs fitting counts (painting.md 6.6)."""
        merged: dict[str, Value] = {}
        for style in self._chain(item.get("AppliedObjectStyle", "")):
            element = style.find("FrameFittingOption")
            if element is not None and style.get("EnableFrameFittingOptions") == "true":
                merged.update(own(element))
        styled = bool(merged)
        element = item.find("FrameFittingOption")
        if element is not None:
            merged.update(own(element))
        return merged, styled

    def effects(self, item: Element, container: str) -> dict[str, list[Element]]:
        """The settings of one transparency container by tag; later elements override earlier ones' attributes."""
        found: dict[str, list[Element]] = {}
        for style in self._chain(item.get("AppliedObjectStyle", "")):
            switches = style.find(EFFECT_CATEGORIES[container])
            for setting in style.iterfind(f"{container}/*"):
                switch = EFFECT_FLAGS.get(str(setting.tag), "")
                if switches is None or switches.get(switch) != "false":
                    found.setdefault(str(setting.tag), []).append(setting)
        element = item.find(container)
        if element is not None:
            for setting in children(element):
                found.setdefault(str(setting.tag), []).append(setting)
        return found

    def _chain(self, style: str) -> list[Element]:
        """A style and what it is based on, root first; [None] before all."""
        chain: list[Element] = []
        while (element := self._elements.get(style)) is not None and element not in chain and len(chain) < DEPTH:
            chain.append(element)
            based_on = reference(word(own(element).get("BasedOn")))
            style = f"ObjectStyle/{based_on.removeprefix('ObjectStyle/')}" if based_on else ""
        none = self._elements.get("ObjectStyle/$ID/[None]")
        if none is not None and none not in chain:
            chain.append(none)
        return chain[::-1]

    def _style_values(self, style: str) -> dict[str, Value]:
        if style not in self._values:
            merged = dict(BUILT_IN["[None]"])
            for element in self._chain(style):
                governed = own(element)
                off = tuple(prefix for flag, prefixes in FLAGS.items() if governed.get(flag) == "false" for prefix in prefixes)
                merged.update({k: v for k, v in governed.items() if k not in NOT_INHERITED and not (off and k.startswith(off))})
            if style not in self._elements:
                merged.update(BUILT_IN.get(style.rsplit("/", 1)[-1], {}))
            self._values[style] = merged
        return self._values[style]


def _governed(style: Element, element: Element) -> dict[str, Value]:
    """What a style's child element says, without the parts that the style leaves alone."""
    off = tuple(prefix for part, prefixes in PART_FLAGS.items() if style.get(part) == "false" for prefix in prefixes)
    if not off or element.tag != "TextFramePreference":
        return own(element)
    return {name: value for name, value in own(element).items() if name == "MinimumFirstBaselineOffset" or not name.startswith(off)}
