"""A fillable PDF made of Python values.

data = build_form([text("Name"), check("News", rect=(36, 700, 48, 712)), radio("Machine", ["AK-2000", "AK-3000"])])
"""

import io
from collections.abc import Callable, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

Box = tuple[float, float, float, float]
Maker = Callable[[Pdf, pikepdf.Page], pikepdf.Object]

MULTILINE = 1 << 12
COMB = 1 << 24
RADIO = 1 << 15
PUSH = 1 << 16
COMBO = 1 << 17
NO_SCROLL = 1 << 23


def build_form(fields: Sequence[Maker], *, pages: int = 1, size: tuple[float, float] = (595, 842), rotate: int = 0, **save: Any) -> bytes:
    """The bytes of a PDF whose fields stand on page 1; `save` goes to pikepdf (encryption=…)."""
    pdf = Pdf.new()
    for _ in range(pages):
        page = pdf.add_blank_page(page_size=size)
        page.Contents = Stream(pdf, b"BT /F1 12 Tf 36 780 Td (Static words) Tj ET")
        page.Resources = Dictionary(Font=Dictionary(F1=helvetica(pdf)))
        if rotate:
            page.Rotate = rotate
    if pages:
        made = [maker(pdf, pdf.pages[0]) for maker in fields]
        pdf.Root.AcroForm = Dictionary(
            Fields=Array(made), DA=String("/Helv 0 Tf 0 g"), DR=Dictionary(Font=Dictionary(Helv=helvetica(pdf), ZaDb=dingbats(pdf)))
        )
    out = io.BytesIO()
    pdf.save(out, deterministic_id="encryption" not in save, **save)
    return out.getvalue()


def helvetica(pdf: Pdf) -> pikepdf.Object:
    return pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding))


def dingbats(pdf: Pdf) -> pikepdf.Object:
    return pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.ZapfDingbats))


def widget(pdf: Pdf, page: pikepdf.Page, entries: dict[str, Any]) -> pikepdf.Object:
    base = {"/Type": Name.Annot, "/Subtype": Name.Widget, "/F": 4, "/P": page.obj}
    made = pdf.make_indirect(Dictionary({**base, **entries}))
    if "/Annots" not in page.obj:
        page.obj.Annots = Array([])
    page.obj.Annots.append(made)
    return made


def text(name: str, *, rect: Box = (36, 700, 236, 720), da: str = "/Helv 12 Tf 0 g", flags: int = 0, **entries: Any) -> Maker:
    given = {f"/{key}": value for key, value in entries.items()}
    return lambda pdf, page: widget(
        pdf, page, {"/FT": Name.Tx, "/T": String(name), "/Rect": Array(rect), "/DA": String(da), "/Ff": flags, **given}
    )


def script_format(script: str) -> Dictionary:
    """The /AA of a field that Acrobat formats with `script`."""
    return Dictionary(F=Dictionary(S=Name.JavaScript, JS=String(script)))


def mark(pdf: Pdf, operators: bytes, size: tuple[float, float] = (12, 12)) -> Stream:
    stream = Stream(pdf, operators)
    stream.Type, stream.Subtype, stream.BBox = Name.XObject, Name.Form, Array([0, 0, *size])
    return stream


def check(name: str, *, rect: Box = (36, 660, 48, 672), on: str = "Yes", checked: bool = False) -> Maker:
    def make(pdf: Pdf, page: pikepdf.Page) -> pikepdf.Object:
        states = Dictionary({f"/{on}": mark(pdf, b"1 0 0 rg 2 2 8 8 re f"), "/Off": mark(pdf, b"0.5 G 0 0 12 12 re S")})
        state = Name(f"/{on}") if checked else Name.Off
        return widget(
            pdf,
            page,
            {"/FT": Name.Btn, "/T": String(name), "/Rect": Array(rect), "/AP": Dictionary(N=states), "/AS": state, "/V": state},
        )

    return make


def radio(name: str, choices: Sequence[str], *, top: float = 640, opt: bool = False) -> Maker:
    """One field, a widget for each choice; with `opt` the states are 0, 1 … and /Opt holds the choices."""

    def make(pdf: Pdf, page: pikepdf.Page) -> pikepdf.Object:
        parent = pdf.make_indirect(Dictionary(FT=Name.Btn, T=String(name), Ff=RADIO, Kids=Array([]), V=Name.Off))
        for number, choice in enumerate(choices):
            state = str(number) if opt else choice
            states = Dictionary({f"/{state}": mark(pdf, b"0 0 1 rg 2 2 8 8 re f"), "/Off": mark(pdf, b"")})
            box = Array([36, top - 20 * number, 48, top - 20 * number + 12])
            parent.Kids.append(widget(pdf, page, {"/Rect": box, "/Parent": parent, "/AP": Dictionary(N=states), "/AS": Name.Off}))
        if opt:
            parent.Opt = Array([String(choice) for choice in choices])
        return parent

    return make


def combo(name: str, choices: Sequence[str | tuple[str, str]], *, rect: Box = (36, 560, 236, 580)) -> Maker:
    """A pair is (export value, shown text)."""
    opt = Array([String(c) if isinstance(c, str) else Array([String(c[0]), String(c[1])]) for c in choices])
    return lambda pdf, page: widget(
        pdf,
        page,
        {"/FT": Name.Ch, "/T": String(name), "/Rect": Array(rect), "/DA": String("/Helv 10 Tf 0 g"), "/Ff": COMBO, "/Opt": opt},
    )


def image_button(name: str, *, rect: Box = (300, 600, 400, 650)) -> Maker:
    return lambda pdf, page: widget(
        pdf, page, {"/FT": Name.Btn, "/T": String(name), "/Rect": Array(rect), "/Ff": PUSH, "/MK": Dictionary(TP=1)}
    )


def signature(name: str) -> Maker:
    return lambda pdf, page: widget(pdf, page, {"/FT": Name.Sig, "/T": String(name), "/Rect": Array([300, 100, 400, 150])})


def group(name: str, makers: Sequence[Maker]) -> Maker:
    """A parent without a type; its kids' full names begin with its own."""

    def make(pdf: Pdf, page: pikepdf.Page) -> pikepdf.Object:
        parent = pdf.make_indirect(Dictionary(T=String(name), Kids=Array([])))
        for maker in makers:
            kid = maker(pdf, page)
            kid.Parent = parent
            parent.Kids.append(kid)
        return parent

    return make
