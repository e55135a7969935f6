"""Names of fields that nobody would understand, or that are probably not meant as they stand."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from documents.rendering.findings import MOST_LOCATIONS, Finding, FoundField, Location

# What programs call a field that nobody has named: Acrobat, LibreOffice, InDesign, Word, LiveCycle, in some of their languages.
MADE_BY_PROGRAMS = re.compile(
    r"(text|txt|field|fill|input|untitled|undefined|unnamed|unknown|null|none|new|copy|temp|tmp|test|xxx+|placeholder|value|data"
    r"|textfield|text field|text box|textbox|check box|checkbox|button|radio button|group|list box|listbox|combo box|combobox|dropdown"
    r"|textfeld|feld|kontrollkästchen|optionsfeld|listenfeld|kombinationsfeld|unbenannt|platzhalter|wert"
    r"|champ|champ de texte|case à cocher|zone de texte|sans nom|texte|campo|campo de texto|campo di testo|casilla|texto|testo"
    r"|tekst|tekstvak|veld|pole|pole tekstowe|текст|поле|f|q|c|p|cb|tf|fld|lorem ipsum|lorem)"
    r"[\s_.#-]*\d*([\s_.-]\d+)*",
    re.IGNORECASE,
)
PATHS_OF_PROGRAMS = re.compile(r".*\[\d+\]")  # LiveCycle: topmostSubform[0].Page1[0].f1_01[0]
MARKS_OF_DATA_FILES = re.compile(r"^[@#'\"\ufeff]|[\"\t;|=]|,|\ufeff")
PICTURES = {
    "picture", "photo", "image", "logo", "portrait", "bild", "foto", "grafik", "photographie", "imagen", "immagine", "afbeelding",
}  # fmt: skip
CODES = {"qr", "qrcode", "qr code", "qr-code", "barcode", "bar code", "strichcode", "code-barres", "código qr", "codice qr"}
LONGEST = 60
NAMED = 6  # of a finding's fields; the rest is counted


def about_names(fields: Sequence[FoundField], *, kind: str) -> Iterator[Finding]:
    """One finding for each kind of doubt, however many fields it is about."""
    checks = (_unclear, _marked, _overlong, _pictures_as_text)
    for check in checks:
        yield from check(fields, kind)
    yield from _alike(fields)


def _unclear(fields: Sequence[FoundField], kind: str) -> Iterator[Finding]:
    unclear = [field for field in fields if says_nothing(field.name)]
    if unclear:
        several = len(unclear) > 1
        how = f"Rename {'them' if several else 'it'} {'in Acrobat (Prepare Form)' if kind == 'pdf' else 'in the design'}"
        label = "at least give them labels" if several else "at least give it a label"
        message = f"Nobody who fills in the form would know what belongs in {_listed(unclear)}."
        yield _finding("unclear-name", message, f"{how}, or {label} on the template's page.", unclear)


def says_nothing(name: str) -> bool:
    """Whether a name was made by a program, is a mere number or a single letter."""
    last = name.rsplit(".", 1)[-1].strip()
    letters = [character for character in last if character.isalpha()]
    wide = any(unicodedata.east_asian_width(character) in "WF" for character in letters)  # one Chinese character is a word
    return (not wide and len(letters) < 2) or MADE_BY_PROGRAMS.fullmatch(last) is not None or PATHS_OF_PROGRAMS.fullmatch(last) is not None


def _marked(fields: Sequence[FoundField], kind: str) -> Iterator[Finding]:
    marked = [field for field in fields if kind == "idml" and MARKS_OF_DATA_FILES.search(field.name)]
    if marked:
        message = f"Marks of a data file stand in the name of {_listed(marked)}."
        remedy = "Name the column in the first line of the data file as people would, without @, #, quotation marks and separators."
        yield _finding("unclear-name", message, remedy, marked)


def _overlong(fields: Sequence[FoundField], kind: str) -> Iterator[Finding]:
    del kind
    overlong = [field for field in fields if len(field.name) > LONGEST]
    if overlong:
        message = f"The name of {_listed(overlong)} is longer than {LONGEST} characters: it reads like text that was not meant as a field."
        yield _finding("unclear-name", message, "Look whether the brackets stand where they should, or shorten it.", overlong)


def _pictures_as_text(fields: Sequence[FoundField], kind: str) -> Iterator[Finding]:
    if kind != "idml":
        return
    texts = [field for field in fields if field.kind == "String" and not field.qr]
    for field in texts:
        plain = field.name.strip().lower()
        if plain in PICTURES:
            remedy = "For a picture that visitors send, place a Data Merge image placeholder in a frame."
            yield _finding("text-for-picture", f"“{field.name}” is a text field: what is typed stands there as text.", remedy, [field])
        elif plain in CODES:
            remedy = "For a code, insert a Data Merge QR code placeholder."
            yield _finding("text-for-picture", f"“{field.name}” is a text field: what is typed stands there as text.", remedy, [field])


def _alike(fields: Sequence[FoundField]) -> Iterator[Finding]:
    groups: dict[str, list[FoundField]] = {}
    for field in fields:
        groups.setdefault(_plain(field.name), []).append(field)
    for same in groups.values():
        if len(same) > 1:
            message = f"{_listed(same)} are {len(same)} fields, though their names differ only in case, spaces or signs."
            remedy = "If one is meant, write its name the same everywhere; else visitors are asked for it more than once."
            yield _finding("alike-names", message, remedy, same)


def _plain(name: str) -> str:
    """A name without what people do not mean to tell names apart by."""
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    return "".join(character for character in decomposed if character.isalnum()) or name


def _listed(fields: Sequence[FoundField]) -> str:
    names = [f"“{field.name[:LONGEST]}{'…' if len(field.name) > LONGEST else ''}”" for field in fields[:NAMED]]
    if len(fields) > NAMED:
        return f"{', '.join(names)} and {len(fields) - NAMED} more"
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _finding(code: str, message: str, remedy: str, fields: Sequence[FoundField]) -> Finding:
    return Finding(
        level="warning",
        code=code,
        message=message,
        remedy=remedy,
        pages=tuple(dict.fromkeys(page for field in fields for page in field.pages)),
        subject=fields[0].name,
        locations=_first(location for field in fields for location in field.locations[:1]),
    )


def _first(locations: Iterable[Location]) -> tuple[Location, ...]:
    return tuple(dict.fromkeys(locations))[:MOST_LOCATIONS]
