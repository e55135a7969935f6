"""The bytes of an SVG as elements with their declared properties: attributes, style sheets, style attributes.

source   SVG 1.1 (second edition), 6 "Styling"; CSS Cascading and Inheritance 3
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import cssselect2 as untyped_selectors
import tinycss2 as untyped_css
from lxml import etree

css: Any = untyped_css  # the libraries are not typed
selecting: Any = untyped_selectors
MAX_BYTES = 20_000_000
MAX_DEPTH = 200  # of elements in elements
NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
XLINK = "{http://www.w3.org/1999/xlink}href"
INHERITED = frozenset(
    (
        *("clip-rule", "color", "direction", "fill", "fill-opacity", "fill-rule", "font-family", "font-size", "font-style", "font-weight"),
        *("letter-spacing", "marker-end", "marker-mid", "marker-start", "stroke", "stroke-dasharray", "stroke-dashoffset"),
        *("stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-opacity", "stroke-width", "text-anchor", "visibility"),
        *("white-space", "paint-order"),
    )
)
OWN = frozenset(
    (
        *("clip-path", "display", "filter", "isolation", "mask", "mix-blend-mode", "opacity", "overflow", "stop-color", "stop-opacity"),
        *("transform", "vector-effect", "dominant-baseline", "text-decoration"),
    )
)
VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)")


class UnreadableSvgError(Exception):
    """The bytes are no SVG we can draw; the reason is for a person."""


@dataclass(eq=False)
class Node:
    """An element. declared: its properties; text, tail: as in XML."""

    tag: str
    attributes: dict[str, str]
    declared: dict[str, str]
    text: str = ""
    tail: str = ""
    children: list["Node"] = field(default_factory=list)

    def get(self, name: str, default: str = "") -> str:
        return self.attributes.get(name, default)

    @property
    def href(self) -> str:
        return self.get("href") or self.get(XLINK)

    def walk(self) -> Iterator["Node"]:
        yield self
        for child in self.children:
            yield from child.walk()


def parsed(data: bytes) -> Node:
    """Raises UnreadableSvgError"""
    if len(data) > MAX_BYTES:
        raise UnreadableSvgError("it is too large")
    parser = etree.XMLParser(resolve_entities="internal", no_network=True, load_dtd=False, huge_tree=False, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableSvgError("it holds no SVG that can be read") from error
    if etree.QName(root).localname != "svg":
        raise UnreadableSvgError("it holds no SVG that can be read")
    sheet = _style_sheet(root)
    return _node(selecting.ElementWrapper.from_xml_root(root), sheet, 0)


def _style_sheet(root: Any) -> Any:
    """What its style elements say; imports, media and what is no CSS are left aside."""
    matcher = selecting.Matcher()
    for element in root.iter("{*}style"):
        for rule in css.parse_stylesheet(element.text or "", skip_comments=True, skip_whitespace=True):
            if rule.type != "qualified-rule":
                continue
            try:
                selectors = selecting.compile_selector_list(rule.prelude)
            except selecting.SelectorError:
                continue
            for selector in selectors:
                matcher.add_selector(selector, _declarations(rule.content))
    return matcher


def _declarations(content: Any) -> list[tuple[str, str, bool]]:
    found = css.parse_blocks_contents(content) if not isinstance(content, str) else css.parse_declaration_list(content)
    return [
        (each.lower_name if not each.name.startswith("--") else each.name, css.serialize(each.value).strip(), each.important)
        for each in found
        if each.type == "declaration"
    ]


def _node(wrapped: Any, sheet: Any, depth: int) -> Node:
    if depth > MAX_DEPTH:
        raise UnreadableSvgError("its elements are nested too deep")
    element = wrapped.etree_element
    attributes = {str(key): str(value) for key, value in element.attrib.items()}
    node = Node(etree.QName(element).localname, attributes, _declared(wrapped, attributes, sheet), element.text or "", element.tail or "")
    node.children = [_node(child, sheet, depth + 1) for child in wrapped.iter_children() if isinstance(child.etree_element.tag, str)]
    return node


def _declared(wrapped: Any, attributes: dict[str, str], sheet: Any) -> dict[str, str]:
    """By what comes first, so that what comes later wins."""
    declared = {key: value.strip() for key, value in attributes.items() if key in INHERITED or key in OWN}
    rules = [rule for match in sorted(sheet.match(wrapped), key=lambda each: each[:2]) if match[2] is None for rule in match[3]]
    rules += _declarations(attributes.get("style", ""))
    for important in (False, True):
        declared.update((key, value) for key, value, said in rules if said == important)
    return declared


def inherited(above: dict[str, str], node: Node) -> dict[str, str]:
    """An element's properties below what holds it, with its variables filled in."""
    style = {key: value for key, value in above.items() if key in INHERITED or key.startswith("--")}
    style.update({key: value for key, value in node.declared.items() if key.startswith("--")})
    for key, value in node.declared.items():
        if "var(" in value:
            value = VARIABLE.sub(lambda found: style.get(found[1], found[2] or "").strip(), value)
        if value == "inherit":
            value = above.get(key, "")
        if value and not key.startswith("--"):
            style[key] = value
    if style.get("color") == "currentColor" or "color" not in style:
        style["color"] = above.get("color", "black")
    if "font-size" in node.declared:
        style["font-size"] = f"{length(style['font-size'], of=size_of(above), size=size_of(above)):.6f}"
    return style


FONT_SIZES = {
    "xx-small": 9.0,
    "x-small": 10.0,
    "small": 13.0,
    "medium": 16.0,
    "large": 18.0,
    "x-large": 24.0,
    "xx-large": 32.0,
}
UNITS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "q": 96 / 101.6}


def size_of(style: dict[str, str]) -> float:
    return float(style.get("font-size", 16.0))


def length(text: str, *, of: float = 0.0, size: float = 16.0) -> float:
    """In user units. of: what per cents count from; size: of the font."""
    text = text.strip().lower()
    if text in FONT_SIZES:
        return FONT_SIZES[text]
    found = NUMBER.match(text)
    if found is None:
        return 0.0
    value, unit = float(found[0]), text[found.end() :].strip()
    if unit == "%":
        return value * of / 100
    if unit in ("em", "rem", "ex", "ch"):
        return value * size * (1.0 if "em" in unit else 0.5)
    return value * UNITS.get(unit, 1.0)


def numbers_in(text: str) -> list[float]:
    return [float(each) for each in NUMBER.findall(text)]
