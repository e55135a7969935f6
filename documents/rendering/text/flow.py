"""A story flows through its thread: paragraph after paragraph, line after line, column after column."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from documents.rendering.text.adornment import adorn
from documents.rendering.text.breaking import opportunities
from documents.rendering.text.columns import columns
from documents.rendering.text.composer import LineEnd, line_ends
from documents.rendering.text.cursor import Cursor, Wanted, find_slot
from documents.rendering.text.heights import Heights
from documents.rendering.text.measuring import Measured
from documents.rendering.text.model import AnchoredBox, Composed, FrameBox, Line, Missing, Overset, Paragraph, ParagraphFormat, Story
from documents.rendering.text.setting import Setter, Slot, tabbed
from documents.rendering.text.shaping import ShapeCache
from documents.rendering.text.source import COLUMN_BREAK, FRAME_BREAK, INDENT_TO_HERE, PAGE_BREAK, is_blank, read
from documents.rendering.text.styles import StyleBook
from documents.rendering.text.vertical import justify

WIDTH_PT = 0.01  # a slot that differs by more is another measure: compose again
PREDICTED_LINES = 400


class Flow:
    """One composition of one story."""

    def __init__(
        self,
        story: Story,
        frames: Sequence[FrameBox],
        *,
        styles: StyleBook,
        cache: ShapeCache,
        values: Mapping[str, str],
        objects: Mapping[str, AnchoredBox],
    ) -> None:
        self.columns = list(columns(frames))
        self.styles = styles
        self.cache = cache
        self.values = values
        self.objects = objects
        self.cursor = Cursor()
        self.before: ParagraphFormat | None = None
        self.story = story
        self.result = Composed(lines={frame.id: [] for frame in frames})
        self.placed: list[list[Line]] = [[] for _ in self.columns]
        self.ascents: dict[int, float] = {}

    def run(self) -> Composed:
        paragraphs = [paragraph for paragraph in self.story.paragraphs if not is_blank(paragraph, self.values)]
        for number, paragraph in enumerate(paragraphs):
            measured = self._measure(paragraph)
            self._begin(paragraph.format)
            left_over = _ParagraphFlow(self, measured, number).run() if self.columns else 0
            if left_over is not None:
                self._overset(measured, left_over, paragraphs[number + 1 :])
                break
            self.before = paragraph.format
        for index, column in enumerate(self.columns):
            justify(column, self.placed[index], first_ascent_pt=self.ascents.get(index, 0.0))
            self.result.lines[column.frame.id] += self.placed[index]
        return self.result

    def _measure(self, paragraph: Paragraph) -> Measured:
        frame = self.columns[min(self.cursor.column, len(self.columns) - 1)].frame if self.columns else None
        source = read(paragraph, values=self.values, frame=frame, styles=self.styles)
        return Measured(paragraph, source, cache=self.cache, objects=self.objects)

    def _begin(self, form: ParagraphFormat) -> None:
        """StartParagraph."""
        if form.start == "anywhere" or (self.cursor.column == 0 and self.cursor.baseline_pt is None and self.before is None):
            return
        if form.start == "next-column":
            self.skip(COLUMN_BREAK)
        elif form.start == "next-frame":
            self.skip(FRAME_BREAK)
        else:
            self.skip(PAGE_BREAK)
            wanted = {"next-odd-page": True, "next-even-page": False}.get(form.start)
            while wanted is not None and self.cursor.column < len(self.columns):
                if self.columns[self.cursor.column].frame.right_page == wanted:
                    break
                self.skip(PAGE_BREAK)

    def skip(self, character: str) -> None:
        """On to the next column, frame or page."""
        here = self.columns[self.cursor.column].frame if self.cursor.column < len(self.columns) else None
        following = self.cursor.column + 1
        while following < len(self.columns) and here is not None:
            frame = self.columns[following].frame
            if character == COLUMN_BREAK or (character == FRAME_BREAK and frame.id != here.id):
                break
            if character == PAGE_BREAK and frame.page_name != here.page_name:
                break
            following += 1
        self.cursor = Cursor(following)

    def gap(self, form: ParagraphFormat) -> float:
        """Between two paragraphs (composition.md 10)."""
        before = self.before
        if before is None:
            return 0.0
        same = form.same_style_spacing_pt
        if same is not None and same >= 0 and before.style == form.style:
            return same
        return before.space_after_pt + form.space_before_pt

    def _overset(self, measured: Measured, start: int, following: Sequence[Paragraph]) -> None:
        rest = [measured, *(self._measure(paragraph) for paragraph in following)]
        text = "\n".join([measured.text[start:], *(other.text for other in rest[1:])])
        if not text.strip():
            return
        fields = measured.source.fields(start, len(measured.text))
        for other in rest[1:]:
            fields += other.source.fields(0, len(other.text))
        frame = self.story.frames[-1] if self.story.frames else ""
        self.result.overset = Overset(frame, text, list(dict.fromkeys(fields)))


class _ParagraphFlow:
    """One paragraph on its way down."""

    def __init__(self, flow: Flow, measured: Measured, number: int) -> None:
        self.flow = flow
        self.measured = measured
        self.form = measured.paragraph.format
        self.heights = Heights(measured, flow.styles)
        self.setter = Setter(measured, number=number)
        self.start = 0
        self.hanging: float | None = None
        self.lines: list[tuple[int, Line]] = []
        self.simple = all(column.simple for column in flow.columns)
        self.opportunities = [] if self.simple else opportunities(measured.text, language=measured.language_at(0))

    def run(self) -> int | None:
        """Place every line; returns where the text that did not fit begins, or None."""
        text = self.measured.text
        retried: int | None = None
        widths = self._predict()
        while True:
            for number, end in enumerate(line_ends(self.measured, self.start, widths, self._tabbed())):
                found = find_slot(self.flow.columns, self.flow.cursor, self._wanted(end.place), self.heights)
                if found is None or (end.too_wide and not self.measured.tabs):
                    self._finish()
                    return self.start
                slot, cursor = found
                if abs(slot.width_pt - widths[min(number, len(widths) - 1)]) > WIDTH_PT and retried != self.start:
                    retried = self.start
                    widths = [slot.width_pt, *self._predict()[1:]]
                    break
                self._place(end, slot, cursor)
                if INDENT_TO_HERE in self.lines[-1][1].text and self.start < len(text):
                    widths = self._predict()
                    break
            else:
                self._finish()
                return None

    def _wanted(self, end: int) -> Wanted:
        first = self.start == 0
        gap = self.flow.gap(self.form) if first else 0.0
        need = 0.0 if self.simple else self._first_word()
        return Wanted(start=self.start, end=end, first=first, gap_pt=gap, hanging_pt=self.hanging, need_pt=need)

    def _first_word(self) -> float:
        text = self.measured.text
        place = next((place for place in self.opportunities if place > self.start), len(text))
        return self.measured.width(self.start, self.measured.visible_end(self.start, place))

    def _predict(self) -> list[float]:
        """The measures of the lines to come, as far as they can be known before their heights are."""
        flow = self.flow
        widths: list[float] = []
        cursor = flow.cursor
        wanted = self._wanted(min(self.start + 1, len(self.measured.text)))
        for _ in range(2 if self.simple else PREDICTED_LINES):
            found = find_slot(flow.columns, cursor, wanted, self.heights)
            if found is None or (widths and found[1].column != cursor.column):
                break
            slot, cursor = found
            widths.append(slot.width_pt)
            wanted = replace(wanted, first=False, gap_pt=0.0, need_pt=0.0)
        while len(widths) > 1 and abs(widths[-1] - widths[-2]) < WIDTH_PT:
            widths.pop()
        return widths or [flow.columns[0].width_pt]

    def _tabbed(self) -> Callable[[int, int], float] | None:
        """How wide a line with tabs is: that depends on where it starts."""
        if not self.measured.tabs:
            return None
        column = self.flow.columns[min(self.flow.cursor.column, len(self.flow.columns) - 1)]
        indent = self.form.right_indent_pt if self.measured.rtl else self.form.left_indent_pt

        def width(start: int, visible: int) -> float:
            at = indent + self.form.first_line_indent_pt if start == 0 else (self.hanging if self.hanging is not None else indent)
            slot = Slot(column_left_pt=column.left_pt, column_width_pt=column.width_pt, start_pt=at, width_pt=0.0)
            return tabbed(self.measured, start, visible, slot)[1]

        return width

    def _place(self, end: LineEnd, slot: Slot, cursor: Cursor) -> None:
        flow = self.flow
        if not flow.placed[cursor.column]:
            flow.ascents[cursor.column] = self.heights.ascent(self.start, end.place)
        done = self.setter.line(self.start, end, slot)
        flow.placed[cursor.column].append(done.line)
        self.lines.append((cursor.column, done.line))
        frame = flow.columns[cursor.column].frame
        for font, character, field in done.missing:
            missing = Missing(font, character, field, frame.id)
            if missing not in flow.result.missing:
                flow.result.missing.append(missing)
        if done.indent_to_here_pt is not None:
            self.hanging = done.indent_to_here_pt
        flow.cursor = cursor
        self.start = end.place
        last = self.measured.text[end.place - 1 : end.place]
        if last and last in (COLUMN_BREAK, FRAME_BREAK, PAGE_BREAK):
            flow.skip(last)

    def _finish(self) -> None:
        self.flow.cursor = replace(self.flow.cursor, spare=())
        adorn(self.form, self.lines, self.flow.columns, self.heights)
