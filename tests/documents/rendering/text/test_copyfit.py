"""Text that is set smaller until it fits, down to a floor."""

import pytest

from documents.rendering.text.model import Cell, Row, Run, Table
from tests.documents.rendering.text.composing import SANS, composed, frame, like, paragraph, run

LOW = {"width_pt": 100.0, "height_pt": 26.0, "copyfit_pt": 5.0}  # two lines of 12 pt


def sizes(found) -> set[float]:
    return {round(part.size_pt, 2) for lines in found.lines.values() for line in lines for part in line.runs}


def words(count: int) -> str:
    return " ".join(["Wilhelmina"] * count)


def test_text_that_fits_keeps_its_size():
    assert sizes(composed(paragraph(words(2)), frames=(frame(**LOW),))) == {10.0}


def test_text_that_does_not_fit_is_set_as_large_as_it_fits():
    found = composed(paragraph(words(6)), frames=(frame(**LOW),))
    (size,) = sizes(found)

    assert found.overset is None
    assert 5.0 < size < 10.0
    larger = like(SANS, size_pt=size * 1.06, leading_pt=12.0 * size * 1.06 / 10)
    assert composed(paragraph(run(words(6), larger)), frames=(frame(**{**LOW, "copyfit_pt": 0.0}),)).overset is not None


def test_at_the_floor_what_is_left_over_is_overset():
    found = composed(paragraph(words(60)), frames=(frame(**LOW),))

    assert sizes(found) == {5.0}
    assert found.overset is not None


def test_without_a_floor_nothing_is_made_smaller():
    found = composed(paragraph(words(6)), frames=(frame(**{**LOW, "copyfit_pt": 0.0}),))

    assert sizes(found) == {10.0}
    assert found.overset is not None


def test_what_is_smaller_than_the_floor_stays_as_it_is():
    small = like(SANS, size_pt=4.0, leading_pt=5.0)

    assert 4.0 in sizes(composed(paragraph(run(words(1), small), run(words(8))), frames=(frame(**LOW),)))


def test_the_floor_of_one_frame_counts_for_its_thread():
    frames = (frame("a", **{**LOW, "copyfit_pt": 0.0}), frame("b", **LOW))

    found = composed(paragraph(words(12)), frames=frames)

    assert found.overset is None
    assert len(sizes(found)) == 1
    assert found.lines["b"]


def test_automatic_leading_follows_and_so_does_a_raised_baseline():
    plain = like(SANS, leading_pt=None, baseline_shift_pt=4.0)

    found = composed(paragraph(run(words(6), plain)), frames=(frame(**LOW),))

    (size,) = sizes(found)
    first, second, *_ = found.lines["frame"]
    assert second.baseline_pt - first.baseline_pt == pytest.approx(1.2 * size, abs=0.01)


def test_the_text_of_a_table_shrinks_with_the_rest():
    cell = Cell(column=0, row=0, paragraphs=(paragraph(words(9)),))
    table = Table(id="t", widths_pt=(100.0,), rows=(Row(height_pt=3.0),), cells=(cell,))
    tall = {**LOW, "height_pt": 60.0}

    found = composed(paragraph(Run(format=SANS, table=table)), frames=(frame(**tall),))

    assert found.overset is None
    assert max(sizes(found)) < 10.0


def test_a_value_is_fitted_and_the_next_document_is_not_changed_by_it():
    story = paragraph(run("<<A>>", field="A"))
    boxes = (frame(**LOW),)

    long = composed(story, frames=boxes, values={"A": words(6)})
    short = composed(story, frames=boxes, values={"A": "Zoë"})

    assert max(sizes(long)) < 10.0
    assert sizes(short) == {10.0}
