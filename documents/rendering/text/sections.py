"""Paragraphs that span a frame's columns or split its one column: the frame is filled in sections, from top to bottom."""

from collections.abc import Callable, Sequence
from itertools import groupby

from msgspec.structs import replace

from documents.rendering.text.columns import column_rules, ruled
from documents.rendering.text.model import Composed, FrameBox, Line, Overset, Paragraph, ParagraphFormat, paragraphs_of

Compose = Callable[[Sequence[Paragraph], Sequence[FrameBox]], Composed]
Kind = tuple[str, int, float, float]


def has_sections(paragraphs: Sequence[Paragraph], frames: Sequence[FrameBox]) -> bool:
    """Footnotes stand at the bottom of one section's columns: a story with any stays in plain columns."""
    if all(paragraph.format.columns == "single" for paragraph in paragraphs):
        return False
    return all(frame.path is None for frame in frames) and not any(run.note for paragraph in paragraphs for run in paragraph.runs)


def compose_sections(paragraphs: Sequence[Paragraph], frames: Sequence[FrameBox], compose: Compose) -> Composed:
    """Each section below the one before, and all but the last with columns of one height.

    costs   a dozen compositions for a section in columns that another one follows
    """
    result = Composed(lines={frame.id: [] for frame in frames})
    sections = [(kind, list(group)) for kind, group in groupby(paragraphs, key=lambda paragraph: _kind(paragraph.format))]
    here, top, before, number = 0, None, None, 0
    for place, (kind, section) in enumerate(sections):
        boxes = list(frames[here:])
        if top is not None and before is not None:
            boxes[0] = _below(boxes[0], top + _gap(before, section[0].format))
        composed = compose(section, [_sectioned(box, kind, last=place == len(sections) - 1) for box in boxes])
        result.missing += [missing for missing in composed.missing if missing not in result.missing]
        for frame in boxes:
            result.lines[frame.id] += [_renumbered(line, number) for line in composed.lines[frame.id]]
        if composed.overset is not None:
            rest = [paragraph for _, later in sections[place + 1 :] for paragraph in later]
            result.overset = _with_rest(composed.overset, rest)
            break
        here = max((n for n, frame in enumerate(frames) if n >= here and composed.lines[frame.id]), default=here)
        top = max((line.baseline_pt for line in result.lines[frames[here].id]), default=frames[here].top_pt)
        before, number = section[-1].format, number + len(section)
    for frame in frames:
        if rules := column_rules(frame):
            result.lines[frame.id].append(ruled(frame, rules))
    return result


def _kind(form: ParagraphFormat) -> Kind:
    if form.columns != "split":
        return form.columns, 0, 0.0, 0.0
    return form.columns, form.column_count, form.column_gutter_pt, form.column_outside_pt


def _gap(before: ParagraphFormat, after: ParagraphFormat) -> float:
    """Between the last line of one section and the top of the next."""
    beside = [form.column_after_pt for form in (before,) if form.columns != "single"]
    beside += [form.column_before_pt for form in (after,) if form.columns != "single"]
    return max(before.space_after_pt + after.space_before_pt, *beside, 0.0)


def _below(frame: FrameBox, top: float) -> FrameBox:
    """What is left of a frame: its first line stands its leading below the last one of the section before."""
    bottom = frame.top_pt + frame.height_pt
    insets = (0.0, *frame.insets_pt[1:])
    height = max(0.0, bottom - top)
    return replace(frame, top_pt=top, height_pt=height, insets_pt=insets, first_baseline="leading", first_baseline_min_pt=0.0)


def _sectioned(frame: FrameBox, kind: Kind, *, last: bool) -> FrameBox:
    frame = replace(frame, column_rule=None, vertical="top")
    if kind[0] == "span":
        return replace(frame, columns=1, column_width_pt=None)
    if kind[0] == "split" and frame.columns == 1:
        top, left, bottom, right = frame.insets_pt
        insets = top, left + kind[3], bottom, right + kind[3]
        return replace(frame, columns=max(2, kind[1]), gutter_pt=kind[2], insets_pt=insets, balanced=True)
    return replace(frame, balanced=frame.balanced or not last)


def _renumbered(line: Line, by: int) -> Line:
    line.paragraph += by
    return line


def _with_rest(overset: Overset, rest: Sequence[Paragraph]) -> Overset:
    runs = [run for paragraph in paragraphs_of(rest) for run in paragraph.runs]
    text = "\n".join([overset.text, *("".join(run.text for run in paragraph.runs) for paragraph in paragraphs_of(rest))])
    fields = dict.fromkeys([*overset.fields, *(run.field for run in runs if run.field)])
    return Overset(overset.frame, text, list(fields), overset.place)
