"""Stories: paragraphs, special characters, what shows nothing, lists, threads."""

import pytest

from documents.rendering.document import Document
from documents.rendering.idml import read_document
from documents.rendering.text.model import Anchoring
from tests.documents.rendering.idml_builder import A4, build_idml, package, paragraph, rectangle, story, text_frame

BOX = (36, 36, 300, 200)


def read(content: str, **more: object) -> Document:
    return read_document(package(build_idml(stories={"s1": content}, spread_items=text_frame("f1", story="s1", box=BOX), **more)))


def texts(document: Document) -> list[str]:
    return ["".join(run.text for run in paragraph.runs) for paragraph in document.stories[0].paragraphs]


def test_a_break_ends_a_paragraph_and_one_at_the_end_makes_an_empty_one() -> None:
    assert texts(read(paragraph("<Content>a</Content><Br/><Content>b</Content><Br/>"))) == ["a", "b", ""]


def test_ranges_without_a_break_between_are_one_paragraph_with_the_firsts_format() -> None:
    content = paragraph("<Content>a</Content>", range_attributes='SpaceAfter="5"') + paragraph(
        "<Content>b</Content>", range_attributes='SpaceAfter="9"'
    )

    document = read(content)

    assert texts(document) == ["ab"]
    assert document.stories[0].paragraphs[0].format.space_after_pt == 5.0


def test_the_return_has_the_format_of_its_own_range() -> None:
    style = "CharacterStyle/$ID/[No character style]"
    content = f"""<ParagraphStyleRange AppliedParagraphStyle="ParagraphStyle/$ID/NormalParagraphStyle">
        <CharacterStyleRange AppliedCharacterStyle="{style}" PointSize="10"><Content>a</Content></CharacterStyleRange>
        <CharacterStyleRange AppliedCharacterStyle="{style}" PointSize="8"><Br/></CharacterStyleRange></ParagraphStyleRange>"""

    paragraphs = read(content + story("b")).stories[0].paragraphs

    assert (paragraphs[0].runs[0].format.size_pt, paragraphs[0].end.size_pt) == (10.0, 8.0)


def test_special_characters_stand_as_themselves_or_by_name() -> None:
    runs = (
        read(paragraph("<Content>a\u2028b\tc\ufeff<?ACE 7?>d<?ACE 8?>e<?ACE 18?>f<?ACE 19?><?ACE 3?></Content>"))
        .stories[0]
        .paragraphs[0]
        .runs
    )

    assert [run.text or run.special or run.page_number for run in runs] == [
        "a\u2028b\tc", "indent-to-here", "d", "right-indent-tab", "e", "current", "f", "section", "end-nested-style",
    ]  # fmt: skip


def test_a_break_character_of_a_column_or_page() -> None:
    content = paragraph("<Content>a</Content><Br/>", ParagraphBreakType="NextColumn") + story("b")

    paragraphs = read(content).stories[0].paragraphs

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

    assert texts(read(content)) == ["May new tagged"]


def test_text_of_a_condition_that_is_off_shows_nothing() -> None:
    condition = '<Condition Self="Condition/Off" Name="Off" Visible="false"/>'

    document = read(story("a", AppliedConditions="Condition/Off") + story("b"), designmap=condition)

    assert texts(document) == ["b"]


def test_a_hyperlink_is_kept_and_its_scheme_checked() -> None:
    def linked(source: str, text: str) -> str:
        return f'<HyperlinkTextSource Self="{source}"><Content>{text}</Content></HyperlinkTextSource>'

    def target(source: str, url: str) -> str:
        destination = f'<HyperlinkURLDestination Self="d{source}" DestinationURL="{url}" Name="x" Hidden="true"/>'
        properties = f'<Properties><Destination type="object">d{source}</Destination></Properties>'
        return destination + f'<Hyperlink Self="h{source}" Source="{source}">{properties}</Hyperlink>'

    designmap = target("u1", "https://example.org/") + target("u2", "javascript:alert(1)")

    runs = read(paragraph(linked("u1", "good") + linked("u2", "bad")), designmap=designmap).stories[0].paragraphs[0].runs

    assert [(run.text, run.link) for run in runs] == [("good", "https://example.org/"), ("bad", None)]


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
    document = read(listed('BulletsAndNumberingListType="BulletList"'))

    assert markers(document) == ["•"]
    assert document.stories[0].paragraphs[0].format.bullet.after == "\t"


def test_a_bullet_has_its_own_character_and_font() -> None:
    properties = (
        '<BulletChar BulletCharacterType="UnicodeWithFont" BulletCharacterValue="187"/><BulletsFont type="string">Myriad Pro</BulletsFont>'
    )
    style = f"""<ParagraphStyle Self="ParagraphStyle/L" Name="L" BulletsAndNumberingListType="BulletList" BulletsTextAfter="^&gt;">
        <Properties>{properties}</Properties></ParagraphStyle>"""

    bullet = read(story("x", style="L"), paragraph_styles=style).stories[0].paragraphs[0].format.bullet

    assert bullet is not None
    assert (bullet.marker, bullet.after) == ("»", "\u2002")
    assert bullet.format is not None
    assert bullet.format.family == "Myriad Pro"


