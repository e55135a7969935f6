"""Where a line may end: InDesign's own places in alphabets (composition.md 28), ICU's in scripts that have no spaces."""

import re
from functools import lru_cache

from icu4py.breakers import CharacterBreaker, LineBreaker

from documents.rendering.text.source import BREAKERS

# After a run of spaces; after a hyphen or dash inside a word; after "/" before a letter; after "." before a letter in a word with "/".
# A run is looked at from its beginning alone: from each of 20,000 tabs in turn, it would take minutes.
# The first character is asked for before what stands round it: so the search runs over all others at once.
PLACES = re.compile(
    "[ \t\u2000-\u2006\u2008-\u200b\u205f\u1680\x08\\-\u2010\u2013\u2014/\u05be](?:"
    "(?<=[ \t\u2000-\u2006\u2008-\u200b\u205f\u1680\x08])(?<![ \t][ \t])[ \u2000-\u2006\u2008-\u200b\u205f\u1680\t\x08]*(?=[^\u2028 \t])"
    "|(?<=[^\\s-][-\u2010])[-\u2010]*(?=[^\\s\u00a0\u202f\u2011-])"
    "|(?<=[\u2013\u2014])(?=\\S)"
    "|(?<=/)(?=[^\\W\\d_])"
    "|(?<=\u05be)(?=\\S))"
)
URL = re.compile(r"(?<!\S)\S*/\S*")
DOT = re.compile(r"\.(?=[^\W\d_])")
COMPLEX = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff01-\uffef"
    "\U0001f000-\U0003ffff]"
)
FORCED = re.compile("[" + "".join(sorted(BREAKERS)) + "]")
# Han, kana, bopomofo, their punctuation and full-width forms; Korean has spaces.
UNSPACED = re.compile("[\u2e80-\u312f\u31a0-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\U00020000-\U0003ffff]+")
HELD = frozenset(" \t\u2028\u200b")
SOFT_HYPHEN = "\u00ad"
GLUE = frozenset("\u00a0\u202f\u2011\u2060\ufeff\u2007")


class Break:
    """A place where a line may end: before the character at `place`. hyphen: one is shown there; forced: it must end there."""

    __slots__ = ("forced", "hyphen", "place")

    def __init__(self, place: int, *, hyphen: bool = False, forced: bool = False) -> None:
        self.place = place
        self.hyphen = hyphen
        self.forced = forced


def opportunities(text: str, *, language: str, kinsoku: str = "hard") -> list[int]:
    """The unforced places, in order, without hyphenation.

    kinsoku   soft: a line may begin with a small kana or a long vowel's line; none: with anything, and end with anything
    """
    places = {match.end() for match in PLACES.finditer(text)}
    if "/" in text:
        for word in URL.finditer(text):
            places.update(word.start() + dot.end() for dot in DOT.finditer(word[0]))
    if SOFT_HYPHEN in text:
        places.update(match.end() for match in re.finditer(SOFT_HYPHEN, text))
    if COMPLEX.search(text):
        places.update(_by_icu(text, f"{language}@lb={'normal' if kinsoku == 'soft' else 'strict'}"))
        if kinsoku == "none":
            places.update(place for place in graphemes(text) if place and _is_free(text[place - 1], text[place]))
    places.discard(len(text))
    return sorted(places)


def _by_icu(text: str, language: str) -> list[int]:
    """ICU's places, where one of the neighbours belongs to a script that needs them."""
    to_index = _indices(text)
    found = []
    for start, _ in LineBreaker(text, language).segments():
        place = to_index[start] if to_index else start
        if place and (COMPLEX.match(text[place]) or COMPLEX.match(text[place - 1])):
            found.append(place)
    return found


def _is_free(before: str, after: str) -> bool:
    """Whether a line may end between two characters of which one is Chinese or Japanese, if nothing is forbidden."""
    return bool(UNSPACED.match(before) or UNSPACED.match(after)) and after not in HELD and before not in GLUE and after not in GLUE


def _indices(text: str) -> dict[int, int] | None:
    """From ICU's UTF-16 offsets to ours; None where they are the same."""
    if text.isascii() or max(text) <= "\uffff":
        return None
    result, offset = {}, 0
    for place, character in enumerate(text):
        result[offset] = place
        offset += 2 if character > "\uffff" else 1
    result[offset] = len(text)
    return result


@lru_cache(maxsize=256)
def graphemes(text: str) -> tuple[int, ...]:
    """Starts of the user-perceived characters: where a word that is longer than the line may be cut."""
    if text.isascii():
        return tuple(range(len(text)))
    to_index = _indices(text)
    starts = (start for start, _ in CharacterBreaker(text, "en_US").segments())
    return tuple(to_index[start] if to_index else start for start in starts)


def forced(text: str) -> list[int]:
    """Places right after a forced line, column, frame or page break."""
    return [match.end() for match in FORCED.finditer(text)]
