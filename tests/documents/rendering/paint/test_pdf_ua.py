"""PDF/UA-1: designs with all that can be tagged keep every rule that a machine can check (pdf_ua.py). Built to it, not certified."""

import io

import msgspec
import pikepdf
import pytest

from documents.rendering.document import Effect, Graphic, Item, Page, PictureField, Transparency
from documents.rendering.text.model import (
    Bullet,
    Cell,
    CharacterFormat,
    Footnote,
    FrameBox,
    Paragraph,
    ParagraphFormat,
    Row,
    Run,
    Story,
    Table,
    TabStop,
)
from tests.documents.rendering.paint.designs import BLACK, RED, design, pdf_of, photograph, picture_of, prepared, rectangle
from tests.documents.rendering.paint.pdf_structure import Structure, outline
from tests.documents.rendering.paint.pdf_ua import RULES

LOOK = CharacterFormat(family="DejaVu Sans", style="Book", size_pt=8, fill=BLACK, language="en_GB")
TITLE = CharacterFormat(family="DejaVu Sans", style="Book", size_pt=16, fill=BLACK, language="en_GB")
GERMAN = CharacterFormat(family="DejaVu Sans", style="Book", size_pt=8, fill=BLACK, language="de_DE")
STROKED = CharacterFormat(family="DejaVu Sans", style="Book", size_pt=8, fill=BLACK, stroke=RED, stroke_weight_pt=0.5, language="en_GB")
CENTRED = msgspec.structs.replace(STROKED, stroke_outside=False)
SITE = "https://a.example/"
VALUES = {"Name": "Benedikta", "Row": "Värde", "Photo": photograph()}


def text(said, look=LOOK, **more):
    return Run(format=look, text=said, **more)


def field(name, look=LOOK, **more):
    return Run(format=look, text=f"<<{name}>>", field=name, **more)


def paragraph(*runs, look=LOOK, **form):
    return Paragraph(format=ParagraphFormat(**form), runs=runs, end=look)


def item(*runs, marker="•", indent=0.0):
    return paragraph(*runs, bullet=Bullet(marker=marker), left_indent_pt=indent + 12, first_line_indent_pt=-12)


def cell(row, column, *runs, **more):
    return Cell(row=row, column=column, paragraphs=(paragraph(*runs),) if runs else (), **more)


def table(*, rows=3, headers=1, first=None):
    cells = [
        cell(0, 0, text("Machine and its place"), columns=2),
        cell(1, 0, first or text("Press"), rows=2),
        cell(1, 1, text("Hall")),
        cell(2, 1),
    ]
    cells += [part for row in range(3, rows) for part in (cell(row, 0, text(f"No. {row}")), cell(row, 1, text("Yard")))]
    made = Table(id="t", widths_pt=(80, 80), rows=(Row(height_pt=16),) * rows, cells=tuple(cells), headers=headers)
    return paragraph(Run(format=LOOK, table=made))


def note(key, *runs):
    return text("1", note=Footnote(id=key, paragraphs=(paragraph(text("1 "), *runs),)))


def laid(paragraphs, *, frames=1, items=(), height=260, **more):
    """One story in frames beside each other, and what else is on the page."""
    boxes = [
        FrameBox(id=f"f{at}", name=f"frame {at}", left_pt=10 + 200 * at, top_pt=10, width_pt=180, height_pt=height) for at in range(frames)
    ]
    found = [
        Item(
            id=box.id,
            kind="text-frame",
            paths=rectangle(box.left_pt, 10, box.left_pt + 180, 10 + height),
            frame=box.id,
            **more,
        )
        for box in boxes
    ]
    page = Page(name="1", width_pt=200 * frames + 200, height_pt=400, items=(*items, *found))
    story = Story(id="s", paragraphs=tuple(paragraphs), frames=tuple(box.id for box in boxes))
    return design(pages=(page,), frames={box.id: box for box in boxes}, stories=(story,), title="A design", language="en-GB")


