"""Effects of items: a grey picture as a soft mask (5.4-5.11). The pictures are made last, when all that items show is written."""

import itertools
import zlib
from typing import NamedTuple

import msgspec
from PIL import Image, ImageChops

from documents.rendering.document import Box, Effect, Matrix
from documents.rendering.output import PdfDocument, pdfium_lock
from documents.rendering.paint import bevels, geometry, masks
from documents.rendering.paint.program import CATALOGUE, PAGE_TREE, RESOURCES
from documents.rendering.paint.resources import Colours, Resources
from documents.rendering.paint.syntax import HEADER, Objects, concat, number, numbers, set_row, xref_rows
from documents.rendering.text.model import Ink

MAX_SIDE_PX = 8000
MAX_PIXELS = 4_000_000  # of a mask: a page of A4 at 150 ppi has 2.2 million
MAKE = {**masks.BEHIND, **masks.OVER, **masks.THROUGH, "bevel": bevels.bevel}
SIDES = ("Left", "Right", "Top", "Bottom")
ORDER = ("drop-shadow", "outer-glow", "feather", "directional-feather", "gradient-feather", "inner-shadow", "inner-glow", "satin", "bevel")


class _Job(NamedTuple):
    """A mask to be made: what casts it, and the number under which its form will stand."""

    form: int
    effect: Effect
    content: bytes
    matrix: Matrix  # of the content -> the page, y down
    box: Box  # on the page
    ppi: float
    knocked_out: bool


def parts(effect: Effect) -> tuple[Effect, ...]:
    """What is cast one after the other: of a bevel, its shade and its light."""
    if effect.kind != "bevel":
        return (effect,)
    values = effect.values
    found = []
    for part, name, colour in (("shadow", "Shadow", "Color/Black"), ("highlight", "Highlight", "Color/Paper")):
        cast = {"EffectColor": values.get(f"{name}Color", colour), "BlendMode": values.get(f"{name}BlendMode", "Normal")}
        found.append(
            msgspec.structs.replace(effect, values={**values, "Part": part, "Opacity": values.get(f"{name}Opacity", 75.0), **cast})
        )
    return tuple(found)


class Effects:
    """Writes effects' operators at once and their masks at the end."""

    def __init__(self, *, objects: Objects, resources: Resources, colours: Colours) -> None:
        self.objects, self.resources, self.colours = objects, resources, colours
        self._jobs: list[_Job] = []

    def can_draw(self, effect: Effect) -> bool:
        return effect.kind in ORDER and (effect.kind != "bevel" or effect.values.get("Style", "InnerBevel") in bevels.STYLES)

    def cast(self, effect: Effect, *, content: bytes, matrix: Matrix, box: Box, page: Box, see_through: bool = False) -> str:
        """Operators of a shadow, glow or sheen, in page coordinates; "" when its colour is none.

        page          what lies further outside it is not made
        see_through   the item does not cover its shadow, so that knocking it out shows
        """
        ink = Ink(str(effect.values.get("EffectColor", "Color/Black")))
        if not self.colours.paints(ink):
            return ""
        reach = masks.reach_pt(effect.kind, effect.values)
        whole = geometry.common(geometry.grown(box, reach), geometry.grown(page, reach))
        if whole is None:
            return ""
        opacity = number(masks.number(effect.values, "Opacity") / 100)
        blend = effect.values.get("BlendMode", "Normal")
        mask = self._mask(effect, content, matrix, whole, knocked_out=see_through and bool(effect.values.get("KnockedOut")))
        state = self.resources.add("ExtGState", f"<</ca {opacity}/CA {opacity}/BM/{blend}/SMask {mask}>>")
        rectangle = numbers(whole[0], whole[1], whole[2] - whole[0], whole[3] - whole[1])
        return f"q /{state} gs {self.colours.operators(ink, stroke=False)}{rectangle} re f Q\n"

    def through(self, effect: Effect, *, content: bytes, matrix: Matrix, box: Box, page: Box, inner_box: Box) -> str:
        """The graphics state under which a feathered item is drawn: set it in page coordinates."""
        if effect.kind == "gradient-feather":
            mask = self._gradient_mask(effect, matrix, inner_box)
        else:
            reach = 2 * masks.number(effect.values, "Width") + 2 + sum(masks.number(effect.values, f"{side}Width") for side in SIDES)
            mask = self._mask(effect, content, matrix, geometry.common(geometry.grown(box, 2), geometry.grown(page, reach)) or page)
        return self.resources.add("ExtGState", f"<</SMask {mask}>>")

    def _mask(self, effect: Effect, content: bytes, matrix: Matrix, box: Box, *, knocked_out: bool = False) -> str:
        wanted = max(150.0 if knocked_out else 0.0, masks.ppi(effect.kind, effect.values))
        area = max(1.0, (box[2] - box[0]) * (box[3] - box[1])) / 72**2
        ppi = min(wanted, (MAX_PIXELS / area) ** 0.5, MAX_SIDE_PX * 72 / max(box[2] - box[0], box[3] - box[1]))
        form = self.objects.reserve()
        self._jobs.append(_Job(form, effect, content, matrix, box, ppi, knocked_out))
        return f"<</S/Luminosity/G {form} 0 R>>"

    def _gradient_mask(self, effect: Effect, matrix: Matrix, box: Box) -> str:
        """Opacity along a line (5.10): by default from 1 at the left to 0 at the right."""
        values = effect.values
        length = masks.number(values, "Length")
        start = tuple(float(v) for v in str(values.get("GradientStart", "0 0")).split()[:2]) if length else (box[0], box[1])
        shape = geometry.rotation(masks.number(values, "Angle"), length or box[2] - box[0], (start[0], start[-1]))
        stops = [tuple(float(v) for v in part.split()) for part in str(values.get("Stops", "")).split(",") if part.strip()]
        stops = stops or [(0.0, 100.0, 50.0), (100.0, 0.0, 50.0)]
        radial = values.get("Type") == "Radial"
        coords = "3/Coords[0 0 0 0 0 1]" if radial else "2/Coords[0 0 1 0]"
        function = _ramp([(s[0] / 100, s[1] / 100) for s in stops])
        shading = self.objects.write(f"<</ShadingType {coords}/Extend[true true]/ColorSpace/DeviceGray/Function {function}>>")
        reach = numbers(*geometry.transformed(geometry.grown(box, 1000), matrix))
        content = f"{concat(geometry.multiply(shape, matrix))}/S sh".encode()
        group = "/Group<</S/Transparency/CS/DeviceGray>>"
        form = self.objects.stream(f"/Type/XObject/Subtype/Form/BBox[{reach}]{group}/Resources<</Shading<</S {shading} 0 R>>>>", content)
        return f"<</S/Luminosity/G {form} 0 R>>"

    def write(self) -> None:
        """Make all masks: the shapes are drawn by PDFium from what is written so far."""
        if not self._jobs:
            return
        shapes = _shapes(self._jobs, self.objects, self.resources)
        for job, shape in zip(self._jobs, shapes, strict=True):
            mask = masks.noisy(MAKE[job.effect.kind](shape, job.effect.values, job.ppi / 72), job.effect.values)
            self._write_mask(job, ImageChops.multiply(mask, ImageChops.invert(shape)) if job.knocked_out else mask)

    def _write_mask(self, job: _Job, mask: Image.Image) -> None:
        size = f"/Width {mask.width}/Height {mask.height}"
        entries = f"/Type/XObject/Subtype/Image{size}/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode"
        image = self.objects.stream(entries, zlib.compress(mask.tobytes(), 6), compress=False)
        left, top, right, bottom = job.box
        content = f"q {concat((right - left, 0, 0, top - bottom, left, bottom))}/M Do Q".encode()
        group = "/Group<</S/Transparency/CS/DeviceGray>>"
        resources = f"/Resources<</XObject<</M {image} 0 R>>>>"
        self.objects.stream(f"/Type/XObject/Subtype/Form/BBox[{numbers(*job.box)}]{group}{resources}", content, at=job.form)


