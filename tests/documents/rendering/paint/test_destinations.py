import io
import re
import zipfile

import pikepdf
import pytest

from documents.rendering import engine
from documents.rendering.fonts import FontSources
from documents.rendering.output import Output
from tests.documents.rendering.idml_builder import build_idml, package, paragraph, text_frame
from tests.documents.rendering.paint.pdf_structure import Structure
from tests.documents.rendering.paint.pdf_ua import links_belong_to_link_elements_and_say_where_they_lead

CHAPTER = "HyperlinkTextDestination/Chapter"
PAGE = "HyperlinkPageDestination/Page"
FONT = '<AppliedFont type="string">DejaVu Sans</AppliedFont>'


def linked(source, target):
    properties = f'<Properties><Destination type="object">{target}</Destination></Properties>'
    return f'<Hyperlink Self="h{source}" Source="{source}">{properties}</Hyperlink>'


def made(bookmarks="", **output):
    """Two links, to a paragraph far down a field's story and to the page."""
    links = "".join(f'<HyperlinkTextSource Self="{key}"><Content>to {key} </Content></HyperlinkTextSource>' for key in ("s1", "s2"))
    text = f"{links}<Content>&lt;&lt;Name&gt;&gt;</Content><Br/><Content>Words</Content><Br/>"
    text += f'<HyperlinkTextDestination Self="{CHAPTER}" Name="Chapter"/><Content>Chapter</Content>'
    designmap = f'<HyperlinkPageDestination Self="{PAGE}" DestinationPage="PAGE"/>{linked("s1", CHAPTER)}{linked("s2", PAGE)}{bookmarks}'
    content = paragraph(text, properties=FONT, FontStyle="Book", PointSize=10)
    design = build_idml(
        stories={"s": content}, spread_items=text_frame("f", story="s", box=(20, 20, 180, 180)), page_size=(200, 200), designmap=designmap
    )
    prepared = engine.prepare(package(with_page(design)), fonts=FontSources())
    return engine.render(prepared, {"Name": "Anna"}, Output(**output))[0].content


def with_page(design):
    """The builder names pages itself: the destination is put on the first."""
    with zipfile.ZipFile(io.BytesIO(design)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    page = next(found[1] for data in files.values() if (found := re.search(rb'<Page Self="([^"]+)"', data)))
    files = {name: data.replace(b'DestinationPage="PAGE"', b'DestinationPage="' + page + b'"') for name, data in files.items()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def test_links_lead_to_paragraphs_and_pages():
    with pikepdf.open(io.BytesIO(made())) as file:
        names = list(file.Root.Names.Dests.Names)
        places = {str(key): place for key, place in zip(names[::2], names[1::2], strict=True)}
        assert [str(each.Dest) for each in file.pages[0].Annots] == [CHAPTER, PAGE]
        assert list(places) == sorted(places)
        assert places[PAGE][1] == "/Fit"
        assert places[CHAPTER][0].objgen == file.pages[0].objgen
        assert float(places[CHAPTER][3]) == pytest.approx(200 - 20 - 24, abs=14)


def test_links_within_the_document_are_tagged_as_others():
    file = Structure(made())
    links_belong_to_link_elements_and_say_where_they_lead(file)
    file.close()


def test_bookmarks_are_the_outline_and_those_that_lead_nowhere_are_left_out():
    nested = f'<Bookmark Self="b2" Name="Über die Seite" Destination="{PAGE}"/>'
    bookmarks = f'<Bookmark Self="b1" Name="Chapter" Destination="{CHAPTER}">{nested}</Bookmark>'
    bookmarks += '<Bookmark Self="b3" Name="Gone" Destination="HyperlinkTextDestination/Gone"/>'

    for options in ({}, {"quality": "Print", "standard": "PDF/X-4"}):
        with pikepdf.open(io.BytesIO(made(bookmarks, **options))) as file, file.open_outline() as outline:
            (first,) = outline.root
            assert first.title == "Chapter"
            assert [child.title for child in first.children] == ["Über die Seite"]
            assert int(file.Root.Outlines.Count) == 2


def test_a_design_without_them_has_no_outline():
    with pikepdf.open(io.BytesIO(made())) as file:
        assert "/Outlines" not in file.Root
