"""Anchored objects with a place of their own (painting.md 9.2)."""

from documents.rendering.text import compose
from documents.rendering.text.model import AnchoredBox, Anchoring, Line, Run, Story, TextSettings, Wrap
from tests.documents.rendering.text.composing import SANS, face, frame, library, paragraph, width

BOX = (0.0, -10.0, 20.0, 0.0)


def done(anchoring: Anchoring, *, text: str = "ab", **look) -> list[Line]:
    made = paragraph(text, Run(format=SANS, object="o"), "c")
    box = frame(left_pt=10.0, page_box_pt=(-40.0, -50.0, 300.0, 400.0), margin_box_pt=(-20.0, -30.0, 280.0, 380.0), **look)
    return compose(
        Story(id="s", paragraphs=(paragraph("first"), made), frames=("frame",)),
        {"frame": box},
        fonts=library(),
        values={},
        objects={"o": AnchoredBox("o", 0.0, 0.0, anchoring=anchoring, box_pt=BOX)},
        settings=TextSettings(),
    ).lines["frame"]


def place(anchoring: Anchoring, **more) -> tuple[float, float]:
    line = done(anchoring, **more)[-1]
    return round(line.objects[0].x_pt, 4), round(line.objects[0].baseline_pt - line.baseline_pt, 4)


def test_it_takes_no_advance_and_no_height() -> None:
    first, line = done(Anchoring())

    assert line.baseline_pt - first.baseline_pt == 12
    assert round(line.width_pt, 4) == round(width("abc"), 4)


def test_at_its_anchor() -> None:
    assert place(Anchoring(point=(0.0, 1.0))) == (round(10 + width("ab"), 4), 0)
    assert place(Anchoring(point=(1.0, 0.0), offset_pt=(2.0, 3.0))) == (round(10 + width("ab") - 20 + 2, 4), 10 + 3)


def test_beside_the_frame_and_on_the_page() -> None:
    assert place(Anchoring(point=(1.0, 1.0), across="frame"))[0] == 10 - 20
    assert place(Anchoring(across="column", across_at=1.0))[0] == 210
    assert place(Anchoring(across="margins"))[0] == -20
    line = done(Anchoring(point=(1.0, 1.0), across="page", across_at=1.0, down="page", down_at=1.0))[-1]
    assert (line.objects[0].x_pt, line.objects[0].baseline_pt) == (300 - 20, 400)


def test_by_the_heights_of_its_line() -> None:
    assert place(Anchoring(point=(0.0, 1.0), down="cap-height"))[1] == round(-face().cap_height * 10, 4)
    assert place(Anchoring(point=(0.0, 1.0), down="leading", pinned=False))[1] == -12


def test_by_a_line_it_stays_between_the_top_and_the_bottom_of_its_column() -> None:
    high, low = Anchoring(point=(0.0, 1.0), offset_pt=(0.0, -50.0)), Anchoring(point=(0.0, 0.0), offset_pt=(0.0, 50.0))

    (_, line), (_, last) = done(high), done(low, height_pt=40.0)

    assert line.objects[0].baseline_pt + BOX[1] == 0
    assert last.objects[0].baseline_pt + BOX[3] == 40


def test_by_the_spine_it_is_the_other_way_round_on_a_left_page() -> None:
    outside = Anchoring(point=(0.0, 1.0), across="frame", across_at=1.0, offset_pt=(5.0, 0.0), mirrored=True)

    assert place(outside)[0] == 210 + 5
    assert place(outside, right_page=False)[0] == 10 - 20 - 5


def test_an_object_above_its_line_moves_it_down() -> None:
    first, line = done(Anchoring(above_line=True, across_at=0.5, space_pt=(4.0, 2.0)))

    assert line.baseline_pt - first.baseline_pt == 12 + 10 + 4 + 2
    assert (line.objects[0].x_pt, line.objects[0].baseline_pt) == (10 + 90, line.baseline_pt - 12 - 2)


def around(mode: str, **look) -> list[Line]:
    """Lines of a paragraph that an object is anchored in, which stands 2 below its line at the frame's left: 30 wide, 20 high."""
    box = ((0.0, 0.0), (30.0, 0.0), (30.0, 20.0), (0.0, 20.0))
    anchoring = Anchoring(point=(0.0, 0.0), across="frame", offset_pt=(0.0, 2.0))
    made = AnchoredBox("o", 0.0, 0.0, anchoring=anchoring, box_pt=(0.0, 0.0, 30.0, 20.0), wraps=(Wrap(box, mode),))
    return compose(
        Story(
            id="s",
            paragraphs=(paragraph("above"), paragraph("a", Run(format=SANS, object="o"), "\u2028b\u2028c\u2028d")),
            frames=("frame",),
        ),
        {"frame": frame(**look)},
        fonts=library(),
        values={},
        objects={"o": made},
        settings=TextSettings(),
    ).lines["frame"]


def test_text_below_its_line_runs_round_an_anchored_object() -> None:
    assert [line.left_pt for line in around("around")] == [0, 0, 30, 30, 0]


def test_text_below_its_line_goes_on_below_an_anchored_object_that_is_jumped() -> None:
    found = around("jump")

    assert found[1].baseline_pt - found[0].baseline_pt == 12
    assert found[2].baseline_pt - found[1].baseline_pt > 22


def test_a_frame_may_ignore_the_wraps_of_what_is_anchored_in_it() -> None:
    assert [line.left_pt for line in around("around", ignores_wraps=True)] == [0] * 5
