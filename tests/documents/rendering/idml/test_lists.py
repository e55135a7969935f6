"""Lists: bullets, numbers, levels, and how they run on."""

import pytest

from documents.rendering.document import Document
from documents.rendering.idml import read_document
from tests.documents.rendering.idml.reading import read_story
from tests.documents.rendering.idml_builder import build_idml, package, paragraph, story, text_frame


def numbered(**values: str) -> str:
    attributes = "".join(f' {key}="{value}"' for key, value in values.items())
    return f'BulletsAndNumberingListType="NumberedList"{attributes}'


def markers(document: Document) -> list[str | None]:
    return [p.format.bullet.marker if p.format.bullet else None for p in document.stories[0].paragraphs]


def listed(*attributes: str) -> str:
    return "".join(
        paragraph("<Content>x</Content>" + ("<Br/>" if n < len(attributes) - 1 else ""), range_attributes=a)
        for n, a in enumerate(attributes)
    )


def test_a_bullet_without_a_stated_character_is_a_bullet() -> None:
    document = read_story(listed('BulletsAndNumberingListType="BulletList"'))

    assert markers(document) == ["•"]
    assert document.stories[0].paragraphs[0].format.bullet.after == "\t"


def test_a_bullet_has_its_own_character_and_font() -> None:
    properties = (
        '<BulletChar BulletCharacterType="UnicodeWithFont" BulletCharacterValue="187"/><BulletsFont type="string">Myriad Pro</BulletsFont>'
    )
    style = f"""<ParagraphStyle Self="ParagraphStyle/L" Name="L" BulletsAndNumberingListType="BulletList" BulletsTextAfter="^&gt;">
        <Properties>{properties}</Properties></ParagraphStyle>"""

    bullet = read_story(story("x", style="L"), paragraph_styles=style).stories[0].paragraphs[0].format.bullet

    assert bullet is not None
    assert (bullet.marker, bullet.after) == ("»", "\u2002")
    assert bullet.format is not None
    assert bullet.format.family == "Myriad Pro"


def test_numbers_count_and_start_again_after_other_text() -> None:
    assert markers(read_story(listed(numbered(), numbered(), "", numbered()))) == ["1.", "2.", None, "1."]


def test_numbers_start_where_they_say() -> None:
    assert markers(read_story(listed(numbered(NumberingStartAt="5"), numbered(NumberingStartAt="5")))) == ["5.", "6."]
    assert markers(read_story(listed(numbered(), numbered(NumberingContinue="false", NumberingStartAt="1")))) == ["1.", "1."]


def test_levels_count_within_the_level_above() -> None:
    deep = numbered(NumberingLevel="2", NumberingExpression="^1.^#^t")

    assert markers(read_story(listed(numbered(), deep, deep, numbered(), deep))) == ["1.", "1.1", "1.2", "2.", "2.1"]


def test_a_level_is_written_as_its_own_paragraphs_write_it() -> None:
    style = """<ParagraphStyle Self="ParagraphStyle/R" Name="R" BulletsAndNumberingListType="NumberedList">
        <Properties><NumberingFormat type="string">I, II, III, IV...</NumberingFormat></Properties></ParagraphStyle>"""
    deep = numbered(NumberingLevel="2", NumberingExpression="^1.^#^t")
    first = story("x", style="R").replace("<Content>x</Content>", "<Content>x</Content><Br/>")

    assert markers(read_story(first + listed(deep), paragraph_styles=style)) == ["I.", "I.1"]


@pytest.mark.parametrize(
    ("policy", "last"),
    [
        ('RestartPolicy="AnyPreviousLevel" LowerLevel="0" UpperLevel="0"', "1."),
        ('RestartPolicy="AfterSpecificLevel" LowerLevel="0" UpperLevel="1"', "2."),
        ('RestartPolicy="RangeOfLevels" LowerLevel="1" UpperLevel="2"', "1."),
    ],
)
def test_a_level_starts_again_after_the_levels_it_names(policy: str, last: str) -> None:
    style = f"""<ParagraphStyle Self="ParagraphStyle/L" Name="L" BulletsAndNumberingListType="NumberedList" NumberingLevel="3">
        <Properties><NumberingRestartPolicies {policy}/></Properties></ParagraphStyle>"""
    third = story("x", style="L").replace("<Content>x</Content>", "<Content>x</Content><Br/>")
    second = listed(numbered(NumberingLevel="2")).replace("<Content>x</Content>", "<Content>x</Content><Br/>")

    assert markers(read_story(third + second + third, paragraph_styles=style))[::2] == ["1.", last]


def test_a_running_list_goes_on_in_the_next_story() -> None:
    style = """<ParagraphStyle Self="ParagraphStyle/L" Name="L" BulletsAndNumberingListType="NumberedList">
        <Properties><AppliedNumberingList type="object">NumberingList/N</AppliedNumberingList></Properties></ParagraphStyle>"""
    frames = text_frame("a", story="s1", box=(0, 0, 100, 100)) + text_frame("b", story="s2", box=(0, 200, 100, 300))

    def numbers(across: str) -> list[str]:
        design = build_idml(
            stories={"s1": story("x", style="L"), "s2": story("x", style="L")},
            spread_items=frames,
            paragraph_styles=style,
            designmap=f'<NumberingList Self="NumberingList/N" Name="N" ContinueNumbersAcrossStories="{across}"/>',
        )
        stories = read_document(package(design)).stories
        return [made.paragraphs[0].format.bullet.marker for made in stories if made.paragraphs[0].format.bullet]

    assert numbers("true") == ["1.", "2."]
    assert numbers("false") == ["1.", "1."]


def test_rows_of_a_table_are_numbered_from_cell_to_cell() -> None:
    cell = '<Cell Self="c{0}{1}" Name="{0}:{1}" RowSpan="1" ColumnSpan="1">{2}</Cell>'
    rows = "".join(cell.format(0, row, listed(numbered())) + cell.format(1, row, listed("")) for row in range(2))
    columns = '<Column Self="k0" Name="0" SingleColumnWidth="50"/><Column Self="k1" Name="1" SingleColumnWidth="50"/>'
    heights = '<Row Self="r0" Name="0" SingleRowHeight="20"/><Row Self="r1" Name="1" SingleRowHeight="20"/>'
    table = f'<Table Self="t" HeaderRowCount="0" FooterRowCount="0" BodyRowCount="2" ColumnCount="2">{heights}{columns}{rows}</Table>'

    (run,) = read_story(paragraph(table)).stories[0].paragraphs[0].runs

    assert run.table is not None
    found = [cell.paragraphs[0].format.bullet for cell in run.table.cells]
    assert [bullet.marker if bullet else "" for bullet in found] == ["1.", "", "2.", ""]


@pytest.mark.parametrize(
    ("format", "marker"),
    [("a, b, c, d...", "d."), ("I, II, III, IV...", "IV."), ("01, 02, 03, 04...", "04."), ("1, 2, 3, 4...", "4."), ("None", ".")],
)
def test_numbers_are_written_as_the_list_says(format: str, marker: str) -> None:
    style = f"""<ParagraphStyle Self="ParagraphStyle/L" Name="L" BulletsAndNumberingListType="NumberedList" NumberingStartAt="4">
        <Properties><NumberingFormat type="string">{format}</NumberingFormat></Properties></ParagraphStyle>"""

    assert markers(read_story(story("x", style="L"), paragraph_styles=style)) == [marker]
