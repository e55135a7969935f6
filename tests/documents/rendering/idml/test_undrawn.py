"""What a design asks for and is not drawn: each is a finding, once it acts."""

import pytest

from documents.rendering.document import Document
from documents.rendering.idml import read_document
from tests.documents.rendering.idml.reading import read_items, read_story
from tests.documents.rendering.idml_builder import build_idml, package, page_item, paragraph, rectangle, story, text_frame

WRAP = '<TextWrapPreference TextWrapMode="BoundingBoxTextWrap"/>'
WRAPPED = text_frame("f1", story="s1", box=(0, 0, 200, 200)) + rectangle("r1", box=(50, 50, 90, 90), inner=WRAP)


def named(document: Document) -> list[str]:
    return [finding.subject for finding in document.findings if finding.code == "not-drawn"]


@pytest.mark.parametrize(
    ("preferences", "subject"),
    [
        ('<TextPreference JustifyTextWraps="true"/>', "justified wraps"),
        ('<TextPreference AbutTextToTextWrap="false"/>', "skip by leading"),
        ('<WatermarkPreference WatermarkVisibility="true" WatermarkDoPrint="true" WatermarkText="DRAFT"/>', "watermark"),
    ],
)
def test_preferences_that_change_the_page_are_named(preferences: str, subject: str) -> None:
    assert named(read_items(WRAPPED, stories={"s1": story("x")}, preferences=preferences)) == [subject]


def test_preferences_that_change_nothing_here_are_not() -> None:
    quiet = '<TextPreference JustifyTextWraps="true" AbutTextToTextWrap="false"/><WatermarkPreference WatermarkText="DRAFT"/>'

    assert named(read_story(story("x"), preferences=quiet)) == []


def test_printed_marks_of_conditions_are_named() -> None:
    marks = '<ConditionalTextPreference ShowConditionIndicators="ShowAndPrintIndicators"/>'
    on, off = (f'<Condition Self="Condition/C" Name="C" Visible="{shown}"/>' for shown in ("true", "false"))

    assert named(read_story(story("x"), preferences=marks, designmap=on)) == ["condition marks"]
    assert named(read_story(story("x"), preferences=marks, designmap=off)) == []


def test_a_dictionary_of_the_design_s_own_is_named_where_it_divides_words() -> None:
    exception = '<HyphenationException Self="h" Name="$ID/English: USA" AddedExceptions="{}"/>'

    assert named(read_story(story("x"), designmap=exception.format("$ID/Do~nau~dampf"))) == ["hyphenation exceptions"]
    assert named(read_story(story("x"), designmap=exception.format("$ID/InDesign"))) == []


def test_form_objects_that_lie_on_a_spread_by_themselves_are_named() -> None:
    field = page_item("TextBox", "t1", box=(10, 10, 90, 30))

    (finding,) = read_items(field, stories={"s1": story("x")}).findings

    assert (finding.subject, finding.pages) == ("media", ("1",))
    assert read_items(field.replace('Self="t1"', 'Self="t1" Visible="false"'), stories={"s1": story("x")}).findings == ()


def test_a_date_of_output_is_named_and_shows_what_was_saved() -> None:
    variable = '<TextVariable Self="v1" Name="Output Date" VariableType="OutputDateType"/>'
    instance = '<TextVariableInstance Self="i" Name="Output Date" ResultText="1/5/26" AssociatedTextVariable="v1"/>'

    document = read_story(paragraph(instance), designmap=variable)

    assert named(document) == ["date of output"]
    assert document.stories[0].paragraphs[0].runs[0].text == "1/5/26"


def test_the_spacing_of_a_path_is_named() -> None:
    path = '<TextPath Self="t" ParentStory="s1" StartBracket="0" EndBracket="80" PathSpacing="-20"/>'

    document = read_items(rectangle("r1", box=(0, 0, 90, 90), inner=path), stories={"s1": story("x")})

    assert named(document) == ["spacing on a path"]


@pytest.mark.parametrize(("content", "subjects"), [(rectangle("r2", box=(0, 0, 90, 9)), ["clipped cell"]), ("", [])])
def test_a_cell_that_cuts_what_sticks_out_is_named(content: str, subjects: list[str]) -> None:
    cell = f'<Cell Self="c" Name="0:0" ClipContentToTextCell="true">{paragraph(content)}</Cell>'
    table = f'<Table Self="t"><Row Self="r" Name="0"/><Column Self="k" Name="0" SingleColumnWidth="50"/>{cell}</Table>'

    assert named(read_story(paragraph(table))) == subjects


