"""Other people's PDF pages for screens: their inks in RGB, their pictures with 150 ppi at most. What cannot be read stays as it is."""

import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pikepdf
from pikepdf import Name
from PIL import Image

from documents.rendering.document import IDENTITY, Matrix
from documents.rendering.paint import geometry, screen
from documents.rendering.paint.foreign_inks import Inks, four, inks
from documents.rendering.paint.pictures import DISPLAY_JPEG_QUALITY, DISPLAY_PPI
from documents.rendering.paint.syntax import stream
from documents.rendering.paint.unreadable import MAX_PIXELS

MAX_DEPTH = 12  # of forms in forms
MAX_CONTENTS = 500  # a form may stand in a file many times: each is looked at once for each
SMALLEST_PX = 16  # of a side of what counts as a picture
MAX_BYTES = 10_000_000  # of operators: reading them takes a second or two a megabyte
UNREADABLE = (
    pikepdf.PdfError, ValueError, TypeError, LookupError, AttributeError, RecursionError, NotImplementedError, OSError, ArithmeticError,
)  # fmt: skip
SETS = {"k": "rg", "K": "RG"}
CHOOSES = {"cs": "rg", "CS": "RG"}
PAINTS = {"sc": "cs", "scn": "cs", "SC": "CS", "SCN": "CS"}  # by what chooses their space


def for_screens(pdf: pikepdf.Pdf, *, only: int | None = None, scale: float = 1.0, ppi: list[float] | None = None) -> bool:
    """Change a PDF in place, and say whether anything was changed.

    only    the index of the one page that counts
    scale   of its pages where they stand
    ppi     gets the resolution that each picture has there
    Colours of process and spot inks, axial and radial shadings, pictures of four inks, of tints or of a table of inks become RGB, and
    groups blend in it. Meshes, and pictures of several spot inks, stay.
    """
    work = _Work(pdf)
    for index, page in enumerate(pdf.pages):
        if only is None or index == only:
            work.content(page.obj, page.resources, (scale, 0, 0, scale, 0, 0), 0)
    if ppi is not None:
        ppi += work.resolutions()
    return work.finish()