def test_numbers_count_and_start_again_after_other_text() -> None:
    assert markers(read(listed(numbered(), numbered(), "", numbered()))) == ["1.", "2.", None, "1."]


def test_numbers_start_where_they_say() -> None:
    assert markers(read(listed(numbered(NumberingStartAt="5"), numbered(NumberingStartAt="5")))) == ["5.", "6."]
    assert markers(read(listed(numbered(), numbered(NumberingContinue="false", NumberingStartAt="1")))) == ["1.", "1."]


def test_levels_count_within_the_level_above() -> None:
    deep = numbered(NumberingLevel="2", NumberingExpression="^1.^#^t")

    assert markers(read(listed(numbered(), deep, deep, numbered(), deep))) == ["1.", "1.1", "1.2", "2.", "2.1"]


def test_a_level_is_written_as_its_own_paragraphs_write_it() -> None:
    style = """<ParagraphStyle Self="ParagraphStyle/R" Name="R" BulletsAndNumberingListType="NumberedList">
        <Properties><NumberingFormat type="string">I, II, III, IV...</NumberingFormat></Properties></ParagraphStyle>"""
    deep = numbered(NumberingLevel="2", NumberingExpression="^1.^#^t")
    first = story("x", style="R").replace("<Content>x</Content>", "<Content>x</Content><Br/>")

    assert markers(read(first + listed(deep), paragraph_styles=style)) == ["I.", "I.1"]


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

    assert markers(read(third + second + third, paragraph_styles=style))[::2] == ["1.", last]


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

    (run,) = read(paragraph(table)).stories[0].paragraphs[0].runs

    assert run.table is not None
    found = [cell.paragraphs[0].format.bullet for cell in run.table.cells]
    assert [bullet.marker if bullet else "" for bullet in found] == ["1.", "", "2.", ""]


