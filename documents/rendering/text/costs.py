"""What a line costs the Paragraph Composer (composition.md 26, 31-33)."""

from math import inf

from documents.rendering.text.candidates import TOLERANCE_PT

STRETCH_EXPONENT = 2.5
SHRINK_LIMIT = 0.5  # of the spaces: a line that needs more is not tried
HYPHEN_SIZES = 1.8  # a hyphen costs as much as this many sizes of rag (composition.md 33)
CUT = 1e9  # a word is cut only where nothing else helps
TOO_WIDE = 1e15


def justified_cost(slack: float, room: float, word_spacing: tuple[float, float, float]) -> float:
    """Of a justified line; infinite where it is not allowed.

    slack   measure less natural width, pt
    room    its stretchable spaces, pt
    """
    if slack >= 0:
        return float(slack**STRETCH_EXPONENT)
    if -slack > max(room * SHRINK_LIMIT, TOLERANCE_PT):
        return inf
    soft = room * (1 - word_spacing[0] / (word_spacing[1] or 1.0))
    return float((2 * (min(-slack, soft) + 4 * max(0.0, -slack - soft))) ** STRETCH_EXPONENT)