@pytest.mark.parametrize(("detail", "subjects"), [(1, []), (3, ["drop cap descenders"])])
def test_a_drop_cap_that_is_scaled_for_descenders_is_named(detail: int, subjects: list[str]) -> None:
    content = paragraph("<Content>Qui</Content>", range_attributes=f'DropCapLines="3" DropCapCharacters="1" DropcapDetail="{detail}"')

    assert named(read_story(content)) == subjects


def test_numbers_of_a_list_that_are_written_otherwise_are_named() -> None:
    style = """<ParagraphStyle Self="ParagraphStyle/L" Name="L" BulletsAndNumberingListType="NumberedList"><Properties>
        <NumberingFormat type="string">{}</NumberingFormat></Properties></ParagraphStyle>"""

    other, roman = (
        read_story(story("x", style="L"), paragraph_styles=style.format(said)) for said in ("一, 二, 三, 四...", "i, ii, iii, iv...")
    )

    assert (named(other), named(roman)) == (["一, 二, 三, 四..."], [])


@pytest.mark.parametrize(("alignment", "subjects"), [("TextAlign", ["anchored alignment"]), ("CenterAlign", [])])
def test_an_object_above_its_line_that_follows_the_text_is_named(alignment: str, subjects: list[str]) -> None:
    setting = f'<AnchoredObjectSetting AnchoredPosition="AboveLine" HorizontalAlignment="{alignment}"/>'

    assert named(read_story(paragraph(f"<Content>a</Content>{rectangle('r9', box=(0, -10, 20, 0), inner=setting)}"))) == subjects


def test_a_wrap_along_the_subject_of_a_picture_is_named() -> None:
    wrap = '<TextWrapPreference TextWrapMode="Contour"><ContourOption ContourType="SelectSubject"/></TextWrapPreference>'
    items = text_frame("f1", story="s1", box=(0, 0, 200, 200)) + rectangle("r1", box=(50, 50, 90, 90), inner=wrap)

    assert named(read_items(items, stories={"s1": story("x")})) == ["contour wrap"]


@pytest.mark.parametrize(
    ("item", "subjects"),
    [
        (rectangle("r1", box=(0, 0, 9, 9), FillColor="Gradient/g", GradientFillHiliteLength="5"), ["gradient highlight"]),
        (rectangle("r1", box=(0, 0, 9, 9), FillColor="Color/Red", GradientFillHiliteLength="5"), []),
        (
            f'<Button Self="b" PrintableInPdf="false"><State Active="true">{rectangle("r1", box=(0, 0, 9, 9))}</State></Button>',
            ["hidden button"],
        ),
        (f'<Button Self="b" PrintableInPdf="true"><State Active="true">{rectangle("r1", box=(0, 0, 9, 9))}</State></Button>', []),
    ],
)
def test_what_an_item_has_beyond_its_picture_is_named(item: str, subjects: list[str]) -> None:
    assert named(read_items(item, stories={"s1": story("x")})) == subjects


def test_a_frame_round_hyperlinks_is_named_and_data_merge_has_none() -> None:
    link = '<Hyperlink Self="h" Visible="true"><Properties><Destination type="object">{}</Destination></Properties></Hyperlink>'

    assert named(read_story(story("x"), designmap=link.format("HyperlinkURLDestination/web"))) == ["hyperlink frames"]
    assert named(read_story(story("x"), designmap=link.format("HyperlinkURLDestination/DBF_Name"))) == []


def test_a_placed_page_that_covers_what_is_behind_it_is_named() -> None:
    size = '<Properties><GraphicBounds Left="0" Top="0" Right="9" Bottom="9"/></Properties>'
    says = '<PDFAttribute PageNumber="1" TransparentBackground="false"/><Link Self="l" LinkResourceURI="file:a.pdf"/>'
    page = f'<PDF Self="p">{size}{says}</PDF>'
    design = build_idml(spread_items=rectangle("r1", box=(0, 0, 9, 9), inner=page), stories={"s1": story("x")})

    assert named(read_document(package(design, links={"a.pdf": b"%PDF-1.4"}))) == ["a.pdf"]
