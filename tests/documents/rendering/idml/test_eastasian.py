"""What only typesetting of Chinese, Japanese and Korean has: read, or named."""

import pytest

from documents.rendering.document import Document
from documents.rendering.text.model import EastAsian, Paragraph
from tests.documents.rendering.idml.reading import read_story
from tests.documents.rendering.idml_builder import story


def read(text: str, said: str, *, before: str = "") -> Document:
    """A design with one paragraph, whose style says this."""
    style = f'<ParagraphStyle Self="ParagraphStyle/U" Name="U" {said}/>'
    return read_story(before + story(text, style="U"), paragraph_styles=style)


def subjects(document: Document) -> list[str]:
    return sorted(finding.subject for finding in document.findings)


def made(document: Document) -> Paragraph:
    return document.stories[0].paragraphs[0]


@pytest.mark.parametrize(
    ("said", "subject"),
    [
        ('RubyFlag="1" RubyString="やま" RubyXOffset="1"', "ruby"),
        ('RubyFlag="1" RubyString="やま" RubyFill="Color/Red"', "ruby"),
        ('KentenKind="KentenSesameDot" KentenXScale="50"', "emphasis marks"),
        ('KentenKind="Custom" KentenCustomCharacter=""', "emphasis marks"),
        ('Warichu="true"', "inline notes"),
        ('CharacterRotation="90"', "turned characters"),
        ('ShataiMagnification="30"', "shatai"),
        ('Jidori="3"', "jidori"),
        ('ScaleAffectsLineHeight="true" VerticalScale="150"', "scaled leading"),
        ('Tatechuyoko="true" TatechuyokoXOffset="2"', "tate-chu-yoko"),
        ('GridGyoudori="3"', "gyoudori"),
        ('AllowArbitraryHyphenation="true"', "words cut anywhere"),
        ('Composer="HL Composer J" Mojikumi="LineEndAllOneHalfEmEnum" Justification="LeftJustified"', "mojikumi"),
        ('Composer="HL Composer J" Mojikumi="MojikumiTable/House"', "mojikumi"),
        ('KinsokuSet="KinsokuTable/House"', "kinsoku"),
    ],
)
def test_what_is_not_followed_is_named(said: str, subject: str) -> None:
    assert subjects(read("山田", said)) == [subject]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Anna", 'Composer="HL Composer J" Mojikumi="LineEndAllOneHalfEmEnum" Justification="LeftJustified"'),
        ("山田", 'Composer="HL Composer" Mojikumi="LineEndAllOneHalfEmEnum" Justification="LeftJustified"'),
        ("山田", 'Composer="HL Composer J" Mojikumi="LineEndAllOneHalfEmEnum"'),
        ("山田", 'Composer="HL Composer J" Mojikumi="Nothing" LeadingModel="LeadingModelAkiBelow" CharacterAlignment="AlignEmCenter"'),
        ("山田", 'KinsokuSet="HardKinsoku" KinsokuType="KinsokuPushInFirst" BunriKinshi="true" Rensuuji="true"'),
        ("山田", 'KinsokuSet="KinsokuTable/$ID/kSoftKinsokuName"'),
        ("Anna", 'KinsokuSet="KinsokuTable/House"'),
        ("山田", 'ScaleAffectsLineHeight="true" ParagraphGyoudori="true" RubyFlag="0" KentenKind="None" Tsume="0" LeadingAki="-1"'),
        ("Anna", 'RotateSingleByteCharacters="true" AutoTcy="2"'),
    ],
)
def test_what_does_not_act_is_not_named(text: str, said: str) -> None:
    assert subjects(read(text, said)) == []


@pytest.mark.parametrize(("composer", "expected"), [("HL Composer J", ("center", "aki-below")), ("HL Composer", ("baseline", "roman"))])
def test_em_boxes_count_under_a_japanese_composer(composer: str, expected: tuple[str, str]) -> None:
    document = read("山田", f'Composer="{composer}" CharacterAlignment="AlignEmCenter" LeadingModel="LeadingModelAkiBelow"')

    form = made(document).format
    assert (form.smaller_characters, form.leading_model) == expected
    assert document.findings == ()


def test_tsume_aki_and_tate_chu_yoko_are_read() -> None:
    document = read("12月", 'Tsume="50" LeadingAki="0" TrailingAki="-1" AutoTcy="2" AutoTcyIncludeRoman="true" Tatechuyoko="true"')

    assert (made(document).format.tate_chu_yoko, made(document).format.tate_chu_yoko_latin) == (2, True)
    assert made(document).runs[0].format.east_asian == EastAsian(tsume=0.5, aki_before_em=0.0, tate_chu_yoko=True)
    assert document.findings == ()


