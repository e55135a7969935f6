"""Styles resolve in InDesign's order, with its defaults."""

import pytest
import regex

from documents.rendering.document import Document
from documents.rendering.idml import read_document
from documents.rendering.idml.languages import language_code
from documents.rendering.idml.nestedstyles import translated
from documents.rendering.text.model import BoxCorner, CharacterFormat, Ink, Paragraph, ParagraphFormat, Side, StyleRule
from tests.documents.rendering.idml_builder import build_idml, package, paragraph, story, text_frame

BASED_ON_ROOT = '<BasedOn type="string">$ID/[No paragraph style]</BasedOn>'


def read(content: str, **more: object) -> Document:
    return read_document(
        package(build_idml(stories={"s1": content}, spread_items=text_frame("f1", story="s1", box=(0, 0, 300, 300)), **more))
    )


def first(document: Document) -> Paragraph:
    return document.stories[0].paragraphs[0]


def test_nothing_stated_means_indesigns_defaults() -> None:
    document = read(story("text"))

    assert first(document).runs[0].format == CharacterFormat()
    assert first(document).format == ParagraphFormat(style="NormalParagraphStyle")


def test_each_level_overrides_the_one_before() -> None:
    paragraph_styles = f"""
        <ParagraphStyle Self="ParagraphStyle/Base" Name="Base" PointSize="8" Tracking="10" SpaceAfter="4"><Properties>{BASED_ON_ROOT}
            <AppliedFont type="string">Base Font</AppliedFont></Properties></ParagraphStyle>
        <ParagraphStyle Self="ParagraphStyle/Body" Name="Body" PointSize="9" Capitalization="AllCaps"><Properties>
            <BasedOn type="object">ParagraphStyle/Base</BasedOn><Leading type="unit">14</Leading></Properties></ParagraphStyle>"""
    character_styles = '<CharacterStyle Self="CharacterStyle/Strong" Name="Strong" FontStyle="Bold" Tracking="20"/>'
    content = paragraph(
        "<Content>x</Content>", style="Body", character="Strong", range_attributes='SpaceBefore="3" Skew="5"', PointSize="11"
    )

    document = read(content, paragraph_styles=paragraph_styles, character_styles=character_styles)

    format = first(document).runs[0].format
    assert (format.family, format.style, format.size_pt, format.tracking) == ("Base Font", "Bold", 11.0, 20.0)
    assert (format.caps, format.leading_pt, format.skew_deg) == ("all", 14.0, 5.0)
    assert (first(document).format.space_before_pt, first(document).format.space_after_pt) == (3.0, 4.0)


def test_a_font_as_an_attribute_is_ignored_as_indesign_ignores_it() -> None:
    assert first(read(story("x", AppliedFont="Open Sans"))).runs[0].format.family == "Minion Pro"


def test_a_ring_of_styles_ends() -> None:
    def on(style: str) -> str:
        return f'<Properties><BasedOn type="object">ParagraphStyle/{style}</BasedOn></Properties>'

    ring = f"""
        <ParagraphStyle Self="ParagraphStyle/A" Name="A" PointSize="7">{on("B")}</ParagraphStyle>
        <ParagraphStyle Self="ParagraphStyle/B" Name="B" Tracking="5">{on("A")}</ParagraphStyle>"""

    format = first(read(story("x", style="A"), paragraph_styles=ring)).runs[0].format

    assert (format.size_pt, format.tracking) == (7.0, 5.0)


def test_a_style_that_is_not_there_is_reported() -> None:
    document = read(story("x", style="Gone"))

    assert [(f.code, f.error_id, f.subject, f.pages) for f in document.findings] == [("missing-style", 1007, "Gone", ("1",))]


def test_colours_and_tints_become_inks() -> None:
    format = first(read(story("x", FillColor="Color/Red", FillTint="40", StrokeColor="Color/Blue", StrokeWeight="0.5"))).runs[0].format

    assert (format.fill, format.stroke, format.stroke_weight_pt) == (Ink("Color/Red", 0.4), Ink("Color/Blue"), 0.5)


def test_text_of_an_unknown_swatch_is_black() -> None:
    assert first(read(story("x", FillColor="Color/Gone"))).runs[0].format.fill == Ink("Color/Black")


