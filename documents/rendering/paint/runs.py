"""A run of glyphs as TJ operators: exact positions, real characters behind every glyph."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from documents.rendering.paint.embedding import UsedFont
from documents.rendering.paint.syntax import number, string
from documents.rendering.text.model import GlyphRun, Ink, Line

TOLERANCE = 0.2  # thousandths of an em that a glyph may stand off before a number puts it right (composition.md 18)
Edge = tuple[float, str, float]  # weight in points, join, miter limit
Looks = tuple[Ink | None, Ink | None, Edge | None]  # fill, stroke, how it is drawn


class _Shown(NamedTuple):
    """A run's operators from its first TJ on, and what they need: single glyphs with the text each stands for, and all glyphs.

    settled   the base's font has all of it, with these texts: nothing to note in any document
    """

    operators: str
    pairs: tuple[tuple[int, str], ...]
    glyphs: frozenset[int]
    settled: bool


class PaintedLine(NamedTuple):
    """The line stays with its operators, so that its id stays its own.

    inks            what it was painted with
    before, after   the looks that are set when it begins and when it ends; None: not known
    """

    line: Line
    inks: object
    before: Looks | None
    operators: str
    after: Looks | None
    fonts: tuple[str, ...]


class Runs:
    """Runs and whole lines painted before. Most text around a field is the same in every document; what differs pushes out the old."""

    LIMIT = 4096

    def __init__(self) -> None:
        self._shown: dict[tuple[object, ...], _Shown] = {}
        self._lines: dict[int, PaintedLine] = {}
        self._set: dict[int, tuple[GlyphRun, str]] = {}

    def set(self, run: GlyphRun, used: UsedFont, where: Callable[[GlyphRun, UsedFont], str], *, kept: bool) -> str:
        """The run's operators behind those that say where it stands. kept: other documents have it too, as the same object."""
        known = self._set.get(id(run)) if kept else None
        if known is not None:
            return known[1]
        operators = f"{where(run, used)}{self.operators(run, used)}"
        if kept and self._find(run, used).settled:
            if len(self._set) >= self.LIMIT:
                self._set.clear()
            self._set[id(run)] = run, operators
        return operators

    def line(self, line: Line, inks: object, before: Looks | None) -> PaintedLine | None:
        painted = self._lines.get(id(line)) if line.kept else None
        return painted if painted is not None and painted.inks is inks and painted.before == before else None

    def keep(self, painted: PaintedLine, font: Callable[[str], UsedFont]) -> None:
        """A line that other documents have too, if it is the same in all their files."""
        runs = [run for run in painted.line.runs if run.glyphs]
        if (
            not painted.line.kept
            or any(run.colour_glyphs for run in runs)
            or not all(self._find(run, font(run.font)).settled for run in runs)
        ):
            return
        if len(self._lines) >= self.LIMIT:
            self._lines.clear()
        self._lines[id(painted.line)] = painted

    def operators(self, run: GlyphRun, used: UsedFont) -> str:
        shown = self._find(run, used)
        if shown.settled:
            return shown.operators
        used.glyphs |= shown.glyphs
        refused = [pair for pair in shown.pairs if not used.stands_for(*pair)]
        if refused:  # a glyph that stands for something else in this file: marked content says what it is here
            return _show(run, used, frozenset(refused)).operators
        return shown.operators

    def _find(self, run: GlyphRun, used: UsedFont) -> _Shown:
        look = run.format
        key = (
            run.font,
            run.size_pt,
            look.horizontal_scale,
            look.vertical_scale,
            look.tracking,
            tuple(run.glyphs),
            tuple(run.advances_pt),
            tuple(run.clusters),
            tuple(run.offsets_pt) if run.offsets_pt else None,
        )
        shown = self._shown.get(key)
        if shown is None:
            if len(self._shown) >= self.LIMIT:
                self._shown.clear()
            shown = self._shown[key] = _show(run, used, frozenset())
        return shown


