"""Fields' values in text: verbatim, and as Data Merge has it."""

import gc
import weakref

import pyphen

from documents.rendering.fonts import FontLibrary, FontSources
from documents.rendering.text import warm
from documents.rendering.text.model import Hyphenation, Run, Story
from tests.documents.rendering.text.composing import SANS, composed, frame, like, lines, paragraph, run, texts


def name(**changes):
    return run("<<Name>>", field="Name", **changes)


def test_a_value_stands_for_the_placeholder():
    (line,) = lines(paragraph("Dear ", name(), "!"), values={"Name": "Zoë"})

    assert texts([line]) == ["Dear Zoë!"]
    assert [part.field for part in line.runs] == [None, "Name", None]


def test_without_a_value_the_placeholder_stands_as_it_is():
    assert texts(lines(paragraph("Dear ", name()))) == ["Dear <<Name>>"]


def test_a_new_line_in_a_value_is_a_forced_line_break():
    for new_line in ("\n", "\r\n", "\r", "\u2029"):
        assert texts(lines(paragraph(name()), values={"Name": f"one{new_line}two"})) == ["one", "two"]


def test_control_characters_in_a_value_are_dropped():
    assert texts(lines(paragraph(name()), values={"Name": "a\x00\x07b\x0e\ufffcc\ufeff\ud800"})) == ["abc"]


def test_a_value_is_kerned_with_the_text_beside_it():
    fixed = lines(paragraph("AVA"))[0]
    filled = lines(paragraph("A", name(), "A"), values={"Name": "V"})[0]

    assert filled.width_pt == fixed.width_pt


def test_a_paragraph_of_blank_fields_is_dropped_when_the_designer_says_so():
    blank = paragraph(name(), remove_if_blank=True)

    assert texts(lines(blank, paragraph("x"), values={"Name": " "})) == ["x"]
    assert texts(lines(blank, paragraph("x"), values={"Name": "y"})) == ["y", "x"]
    assert texts(lines(paragraph(name()), paragraph("x"), values={"Name": ""})) == ["", "x"]


def test_overset_text_names_its_fields():
    overset = composed(paragraph("x"), paragraph(name()), values={"Name": "long"}, frames=(frame(height_pt=15),)).overset

    assert overset is not None
    assert (overset.text, overset.fields) == ("long", ["Name"])


def test_a_missing_character_names_its_field():
    (missing,) = composed(paragraph("ok ", name()), values={"Name": "🎉b"}).missing

    assert (missing.character, missing.field) == ("🎉", "Name")


def test_page_numbers_are_those_of_the_frames_page():
    kinds = ("current", "next", "previous", "section")
    runs = [Run(format=SANS, page_number=kind) for kind in kinds]
    box = frame(page_name="7", next_page_name="8", previous_page_name="6", section_marker="B")

    assert texts(lines(paragraph(*runs), frames=(box,))) == ["786B"]


def test_the_same_input_gives_the_same_lines():
    def once():
        return composed(paragraph("Dear ", name(), alignment="left-justified"), values={"Name": "Łukasz and a long list of words " * 5})

    assert once() == once()


def test_a_paragraph_kept_from_an_earlier_document_is_set_as_if_it_were_new():
    story = (paragraph("Some words that stand in every document " * 3, alignment="left-justified"), paragraph("For ", name()))
    boxes = [(frame(width_pt=measure),) for measure in (90, 150, 90)]

    again = [composed(*story, values={"Name": "Zoë"}, frames=box) for box in boxes]

    assert again == [composed(*story, values={"Name": "Zoë"}, frames=box, fonts=FontLibrary({}, FontSources())) for box in boxes]


def test_text_that_came_without_values_is_not_kept():
    fonts = FontLibrary({}, FontSources())

    composed(paragraph("a visitor's own words"), fonts=fonts)

    assert "visitor" not in repr([vars(each) for each in fonts.kept.values()])


def test_a_library_and_what_was_computed_with_it_go_together():
    fonts = FontLibrary({}, FontSources())
    composed(paragraph("Dear ", name()), values={"Name": "Zoë"}, fonts=fonts)
    gone = weakref.ref(fonts)

    del fonts
    gc.collect()

    assert gone() is None


def test_a_page_number_is_that_of_the_page_its_line_stands_on():
    boxes = (frame("a", height_pt=25.0, page_name="1"), frame("b", page_name="2"))
    made = paragraph(run("one two three four five six seven eight nine ten eleven twelve page "), Run(format=SANS, page_number="current"))

    found = composed(paragraph("first"), made, frames=boxes).lines

    assert found["b"][-1].text.endswith("page 2")


def test_an_object_that_is_wider_than_the_measure_sticks_out():
    made = paragraph("ab ", Run(format=SANS, object="o"), " c")

    found = composed(made, objects={"o": (300.0, 20.0)})

    assert found.overset is None
    assert [line.objects[0].id for line in found.lines["frame"] if line.objects] == ["o"]


def test_warming_reads_the_patterns_of_the_languages_of_hyphenated_text_alone():
    hyphenated = paragraph(run("x", like(SANS, language="is")), hyphenation=Hyphenation())
    other = paragraph(run("x", like(SANS, language="sk_SK")))

    warm([Story(id="s", paragraphs=(hyphenated, other), frames=())])

    loaded = [name for name in map(str, pyphen.hdcache) if "hyph_" in name]
    assert any("hyph_is" in name for name in loaded)
    assert not any("hyph_sk" in name for name in loaded)
