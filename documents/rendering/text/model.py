"""What the composer takes and gives: paragraphs and frames in, lines of placed glyphs out.

Everything is a msgspec Struct, so that a prepared template is plain data on disk. Lengths are pt; y grows down; frame
coordinates are the text frame's own (before its transform). Scales are factors (1.0 = 100 %). Names are IDML's.
"""

from typing import Literal

import msgspec

Key = str


class Ink(msgspec.Struct, frozen=True):
    """A swatch by its IDML id and a tint; `Swatch/None` paints nothing."""

    swatch: str = "Color/Black"
    tint: float = 1.0
    overprint: bool = False


class Decoration(msgspec.Struct, frozen=True):
    """An underline or a strikethrough. None = the font's own value (composition.md 24, 25)."""

    offset_pt: float | None = None
    weight_pt: float | None = None
    ink: Ink | None = None  # None: the text's fill
    stroke_type: str = "StrokeStyle/$ID/Solid"
    gap_ink: Ink | None = None


class CharacterFormat(msgspec.Struct, frozen=True, kw_only=True):
    """Every character attribute, resolved (composition.md 57-60)."""

    family: str = "Minion Pro"
    style: str = "Regular"
    size_pt: float = 12.0
    leading_pt: float | None = None  # None: AutoLeading of the paragraph
    kerning: Literal["metrics", "optical", "none"] = "metrics"
    kerning_value: float | None = None  # by hand, 1/1000 em, to the next character
    tracking: float = 0.0  # 1/1000 em
    horizontal_scale: float = 1.0
    vertical_scale: float = 1.0
    baseline_shift_pt: float = 0.0
    skew_deg: float = 0.0
    caps: Literal["normal", "all", "small", "opentype-small"] = "normal"
    position: Literal["normal", "super", "sub", "ot-super", "ot-sub", "numerator", "denominator"] = "normal"
    fill: Ink = Ink()
    stroke: Ink | None = None
    stroke_weight_pt: float = 1.0
    underline: Decoration | None = None
    strike: Decoration | None = None
    ligatures: bool = True
    features: tuple[tuple[str, int], ...] = ()  # OpenType features beyond the defaults
    language: str = "en_US"
    no_break: bool = False
    direction: Literal["auto", "ltr", "rtl"] = "auto"


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """Characters with one format; exactly one of text, field, object, page_number and special says what.

    Beside a field, `text` is its placeholder as the designer typed it ("<<First Name>>"): what stands there without a value.
    Forced line break U+2028, tab U+0009 and the rest of Unicode stand in `text` as themselves; a paragraph's return does not.
    """

    format: CharacterFormat
    text: str = ""
    field: str | None = None  # a field's value goes here, verbatim
    object: str | None = None  # id of an anchored page item
    page_number: Literal["current", "next", "previous", "section"] | None = None
    special: (
        Literal["indent-to-here", "right-indent-tab", "end-nested-style", "footnote", "column-break", "frame-break", "page-break"] | None
    ) = None
    link: str | None = None  # a hyperlink's target, for annotations


class TabStop(msgspec.Struct, frozen=True):
    position_pt: float
    alignment: Literal["left", "center", "right", "character"] = "left"
    character: str = "."
    leader: str = ""


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """A paragraph rule (composition.md 44)."""

    weight_pt: float = 1.0
    ink: Ink | None = None  # None: text colour
    offset_pt: float = 0.0
    left_indent_pt: float = 0.0
    right_indent_pt: float = 0.0
    width: Literal["column", "text"] = "column"
    stroke_type: str = "StrokeStyle/$ID/Solid"


class Shading(msgspec.Struct, frozen=True, kw_only=True):
    """Paragraph shading (composition.md 45)."""

    ink: Ink
    width: Literal["column", "text"] = "column"
    top_origin: str = "AscentTopOrigin"
    bottom_origin: str = "DescentBottomOrigin"
    offsets_pt: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)  # top, left, bottom, right


class Hyphenation(msgspec.Struct, frozen=True, kw_only=True):
    min_word: int = 5
    after_first: int = 2
    before_last: int = 2
    ladder_limit: int = 3
    zone_pt: float = 36.0
    capitalised: bool = True
    last_word: bool = True
    weight: int = 5


class Bullet(msgspec.Struct, frozen=True, kw_only=True):
    """The marker of a list paragraph, already numbered (composition.md 43); `after` with its metacharacters resolved."""

    marker: str
    after: str = "\t"
    format: CharacterFormat | None = None  # None: the first run's


class DropCap(msgspec.Struct, frozen=True, kw_only=True):
    lines: int
    characters: int
    format: CharacterFormat | None = None


class ParagraphFormat(msgspec.Struct, frozen=True, kw_only=True):
    """Every paragraph attribute, resolved."""

    style: str = ""  # the paragraph style's name, for messages and tags
    alignment: Literal[
        "left", "center", "right", "left-justified", "center-justified", "right-justified", "fully-justified", "to-spine", "from-spine"
    ] = "left"
    auto_leading: float = 1.2
    left_indent_pt: float = 0.0
    right_indent_pt: float = 0.0
    first_line_indent_pt: float = 0.0
    last_line_indent_pt: float = 0.0
    space_before_pt: float = 0.0
    space_after_pt: float = 0.0
    same_style_spacing_pt: float | None = None
    tabs: tuple[TabStop, ...] = ()
    hyphenation: Hyphenation | None = Hyphenation()
    word_spacing: tuple[float, float, float] = (0.8, 1.0, 1.33)
    letter_spacing: tuple[float, float, float] = (0.0, 0.0, 0.0)
    glyph_scaling: tuple[float, float, float] = (1.0, 1.0, 1.0)
    single_word: Literal["fully-justified", "left", "center", "right"] = "fully-justified"
    composer: Literal["paragraph", "single-line"] = "paragraph"
    direction: Literal["ltr", "rtl"] = "ltr"
    keep_lines_together: bool = False
    keep_all_lines: bool = False
    keep_first: int = 2
    keep_last: int = 2
    keep_with_next: int = 0
    start: Literal["anywhere", "next-column", "next-frame", "next-page", "next-odd-page", "next-even-page"] = "anywhere"
    rule_above: Rule | None = None
    rule_below: Rule | None = None
    shading: Shading | None = None
    bullet: Bullet | None = None
    drop_cap: DropCap | None = None
    align_to_grid: Literal["none", "all-lines", "first-line"] = "none"


