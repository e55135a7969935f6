"""A field's text in its widget: size, lines, cells. The composer shapes; where lines stand follows Acrobat."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from documents.rendering.fonts import FontLibrary
from documents.rendering.pdfform.form import TextLook, Widget
from documents.rendering.text import compose
from documents.rendering.text.model import (
    CharacterFormat,
    Composed,
    FrameBox,
    GlyphRun,
    Ink,
    Line,
    Paragraph,
    ParagraphFormat,
    Run,
    Story,
    TextSettings,
)

INK = Ink("field")
FRAME = "field"
ENDLESS_PT = 1e6
SMALLEST_PT = 4.0  # Acrobat's automatic size goes no lower
LARGEST_MULTILINE_PT = 12.0
LARGEST_PT = 144.0
ALIGNMENTS = ("left", "center", "right")
SLACK_PT = 0.05
JOINED = ("\u200d", "\ufe0e", "\ufe0f")  # joiner and variation selectors belong to the character before them


@dataclass
class Laid:
    """Lines in the widget's space with y down from its top edge. `missing`: (character, font) pairs; `overset`: what does not fit."""

    lines: list[Line] = field(default_factory=list)
    missing: list[tuple[str, str]] = field(default_factory=list)
    overset: str = ""
    size_pt: float = 0.0


def lay_out(text: str, *, look: TextLook, widget: Widget, fonts: FontLibrary, language: str) -> Laid:
    """Set `text` as `look` says into the widget."""
    setting = _Setting(look, widget, fonts, language)
    if look.password:
        text = "*" * len(text)
    if look.multiline:
        return setting.several_lines(text)
    text = " ".join(text.split("\n"))
    return setting.comb(text) if look.comb else setting.one_line(text)


class _Setting:
    def __init__(self, look: TextLook, widget: Widget, fonts: FontLibrary, language: str) -> None:
        self.look, self.widget, self.fonts = look, widget, fonts
        self.language = language.replace("-", "_")
        self.face = fonts.find(look.family, look.style).face
        extents = self.face.hb_font.get_font_extents("ltr")
        scale = self.face.hb_font.scale[1]
        self.ascent: float = extents.ascender / scale
        self.descent: float = -extents.descender / scale
        self.leading: float = self.ascent + self.descent + extents.line_gap / scale
        self.inner_width_pt = max(0.0, widget.width_pt - 2 * widget.inset_pt)
        self.inner_height_pt = max(0.0, widget.height_pt - 2 * widget.inset_pt)

    def one_line(self, text: str) -> Laid:
        size_pt = self.look.size_pt or self._size_of_height()
        composed = self._composed(text, size_pt=size_pt, width_pt=ENDLESS_PT)
        lines = composed.lines.get(FRAME, [])
        start, end = _extent(lines)
        if not self.look.size_pt and end - start > self.inner_width_pt:
            size_pt = max(SMALLEST_PT, size_pt * self.inner_width_pt / (end - start))
            composed = self._composed(text, size_pt=size_pt, width_pt=ENDLESS_PT)
            lines = composed.lines.get(FRAME, [])
            start, end = _extent(lines)
        free = self.inner_width_pt - (end - start)
        left = self.widget.inset_pt + free * self.look.quadding / 2
        if free < 0 and self.look.quadding != 2:
            left = self.widget.inset_pt  # its beginning stays to be seen
        _move(lines, left - start, self._baseline(size_pt))
        cut = free < -SLACK_PT or self.face.cap_height * size_pt > self.widget.height_pt
        return Laid(lines, _missing(composed), text if cut and lines else "", size_pt)

    def several_lines(self, text: str) -> Laid:
        size_pt = self.look.size_pt or LARGEST_MULTILINE_PT
        composed, fits = self._block(text, size_pt)
        while not self.look.size_pt and fits < len(composed.lines.get(FRAME, [])) and size_pt > SMALLEST_PT:
            size_pt -= 0.5
            composed, fits = self._block(text, size_pt)
        lines = composed.lines.get(FRAME, [])
        if lines:
            shift = self.widget.inset_pt + self.ascent * size_pt - lines[0].baseline_pt
            for line in lines:
                _shift(line, self.widget.inset_pt, shift)
        overset = "".join(line.text for line in lines[fits:])
        return Laid(lines[:fits], _missing(composed), overset, size_pt)

    def _block(self, text: str, size_pt: float) -> tuple[Composed, int]:
        """The lines at a size, and how many of them stand in the widget."""
        composed = self._composed(text, size_pt=size_pt, width_pt=self.inner_width_pt)
        lines = composed.lines.get(FRAME, [])
        room = self.inner_height_pt + self.widget.inset_pt / 2 + SLACK_PT  # a descender may reach into the padding, as in Acrobat
        depth = [(line.baseline_pt - lines[0].baseline_pt) + (self.ascent + self.descent) * size_pt for line in lines]
        return composed, sum(bottom <= room for bottom in depth)

    def comb(self, text: str) -> Laid:
        """Each character in the middle of its cell (12.7.4.3)."""
        cells = self.look.comb
        size_pt = self.look.size_pt or min(self._size_of_height(), LARGEST_MULTILINE_PT)
        characters = list(_characters(text))
        composed = self._composed("".join(characters[:cells]), size_pt=size_pt, width_pt=ENDLESS_PT, ligatures=False)
        lines = composed.lines.get(FRAME, [])
        _move(lines, 0.0, self._baseline(size_pt))
        first = max(0, cells - len(characters)) * self.look.quadding // 2
        _spread([run for line in lines for run in line.runs], first=first, width_pt=self.widget.width_pt / cells)
        return Laid(lines, _missing(composed), "".join(characters[cells:]), size_pt)

    def _size_of_height(self) -> float:
        return max(SMALLEST_PT, min(LARGEST_PT, self.inner_height_pt / (self.ascent + self.descent)))

    def _baseline(self, size_pt: float) -> float:
        """Capitals stand in the middle of a single line's widget."""
        return self.widget.height_pt / 2 + float(self.face.cap_height) * size_pt / 2

    def _composed(self, text: str, *, size_pt: float, width_pt: float, ligatures: bool = True) -> Composed:
        plain = CharacterFormat(
            family=self.look.family,
            style=self.look.style,
            size_pt=size_pt,
            leading_pt=self.leading * size_pt,
            fill=INK,
            ligatures=ligatures,
            language=self.language,
        )
        alignment = ALIGNMENTS[self.look.quadding] if width_pt < ENDLESS_PT else "left"
        paragraphs = tuple(
            Paragraph(
                format=ParagraphFormat(
                    alignment=alignment,  # type: ignore[arg-type]  # one of its words
                    hyphenation=None,
                    composer="single-line",
                    direction=_direction(line),
                ),
                runs=(Run(format=plain, text=line),),
                end=plain,
            )
            for line in text.split("\n")
        )
        story = Story(id=FRAME, paragraphs=paragraphs, frames=(FRAME,))
        frame = FrameBox(id=FRAME, name=FRAME, left_pt=0, top_pt=0, width_pt=width_pt, height_pt=ENDLESS_PT)
        return compose(story, {FRAME: frame}, fonts=self.fonts, values={}, objects={}, settings=TextSettings())


