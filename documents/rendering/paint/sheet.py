"""A page's boxes, and the crop marks round it (1.11)."""

from typing import NamedTuple

from documents.rendering.document import Box
from documents.rendering.paint.program import PageProgram
from documents.rendering.paint.syntax import number, numbers

MARKS_PT = 12.0  # how far the sheet goes beyond the bleed for the marks
LEAST_OFFSET_PT = 6.0  # marks keep away from the trimmed page
MARK_WEIGHT_PT = 0.25
REGISTRATION = "/All[/Separation/All/DeviceCMYK<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[1 1 1 1]/N 1>>]"


class Sheet(NamedTuple):
    """entries: of the page. before, after: operators round its content, which stays within the bleed."""

    entries: str
    before: str
    after: str


def sheet(page: PageProgram, *, bleed: bool, marks: bool) -> Sheet:
    top, left, bottom, right = page.bleed_pt if bleed else (0.0, 0.0, 0.0, 0.0)
    trim = (0.0, 0.0, page.width_pt, page.height_pt)
    bled = (-left, -bottom, page.width_pt + right, page.height_pt + top)
    media = (bled[0] - MARKS_PT, bled[1] - MARKS_PT, bled[2] + MARKS_PT, bled[3] + MARKS_PT) if marks else bled
    entries = f"/MediaBox[{numbers(*media)}]/TrimBox[{numbers(*trim)}]"
    if bleed or marks:
        entries += f"/BleedBox[{numbers(*bled)}]"
    if not marks:
        return Sheet(entries, "", "")
    clip = numbers(bled[0], bled[1], bled[2] - bled[0], bled[3] - bled[1])
    return Sheet(entries, f"q {clip} re W n\n", f"Q\n/Artifact BMC\n{_crop_marks(trim, bled, media)}EMC\n")


def _crop_marks(trim: Box, bled: Box, media: Box) -> str:
    """Two lines a corner, in all inks, from beyond the bleed to the sheet's edge."""
    out = [f"q /All CS 1 SCN {number(MARK_WEIGHT_PT)} w 0 J\n"]
    for side, sign in ((0, -1), (2, 1)):
        start = bled[side] if abs(bled[side] - trim[side]) >= LEAST_OFFSET_PT else trim[side] + sign * LEAST_OFFSET_PT
        out += [f"{numbers(start, y)} m {numbers(media[side], y)} l S\n" for y in (trim[1], trim[3])]
    for side, sign in ((1, -1), (3, 1)):
        start = bled[side] if abs(bled[side] - trim[side]) >= LEAST_OFFSET_PT else trim[side] + sign * LEAST_OFFSET_PT
        out += [f"{numbers(x, start)} m {numbers(x, media[side])} l S\n" for x in (trim[0], trim[2])]
    return "".join([*out, "Q\n"])
