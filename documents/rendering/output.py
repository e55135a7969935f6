"""What a rendering is asked for, and what it gives: PDF, pictures of its pages, or all of it in a ZIP."""

import io
import zipfile
from collections.abc import Sequence
from threading import Lock
from typing import Any, Literal

import msgspec
import pypdfium2
from PIL import Image

from personalia_site.errors import RenderFailed

MAX_PIXELS = 200_000_000  # of one page's picture: an A0 poster at 300 dpi has 140 million
JPEG_QUALITY = 90
CONTENT_TYPES = {"PDF": "application/pdf", "JPG": "image/jpeg", "PNG": "image/png"}
ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # the format's first day: same input, same bytes

PdfDocument: Any = pypdfium2.PdfDocument  # the library is not typed
pdfium_lock = Lock()  # PDFium is not thread-safe: eight threads crash it


class Output(msgspec.Struct, frozen=True, kw_only=True):
    """The content API's `Output` (templates/docs/api.html), checked.

    resolution_dpi   of JPG and PNG, 72 to 300; without effect next to PDF
    strict           True: a missing asset, style, font or glyph, or overset text, fails
    package          True: one ZIP
    bleed, marks     of Print: the PDF shows the document's bleed; crop marks stand round the trimmed page
    standard         of Print: what the PDF is built to
    """

    format: Literal["PDF", "JPG", "PNG"] = "PDF"
    quality: Literal["Display", "Print"] = "Display"
    resolution_dpi: int = 72
    package: bool = False
    strict: bool = True
    bleed: bool = False
    marks: bool = False
    standard: Literal["", "PDF/X-4"] = ""


class RenderedFile(msgspec.Struct, frozen=True):
    """One finished file."""

    name: str
    content_type: str
    content: bytes


def files(pdf: bytes, output: Output, *, name: str) -> list[RenderedFile]:
    """A PDF in the form that was asked for: name.pdf, or name-1.png, name-2.png …, or name.zip with them inside."""
    if output.format == "PDF":
        done = [RenderedFile(f"{name}.pdf", CONTENT_TYPES["PDF"], pdf)]
    else:
        suffix = output.format.lower()
        pictures = rasterise(pdf, dpi=output.resolution_dpi, picture_format=output.format)
        done = [RenderedFile(f"{name}-{n}.{suffix}", CONTENT_TYPES[output.format], data) for n, data in enumerate(pictures, 1)]
    return [RenderedFile(f"{name}.zip", "application/zip", zipped(done))] if output.package else done


def rasterise(
    pdf: bytes, *, dpi: int = 72, picture_format: Literal["JPG", "PNG"] = "PNG", pages: Sequence[int] | None = None
) -> list[bytes]:
    """Pictures of a PDF's pages on white; `pages` are indices, None = all.

    raises   RenderFailed when a page is too large at this resolution, has no size, or cannot be read (of somebody else's PDF)
    """
    with pdfium_lock:
        try:
            document = PdfDocument(pdf)
            try:
                return [_picture(document[index], dpi, picture_format) for index in (range(len(document)) if pages is None else pages)]
            finally:
                document.close()
        except pypdfium2.PdfiumError as error:
            raise RenderFailed("A page cannot be shown as a picture: something in the PDF is damaged. Ask for a PDF.") from error


def first_page_png(pdf: bytes, *, resolution_dpi: int) -> bytes:
    """A preview."""
    return rasterise(pdf, dpi=resolution_dpi, pages=[0])[0]


def _picture(page: Any, dpi: int, picture_format: Literal["JPG", "PNG"]) -> bytes:
    width, height = (size * dpi / 72 for size in page.get_size())
    if not (width > 0 and height > 0):
        raise RenderFailed("A page without width or height cannot be shown as a picture. Ask for a PDF.")
    if not width * height <= MAX_PIXELS:
        raise RenderFailed(f"A page of {width:.0f} x {height:.0f} pixels is too large. Ask for a lower resolution, or for a PDF.")
    bitmap = page.render(scale=dpi / 72, fill_color=(255, 255, 255, 255), rev_byteorder=True)
    picture: Image.Image = bitmap.to_pil().convert("RGB")
    bitmap.close()
    page.close()
    buffer = io.BytesIO()
    if picture_format == "JPG":
        picture.save(buffer, "JPEG", quality=JPEG_QUALITY, dpi=(dpi, dpi), optimize=True)
    else:
        picture.save(buffer, "PNG", dpi=(dpi, dpi), compress_level=6)
    return buffer.getvalue()


def zipped(contents: Sequence[RenderedFile]) -> bytes:
    """A ZIP that depends on its files alone."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for file in contents:
            entry = zipfile.ZipInfo(file.name, ZIP_DATE)
            entry.external_attr = 0o644 << 16
            stored = file.content_type.startswith("image/")  # compressed already
            archive.writestr(entry, file.content, zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