def test_underline_with_the_fonts_values_and_with_its_own() -> None:
    plain = first(read(story("x", Underline="true"))).runs[0].format.underline
    content = paragraph(
        "<Content>x</Content>",
        properties='<UnderlineColor type="object">Color/Red</UnderlineColor>',
        Underline="true",
        UnderlineOffset="3",
        UnderlineWeight="2",
    )
    own = first(read(content)).runs[0].format.underline

    assert plain is not None
    assert (plain.offset_pt, plain.weight_pt, plain.ink) == (None, None, None)
    assert own is not None
    assert (own.offset_pt, own.weight_pt, own.ink) == (3.0, 2.0, Ink("Color/Red"))


@pytest.mark.parametrize(
    ("attribute", "features"),
    [
        ({"OTFFraction": "true"}, (("frac", 1),)),
        ({"OTFFigureStyle": "TabularOldstyle"}, (("onum", 1), ("tnum", 1))),
        ({"OTFStylisticSets": "192"}, (("ss06", 1), ("ss07", 1))),
        ({"OTFContextualAlternate": "false"}, (("calt", 0), ("clig", 0))),
    ],
)
def test_opentype_attributes_become_features(attribute: dict[str, str], features: tuple[tuple[str, int], ...]) -> None:
    assert first(read(story("x", **attribute))).runs[0].format.features == features


def test_listed_opentype_features_are_read() -> None:
    entry = '<ListItem type="list"><ListItem type="string">$ID/salt</ListItem><ListItem type="long">2</ListItem></ListItem>'
    content = paragraph("<Content>x</Content>", properties=f'<OpenTypeFeatures type="list">{entry}</OpenTypeFeatures>')

    assert first(read(content)).runs[0].format.features == (("salt", 2),)


def test_tab_stops_come_sorted() -> None:
    def stop(position: int, alignment: str) -> str:
        parts = f'<Alignment type="enumeration">{alignment}</Alignment><Leader type="string">.</Leader>'
        return f'<ListItem type="record">{parts}<Position type="unit">{position}</Position></ListItem>'

    styles = f"""<ParagraphStyle Self="ParagraphStyle/T" Name="T"><Properties>
        <TabList type="list">{stop(90, "RightAlign")}{stop(30, "LeftAlign")}</TabList></Properties></ParagraphStyle>"""

    tabs = first(read(story("x", style="T"), paragraph_styles=styles)).format.tabs

    assert [(tab.position_pt, tab.alignment, tab.leader) for tab in tabs] == [(30.0, "left", "."), (90.0, "right", ".")]


@pytest.mark.parametrize(
    ("attributes", "field", "value"),
    [
        ('Justification="LeftJustified"', "alignment", "left-justified"),
        ('Justification="AwayFromBindingSide"', "alignment", "from-spine"),
        ('Hyphenation="false"', "hyphenation", None),
        ('Composer="HL Single Optyca"', "composer", "single-line"),
        ('StartParagraph="NextPage"', "start", "next-page"),
        ('GridAlignment="AlignBaseline"', "align_to_grid", "all-lines"),
        ('SameParaStyleSpacing="SetIgnore"', "same_style_spacing_pt", None),
        ('SameParaStyleSpacing="2"', "same_style_spacing_pt", 2.0),
        ('ParagraphDirection="RightToLeftDirection"', "direction", "rtl"),
        ('MinimumWordSpacing="75" DesiredWordSpacing="90" MaximumWordSpacing="110"', "word_spacing", (0.75, 0.9, 1.1)),
    ],
)
def test_paragraph_attributes(attributes: str, field: str, value: object) -> None:
    format = first(read(paragraph("<Content>x</Content>", range_attributes=attributes))).format

    assert getattr(format, field) == value


def test_rules_and_shading() -> None:
    attributes = 'RuleBelow="true" RuleBelowLineWeight="2" RuleBelowOffset="3" ParagraphShadingOn="true" ParagraphShadingTint="50"'

    format = first(read(paragraph("<Content>x</Content>", range_attributes=attributes))).format

    assert format.rule_above is None
    assert format.rule_below is not None
    assert (format.rule_below.weight_pt, format.rule_below.offset_pt, format.rule_below.ink) == (2.0, 3.0, None)
    assert format.shading is not None
    assert format.shading.ink == Ink("Color/Black", 0.5)


