"""Optical kerning: how far two glyphs stand apart by their shapes (composition.md 23).

Adobe publishes nothing of it. This is fitted to 1,300 pairs that InDesign set at 12, 14 and 18 pt in one sans serif, Greek and Latin: what
decides is the least horizontal gap, which it takes halfway to a usual one, and then for how much of their height the two run close to each
other. The formula is off by 4/1000 em (one standard deviation), where the values themselves have 20. A pair's size moves it a little, and
below 12 pt more; beside a space there is none.
"""

from bisect import bisect_left
from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from documents.rendering.fonts.face import Face

STEPS = 130  # of a hundredth of the em, from BOTTOM up
BOTTOM = -30
CURVE_PARTS = 8
GAP, CLOSE, USUAL_SUM = -0.467, 39.4, -55.0  # per 1/1000 em of gap; per square of the em's share; of a usual pair
ABOVE_USUAL = 2.5  # that pairs of lower-case letters get in the mean
NEAR = 80.0  # 1/1000 em more than the least gap is close no more
MOST = 120.0
USUAL = "aeinorst"
MOST_KEPT = 2_000  # profiles, and ten times as many pairs
# Size in pt -> what each pair gets on top, in 1/1000 em. Below 12 pt: two documents of other fonts at 7.5 to 10 pt.
BY_SIZE = ((7.0, 21.7), (12.0, 0.7), (14.0, 0.0), (20.0, -2.1))

Profile = tuple[list[float], list[float]]


def by_size(size_pt: float) -> float:
    """In 1/1000 em, interpolated between the measured sizes."""
    place = bisect_left(BY_SIZE, (size_pt,))
    if place == 0:
        return BY_SIZE[0][1]
    if place == len(BY_SIZE):
        return BY_SIZE[-1][1]
    (low, first), (high, second) = BY_SIZE[place - 1], BY_SIZE[place]
    return first + (second - first) * (size_pt - low) / (high - low)


class OpticalKerning:
    """Of one face; profiles and pairs are kept."""

    def __init__(self, face: "Face") -> None:
        self._font, self._unit = face.hb_font, 1000 / face.upem
        self._profiles: dict[int, Profile | None] = {}
        self._pairs: dict[tuple[int, int], float | None] = {}
        letters = [glyph for glyph in (face.glyph(ord(letter)) for letter in USUAL) if glyph is not None]
        sums = [found for left in letters for right in letters if (found := self._sum(left, right)) is not None]
        self._usual = sum(sums) / len(sums) if sums else USUAL_SUM

    def between(self, left: int, right: int) -> float | None:
        """In 1/1000 em at 14 pt; None where one of them is blank or they share no height."""
        pair = (left, right)
        if pair not in self._pairs:
            if len(self._pairs) >= MOST_KEPT * 10:
                self._pairs.clear()
            found = self._sum(left, right)
            self._pairs[pair] = None if found is None else max(-MOST, min(MOST, found - self._usual + ABOVE_USUAL))
        return self._pairs[pair]

    def _sum(self, left: int, right: int) -> float | None:
        before, behind = self._profile(left), self._profile(right)
        if before is None or behind is None:
            return None
        gaps = [after + ahead for after, ahead in zip(before[1], behind[0], strict=True)]
        least = min(gaps)
        if least == inf:
            return None
        close = sum(1 - (gap - least) / NEAR for gap in gaps if gap < least + NEAR) / 100
        return GAP * least + CLOSE * close * close

    def _profile(self, glyph: int) -> Profile | None:
        """The space at its left and at its right, from the bottom up; None of a blank one."""
        if glyph not in self._profiles:
            if len(self._profiles) >= MOST_KEPT:
                self._profiles.clear()
            pen = _Pen(self._unit)
            self._font.draw_glyph_with_pen(glyph, pen)
            advance = self._font.get_glyph_h_advance(glyph) * self._unit
            blank = min(pen.left) == inf
            self._profiles[glyph] = None if blank else (pen.left, [advance - x for x in pen.right])
        return self._profiles[glyph]


class _Pen:
    """Takes an outline's outermost x on each step's height."""

    def __init__(self, unit: float) -> None:
        self.left = [inf] * STEPS
        self.right = [-inf] * STEPS
        self._unit = unit
        self._first = self._last = (0.0, 0.0)

    def moveTo(self, to: tuple[float, float]) -> None:  # noqa: N802 - the names of fontTools' pens
        self._first = self._last = to

    def lineTo(self, to: tuple[float, float]) -> None:  # noqa: N802
        (x0, y0), (x1, y1) = self._last, to
        self._last = to
        if y0 > y1:
            x0, y0, x1, y1 = x1, y1, x0, y0
        low, high = y0 * self._unit / 10 - BOTTOM, y1 * self._unit / 10 - BOTTOM
        for step in range(max(0, int(low) + 1), min(STEPS, int(high) + 1)):
            x = (x0 + (x1 - x0) * (step - low) / (high - low)) * self._unit
            self.left[step] = min(self.left[step], x)
            self.right[step] = max(self.right[step], x)

    def curveTo(self, one: tuple[float, float], two: tuple[float, float], to: tuple[float, float]) -> None:  # noqa: N802
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = self._last, one, two, to
        for part in range(1, CURVE_PARTS + 1):
            u = part / CURVE_PARTS
            v = 1 - u
            a, b, c, d = v * v * v, 3 * v * v * u, 3 * v * u * u, u * u * u
            self.lineTo((a * ax + b * bx + c * cx + d * dx, a * ay + b * by + c * cy + d * dy))

    def qCurveTo(self, one: tuple[float, float], to: tuple[float, float]) -> None:  # noqa: N802
        (ax, ay), (bx, by), (cx, cy) = self._last, one, to
        for part in range(1, CURVE_PARTS + 1):
            u = part / CURVE_PARTS
            v = 1 - u
            self.lineTo((v * v * ax + 2 * v * u * bx + u * u * cx, v * v * ay + 2 * v * u * by + u * u * cy))

    def closePath(self) -> None:  # noqa: N802
        self.lineTo(self._first)

    def endPath(self) -> None:  # noqa: N802
        """An open path: it bounds nothing more."""
