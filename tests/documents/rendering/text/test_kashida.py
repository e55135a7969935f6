"""Justified Arabic lines filled by strokes between letters."""

import re

import pytest

from documents.rendering.text.kashida import TATWEEL, overlapping
from documents.rendering.text.model import CharacterFormat, Line
from tests.documents.rendering.text.composing import end_of, frame, like, lines, paragraph, run, width

NASKH = CharacterFormat(family="Noto Naskh Arabic", style="Regular", size_pt=14, leading_pt=20, language="ar")
TEXT = "يسرنا أن ندعوكم إلى حفل الافتتاح الكبير الذي سيقام في قصر المؤتمرات بمدينة بيروت يوم الخميس القادم بحضور نخبة من الضيوف"


def justified(text: str = TEXT, form: CharacterFormat = NASKH, **changes: object) -> list[Line]:
    settings = {"alignment": "right-justified", "direction": "rtl", "kashida": "medium", "fractional_kashida": True} | changes
    return lines(paragraph(run(text, form), **settings), frames=(frame(width_pt=190),))


def shown(line: Line) -> str:
    """From the right to the left."""
    return "".join(cluster for part in reversed(line.runs) for cluster in reversed(part.clusters))


def stretched(line: Line) -> list[str]:
    """Words that are longer than they are written; of a stroke one sign."""
    return [re.sub(f"{TATWEEL}+", TATWEEL, word) for word in shown(line).split() if TATWEEL in word]


def test_strokes_fill_a_line_so_that_its_spaces_stay_as_wide_as_the_font_has_them() -> None:
    first, second, *_ = justified()

    for line in (first, second):
        assert min(part.x_pt for part in line.runs) == pytest.approx(0, abs=0.01)
        assert max(end_of(part) for part in line.runs) == pytest.approx(190, abs=0.01)
    spaces = [advance for part in second.runs for advance, text in zip(part.advances_pt, part.clusters, strict=True) if text == " "]
    assert spaces == pytest.approx([width(" ", NASKH)] * len(spaces))
    assert len(stretched(second)) > 1


def test_a_stroke_joins_its_letters() -> None:
    line = justified()[1]

    pen = min(part.x_pt for part in line.runs)
    for part in line.runs:
        assert part.x_pt == pytest.approx(pen)
        pen = end_of(part)


def test_the_last_line_is_as_it_is() -> None:
    assert stretched(justified()[-1]) == []


@pytest.mark.parametrize("change", [{"kashida": "none"}, {"form": like(NASKH, kashidas=False)}, {"alignment": "right"}])
def test_no_stroke_where_paragraph_characters_or_alignment_want_none(change: dict[str, object]) -> None:
    assert [word for line in justified(**change) for word in stretched(line)] == []


def test_longer_strokes_leave_less_to_the_spaces() -> None:
    text = "في بيت من بيروت\u2028"
    short, long = (justified(text, alignment="fully-justified", kashida=each)[0] for each in ("short", "long"))

    assert shown(short).count(TATWEEL) < shown(long).count(TATWEEL)


def test_strokes_that_are_not_fractional_are_copies_of_the_font_s_own() -> None:
    own = width(TATWEEL, NASKH)

    for line in justified(fractional_kashida=False):
        for part in line.runs:
            for advance, text in zip(part.advances_pt, part.clusters, strict=True):
                assert text != TATWEEL or advance == pytest.approx(own)


@pytest.mark.parametrize(
    ("word", "drawn_out"),
    [
        ("مستشفى", "مستشـفى"),  # after the later letter with teeth
        ("مدينة", "مدينـة"),  # before the round last letter
        ("الكتاب", "الكتـاب"),
        ("سلام", "سـلام"),  # never inside lam-alef
    ],
)
def test_the_stroke_stands_where_arabic_typesetting_prefers_it(word: str, drawn_out: str) -> None:
    (line, _) = justified(f"{word}\u2028{word}", alignment="fully-justified", kashida="long")

    assert stretched(line) == [drawn_out]


def test_hebrew_has_no_strokes() -> None:
    assert all(
        TATWEEL not in shown(line)
        for line in justified("שלום לכולם וברוכים הבאים אל החגיגה הגדולה שלנו", like(NASKH, family="DejaVu Sans"))
    )


@pytest.mark.parametrize(("length", "expected"), [(4.0, [4.0]), (6.0, [2.0, 4.0]), (12.0, [4.0, 4.0, 4.0]), (9.0, [2.5, 2.5, 4.0])])
def test_kashidas_overlap_so_that_they_reach_exactly(length: float, expected: list[float]) -> None:
    assert overlapping(length, 4.0) == pytest.approx(expected)
