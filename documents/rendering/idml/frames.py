"""Text frames: which story flows through which, and each as the composer's FrameBox (composition.md 1-13)."""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from msgspec.structs import replace

from documents.rendering.curves import bounds
from documents.rendering.document import Box, Matrix, SubPath
from documents.rendering.idml import labels
from documents.rendering.idml.attributes import Element, Values, flag, integer, number, reference, word
from documents.rendering.idml.geometry import flattened, inverse, is_rectangle, moved, moved_box, paths, sampled, then
from documents.rendering.idml.notes import Notes
from documents.rendering.idml.objectstyles import ObjectStyles
from documents.rendering.idml.pageitems import called
from documents.rendering.idml.paragraph import four
from documents.rendering.idml.spreads import PageSpot
from documents.rendering.idml.strokes import inside_part, stroke
from documents.rendering.idml.swatches import BLACK, Palette
from documents.rendering.idml.words import FIRST_BASELINES, VERTICALS
from documents.rendering.text.model import ColumnRule, FrameBox, TextPath, Wrap
from documents.rendering.text.onpath import room

AutoSize = Literal["off", "height", "width", "both", "proportional"]
AUTO_SIZES: dict[str, AutoSize] = {
    "HeightOnly": "height",
    "WidthOnly": "width",
    "HeightAndWidth": "both",
    "HeightAndWidthProportionally": "proportional",
}
PATH_EFFECTS: dict[str, Literal["stair-step"]] = {"StairStepPathEffect": "stair-step"}
PATH_LINES: dict[str, Literal["ascender", "center", "descender"]] = {
    "AscenderPathAlignment": "ascender",
    "CenterPathAlignment": "center",
    "DescenderPathAlignment": "descender",
}
ONE_LINE_PT = 0.01  # a second line has no place on a path
GRID_ORIGINS_OF_FRAME = ("TopOfFrame", "TopOfInset")


@dataclass(slots=True, eq=False)
class TextFrame:
    """A text frame where it lies: on a spread, in a master's copy on a page, or in a line of text."""

    element: Element
    suffix: str
    matrix: Matrix  # inner -> spread coordinates
    page: PageSpot
    prints: bool
    wraps: tuple[Wrap, ...] = ()
    host: Element | None = None  # of a TextPath: the item whose path the text stands on

    @property
    def id(self) -> str:
        return self.element.get("Self", "") + self.suffix

    @property
    def story(self) -> str:
        return reference(self.element.get("ParentStory")) or ""


def _margins(page: PageSpot) -> Box:
    margin = page.element.find("MarginPreference")
    top, left, bottom, right = (number(margin.get(side)) if margin is not None else 0.0 for side in ("Top", "Left", "Bottom", "Right"))
    return (left, top, page.width_pt - right, page.height_pt - bottom)


def _reference_point(name: str) -> tuple[float, float]:
    """The point of a frame that stays where it is: "TopLeftPoint" -> (0, 0)."""
    x = 0.0 if "Left" in name else 1.0 if "Right" in name else 0.5
    y = 0.0 if "Top" in name or not name else 1.0 if "Bottom" in name else 0.5
    return x, y


def text_frames(element: Element, suffix: str, place: Matrix, page: PageSpot, printing: Collection[str] | None) -> Iterator[TextFrame]:
    """Where an item holds text: in itself, or on its path. printing: ids of those that print; None: all."""
    held = [(element, None)] if element.tag == "TextFrame" else [(path, element) for path in element.iterfind("TextPath")][:1]
    for holder, host in held:
        prints = printing is None or holder.get("Self", "") + suffix in printing
        yield TextFrame(holder, suffix, place, page, prints=prints, host=host)


def in_thread_order(frames: Sequence[TextFrame]) -> list[TextFrame]:
    """Frames of one story by NextTextFrame; frames outside a chain keep their place."""
    by_id = {frame.element.get("Self", ""): frame for frame in frames}
    ordered: list[TextFrame] = []
    taken: set[str] = set()
    heads = [key for key, frame in by_id.items() if (reference(frame.element.get("PreviousTextFrame")) or "") not in by_id]
    for head in [*heads, *by_id]:
        key = head
        while key in by_id and key not in taken:
            taken.add(key)
            ordered.append(by_id[key])
            key = reference(by_id[key].element.get("NextTextFrame")) or ""
    return ordered


def _least(preference: Values, side: str) -> float:
    """The least width or height of a frame that sizes itself, where one is set."""
    return number(preference.get(f"Minimum{side}ForAutoSizing")) if flag(preference.get(f"UseMinimum{side}ForAutoSizing")) else 0.0


