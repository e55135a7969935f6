"""Composed lines as text operators: exact positions, real characters behind every glyph."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence

from documents.rendering.paint.embedding import UsedFont
from documents.rendering.paint.syntax import number, numbers, string
from documents.rendering.text.model import Area, GlyphRun, Ink, Line, Stroke

TOLERANCE = 0.2  # thousandths of an em that a glyph may stand off before a number puts it right (composition.md 18)


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


def paint(
    lines: Sequence[Line],
    *,
    font: Callable[[str], UsedFont],
    inks: InkOperators,
    rule: Callable[[Stroke], str] | None = None,
    anchored: Mapping[str, str] | None = None,
) -> str:
    """Operators of a frame's lines in the frame's own coordinates (y down), between q and Q.

    font      the file's use of a font, by its key
    rule      operators of a line that is not solid
    anchored  operators that draw an anchored object at its origin, by id
    """
    out: list[str] = [_area(area, inks) for line in lines for area in line.areas]
    out += [_stroke(s, inks, rule) for line in lines for s in line.strokes if s.under_text]
    text = list(_text(lines, font=font, inks=inks))
    if text:
        out += ["BT\n", *text, "ET\n"]
    out += [_stroke(s, inks, rule) for line in lines for s in line.strokes if not s.under_text]
    for line in lines:
        for placed in line.objects:
            drawn = (anchored or {}).get(placed.id)
            if drawn:
                out.append(f"q 1 0 0 1 {numbers(placed.x_pt, placed.baseline_pt)} cm {drawn}Q\n")
    return "".join(out)


def _area(area: Area, inks: InkOperators) -> str:
    colour = inks.fill(area.ink)
    return f"{colour}{numbers(area.x_pt, area.y_pt, area.width_pt, area.height_pt)} re f\n" if colour else ""


def _stroke(stroke: Stroke, inks: InkOperators, rule: Callable[[Stroke], str] | None) -> str:
    if rule is not None and not stroke.stroke_type.endswith("/Solid"):
        return rule(stroke)
    colour = inks.stroke(stroke.ink)
    if not colour or stroke.weight_pt <= 0:
        return ""
    ends = f"{numbers(stroke.x_pt, stroke.y_pt)} m {numbers(stroke.x_pt + stroke.width_pt, stroke.y_pt)} l"
    return f"{colour}{number(stroke.weight_pt)} w 0 J {ends} S\n"


def _text(lines: Sequence[Line], *, font: Callable[[str], UsedFont], inks: InkOperators) -> Iterator[str]:
    state: tuple[object, ...] = ()
    for line in lines:
        for run in line.runs:
            if not run.glyphs:
                continue
            looks = (run.format.fill, run.format.stroke, run.format.stroke_weight_pt if run.format.stroke else 0.0)
            if looks != state:
                state = looks
                yield _looks(run, inks)
            yield _run(run, font(run.font))


def _looks(run: GlyphRun, inks: InkOperators) -> str:
    """Colours and rendering mode: 0 fill, 1 stroke, 2 both, 3 neither."""
    fill, stroke = inks.fill(run.format.fill), inks.stroke(run.format.stroke)
    if run.format.stroke_weight_pt <= 0:
        stroke = ""
    mode = {(True, False): 0, (False, True): 1, (True, True): 2, (False, False): 3}[bool(fill), bool(stroke)]
    weight = f"{number(run.format.stroke_weight_pt)} w 1 j\n" if stroke else ""
    return f"{fill}{stroke}{weight}{mode} Tr\n"


def _run(run: GlyphRun, used: UsedFont) -> str:
    """One Tf, one Tm and as many TJ as marked content and raised glyphs need."""
    look = run.format
    across, up = look.horizontal_scale, look.vertical_scale
    lean = math.tan(math.radians(look.skew_deg)) * up
    out = [f"/{used.name} {number(run.size_pt)} Tf {numbers(across, 0, lean, -up, run.x_pt, run.baseline_pt)} Tm\n"]
    unit = 1000 / (run.size_pt * across) if run.size_pt and across else 0.0  # pt -> thousandths of the em
    writer = _Writer(out)
    wanted = 0.0  # where the pen ought to be, in thousandths
    for start, end in _clusters(run.clusters):
        text = run.clusters[start]
        alone = end == start + 1 and used.stands_for(run.glyphs[start], text)
        if not alone:
            writer.span(text)
        for index in range(start, end):
            glyph = run.glyphs[index]
            used.glyphs.add(glyph)
            dx, dy = run.offsets_pt[index] if run.offsets_pt else (0.0, 0.0)
            writer.glyph(glyph, at=wanted + dx * unit, advance=used.metrics.advance(glyph), rise=dy / up if up else 0.0)
            wanted += run.advances_pt[index] * unit
        if not alone:
            writer.end_span()
    writer.flush()
    return "".join(out)


def _clusters(clusters: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Index ranges of glyphs that show one text together: the first has it, the others have ""."""
    start = 0
    for index in range(1, len(clusters) + 1):
        if index == len(clusters) or clusters[index]:
            yield start, index
            start = index


class _Writer:
    """Collects glyphs into TJ arrays; knows where the reader's pen is."""

    def __init__(self, out: list[str]) -> None:
        self.out = out
        self.array: list[str] = []
        self.hex: list[str] = []
        self.pen = 0.0
        self.rise = 0.0

    def glyph(self, glyph: int, *, at: float, advance: int, rise: float) -> None:
        if abs(rise - self.rise) > 0.0005:
            self.flush()
            self.out.append(f"{number(rise)} Ts\n")
            self.rise = rise
        off = self.pen - at
        if abs(off) > TOLERANCE:
            self._close()
            self.array.append(f"{off:.2f}".rstrip("0").rstrip("."))
            self.pen = at
        self.hex.append(f"{glyph:04X}")
        self.pen += advance

    def _close(self) -> None:
        if self.hex:
            self.array.append(f"<{''.join(self.hex)}>")
            self.hex.clear()

    def _show(self) -> None:
        self._close()
        if self.array:
            self.out.append(f"[{''.join(self.array) if len(self.array) == 1 else ' '.join(self.array)}]TJ\n")
            self.array.clear()

    def span(self, text: str) -> None:
        self._show()
        self.out.append(f"/Span<</ActualText{string(text)}>>BDC\n")

    def end_span(self) -> None:
        self._show()
        self.out.append("EMC\n")

    def flush(self) -> None:
        self._show()
        if self.rise:
            self.out.append("0 Ts\n")
            self.rise = 0.0