def _ramp(stops: list[tuple[float, float]]) -> str:
    pieces = [f"<</FunctionType 2/Domain[0 1]/C0[{number(a[1])}]/C1[{number(b[1])}]/N 1>>" for a, b in itertools.pairwise(stops)]
    bounds = [s[0] for s in stops[1:-1]]
    encode = " ".join(["0 1"] * len(pieces))
    return f"<</FunctionType 3/Domain[0 1]/Functions[{''.join(pieces)}]/Bounds[{numbers(*bounds)}]/Encode[{encode}]>>"


def _shapes(jobs: list[_Job], objects: Objects, resources: Resources) -> list[Image.Image]:
    """The alpha of each job's content, one page of a passing PDF each."""
    pdf = _passing_pdf(jobs, objects, resources)
    with pdfium_lock:
        document = PdfDocument(pdf)
        try:
            found = []
            for index in range(len(jobs)):
                bitmap = document[index].render(scale=1, fill_color=(0, 0, 0, 0), rev_byteorder=True)
                found.append(bitmap.to_pil().convert("RGBA").getchannel("A"))
            return found
        finally:
            document.close()


def _passing_pdf(jobs: list[_Job], objects: Objects, resources: Resources) -> bytes:
    own = Objects(start=objects.position, first=objects.next)
    kids = []
    for job in jobs:
        scale = job.ppi / 72
        left, top, right, bottom = job.box
        height = (bottom - top) * scale
        onto: Matrix = (scale, 0, 0, -scale, -left * scale, height + top * scale)
        content = own.stream("", concat(onto).encode() + concat(job.matrix).encode() + job.content)
        box = f"[0 0 {numbers((right - left) * scale, height)}]"
        kids.append(own.write(f"<</Type/Page/Parent {PAGE_TREE} 0 R/MediaBox{box}/Contents {content} 0 R>>"))
    references = " ".join(f"{kid} 0 R" for kid in kids)
    own.write(f"<</Type/Pages/Count {len(kids)}/Kids[{references}]/Resources {RESOURCES} 0 R>>", at=PAGE_TREE)
    own.write(f"<</Type/Catalog/Pages {PAGE_TREE} 0 R>>", at=CATALOGUE)
    own.write(resources.dictionary(), at=RESOURCES)
    rows = xref_rows(own.next)
    for at, offset in (*objects.offsets.items(), *own.offsets.items()):
        set_row(rows, at, offset)
    head = f"xref\n0 {own.next}\n".encode()
    trailer = f"trailer\n<</Size {own.next}/Root {CATALOGUE} 0 R>>\nstartxref\n{own.position}\n%%EOF\n".encode()
    return b"".join((HEADER, *objects.parts, *own.parts, head, rows, trailer))
