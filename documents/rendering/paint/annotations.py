"""Links on a page."""

from documents.rendering.document import Box
from documents.rendering.paint.syntax import literal, numbers, string


def annotation(target: str, box: Box, page_height_pt: float, *, key: int) -> str:
    """A link to a web address, or to # and a destination in the document.

    box   on the page, y down; key: its place in the parent tree
    """
    left, top, right, bottom = box
    rect = numbers(left, page_height_pt - bottom, right, page_height_pt - top)
    where = f"/Dest{literal(target[1:])}" if target.startswith("#") else f"/A<</S/URI/URI{literal(target)}>>"
    said = f"/Contents{string(target.rsplit('/', 1)[-1] if target.startswith('#') else target)}/StructParent {key}"
    return f"<</Type/Annot/Subtype/Link/Rect[{rect}]/Border[0 0 0]/F 4{said}{where}>>"
