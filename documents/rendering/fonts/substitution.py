"""What stands in for a font that is nowhere: documented in the user's pages, reported by the preflight."""

import re

# Fonts drawn to the same widths, so that no line breaks elsewhere. Keys and values in plain form (names.plain).
METRIC_COMPATIBLE = {
    "arial": ("liberationsans", "arimo"),
    "arialmt": ("liberationsans", "arimo"),
    "helvetica": ("liberationsans", "nimbussans", "arimo"),
    "nimbussansl": ("nimbussans", "liberationsans"),
    "arialnarrow": ("liberationsansnarrow",),
    "helveticanarrow": ("nimbussansnarrow", "liberationsansnarrow"),
    "timesnewroman": ("liberationserif", "tinos"),
    "timesnewromanps": ("liberationserif", "tinos"),
    "timesnewromanpsmt": ("liberationserif", "tinos"),
    "times": ("nimbusroman", "liberationserif", "tinos"),
    "couriernew": ("liberationmono", "cousine"),
    "courier": ("nimbusmonops", "liberationmono"),
    "calibri": ("carlito",),
    "cambria": ("caladea",),
    "georgia": ("gelasio",),
    "palatino": ("p052",),
    "palatinolinotype": ("p052",),
    "newcenturyschoolbook": ("c059",),
    "centuryschoolbook": ("c059",),
    "itcbookman": ("urwbookman",),
    "bookman": ("urwbookman",),
    "itcavantgardegothic": ("urwgothic",),
    "avantgarde": ("urwgothic",),
    "itczapfchancery": ("z003",),
    "zapfchancery": ("z003",),
    "verdana": ("dejavusans",),
}
NOT_SAME_WIDTHS = frozenset({"verdana"})  # only alike: counts as a last resort

# Of fonts that are seldom there, measured (composition.md 1, 24): with them a substitute's lines stand where the real ones would.
ASCENTS = {
    "minionpro": 0.727,
    "myriadpro": 0.75,
    "helveticaneueltstd": 0.714,
    "montserrat": 0.968,
    "ubuntu": 0.776,
    "roboto": 1.0479,
}
UNDERLINES = {"arial": (0.106, 0.0732), "minionpro": (0.1, 0.05), "myriadpro": (0.1, 0.05), "montserrat": (0.075, 0.05)}

SERIF = re.compile(
    "serif|minion|garamond|times|georgia|caslon|baskerville|bodoni|didot|palatino|book|century|cambria|roman|jenson|sabon|bembo|playfair|"
    "merriweather|lora|crimson|antiqua|slab|song|mincho|ming"
)
SANS = re.compile("sans|gothic|grotesk|grotesque")
MONO = re.compile("mono|courier|code|console|consolas|inconsolata|typewriter")
LAST_RESORT = {
    "sans": ("liberationsans", "dejavusans", "notosans", "nimbussans", "arimo"),
    "serif": ("liberationserif", "dejavuserif", "notoserif", "nimbusroman", "tinos"),
    "mono": ("liberationmono", "dejavusansmono", "notomono", "nimbusmonops", "cousine"),
}


def metric_compatible(family: str) -> tuple[str, ...]:
    return () if family in NOT_SAME_WIDTHS else METRIC_COMPATIBLE.get(family, ())


def last_resort(family: str) -> tuple[str, ...]:
    """Families to fall back on for a plain family name, best first."""
    if MONO.search(family):
        kind = "mono"
    elif SERIF.search(family) and not SANS.search(family):
        kind = "serif"
    else:
        kind = "sans"
    others = [names for name, names in LAST_RESORT.items() if name != kind]
    return METRIC_COMPATIBLE.get(family, ()) + LAST_RESORT[kind] + tuple(name for names in others for name in names)
