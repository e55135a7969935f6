"""Composed lines as text operators."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Protocol

import msgspec

from documents.rendering.document import IDENTITY, Matrix
from documents.rendering.paint import outline
from documents.rendering.paint.boxes import area_path
from documents.rendering.paint.embedding import UsedFont
from documents.rendering.paint.runs import Edge, Looks, PaintedLine, Runs
from documents.rendering.paint.strokes import JOINS
from documents.rendering.paint.syntax import concat, literal, number, numbers
from documents.rendering.text.model import Area, CharacterFormat, GlyphRun, Ink, Line, PlacedObject, Step, Stroke

Inside = tuple[int, tuple[Step, ...], bool, str]  # paragraph, where below it, whether again, part
NO_LANGUAGE = "zxx"
NO_SWATCH = "Swatch/None"


class InkOperators:
    """How inks are set in text: prepared as plain strings, so that a document asks nobody else."""

    def __init__(self, fills: Mapping[str, str], strokes: Mapping[str, str]) -> None:
        self.fills, self.strokes = fills, strokes

    def fill(self, ink: Ink | None) -> str:
        return "" if ink is None else self.fills.get(ink_key(ink), "")

    def stroke(self, ink: Ink | None) -> str:
        return "" if ink is None else self.strokes.get(ink_key(ink), "")


def ink_key(ink: Ink) -> str:
    return f"{ink.swatch}|{ink.tint}|{ink.overprint}"


@dataclass(frozen=True)
class Pen:
    """What text is painted with.

    font     the file's use of a font, by its key
    colour   operators of a glyph with colours of its own, in em coordinates; "" for any other
    rule     operators of a line that is not solid
    runs     what was painted before
    """

    font: Callable[[str], UsedFont]
    inks: InkOperators
    colour: Callable[[str, int], str] | None = None
    rule: Callable[[Stroke], str] | None = None
    runs: Runs = field(default_factory=Runs)

    def over(self, own: InkOperators) -> "Pen":
        """With other operators for some inks."""
        return replace(self, inks=InkOperators({**self.inks.fills, **own.fills}, {**self.inks.strokes, **own.strokes}))


class Tags(Protocol):
    """Operators that open marked content: more of a line's paragraph, or an anchored object in it; and the paragraph's language."""

    def text(self, line: Line, part: str) -> str: ...

    def thing(self, line: Line, placed: PlacedObject, turn: Matrix) -> str: ...

    def language(self, line: Line) -> str: ...


def paint(
    lines: Sequence[Line], pen: Pen, *, anchored: Mapping[str, str] | None = None, tags: Tags | None = None, turn: Matrix = IDENTITY
) -> str:
    """Operators of a frame's lines in the frame's own coordinates (y down), between q and Q.

    anchored   operators that draw an anchored object at its origin, by id
    tags       None: what is painted is marked as a whole already
    turn       of lines that stand on their side: their coordinates -> the frame's
    """
    turned = [line for line in lines if line.matrix is not None]
    if turned:
        lines = [line for line in lines if line.matrix is None]
    under = [_area(area, pen.inks) for line in lines for area in line.areas]
    under += [_stroke(s, pen) for line in lines for s in line.strokes if s.under_text]
    out = _decoration(under, tags)
    text = list(_text(lines, pen, tags))
    if text:
        out += ["BT\n", *text, "ET\n"]
    out += _decoration([_stroke(s, pen) for line in lines for s in line.strokes if not s.under_text], tags)
    for line in lines:
        for placed in line.objects:
            drawn = (anchored or {}).get(placed.id)
            if drawn:
                start, end = (tags.thing(line, placed, turn), "EMC\n") if tags else ("", "")
                out.append(f"{start}q 1 0 0 1 {numbers(placed.x_pt, placed.baseline_pt)} cm {drawn}Q\n{end}")
    for line in turned:
        upright = msgspec.structs.replace(line, matrix=None)
        matrix = line.matrix or IDENTITY
        out.append(f"q {concat(matrix)}{paint([upright], pen, anchored=anchored, tags=tags, turn=matrix)}Q\n")
    return "".join(out)


def _decoration(drawn: list[str], tags: Tags | None) -> list[str]:
    return ["/Artifact BMC\n", *drawn, "EMC\n"] if tags and any(drawn) else drawn


def _area(area: Area, inks: InkOperators) -> str:
    colour = inks.fill(area.ink)
    if colour and area.corners is not None:
        return f"{colour}{outline.operators([area_path(area)])}f\n"
    boxes = [(area.x_pt, area.y_pt, area.width_pt, area.height_pt), *area.others]
    return colour + "".join(f"{numbers(*box)} re " for box in boxes) + "f\n" if colour else ""


def _stroke(stroke: Stroke, pen: Pen) -> str:
    if pen.rule is not None and (stroke.turns or not stroke.stroke_type.endswith("/Solid")):
        return pen.rule(stroke)
    colour = pen.inks.stroke(stroke.ink)
    if not colour or stroke.weight_pt <= 0:
        return ""
    ends = f"{numbers(stroke.x_pt, stroke.y_pt)} m {numbers(stroke.x_pt + stroke.width_pt, stroke.y_pt + stroke.height_pt)} l"
    return f"{colour}{number(stroke.weight_pt)} w 0 J {ends} S\n"


def _text(lines: Sequence[Line], pen: Pen, tags: Tags | None) -> Iterator[str]:
    state: Looks | None = None
    inside: Inside | None = None  # what marked content is open
    language = ""
    for line in lines:
        runs = [run for run in line.runs if run.glyphs]
        if not runs:
            continue
        if tags:
            here = (line.paragraph, line.inside, line.again, runs[0].part)
            if inside != here:
                yield _opened(line, tags, inside, runs[0].part)
                inside, language = here, tags.language(line)
        painted = pen.runs.line(line, pen.inks, state)
        if painted is not None:
            for key in painted.fonts:
                pen.font(key)
            yield painted.operators
            state = painted.after
            continue
        before, out = state, list[str]()
        for run in runs:
            if tags and (inside is None or inside[3] != run.part):
                out.append(_opened(line, tags, inside, run.part))
                inside = (line.paragraph, line.inside, line.again, run.part)
            if run.format.stroke is not None and (halo := _halo(run, pen)):
                out.append(f"EMC /Artifact BMC\n{halo}EMC {_opened(line, tags, None, run.part)}" if tags else halo)
                state = None
            looks = _wanted(run.format)
            coloured = _coloured(run, pen) if run.colour_glyphs and pen.colour else ""
            if looks != state:
                state = looks
                out.append(_looks(looks, pen.inks))
            if coloured:  # the text itself stays, invisible: it is what is copied and found
                drawn = f"/Artifact BMC\nq {coloured}Q\nEMC\n" if tags else f"q {coloured}Q\n"
                out.append(f"3 Tr\n{_run(run, pen)}{'EMC ' if tags else ''}ET\n{drawn}BT\n")
                state, inside = None, None
            elif tags and language and run.format.language not in (language, NO_LANGUAGE):
                out.append(f"/Span<</Lang{literal(run.format.language.replace('_', '-'))}>>BDC\n{_run(run, pen)}EMC\n")
            else:
                out.append(_run(run, pen, kept=line.kept))
        operators = "".join(out)
        if line.kept and not any(run.part or _has_halo(run.format) for run in runs):
            pen.runs.keep(PaintedLine(line, pen.inks, before, operators, state, tuple(dict.fromkeys(run.font for run in runs))), pen.font)
        yield operators
    if inside is not None:
        yield "EMC\n"


def _opened(line: Line, tags: Tags, inside: Inside | None, part: str) -> str:
    return f"{'' if inside is None else 'EMC'} {tags.text(line, part)}"


def _coloured(run: GlyphRun, pen: Pen) -> str:
    """The run's glyphs in their own colours; "" unless each has them."""
    assert pen.colour is not None
    out, x = [], run.x_pt
    look = run.format
    for index, (glyph, advance) in enumerate(zip(run.glyphs, run.advances_pt, strict=True)):
        drawn = pen.colour(run.font, glyph)
        if not drawn and run.clusters[index].strip():
            return ""
        dx, dy = run.offsets_pt[index] if run.offsets_pt else (0.0, 0.0)
        across, up = run.size_pt * look.horizontal_scale, run.size_pt * look.vertical_scale
        if drawn:
            out.append(f"q {concat((across, 0, 0, -up, x + dx, run.baseline_pt - dy))}{drawn}Q\n")
        x += advance
    return "".join(out)


