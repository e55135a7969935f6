"""A page's boxes, and the printer's marks round it (1.11): crop and bleed marks, registration targets, colour bars, what page it is."""

from typing import NamedTuple

from documents.rendering.document import Box
from documents.rendering.paint.outline import KAPPA
from documents.rendering.paint.program import PageProgram
from documents.rendering.paint.syntax import number, numbers

MARKS_PT = 12.0  # how far the sheet goes beyond the bleed for the marks
LEAST_OFFSET_PT = 6.0  # marks keep away from the trimmed page
MARK_WEIGHT_PT = 0.25
TARGET_PT = 3.0  # a target's radius
BAR_PT = 7.0
GREYS = tuple((0.0, 0.0, 0.0, step / 10) for step in range(10, -1, -1))
SOLIDS = ((1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (1, 1, 0, 0), (0, 1, 1, 0), (1, 0, 1, 0), (1, 1, 1, 0), (0, 0, 0, 1))
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
    round_it = [_crop_marks(trim, bled, media), _targets(trim, bled), _bars(trim, bled), _information(page, bled)]
    if bled != trim:
        round_it.append(_bleed_marks(bled, media))
    return Sheet(entries, f"q {clip} re W n\n", f"Q\n/Artifact BMC\n{''.join(round_it)}EMC\n")


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


def _bleed_marks(bled: Box, media: Box) -> str:
    """A short line at either side of each corner of the bleed."""
    out = [f"q /All CS 1 SCN {number(MARK_WEIGHT_PT)} w 0 J\n"]
    for x, outside in ((bled[0], media[0]), (bled[2], media[2])):
        out += [f"{numbers((x + outside) / 2, y)} m {numbers(outside, y)} l S\n" for y in (bled[1], bled[3])]
    for y, outside in ((bled[1], media[1]), (bled[3], media[3])):
        out += [f"{numbers(x, (y + outside) / 2)} m {numbers(x, outside)} l S\n" for x in (bled[0], bled[2])]
    return "".join([*out, "Q\n"])


def _targets(trim: Box, bled: Box) -> str:
    """A circle with a cross in the middle of each side, in all inks."""
    middle, off = ((trim[0] + trim[2]) / 2, (trim[1] + trim[3]) / 2), MARKS_PT / 2
    places = ((middle[0], bled[3] + off), (middle[0], bled[1] - off), (bled[0] - off, middle[1]), (bled[2] + off, middle[1]))
    r, k, reach = TARGET_PT, TARGET_PT * KAPPA, TARGET_PT * 1.7
    circle = (
        f"{numbers(r, 0)} m {numbers(r, k, k, r, 0, r)} c {numbers(-k, r, -r, k, -r, 0)} c "
        f"{numbers(-r, -k, -k, -r, 0, -r)} c {numbers(k, -r, r, -k, r, 0)} c h S "
    )
    cross = f"{numbers(-reach, 0)} m {numbers(reach, 0)} l S {numbers(0, -reach)} m {numbers(0, reach)} l S"
    drawn = [f"q 1 0 0 1 {numbers(x, y)} cm {circle}{cross} Q\n" for x, y in places]
    return "".join([f"q /All CS 1 SCN {number(MARK_WEIGHT_PT)} w\n", *drawn, "Q\n"])


def _bars(trim: Box, bled: Box) -> str:
    """Above the page: steps of black to the left of the target, inks and their mixtures to the right, as far as there is room."""
    middle, y, clear = (trim[0] + trim[2]) / 2, bled[3] + (MARKS_PT - BAR_PT) / 2, MARKS_PT
    out = ["q\n"]
    for patches, sign in ((GREYS, -1), (SOLIDS, 1)):
        room = int((middle - trim[0] - 2 * clear) / BAR_PT)
        for at, inks in enumerate(patches[:room]):
            x = middle + sign * (clear + at * BAR_PT) - (BAR_PT if sign < 0 else 0)
            out.append(f"{numbers(*inks)} k {numbers(x, y, BAR_PT, BAR_PT)} re f\n")
    return "".join([*out, "Q\n"])


def _information(page: PageProgram, bled: Box) -> str:
    """Under the page, at its left."""
    if not page.information:
        return ""
    return f"q /All cs 1 scn 1 0 0 1 {numbers(bled[0] + MARKS_PT, bled[1] - MARKS_PT + 3)} cm\n{page.information}Q\n"
