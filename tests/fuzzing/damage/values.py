"""What a visitor or a program may send into a good template: texts of every kind, and pictures."""

from collections.abc import Callable, Iterable
from random import Random

from documents.rendering.findings import FoundField
from tests.fuzzing.damage import pictures

Values = dict[str, str | bytes]
CONTROLS = "".join(map(chr, [*range(32), *range(0x7F, 0xA0)]))
BIDI = "\u202a\u202b\u202d\u202e\u202c\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u180e\ufe0f\U000e0100\u3164\uffa0"
NAMES = (
    "Zoë", "Łukasz Żółć", "Ngô Thị Hạnh", "Олександр", "עידו", "محمد", "山田太郎", "𠮷田", "Zoë 🎉", "👨‍👩‍👧‍👦", "สมชาย", "देवनागरी", "ﷺ",
    "e\u0301", "O'Neil-Ávila", "؟", "۱۲۳",
    "Zoë עידו 山田", "ᠮᠣᠩᠭᠣᠯ", "𓀀𓁐", "Z̷̛̖a̴͝l̶go", "İstanbul ıI ß ǆ ﬁ", "<<First Name>>", "{{Offer}}", "{% if %}", "$ID/[None]",
    "%s %n", "=1+1", "\\(\\)<>[]/%#",
)  # fmt: skip


def text(rng: Random) -> str:
    """One hostile text."""
    kind = rng.randrange(14)
    if kind < 3:
        return rng.choice(NAMES)
    if kind == 3:
        return "".join(rng.choice(CONTROLS + "ab ") for _ in range(rng.choice((1, 20, 400))))
    if kind == 4:
        return "".join(rng.choice(BIDI + "abעבعر12 ") for _ in range(rng.choice((3, 60, 2000))))
    if kind == 5:
        return rng.choice(("\ud800", "a\udfffb", "\udc00\ud800", "\ud83d", "x\ud83d\ude00"))
    if kind == 6:
        return rng.choice(
            ("W", "word ", "字", "ع", "\u0301", "\t", "\n", "a\u0301", "👩‍", "ก", " ", "<<", "\u200d", "\u202e", "-")
        ) * rng.choice((300, 5000, 60_000))
    if kind == 7:
        return chr(rng.randrange(0x11)) + "".join(_any_character(rng) for _ in range(rng.choice((1, 10, 300))))
    if kind == 8:
        return "".join(f"{rng.choice(NAMES)}{rng.choice(INVISIBLE + BIDI)}" for _ in range(rng.choice((2, 40))))
    if kind == 9:
        return rng.choice(("\u2028", "\u2029", "\r\n", "\x0b", "\x0c", "\x85", "\n\n")).join(
            rng.choice(NAMES) for _ in range(rng.choice((2, 100)))
        )
    if kind == 10:
        return "x" * 1_000_000 if rng.random() < 0.2 else rng.choice(NAMES) * 400
    if kind == 11:
        return "a" + "".join(chr(rng.randrange(0x300, 0x36F)) for _ in range(rng.choice((3, 3000))))
    if kind == 12:
        return rng.choice(("", " ", "\0", "a\0b", "0", "-1", "1e308", "NaN", "true", "\ufffe\uffff", "\U0010ffff", "\ue000"))
    return rng.choice(NAMES).join(rng.choice((BIDI, INVISIBLE, CONTROLS)))


def _any_character(rng: Random) -> str:
    """Of any plane, assigned or not."""
    return chr(min(0x10FFFF, rng.randrange(17) * 0x10000 + rng.randrange(0x10000)))


def texts(rng: Random, fields: Iterable[FoundField]) -> Values:
    """Every field has a text, pictures' fields a small picture."""
    return {field.name: pictures.odd_mode(rng) if field.kind == "Image" else text(rng) for field in fields}


def one_text(rng: Random, fields: Iterable[FoundField]) -> Values:
    said = text(rng)
    return {field.name: said for field in fields if field.kind != "Image"}


def all_pictures(rng: Random, fields: Iterable[FoundField]) -> Values:
    """Pictures, where they belong and where they do not."""
    return {field.name: pictures.any_picture(rng) if field.kind == "Image" or rng.random() < 0.3 else rng.choice(NAMES) for field in fields}


def misplaced(rng: Random, fields: Iterable[FoundField]) -> Values:
    """Texts for pictures, fields that are not there, some missing."""
    return {field.name: text(rng) for field in fields if rng.random() < 0.7} | {text(rng): text(rng)}


MAKERS: dict[str, Callable[[Random, Iterable[FoundField]], Values]] = {
    made.__name__: made for made in (texts, one_text, all_pictures, misplaced)
}