def assert_keeps_all_rules(pdf):
    file = Structure(pdf)
    for rule in RULES:
        rule(file)
    file.close()


PARTS = {
    "headings and paragraphs": [
        paragraph(text("Title", TITLE), style="Heading 1", look=TITLE),
        paragraph(text("Words, "), field("Name"), text(" and more words.")),
    ],
    "a list in a list": [
        paragraph(text("Before it")),
        item(text("One "), field("Name")),
        item(text("Within one"), marker="◦", indent=12),
        item(text("Two")),
        paragraph(text("After it")),
        item(text("First"), marker="1."),
        item(text("Second"), marker="2."),
    ],
    "a numbered heading": [
        paragraph(text("Title", TITLE), style="Heading 1", look=TITLE, bullet=Bullet(marker="1.")),
        paragraph(text("Words that are of the usual size, and many more of them")),
    ],
    "a table": [table(), paragraph(text("Below it "), field("Name"))],
    "a table with a field": [table(first=field("Row"))],
    "a table without a header": [table(headers=0)],
    "notes": [
        paragraph(text("Words"), note("a", text("A first note for "), field("Name")), text(" and more"), note("b", text("Another"))),
        paragraph(text("Words")),
    ],
    "links": [
        paragraph(text("See "), text("our site", link=SITE), text(" and "), field("Name", link=SITE), text(".")),
        paragraph(text("A link so long that it goes on in the next line, and then in another one", link=SITE)),
    ],
    "other languages": [
        paragraph(text("English, "), text("Deutsch", GERMAN), text(", English")),
        paragraph(text("Ein ganzer Absatz für "), field("Name", GERMAN), look=GERMAN),
        paragraph(text("Wörter", GERMAN), look=GERMAN),
    ],
    "tabs with leaders": [paragraph(text("Left\tright"), tabs=(TabStop(position_pt=150, alignment="right", leader="."),))],
    "letters with strokes": [
        paragraph(text("Plain, "), text("stroked, ", STROKED), field("Name", STROKED), text(" and plain")),
        paragraph(text("stroked", STROKED), text(" through", CENTRED)),
    ],
    "hyphens": [paragraph(text("Incomprehensibilities notwithstanding, hyphenations " * 3))],
}


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("quality", ["Display", "Print"])
def test_each_part_of_text_keeps_the_rules_with_values_and_without(part, quality):
    document = laid(PARTS[part])

    assert not prepared(document).structure.lacks
    for values in ({}, VALUES):
        assert_keeps_all_rules(pdf_of(document, values, quality=quality, strict=False))


def test_all_parts_together_keep_the_rules_over_several_frames():
    document = laid([each for part in PARTS.values() for each in part], frames=2, height=330)

    assert_keeps_all_rules(pdf_of(document, VALUES, strict=False))


LOOKS = {
    "seen through": Transparency(opacity=0.5),
    "with a shadow": Transparency(effects=(Effect(kind="drop-shadow", values={"Opacity": 75.0, "Size": 5.0}),)),
    "with a glow of its content": Transparency(
        effects=(Effect(kind="outer-glow", values={"Opacity": 75.0, "Size": 5.0}, target="content"),)
    ),
}


@pytest.mark.parametrize("look", LOOKS)
def test_text_under_effects_is_tagged_as_any_other(look):
    paragraphs = [each for part in ("headings and paragraphs", "a list in a list", "links") for each in PARTS[part]]
    document = laid(paragraphs, transparency=LOOKS[look])

    assert outline(pdf_of(document)) == outline(pdf_of(laid(paragraphs)))
    for values in ({}, VALUES):
        assert_keeps_all_rules(pdf_of(document, values))


