"""Stories: paragraphs, special characters, what shows nothing, lists, threads."""

import pytest

from documents.rendering.idml import read_document
from documents.rendering.text.model import Anchoring
from tests.documents.rendering.idml.reading import BOX, read_story, texts
from tests.documents.rendering.idml_builder import A4, build_idml, package, paragraph, rectangle, story, text_frame


def test_a_break_ends_a_paragraph_and_one_at_the_end_makes_an_empty_one() -> None:
    assert texts(read_story(paragraph("<Content>a</Content><Br/><Content>b</Content><Br/>"))) == ["a", "b", ""]


def test_ranges_without_a_break_between_are_one_paragraph_with_the_firsts_format() -> None:
    content = paragraph("<Content>a</Content>", range_attributes='SpaceAfter="5"') + paragraph(
        "<Content>b</Content>", range_attributes='SpaceAfter="9"'
    )

    document = read_story(content)

    assert texts(document) == ["ab"]
    assert document.stories[0].paragraphs[0].format.space_after_pt == 5.0


def test_the_return_has_the_format_of_its_own_range() -> None:
    style = "CharacterStyle/$ID/[No character style]"
    content = f"""<ParagraphStyleRange AppliedParagraphStyle="ParagraphStyle/$ID/NormalParagraphStyle">
        <CharacterStyleRange AppliedCharacterStyle="{style}" PointSize="10"><Content>a</Content></CharacterStyleRange>
        <CharacterStyleRange AppliedCharacterStyle="{style}" PointSize="8"><Br/></CharacterStyleRange></ParagraphStyleRange>"""

    paragraphs = read_story(content + story("b")).stories[0].paragraphs

    assert (paragraphs[0].runs[0].format.size_pt, paragraphs[0].end.size_pt) == (10.0, 8.0)


def test_special_characters_stand_as_themselves_or_by_name() -> None:
    runs = (
        read_story(paragraph("<Content>a\u2028b\tc\ufeff<?ACE 7?>d<?ACE 8?>e<?ACE 18?>f<?ACE 19?><?ACE 3?></Content>"))
        .stories[0]
        .paragraphs[0]
        .runs
    )

    assert [run.text or run.special or run.page_number for run in runs] == [
        "a\u2028b\tc", "indent-to-here", "d", "right-indent-tab", "e", "current", "f", "section", "end-nested-style",
    ]  # fmt: skip


def test_a_break_character_of_a_column_or_page() -> None:
    content = paragraph("<Content>a</Content><Br/>", ParagraphBreakType="NextColumn") + story("b")

    paragraphs = read_story(content).stories[0].paragraphs

    assert [run.special for run in paragraphs[0].runs] == [None, "column-break"]
    assert [run.text for run in paragraphs[1].runs] == ["b"]


def test_variables_show_their_last_text_and_notes_changes_and_hidden_text_nothing() -> None:
    content = paragraph(
        '<TextVariableInstance Self="v" Name="Date" ResultText="May" AssociatedTextVariable="x"/>'
        "<Note><ParagraphStyleRange><CharacterStyleRange><Content>note</Content></CharacterStyleRange></ParagraphStyleRange></Note>"
        "<HiddenText><ParagraphStyleRange><CharacterStyleRange><Content>hidden</Content></CharacterStyleRange></ParagraphStyleRange></HiddenText>"
        '<Change ChangeType="DeletedText"><Content>gone</Content></Change>'
        '<Change ChangeType="InsertedText"><Content> new</Content></Change>'
        '<XMLElement Self="x"><Content> tagged</Content></XMLElement>'
    )

    assert texts(read_story(content)) == ["May new tagged"]


def test_text_of_a_condition_that_is_off_shows_nothing() -> None:
    condition = '<Condition Self="Condition/Off" Name="Off" Visible="false"/>'

    document = read_story(story("a", AppliedConditions="Condition/Off") + story("b"), designmap=condition)

    assert texts(document) == ["b"]


def test_a_hyperlink_is_kept_and_its_scheme_checked() -> None:
    def linked(source: str, text: str) -> str:
        return f'<HyperlinkTextSource Self="{source}"><Content>{text}</Content></HyperlinkTextSource>'

    def target(source: str, url: str) -> str:
        destination = f'<HyperlinkURLDestination Self="d{source}" DestinationURL="{url}" Name="x" Hidden="true"/>'
        properties = f'<Properties><Destination type="object">d{source}</Destination></Properties>'
        return destination + f'<Hyperlink Self="h{source}" Source="{source}">{properties}</Hyperlink>'

    designmap = target("u1", "https://example.org/") + target("u2", "javascript:alert(1)")

    runs = read_story(paragraph(linked("u1", "good") + linked("u2", "bad")), designmap=designmap).stories[0].paragraphs[0].runs

    assert [(run.text, run.link) for run in runs] == [("good", "https://example.org/"), ("bad", None)]


