"""A picture of a template's first page, placeholders as they stand."""

from documents.rendering import output
from documents.rendering.prepared import PreparedPage

WIDTH_PX = 1000


def first_page(pdf: bytes, page: PreparedPage) -> bytes:
    """Page 1 as a PNG about WIDTH_PX wide; raises RenderFailed where it is too large."""
    resolution_dpi = max(18, min(144, round(WIDTH_PX * 72 / max(page.width_pt, page.height_pt, 1.0))))
    return output.first_page_png(pdf, resolution_dpi=resolution_dpi)
