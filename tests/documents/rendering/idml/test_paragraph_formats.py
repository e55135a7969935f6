"""What a paragraph's settings become."""

import pytest

from documents.rendering.text.model import BoxCorner, Ink, Side
from tests.documents.rendering.idml.reading import first, read_story
from tests.documents.rendering.idml_builder import paragraph, story


def test_tab_stops_come_sorted() -> None:
    def stop(position: int, alignment: str) -> str:
        parts = f'<Alignment type="enumeration">{alignment}</Alignment><Leader type="string">.</Leader>'
        return f'<ListItem type="record">{parts}<Position type="unit">{position}</Position></ListItem>'

    styles = f"""<ParagraphStyle Self="ParagraphStyle/T" Name="T"><Properties>
        <TabList type="list">{stop(90, "RightAlign")}{stop(30, "LeftAlign")}</TabList></Properties></ParagraphStyle>"""

    tabs = first(read_story(story("x", style="T"), paragraph_styles=styles)).format.tabs

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
    format = first(read_story(paragraph("<Content>x</Content>", range_attributes=attributes))).format

    assert getattr(format, field) == value


def test_rules_and_shading() -> None:
    attributes = 'RuleBelow="true" RuleBelowLineWeight="2" RuleBelowOffset="3" ParagraphShadingOn="true" ParagraphShadingTint="50"'

    format = first(read_story(paragraph("<Content>x</Content>", range_attributes=attributes))).format

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

    format = first(read_story(story("x", style="G"), paragraph_styles=styles)).format

    assert format.rule_above is not None
    assert (format.rule_above.gap_ink, format.rule_above.keeps_in_frame) == (Ink("Color/Red", 0.5), True)
    assert format.border is not None
    assert {side.gap_ink for side in format.border.sides if side} == {Ink("Color/Red")}
    assert format.joins_alike


def test_a_drop_cap_with_its_style() -> None:
    styles = """<ParagraphStyle Self="ParagraphStyle/D" Name="D" DropCapLines="3" DropCapCharacters="1"><Properties>
        <DropCapStyle type="object">CharacterStyle/Cap</DropCapStyle></Properties></ParagraphStyle>"""
    cap = '<CharacterStyle Self="CharacterStyle/Cap" Name="Cap" FillColor="Color/Red"/>'

    drop_cap = first(read_story(story("Once", style="D"), paragraph_styles=styles, character_styles=cap)).format.drop_cap

    assert drop_cap is not None
    assert (drop_cap.lines, drop_cap.characters) == (3, 1)
    assert drop_cap.format is not None
    assert drop_cap.format.fill == Ink("Color/Red")


def test_a_paragraph_border_has_its_sides_and_offsets() -> None:
    styles = """<ParagraphStyle Self="ParagraphStyle/B" Name="B" ParagraphBorderOn="true" ParagraphBorderTopLineWeight="2"
        ParagraphBorderLeftLineWeight="0" ParagraphBorderBottomLineWeight="1" ParagraphBorderTopOffset="3" ParagraphBorderTint="50"
        ParagraphBorderTopLeftCornerOption="RoundedCorner"><Properties><ParagraphBorderColor type="object">Color/Red</ParagraphBorderColor>
        </Properties></ParagraphStyle>"""

    document = read_story(story("x", style="B"), paragraph_styles=styles)

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

    document = read_story(paragraph("<Content>x</Content>", range_attributes=said))

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

    document = read_story(story("x", style="A") + "<Br/>" + story("y", style="B"), paragraph_styles=styles)

    formats = [made.format for made in document.stories[0].paragraphs if made.runs]
    assert [(form.columns, form.column_count, form.column_before_pt, form.column_gutter_pt) for form in formats] == [
        ("span", 0, 4, 6),
        ("split", 3, 0, 9),
    ]
    assert document.findings == ()


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

    document = read_story(story("x", style="U"), paragraph_styles=style)

    made = document.stories[0].paragraphs[0]
    assert (made.format.kashida, made.format.fractional_kashida, made.runs[0].format.kashidas) == (kashida, fractional, False)
    assert document.findings == ()