class Paragraph(msgspec.Struct, frozen=True, kw_only=True):
    """One paragraph; `end` is the format of its return, which counts for ascent and leading (composition.md 2, 9)."""

    format: ParagraphFormat
    runs: tuple[Run, ...]
    end: CharacterFormat
    remove_if_blank: bool = False  # Data Merge's RemoveBlankLines, for a paragraph that holds nothing but fields


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """The text that flows through a thread of frames."""

    id: str
    paragraphs: tuple[Paragraph, ...]
    frames: tuple[Key, ...]  # ids of the frames of its thread, in order
    optical_margin_pt: float | None = None


class Wrap(msgspec.Struct, frozen=True):
    """An area that text must avoid, in the frame's coordinates: a polygon (its lines are straight), offsets included."""

    polygon: tuple[tuple[float, float], ...]
    mode: Literal["around", "jump", "next-column"] = "around"
    side: Literal["both", "left", "right", "largest"] = "both"


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
    first_baseline: Literal["ascent", "cap-height", "leading", "x-height", "embox", "fixed"] = "ascent"
    first_baseline_min_pt: float = 0.0
    vertical: Literal["top", "center", "bottom", "justify"] = "top"
    vertical_limit_pt: float = 0.0  # paragraph spacing limit
    polygon: tuple[tuple[float, float], ...] | None = None  # a frame that is no rectangle, flattened
    wraps: tuple[Wrap, ...] = ()
    page_name: str = "1"
    next_page_name: str = ""
    previous_page_name: str = ""
    section_marker: str = ""
    grid_start_pt: float = 0.0  # frame coordinate of a baseline grid line
    grid_step_pt: float = 0.0  # 0: no grid
    right_page: bool = True
    rotation_deg: int = 0


class TextSettings(msgspec.Struct, frozen=True, kw_only=True):
    """TextPreference of Preferences.xml, as factors (composition.md 20)."""

    superscript_size: float = 0.583
    superscript_position: float = 0.333
    subscript_size: float = 0.583
    subscript_position: float = 0.333
    small_cap: float = 0.7


class AnchoredBox(msgspec.Struct, frozen=True):
    """An inline object as the line sees it: advance and height of its visible box (composition.md 49)."""

    id: Key
    width_pt: float
    ascent_pt: float
    descent_pt: float = 0.0


class GlyphRun(msgspec.Struct, kw_only=True):
    """Glyphs of one font and format on one line, in visual order, ready to paint."""

    font: Key  # FontLibrary key
    format: CharacterFormat
    size_pt: float  # after super/subscript and small caps
    x_pt: float
    baseline_pt: float  # after baseline shift and position
    glyphs: list[int]
    advances_pt: list[float]  # what each glyph moves the pen, kerning, tracking and justification included
    offsets_pt: list[tuple[float, float]] | None  # (x, y up) per glyph, where marks are placed
    clusters: list[str]  # source text of each glyph: "" for the second and later glyphs of a cluster
    vertical: bool = False
    field: str | None = None
    colour_glyphs: bool = False  # COLR, CBDT or SVG glyphs: painted as pictures


class PlacedObject(msgspec.Struct):
    """Where an anchored object's origin comes to lie: pen x and baseline."""

    id: Key
    x_pt: float
    baseline_pt: float


class Stroke(msgspec.Struct, kw_only=True):
    """A straight horizontal line or bar that belongs to text: underline, strike, paragraph rule; y is its centre."""

    x_pt: float
    y_pt: float
    width_pt: float
    weight_pt: float
    ink: Ink
    stroke_type: str = "StrokeStyle/$ID/Solid"
    under_text: bool = False


class Area(msgspec.Struct, kw_only=True):
    """A filled rectangle behind text: paragraph shading."""

    x_pt: float
    y_pt: float
    width_pt: float
    height_pt: float
    ink: Ink


class Line(msgspec.Struct, kw_only=True):
    """One composed line in a frame."""

    baseline_pt: float
    left_pt: float
    width_pt: float
    runs: list[GlyphRun]
    objects: list[PlacedObject] = []
    strokes: list[Stroke] = []
    areas: list[Area] = []
    paragraph: int = 0
    text: str = ""
    links: list[tuple[str, float, float, float, float]] = []  # target, x, top, width, height


class Overset(msgspec.Struct):
    """Text that did not fit: the thread's last frame, the characters left over, and the fields in them."""

    frame: Key
    text: str
    fields: list[str]


class Missing(msgspec.Struct):
    """A character that the font has no glyph for."""

    font: str  # family and style, for the message
    character: str
    field: str | None
    frame: Key


class Composed(msgspec.Struct):
    """What `compose` gives: the lines of every frame, by frame id."""

    lines: dict[Key, list[Line]]
    overset: Overset | None = None
    missing: list[Missing] = []
