import io

import pikepdf
import pytest

from documents.rendering import paint
from documents.rendering.document import Item, PictureField
from documents.rendering.text.model import CharacterFormat, FrameBox, Paragraph, ParagraphFormat, Run, Story
from tests.documents.rendering.paint.designs import BLACK, RED, design, pdf_of, photograph, prepared, rectangle
from tests.documents.rendering.paint.pdf_structure import Structure
from tests.documents.rendering.paint.pdf_ua import (
    all_content_is_tagged_or_an_artifact,
    every_mark_has_one_element_and_the_parent_tree_leads_to_it,
    the_file_says_that_it_is_tagged,
)

LOOK = CharacterFormat(family="DejaVu Sans", style="Book", size_pt=10, fill=BLACK)
TITLE = CharacterFormat(family="DejaVu Sans", style="Book", size_pt=20, fill=BLACK)


def paragraph(*runs, style="", look=LOOK, **more):
    return Paragraph(format=ParagraphFormat(style=style), runs=tuple(runs), end=look, **more)


def said(text, **more):
    look = more.pop("look", LOOK)
    return paragraph(Run(format=look, text=text), look=look, **more)


def framed(name, paragraphs, top=10.0, left=10.0, **item):
    """An item, its frame and its story."""
    box = FrameBox(id=name, name=name, left_pt=left, top_pt=top, width_pt=150, height_pt=60)
    return (
        Item(**{"id": name, "kind": "text-frame", "paths": rectangle(left, top, left + 150, top + 60), "frame": name} | item),
        box,
        Story(id=f"story of {name}", paragraphs=tuple(paragraphs), frames=(name,)),
    )


def laid(*framed_items, items=(), **more):
    return design(
        *items,
        *(item for item, _, _ in framed_items),
        height_pt=300,
        frames={box.id: box for _, box, _ in framed_items},
        stories=tuple(story for _, _, story in framed_items),
        **{"title": "A design"} | more,
    )


def opened(pdf):
    return pikepdf.open(io.BytesIO(pdf))


def tree(pdf):
    """(role, [ids of marked content] or [children]) from the document element on."""

    def shown(element):
        kids = list(element.K)
        return str(element.S)[1:], [shown(kid) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid else kid for kid in kids]

    with opened(pdf) as file:
        return [shown(kid) for kid in file.Root.StructTreeRoot.K.K]


def leaves(kids):
    return [role for role, inner in kids if not any(isinstance(kid, tuple) for kid in inner)] + [
        leaf for _, inner in kids for leaf in leaves([kid for kid in inner if isinstance(kid, tuple)])
    ]


def assert_consistent(pdf):
    """Every marked content has one element that owns it, and the way back leads to it; all that is painted is marked."""
    file = Structure(pdf)
    the_file_says_that_it_is_tagged(file)
    all_content_is_tagged_or_an_artifact(file)
    every_mark_has_one_element_and_the_parent_tree_leads_to_it(file)
    file.close()


def test_a_story_is_a_section_of_headings_and_paragraphs():
    pdf = pdf_of(laid(framed("a", [said("A large title", look=TITLE), said("Body text " * 3)])))

    assert tree(pdf) == [("Sect", [("H1", [0]), ("P", [1])])]
    assert_consistent(pdf)


@pytest.mark.parametrize(
    ("style", "role"),
    [
        ("Heading 1", "H1"),
        ("h2", "H1"),
        ("Überschrift 1", "H1"),
        ("Main Title", "H1"),
        ("Subtitle", "H1"),
        ("Body", "P"),
        ("Headlong", "P"),
    ],
)
def test_a_style_of_a_headings_name_makes_a_heading(style, role):
    pdf = pdf_of(laid(framed("a", [said("Words", style=style), said("More and more of these words, in the same size")])))

    assert tree(pdf)[0][1][0][0] == role


def test_no_level_of_headings_is_skipped():
    lines = [
        said("One", style="Heading 1"),
        said("Three", style="Heading 4"),
        said("Two", style="Heading 2"),
        said("Last", style="Heading 4"),
    ]

    assert leaves(tree(pdf_of(laid(framed("a", lines))))) == ["H1", "H2", "H2", "H3"]


def test_text_that_a_field_changes_is_tagged_in_each_document():
    first = paragraph(Run(format=TITLE, text="<<Name>>", field="Name"), look=TITLE)
    document = laid(framed("a", [first, said("Body text, body text")]), framed("b", [said("Below")], top=100))

    for values in ({}, {"Name": "Anna"}, {"Name": "Benedikta"}):
        pdf = pdf_of(document, values)
        assert leaves(tree(pdf)) == ["H1", "P", "P"]
        assert_consistent(pdf)


