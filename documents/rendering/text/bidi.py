"""Embedding levels of a paragraph (UAX #9), and the visual order of a line's pieces.

The rules carry their names in the standard. python-bidi gives no levels and no isolates, so it lends only its table of mirrored pairs.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Literal

from bidi.mirror import MIRRORED

MAX_DEPTH = 125
BIDI = re.compile(
    "[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
ISOLATES = {"LRI", "RLI", "FSI"}
EMBEDDINGS = {"LRE", "RLE", "LRO", "RLO"}
NEUTRAL = {"B", "S", "WS", "ON", "LRI", "RLI", "FSI", "PDI"}
REMOVED = {"LRE", "RLE", "LRO", "RLO", "PDF", "BN"}
OPENING = {a: b for a, b in MIRRORED.items() if unicodedata.category(a) == "Ps" and unicodedata.category(b) == "Pe"}
CLOSING = {b: a for a, b in OPENING.items()}
CANONICAL = {"\u2329": "\u3008", "\u232a": "\u3009"}

Direction = Literal["L", "R"]


def levels(text: str, *, rtl: bool, overrides: Sequence[tuple[int, int, str]] = ()) -> list[int] | None:
    """The level of every character; None when all of them are 0, which is nearly always.

    overrides   (start, end, "L" or "R"): stretches whose direction the designer set by hand
    """
    if not rtl and not overrides and not BIDI.search(text):
        return None
    classes = [_class(character) for character in text]
    for start, end, direction in overrides:
        classes[start:end] = [direction if kind not in ("B", "S") else kind for kind in classes[start:end]]
    base = int(rtl)
    result = _explicit(classes, base)
    kept = [place for place, kind in enumerate(classes) if kind not in REMOVED]
    original = [_class(character) for character in text]
    explicit = list(result)
    for sequence in _sequences(kept, explicit, original):
        _resolve(sequence, text, classes, explicit, result, base)
    _fill_removed(classes, result, base)
    for place, kind in enumerate(original):  # L1: separators at the paragraph's level
        if kind in ("B", "S"):
            result[place] = base
    return result


def _class(character: str) -> str:
    return unicodedata.bidirectional(character) or "L"


def _explicit(classes: list[str], base: int) -> list[int]:
    """X1-X8. Changes classes where an override says so."""
    stack: list[tuple[int, str, bool]] = [(base, "", False)]
    overflow_isolates = overflow_embeddings = valid_isolates = 0
    result = [base] * len(classes)
    matches = _isolate_matches(classes)
    for place, kind in enumerate(list(classes)):
        level, override, _ = stack[-1]
        if kind in EMBEDDINGS or kind in ISOLATES:
            result[place] = level
            if kind in ISOLATES and override:
                classes[place] = override
            right = kind in ("RLE", "RLO", "RLI") or (
                kind == "FSI" and _first_strong(classes, place + 1, matches.get(place), matches) == "R"
            )
            deeper = (level + 1) | 1 if right else (level + 2) & ~1
            if deeper <= MAX_DEPTH and not overflow_isolates and not overflow_embeddings:
                valid_isolates += kind in ISOLATES
                stack.append((deeper, {"LRO": "L", "RLO": "R"}.get(kind, ""), kind in ISOLATES))
            elif kind in ISOLATES:
                overflow_isolates += 1
            elif not overflow_isolates:
                overflow_embeddings += 1
        elif kind == "PDI":
            if overflow_isolates:
                overflow_isolates -= 1
            elif valid_isolates:
                overflow_embeddings = 0
                while not stack[-1][2]:
                    stack.pop()
                stack.pop()
                valid_isolates -= 1
            result[place] = stack[-1][0]
            classes[place] = stack[-1][1] or kind
        elif kind == "PDF":
            if not overflow_isolates and overflow_embeddings:
                overflow_embeddings -= 1
            elif not overflow_isolates and not stack[-1][2] and len(stack) > 1:
                stack.pop()
            result[place] = stack[-1][0]
        elif kind == "B":
            result[place] = base
        else:
            result[place] = level
            if override and kind != "BN":
                classes[place] = override
    return result


def _isolate_matches(classes: list[str]) -> dict[int, int]:
    """BD9: the PDI of every isolate initiator."""
    opened: list[int] = []
    matches: dict[int, int] = {}
    for place, kind in enumerate(classes):
        if kind in ISOLATES:
            opened.append(place)
        elif kind == "PDI" and opened:
            matches[opened.pop()] = place
    return matches


def _first_strong(classes: list[str], start: int, end: int | None, matches: dict[int, int]) -> Direction:
    """P2, P3 for a first-strong isolate."""
    place = start
    stop = len(classes) if end is None else end
    while place < stop:
        kind = classes[place]
        if kind in ("L", "R", "AL"):
            return "L" if kind == "L" else "R"
        place = matches.get(place, stop) + 1 if kind in ISOLATES else place + 1
    return "L"


def _sequences(kept: list[int], result: list[int], original: list[str]) -> list[list[int]]:
    """X10, BD13: level runs joined over isolates."""
    runs: list[list[int]] = []
    for place in kept:
        if runs and result[runs[-1][-1]] == result[place]:
            runs[-1].append(place)
        else:
            runs.append([place])
    matches = _isolate_matches(original)
    starts = {run[0]: run for run in runs}
    matched = set(matches.values())
    sequences = []
    for run in runs:
        if original[run[0]] == "PDI" and run[0] in matched:
            continue
        sequence = list(run)
        while original[sequence[-1]] in ISOLATES and sequence[-1] in matches:
            following = starts.get(matches[sequence[-1]])
            if following is None:
                break
            sequence += following
        sequences.append(sequence)
    return sequences


def _resolve(sequence: list[int], text: str, classes: list[str], explicit: list[int], result: list[int], base: int) -> None:
    level = explicit[sequence[0]]
    before = next((explicit[i] for i in range(sequence[0] - 1, -1, -1) if classes[i] not in REMOVED), base)
    last = sequence[-1]
    after = next((explicit[i] for i in range(last + 1, len(classes)) if classes[i] not in REMOVED), base)
    if unicodedata.bidirectional(text[last]) in ISOLATES:
        after = base
    start_of = _direction(max(level, before))
    end_of = _direction(max(level, after))
    kinds = [classes[i] for i in sequence]
    _weak(kinds, start_of)
    _brackets(kinds, [text[i] for i in sequence], [classes[i] for i in sequence], level, start_of)
    _neutrals(kinds, level, start_of, end_of)
    for place, kind in zip(sequence, kinds, strict=True):  # I1, I2
        if level % 2 == 0:
            result[place] = level + (1 if kind == "R" else 2 if kind in ("AN", "EN") else 0)
        else:
            result[place] = level + (kind in ("L", "EN", "AN"))
        classes[place] = kind


def _direction(level: int) -> Direction:
    return "R" if level % 2 else "L"


def _weak(kinds: list[str], start_of: str) -> None:
    """W1-W7."""
    previous = start_of
    for i, kind in enumerate(kinds):
        if kind == "NSM":
            kinds[i] = "ON" if previous in ISOLATES or previous == "PDI" else previous
        previous = kinds[i]
    strong = start_of
    for i, kind in enumerate(kinds):
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            kinds[i] = "AN"
    kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]
    for i in range(1, len(kinds) - 1):
        if kinds[i - 1] == kinds[i + 1] and (kinds[i], kinds[i - 1]) in (("ES", "EN"), ("CS", "EN"), ("CS", "AN")):
            kinds[i] = kinds[i - 1]
    end = 0
    for i, kind in enumerate(kinds):
        if kind == "ET" and i >= end:
            end = next((j for j in range(i, len(kinds)) if kinds[j] != "ET"), len(kinds))
            if (i and kinds[i - 1] == "EN") or (end < len(kinds) and kinds[end] == "EN"):
                kinds[i:end] = ["EN"] * (end - i)
    kinds[:] = ["ON" if kind in ("ES", "ET", "CS") else kind for kind in kinds]
    strong = start_of
    for i, kind in enumerate(kinds):
        if kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[i] = "L"


def _strong(kind: str) -> str:
    return "R" if kind in ("R", "EN", "AN") else kind if kind == "L" else ""


def _brackets(kinds: list[str], characters: list[str], originals: list[str], level: int, start_of: str) -> None:
    """N0: a pair of brackets takes the direction of what it holds."""
    opened: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for i, character in enumerate(characters):
        if kinds[i] != "ON":
            continue
        if character in OPENING:
            if len(opened) == 63:
                break
            opened.append((CANONICAL.get(OPENING[character], OPENING[character]), i))
        elif character in CLOSING:
            wanted = CANONICAL.get(character, character)
            place = next((n for n in range(len(opened) - 1, -1, -1) if opened[n][0] == wanted), None)
            if place is not None:
                pairs.append((opened[place][1], i))
                del opened[place:]
    embedding: str = _direction(level)
    for start, end in sorted(pairs):
        inside = {_strong(kind) for kind in kinds[start + 1 : end]} - {""}
        if embedding in inside:
            chosen = embedding
        elif inside:
            before = next((_strong(kind) for kind in (kinds[i] for i in range(start - 1, -1, -1)) if _strong(kind)), start_of)
            chosen = before if before != embedding else embedding
            chosen = "R" if chosen == "R" else "L"
        else:
            continue
        for place in (start, end):
            kinds[place] = chosen
            following = place + 1
            while following < len(kinds) and originals[following] == "NSM":
                kinds[following] = chosen
                following += 1


def _neutrals(kinds: list[str], level: int, start_of: str, end_of: str) -> None:
    """N1, N2."""
    i = 0
    while i < len(kinds):
        if kinds[i] not in NEUTRAL:
            i += 1
            continue
        end = next((j for j in range(i, len(kinds)) if kinds[j] not in NEUTRAL), len(kinds))
        before = _strong(kinds[i - 1]) if i else start_of
        after = _strong(kinds[end]) if end < len(kinds) else end_of
        kinds[i:end] = [before if before == after else _direction(level)] * (end - i)
        i = end


def _fill_removed(classes: list[str], result: list[int], base: int) -> None:
    """Section 5.2: characters that X9 would remove take the level of what stands before them."""
    for place, kind in enumerate(classes):
        if kind in REMOVED:
            result[place] = result[place - 1] if place else base


def visual_order(piece_levels: Sequence[int]) -> list[int]:
    """L2: indices of pieces from left to right."""
    order = list(range(len(piece_levels)))
    if not any(piece_levels):
        return order
    lowest_odd = min((level for level in piece_levels if level % 2), default=max(piece_levels) + 1)
    for level in range(max(piece_levels), lowest_odd - 1, -1):
        start = 0
        while start < len(order):
            if piece_levels[order[start]] < level:
                start += 1
                continue
            end = start
            while end < len(order) and piece_levels[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = end
    return order
