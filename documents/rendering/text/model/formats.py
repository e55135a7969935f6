"""How characters and paragraphs look: every attribute resolved (composition.md 57-60)."""

from typing import Literal

import msgspec


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


class EastAsian(msgspec.Struct, frozen=True, kw_only=True):
    """What only typesetting of Chinese, Japanese and Korean does to characters.

    tsume                          share of the blank round a character that goes
    aki_before_em, aki_after_em    space beside it; None: as it comes
    tate_chu_yoko                  side by side with its like, in vertical text
    ruby                           how it is read; by_character: in words, one for each character
    ruby_overhang                  so much may stand over what is beside it, in its own sizes
    ruby_size_pt, kenten_size_pt   0: half the character's
    kenten                         an emphasis mark for each character
    """

    tsume: float = 0.0
    aki_before_em: float | None = None
    aki_after_em: float | None = None
    tate_chu_yoko: bool = False
    ruby: str = ""
    ruby_by_character: bool = True
    ruby_size_pt: float = 0.0
    ruby_below: bool = False
    ruby_alignment: Literal["1-2-1", "left", "center", "right", "justify", "equal"] = "1-2-1"
    ruby_overhang: float = 0.0
    kenten: str = ""
    kenten_size_pt: float = 0.0
    kenten_below: bool = False

    @property
    def whole(self) -> bool:
        """Whether no line ends in it."""
        return self.tate_chu_yoko or bool(self.ruby and not self.ruby_by_character)


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
    stroke_outside: bool = True  # all of it lies round the letter, none on it
    stroke_join: Literal["miter", "round", "bevel"] = "miter"
    stroke_miter_limit: float = 4.0
    underline: Decoration | None = None
    strike: Decoration | None = None
    ligatures: bool = True
    features: tuple[tuple[str, int], ...] = ()  # OpenType features beyond the defaults
    language: str = "en_US"
    no_break: bool = False
    zero: str = ""  # the digit that 0 is shown as, and the others after it; empty: digits as they are typed
    direction: Literal["auto", "ltr", "rtl"] = "auto"
    kashidas: bool = True  # where its paragraph has them
    east_asian: EastAsian | None = None


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
    gap_ink: Ink | None = None
    keeps_in_frame: bool = False  # a rule above: the frame's first line makes room for it


class BoxCorner(msgspec.Struct, frozen=True):
    """A corner of a box round a paragraph. option: IDML's word."""

    option: Literal["None", "RoundedCorner", "InverseRoundedCorner", "BevelCorner", "InsetCorner", "FancyCorner"] = "None"
    radius_pt: float = 0.0


BoxCorners = tuple[BoxCorner, BoxCorner, BoxCorner, BoxCorner]  # top left, top right, bottom right, bottom left


class Shading(msgspec.Struct, frozen=True, kw_only=True):
    """Paragraph shading (composition.md 45)."""

    ink: Ink
    width: Literal["column", "text"] = "column"
    top_origin: str = "AscentTopOrigin"
    bottom_origin: str = "DescentBottomOrigin"
    offsets_pt: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)  # top, left, bottom, right
    corners: BoxCorners | None = None


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One side of a paragraph's border."""

    ink: Ink
    weight_pt: float = 1.0
    stroke_type: str = "StrokeStyle/$ID/Solid"
    gap_ink: Ink | None = None


class Border(msgspec.Struct, frozen=True, kw_only=True):
    """A paragraph's border: a stroke along each side that has one, outside its offset. sides: top, left, bottom, right.

    corners  of a border with four sides alike
    """

    sides: tuple[Side | None, Side | None, Side | None, Side | None]
    width: Literal["column", "text"] = "column"
    top_origin: str = "AscentTopOrigin"
    bottom_origin: str = "DescentBottomOrigin"
    offsets_pt: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)  # top, left, bottom, right
    corners: BoxCorners | None = None
    on_splits: bool = False  # closed where the paragraph goes on in another column


class Hyphenation(msgspec.Struct, frozen=True, kw_only=True):
    min_word: int = 5
    after_first: int = 2
    before_last: int = 2
    ladder_limit: int = 3
    zone_pt: float = 36.0
    capitalised: bool = True
    last_word: bool = True
    weight: int = 5
    across_columns: bool = True  # a column's last line may end with a hyphen


class Bullet(msgspec.Struct, frozen=True, kw_only=True):
    """The marker of a list paragraph, already numbered (composition.md 43); `after` with its metacharacters resolved."""

    marker: str
    after: str = "\t"
    format: CharacterFormat | None = None  # None: the first run's


class DropCap(msgspec.Struct, frozen=True, kw_only=True):
    """at_edge: its first glyph's ink begins at the column's edge."""

    lines: int
    characters: int
    format: CharacterFormat | None = None
    at_edge: bool = True


class ParagraphFormat(msgspec.Struct, frozen=True, kw_only=True):
    """Every paragraph attribute, resolved."""

    style: str = ""  # the paragraph style's name, for messages and tags
    tag: str = ""  # what its Export Tagging for PDF says: H1 to H6, P, Artifact
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
    keep_with_previous: bool = False
    start: Literal["anywhere", "next-column", "next-frame", "next-page", "next-odd-page", "next-even-page"] = "anywhere"
    rule_above: Rule | None = None
    rule_below: Rule | None = None
    shading: Shading | None = None
    border: Border | None = None
    joins_alike: bool = False  # one border and one shading round this paragraph and its neighbour, where theirs are the same
    columns: Literal["single", "span", "split"] = "single"
    column_count: int = 0  # spanned: 0 is all; split: how many
    column_gutter_pt: float = 6.0
    column_outside_pt: float = 0.0  # left and right of split columns
    column_before_pt: float = 0.0
    column_after_pt: float = 0.0
    bullet: Bullet | None = None
    drop_cap: DropCap | None = None
    kinsoku: Literal["hard", "soft", "none"] = "hard"
    leading_model: Literal["roman", "aki-below", "aki-above", "center", "center-down"] = "roman"
    smaller_characters: Literal["baseline", "center", "top", "bottom", "icf-top", "icf-bottom"] = "baseline"  # beside the line's largest
    mojikumi: Literal["none", "line-end-half", "line-end-full"] = "none"  # stops and brackets at the ends of lines
    hanging_stops: Literal["none", "if-needed", "always"] = "none"  # of Chinese and Japanese
    tate_chu_yoko: int = 0  # so many digits at the most stand side by side in vertical text
    tate_chu_yoko_latin: bool = False  # and letters
    kashida: Literal["none", "short", "medium", "long"] = "none"  # how long they may be in justified lines
    fractional_kashida: bool = False  # of any length; otherwise as many of the font's own as there is room for
    ignores_margin: bool = False  # the story's optical margin
    align_to_grid: Literal["none", "all-lines", "first-line"] = "none"
