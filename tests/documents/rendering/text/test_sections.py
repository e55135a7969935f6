"""Paragraphs across all columns, and paragraphs that split one."""

from tests.documents.rendering.text.composing import composed, frame, lines, paragraph, run, texts

COLUMNS = frame(columns=2, gutter_pt=20.0)


def test_a_heading_spans_the_columns_and_the_text_goes_on_below_it() -> None:
    head = paragraph("a heading that is longer than a column", columns="span", space_after_pt=6.0)

    first, second, third = lines(head, paragraph("one"), paragraph("two"), frames=(COLUMNS,))

    assert first.width_pt > 90
    assert (second.left_pt, second.baseline_pt) == (0, first.baseline_pt + 6 + 12)
    assert (third.left_pt, third.baseline_pt) == (0, second.baseline_pt + 12)


def test_text_above_a_spanning_paragraph_is_shared_out_over_the_columns() -> None:
    body = [paragraph(f"line {number}") for number in range(4)]

    found = lines(*body, paragraph("across", columns="span", column_before_pt=10.0), paragraph("below"), frames=(COLUMNS,))

    assert [(round(line.left_pt), line.text) for line in found] == [
        (0, "line 0"), (0, "line 1"), (110, "line 2"), (110, "line 3"), (0, "across"), (0, "below"),
    ]  # fmt: skip
    assert found[4].baseline_pt == found[1].baseline_pt + 10 + 12
    assert [line.paragraph for line in found] == [0, 1, 2, 3, 4, 5]


def test_a_section_goes_on_in_the_next_frame() -> None:
    boxes = (frame("a", height_pt=36.0, columns=2), frame("b", columns=2))

    found = composed(paragraph("head", columns="span"), *(paragraph(f"line {number}") for number in range(6)), frames=boxes).lines

    assert (texts(found["a"]), texts(found["b"])) == (["head", "line 0", "line 1", "line 2", "line 3"], ["line 4", "line 5"])


def test_split_columns_leave_room_at_their_sides() -> None:
    split = [
        paragraph(f"item {number}", columns="split", column_count=2, column_gutter_pt=10.0, column_outside_pt=20.0) for number in range(2)
    ]

    found = lines(*split, frames=(frame(),))

    assert [line.left_pt for line in found] == [20, 20 + 75 + 10]


def test_a_split_paragraph_stands_in_columns_of_its_own() -> None:
    split = [paragraph(f"item {number}", columns="split", column_count=3, column_gutter_pt=10.0) for number in range(6)]

    found = lines(paragraph("list:"), *split, paragraph("after"), frames=(frame(),))

    assert sorted({round(line.left_pt) for line in found}) == [0, 70, 140]
    assert found[-1].baseline_pt == max(line.baseline_pt for line in found[:-1]) + 12


def test_what_does_not_fit_is_overset_with_all_later_sections() -> None:
    made = composed(
        paragraph("head", columns="span"), paragraph(run("<<A>>", field="A"), columns="span"), paragraph("rest"),
        frames=(frame(height_pt=14.0, columns=2),), values={"A": "second"},
    )  # fmt: skip

    assert made.overset is not None
    assert (made.overset.text, made.overset.fields) == ("second\nrest", ["A"])
