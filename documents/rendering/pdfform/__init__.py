"""PDFs with form fields: read once, filled per document, flattened. Pure."""

from documents.rendering.pdfform.filling import check, fill
from documents.rendering.pdfform.form import Form
from documents.rendering.pdfform.preparing import prepare

__all__ = ["Form", "check", "fill", "prepare"]