def test_rules_and_borders_have_the_colour_of_their_gaps() -> None:
    red = '<{0} type="object">Color/Red</{0}>'.format
    styles = f"""<ParagraphStyle Self="ParagraphStyle/G" Name="G" RuleAbove="true" RuleAboveGapTint="50" KeepRuleAboveInFrame="true"
        ParagraphBorderOn="true" MergeConsecutiveParaBorders="true"><Properties>{red("RuleAboveGapColor")}{red("ParagraphBorderGapColor")}
        </Properties></ParagraphStyle>"""

    format = first(read(story("x", style="G"), paragraph_styles=styles)).format

    assert format.rule_above is not None
    assert (format.rule_above.gap_ink, format.rule_above.keeps_in_frame) == (Ink("Color/Red", 0.5), True)
    assert format.border is not None
    assert {side.gap_ink for side in format.border.sides if side} == {Ink("Color/Red")}
    assert format.joins_alike


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("$ID/English: UK", "en_GB"),
        ("$ID/English: USA", "en_US"),
        ("$ID/German: 2006 Reform", "de_DE"),
        ("$ID/Portuguese: Brazilian", "pt_BR"),
        ("Language/$ID/English%3a UK", "en_GB"),
        ("id_ID", "id_ID"),
        ("$ID/[No Language]", "zxx"),
    ],
)
def test_languages_get_codes(name: str, code: str) -> None:
    assert language_code(name) == code


def in_order(record: str, kind: str) -> str:
    return f"""<ParagraphStyle Self="ParagraphStyle/N" Name="N"><Properties>
        <All{kind}Styles type="list"><ListItem type="record">
        <AppliedCharacterStyle type="object">CharacterStyle/Lead</AppliedCharacterStyle>
        {record}</ListItem></All{kind}Styles></Properties></ParagraphStyle>"""


LEAD = '<CharacterStyle Self="CharacterStyle/Lead" Name="Lead" FontStyle="Bold"/>'


@pytest.mark.parametrize(
    ("kind", "record", "rule"),
    [
        (
            "Nested",
            """<Delimiter type="string">:</Delimiter><Repetition type="long">2</Repetition><Inclusive type="boolean">false</Inclusive>""",
            StyleRule(kind="nested", delimiter=":", repetition=2, inclusive=False),
        ),
        ("Nested", '<Delimiter type="enumeration">AnyWord</Delimiter>', StyleRule(kind="nested", delimiter="AnyWord", is_word=True)),
        (
            "GREP",
            r"<GrepExpression type='string'>(?i)~=\d+\x{2022}</GrepExpression>",
            StyleRule(kind="grep", pattern="(?i)\u2013\\d+\u2022"),
        ),
        ("Line", '<LineCount type="long">2</LineCount>', StyleRule(kind="line", lines=2)),
    ],
)
def test_nested_grep_and_line_styles_are_rules_that_wait_for_values(kind: str, record: str, rule: StyleRule) -> None:
    made = first(read(story("Note: read <<A>>", style="N"), paragraph_styles=in_order(record, kind), character_styles=LEAD))

    assert made.rules == (rule,)
    assert [(run.text, run.format.style, [look.style for look in run.looks]) for run in made.runs] == [
        ("Note: read ", "Regular", ["Bold"]),
        ("<<A>>", "Regular", ["Bold"]),
    ]


def test_a_grep_expression_that_cannot_be_understood_is_named() -> None:
    styles = in_order("<GrepExpression type='string'>(open</GrepExpression>", "GREP")

    document = read(story("x", style="N"), paragraph_styles=styles, character_styles=LEAD)

    assert [(finding.code, finding.subject) for finding in document.findings] == [("not-drawn", "(open")]


def test_a_drop_cap_with_its_style() -> None:
    styles = """<ParagraphStyle Self="ParagraphStyle/D" Name="D" DropCapLines="3" DropCapCharacters="1"><Properties>
        <DropCapStyle type="object">CharacterStyle/Cap</DropCapStyle></Properties></ParagraphStyle>"""
    cap = '<CharacterStyle Self="CharacterStyle/Cap" Name="Cap" FillColor="Color/Red"/>'

    drop_cap = first(read(story("Once", style="D"), paragraph_styles=styles, character_styles=cap)).format.drop_cap

    assert drop_cap is not None
    assert (drop_cap.lines, drop_cap.characters) == (3, 1)
    assert drop_cap.format is not None
    assert drop_cap.format.fill == Ink("Color/Red")


