"""Small parsed designs, and ways to look at the PDF they become."""

import io

import pikepdf
import pypdfium2
from PIL import Image

from documents.rendering import paint
from documents.rendering.document import Anchor, Document, Graphic, Item, Page, StrokeStyle, SubPath, Swatch
from documents.rendering.fonts import FontLibrary, FontSources
from documents.rendering.output import rasterise
from documents.rendering.paint.geometry import polygon
from documents.rendering.paint.outline import KAPPA
from documents.rendering.paint.program import Program
from documents.rendering.text.model import Ink

BLACK, RED, BLUE, GOLD = Ink("Color/Black"), Ink("Color/Red"), Ink("Color/Blue"), Ink("Color/Gold")
WHITE = (255, 255, 255)
SWATCHES = {
    "Color/Black": Swatch(name="Black", space="CMYK", values=(0, 0, 0, 100)),
    "Color/Paper": Swatch(name="Paper", space="CMYK", values=(0, 0, 0, 0)),
    "Color/Red": Swatch(name="Red", space="CMYK", values=(0, 100, 100, 0)),
    "Color/Blue": Swatch(name="Blue", space="RGB", values=(0, 0, 255)),
    "Color/Gold": Swatch(name="Gold", space="CMYK", values=(0, 20, 60, 20), spot="Gold"),
    "Swatch/None": Swatch(name="None", space="None"),
}
STYLES = {
    "dashed": StrokeStyle(name="dashed", kind="dashed"),
    "dotted": StrokeStyle(name="dotted", kind="dotted"),
    "triple": StrokeStyle(name="triple", kind="striped", pattern=(0, 25, 37.5, 62.5, 75, 100)),
}


def rectangle(left: float, top: float, right: float, bottom: float) -> tuple[SubPath, ...]:
    """As InDesign writes it: top left first, then down the left side."""
    return (polygon([(left, top), (left, bottom), (right, bottom), (right, top)]),)


FRAME = rectangle(20, 10, 180, 90)


def oval(x: float, y: float, radius: float) -> tuple[SubPath, ...]:
    r, k = radius, radius * KAPPA
    anchors = (
        Anchor(x, y - r, x + k, y - r, x - k, y - r),
        Anchor(x - r, y, x - r, y - k, x - r, y + k),
        Anchor(x, y + r, x - k, y + r, x + k, y + r),
        Anchor(x + r, y, x + r, y + k, x + r, y - k),
    )
    return (SubPath(anchors),)


def design(*items: Item, width_pt: float = 200, height_pt: float = 100, **more: object) -> Document:
    page = Page(name="1", width_pt=width_pt, height_pt=height_pt, items=items)
    settings = {"pages": (page,), "swatches": SWATCHES, "stroke_styles": STYLES} | more
    return Document(**settings)


def placed(data: bytes, *, form: str = "PNG", **more: object) -> Document:
    """A design whose one frame holds a file of 40 × 20 units, four times as large."""
    graphic = Graphic(asset="a", link="a.file", format=form, bounds=(0, 0, 40, 20), matrix=(4, 0, 0, 4, 20, 10), **more)
    return design(Item(id="f", paths=FRAME, graphic=graphic), assets={"a": data})


def prepared(document: Document) -> Program:
    return paint.prepare(document, FontLibrary({}, FontSources()))[0]


def pdf_of(document: Document, values: dict[str, str | bytes] | None = None, *, quality: str = "Print", strict: bool = True) -> bytes:
    return paint.render(prepared(document), values or {}, quality=quality, strict=strict, title="A design", language="en-GB")[0]


def picture_of(pdf: bytes, dpi: int = 72) -> Image.Image:
    return Image.open(io.BytesIO(rasterise(pdf, dpi=dpi)[0]))


def content_of(pdf: bytes) -> str:
    """The operators of page 1."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        page = file.pages[0]
        page.contents_coalesce()
        return page.Contents.read_bytes().decode("latin-1")


def text_of(pdf: bytes, page: int = 0) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = document[page].get_textpage().get_text_range()
    document.close()
    return text


def photograph(
    width: int = 40, height: int = 20, *, kind: str = "JPEG", mode: str = "RGB", colour: object = (255, 0, 0), **save: object
) -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, (width, height), colour).save(buffer, kind, **save)
    return buffer.getvalue()
