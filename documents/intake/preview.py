"""A picture of a template's first page, placeholders as they stand."""

from documents.rendering import engine, output
from documents.rendering.output import Output
from documents.rendering.prepared import Prepared

WIDTH_PX = 1000


def first_page(prepared: Prepared) -> bytes:
    """Page 1 as a PNG about WIDTH_PX wide; raises RenderFailed where nothing can be drawn."""
    pdf = engine.render(prepared, {}, Output(format="PDF", quality="Display", strict=False))[0].content
    page = prepared.pages[0]
    resolution_dpi = max(18, min(144, round(WIDTH_PX * 72 / max(page.width_pt, page.height_pt, 1.0))))
    return output.first_page_png(pdf, resolution_dpi=resolution_dpi)
