"""Resolved values -> ParagraphFormat (composition.md 34, 38-47, 60). Markers of lists are numbering.py's."""

from typing import Literal

from msgspec.structs import replace

from documents.rendering.idml import eastasian
from documents.rendering.idml.attributes import Values, flag, integer, list_numbers, listed, number, percent, plain, word
from documents.rendering.idml.character import TEXT_COLOR
from documents.rendering.idml.strokes import CORNERS
from documents.rendering.idml.strokes import SIDES as CORNER_SIDES
from documents.rendering.idml.swatches import BLACK, Palette
from documents.rendering.text.model import Border, BoxCorner, BoxCorners, Hyphenation, ParagraphFormat, Rule, Shading, Side, TabStop

Alignment = Literal[
    "left", "center", "right", "left-justified", "center-justified", "right-justified", "fully-justified", "to-spine", "from-spine"
]
ALIGNMENTS: dict[str, Alignment] = {
    "CenterAlign": "center",
    "RightAlign": "right",
    "LeftJustified": "left-justified",
    "CenterJustified": "center-justified",
    "RightJustified": "right-justified",
    "FullyJustified": "fully-justified",
    "ToBindingSide": "to-spine",
    "AwayFromBindingSide": "from-spine",
}
SINGLE_WORDS: dict[str, Literal["left", "center", "right"]] = {"LeftAlign": "left", "CenterAlign": "center", "RightAlign": "right"}
TAB_ALIGNMENTS: dict[str, Literal["center", "right", "character"]] = {
    "CenterAlign": "center",
    "RightAlign": "right",
    "CharacterAlign": "character",
}
STARTS: dict[str, Literal["next-column", "next-frame", "next-page", "next-odd-page", "next-even-page"]] = {
    "NextColumn": "next-column",
    "NextFrame": "next-frame",
    "NextPage": "next-page",
    "NextOddPage": "next-odd-page",
    "NextEvenPage": "next-even-page",
}

KASHIDAS: dict[int, Literal["short", "medium", "long"]] = {1: "short", 2: "medium", 3: "long"}
DEFAULT_RADIUS_PT = 12.0
COLUMNS: dict[str, Literal["span", "split"]] = {"SpanColumns": "span", "SplitColumns": "split"}


def paragraph_format(values: Values, palette: Palette, *, style: str, tag: str = "") -> ParagraphFormat:
    same_style = values.get("SameParaStyleSpacing")
    gap = number(same_style, -1.0)
    made = ParagraphFormat(
        style=style,
        tag=tag,
        alignment=ALIGNMENTS.get(word(values.get("Justification")), "left"),
        auto_leading=percent(values.get("AutoLeading"), 120.0),
        left_indent_pt=number(values.get("LeftIndent")),
        right_indent_pt=number(values.get("RightIndent")),
        first_line_indent_pt=number(values.get("FirstLineIndent")) + eastasian.indent_pt(values),
        last_line_indent_pt=number(values.get("LastLineIndent")),
        space_before_pt=number(values.get("SpaceBefore")),
        space_after_pt=number(values.get("SpaceAfter")),
        same_style_spacing_pt=None if gap < 0 else gap,
        tabs=_tabs(values),
        hyphenation=_hyphenation(values) if flag(values.get("Hyphenation"), True) else None,
        word_spacing=_spacing(values, "WordSpacing", (80.0, 100.0, 133.0)),
        letter_spacing=_spacing(values, "LetterSpacing", (0.0, 0.0, 0.0)),
        glyph_scaling=_spacing(values, "GlyphScaling", (100.0, 100.0, 100.0)),
        single_word=SINGLE_WORDS.get(word(values.get("SingleWordJustification")), "fully-justified"),
        composer="single-line" if "Single" in word(values.get("Composer")) else "paragraph",
        direction="rtl" if values.get("ParagraphDirection") == "RightToLeftDirection" else "ltr",
        kashida=_kashida(values),
        fractional_kashida=word(values.get("ParagraphJustification")).endswith("Frac"),
        ignores_margin=flag(values.get("IgnoreEdgeAlignment")),
        rule_above=_rule(values, "RuleAbove", palette),
        rule_below=_rule(values, "RuleBelow", palette),
        shading=_shading(values, palette),
        border=_border(values, palette),
        joins_alike=flag(values.get("MergeConsecutiveParaBorders")),
    )
    return _with_place(eastasian.paragraph(made, values), values)


