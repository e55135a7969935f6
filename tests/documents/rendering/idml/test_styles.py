"""Styles resolve in InDesign's order, with its defaults."""

import pytest

from documents.rendering.idml.languages import language_code
from documents.rendering.text.model import CharacterFormat, Ink, ParagraphFormat
from tests.documents.rendering.idml.reading import first, read_story
from tests.documents.rendering.idml_builder import paragraph, story

BASED_ON_ROOT = '<BasedOn type="string">$ID/[No paragraph style]</BasedOn>'


def test_nothing_stated_means_indesigns_defaults() -> None:
    document = read_story(story("text"))

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

    document = read_story(content, paragraph_styles=paragraph_styles, character_styles=character_styles)

    format = first(document).runs[0].format
    assert (format.family, format.style, format.size_pt, format.tracking) == ("Base Font", "Bold", 11.0, 20.0)
    assert (format.caps, format.leading_pt, format.skew_deg) == ("all", 14.0, 5.0)
    assert (first(document).format.space_before_pt, first(document).format.space_after_pt) == (3.0, 4.0)


def test_a_font_as_an_attribute_is_ignored_as_indesign_ignores_it() -> None:
    assert first(read_story(story("x", AppliedFont="Open Sans"))).runs[0].format.family == "Minion Pro"


def test_a_ring_of_styles_ends() -> None:
    def on(style: str) -> str:
        return f'<Properties><BasedOn type="object">ParagraphStyle/{style}</BasedOn></Properties>'

    ring = f"""
        <ParagraphStyle Self="ParagraphStyle/A" Name="A" PointSize="7">{on("B")}</ParagraphStyle>
        <ParagraphStyle Self="ParagraphStyle/B" Name="B" Tracking="5">{on("A")}</ParagraphStyle>"""

    format = first(read_story(story("x", style="A"), paragraph_styles=ring)).runs[0].format

    assert (format.size_pt, format.tracking) == (7.0, 5.0)


def test_a_style_that_is_not_there_is_reported() -> None:
    document = read_story(story("x", style="Gone"))

    assert [(f.code, f.error_id, f.subject, f.pages) for f in document.findings] == [("missing-style", 1007, "Gone", ("1",))]


def test_colours_and_tints_become_inks() -> None:
    format = (
        first(read_story(story("x", FillColor="Color/Red", FillTint="40", StrokeColor="Color/Blue", StrokeWeight="0.5"))).runs[0].format
    )

    assert (format.fill, format.stroke, format.stroke_weight_pt) == (Ink("Color/Red", 0.4), Ink("Color/Blue"), 0.5)


def test_text_of_an_unknown_swatch_is_black() -> None:
    assert first(read_story(story("x", FillColor="Color/Gone"))).runs[0].format.fill == Ink("Color/Black")


def test_underline_with_the_fonts_values_and_with_its_own() -> None:
    plain = first(read_story(story("x", Underline="true"))).runs[0].format.underline
    content = paragraph(
        "<Content>x</Content>",
        properties='<UnderlineColor type="object">Color/Red</UnderlineColor>',
        Underline="true",
        UnderlineOffset="3",
        UnderlineWeight="2",
    )
    own = first(read_story(content)).runs[0].format.underline

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
    assert first(read_story(story("x", **attribute))).runs[0].format.features == features


def test_listed_opentype_features_are_read() -> None:
    entry = '<ListItem type="list"><ListItem type="string">$ID/salt</ListItem><ListItem type="long">2</ListItem></ListItem>'
    content = paragraph("<Content>x</Content>", properties=f'<OpenTypeFeatures type="list">{entry}</OpenTypeFeatures>')

    assert first(read_story(content)).runs[0].format.features == (("salt", 2),)


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

    document = read_story(story("x", style="U"), paragraph_styles=style)

    assert [(finding.code, finding.subject) for finding in document.findings] == [("not-drawn", subject)]


def test_what_indesign_s_own_root_style_says_is_followed() -> None:
    said = (
        'BalanceRaggedLines="NoBalancing" ParagraphJustification="DefaultJustification" KinsokuHangType="None" DigitsType="DefaultDigits" '
        'PositionalForm="None" XOffsetDiacritic="0" Tsume="0" LeadingAki="-1" TrailingAki="-1" ShataiMagnification="0" '
        'ParagraphShadingTopLeftCornerOption="None" BulletsAlignment="LeftAlign" NumberingAlignment="LeftAlign"'
    )
    style = f'<ParagraphStyle Self="ParagraphStyle/U" Name="U" {said}/>'

    assert read_story(story("x", style="U"), paragraph_styles=style).findings == ()


def test_digits_have_the_script_that_is_chosen() -> None:
    style = '<ParagraphStyle Self="ParagraphStyle/U" Name="U" DigitsType="HindiDigits"/>'

    document = read_story(story("x", style="U"), paragraph_styles=style)

    assert document.stories[0].paragraphs[0].runs[0].format.zero == "\u0660"
    assert document.findings == ()


MIXED = (
    '<MixedInk Self="MixedInk/m" Name="m" Model="Mixedinkmodel" Space="MixedInk" BaseColor="n" '
    'InkList="Ink/$ID/Process%20Black {ink}" InkPercentages="20 60"/>'
)


def test_a_mixed_ink_is_made_of_process_inks_and_the_designs_spot_colours() -> None:
    document = read_story(story("x", FillColor="MixedInk/m"), graphic=MIXED.format(ink="Ink/Gold"))

    assert document.swatches["MixedInk/m"].mixed == (("Ink/Black", 0.2), ("Color/Gold", 0.6))
    assert document.swatches["Ink/Black"].values == (0, 0, 0, 100)
    assert document.findings == ()


def test_a_mixed_ink_of_an_ink_that_is_not_there_is_black_and_named() -> None:
    document = read_story(story("x", FillColor="MixedInk/m"), graphic=MIXED.format(ink="Ink/PANTONE%20274%20C"))

    assert document.swatches["MixedInk/m"].values == (0, 0, 0, 100)
    assert [finding.subject for finding in document.findings] == ["m"]
