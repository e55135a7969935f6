"""Runs of one script in a text (UAX #24): HarfBuzz shapes a script at a time."""

import re

from fontTools import unicodedata

# Latin letters with everything that any script shares: one run, and by far the most common text.
LATIN_ONLY = re.compile("[\t -\u024f\u1e00-\u1eff\u2000-\u206f\u20a0-\u20bf\u2100-\u214f\ufb00-\ufb06\ufeff\ufffc\ufffd\x07-\x10]*")
SHARED = frozenset(("Zyyy", "Zinh", "Zzzz"))
BRACKETS = dict(zip(")]}»›”’", "([{«‹“‘", strict=True))


def script_starts(text: str) -> list[tuple[int, str]]:
    """(start, ISO 15924 script) of every run; shared characters go with what stands before them, leading ones with what follows."""
    if LATIN_ONLY.fullmatch(text):
        return [(0, "Latn")]
    runs: list[tuple[int, str]] = []
    for place, character in enumerate(text):
        script = unicodedata.script(character)
        if script in SHARED or (runs and runs[-1][1] == script):
            continue
        if _joins(script, runs[-1][1] if runs else ""):
            continue
        runs.append((place if runs else 0, script))
    return runs or [(0, "Latn")]


def _joins(script: str, before: str) -> bool:
    """Kana and Han share a shaper and often a word: no boundary between them."""
    return {script, before} <= {"Hani", "Hira", "Kana"}
