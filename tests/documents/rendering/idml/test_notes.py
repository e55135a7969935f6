"""Footnotes and endnotes: their numbers, and what of them is not drawn."""

import pytest

from documents.rendering.idml import read_document
from tests.documents.rendering.idml.reading import BOX, read_story
from tests.documents.rendering.idml_builder import build_idml, package, paragraph, story, text_frame


def test_a_footnote_has_its_number_in_the_text_and_in_the_note() -> None:
    note = "<Footnote>" + paragraph("<Content><?ACE 4?>\tnote &lt;&lt;A&gt;&gt;</Content>") + "</Footnote>"
    options = '<FootnoteOption StartAt="3" Spacer="6" RuleWidth="50" RuleOffset="2"/>'

    document = read_story(paragraph(f"<Content>a</Content>{note}<Content>b</Content>{note}"), preferences=options)

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


def test_endnotes_that_begin_anew_are_named_once_there_are_any() -> None:
    restart = '<RestartEndnoteNumbering type="enumeration">RestartPerStory</RestartEndnoteNumbering>'
    option = f"<EndnoteOption><Properties>{restart}</Properties></EndnoteOption>"
    note = '<Endnote Self="e1" EndnoteTextRange="r1"/>'

    assert read_story(story("x"), designmap=option).findings == ()
    assert [finding.subject for finding in read_story(paragraph(note), designmap=option).findings] == ["endnote numbers"]


def test_a_frame_s_spaces_round_footnotes_count_where_they_override() -> None:
    spaces = 'FootnotesMinimumSpacing="9" FootnotesSpaceBetween="3"'
    own, none = (
        read_document(
            package(
                build_idml(
                    stories={"s1": story("x")},
                    spread_items=text_frame(
                        "f1", story="s1", box=BOX, inner=f'<TextFramePreference FootnotesEnableOverrides="{on}" {spaces}/>'
                    ),
                )
            )
        ).frames["f1"]
        for on in ("true", "false")
    )

    assert (own.note_spacing_pt, none.note_spacing_pt) == ((9, 3), None)


def test_footnotes_that_begin_anew_on_each_page_are_named_once_there_are_any() -> None:
    restart = '<RestartNumbering type="enumeration">PageRestart</RestartNumbering>'
    options = f'<FootnoteOption EosPlacement="true"><Properties>{restart}</Properties></FootnoteOption>'
    note = "<Footnote>" + paragraph("<Content>note</Content>") + "</Footnote>"

    assert read_story(story("x"), preferences=options).findings == ()
    assert {finding.subject for finding in read_story(paragraph(note), preferences=options).findings} == {
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
