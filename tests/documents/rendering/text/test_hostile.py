"""Whatever a design or a visitor brings: nothing raises, no character is lost, no line stands outside its frame."""

from math import cos, pi, sin
from random import Random

import pytest

from documents.rendering.text.model import Decoration, DropCap, Hyphenation, Rule, Run, TabStop, Wrap
from tests.documents.rendering.text.composing import DEJAVU, SANS, composed, frame, like, paragraph

CHARACTERS = "".join(
    (
        "abc déf-/.\t\u2028\u00a0\u00ad\u200b \u2009\u2003 e\u0301\ufb01 12 https://a.bc/def.gh",
        "\u05d0\u05d1 \u05de\u05d7 \u062c\u062f\u0639 \u0661\u0662 \u202b\u2067\u2069",
        "山田。「」 ภาษาไทย नमस्ते",
        "\U0001f389\U0001f468\u200d\U0001f469\u200d\U0001f467",
    )
)
CIRCLE = tuple((50 + 50 * cos(i / 16 * pi), 50 + 50 * sin(i / 16 * pi)) for i in range(32))
HOLE = Wrap(((20.0, 10.0), (60.0, 10.0), (60.0, 40.0), (20.0, 40.0)))
SPECIALS = ("indent-to-here", "right-indent-tab", "column-break", "frame-break", "page-break")


def a_run(pick):
    form = like(
        pick.choice([SANS, DEJAVU, like(SANS, family="Nowhere")]),
        size_pt=pick.choice([0.1, 6.0, 12.0, 40.0]),
        leading_pt=pick.choice([None, None, 0.0, 14.0, -3.0]),
        tracking=pick.choice([0.0, 50.0, -200.0]),
        kerning=pick.choice(["metrics", "optical", "none"]),
        position=pick.choice(["normal", "super", "sub"]),
        horizontal_scale=pick.choice([1.0, 0.5, 0.0]),
        underline=pick.choice([None, Decoration()]),
        direction=pick.choice(["auto", "auto", "auto", "rtl"]),
        no_break=pick.random() < 0.1,
        language=pick.choice(["en_US", "fr_FR", "tr_TR", "", "xx", "he_IL"]),
    )
    kind = pick.randrange(8)
    if kind == 0:
        return Run(format=form, special=pick.choice(SPECIALS))
    if kind == 1:
        return Run(format=form, object=pick.choice(["there", "gone"]))
    return Run(format=form, text="".join(pick.choice(CHARACTERS) for _ in range(pick.choice([0, 1, 3, 20, 120]))))


def a_paragraph(pick):
    return paragraph(
        *(a_run(pick) for _ in range(pick.randrange(4))),
        alignment=pick.choice(["left", "center", "right", "left-justified", "fully-justified", "to-spine"]),
        left_indent_pt=pick.choice([0.0, 10.0, -5.0, 300.0]),
        first_line_indent_pt=pick.choice([0.0, 10.0, -10.0]),
        composer=pick.choice(["paragraph", "single-line"]),
        direction=pick.choice(["ltr", "ltr", "rtl"]),
        hyphenation=pick.choice([None, Hyphenation()]),
        tabs=pick.choice([(), (TabStop(30.0, pick.choice(["left", "right", "center", "character"]), leader=". "),)]),
        keep_lines_together=pick.random() < 0.3,
        keep_all_lines=pick.random() < 0.3,
        keep_with_next=pick.choice([0, 0, 1, 5]),
        start=pick.choice(["anywhere", "anywhere", "next-column", "next-odd-page"]),
        drop_cap=pick.choice([None, None, DropCap(lines=3, characters=2)]),
        rule_below=pick.choice([None, Rule()]),
        align_to_grid=pick.choice(["none", "all-lines"]),
    )


def a_frame(pick, number):
    return frame(
        str(number),
        width_pt=pick.choice([0.0, 5.0, 80.0, 200.0]),
        height_pt=pick.choice([0.0, 30.0, 200.0]),
        columns=pick.choice([1, 1, 3]),
        vertical=pick.choice(["top", "bottom", "center", "justify"]),
        polygon=pick.choice([None, None, CIRCLE]),
        wraps=pick.choice([(), (), (HOLE,)]),
        grid_step_pt=pick.choice([0.0, 12.0]),
        page_name=str(number),
    )


@pytest.mark.parametrize("seed", range(150))
def test_any_story_is_composed_whole(seed):
    pick = Random(seed)
    boxes = tuple(a_frame(pick, number) for number in range(pick.randrange(4)))
    story = tuple(a_paragraph(pick) for _ in range(pick.randrange(1, 4)))

    result = composed(*story, frames=boxes, objects={"there": (20, 30)})

    found = [line for box in boxes for line in result.lines[box.id]]
    marks = dict(zip(SPECIALS, "\x07\x08\x0e\x0f\x10", strict=True))
    whole = "".join(marks.get(part.special, "\ufffc" if part.object else part.text) for each in story for part in each.runs)
    over = result.overset.text.replace("\n", "") if result.overset else ""
    assert ("".join(line.text for line in found) + over).strip() == whole.strip()
    for line in found:
        for glyph_run in line.runs:
            assert len(glyph_run.glyphs) == len(glyph_run.advances_pt) == len(glyph_run.clusters)
            assert glyph_run.offsets_pt is None or len(glyph_run.offsets_pt) == len(glyph_run.glyphs)