def _wanted(look: CharacterFormat) -> Looks:
    if look.stroke is None or look.stroke_weight_pt <= 0 or _has_halo(look):
        return look.fill, None, None
    return look.fill, look.stroke, (look.stroke_weight_pt, look.stroke_join, look.stroke_miter_limit)


def _has_halo(look: CharacterFormat) -> bool:
    """A stroke outside of a letter is twice as wide as it shows: the letter is filled over its inner half."""
    return look.stroke is not None and look.stroke_outside and look.stroke_weight_pt > 0 and look.fill.swatch != NO_SWATCH


def _halo(run: GlyphRun, pen: Pen) -> str:
    """The outer strokes of a run's letters, under all of them."""
    look = run.format
    stroke = pen.inks.stroke(look.stroke) if _has_halo(look) else ""
    if not stroke:
        return ""
    edge = 2 * look.stroke_weight_pt, look.stroke_join, look.stroke_miter_limit
    return f"{stroke}{_edge(edge)}1 Tr\n{_run(run, pen)}"


def _edge(edge: Edge) -> str:
    weight, join, limit = edge
    return f"{number(weight)} w {JOINS[join]} j {number(limit)} M\n"


def _looks(looks: Looks, inks: InkOperators) -> str:
    """Colours and rendering mode: 0 fill, 1 stroke, 2 both, 3 neither."""
    fill, stroke, edge = inks.fill(looks[0]), inks.stroke(looks[1]), looks[2]
    if edge is None:
        stroke = ""
    mode = {(True, False): 0, (False, True): 1, (True, True): 2, (False, False): 3}[bool(fill), bool(stroke)]
    return f"{fill}{stroke}{_edge(edge) if edge and stroke else ''}{mode} Tr\n"


def _run(run: GlyphRun, pen: Pen, *, kept: bool = False) -> str:
    """One Tf, one Tm and as many TJ as marked content and raised glyphs need."""
    return pen.runs.set(run, pen.font(run.font), _where, kept=kept)


def _where(run: GlyphRun, used: UsedFont) -> str:
    look = run.format
    shape = _shape(used.name, run.size_pt, look.horizontal_scale, look.vertical_scale, look.skew_deg)
    return f"{shape} {number(run.x_pt)} {number(run.baseline_pt)} Tm\n"


@lru_cache(maxsize=256)
def _shape(font: str, size_pt: float, across: float, up: float, skew_deg: float) -> str:
    """The font, and the first four numbers of a text matrix; its y grows up, the page's down."""
    return f"/{font} {number(size_pt)} Tf {numbers(across, 0, math.tan(math.radians(skew_deg)) * up, -up)}"
