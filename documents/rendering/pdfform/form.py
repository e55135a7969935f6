"""A fillable PDF as plain data: its fields, their widgets and how their text looks. Names are PDF's (ISO 32000-1, 12.7)."""

from typing import Literal

import msgspec

from documents.rendering.fonts import PackedFont

Box = tuple[float, float, float, float]  # left, bottom, right, top; y grows up
Matrix = tuple[float, float, float, float, float, float]


class TextLook(msgspec.Struct, frozen=True, kw_only=True):
    """How a text or choice field sets its text.

    size_pt   0: as large as fits (12.7.3.3)
    colour    PDF operators, such as "0 0 1 rg"
    """

    family: str
    style: str
    size_pt: float = 0.0
    colour: str = "0 g"
    quadding: int = 0  # 0 left, 1 centred, 2 right
    multiline: bool = False
    comb: int = 0  # number of cells; 0: no comb
    password: bool = False


class State(msgspec.Struct, frozen=True):
    """A button's appearance for a state ("Off" too): the number of its object in the base, and its matrix to the page."""

    name: str
    appearance: int
    matrix: Matrix


class Widget(msgspec.Struct, frozen=True, kw_only=True):
    """One place on a page where a field shows. Its border and background are already in the page's content.

    matrix    the widget's own space (origin at its lower left, the way it is read) -> the page
    tag       the id of the marked content that its text is, in its page's layer; -1: it is not tagged
    inset_pt  what border and padding take on each side
    """

    page: int
    matrix: Matrix
    width_pt: float
    height_pt: float
    inset_pt: float = 2.0
    states: tuple[State, ...] = ()
    tag: int = -1


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """A field by its full name.

    kind      what is done with a value: it is set as text, chooses a button's state, is placed as a picture
    value     what stands there when no value is given
    choices   (what a person chooses, the text or state that shows it)
    format    Acrobat's own format, applied to a plain number or an ISO date: see `scripts`
    """

    name: str
    kind: Literal["text", "button", "image"]
    widgets: tuple[Widget, ...]
    look: TextLook | None = None
    value: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    boolean: bool = False
    format: tuple[str, ...] = ()


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """The body of a prepared PDF form. A document is the base with an incremental update behind it (7.5.6).

    base        the PDF without form, widgets and scripts; borders, backgrounds and fixed appearances drawn
    startxref   where its cross-reference table begins
    size        one more than its highest object number
    trailer     the entries that every trailer repeats: Root, Info
    layers      (page, number of the XObject on it that the filled fields replace)
    keys        (page, where the layer of a tagged one stands in the parent tree)
    display     the same with its colours and pictures for screens; None where nothing differs
    """

    base: bytes
    startxref: int
    size: int
    trailer: str
    layers: tuple[tuple[int, int], ...]
    keys: tuple[tuple[int, int], ...] = ()
    fields: tuple[Field, ...]
    fonts: tuple[PackedFont, ...]
    display: "Form | None" = None
