"""Which scripts a family has, for people who put fonts in order."""

from collections.abc import Iterable, Mapping

from documents.rendering.fonts.fallbacks import order
from documents.rendering.fonts.library import FontLibrary
from documents.rendering.fonts.sources import FontSources

# Letters that names are written with: who has them has the script.
LETTERS = {
    "Latin": "Ażịǆ", "Greek": "Ωέ", "Cyrillic": "Жїқ", "Hebrew": "עד", "Arabic": "محپ", "Armenian": "Նկ", "Georgian": "გრ",
    "Devanagari": "अम", "Bengali": "আল", "Gurmukhi": "ਅਮ", "Gujarati": "અમ", "Tamil": "தழ", "Telugu": "అమ", "Kannada": "ಅಮ",
    "Malayalam": "അമ", "Odia": "ଅମ", "Sinhala": "අම", "Tibetan": "ཀམ", "Syriac": "ܐܡ", "Thaana": "ހމ", "N’Ko": "ߒߞ", "Adlam": "𞤀𞤥",
    "Cherokee": "ᏣᎳ", "Canadian syllabics": "ᐃᓄ", "Mongolian": "ᠮᠣ", "Tifinagh": "ⵎⵓ", "Yi": "ꆈꌠ", "Javanese": "ꦗꦮ", "Balinese": "ᬩᬮ",
    "Sundanese": "ᮞᮥ", "Cham": "ꨌꩌ", "Tai Tham": "ᨠᩢ", "Lisu": "ꓡꓲ", "Meetei Mayek": "ꯃꯤ", "Ol Chiki": "ᱥᱟ", "Chakma": "𑄌𑄋",
    "Rohingya": "𐴌𐴗", "Vai": "ꕙꔤ", "Thai": "สช", "Lao": "ກມ", "Khmer": "សម", "Burmese": "အမ", "Ethiopic": "አበ", "Chinese": "张龙",
    "Japanese": "あ郎縦", "rare Japanese names": "𠮷", "Korean": "김준", "emoji": "🎉😀", "symbols": "★⬢",
}  # fmt: skip


def scripts_of(families: Iterable[str], files: Mapping[str, bytes]) -> dict[str, list[str] | None]:
    """By family, the scripts that its regular style has; None where it is neither among the files nor on this machine."""
    return {family: _scripts(family, files) for family in families}


def _scripts(family: str, files: Mapping[str, bytes]) -> list[str] | None:
    found = FontLibrary(files, FontSources(fallbacks=order([family]))).fallbacks("Regular")
    if not found:
        return None
    return [script for script, letters in LETTERS.items() if all(found[0].face.glyph(ord(letter)) for letter in letters)]
