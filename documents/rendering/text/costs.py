"""What a line costs the Paragraph Composer (composition.md 26, 31-33).

Ragged text: the square of the slack, in pt; nothing in a line that a forced break ends, as in the last. A line that is a little too long
costs as much as 7 pt of rag: of 260 paragraphs that InDesign set it leaves one for a looser way, and takes it in six.

Justified text, in powers of two sizes of the paragraph's type, is measured on 315 breaks of two articles that InDesign set (10 pt,
measures of 425, 221 and 190 pt, three of its versions): this cost has 308 of them, in 29 of 32 paragraphs; slack to the power 2.5 with
dear shrinking has 250. What decides is the slack itself, not its share of the spaces, which no power of it gets beyond 274. Over the
third power any from 2.8 to 3.3 does the same. Spaces that shrink are counted double. Below the minimum they cost about what 23 pt of
stretch does, however little below, and slowly more: InDesign sets a line beside a picture with spaces of 40 % rather than tear the next.
Where two ways are alike, the share decides: hence the last term of `stretched`, which stops growing. A hyphen, its own or one in the
text, costs as much as 22 pt of stretch. Hyphens in the text cost nothing in ragged text.
"""

from math import inf

from documents.rendering.text.candidates import TOLERANCE_PT

UNIT_SIZES = 2.0  # what slack is counted in
SHRINK_LIMIT = 0.65  # of the spaces: a line that needs more is not tried
SHRUNK = 2.0  # how much dearer narrow spaces are than wide ones
BELOW_LEAST, BELOW_LEAST_RISE = 1.6, 13.0
LOOSE, LOOSE_COST = 0.8, 0.2  # spaces wider by this share are as loose as can be
TOO_LONG_PT, TOO_LONG = -0.02, 50.0  # a ragged line with less slack than that
HYPHEN_SIZES = 1.8  # of rag that a hyphen costs as much as (composition.md 33)
HYPHEN = 1.3  # that it costs in justified text
CUT = 1e9  # a word is cut only where nothing else helps
TOO_WIDE = 1e15


def stretched(slack: float, room: float) -> float:
    """Of a justified line that its spaces have to fill; both in units."""
    share = slack / (room * LOOSE) if slack < room * LOOSE else 1.0
    return float(slack**3 + LOOSE_COST * share**6)


def justified_cost(slack: float, room: float, least: float, unit: float) -> float:
    """Of a justified line; infinite where it is not allowed.

    slack   measure less natural width, pt
    room    its stretchable spaces, pt
    least   how far they should shrink at most, as a share
    unit    pt
    """
    if slack >= 0:
        return stretched(slack / unit, room / unit)
    if -slack > max(room * SHRINK_LIMIT, TOLERANCE_PT):
        return inf
    over = -slack - room * least
    if over <= TOLERANCE_PT / 100:
        return float((SHRUNK * -slack / unit) ** 3)
    return BELOW_LEAST + BELOW_LEAST_RISE * over / unit
