"""The fields of an AcroForm: full names, inherited entries, kinds, values, choices (ISO 32000-1, 12.7.3, 12.7.4)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

import pikepdf

from documents.rendering.pdfform import scripts
from documents.rendering.pdfform.appearance import entry, number

NO_TEXT = re.compile("[\0\ud800-\udfff]")
DEPTH = 32  # of parents; deeper is a loop
HIDDEN = 0x2 | 0x20  # annotation flags Hidden and NoView
MULTILINE, PASSWORD, COMB = 1 << 12, 1 << 13, 1 << 24
RADIO, PUSH, COMBO = 1 << 15, 1 << 16, 1 << 17
TYPES = {"/Tx": "text", "/Ch": "choice", "/Sig": "signature"}

Type = Literal["text", "choice", "check", "radio", "push", "image", "signature"]


@dataclass
class Spot:
    """A widget of a field: its dictionary, its page's index, and the chain from it to the form's root."""

    widget: pikepdf.Object
    page: int
    chain: list[pikepdf.Object]

    @property
    def hidden(self) -> bool:
        return bool(whole(entry(self.widget, "/F")) & HIDDEN)

    def inherited(self, key: str) -> pikepdf.Object | None:
        return next((found for holder in self.chain if (found := entry(holder, key)) is not None), None)

    @property
    def states(self) -> dict[str, pikepdf.Object]:
        """Normal appearances by state; {"": stream} where there is only one."""
        normal = entry(entry(self.widget, "/AP"), "/N")
        if isinstance(normal, pikepdf.Stream):
            return {"": normal}
        if isinstance(normal, pikepdf.Dictionary):
            return {key[1:]: stream for key, stream in normal.items() if isinstance(stream, pikepdf.Stream)}
        return {}

    @property
    def on_state(self) -> str:
        return next((state for state in self.states if state not in ("", "Off")), "")


@dataclass
class FormField:
    """A field and every widget that shows it, in the order of the pages."""

    name: str
    type: Type
    spots: list[Spot] = field(default_factory=list)

    @property
    def first(self) -> Spot:
        return self.spots[0]

    @property
    def flags(self) -> int:
        return whole(self.first.inherited("/Ff"))

    @property
    def max_length(self) -> int | None:
        found = whole(self.first.inherited("/MaxLen"))
        return found if found > 0 else None

    @property
    def quadding(self) -> int:
        found = whole(self.first.inherited("/Q"))
        return found if found in (1, 2) else 0

    @property
    def multiline(self) -> bool:
        return self.type == "text" and bool(self.flags & MULTILINE)

    @property
    def is_list(self) -> bool:
        """A list box: its selected lines stand one under the other."""
        return self.type == "choice" and not self.flags & COMBO

    @property
    def password(self) -> bool:
        return self.type == "text" and bool(self.flags & PASSWORD)

    @property
    def comb(self) -> int:
        """Cells of a comb; 12.7.4.3: without MultiLine, Password and with MaxLen only."""
        wanted = self.type == "text" and self.flags & COMB and not self.flags & (MULTILINE | PASSWORD)
        return self.max_length or 0 if wanted else 0

    @property
    def format(self) -> tuple[str, ...]:
        """What its format script says, () without one."""
        action = entry(self.first.inherited("/AA"), "/F")
        return scripts.read_format(text(entry(action, "/JS"))) if self.type == "text" else ()

    @property
    def value(self) -> str:
        """What stands in it: a text, several choices on a line each, a state."""
        found = self.first.inherited("/V")
        if isinstance(found, pikepdf.Array):
            return "\n".join(text(part) for part in found)
        return text(found)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """(shown, export value) of a choice field; (label, state) of radio buttons and of boxes that share a name."""
        options = self.first.inherited("/Opt")
        listed = [_option(part) for part in options] if isinstance(options, pikepdf.Array) else []
        if self.type == "choice":
            return listed
        choices: dict[str, str] = {}
        for place, spot in enumerate(self.spots):
            state = spot.on_state
            # With Opt the states are only indices into it (12.7.4.2.3).
            index = int(state) if state.isdigit() else place
            if state:
                choices.setdefault(listed[index][0] if index < len(listed) else state, state)
        return list(choices.items())


def read_fields(pdf: pikepdf.Pdf) -> list[FormField]:
    """Every field that has a widget on a page, by full name, in the order of pages and widgets."""
    fields: dict[str, FormField] = {}
    for index, page in enumerate(pdf.pages):
        for widget in widgets(page):
            spot = Spot(widget, index, _chain(widget))
            name = full_name(spot.chain)
            kind = _type(spot, name)
            if name and kind:
                fields.setdefault(name, FormField(name, kind)).spots.append(spot)
    return list(fields.values())


def widgets(page: pikepdf.Page) -> Iterator[pikepdf.Object]:
    annotations = page.obj.get("/Annots")
    if isinstance(annotations, pikepdf.Array):
        yield from (a for a in annotations if isinstance(a, pikepdf.Dictionary) and a.get("/Subtype") == pikepdf.Name.Widget)


def _chain(widget: pikepdf.Object) -> list[pikepdf.Object]:
    chain = [widget]
    while (parent := entry(chain[-1], "/Parent")) is not None and len(chain) < DEPTH:
        chain.append(parent)
    return chain


def full_name(chain: list[pikepdf.Object]) -> str:
    """The partial names from the root to the widget, joined by full stops (12.7.3.2)."""
    parts = [text(entry(holder, "/T")) for holder in reversed(chain)]
    return ".".join(part for part in parts if part)


def _type(spot: Spot, name: str) -> Type | None:
    kind = str(spot.inherited("/FT"))
    if kind != "/Btn":
        return TYPES.get(kind)  # type: ignore[return-value]  # its values are Types
    flags = whole(spot.inherited("/Ff"))
    if flags & PUSH:
        return "image" if _is_image_button(spot, name) else "push"
    return "radio" if flags & RADIO else "check"


def _is_image_button(spot: Spot, name: str) -> bool:
    """Acrobat's image fields: a push button that shows an icon, or whose script asks for one."""
    marks = entry(spot.widget, "/MK")
    shows_icon = whole(entry(marks, "/TP")) > 0 or entry(marks, "/I") is not None
    script = text(entry(entry(spot.widget, "/A"), "/JS"))
    return shows_icon or name.endswith("_af_image") or "buttonImportIcon" in script


def _option(option: object) -> tuple[str, str]:
    """(shown, export value) of an entry of Opt: a text, or a pair [export value, shown]."""
    if isinstance(option, pikepdf.Array) and len(option) >= 2:
        return text(option[1]), text(option[0])
    return text(option), text(option)


def text(value: object) -> str:
    """A text string, text stream or name, as characters; without NUL, which no database takes, and halves of surrogate pairs."""
    if isinstance(value, pikepdf.Stream):
        value = pikepdf.String(value.read_bytes())
    if isinstance(value, pikepdf.Name):
        return NO_TEXT.sub("", str(value)[1:])
    return NO_TEXT.sub("", str(value).replace("\r\n", "\n").replace("\r", "\n")) if isinstance(value, pikepdf.String) else ""


def whole(value: object) -> int:
    return int(number(value)) if value is not None else 0
