"""A design of ten pages for the benchmarks: the brochure's fonts, styles and master, its text nine times over in one thread."""

from demo import brochure
from demo.brochure import BLEED, BODY, FACTS, FIRST, HEIGHT, INK, LEFT, MACHINE, NAME, RED, SECOND, THIRD, TWO_COLUMNS, WIDTH
from demo.build import pack
from demo.idml import Design
from demo.items import Styled, line, picture, rectangle, story, text_frame

PAGES = 10
TIMES = 9  # the brochure's text, one after the other: nearly what the pages hold


def package() -> bytes:
    """The ZIP as InDesign would package it: the IDML, ten links to one photograph, four fonts."""
    return pack(_design())


def _design() -> Design:
    made = brochure.design()
    made.stories = {key: written for key, written in made.stories.items() if key in {"running", "folio"}}
    made.placeholders.clear()
    body = story(made, "body", *(paragraph for _ in range(TIMES) for paragraph in BODY))
    made.pages = [(_page(made, number, body), True) for number in range(1, PAGES + 1)]
    return made


def _page(made: Design, number: int, body: str) -> str:
    headline = story(made, f"headline{number}", ("Headline", f"{number}. Slow mornings"))
    lead = story(made, f"lead{number}", ("Lead", "Dear ", NAME, ", this is what we would tell you about the ", MACHINE, "."))
    facts = story(made, f"facts{number}", *[("Fact", Styled(("Strong", name)), f"\t{value}") for name, value in FACTS])
    edge = WIDTH + BLEED - THIRD
    detail = picture(
        made, f"detail{number}", (THIRD, 86, edge, 250), link="photograph.jpg", size=(432, 360), scale=1.6, shift=(-185, -197),
        description="The cup, seen closer",
    )  # fmt: skip
    previous = f"second{number - 1}" if number > 1 else "n"
    following = f"first{number + 1}" if number < PAGES else "n"
    return (
        detail
        + rectangle(made, f"panel{number}", (THIRD, 606, edge, HEIGHT + BLEED - 606), FillColor=RED)
        + line(made, f"rule{number}", (LEFT, 606), (FIRST + TWO_COLUMNS, 606), StrokeColor=INK, StrokeWeight=0.5)
        + text_frame(made, f"headlineframe{number}", (FIRST, 80, TWO_COLUMNS, 46), story=headline)
        + text_frame(made, f"leadframe{number}", (FIRST, 136, TWO_COLUMNS, 78), story=lead)
        + text_frame(made, f"first{number}", (FIRST, 236, 154.43, 330), story=body, previous=previous, following=f"second{number}")
        + text_frame(made, f"second{number}", (SECOND, 236, 154.43, 330), story=body, previous=f"first{number}", following=following)
        + text_frame(made, f"factsframe{number}", (FIRST, 614, TWO_COLUMNS, 140), story=facts)
    )