@pytest.mark.parametrize(
    ("said", "mojikumi", "hanging", "indent"),
    [
        ('Composer="HL Composer J" Mojikumi="LineEndAllOneHalfEmEnum" KinsokuHangType="KinsokuForceHang"', "line-end-half", "always", 3),
        ('Composer="HL Composer J" Mojikumi="LineEndAllOneEmEnum" KinsokuHangType="KinsokuRegularHang"', "line-end-full", "if-needed", 3),
        ('Composer="HL Single J" Mojikumi="OneEmIndentLineEndUkeOneHalfEmEnum" KinsokuHangType="None"', "line-end-half", "none", 13),
        ('Composer="HL Composer" Mojikumi="OneEmIndentLineEndUkeOneHalfEmEnum"', "none", "none", 3),
        ('Composer="HL Composer J" Mojikumi="TradChineseDefault"', "line-end-full", "none", 3),
    ],
)
def test_mojikumi_acts_under_a_japanese_composer(said: str, mojikumi: str, hanging: str, indent: float) -> None:
    form = made(read("山田", f'{said} PointSize="10" FirstLineIndent="3"')).format

    assert (form.mojikumi, form.hanging_stops, form.first_line_indent_pt) == (mojikumi, hanging, indent)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ('RubyFlag="1" RubyString="やま だ" RubyType="PerCharacterRuby"', EastAsian(ruby="やま だ")),
        (
            'RubyFlag="1" RubyString="やまだ" RubyType="GroupRuby" RubyFontSize="4" RubyPosition="BelowLeft" RubyAlignment="RubyEqualAki"',
            EastAsian(ruby="やまだ", ruby_by_character=False, ruby_size_pt=4, ruby_below=True, ruby_alignment="equal"),
        ),
        (
            'RubyFlag="1" RubyString="やま" RubyOverhang="true" RubyParentOverhangAmount="RubyOverhangOneRuby"',
            EastAsian(ruby="やま", ruby_overhang=1),
        ),
        ('KentenKind="KentenSesameDot" KentenFontSize="-1"', EastAsian(kenten="﹅")),
        (
            'KentenKind="Custom" KentenCustomCharacter="※" KentenFontSize="3" KentenPosition="BelowLeft"',
            EastAsian(kenten="※", kenten_size_pt=3, kenten_below=True),
        ),
    ],
)
def test_ruby_and_emphasis_marks_are_read(said: str, expected: EastAsian) -> None:
    document = read("山田", said)

    assert made(document).runs[0].format.east_asian == expected
    assert document.findings == ()


def test_a_value_has_not_the_reading_of_its_placeholder() -> None:
    (made_run,) = made(read("<<Name>>", 'RubyFlag="1" RubyString="なまえ" Tsume="50"')).runs

    assert made_run.field == "Name"
    assert made_run.format.east_asian == EastAsian(tsume=0.5)


@pytest.mark.parametrize(
    ("said", "kinsoku"),
    [
        ('Composer="HL Composer J" KinsokuSet="Nothing"', "none"),
        ('Composer="HL Composer" KinsokuSet="Nothing"', "hard"),
        ('Composer="HL Composer J" KinsokuSet="SoftKinsoku"', "soft"),
        ('Composer="HL Composer J" KinsokuSet="TraditionalChineseKinsoku"', "hard"),
    ],
)
def test_nothing_is_forbidden_at_the_ends_of_lines_where_a_japanese_paragraph_says_so(said: str, kinsoku: str) -> None:
    assert made(read("山田", said)).format.kinsoku == kinsoku


def test_other_characters_have_nothing_of_it() -> None:
    assert made(read("Anna", 'Tsume="0" LeadingAki="-1"')).runs[0].format.east_asian is None


def test_a_frame_grid_has_rows_and_is_named() -> None:
    grid = '<StoryPreference FrameType="FrameGridType"/><GridDataInformation PointSize="12" VerticalScale="100" LineAki="9"/>'

    document = read("山田", "", before=grid)

    assert document.frames["f1"].rows_pt == (12, 21)
    assert subjects(document) == ["frame grid"]


def test_the_grid_of_a_text_frame_means_nothing() -> None:
    grid = '<StoryPreference FrameType="TextFrameType"/><GridDataInformation PointSize="12" LineAki="9"/>'

    assert read("山田", "", before=grid).frames["f1"].rows_pt is None


def test_latin_letters_that_should_stand_in_vertical_text_are_named() -> None:
    vertical = '<StoryPreference StoryOrientation="Vertical"/>'

    assert subjects(read("Anna", 'RotateSingleByteCharacters="true"', before=vertical)) == ["upright Latin"]