def _with_place(made: ParagraphFormat, values: Values) -> ParagraphFormat:
    """What says where in the frames a paragraph and its lines may stand."""
    return replace(
        made,
        keep_lines_together=flag(values.get("KeepLinesTogether")),
        keep_all_lines=flag(values.get("KeepAllLinesTogether")),
        keep_first=integer(values.get("KeepFirstLines"), 2),
        keep_last=integer(values.get("KeepLastLines"), 2),
        keep_with_next=integer(values.get("KeepWithNext")),
        keep_with_previous=flag(values.get("KeepWithPrevious")),
        start=STARTS.get(word(values.get("StartParagraph")), "anywhere"),
        align_to_grid=_grid(values),
        columns=COLUMNS.get(word(values.get("SpanColumnType")), "single"),
        column_count=integer(values.get("SpanSplitColumnCount")),
        column_gutter_pt=number(values.get("SplitColumnInsideGutter"), 6.0),
        column_outside_pt=number(values.get("SplitColumnOutsideGutter")),
        column_before_pt=number(values.get("SpanColumnMinSpaceBefore")),
        column_after_pt=number(values.get("SpanColumnMinSpaceAfter")),
    )


def _spacing(values: Values, name: str, default: tuple[float, float, float]) -> tuple[float, float, float]:
    """Minimum, desired, maximum, as factors."""
    low, wanted, high = default
    return (
        percent(values.get(f"Minimum{name}"), low),
        percent(values.get(f"Desired{name}"), wanted),
        percent(values.get(f"Maximum{name}"), high),
    )


def _tabs(values: Values) -> tuple[TabStop, ...]:
    stops = []
    for item in listed(values.get("TabList")):
        alignment = item.findtext("Alignment") or item.get("Alignment") or ""
        character = item.findtext("AlignmentCharacter") or item.get("AlignmentCharacter") or "."
        leader = item.findtext("Leader") or item.get("Leader") or ""
        position = number(item.findtext("Position") or item.get("Position"))
        stops.append(TabStop(position, TAB_ALIGNMENTS.get(alignment, "left"), character, leader))
    return tuple(sorted(stops, key=lambda stop: stop.position_pt))


def _hyphenation(values: Values) -> Hyphenation:
    return Hyphenation(
        min_word=integer(values.get("HyphenateWordsLongerThan"), 5),
        after_first=integer(values.get("HyphenateAfterFirst"), 2),
        before_last=integer(values.get("HyphenateBeforeLast"), 2),
        ladder_limit=integer(values.get("HyphenateLadderLimit"), 3),
        zone_pt=number(values.get("HyphenationZone"), 36.0),
        capitalised=flag(values.get("HyphenateCapitalizedWords"), True),
        last_word=flag(values.get("HyphenateLastWord"), True),
        weight=integer(values.get("HyphenWeight"), 5),
        across_columns=flag(values.get("HyphenateAcrossColumns"), True),
    )


def _rule(values: Values, prefix: str, palette: Palette) -> Rule | None:
    if not flag(values.get(prefix)):
        return None
    color = values.get(f"{prefix}Color", TEXT_COLOR)
    ink = None
    if color != TEXT_COLOR:
        ink = palette.ink(color, values.get(f"{prefix}Tint"), overprint=flag(values.get(f"{prefix}Overprint")))
        if ink is None:
            return None
    return Rule(
        weight_pt=number(values.get(f"{prefix}LineWeight"), 1.0),
        ink=ink,
        offset_pt=number(values.get(f"{prefix}Offset")),
        left_indent_pt=number(values.get(f"{prefix}LeftIndent")),
        right_indent_pt=number(values.get(f"{prefix}RightIndent")),
        width="text" if values.get(f"{prefix}Width") == "TextWidth" else "column",
        stroke_type=word(values.get(f"{prefix}Type")) or "StrokeStyle/$ID/Solid",
        gap_ink=palette.ink(values.get(f"{prefix}GapColor"), values.get(f"{prefix}GapTint")),
        keeps_in_frame=prefix == "RuleAbove" and flag(values.get("KeepRuleAboveInFrame")),
    )