def _joins(character: str) -> bool:
    return character in JOINED or unicodedata.category(character) in ("Mn", "Me", "Mc")


def _characters(text: str) -> Iterator[str]:
    """What a person calls a character: a base with its marks and joiners."""
    pending = ""
    for character in text:
        if pending and not _joins(character) and not pending.endswith("\u200d"):
            yield pending
            pending = ""
        pending += character
    if pending:
        yield pending


def _direction(text: str) -> Literal["ltr", "rtl"]:
    """By the first strong character (UAX 9, P2)."""
    strong = (unicodedata.bidirectional(character) for character in text)
    first = next((kind for kind in strong if kind in ("L", "R", "AL")), "L")
    return "ltr" if first == "L" else "rtl"


def _extent(lines: list[Line]) -> tuple[float, float]:
    runs = [run for line in lines for run in line.runs if run.glyphs]
    if not runs:
        return 0.0, 0.0
    return min(run.x_pt for run in runs), max(run.x_pt + sum(run.advances_pt) for run in runs)


def _move(lines: list[Line], dx_pt: float, baseline_pt: float) -> None:
    for line in lines:
        _shift(line, dx_pt, baseline_pt - line.baseline_pt)


def _shift(line: Line, dx_pt: float, dy_pt: float) -> None:
    line.baseline_pt += dy_pt
    line.left_pt += dx_pt
    for run in line.runs:
        run.x_pt += dx_pt
        run.baseline_pt += dy_pt


def _spread(runs: list[GlyphRun], *, first: int, width_pt: float) -> None:
    """Move the glyphs of each cluster into the middle of the next cell."""
    cell = first
    for run in runs:
        starts = [index for index, text in enumerate(run.clusters) if text or index == 0]
        places: list[float] = []
        for start, end in pairwise([*starts, len(run.glyphs)]):
            left = (cell + 0.5) * width_pt - sum(run.advances_pt[start:end]) / 2
            for index in range(start, end):
                places.append(left)
                left += run.advances_pt[index]
            cell += 1
        run.x_pt = places[0] if places else run.x_pt
        run.advances_pt = [after - before for before, after in pairwise(places)] + run.advances_pt[-1:]


def _missing(composed: Composed) -> list[tuple[str, str]]:
    return [(missing.character, missing.font) for missing in composed.missing]
