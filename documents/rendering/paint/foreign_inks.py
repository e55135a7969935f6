"""Inks of other people's PDFs, for screens: spot colours, ramps, tables and groups in RGB, as PDFium shows them."""

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from documents.rendering.output import PdfDocument, pdfium_lock
from documents.rendering.paint import screen
from documents.rendering.paint.screen import RGB

STEPS = 256  # of a ramp, and of a tint
MAX_ASKED = 2000  # colours and ramps of one file: each is a page that PDFium paints
Space = Any  # a colour space as PDF has it: a name or an array


def four(space: Space) -> bool:
    """Whether a space is of the four process inks: the device's, or a profile's."""
    if isinstance(space, Array) and len(space) > 1 and space[0] == Name.ICCBased:
        return int(space[1].N) == 4
    return str(space) == "/DeviceCMYK"


def inks(space: Space) -> int:
    """How many inks a space has; 0 for one that screens have themselves. The inks All and None stay: they mean a press."""
    if four(space):
        return 4
    if not isinstance(space, Array) or len(space) < 4 or space[0] not in (Name.Separation, Name.DeviceN):
        return 0
    names = [str(each) for each in space[1]] if isinstance(space[1], Array) else [str(space[1])]
    return 0 if {"/All", "/None"} & set(names) else len(names)


class Inks:
    """What one file's inks look like; each colour and each ramp is asked for once."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self._left = MAX_ASKED
        self._known: dict[tuple[bytes, tuple[float, ...]], RGB] = {}

    def setting(self, space: Space, values: Sequence[float], operator: str) -> Any:
        """The instruction that sets a colour, as rg or RG does."""
        rgb = self.colour(space, tuple(min(1.0, max(0.0, float(value))) for value in values))
        return pikepdf.ContentStreamInstruction([Decimal(f"{value:.4f}") for value in rgb], pikepdf.Operator(operator))

    def colour(self, space: Space, values: tuple[float, ...]) -> RGB:
        """A colour's red, green and blue in 0..1. raises ValueError when too many were asked for"""
        if four(space):
            return screen.rgb_of(values)  # a profile is left aside, as Print does
        key = (space.unparse(), values)
        if key not in self._known:
            written = " ".join(f"{value:.4f}" for value in values)
            self._known[key] = self._painted("ColorSpace", space, f"/A cs {written} scn 0 0 3 3 re f", 1)[0]
        return self._known[key]

    def ramp(self, shading: Any) -> bool:
        """Change an axial or radial shading; others, and those that screens have themselves, stay. Says whether it did."""
        if int(shading.ShadingType) not in (2, 3) or not inks(shading.ColorSpace) or "/Function" not in shading:
            return False
        start, end = (float(each) for each in shading.get("/Domain", (0, 1)))
        # Across a page of STEPS points: the middle of the first is the ramp's start, the last one's its end.
        across = Dictionary(ShadingType=2, Coords=[0.5, 0, STEPS - 0.5, 0], Extend=[True, True], Domain=[start, end])
        across.ColorSpace, across.Function = shading.ColorSpace, shading.Function
        samples = self._painted("Shading", across, "/A sh", STEPS)
        table = self.pdf.make_stream(bytes(round(part * 255) for rgb in samples for part in rgb))
        table.FunctionType, table.Domain, table.Range, table.Size, table.BitsPerSample = 0, [start, end], [0, 1] * 3, [STEPS], 8
        if "/Background" in shading:
            values = tuple(float(each) for each in shading.Background)
            shading.Background = [round(part, 4) for part in self.colour(shading.ColorSpace, values)]
        shading.ColorSpace, shading.Function = Name.DeviceRGB, table
        return True

    def table(self, picture: Any) -> bool:
        """Change a picture whose pixels are numbers in a table of inks, or tints of one spot colour. Says whether it did."""
        space = picture.get("/ColorSpace")
        if not isinstance(space, Array) or picture.get("/ImageMask") or int(picture.get("/BitsPerComponent", 8)) != 8:
            return False
        if space[0] == Name.Indexed and inks(space[1]):
            rows = self._rows(space)
        elif inks(space) == 1:
            rows = [(step / (STEPS - 1),) for step in range(STEPS)]
            if "/Decode" in picture and [float(each) for each in picture.Decode] == [1, 0]:
                rows.reverse()
            space = Array([None, space])
        else:
            return False
        shown = bytes(round(part * 255) for row in rows for part in self.colour(space[1], row))
        picture.ColorSpace = Array([Name.Indexed, Name.DeviceRGB, len(rows) - 1, pikepdf.String(shown)])
        if "/Decode" in picture:
            del picture["/Decode"]
        return True

    def _rows(self, space: Space) -> list[tuple[float, ...]]:
        count, table = inks(space[1]), space[3]
        data = table.read_bytes() if isinstance(table, pikepdf.Stream) else bytes(table)
        return [tuple(value / 255 for value in data[at : at + count]) for at in range(0, (int(space[2]) + 1) * count, count)]

    def _painted(self, kind: str, thing: Any, content: str, width: int) -> list[RGB]:
        """The pixels of a page one point high, on which `thing` is the resource A."""
        self._left -= 1
        if self._left < 0:
            raise ValueError("too many colours")
        with pikepdf.new() as sample:
            sample.add_blank_page(page_size=(max(width, 3), 3))  # pages of less are not every reader's
            copied = sample.copy_foreign(self.pdf.make_indirect(thing)) if not isinstance(thing, Name) else thing
            page = sample.pages[0]
            page.Resources = Dictionary({f"/{kind}": Dictionary(A=copied)})
            page.Contents = sample.make_stream(content.encode())
            buffer = io.BytesIO()
            sample.save(buffer)
        with pdfium_lock:
            document = PdfDocument(buffer.getvalue())
            try:
                picture = document[0].render(scale=1, rev_byteorder=True, no_smoothimage=True, no_smoothpath=True).to_pil().convert("RGB")
            finally:
                document.close()
        pixels = [picture.getpixel((x, 1)) for x in range(width)]
        return [(r / 255, g / 255, b / 255) for r, g, b in pixels]
