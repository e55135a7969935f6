"""Script labels: what a designer writes into InDesign's Script Label panel, a rule a line or a name."""

import re
from collections.abc import Iterator

from documents.rendering.idml.attributes import Element

# copyfit: 6pt   (also 2mm; a bare number is points)
COPYFIT = re.compile(r"copyfit\s*:\s*(\d+(?:[.,]\d+)?)\s*(pt|mm|)\s*", re.IGNORECASE)
RULE = re.compile(r"copyfit\s*:", re.IGNORECASE)
PT = {"pt": 1.0, "": 1.0, "mm": 72 / 25.4}


def written(element: Element) -> str:
    """The whole label."""
    for pair in element.iterfind("Properties/Label/KeyValuePair"):
        if pair.get("Key") == "Label" and (pair.get("Value") or "").strip():
            return (pair.get("Value") or "").strip()
    return ""


def name(element: Element) -> str:
    """The label without its rules: what the designer calls the item."""
    return "\n".join(line for line in _lines(element) if not RULE.match(line))


def copyfit_pt(element: Element) -> float | None:
    """The size down to which the frame's text is made smaller until it fits; 0 without such a rule, None for one that says no size."""
    for line in _lines(element):
        if RULE.match(line):
            found = COPYFIT.fullmatch(line)
            size_pt = float(found[1].replace(",", ".")) * PT[found[2].lower()] if found else 0.0
            return size_pt or None
    return 0.0


def _lines(element: Element) -> Iterator[str]:
    return (line.strip() for line in re.split("[\r\n\u2028\u2029]+", written(element)) if line.strip())
