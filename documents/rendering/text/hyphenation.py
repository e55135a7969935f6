"""Where words may be divided: Hunspell's patterns within the paragraph's limits (composition.md 33-35)."""

import re
from collections.abc import Callable
from functools import lru_cache

import pyphen

from documents.rendering.text.model import Hyphenation

LONGEST = 60  # letters; no language's patterns are made for more
WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
# The Greek dictionary divides after every plain vowel, and after ή, ί and ύ, but lacks these: hardly a word has no accent.
LEFT_OUT = {"el": ("ά", "έ", "ό", "ώ")}


@lru_cache(maxsize=64)
def _dictionary(language: str, left: int, right: int) -> pyphen.Pyphen | None:
    known = pyphen.language_fallback(language)
    if not known:
        return None
    dictionary = pyphen.Pyphen(lang=known, left=left, right=right)
    for vowel in LEFT_OUT.get(known.partition("_")[0], ()):
        dictionary.hd.patterns.setdefault(vowel, (1, (1,)))  # an odd number after the letter: a division
    return dictionary


def load(language: str, rules: Hyphenation) -> None:
    """Read a language's patterns now (German: 0.7 s, once a process) and not when a word is first divided."""
    _dictionary(language, *_limits(rules))


def _limits(rules: Hyphenation) -> tuple[int, int]:
    return max(1, rules.after_first), max(1, rules.before_last)


@lru_cache(maxsize=5_000)
def _points(word: str, language: str, left: int, right: int) -> tuple[int, ...]:
    dictionary = _dictionary(language, left, right)
    if dictionary is None:
        return ()
    # A division that changes the spelling ("Zuk-ker") would need other letters: left out.
    return tuple(int(place) for place in dictionary.positions(word) if place.data is None)


def points(text: str, *, language_at: Callable[[int], str], rules: Hyphenation) -> list[int]:
    """Places before which a hyphen may be put."""
    found: list[int] = []
    words = list(WORD.finditer(text))
    for word in words:
        letters = word[0]
        if not rules.min_word <= len(letters) <= LONGEST or (not rules.capitalised and letters[0].isupper()):
            continue
        if not rules.last_word and word is words[-1]:
            continue
        found += [word.start() + place for place in _points(letters, language_at(word.start()), *_limits(rules))]
    return found