def _shading(values: Values, palette: Palette) -> Shading | None:
    if not flag(values.get("ParagraphShadingOn")) or flag(values.get("ParagraphShadingSuppressPrinting")):
        return None
    overprint = flag(values.get("ParagraphShadingOverprint"))
    ink = palette.ink(values.get("ParagraphShadingColor", BLACK), values.get("ParagraphShadingTint", "20"), overprint=overprint)
    if ink is None:
        return None
    top, left, bottom, right = (number(values.get(f"ParagraphShading{side}Offset")) for side in ("Top", "Left", "Bottom", "Right"))
    return Shading(
        ink=ink,
        width="text" if values.get("ParagraphShadingWidth") == "TextWidth" else "column",
        top_origin=word(values.get("ParagraphShadingTopOrigin"), "AscentTopOrigin"),
        bottom_origin=word(values.get("ParagraphShadingBottomOrigin"), "DescentBottomOrigin"),
        offsets_pt=(top, left, bottom, right),
        corners=_corners(values, "ParagraphShading"),
    )


def _border(values: Values, palette: Palette) -> Border | None:
    if not flag(values.get("ParagraphBorderOn")):
        return None
    overprint = flag(values.get("ParagraphBorderOverprint"))
    ink = palette.ink(values.get("ParagraphBorderColor", BLACK), values.get("ParagraphBorderTint"), overprint=overprint)
    if ink is None:
        return None
    gap = palette.ink(values.get("ParagraphBorderGapColor"), values.get("ParagraphBorderGapTint"))
    kind = word(values.get("ParagraphBorderType")) or "StrokeStyle/$ID/Solid"
    names = ("Top", "Left", "Bottom", "Right")
    weights = [number(values.get(f"ParagraphBorder{side}LineWeight"), 1.0) for side in names]
    top, left, bottom, right = (
        Side(ink=ink, weight_pt=weight, stroke_type=kind, gap_ink=gap) if weight > 0 else None for weight in weights
    )
    above, before, below, behind = (number(values.get(f"ParagraphBorder{side}Offset")) for side in names)
    alike = top is not None and top == left == bottom == right
    return Border(
        sides=(top, left, bottom, right),
        width="text" if values.get("ParagraphBorderWidth") == "TextWidth" else "column",
        top_origin=word(values.get("ParagraphBorderTopOrigin"), "AscentTopOrigin"),
        bottom_origin=word(values.get("ParagraphBorderBottomOrigin"), "DescentBottomOrigin"),
        offsets_pt=(above, before, below, behind),
        corners=_corners(values, "ParagraphBorder") if alike else None,
        on_splits=flag(values.get("ParagraphBorderDisplayIfSplits")),
    )


def _kashida(values: Values) -> Literal["none", "short", "medium", "long"]:
    """What InDesign's Middle Eastern version writes is NaskhKashidaJustificationFrac and 2; the others DefaultJustification."""
    if word(values.get("ParagraphJustification"), "DefaultJustification") in ("", "DefaultJustification"):
        return "none"
    return KASHIDAS.get(round(number(values.get("ParagraphKashidaWidth"), 2.0)), "none")


def _corners(values: Values, prefix: str) -> BoxCorners | None:
    """Of a shading or a border; None where all are plain."""
    top_left, top_right, bottom_right, bottom_left = (
        BoxCorner(
            CORNERS.get(word(values.get(f"{prefix}{side}CornerOption")), "None"),
            number(values.get(f"{prefix}{side}CornerRadius"), DEFAULT_RADIUS_PT),
        )
        for side in CORNER_SIDES
    )
    found = (top_left, top_right, bottom_right, bottom_left)
    return None if all(corner.option == "None" for corner in found) else found


def _grid(values: Values) -> Literal["none", "all-lines", "first-line"]:
    """GridAlignment; files before CS6 say AlignToBaselineGrid."""
    if word(values.get("GridAlignment"), "None") == "None" and not flag(values.get("AlignToBaselineGrid")):
        return "none"
    return "first-line" if flag(values.get("GridAlignFirstLineOnly")) else "all-lines"


def four(value: Values, name: str) -> tuple[float, float, float, float]:
    """A list of four lengths, or one that stands for all."""
    lengths = list_numbers(value.get(name))
    if len(lengths) == 1:
        return (lengths[0],) * 4
    return (lengths[0], lengths[1], lengths[2], lengths[3]) if len(lengths) == 4 else (0.0, 0.0, 0.0, 0.0)


def style_name(style: str) -> str:
    """A style's name from its id: "ParagraphStyle/Body%3aLead" -> "Body:Lead"."""
    return plain(style.split("/", 1)[-1]).replace("%3a", ":")