def test_pictures_shapes_and_linked_items_keep_the_rules():
    picture = Item(id="p", paths=rectangle(210, 10, 250, 50), picture=PictureField(field="Photo"), alternative_text="A cup", link=SITE)
    shape = Item(id="s", paths=rectangle(0, 0, 300, 400), fill=RED, transparency=Transparency(opacity=0.3))
    linked = Item(id="l", paths=rectangle(210, 60, 250, 90), fill=RED, link=SITE)
    group = Item(id="g", kind="group", children=(linked,), transparency=Transparency(blend="Multiply"))
    document = laid(PARTS["links"], items=(shape, picture, group))

    pdf = pdf_of(document, VALUES)

    assert_keeps_all_rules(pdf)
    assert sorted(outline(pdf))[:2] == [["Link"], ["Link", ["Figure"]]]


def test_an_object_that_stands_in_text_belongs_to_its_paragraph():
    flag = Item(id="o", paths=rectangle(0, -8, 8, 0), fill=RED, alternative_text="A flag")
    document = laid([paragraph(text("Before "), Run(format=LOOK, object="o"), text(" after "), field("Name"))])
    placed = msgspec.structs.replace(document, anchored={"o": flag})

    pdf = pdf_of(placed, VALUES)

    assert outline(pdf) == [["Sect", ["P", ["Figure"]]]]
    assert_keeps_all_rules(pdf)
    file = Structure(pdf)
    (figure,) = file.of("Figure")
    left, bottom, right, top = (round(float(value)) for value in figure.A.BBox)
    file.close()
    shown = picture_of(pdf).convert("RGB")
    red = [(x, y) for x in range(shown.width) for y in range(shown.height) if shown.getpixel((x, y))[1] < 60 < shown.getpixel((x, y))[0]]
    assert (left, shown.height - top) == pytest.approx(min(red), abs=1)
    assert (right, shown.height - bottom) == pytest.approx(max(red), abs=2)


def test_a_table_is_rows_of_cells_with_their_headers():
    pdf = pdf_of(laid(PARTS["a table"]), VALUES)

    assert outline(pdf) == [
        ["Sect", ["Table", ["TR", ["TH", ["P"]]], ["TR", ["TD", ["P"]], ["TD", ["P"]]], ["TR", ["TD"]]], ["P"]],
    ]


def test_a_header_row_that_comes_again_is_read_once():
    pdf = pdf_of(laid([table(rows=12)], frames=2, height=150))
    file = Structure(pdf)

    assert len(file.of("TH")) == 1
    assert len(file.of("TR")) == 12
    assert len(list(file.of("TH")[0].K[0].K)) == 1
    assert_keeps_all_rules(pdf)


def test_items_that_are_indented_further_are_a_list_within():
    listed = ["LI", ["Lbl"], ["LBody"]]

    assert outline(pdf_of(laid(PARTS["a list in a list"]), VALUES)) == [
        ["Sect", ["P"], ["L", ["LI", ["Lbl"], ["LBody", ["L", listed]]], listed], ["P"], ["L", listed, listed]],
    ]


def test_a_note_stands_behind_its_reference():
    pdf = pdf_of(laid(PARTS["notes"]), VALUES)

    assert outline(pdf) == [["Sect", ["P", ["Reference"], ["Note", ["P"]], ["Reference"], ["Note", ["P"]]], ["P"]]]


def test_a_link_over_several_lines_is_one_link_with_an_annotation_for_each():
    file = Structure(pdf_of(laid([PARTS["links"][1]])))

    (link,) = file.of("Link")
    assert len([kid for kid in link.K if not isinstance(kid, int)]) == len(file.annotations()) == 3


def test_another_language_is_said_of_the_paragraph_or_of_the_words():
    file = Structure(pdf_of(laid(PARTS["other languages"]), VALUES))

    assert [str(each.get("/Lang", "")) for each in file.of("P")] == ["", "", "de-DE"]


