"""Data Merge placeholders and typed ones become fields."""

import pytest

from documents.rendering.document import Document
from documents.rendering.idml import read_document
from documents.rendering.idml.placeholders import suggested_kind, typed_placeholders
from tests.documents.rendering.idml_builder import (
    build_idml,
    data_merge_destination,
    data_merge_text,
    package,
    paragraph,
    rectangle,
    story,
    text_frame,
)

BOX = (36, 36, 300, 100)


def read(content: str, **more: object) -> Document:
    return read_document(package(build_idml(stories={"s1": content}, spread_items=text_frame("f1", story="s1", box=BOX), **more)))


def runs(document: Document) -> list[tuple[str, str | None]]:
    return [(run.text, run.field) for paragraph in document.stories[0].paragraphs for run in paragraph.runs]


def test_a_data_merge_placeholder_has_the_name_of_its_hidden_destination() -> None:
    content = paragraph("<Content>Dear </Content>" + data_merge_text("u1", "First Name", shown="<<Old Name>>"))

    document = read(content, designmap=data_merge_destination("u1", "First Name"))

    assert runs(document) == [("Dear ", None), ("<<Old Name>>", "First Name")]
    assert [(field.name, field.pages) for field in document.fields] == [("First Name", ("1",))]


def test_a_placeholder_without_a_destination_has_the_name_it_shows() -> None:
    document = read(paragraph(data_merge_text("u1", "Company")))

    assert runs(document) == [("<<Company>>", "Company")]


@pytest.mark.parametrize("typed", ["<<First Name>>", "{{First Name}}", "<< First Name >>"])
def test_a_typed_placeholder_is_a_field(typed: str) -> None:
    assert runs(read(story(f"Dear {typed}, hello"))) == [("Dear ", None), (typed, "First Name"), (", hello", None)]


def test_a_placeholder_split_over_ranges_takes_the_format_of_its_first_character() -> None:
    def part(text: str, size: int) -> str:
        style = "CharacterStyle/$ID/[No character style]"
        return f'<CharacterStyleRange AppliedCharacterStyle="{style}" PointSize="{size}"><Content>{text}</Content></CharacterStyleRange>'

    style = "ParagraphStyle/$ID/NormalParagraphStyle"
    parts = part("a &lt;", 8) + part("&lt;Fir", 9) + part("st Name&gt;", 10) + part("&gt; b", 11)

    document = read(f'<ParagraphStyleRange AppliedParagraphStyle="{style}">{parts}</ParagraphStyleRange>')

    found = document.stories[0].paragraphs[0].runs
    assert [(run.text, run.field, run.format.size_pt) for run in found] == [
        ("a ", None, 8.0),
        ("<<First Name>>", "First Name", 8.0),
        (" b", None, 11.0),
    ]


@pytest.mark.parametrize("text", ["«Name»", "<<Name>", "1 << 2 >> 0 is <<", "<< >>", "<<--->>", "{Name}", "{{}}", "a<<b\tc>>d"])
def test_text_that_only_looks_like_a_placeholder_stays_text(text: str) -> None:
    expected = [] if text != "1 << 2 >> 0 is <<" else ["2"]

    assert [typed.name for typed in typed_placeholders(text)] == expected


def test_two_placeholders_side_by_side_are_two_fields() -> None:
    assert runs(read(story("<<A>><<B>>{{C}}"))) == [("<<A>>", "A"), ("<<B>>", "B"), ("{{C}}", "C")]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Expiry Date", "Date"),
        ("ExpiryDate", "Date"),
        ("Ablaufdatum", "Date"),
        ("date_of_birth", "Date"),
        ("Update", "String"),
        ("Name", "String"),
    ],
)
def test_a_name_suggests_a_kind(name: str, kind: str) -> None:
    assert suggested_kind(name) == kind


def test_an_image_placeholder_is_a_picture_field_of_its_frame() -> None:
    frame = rectangle(
        "r1", box=(10, 10, 160, 110), inner='<FrameFittingOption FittingOnEmptyFrame="FillProportionally" FittingAlignment="CenterAnchor"/>'
    )
    placeholder = '<DataMergeImagePlaceholder Self="dm0" Field="Picture" PlaceholderPageItem="r1"/>'

    document = read_document(package(build_idml(spread_items=frame, designmap=placeholder)))

    picture = document.pages[0].items[0].picture
    assert picture is not None
    assert (picture.field, picture.fitting, picture.align, picture.crop) == ("Picture", "fill-proportionally", (0.5, 0.5), (0, 0, 0, 0))
    assert [(field.name, field.kind, field.certain) for field in document.fields] == [("Picture", "Image", True)]


