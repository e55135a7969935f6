"""A story flows through its thread, paragraph after paragraph."""

from collections.abc import Mapping, Sequence

from documents.rendering.text.descent import Descent
from documents.rendering.text.dropcap import DropCapital, split
from documents.rendering.text.fixed import FixedParagraphs
from documents.rendering.text.measuring import Measured
from documents.rendering.text.model import AnchoredBox, Composed, FrameBox, Overset, Paragraph, Story
from documents.rendering.text.shaping import ShapeCache
from documents.rendering.text.source import COLUMN_BREAK, Source, is_blank, read
from documents.rendering.text.styles import StyleBook
from documents.rendering.text.thread import Mark, Thread
from documents.rendering.text.vertical import justify


class Flow:
    """One composition of one story."""

    def __init__(
        self,
        story: Story,
        frames: Sequence[FrameBox],
        *,
        styles: StyleBook,
        cache: ShapeCache,
        fixed: FixedParagraphs,
        values: Mapping[str, str],
        objects: Mapping[str, AnchoredBox],
    ) -> None:
        self.story = story
        self.frames = frames
        self.thread = Thread(frames)
        self.styles = styles
        self.cache = cache
        self.fixed = fixed
        self.values = values
        self.objects = objects
        self.paragraphs = [paragraph for paragraph in story.paragraphs if not is_blank(paragraph, values)]

    def run(self) -> Composed:
        thread = self.thread
        marks: list[Mark] = []
        columns: list[int] = []  # the column of each paragraph's last line
        moved: set[int] = set()  # paragraphs that start a new column, so that they stay with the next
        overset: Overset | None = None
        number = 0
        while number < len(self.paragraphs):
            paragraph = self.paragraphs[number]
            del marks[number:], columns[number:]
            marks.append(thread.mark())
            thread.begin(paragraph.format)
            if number in moved and thread.cursor.baseline_pt is not None:
                thread.skip(COLUMN_BREAK)
            measured, capital = self._measure(paragraph)
            descent = Descent(thread, measured, number=number, styles=self.styles, capital=capital)
            left_over = descent.run() if thread.columns else 0
            if left_over is not None:
                sources = [descent.left(left_over), *(self._read(each) for each in self.paragraphs[number + 1 :])]
                overset = self._overset(sources)
                break
            columns.append(descent.lines[-1][0])
            head = self._torn_from(number, descent, columns)
            if head is not None and head not in moved and self._has_company(head, marks, columns):
                moved.add(head)
                thread.go_back(marks[head])
                number = head
                continue
            thread.before = paragraph.format
            number += 1
        return self._result(overset)

    def _torn_from(self, number: int, descent: Descent, columns: Sequence[int]) -> int | None:
        """The first of the paragraphs that should have stayed with this one (KeepWithNext) and did not."""
        if number == 0 or not (wanted := self.paragraphs[number - 1].format.keep_with_next):
            return None
        column = columns[number - 1]
        beside = sum(1 for placed, _ in descent.lines if placed == column)
        if beside >= min(wanted, len(descent.lines)):
            return None
        head = number - 1
        while head and self.paragraphs[head - 1].format.keep_with_next and columns[head - 1] == column:
            head -= 1
        return head

    def _has_company(self, head: int, marks: Sequence[Mark], columns: Sequence[int]) -> bool:
        """Whether something stands above it in its column: otherwise moving it on gains nothing."""
        return marks[head].placed[columns[head]] > 0

    def _read(self, paragraph: Paragraph) -> Source:
        return read(paragraph, values=self.values, frame=self.thread.frame, styles=self.styles)

    def _measure(self, paragraph: Paragraph) -> tuple[Measured, DropCapital | None]:
        kept = self.fixed.find(paragraph)
        if kept is not None:
            return kept
        source, capital = split(paragraph, self._read(paragraph), styles=self.styles, cache=self.cache, objects=self.objects)
        measured = Measured(paragraph, source, cache=self.cache, objects=self.objects)
        self.fixed.keep(paragraph, measured, capital)
        return measured, capital

    def _overset(self, sources: Sequence[Source]) -> Overset | None:
        text = "\n".join(source.text for source in sources)
        if not text.strip():
            return None
        fields = [field for source in sources for field in source.fields(0, len(source.text))]
        frame = self.frames[-1].id if self.frames else ""
        return Overset(frame, text, list(dict.fromkeys(fields)))

    def _result(self, overset: Overset | None) -> Composed:
        thread = self.thread
        result = Composed(lines={frame.id: [] for frame in self.frames}, overset=overset, missing=thread.missing)
        for index, column in enumerate(thread.columns):
            justify(column, thread.placed[index], first_ascent_pt=thread.ascents.get(index, 0.0))
            result.lines[column.frame.id] += thread.placed[index]
        return result