def _note_spacing(preference: Values) -> tuple[float, float] | None:
    if not flag(preference.get("FootnotesEnableOverrides")):
        return None
    return number(preference.get("FootnotesMinimumSpacing"), 12.0), number(preference.get("FootnotesSpaceBetween"), 6.0)


def _with_preference(made: FrameBox, preference: Values) -> FrameBox:
    """Columns, first baselines, vertical justification and sizes, as a frame's TextFramePreference has them."""
    fixed = number(preference.get("TextColumnFixedWidth")) if flag(preference.get("UseFixedColumnWidth")) else 0.0
    return replace(
        made,
        columns=max(1, min(40, integer(preference.get("TextColumnCount"), 1))),
        gutter_pt=number(preference.get("TextColumnGutter"), 12.0),
        column_width_pt=fixed if fixed > 0 else None,
        balanced=flag(preference.get("VerticalBalanceColumns")),
        first_baseline=FIRST_BASELINES.get(word(preference.get("FirstBaselineOffset")), "ascent"),
        first_baseline_min_pt=number(preference.get("MinimumFirstBaselineOffset")),
        vertical=VERTICALS.get(word(preference.get("VerticalJustification")), "top"),
        vertical_limit_pt=number(preference.get("VerticalThreshold")),
        ignores_wraps=flag(preference.get("IgnoreWrap")),
        note_spacing_pt=_note_spacing(preference),
        auto_size=AUTO_SIZES.get(word(preference.get("AutoSizingType")), "off"),
        auto_size_from=_reference_point(word(preference.get("AutoSizingReferencePoint"))),
        auto_size_least_pt=(_least(preference, "Width"), _least(preference, "Height")),
        no_line_breaks=flag(preference.get("UseNoLineBreaksForAutoSizing")),
    )


