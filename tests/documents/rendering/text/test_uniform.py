"""The quick total fit gives what the general one gives."""

import random

import pytest

from documents.rendering.text.candidates import Candidates
from documents.rendering.text.composer import TotalFit
from documents.rendering.text.drawing import Slot
from documents.rendering.text.measuring import Measured
from documents.rendering.text.model import Hyphenation, TabStop, TextSettings
from documents.rendering.text.setting import tabbed
from documents.rendering.text.shaping import ShapeCache
from documents.rendering.text.source import read
from documents.rendering.text.styles import StyleBook
from tests.documents.rendering.text.composing import frame, library, paragraph

WORDS = [
    "a",
    "of",
    "the",
    "typography",
    "arrangement",
    "well-known",
    "山田太郎",
    "and/or",
    "legible\u2028",
    "unbelievably",
    "incomprehensibilities",
    "x",
    "12.5",
]
LOOKS = [{}, {}, {"letter_spacing": (-0.1, 0.0, 0.2)}, {"glyph_scaling": (0.95, 1.0, 1.1), "word_spacing": (0.7, 1.0, 1.5)}]


def measured(text: str, **form) -> Measured:
    styles, cache = StyleBook(library(), TextSettings()), ShapeCache()
    one = paragraph(text, hyphenation=Hyphenation(), **form)
    return Measured(one, read(one, values={}, frame=frame(), styles=styles), cache=cache, objects={})


def places(fit: TotalFit, *, quick: bool) -> list[tuple[int, bool, bool]]:
    ends = fit.ends() if quick else fit.general_ends()
    return [(end.place, end.hyphen, end.too_wide) for end in ends]


@pytest.mark.parametrize("alignment", ["left", "left-justified", "fully-justified"])
@pytest.mark.parametrize("seed", range(40))
def test_the_quick_way_ends_lines_where_the_general_one_does(alignment, seed):
    chance = random.Random(seed)
    text = " ".join(chance.choices(WORDS, k=chance.randint(2, 70)))
    look = chance.choice(LOOKS)
    one = measured(text, alignment=alignment, last_line_indent_pt=chance.choice([0.0, 20.0]), **look)
    one.hang_pt = chance.choice([None, None, 10.0])
    widths = [chance.uniform(20, 250)] * chance.choice([1, 2])
    widths[-1] += chance.choice([0, 12])
    fit = TotalFit(one, Candidates(one, 0, narrowest_pt=min(widths)), widths, None)

    assert places(fit, quick=True) == places(fit, quick=False)


@pytest.mark.parametrize("side", ["left", "center", "right"])
@pytest.mark.parametrize("seed", range(12))
def test_so_it_does_behind_tabs(side, seed):
    chance = random.Random(seed)
    text = chance.choice(["\t", "\t\t", "1\t", ""]) + " ".join(chance.choices(WORDS, k=40)) + chance.choice(["", "\tlast"])
    one = measured(text, alignment=chance.choice(["left", "left-justified"]), tabs=(TabStop(30.0, side),))
    slot = Slot(column_left_pt=0.0, column_width_pt=150.0, start_pt=0.0, width_pt=0.0)
    fit = TotalFit(one, Candidates(one, 0, narrowest_pt=150.0), [150.0], lambda start, end: tabbed(one, start, end, slot)[1])

    assert places(fit, quick=True) == places(fit, quick=False)
