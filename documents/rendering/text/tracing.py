"""Which font each letter of a text is set in, for people who put fallback fonts in order."""

from itertools import groupby, pairwise

from documents.rendering.fonts import FontLibrary
from documents.rendering.text.breaking import graphemes
from documents.rendering.text.fallback import has, stand_in
from documents.rendering.text.model import CharacterFormat, TextSettings
from documents.rendering.text.styles import StyleBook


def fonts_of(text: str, *, family: str, style: str, fonts: FontLibrary) -> list[tuple[str, str]]:
    """Pieces of the text with the family that each is set in, "" where no font has it; without the spaces round them.

    family, style   of the text's own font
    """
    own = StyleBook.of(fonts, TextSettings()).style(CharacterFormat(family=family, style=style))
    told = []
    for start, end in pairwise([*graphemes(text), len(text)]):
        letter = text[start:end]
        found = stand_in(letter, own) or own
        told.append((letter, found.face.family if has(letter, found) else ""))
    pieces = [("".join(letter for letter, _ in group).strip(), name) for name, group in groupby(told, key=lambda each: each[1])]
    return [(piece, name) for piece, name in pieces if piece]
