"""The blank round Japanese characters."""

import pytest

from documents.rendering.text.model import CharacterFormat, EastAsian
from tests.documents.rendering.text.composing import end_of, like, lines, paragraph, run

GOTHIC = CharacterFormat(family="VL Gothic", style="Regular", size_pt=10, leading_pt=16, language="ja_JP")


def pens(text: str, **settings: float) -> list[float]:
    """Where each glyph's origin lies, and the end."""
    (line,) = lines(paragraph(run(text, like(GOTHIC, east_asian=EastAsian(**settings)) if settings else GOTHIC)))
    (part,) = line.runs
    offsets = part.offsets_pt or [(0.0, 0.0)] * len(part.glyphs)
    return [part.x_pt + sum(part.advances_pt[:number]) + dx for number, (dx, _) in enumerate(offsets)] + [end_of(part)]


@pytest.mark.parametrize(
    ("text", "settings", "expected"),
    [
        ("山田", {}, [0, 10, 20]),
        ("山田", {"aki_before_em": 0.25}, [2.5, 15, 25]),
        ("山田", {"aki_after_em": 0.5}, [0, 15, 30]),
        ("「山", {"aki_before_em": 0.0}, [-5, 5, 15]),  # a bracket brings half an em with it
        ("「山", {"aki_before_em": 0.5}, [0, 15, 25]),
        ("山。", {"aki_after_em": 0.0}, [0, 10, 15]),
        ("山：", {"aki_after_em": 0.25}, [0, 12.5, 22.5]),
        ("ab", {"tsume": 1.0}, None),  # Latin letters stay as they are
    ],
)
def test_aki_before_and_after_takes_the_place_of_what_a_character_has(text: str, settings: dict[str, float], expected: list[float]) -> None:
    assert pens(text, **settings) == pytest.approx(expected or pens(text))


def test_tsume_takes_a_share_of_the_blank_on_either_side() -> None:
    loose, half, tight = pens("ト口"), pens("ト口", tsume=0.5), pens("ト口", tsume=1.0)

    assert loose[-1] > half[-1] > tight[-1]
    assert half[-1] == pytest.approx((loose[-1] + tight[-1]) / 2)
    assert tight[0] < half[0] < 0
