"""What of somebody else's PDF no program should be asked to draw: PDFium takes the memory that the file asks for, or ends the process."""

import io
import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

import pikepdf
from pikepdf import Name

from documents.rendering.paint.unreadable import MAX_PIXELS

MAX_DRAWN = 20_000  # forms on a page, each as often as it is drawn; maps of real plans draw some hundreds
MAX_DEPTH = 40  # of forms in forms: PDFium's own limit
DO = re.compile(rb"/([^\s/<>\[\]()]+)\s+Do\b")
UNREADABLE = (
    pikepdf.PdfError,
    pikepdf.DataDecodingError,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    NotImplementedError,
    ArithmeticError,
)


def drawable(data: bytes) -> bool:
    """Whether PDFium may be given a PDF: it can be read, and asks for nothing of this."""
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            giants = any(giant(each) for each in pdf.objects if isinstance(each, pikepdf.Stream))
            return not giants and not draws_without_end(pdf.pages)
    except (pikepdf.PasswordError, *UNREADABLE):
        return False


def giant(stream: pikepdf.Object) -> str:
    """A too large picture's size; "" of any other stream."""
    if stream.get("/Subtype") != Name.Image:
        return ""
    width, height = int(stream.get("/Width", 0)), int(stream.get("/Height", 0))
    return f"{width} x {height} pixels" if width * height > MAX_PIXELS else ""


def draws_without_end(pages: Iterable[pikepdf.Page]) -> bool:
    """Whether a page's forms draw each other more often than MAX_DRAWN: ten that draw the next one ten times are ten thousand million."""
    counted: dict[tuple[int, int], int] = {}
    return any(_drawn(page.obj, page.resources, counted, 0) > MAX_DRAWN for page in pages)


def _drawn(holder: Any, resources: Any, counted: dict[tuple[int, int], int], depth: int) -> int:
    """How many forms a page or a form draws, those inside them too. A ring is endless: PDFium follows it 40 deep."""
    key = holder.objgen
    if key in counted and key != (0, 0):
        return counted[key]
    counted[key] = MAX_DRAWN + 1
    total = 1
    for form, times in _forms(holder, resources) if depth < MAX_DEPTH else ():
        total = min(MAX_DRAWN + 1, total + times * _drawn(form, form.get("/Resources", resources), counted, depth + 1))
    counted[key] = total
    return total


def _forms(holder: Any, resources: Any) -> list[tuple[Any, int]]:
    """The forms that a content draws, and how often."""
    try:
        listed = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
        if not isinstance(listed, pikepdf.Dictionary):
            return []
        forms = {key: form for key, form in listed.items() if isinstance(form, pikepdf.Stream) and form.get("/Subtype") == Name.Form}
        operators = _operators(holder) if forms else b""
    except UNREADABLE:
        return []
    times = Counter(b"/" + name for name in DO.findall(operators))
    counted = [(form, times[key.encode("utf-8", "replace")]) for key, form in forms.items()]
    return [(form, count) for form, count in counted if count]  # resources name more than is drawn: those that a file's forms share, all


def _operators(holder: Any) -> bytes:
    found = holder if isinstance(holder, pikepdf.Stream) else holder.get("/Contents")
    return b"\n".join(each.read_bytes() for each in (found if isinstance(found, pikepdf.Array) else [found] if found is not None else []))
