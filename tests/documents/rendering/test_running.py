"""Running headers: a master's text variable shows what stands on its page."""

from documents.rendering.document import Document
from documents.rendering.fonts import FontLibrary, FontSources
from documents.rendering.idml import read_document
from documents.rendering.running import with_running_headers
from tests.documents.rendering.idml_builder import (
    build_idml,
    data_merge_destination,
    data_merge_text,
    package,
    paragraph,
    story,
    text_frame,
)

TITLES = '<ParagraphStyle Self="ParagraphStyle/Title" Name="Title"/>'
VARIABLE = '<TextVariableInstance Self="i" Name="Running Header" ResultText="saved" AssociatedTextVariable="v"/>'
BOX, TOP = (50, 100, 400, 300), (50, 20, 400, 60)


def variable(**attributes: str) -> str:
    said = {"SearchStrategy": "FirstOnPage", "ChangeCase": "None", "AppliedParagraphStyle": "ParagraphStyle/Title", **attributes}
    preference = "".join(f' {name}="{value}"' for name, value in said.items())
    return f'<TextVariable Self="v" Name="Running Header"><MatchParagraphStylePreference{preference}/></TextVariable>'


def title(text: str) -> str:
    return paragraph(f"<Content>{text}</Content><Br/>", style="Title")


def design(*pages: str, **attributes: str) -> Document:
    """Each page has a story of its own, and the master's header above it."""
    stories = {f"s{number}": content for number, content in enumerate(pages)}
    items = [text_frame(f"f{number}", story=f"s{number}", box=BOX) for number in range(len(pages))]
    made = build_idml(
        stories={**stories, "head": paragraph(VARIABLE)},
        spread_items=items,
        masters={"m1": text_frame("h", story="head", box=TOP)},
        page_attributes='AppliedMaster="m1"',
        paragraph_styles=TITLES,
        designmap=data_merge_destination("u1", "Name") + variable(**attributes),
    )
    return read_document(package(made))


def headers(document: Document) -> list[str]:
    filled = with_running_headers(document, FontLibrary({}, FontSources()))
    heads = sorted((each for each in filled.stories if "h@" in each.frames[0]), key=lambda each: each.frames[0])
    return ["".join(run.field or run.text for paragraph in each.paragraphs for run in paragraph.runs) for each in heads]


def test_each_page_has_its_own_title_in_its_header() -> None:
    assert headers(design(title("One") + story("x"), title("Two") + title("Three") + story("x"))) == ["One", "Two"]


def test_the_last_title_of_a_page_is_shown_where_the_design_says_so() -> None:
    assert headers(design(title("One") + title("Two") + story("x"), SearchStrategy="LastOnPage")) == ["Two"]


def test_a_page_without_a_title_goes_on_with_the_one_before() -> None:
    assert headers(design(story("x"), title("One") + title("Two") + story("x"), story("x"))) == ["", "One", "Two"]


def test_what_stands_round_the_title_and_its_end_are_as_the_variable_says() -> None:
    document = design(title("Why not?") + story("x"), TextBefore="→ ", TextAfter=" ←", DeleteEndPunctuation="true")

    assert headers(document) == ["→ Why not ←"]


def test_a_field_in_the_title_is_a_field_in_the_header() -> None:
    with_field = paragraph(f"<Content>For </Content>{data_merge_text('u1', 'Name')}<Br/>", style="Title")

    assert headers(design(with_field + story("x"))) == ["For Name"]


def test_a_header_in_another_case_shows_what_was_saved_and_is_named() -> None:
    document = design(title("One") + story("x"), ChangeCase="Uppercase")

    assert headers(document) == ["saved"]
    assert [finding.subject for finding in document.findings] == ["running header"]