def test_a_thread_runs_through_its_frames_in_order_and_over_pages() -> None:
    first = text_frame("b", story="s1", box=(0, 300, 100, 400), PreviousTextFrame="a", NextTextFrame="c") + text_frame(
        "a", story="s1", box=(0, 0, 100, 100), NextTextFrame="b"
    )
    second = text_frame("c", story="s1", box=(0, 0, 100, 100), PreviousTextFrame="b")

    document = read_document(package(build_idml(stories={"s1": story("x")}, spread_items=[first, second], page_names=["i", "ii"])))

    assert document.stories[0].frames == ("a", "b", "c")
    assert [document.frames[key].page_name for key in "abc"] == ["i", "i", "ii"]
    assert [document.frames[key].next_page_name for key in "abc"] == ["ii", "ii", ""]
    assert document.frames["c"].previous_page_name == "i"


def test_an_inline_object_is_anchored_in_its_run() -> None:
    inner = rectangle("r9", box=(0, -10, 20, 0), FillColor="Color/Red")

    document = read_story(paragraph(f"<Content>a</Content>{inner}<Content>b</Content>"))

    assert [run.object for run in document.stories[0].paragraphs[0].runs] == [None, "r9", None]
    assert document.anchored["r9"].fill is not None


def test_text_in_an_inline_frame_is_a_story_of_its_own() -> None:
    inner = text_frame("f9", story="s2", box=(0, -10, 20, 0))
    stories = {"s1": paragraph(inner), "s2": story("<<Inner>>")}

    document = read_document(package(build_idml(stories=stories, spread_items=text_frame("f1", story="s1", box=BOX))))

    assert [entry.id for entry in document.stories] == ["s1", "s2"]
    assert document.anchored["f9"].frame == "f9"
    assert [field.name for field in document.fields] == ["Inner"]


def test_an_object_that_is_anchored_off_the_line_says_what_it_is_placed_by() -> None:
    setting = """<AnchoredObjectSetting AnchoredPosition="Anchored" AnchorPoint="TopRightAnchor" HorizontalReferencePoint="TextFrame"
        HorizontalAlignment="LeftAlign" VerticalReferencePoint="PageEdge" VerticalAlignment="BottomAlign"
        AnchorXoffset="3" SpineRelative="true" PinPosition="false"/>"""
    inner = rectangle("r9", box=(0, -10, 20, 0), inner=setting)

    document = read_story(paragraph(f"<Content>a</Content>{inner}"))

    assert document.anchored["r9"].anchoring == Anchoring(
        point=(1, 0), across="frame", across_at=0, down="page", down_at=1, offset_pt=(3, 0), mirrored=True, pinned=False
    )
    box = document.frames["f1"]
    assert box.page_box_pt == pytest.approx((0, 0, *A4))
    assert document.findings == ()


@pytest.mark.parametrize(("position", "areas"), [("Anchored", 1), ("InlinePosition", 0), ("AboveLine", 0)])
def test_an_object_that_is_anchored_off_the_line_keeps_text_away(position: str, areas: int) -> None:
    offset = '<Properties><TextWrapOffset Top="2" Left="0" Bottom="3" Right="0"/></Properties>'
    wrap = f'<TextWrapPreference TextWrapMode="JumpObjectTextWrap">{offset}</TextWrapPreference>'
    setting = f'<AnchoredObjectSetting AnchoredPosition="{position}"/>'
    item = rectangle("r9", box=(0, 0, 20, 10), inner=wrap + setting, ItemTransform="1 0 0 1 5 -10")

    found = read_story(paragraph(f"<Content>a</Content>{item}")).anchored["r9"].wraps

    assert [(each.mode, each.polygon) for each in found] == [("jump", ((5, -12), (25, -12), (25, 3), (5, 3)))] * areas


def test_an_object_above_its_line_has_space_above_and_below() -> None:
    setting = (
        '<AnchoredObjectSetting AnchoredPosition="AboveLine" HorizontalAlignment="CenterAlign" AnchorSpaceAbove="4" AnchorYoffset="2"/>'
    )

    document = read_story(paragraph(f"<Content>a</Content>{rectangle('r9', box=(0, -10, 20, 0), inner=setting)}"))

    made = document.anchored["r9"].anchoring
    assert made is not None
    assert (made.above_line, made.across_at, made.space_pt) == (True, 0.5, (4, 2))


def test_a_story_that_runs_from_right_to_left_begins_in_the_right_column() -> None:
    document = read_story('<StoryPreference StoryDirection="RightToLeftDirection"/>' + story("x"))

    assert document.frames["f1"].columns_from_right


def test_a_vertical_story_says_so() -> None:
    vertical = '<StoryPreference StoryOrientation="Vertical"/>'

    document = read_story(vertical + story("山田"))

    assert document.stories[0].vertical
    assert document.findings == ()


def test_fonts_have_the_names_that_their_files_give_them() -> None:
    font = (
        '<Font Self="f" FontFamily="New Type" FontStyleName="Medium" PostScriptName="NS-65" FullName="Neue Schrift" FullNameNative="$ID/"/>'
    )
    part = f'<idPkg:Fonts xmlns:idPkg="http://ns.adobe.com/AdobeInDesign/idml/1.0/packaging"><FontFamily>{font}</FontFamily></idPkg:Fonts>'

    document = read_story(story("x"), members={"Resources/Fonts.xml": part.encode()})

    assert document.font_names == {("New Type", "Medium"): ("NS-65", "Neue Schrift")}