def placed_pdf(content, *, font=None):
    pdf = pikepdf.Pdf.new()
    page = pdf.add_blank_page(page_size=(40, 20))
    page.Contents = pikepdf.Stream(pdf, content)
    if font:
        page.Resources = pikepdf.Dictionary(
            Font=pikepdf.Dictionary(
                F=pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name("/" + font))
            )
        )
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def with_placed(data):
    graphic = Graphic(asset="a", link="logo.pdf", format="PDF", bounds=(0, 0, 40, 20), matrix=(1, 0, 0, 1, 210, 10))
    figure = Item(id="p", paths=rectangle(210, 10, 250, 30), graphic=graphic, alternative_text="A logo")
    return msgspec.structs.replace(laid(PARTS["headings and paragraphs"], items=(figure,)), assets={"a": data})


def test_placed_art_keeps_the_rules():
    document = with_placed(placed_pdf(b"1 0 0 rg 0 0 40 20 re f"))

    assert not prepared(document).structure.lacks
    assert_keeps_all_rules(pdf_of(document))


@pytest.mark.parametrize(
    ("data", "lacks"),
    [
        (placed_pdf(b"BT /F 12 Tf (Logo) Tj ET", font="Helvetica"), "not embedded"),
        (placed_pdf(b"/P<</MCID 0>>BDC 1 0 0 rg 0 0 40 20 re f EMC"), "tagged in their own way"),
    ],
)
def test_a_placed_page_that_cannot_keep_them_is_why_the_file_does_not_say_so(data, lacks):
    assert [lacks in reason for reason in prepared(with_placed(data)).structure.lacks] == [True]


def test_a_placed_page_whose_letters_cannot_be_told_is_why_the_file_does_not_say_so():
    """A symbol font's codes mean nothing without a map."""

    def with_codes(**more):
        with pikepdf.open(io.BytesIO(placed_pdf(b"BT /F 12 Tf (Logo) Tj ET", font="Odd"))) as pdf:
            font = pdf.pages[0].Resources.Font.F
            file = pdf.make_stream(b"a font")
            font.FontDescriptor = pikepdf.Dictionary(Type=pikepdf.Name.FontDescriptor, Flags=4, FontFile=file)
            for key, value in more.items():
                font[f"/{key}"] = value
            out = io.BytesIO()
            pdf.save(out)
        return prepared(with_placed(out.getvalue())).structure.lacks

    assert ["cannot be read" in reason for reason in with_codes()] == [True]
    assert with_codes(Encoding=pikepdf.Name.WinAnsiEncoding) == ()


def test_what_the_designer_calls_an_artifact_is_none_of_the_structure():
    picture = Item(id="p", paths=rectangle(210, 10, 250, 50), picture=PictureField(field="Photo"), decoration=True)
    document = laid([paragraph(text("Read me")), paragraph(text("Not me"), tag="Artifact")], items=(picture,))

    assert not prepared(document).structure.lacks
    pdf = pdf_of(document, VALUES)
    assert outline(pdf) == [["Sect", ["P"]]]
    assert_keeps_all_rules(pdf)


def test_export_tagging_says_what_is_a_heading():
    lines = [
        paragraph(text("Large", TITLE), look=TITLE, tag="P"),
        paragraph(text("Small"), tag="H1"),
        paragraph(text("Smaller"), style="Heading 1", tag="H2"),
        paragraph(text("Words of the usual size, and many more of them, so that they are the body")),
    ]

    assert outline(pdf_of(laid(lines))) == [["Sect", ["P"], ["H1"], ["H2"], ["P"]]]


def test_what_lies_over_two_pages_is_read_once():
    document = laid(PARTS["headings and paragraphs"])
    page = document.pages[0]
    both = msgspec.structs.replace(document, pages=(page, msgspec.structs.replace(page, name="2")))

    for values in ({}, VALUES):
        pdf = pdf_of(both, values)
        assert outline(pdf) == [["Sect", ["H1"], ["P"]]]
        assert_keeps_all_rules(pdf)


def test_lists_within_lists_end_somewhere():
    deep = [item(text("x"), indent=at) for at in range(40)]

    pdf = pdf_of(laid(deep, height=390), strict=False)

    assert_keeps_all_rules(pdf)
    assert str(outline(pdf)).count("'L'") == 10