@pytest.mark.parametrize(
    ("format", "marker"), [("a, b, c, d...", "d."), ("I, II, III, IV...", "IV."), ("01, 02, 03, 04...", "04."), ("1, 2, 3, 4...", "4.")]
)
def test_numbers_are_written_as_the_list_says(format: str, marker: str) -> None:
    style = f"""<ParagraphStyle Self="ParagraphStyle/L" Name="L" BulletsAndNumberingListType="NumberedList" NumberingStartAt="4">
        <Properties><NumberingFormat type="string">{format}</NumberingFormat></Properties></ParagraphStyle>"""

    assert markers(read(story("x", style="L"), paragraph_styles=style)) == [marker]


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

    document = read(paragraph(f"<Content>a</Content>{inner}<Content>b</Content>"))

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
        AnchorXoffset="3" SpineRelative="true"/>"""
    inner = rectangle("r9", box=(0, -10, 20, 0), inner=setting)

    document = read(paragraph(f"<Content>a</Content>{inner}"))

    assert document.anchored["r9"].anchoring == Anchoring(
        point=(1, 0), across="frame", across_at=0, down="page", down_at=1, offset_pt=(3, 0), mirrored=True
    )
    box = document.frames["f1"]
    assert box.page_box_pt == pytest.approx((0, 0, *A4))
    assert document.findings == ()


def test_an_object_above_its_line_has_space_above_and_below() -> None:
    setting = (
        '<AnchoredObjectSetting AnchoredPosition="AboveLine" HorizontalAlignment="CenterAlign" AnchorSpaceAbove="4" AnchorYoffset="2"/>'
    )

    document = read(paragraph(f"<Content>a</Content>{rectangle('r9', box=(0, -10, 20, 0), inner=setting)}"))

    made = document.anchored["r9"].anchoring
    assert made is not None
    assert (made.above_line, made.across_at, made.space_pt) == (True, 0.5, (4, 2))


def test_a_footnote_has_its_number_in_the_text_and_in_the_note() -> None:
    note = "<Footnote>" + paragraph("<Content><?ACE 4?>\tnote &lt;&lt;A&gt;&gt;</Content>") + "</Footnote>"
    options = '<FootnoteOption StartAt="3" Spacer="6" RuleWidth="50" RuleOffset="2"/>'

    document = read(paragraph(f"<Content>a</Content>{note}<Content>b</Content>{note}"), preferences=options)

    runs = document.stories[0].paragraphs[0].runs
    assert [(run.text, run.format.position) for run in runs] == [("a", "normal"), ("3", "super"), ("b", "normal"), ("4", "super")]
    notes = [run.note for run in runs if run.note]
    assert [["".join(run.text for run in made.runs) for made in each.paragraphs] for each in notes] == [
        ["3\tnote <<A>>"],
        ["4\tnote <<A>>"],
    ]
    found = document.stories[0].notes
    assert (found.spacer_pt, found.rule_width_pt, found.rule_offset_pt, found.first_baseline) == (6, 50, 2, "leading")
    assert [field.name for field in document.fields] == ["A"]
    assert document.findings == ()


def test_endnotes_have_their_numbers_in_the_text_and_in_the_story_that_says_them() -> None:
    note = '<EndnoteRange Self="r{0}" SourceEndnote="e{0}"><Content>\ufeff<?ACE 4?>\tnote {0}\ufeff</Content></EndnoteRange>'
    notes = paragraph(note.format(1) + "<Br/>" + note.format(2))
    text = paragraph('<Content>a</Content><Endnote Self="e2" EndnoteTextRange="r2"/><Endnote Self="e1" EndnoteTextRange="r1"/>')
    frame = (
        text_frame("b", story="s2", box=(0, 200, 100, 300))
        .replace("TextFrame ", "EndnoteTextFrame ")
        .replace("/TextFrame", "/EndnoteTextFrame")
    )
    design = build_idml(
        stories={"s1": text, "s2": notes},
        spread_items=text_frame("a", story="s1", box=(0, 0, 100, 100)) + frame,
        designmap='<EndnoteOption StartEndnoteNumberAt="7"/>',
    )

    document = read_document(package(design))

    first, second = document.stories
    assert [(run.text, run.format.position) for run in first.paragraphs[0].runs] == [("a", "normal"), ("87", "super")]
    assert ["".join(run.text for run in each.runs) for each in second.paragraphs] == ["7\tnote 1", "8\tnote 2"]
    assert document.findings == ()


def test_a_vertical_story_says_so() -> None:
    vertical = '<StoryPreference StoryOrientation="Vertical"/>'

    document = read(vertical + story("山田"))

    assert document.stories[0].vertical
    assert document.findings == ()


def test_digits_that_should_stand_side_by_side_in_vertical_text_are_named() -> None:
    style = '<ParagraphStyle Self="ParagraphStyle/T" Name="T" AutoTcy="2"/>'
    vertical = '<StoryPreference StoryOrientation="Vertical"/>'

    assert [found.subject for found in read(vertical + story("12月", style="T"), paragraph_styles=style).findings] == [
        "Japanese typography"
    ]
    assert read(story("12月", style="T"), paragraph_styles=style).findings == ()


def test_fonts_have_the_names_that_their_files_give_them() -> None:
    font = (
        '<Font Self="f" FontFamily="New Type" FontStyleName="Medium" PostScriptName="NS-65" FullName="Neue Schrift" FullNameNative="$ID/"/>'
    )
    part = f'<idPkg:Fonts xmlns:idPkg="http://ns.adobe.com/AdobeInDesign/idml/1.0/packaging"><FontFamily>{font}</FontFamily></idPkg:Fonts>'

    document = read(story("x"), members={"Resources/Fonts.xml": part.encode()})

    assert document.font_names == {("New Type", "Medium"): ("NS-65", "Neue Schrift")}


def test_footnotes_that_begin_anew_on_each_page_are_named_once_there_are_any() -> None:
    restart = '<RestartNumbering type="enumeration">PageRestart</RestartNumbering>'
    options = f'<FootnoteOption EosPlacement="true"><Properties>{restart}</Properties></FootnoteOption>'
    note = "<Footnote>" + paragraph("<Content>note</Content>") + "</Footnote>"

    assert read(story("x"), preferences=options).findings == ()
    assert {finding.subject for finding in read(paragraph(note), preferences=options).findings} == {
        "footnote numbers",
        "footnotes at the end",
    }


@pytest.mark.parametrize(
    ("document_says", "frame_says", "named"),
    [
        ("true", 'TextColumnCount="2"', ["footnotes across columns"]),
        ("true", "", []),
        ("false", 'TextColumnCount="2"', []),
        ("true", 'TextColumnCount="2" FootnotesEnableOverrides="true" FootnotesSpanAcrossColumns="false"', []),
        ("false", 'TextColumnCount="2" FootnotesEnableOverrides="true" FootnotesSpanAcrossColumns="true"', ["footnotes across columns"]),
    ],
)
def test_footnotes_that_span_columns_are_named(document_says: str, frame_says: str, named: list[str]) -> None:
    note = "<Footnote>" + paragraph("<Content>note</Content>") + "</Footnote>"
    frame = text_frame("f1", story="s1", box=BOX, inner=f"<TextFramePreference {frame_says}/>")
    options = f'<FootnoteOption EnableStraddling="{document_says}"/>'

    document = read_document(package(build_idml(stories={"s1": paragraph(note)}, spread_items=frame, preferences=options)))

    assert [finding.subject for finding in document.findings] == named
