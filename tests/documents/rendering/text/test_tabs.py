"""Tabs, leaders and lists: composition.md 38-43."""

import pytest

from documents.rendering.text.model import Bullet, Run, TabStop
from tests.documents.rendering.text.composing import SANS, end_of, frame, like, lines, paragraph, texts, width

PLAIN = like(SANS, kerning="none")


def second(text, *stops, **form):
    """The run after the first tab."""
    (line,) = lines(paragraph(text, tabs=stops, **form))
    return line.runs[-1]


def test_text_after_a_left_stop_starts_on_it():
    assert second("a\tb", TabStop(50)).x_pt == 50


def test_stops_count_from_the_column_edge_not_from_the_indent():
    assert second("a\tb", TabStop(50), left_indent_pt=20).x_pt == 50


def test_text_before_a_right_stop_ends_on_it():
    assert end_of(second("a\tbcd", TabStop(120, "right"))) == pytest.approx(120)


def test_text_is_centred_on_a_centre_stop():
    found = second("a\tbcd", TabStop(120, "center"))

    assert (found.x_pt + end_of(found)) / 2 == pytest.approx(120)


def test_a_character_stop_aligns_the_characters_left_edge():
    found = second("a\t12.50", TabStop(120, "character", "."))

    assert found.x_pt + width("12") == pytest.approx(120)


def test_stops_already_passed_are_passed_over():
    assert second("aaaaaaaaaa\tb", TabStop(10), TabStop(90)).x_pt == 90


def test_without_a_stop_there_is_one_every_half_inch():
    assert second("a\tb").x_pt == 36
    assert second("aaaaaaaaaa\tb").x_pt == 72


def test_in_a_hanging_indent_the_left_indent_is_a_stop():
    found = lines(paragraph("1.\tThe text runs over more than one line of its column here", left_indent_pt=20, first_line_indent_pt=-20))

    assert found[0].runs[1].x_pt == 20
    assert found[1].runs[0].x_pt == 20


def test_a_leader_stands_on_a_grid_from_the_column_edge():
    rows = lines(*(paragraph(f"{text}\tx", tabs=(TabStop(150, leader="."),)) for text in ("a", "abc", "abcdefg")))

    dots = [row.runs[1] for row in rows]
    pitch = width(".")
    assert all((run.x_pt / pitch) % 1 == pytest.approx(0, abs=1e-6) or (run.x_pt / pitch) % 1 == pytest.approx(1, abs=1e-6) for run in dots)
    assert all(row.runs[0].x_pt + row.runs[0].advances_pt[0] <= run.x_pt for row, run in zip(rows, dots, strict=True))
    assert all(150 - pitch < end_of(run) <= 150 for run in dots)
    assert set(dots[0].clusters) == {"."}


def test_after_a_right_indent_tab_the_rest_ends_at_the_right_indent():
    whole = paragraph("a", Run(format=SANS, special="right-indent-tab"), "rest of it", right_indent_pt=15)

    (line,) = lines(whole)

    assert end_of(line.runs[-1]) == pytest.approx(185)


def test_indent_to_here_moves_all_following_lines():
    whole = paragraph("Note: ", Run(format=SANS, special="indent-to-here"), "the text runs over more than one line of its column here")

    found = lines(whole)

    assert len(found) > 1
    assert [line.left_pt for line in found[1:]] == pytest.approx([found[0].runs[1].x_pt] * (len(found) - 1))


def test_only_spaces_after_the_last_tab_of_a_justified_line_stretch():
    text = "a b\tthe text runs over more than one line of its column here"

    (first, *_) = lines(paragraph(text, tabs=(TabStop(50),), alignment="left-justified"))

    assert first.runs[0].advances_pt[1] == pytest.approx(width(" "))
    assert first.runs[1].advances_pt[3] > width(" ")
    assert first.width_pt == 200


def test_a_bullet_stands_at_the_first_line_indent_and_its_text_at_the_left_indent():
    (line,) = lines(paragraph("Item", left_indent_pt=20, first_line_indent_pt=-12, bullet=Bullet(marker="•")))

    assert [(run.x_pt, "".join(run.clusters)) for run in line.runs] == [(8, "•"), (20, "Item")]


def test_in_a_right_to_left_paragraph_stops_count_from_the_right():
    hebrew = like(SANS, family="DejaVu Sans", style="Book")

    (line,) = lines(paragraph(Run(format=hebrew, text="שלום\tעולם"), tabs=(TabStop(60),), direction="rtl", alignment="right"))

    assert end_of(line.runs[0]) == pytest.approx(200)
    assert end_of(line.runs[1]) == pytest.approx(140)


def test_a_line_with_tabs_breaks_by_its_real_width():
    found = lines(paragraph("a\tbbb bbb bbb", tabs=(TabStop(150),)), frames=(frame(width_pt=190),))

    assert texts(found)[0] == "abbb bbb"