def test_a_paragraph_border_has_its_sides_and_offsets() -> None:
    styles = """<ParagraphStyle Self="ParagraphStyle/B" Name="B" ParagraphBorderOn="true" ParagraphBorderTopLineWeight="2"
        ParagraphBorderLeftLineWeight="0" ParagraphBorderBottomLineWeight="1" ParagraphBorderTopOffset="3" ParagraphBorderTint="50"
        ParagraphBorderTopLeftCornerOption="RoundedCorner"><Properties><ParagraphBorderColor type="object">Color/Red</ParagraphBorderColor>
        </Properties></ParagraphStyle>"""

    document = read(story("x", style="B"), paragraph_styles=styles)

    border = first(document).format.border
    assert border is not None
    red = Ink("Color/Red", 0.5)
    assert border.sides == (Side(ink=red, weight_pt=2), None, Side(ink=red), Side(ink=red))
    assert (border.offsets_pt, border.corners) == ((3, 0, 0, 0), None)
    assert [finding.subject for finding in document.findings] == ["paragraph border"]


def test_boxes_of_paragraphs_have_their_corners() -> None:
    said = " ".join(
        f'{box}On="true" {box}TopLeftCornerOption="RoundedCorner" {box}TopLeftCornerRadius="5" {box}BottomRightCornerOption="BevelCorner"'
        for box in ("ParagraphBorder", "ParagraphShading")
    )

    document = read(paragraph("<Content>x</Content>", range_attributes=said))

    corners = (BoxCorner("RoundedCorner", 5), BoxCorner("None", 12), BoxCorner("BevelCorner", 12), BoxCorner("None", 12))
    format = first(document).format
    assert format.border is not None
    assert format.shading is not None
    assert (format.border.corners, format.shading.corners) == (corners, corners)
    assert document.findings == ()


def test_a_paragraph_spans_columns_or_splits_its_own() -> None:
    styles = """<ParagraphStyle Self="ParagraphStyle/A" Name="A" SpanColumnType="SpanColumns" SpanColumnMinSpaceBefore="4"><Properties>
        <SpanSplitColumnCount type="enumeration">All</SpanSplitColumnCount></Properties></ParagraphStyle>
        <ParagraphStyle Self="ParagraphStyle/B" Name="B" SpanColumnType="SplitColumns" SplitColumnInsideGutter="9"><Properties>
        <SpanSplitColumnCount type="short">3</SpanSplitColumnCount></Properties></ParagraphStyle>"""

    document = read(story("x", style="A") + "<Br/>" + story("y", style="B"), paragraph_styles=styles)

    formats = [made.format for made in document.stories[0].paragraphs if made.runs]
    assert [(form.columns, form.column_count, form.column_before_pt, form.column_gutter_pt) for form in formats] == [
        ("span", 0, 4, 6),
        ("split", 3, 0, 9),
    ]
    assert document.findings == ()


@pytest.mark.parametrize(
    ("paragraph_says", "character_says", "subject"),
    [
        ('ParagraphShadingOn="true" ParagraphShadingTopLeftCornerOption="FancyCorner"', "", "fancy corners"),
        ('BalanceRaggedLines="FullyBalanced"', "", "balanced lines"),
        ('BulletsAndNumberingListType="NumberedList" NumberingAlignment="RightAlign"', "", "list alignment"),
        ('Justification="LeftJustified" ParagraphJustification="NaskhJustification"', "", "kashida"),
        ("", 'DigitsType="NativeDigits"', "digits"),
        ("", 'PositionalForm="Isolated"', "positional form"),
        ("", 'YOffsetDiacritic="20"', "moved marks"),
        ("", 'DiacriticPosition="LoosePosition"', "moved marks"),
    ],
)
def test_a_setting_that_is_not_followed_is_named(paragraph_says: str, character_says: str, subject: str) -> None:
    style = f'<ParagraphStyle Self="ParagraphStyle/U" Name="U" {paragraph_says} {character_says}/>'

    document = read(story("x", style="U"), paragraph_styles=style)

    assert [(finding.code, finding.subject) for finding in document.findings] == [("not-drawn", subject)]