class _Work:
    """What is met on the way through contents: every picture with the largest number of points that one of its pixels takes."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.changed = False
        self._left, self._bytes_left = MAX_CONTENTS, MAX_BYTES
        self._pictures: dict[tuple[int, int], tuple[pikepdf.Object, float]] = {}
        self._written: set[tuple[int, int]] = set()
        self._inks = Inks(pdf)

    def content(self, holder: pikepdf.Object, resources: Any, matrix: Matrix, depth: int) -> None:
        """The operators of a page or a form, and what they draw."""
        self._left -= 1
        if self._left < 0:
            return
        self._blend(holder)
        try:
            self._bytes_left -= _length(holder)
            if self._bytes_left < 0:
                return
            found = list(pikepdf.parse_content_stream(holder))
            converted = list(self._walked(found, resources, matrix, depth))
        except UNREADABLE:
            return
        if holder.objgen not in self._written and any(new is not old for new, old in zip(converted, found, strict=True)):
            self._written.add(holder.objgen)
            self.changed = True
            data = pikepdf.unparse_content_stream(converted)
            if isinstance(holder, pikepdf.Stream):
                holder.write(data)
            else:
                holder["/Contents"] = self.pdf.make_stream(data)

    def _walked(self, found: list[Any], resources: Any, matrix: Matrix, depth: int) -> Iterator[Any]:
        kept: list[tuple[Matrix, dict[str, Any]]] = []
        spaces: dict[str, Any] = {}  # that cs and CS have set, where they are of inks
        for instruction in found:
            operator, operands = str(instruction.operator), instruction.operands
            if operator == "q":
                kept.append((matrix, dict(spaces)))
            elif operator == "Q" and kept:
                matrix, spaces = kept.pop()
            elif operator == "cm":
                matrix = geometry.multiply(_matrix(operands), matrix)
            elif operator == "Do":
                self._drawn(resources, str(operands[0]), matrix, depth)
            elif operator == "sh":
                self.changed = self._inks.ramp(resources.Shading[str(operands[0])]) or self.changed
            elif operator in SETS and len(operands) == 4:
                spaces.pop("cs" if operator == "k" else "CS", None)
                rgb = screen.rgb_of(tuple(min(1.0, max(0.0, float(v))) for v in operands))
                yield pikepdf.ContentStreamInstruction([Decimal(f"{v:.4f}") for v in rgb], pikepdf.Operator(SETS[operator]))
                continue
            elif operator in CHOOSES:
                yield self._chosen(instruction, resources, spaces)
                continue
            elif operator in PAINTS:
                yield self._set(instruction, resources, spaces, matrix, depth)
                continue
            yield instruction

    def _chosen(self, instruction: Any, resources: Any, spaces: dict[str, Any]) -> Any:
        """A space of inks is left out: choosing it sets its first colour, which is set in RGB."""
        operator, space = str(instruction.operator), _space(resources, instruction.operands[0])
        count = inks(space)
        if not count:
            spaces.pop(operator, None)
            return instruction
        spaces[operator] = space
        first = (0.0, 0.0, 0.0, 1.0) if four(space) else (1.0,) * count
        return self._inks.setting(space, first, CHOOSES[operator])

    def _set(self, instruction: Any, resources: Any, spaces: dict[str, Any], matrix: Matrix, depth: int) -> Any:
        """A colour of the chosen space, or a pattern, whose own colours are changed."""
        chooses, operands = PAINTS[str(instruction.operator)], instruction.operands
        if operands and isinstance(operands[-1], Name):
            self._pattern(resources.Pattern[str(operands[-1])], matrix, depth)
        elif chooses in spaces and len(operands) == inks(spaces[chooses]):
            return self._inks.setting(spaces[chooses], operands, CHOOSES[chooses])
        return instruction

    def _pattern(self, pattern: Any, matrix: Matrix, depth: int) -> None:
        if int(pattern.PatternType) == 2:
            self.changed = self._inks.ramp(pattern.Shading) or self.changed
        elif depth < MAX_DEPTH and int(pattern.get("/PaintType", 1)) == 1:
            self.content(pattern, pattern.Resources, geometry.multiply(_matrix(pattern.get("/Matrix", IDENTITY)), matrix), depth + 1)

    def _blend(self, holder: Any) -> None:
        group = holder.get("/Group")
        if isinstance(group, pikepdf.Dictionary) and inks(group.get("/CS")):
            group.CS = Name.DeviceRGB
            self.changed = True

    def _drawn(self, resources: Any, name: str, matrix: Matrix, depth: int) -> None:
        drawn = resources.XObject[name]
        if drawn.Subtype == Name.Image:
            width, height = int(drawn.Width), int(drawn.Height)
            points = max(geometry.scale_of((matrix[0] / width, matrix[1] / width, matrix[2] / height, matrix[3] / height, 0, 0)), 1e-6)
            self._pictures[drawn.objgen] = (drawn, max(points, self._pictures.get(drawn.objgen, (None, 0.0))[1]))
        elif drawn.Subtype == Name.Form and depth < MAX_DEPTH:
            inside = geometry.multiply(_matrix(drawn.get("/Matrix", IDENTITY)), matrix)
            self.content(drawn, drawn.get("/Resources", resources), inside, depth + 1)

    def resolutions(self) -> list[float]:
        """Pixels per inch of pictures; strips and dots that a program makes of gradients and patterns are none."""
        whole = [(picture, points) for picture, points in self._pictures.values() if not picture.get("/ImageMask")]
        return [72 / points for picture, points in whole if min(int(picture.Width), int(picture.Height)) >= SMALLEST_PX]

    def finish(self) -> bool:
        for picture, points in self._pictures.values():
            try:
                done = self._inks.table(picture) or _convert(picture, DISPLAY_PPI / (72 / points))
                self.changed = done or self.changed
            except UNREADABLE:
                continue
        return self.changed


def _space(resources: Any, chosen: Any) -> Any:
    """The space that a name stands for."""
    named = resources.get("/ColorSpace") if isinstance(resources, pikepdf.Dictionary) else None
    return named.get(str(chosen), chosen) if isinstance(named, pikepdf.Dictionary) else chosen


def _length(holder: pikepdf.Object) -> int:
    """Of a page's or a form's operators, in bytes."""
    found = holder if isinstance(holder, pikepdf.Stream) else holder.get("/Contents")
    return sum(len(each.read_bytes()) for each in (found if isinstance(found, pikepdf.Array) else [found] if found is not None else []))


def _matrix(operands: Any) -> Matrix:
    a, b, c, d, e, f = (float(v) for v in operands)
    return a, b, c, d, e, f


def _convert(picture: Any, scale: float) -> bool:
    """scale: to 150 ppi; from 0.9 on the picture keeps its size. Masks, and pictures that a colour cuts out, stay."""
    inks = _inks(picture.get("/ColorSpace"))
    smaller = scale < 0.9
    if (
        picture.get("/ImageMask")
        or "/Mask" in picture
        or int(picture.Width) * int(picture.Height) > MAX_PIXELS
        or not (smaller or inks == 4)
    ):
        return False
    if int(picture.get("/BitsPerComponent", 8)) != 8 or inks not in (1, 3, 4):
        return False
    lossy = picture.get("/Filter") == Name.DCTDecode
    image = _in_rgb(picture, lossy=lossy) if inks == 4 else pikepdf.PdfImage(picture).as_pil_image()
    if image.mode not in ("L", "RGB"):
        return False
    if smaller:
        image = image.resize((max(1, round(image.width * scale)), max(1, round(image.height * scale))), Image.Resampling.LANCZOS)
    if lossy:
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=DISPLAY_JPEG_QUALITY)
        picture.write(buffer.getvalue(), filter=Name.DCTDecode)
    else:
        picture.write(image.tobytes())
    picture.Width, picture.Height, picture.BitsPerComponent = image.width, image.height, 8
    if inks == 4:
        picture.ColorSpace = Name.DeviceRGB
        if "/Decode" in picture:
            del picture["/Decode"]
    return True


def _inks(space: Any) -> int:
    """How many components a device space, or one with a profile, has; 0 for any other."""
    if isinstance(space, pikepdf.Array) and len(space) > 1 and space[0] == Name.ICCBased:
        return int(space[1].N)
    return {"/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4}.get(str(space), 0)


def _in_rgb(picture: Any, *, lossy: bool) -> Image.Image:
    """As PDFium shows it: it knows what a JPG's marker and /Decode say of inverted inks."""
    width, height = int(picture.Width), int(picture.Height)
    entries = f"/Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceCMYK/BitsPerComponent 8"
    if "/Decode" in picture:
        entries += f"/Decode[{' '.join(str(v) for v in picture.Decode)}]"
    data = picture.read_raw_bytes() if lossy else picture.read_bytes()
    return screen.painted((width, height), stream(entries + ("/Filter/DCTDecode" if lossy else ""), data, compress=False))