def test_a_frame_that_says_nothing_is_filled_as_data_merge_says() -> None:
    placeholder = '<DataMergeImagePlaceholder Self="dm0" Field="@Picture" PlaceholderPageItem="r1"/>'
    merge = '<DataMergeOption FittingOption="Proportional" CenterImage="true"/>'

    document = read_document(package(build_idml(spread_items=rectangle("r1", box=BOX), designmap=placeholder, preferences=merge)))

    picture = document.pages[0].items[0].picture
    assert picture is not None
    assert (picture.field, picture.fitting, picture.align) == ("Picture", "proportionally", (0.5, 0.5))


@pytest.mark.parametrize(
    ("frame", "merge", "fitting", "noted"),
    [
        ("None", "FitContentToFrame", "content-to-frame", []),
        ("None", "Proportional", "proportionally", []),
        ("None", "FillProportional", "fill-proportionally", []),
        ("None", "PreserveSizes", "none", []),
        ("None", "FitFrameToContent", "frame-to-content", []),
        ("None", "ContentAware", "fill-proportionally", ["content-aware fit"]),
        ("None", "HonourExistingStyle", "none", []),
        ("Proportionally", "HonourExistingStyle", "proportionally", []),
        ("ContentAwareFit", "Proportional", "fill-proportionally", ["content-aware fit"]),
    ],
)
def test_each_way_to_fit_a_picture_is_understood_or_told(frame: str, merge: str, fitting: str, noted: list[str]) -> None:
    placeholder = '<DataMergeImagePlaceholder Self="dm0" Field="Picture" PlaceholderPageItem="r1"/>'
    item = rectangle("r1", box=BOX, inner=f'<FrameFittingOption FittingOnEmptyFrame="{frame}"/>')

    document = read_document(
        package(build_idml(spread_items=item, designmap=placeholder, preferences=f'<DataMergeOption FittingOption="{merge}"/>'))
    )

    picture = document.pages[0].items[0].picture
    assert picture is not None
    assert picture.fitting == fitting
    assert [finding.subject for finding in document.findings] == noted


def test_a_filled_frame_that_fits_itself_to_a_picture_is_told() -> None:
    placeholder = '<DataMergeImagePlaceholder Self="dm0" Field="Picture" PlaceholderPageItem="r1"/>'
    item = rectangle("r1", box=BOX, inner='<FrameFittingOption FittingOnEmptyFrame="FrameToContent"/>', FillColor="Color/Red")

    document = read_document(package(build_idml(spread_items=item, designmap=placeholder)))

    assert [finding.subject for finding in document.findings] == ["frame to content"]


def test_a_qr_placeholder_is_a_text_field_shown_as_a_qr_code() -> None:
    placeholder = '<DataMergeQrcodePlaceholder Self="dm0" Field="Code" PlaceholderPageItem="r1"/>'

    document = read_document(package(build_idml(spread_items=rectangle("r1", box=BOX), designmap=placeholder)))

    assert [(field.name, field.kind, field.qr) for field in document.fields] == [("Code", "String", True)]


def test_fields_come_in_reading_order() -> None:
    first = (
        text_frame("low", story="s1", box=(36, 500, 300, 600))
        + rectangle("r1", box=(0, 0, 50, 50))
        + text_frame("high", story="s2", box=BOX)
    )
    second = text_frame("next", story="s3", box=BOX)
    placeholder = '<DataMergeImagePlaceholder Self="dm0" Field="Picture" PlaceholderPageItem="r1"/>'
    stories = {"s1": story("<<Low>> <<High>>"), "s2": story("<<High>>"), "s3": story("<<Next>> <<Low>>")}

    document = read_document(package(build_idml(stories=stories, spread_items=[first, second], designmap=placeholder)))

    assert [field.name for field in document.fields] == ["High", "Low", "Picture", "Next"]
    assert document.fields[1].pages == ("1", "2")


def test_a_field_on_the_pasteboard_or_a_hidden_layer_is_none() -> None:
    layer = '<Layer Self="off" Name="Off" Visible="false" Printable="true"/>'
    items = text_frame("f1", story="s1", box=(-500, 0, -100, 100)) + text_frame("f2", story="s2", box=BOX, ItemLayer="off")

    document = read_document(
        package(build_idml(stories={"s1": story("<<A>>"), "s2": story("<<B>>")}, spread_items=items, designmap_before=layer))
    )

    assert document.fields == ()
    assert document.stories == ()


def test_a_paragraph_of_nothing_but_fields_may_go_when_data_merge_removes_blank_lines() -> None:
    merge = '<DataMergeOption RemoveBlankLines="true"/>'

    document = read(story("<<A>> <<B>>", "Price: <<C>>", "text"), preferences=merge)

    assert [paragraph.remove_if_blank for paragraph in document.stories[0].paragraphs] == [True, False, False]
