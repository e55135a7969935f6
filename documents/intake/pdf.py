"""Whether a PDF can be a template at all: whole, not encrypted against us, with pages."""

import io

import pikepdf

from personalia_site.errors import BrokenDesign, Invalid


def refuse_broken_pdf(data: bytes, *, name: str) -> None:
    """Raise BrokenDesign for a PDF that is cut off, damaged or empty, Invalid for one that is locked."""
    # PDF 32000 7.5.5: a file ends with startxref, a number, %%EOF. Writers append up to a few hundred bytes of their own.
    if b"startxref" not in data[-4096:]:
        raise BrokenDesign(
            f"“{name}” ends in the middle: the PDF was cut off while it was copied or sent. Export it again and upload it again.",
            code="truncated_pdf",
        )
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            _refuse_unusable(pdf, name)
    except pikepdf.PasswordError as error:
        raise Invalid(
            f"“{name}” is protected with a password. "
            "Save it without one (Acrobat: File › Properties › Security › No Security) and upload it again.",
            code="encrypted",
        ) from error
    except (pikepdf.PdfError, pikepdf.DataDecodingError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise BrokenDesign(f"“{name}” is a damaged PDF. Export it again and upload it again.", code="broken_pdf") from error


def _refuse_unusable(pdf: pikepdf.Pdf, name: str) -> None:
    if pdf.is_encrypted and not pdf.allow.modify_form:
        raise Invalid(
            f"“{name}” is protected: its security settings do not allow filling its form. Save it without protection and upload it again.",
            code="encrypted",
        )
    if len(pdf.pages) == 0:
        raise BrokenDesign(f"“{name}” has no pages. Export it again from a document with at least one page.", code="no_pages")
