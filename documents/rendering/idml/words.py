"""IDML's words for where text stands in a frame or a cell, and ours."""

from typing import Literal

FIRST_BASELINES: dict[str, Literal["cap-height", "leading", "x-height", "embox", "fixed"]] = {
    "CapHeight": "cap-height",
    "LeadingOffset": "leading",
    "XHeight": "x-height",
    "EmboxHeight": "embox",
    "FixedHeight": "fixed",
}
VERTICALS: dict[str, Literal["center", "bottom", "justify"]] = {
    "CenterAlign": "center",
    "BottomAlign": "bottom",
    "JustifyAlign": "justify",
}