class FrameReader:
    def __init__(self, *, palette: Palette, styles: ObjectStyles, grid: Values, text: Values, notes: Notes) -> None:
        """grid, text: the design's GridPreference and TextPreference"""
        self._palette, self._styles, self._grid, self._notes = palette, styles, grid, notes
        self._indents_beside_wraps = flag(text.get("HonourTextIndentsWithTextWrap"))  # of designs older than the setting: no

    def box(self, frame: TextFrame, thread: Sequence[TextFrame]) -> FrameBox:
        """The frame as the composer sees it; `thread` has its neighbours, for "next page" numbers."""
        if frame.host is not None:
            return self._on_path(frame, frame.host)
        element, page = frame.element, frame.page
        self._notes.inside = (frame.id,)
        preference = self._styles.settings(element, "TextFramePreference")
        values = self._styles.values(element)
        inside = inside_part(stroke(values, self._palette))
        top, left, bottom, right = (inset + inside for inset in four(preference, "InsetSpacing"))
        shapes = paths(element)
        box = bounds(shapes) or (0.0, 0.0, 0.0, 0.0)
        start, step = self._baseline_grid(frame, box, inset_top=top)
        made = FrameBox(
            id=frame.id,
            name=called(element, page.name),
            left_pt=box[0],
            top_pt=box[1],
            width_pt=box[2] - box[0],
            height_pt=box[3] - box[1],
            insets_pt=(top, left, bottom, right),
            polygon=tuple(flattened(max(shapes, key=_extent))) if shapes and not is_rectangle(shapes) else None,
            wraps=() if flag(preference.get("IgnoreWrap")) else frame.wraps,
            indents_beside_wraps=self._indents_beside_wraps,
            page_name=page.shown_name,
            next_page_name=_other_page(frame, thread[thread.index(frame) + 1 :]),
            previous_page_name=_other_page(frame, thread[: thread.index(frame)][::-1]),
            section_marker=page.marker,
            grid_start_pt=start,
            grid_step_pt=step,
            right_page=page.right,
            column_rule=self._column_rule(preference),
            page_box_pt=self._on_frame(frame, (0.0, 0.0, page.width_pt, page.height_pt)),
            margin_box_pt=self._on_frame(frame, _margins(page)),
            copyfit_pt=self._copyfit(element, page),
        )
        return _with_preference(made, preference)

    def _on_path(self, frame: TextFrame, host: Element) -> FrameBox:
        """A frame as long as the path, and one line high (painting.md 9.3)."""
        element, page = frame.element, frame.page
        self._notes.inside = (frame.id,)
        effect = word(element.get("PathEffect"), "RainbowPathEffect")
        if frame.prints and effect not in ("RainbowPathEffect", "StairStepPathEffect"):
            self._notes.not_drawn("text on a path", page.name, subject=effect.removesuffix("PathEffect"))
        if frame.prints and number(element.get("PathSpacing")):
            self._notes.not_drawn("spacing on a path", page.name)
        shapes = paths(host)
        line = stroke(self._styles.values(host), self._palette)
        half = line.weight_pt / 2 if line is not None else 0.0
        path = TextPath(
            points=sampled(shapes[0]) if shapes else (),
            start_pt=max(0.0, number(element.get("StartBracket"))),
            end_pt=number(element.get("EndBracket")),
            effect=PATH_EFFECTS.get(effect, "rainbow"),
            alignment=PATH_LINES.get(word(element.get("TextAlignment")), "baseline"),
            across_pt={"TopPathAlignment": -half, "BottomPathAlignment": half}.get(word(element.get("PathAlignment")), 0.0),
            flipped=element.get("FlipPathEffect") == "Flipped",
        )
        return FrameBox(
            id=frame.id,
            name=called(host, page.name),
            left_pt=0.0,
            top_pt=0.0,
            width_pt=room(path),
            height_pt=ONE_LINE_PT,
            first_baseline="fixed",
            path=path,
            page_name=page.shown_name,
            section_marker=page.marker,
            right_page=page.right,
            copyfit_pt=self._copyfit(host, page),
        )

    def _copyfit(self, element: Element, page: PageSpot) -> float:
        size_pt = labels.copyfit_pt(element)
        if size_pt is None:
            self._notes.not_understood(labels.written(element), page.name)
        return size_pt or 0.0

    def _column_rule(self, preference: Values) -> ColumnRule | None:
        if integer(preference.get("TextColumnCount"), 1) < 2 or not flag(preference.get("ColumnRuleOverride")):
            return None
        ink = self._palette.ink(preference.get("ColumnRuleStrokeColor", BLACK), preference.get("ColumnRuleStrokeTint"))
        weight = number(preference.get("ColumnRuleStrokeWidth"), 1.0)
        if ink is None or weight <= 0:
            return None
        return ColumnRule(
            ink=ink,
            weight_pt=weight,
            stroke_type=word(preference.get("ColumnRuleStrokeType")) or "StrokeStyle/$ID/Solid",
            offset_pt=number(preference.get("ColumnRuleOffset")),
            top_pt=number(preference.get("ColumnRuleTopInset")),
            bottom_pt=number(preference.get("ColumnRuleBottomInset")),
        )

    def _baseline_grid(self, frame: TextFrame, box: Box, *, inset_top: float) -> tuple[float, float]:
        """A grid line and the step, in the frame's coordinates: its own grid, else the document's."""
        own = self._styles.settings(frame.element, "BaselineFrameGridOption")
        if flag(own.get("UseCustomBaselineFrameGrid")):
            start, step = number(own.get("StartingOffsetForBaselineFrameGrid")), number(own.get("BaselineFrameGridIncrement"), 12.0)
            origin = word(own.get("BaselineFrameGridRelativeOption"), "TopOfInset")
            if origin in GRID_ORIGINS_OF_FRAME:
                return (box[1] + start + (inset_top if origin == "TopOfInset" else 0.0), max(step, 0.0))
            on_page = start + (frame.page.margin_top_pt if "Margin" in origin else 0.0)
        else:
            step = number(self._grid.get("BaselineDivision"), 12.0)
            on_page = number(self._grid.get("BaselineStart"), 36.0)
            if "Margin" in word(self._grid.get("BaselineGridRelativeOption")):
                on_page += frame.page.margin_top_pt
        return (self._from_page(frame, box, on_page), max(step, 0.0))

    def _on_frame(self, frame: TextFrame, box: Box) -> Box | None:
        """A box on the page in the frame's coordinates."""
        back = inverse(then(frame.matrix, frame.page.to_page))
        return moved_box(box, back) if back is not None else None

    def _from_page(self, frame: TextFrame, box: Box, y: float) -> float:
        """A height on the page as one in the frame; under a turned frame the grid turns with it."""
        left_top = moved(moved((box[0], box[1]), frame.matrix), frame.page.to_page)
        a, b, _c, d, _e, _f = frame.matrix
        scale = math.hypot(a, b) if abs(d) < 1e-9 else d
        return box[1] + (y - left_top[1]) / scale if scale else y


def _extent(path: SubPath) -> float:
    box = bounds([path])
    return (box[2] - box[0]) * (box[3] - box[1]) if box else 0.0


def _other_page(frame: TextFrame, others: Sequence[TextFrame]) -> str:
    return next((other.page.shown_name for other in others if other.page is not frame.page), "")


def page_in(pages: Sequence[PageSpot], areas: Mapping[int, float | None]) -> PageSpot:
    """The page that most of an item lies on; the spread's first for one on the pasteboard."""
    return max(pages, key=lambda page: (areas[page.index] is not None, areas[page.index] or 0.0))
