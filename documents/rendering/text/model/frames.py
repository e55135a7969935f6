"""Where text goes: frames, and what is in its way."""

from typing import Literal

import msgspec

from documents.rendering.text.model.formats import Ink

Key = str


class Wrap(msgspec.Struct, frozen=True):
    """An area that text must avoid, in the frame's coordinates: a polygon (its lines are straight), offsets included."""

    polygon: tuple[tuple[float, float], ...]
    mode: Literal["around", "jump", "next-column"] = "around"
    side: Literal["both", "left", "right", "largest"] = "both"


class ColumnRule(msgspec.Struct, frozen=True, kw_only=True):
    """The line between two columns of a frame."""

    ink: Ink
    weight_pt: float = 1.0
    stroke_type: str = "StrokeStyle/$ID/Solid"
    offset_pt: float = 0.0
    top_pt: float = 0.0
    bottom_pt: float = 0.0


class TextPath(msgspec.Struct, frozen=True, kw_only=True):
    """A path that text stands on (painting.md 9.3), flattened; its first line alone is set.

    start_pt, end_pt  the brackets, as lengths along the path
    alignment         what of the text lies on the line, and `across` what line of the path's stroke that is
    """

    points: tuple[tuple[float, float], ...]
    start_pt: float = 0.0
    end_pt: float = 0.0
    effect: Literal["rainbow", "skew", "3d-ribbon", "stair-step", "gravity"] = "rainbow"
    alignment: Literal["baseline", "ascender", "center", "descender"] = "baseline"
    across_pt: float = 0.0
    flipped: bool = False


class FrameBox(msgspec.Struct, frozen=True, kw_only=True):
    """One text frame as the composer sees it; insets hold the inside part of a visible stroke too (composition.md 3)."""

    id: Key
    name: str  # what a person calls it: script label, layer name or "text frame on page 2"
    left_pt: float
    top_pt: float
    width_pt: float
    height_pt: float
    insets_pt: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)  # top, left, bottom, right
    columns: int = 1
    gutter_pt: float = 12.0
    column_width_pt: float | None = None  # fixed column width
    first_baseline: Literal["ascent", "cap-height", "leading", "x-height", "embox", "fixed", "em-top"] = "ascent"
    first_baseline_min_pt: float = 0.0
    vertical: Literal["top", "center", "bottom", "justify"] = "top"
    vertical_limit_pt: float = 0.0  # paragraph spacing limit
    polygon: tuple[tuple[float, float], ...] | None = None  # a frame that is no rectangle, flattened
    wraps: tuple[Wrap, ...] = ()
    ignores_wraps: bool = False  # those of objects in its text, too
    indents_beside_wraps: bool = True  # count from the wrap; else from the column's edge, and a wider wrap swallows them
    page_name: str = "1"
    next_page_name: str = ""
    previous_page_name: str = ""
    section_marker: str = ""
    grid_start_pt: float = 0.0  # frame coordinate of a baseline grid line
    grid_step_pt: float = 0.0  # 0: no grid
    rows_pt: tuple[float, float] | None = None  # of a frame grid: the size of its cells, and from row to row
    right_page: bool = True
    rotation_deg: int = 0
    balanced: bool = False
    column_rule: ColumnRule | None = None
    auto_size: Literal["off", "height", "width", "both", "proportional"] = "off"
    auto_size_from: tuple[float, float] = (0.5, 0.0)  # the point that stays: 0 left or top, 1 right or bottom
    auto_size_least_pt: tuple[float, float] = (0.0, 0.0)  # width, height
    no_line_breaks: bool = False  # of a frame that grows wide
    copyfit_pt: float = 0.0  # down to this size text is made smaller until it fits; 0: it is not
    path: TextPath | None = None
    note_spacing_pt: tuple[float, float] | None = None  # above its footnotes and between them; None: as everywhere
    columns_from_right: bool = False  # of a story that runs from right to left
    page_box_pt: tuple[float, float, float, float] | None = None  # its page, in the frame's coordinates
    margin_box_pt: tuple[float, float, float, float] | None = None


class TextSettings(msgspec.Struct, frozen=True, kw_only=True):
    """TextPreference of Preferences.xml, as factors (composition.md 20)."""

    superscript_size: float = 0.583
    superscript_position: float = 0.333
    subscript_size: float = 0.583
    subscript_position: float = 0.333
    small_cap: float = 0.7


class Anchoring(msgspec.Struct, frozen=True, kw_only=True):
    """How an anchored object that is not inline stands (painting.md 9.2). Places across and down: 0 left or top, 1 right or bottom.

    point          the object's own point that is put on the reference's
    across, down   what it is placed by, and where on that
    offset_pt      then further right and down
    mirrored       by the spine: the other way round on a left page
    space_pt       above and below an object above its line
    pinned         where a line says its height, it stays between the top and the bottom of the column
    """

    above_line: bool = False
    point: tuple[float, float] = (0.0, 0.0)
    across: Literal["anchor", "column", "frame", "margins", "page"] = "anchor"
    across_at: float = 0.0
    down: Literal["baseline", "x-height", "cap-height", "ascent", "leading", "column", "frame", "margins", "page"] = "baseline"
    down_at: float = 0.0
    offset_pt: tuple[float, float] = (0.0, 0.0)
    mirrored: bool = False
    space_pt: tuple[float, float] = (0.0, 0.0)
    pinned: bool = True


class AnchoredBox(msgspec.Struct, frozen=True):
    """An anchored object as the line sees it: advance and height of its visible box (composition.md 49).

    anchoring, box_pt   of one that is not inline: its visible box, left, top, right and bottom of its origin; it takes no advance
    wraps               what it keeps free of the text below its line, seen from its origin
    """

    id: Key
    width_pt: float
    ascent_pt: float
    descent_pt: float = 0.0
    anchoring: Anchoring | None = None
    box_pt: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    wraps: tuple[Wrap, ...] = ()

    @property
    def above_pt(self) -> float:
        """What an object above its line takes of the height."""
        if self.anchoring is None or not self.anchoring.above_line:
            return 0.0
        return self.box_pt[3] - self.box_pt[1] + sum(self.anchoring.space_pt)
