"""Effects of items: a grey picture as a soft mask (5.4-5.11). The pictures are made last, when all that items show is written."""

import itertools
import math
from typing import NamedTuple

import msgspec

from documents.rendering.document import Box, Effect, Matrix
from documents.rendering.paint import bevels, geometry, masks
from documents.rendering.paint.program import MaskJob
from documents.rendering.paint.resources import Colours, Resources
from documents.rendering.paint.shapes import write_masks
from documents.rendering.paint.syntax import HEADER, Objects, concat, number, numbers, set_row, xref_rows
from documents.rendering.text.model import Ink

MAX_SIDE_PX = 8000
MAX_PIXELS = 4_000_000  # of a mask: a page of A4 at 150 ppi has 2.2 million
SIDES = ("Left", "Right", "Top", "Bottom")
ORDER = ("drop-shadow", "outer-glow", "feather", "directional-feather", "gradient-feather", "inner-shadow", "inner-glow", "satin", "bevel")


class Seen(NamedTuple):
    """What casts an effect.

    matrix   of its content -> the page, y down, where its box lies
    page     what lies further outside it is not made
    live     fields change it
    level    above the masks that its content needs itself
    """

    content: bytes
    matrix: Matrix
    box: Box
    page: Box
    live: bool
    level: int


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
        self.level = 0  # of the next mask round those that there are
        self._jobs: list[MaskJob] = []
        self.live: list[MaskJob] = []  # of what fields change: each document makes them

    def can_draw(self, effect: Effect) -> bool:
        return effect.kind in ORDER and (effect.kind != "bevel" or effect.values.get("Style", "InnerBevel") in bevels.STYLES)

    def cast(self, effect: Effect, seen: Seen, *, see_through: bool = False) -> str:
        """Operators of a shadow, glow or sheen, in page coordinates; "" when its colour is none.

        see_through   the item does not cover its shadow, so that knocking it out shows
        """
        ink = Ink(str(effect.values.get("EffectColor", "Color/Black")))
        if not self.colours.paints(ink):
            return ""
        reach = masks.reach_pt(effect.kind, effect.values)
        whole = geometry.common(geometry.grown(seen.box, reach), geometry.grown(seen.page, reach))
        if whole is None:
            return ""
        opacity = number(masks.number(effect.values, "Opacity") / 100)
        blend = effect.values.get("BlendMode", "Normal")
        mask = self._mask(effect, seen, whole, knocked_out=see_through and bool(effect.values.get("KnockedOut")))
        state = self.resources.add("ExtGState", f"<</ca {opacity}/CA {opacity}/BM/{blend}/SMask {mask}>>")
        rectangle = numbers(whole[0], whole[1], whole[2] - whole[0], whole[3] - whole[1])
        return f"q /{state} gs {self.colours.operators(ink, stroke=False)}{rectangle} re f Q\n"

    def through(self, effect: Effect, seen: Seen, *, inner_box: Box) -> str:
        """The graphics state under which a feathered item is drawn: set it in page coordinates."""
        if effect.kind == "gradient-feather":
            mask = self._gradient_mask(effect, seen.matrix, inner_box)
        else:
            reach = 2 * masks.number(effect.values, "Width") + 2 + sum(masks.number(effect.values, f"{side}Width") for side in SIDES)
            mask = self._mask(effect, seen, geometry.common(geometry.grown(seen.box, 2), geometry.grown(seen.page, reach)) or seen.page)
        return self.resources.add("ExtGState", f"<</SMask {mask}>>")

    def _mask(self, effect: Effect, seen: Seen, box: Box, *, knocked_out: bool = False) -> str:
        wanted = max(150.0 if knocked_out else 0.0, masks.ppi(effect.kind, effect.values))
        area = max(1.0, (box[2] - box[0]) * (box[3] - box[1])) / 72**2
        ppi = min(wanted, (MAX_PIXELS / area) ** 0.5, MAX_SIDE_PX * 72 / max(box[2] - box[0], box[3] - box[1]))
        form = self.objects.reserve()
        self.level = max(self.level, seen.level + 1)
        job = MaskJob(
            form=form,
            level=seen.level,
            effect=effect,
            content=seen.content,
            matrix=seen.matrix,
            box=box,
            ppi=ppi,
            knocked_out=knocked_out,
        )
        (self.live if seen.live else self._jobs).append(job)
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
        function = _ramp([tuple(min(1.0, max(0.0, value / 100)) for value in (*stop, 50.0)[:3]) for stop in stops])
        shading = self.objects.write(f"<</ShadingType {coords}/Extend[true true]/ColorSpace/DeviceGray/Function {function}>>")
        reach = numbers(*geometry.transformed(geometry.grown(box, 1000), matrix))
        content = f"{concat(geometry.multiply(shape, matrix))}/S sh".encode()
        group = "/Group<</S/Transparency/CS/DeviceGray>>"
        form = self.objects.stream(f"/Type/XObject/Subtype/Form/BBox[{reach}]{group}/Resources<</Shading<</S {shading} 0 R>>>>", content)
        return f"<</S/Luminosity/G {form} 0 R>>"

    def write(self) -> None:
        """Make all masks of what no field changes: the shapes are drawn by PDFium from what is written so far."""
        for level in sorted({job.level for job in self._jobs}):
            jobs = [job for job in self._jobs if job.level == level]
            rows = xref_rows(self.objects.next)
            for at, offset in self.objects.offsets.items():
                set_row(rows, at, offset)
            before = b"".join((HEADER, *self.objects.parts))
            write_masks(jobs, before=before, rows=rows, resources=self.resources.dictionary(), objects=self.objects)


def _ramp(stops: list[tuple[float, ...]]) -> str:
    """From stop to stop (location, opacity, midpoint, all in 0..1); before the first and after the last, theirs (4.4)."""
    stops = [(0.0, *stops[0][1:]), *stops, (1.0, *stops[-1][1:])]
    pieces, bounds = [], []
    for one, two in itertools.pairwise(stops):
        if two[0] > one[0]:
            exponent = math.log(0.5) / math.log(one[2]) if 0 < one[2] < 1 else 1.0
            pieces.append(f"<</FunctionType 2/Domain[0 1]/C0[{number(one[1])}]/C1[{number(two[1])}]/N {number(exponent)}>>")
            bounds.append(two[0])
    encode = " ".join(["0 1"] * len(pieces))
    return f"<</FunctionType 3/Domain[0 1]/Functions[{''.join(pieces)}]/Bounds[{numbers(*bounds[:-1])}]/Encode[{encode}]>>"