def test_what_indesign_s_own_root_style_says_is_followed() -> None:
    said = (
        'BalanceRaggedLines="NoBalancing" ParagraphJustification="DefaultJustification" KinsokuHangType="None" DigitsType="DefaultDigits" '
        'PositionalForm="None" XOffsetDiacritic="0" Tsume="0" LeadingAki="-1" TrailingAki="-1" ShataiMagnification="0" '
        'ParagraphShadingTopLeftCornerOption="None" BulletsAlignment="LeftAlign" NumberingAlignment="LeftAlign"'
    )
    style = f'<ParagraphStyle Self="ParagraphStyle/U" Name="U" {said}/>'

    assert read(story("x", style="U"), paragraph_styles=style).findings == ()


@pytest.mark.parametrize(
    ("said", "kashida", "fractional"),
    [
        ('ParagraphJustification="DefaultJustification" ParagraphKashidaWidth="2"', "none", False),
        ('ParagraphJustification="NaskhKashidaJustificationFrac" ParagraphKashidaWidth="2"', "medium", True),
        ('ParagraphJustification="NaskhKashidaJustification" ParagraphKashidaWidth="3"', "long", False),
        ('ParagraphJustification="NaskhTatweelJustification" ParagraphKashidaWidth="0"', "none", False),
    ],
)
def test_kashidas_are_as_the_paragraph_wants_them(said: str, kashida: str, fractional: bool) -> None:
    style = f'<ParagraphStyle Self="ParagraphStyle/U" Name="U" Justification="LeftJustified" Kashidas="KashidasOff" {said}/>'

    document = read(story("x", style="U"), paragraph_styles=style)

    made = document.stories[0].paragraphs[0]
    assert (made.format.kashida, made.format.fractional_kashida, made.runs[0].format.kashidas) == (kashida, fractional, False)
    assert document.findings == ()


def test_digits_have_the_script_that_is_chosen() -> None:
    style = '<ParagraphStyle Self="ParagraphStyle/U" Name="U" DigitsType="HindiDigits"/>'

    document = read(story("x", style="U"), paragraph_styles=style)

    assert document.stories[0].paragraphs[0].runs[0].format.zero == "\u0660"
    assert document.findings == ()


@pytest.mark.parametrize(
    ("expression", "text", "found"),
    [
        (r"[\h\d]+", "a\u20031 2b", ["\u20031 2"]),
        (r"[[:alpha:]]+\d", "ab1 c", ["ab1"]),
        (r"[\u~_]+", "aB—c", ["B—"]),
        (r"[]x]+", "a]x", ["]x"]),
        (r"~K+", "in 東京", ["東京"]),
        (r"\[~8\]", "[•]", ["[•]"]),
    ],
)
def test_grep_expressions_mean_what_they_mean_in_indesign(expression: str, text: str, found: list[str]) -> None:
    pattern = translated(expression)

    assert pattern is not None
    assert regex.findall(pattern, text) == found


@pytest.mark.parametrize("expression", ["~N+", "(open", "a~v"])
def test_what_cannot_be_known_of_a_grep_expression_is_not_guessed(expression: str) -> None:
    assert translated(expression) is None


MIXED = (
    '<MixedInk Self="MixedInk/m" Name="m" Model="Mixedinkmodel" Space="MixedInk" BaseColor="n" '
    'InkList="Ink/$ID/Process%20Black {ink}" InkPercentages="20 60"/>'
)


def test_a_mixed_ink_is_made_of_process_inks_and_the_designs_spot_colours() -> None:
    document = read(story("x", FillColor="MixedInk/m"), graphic=MIXED.format(ink="Ink/Gold"))

    assert document.swatches["MixedInk/m"].mixed == (("Ink/Black", 0.2), ("Color/Gold", 0.6))
    assert document.swatches["Ink/Black"].values == (0, 0, 0, 100)
    assert document.findings == ()


def test_a_mixed_ink_of_an_ink_that_is_not_there_is_black_and_named() -> None:
    document = read(story("x", FillColor="MixedInk/m"), graphic=MIXED.format(ink="Ink/PANTONE%20274%20C"))

    assert document.swatches["MixedInk/m"].values == (0, 0, 0, 100)
    assert [finding.subject for finding in document.findings] == ["m"]
