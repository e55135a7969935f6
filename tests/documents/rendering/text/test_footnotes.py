"""Footnotes stand at the bottom of their reference's column (composition.md 48)."""

import msgspec

from documents.rendering.fonts import FontLibrary
from documents.rendering.text import compose
from documents.rendering.text.model import (
    Cell,
    Composed,
    Edge,
    Footnote,
    FrameBox,
    Ink,
    NoteOptions,
    Paragraph,
    Row,
    Run,
    Story,
    Table,
    TextSettings,
)
from tests.documents.rendering.text.composing import SANS, frame, library, paragraph, run, texts

OPTIONS = NoteOptions(spacer_pt=6.0, rule=Edge(ink=Ink(), weight_pt=1.0), rule_offset_pt=3.0)


def noted(text: str, *notes: str | Paragraph) -> Paragraph:
    made = [paragraph(note) if isinstance(note, str) else note for note in notes]
    references = [Run(format=SANS, text=str(number), note=Footnote(paragraphs=(each,))) for number, each in enumerate(made, 1)]
    return paragraph(run(text), *references)


def done(
    *paragraphs: Paragraph,
    frames: tuple[FrameBox, ...] | None = None,
    options: NoteOptions = OPTIONS,
    fonts: FontLibrary | None = None,
    **values: str,
) -> Composed:
    boxes = frames or (frame(height_pt=100.0),)
    story = Story(id="s", paragraphs=paragraphs, frames=tuple(box.id for box in boxes), notes=options)
    return compose(story, {box.id: box for box in boxes}, fonts=fonts or library(), values=values, objects={}, settings=TextSettings())


def test_the_last_line_of_the_last_note_stands_on_the_bottom_and_the_rule_above_the_first() -> None:
    body, rule, first, second = done(noted("text", "one", "two")).lines["frame"]

    assert texts([body, first, second]) == ["text12", "one", "two"]
    assert (first.baseline_pt, second.baseline_pt) == (88, 100)
    assert (rule.strokes[0].y_pt, rule.strokes[0].width_pt) == (100 - 24 - 3, 72)


def test_text_ends_a_spacer_above_the_notes_and_goes_on_in_the_next_frame() -> None:
    body = [noted("1", "a note"), *(paragraph(f"line {number}") for number in range(10))]

    found = done(*body, frames=(frame("a", height_pt=100.0), frame("b"))).lines

    lines = [line for line in found["a"] if line.text.startswith("line")]
    assert lines[-1].baseline_pt <= 100 - 12 - 6
    assert lines[-1].baseline_pt + 12 > 100 - 12 - 6
    assert [line.text for line in found["b"]][:1] == [f"line {len(lines)}"]


def test_a_line_moves_on_with_its_note_where_both_do_not_fit() -> None:
    body = [*(paragraph(f"line {number}") for number in range(7)), noted("last", "a note")]

    found = done(*body, frames=(frame("a", height_pt=100.0), frame("b", height_pt=100.0))).lines

    assert texts(found["a"])[-1] == "line 6"
    assert texts(found["b"]) == ["last1", "", "a note"]


def test_a_note_with_a_field_takes_as_much_room_as_its_value() -> None:
    made = noted("text", paragraph(run("<<A>>", field="A")))

    short, long = (done(made, A=value).lines["frame"] for value in ("x", "many words that need two lines in a frame as narrow as this"))

    assert [round(lines[1].baseline_pt) for lines in (short, long)] == [88, 76]


def test_space_between_notes_counts_and_a_kept_paragraph_takes_its_note_along() -> None:
    options = msgspec.structs.replace(OPTIONS, between_pt=5.0, rule=None)

    lines = done(noted("text", "one", "two"), options=options).lines["frame"]

    assert [line.baseline_pt for line in lines[1:]] == [83, 100]


def test_a_note_is_set_once_however_often_its_line_was_tried() -> None:
    body = [
        *(paragraph(f"line {number}") for number in range(5)),
        msgspec.structs.replace(
            noted("words " * 20, "a note"),
            format=msgspec.structs.replace(paragraph("x").format, keep_lines_together=True, keep_all_lines=True),
        ),
    ]

    found = done(*body, frames=(frame("a", height_pt=100.0), frame("b", height_pt=150.0))).lines

    assert [line.text for key in ("a", "b") for line in found[key]].count("a note") == 1
    assert found["b"][-1].text == "a note"


def test_notes_of_cells_stand_at_the_bottom_of_the_column_that_the_table_is_in() -> None:
    cells = tuple(Cell(column=0, row=row, name=f"0:{row}", paragraphs=(noted(f"row {row}", f"note {row}"),)) for row in range(4))
    table = Table(id="t", widths_pt=(100.0,), rows=(Row(height_pt=30.0),) * 4, cells=cells)
    frames = (frame("a", height_pt=130.0), frame("b", height_pt=130.0))

    found = done(paragraph(Run(format=SANS, table=table)), frames=frames).lines

    shown = {key: texts([line for line in each if line.text]) for key, each in found.items()}
    assert shown == {"a": ["row 01", "row 11", "note 0", "note 1"], "b": ["row 21", "row 31", "note 2", "note 3"]}
    assert [line.baseline_pt for line in found["a"] if line.text][-1] == 130


def test_a_frame_may_have_spaces_of_its_own_round_its_notes() -> None:
    own = frame(height_pt=100.0, note_spacing_pt=(30.0, 5.0))

    _, _, first, second = done(noted("text", "one", "two"), frames=(own,)).lines["frame"]
    whole, crowded = (
        done(paragraph("\u2028".join("abc")), noted(last, "one"), frames=(own,)).overset for last in ("d\u2028e", "d\u2028e\u2028f")
    )

    assert second.baseline_pt - first.baseline_pt == 12 + 5
    assert whole is None  # its fifth line stands 7 + 48 below the top: 33 above the note
    assert crowded is not None