def test_a_blank_line_that_is_left_out_takes_its_role_with_it():
    line = paragraph(Run(format=LOOK, text="<<Line>>", field="Line"), remove_if_blank=True)
    pdf = pdf_of(laid(framed("a", [line, said("Title", look=TITLE), said("Body text, body text")])), {"Line": ""})

    assert leaves(tree(pdf)) == ["H1", "P"]


def test_stories_are_read_from_top_to_bottom_and_left_to_right():
    below, right, left = (
        framed("c", [said("Below, " * 4)], top=200),
        framed("b", [said("Title", look=TITLE)], left=40),
        framed("a", [said("Left")]),
    )

    assert leaves(tree(pdf_of(laid(below, right, left)))) == ["P", "H1", "P"]


def test_a_picture_is_a_figure_with_its_alternative_text_and_a_shape_is_decoration():
    field = PictureField(field="Photo")
    figure = Item(id="p", paths=rectangle(10, 150, 60, 200), picture=field, alternative_text="A cup")
    shape = Item(id="s", paths=rectangle(0, 0, 200, 300), fill=RED)
    document = laid(framed("a", [said("Words")], fill=RED), items=(shape, figure))

    pdf = pdf_of(document, {"Photo": photograph()})

    assert sorted(leaves(tree(pdf))) == ["Figure", "P"]
    with opened(pdf) as file:
        assert [str(kid.Alt) for kid in file.Root.StructTreeRoot.K.K if "/Alt" in kid] == ["A cup"]
    assert_consistent(pdf)


def test_what_a_master_page_brings_is_decoration_beside_the_pages_own_text():
    pdf = pdf_of(laid(framed("a@0", [said("Running title")]), framed("b", [said("Words")], top=100)))

    assert leaves(tree(pdf)) == ["P"]
    assert "/Artifact <</Type/Pagination>> BDC" in content(pdf).replace(
        "/Artifact<</Type/Pagination>>BDC", "/Artifact <</Type/Pagination>> BDC"
    )
    assert_consistent(pdf)


def content(pdf):
    with opened(pdf) as file:
        file.pages[0].contents_coalesce()
        return file.pages[0].Contents.read_bytes().decode("latin-1")


def metadata_of(pdf):
    with opened(pdf) as file:
        return file.Root.Metadata.read_bytes().decode()


def test_a_file_that_keeps_the_rules_says_that_it_follows_pdf_ua():
    pdf = pdf_of(laid(framed("a", [said("Title", look=TITLE), said("Body text, body text")])))

    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata_of(pdf)
    with opened(pdf) as file:
        assert str(file.Root.Lang) == "en-GB"
        assert file.Root.ViewerPreferences.DisplayDocTitle is True
        assert file.pages[0].Tabs == "/S"
        for font in file.pages[0].Resources.Font.values():
            assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor or "/FontFile3" in font.DescendantFonts[0].FontDescriptor
            assert "/ToUnicode" in font


@pytest.mark.parametrize("lacking", ["alternative text", "title"])
def test_a_file_that_does_not_keep_them_does_not_say_so(lacking):
    picture = Item(id="p", paths=rectangle(10, 150, 60, 200), picture=PictureField(field="Photo"))
    document = laid(
        framed("a", [said("Words")]), items=(picture,) if lacking == "alternative text" else (), title="" if lacking == "title" else "T"
    )

    assert "pdfuaid" not in metadata_of(pdf_of(document))
    assert any(lacking in reason for reason in prepared(document).structure.lacks)


def test_a_title_of_any_characters_stands_in_the_metadata():
    program = prepared(laid(framed("a", [said("Words")])))

    pdf, _ = paint.render(program, {}, quality="Display", strict=True, title="A < B & \x01 „C“", language="de")

    with opened(pdf) as file, file.open_metadata() as metadata:
        assert metadata["dc:title"] == "A < B &  „C“"


def test_a_document_with_a_letter_that_its_font_lacks_does_not_say_so():
    """Its .notdef stands for nothing."""
    static = laid(framed("a", [said("\u2ffc")]))
    assert "pdfuaid" not in metadata_of(pdf_of(static, strict=False))

    dynamic = prepared(laid(framed("a", [paragraph(Run(format=LOOK, text="<<Name>>", field="Name"))])))
    for name, follows in (("Ann", True), ("\u2ffc", False)):
        pdf, _ = paint.render(dynamic, {"Name": name}, quality="Display", strict=False, title="T", language="en")
        assert ("pdfuaid" in metadata_of(pdf)) == follows