def _show(run: GlyphRun, used: UsedFont, refused: frozenset[tuple[int, str]]) -> _Shown:
    across, up = run.format.horizontal_scale, run.format.vertical_scale
    unit = 1000 / (run.size_pt * across) if run.size_pt and across else 0.0  # pt -> thousandths of the em
    if used.ready is not None and not refused and not run.offsets_pt and all(run.clusters) and used.ready.issuperset(run.glyphs):
        return _show_ready(run, used, unit)
    writer = _Writer(used, run.size_pt, tracking=run.format.tracking)
    pairs: dict[tuple[int, str], None] = {}
    wanted = 0.0  # where the pen ought to be, in thousandths
    advance_of = used.metrics.advance
    for start, end in _clusters(run.clusters):
        text = run.clusters[start]
        pair = run.glyphs[start], text
        alone = end == start + 1 and pair not in refused
        if alone:
            pairs[pair] = None
        else:
            writer.span(text)
        for index in range(start, end):
            glyph = run.glyphs[index]
            dx, dy = run.offsets_pt[index] if run.offsets_pt else (0.0, 0.0)
            writer.glyph(glyph, at=wanted + dx * unit, advance=advance_of(glyph), rise=dy / up if up else 0.0)
            wanted += run.advances_pt[index] * unit
        if not alone:
            writer.end_span()
    writer.end()
    glyphs = frozenset(run.glyphs)
    settled = used.ready is not None and glyphs <= used.ready and all(used.texts.get(glyph) == text for glyph, text in pairs)
    return _Shown("".join(writer.out), tuple(pairs), glyphs, settled)


def _show_ready(run: GlyphRun, used: UsedFont, unit: float) -> _Shown:
    """What nearly every run is: a glyph for each text, all of them on the line and in one font. The same operators in half the time."""
    tracking, advance_of = run.format.tracking, used.metrics.advance
    array, digits = list[str](), list[str]()
    pen = wanted = 0.0
    for glyph, advance in zip(run.glyphs, run.advances_pt, strict=True):
        off = pen - wanted
        if off > TOLERANCE or off < -TOLERANCE:
            if digits:
                array.append(f"<{''.join(digits)}>")
                digits.clear()
            array.append(_thousandths(off))
            pen = wanted
        digits.append(f"{glyph:04X}")
        pen += advance_of(glyph) + tracking
        wanted += advance * unit
    if digits:
        array.append(f"<{''.join(digits)}>")
    operators = f"[{' '.join(array)}]TJ\n" if array else ""
    if tracking:
        operators = f"{_spacing(tracking, run.size_pt)}{operators}0 Tc\n"
    texts, pairs = used.texts, dict.fromkeys(zip(run.glyphs, run.clusters, strict=True))
    settled = all(texts.get(glyph) == text for glyph, text in pairs)
    return _Shown(operators, tuple(pairs), frozenset(run.glyphs), settled)


def _thousandths(off: float) -> str:
    return f"{off:.2f}".rstrip("0").rstrip(".")


def _spacing(tracking: float, size_pt: float) -> str:
    return f"{number(tracking / 1000 * size_pt)} Tc\n"


def _clusters(clusters: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Index ranges of glyphs that show one text together: the first has it, the others have ""."""
    start = 0
    for index in range(1, len(clusters) + 1):
        if index == len(clusters) or clusters[index]:
            yield start, index
            start = index


class _Writer:
    """Collects glyphs into TJ arrays; knows where the reader's pen is.

    tracking   goes into Tc: readers take wide gaps in an array for spaces between words
    """

    def __init__(self, used: UsedFont, size_pt: float, *, tracking: float = 0.0) -> None:
        self.used, self.size_pt, self.tracking = used, size_pt, tracking
        self.font = used.name  # which the run has set
        self.out: list[str] = [_spacing(tracking, size_pt)] if tracking else []
        self.array: list[str] = []
        self.hex: list[str] = []
        self.pen = 0.0
        self.rise = 0.0

    def glyph(self, glyph: int, *, at: float, advance: int, rise: float) -> None:
        font = self.used.resource(glyph)
        if font != self.font:
            self._show()
            self.out.append(f"/{font} {number(self.size_pt)} Tf\n")
            self.font = font
        if abs(rise - self.rise) > 0.0005:
            self.flush()
            self.out.append(f"{number(rise)} Ts\n")
            self.rise = rise
        off = self.pen - at
        if abs(off) > TOLERANCE:
            self._close()
            self.array.append(_thousandths(off))
            self.pen = at
        self.hex.append(f"{glyph:04X}")
        self.pen += advance + self.tracking

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

    def end(self) -> None:
        self.flush()
        if self.tracking:
            self.out.append("0 Tc\n")

    def flush(self) -> None:
        self._show()
        if self.rise:
            self.out.append("0 Ts\n")
            self.rise = 0.0
