"""IDML's building blocks: elements, Properties, fonts and styles."""

from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

NO_CHARACTER_STYLE = "CharacterStyle/$ID/[No character style]"
NO_PARAGRAPH_STYLE = "ParagraphStyle/$ID/[No paragraph style]"


def element(name: str, content: str = "", /, **attributes: object) -> str:
    """One XML element; True and False are written IDML's way."""
    written = "".join(
        f" {key}={quoteattr(str(value).lower() if isinstance(value, bool) else f'{value:g}' if isinstance(value, float) else str(value))}"
        for key, value in attributes.items()
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def typed(name: str, kind: str, value: object) -> str:
    """An entry of Properties, such as <Leading type="unit">14</Leading>."""
    return element(name, escape(str(value)), type=kind)


def properties(*entries: str) -> str:
    return element("Properties", "".join(entries)) if any(entries) else ""


@dataclass
class Font:
    """A face as InDesign names it, and its file."""

    family: str
    style: str
    postscript_name: str
    file: str
    kind: str = "OpenTypeCFF"


@dataclass
class Style:
    """A paragraph or character style. `attributes` are IDML's; font and leading are written as Properties."""

    name: str
    based_on: str = ""
    font: Font | None = None
    leading: float | None = None
    tabs: tuple[tuple[float, str, str], ...] = ()  # position, alignment, leader
    hyphenation: bool = False
    attributes: dict[str, object] = field(default_factory=dict)

    def written(self, kind: str) -> str:
        root = NO_PARAGRAPH_STYLE if kind == "ParagraphStyle" else NO_CHARACTER_STYLE
        stops = "".join(
            element(
                "ListItem",
                typed("Alignment", "enumeration", alignment)
                + typed("AlignmentCharacter", "string", ".")
                + typed("Leader", "string", leader)
                + typed("Position", "unit", position),
                type="record",
            )
            for position, alignment, leader in self.tabs
        )
        inner = properties(
            typed("BasedOn", "object", f"{kind}/{self.based_on}" if self.based_on else root),
            typed("AppliedFont", "string", self.font.family) if self.font else "",
            typed("Leading", "unit", f"{self.leading:g}") if self.leading else "",
            element("TabList", stops, type="list") if stops else "",
        )
        own: dict[str, object] = {"FontStyle": self.font.style} if self.font else {}
        if kind == "ParagraphStyle":
            own["Hyphenation"] = self.hyphenation
        return element(kind, inner, Self=f"{kind}/{self.name}", Name=self.name, **own, **self.attributes)
