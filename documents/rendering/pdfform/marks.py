"""Check marks for buttons whose file has no appearance of its own, drawn as paths (12.7.4.2: MK's CA names a Zapf Dingbat)."""

# In a unit square, y up; what the Dingbats 4, l, 8, u, n and H show.
SHAPES = {
    "4": "0.18 0.52 m 0.28 0.60 l 0.42 0.38 l 0.74 0.86 l 0.84 0.80 l 0.44 0.16 l h f",
    "8": "0.2 0.28 m 0.28 0.2 l 0.5 0.42 l 0.72 0.2 l 0.8 0.28 l 0.58 0.5 l 0.8 0.72 l 0.72 0.8 l 0.5 0.58 l 0.28 0.8 l 0.2 0.72 l 0.42 0.5 l h f",  # noqa: E501
    "n": "0.2 0.2 0.6 0.6 re f",
    "u": "0.5 0.12 m 0.82 0.5 l 0.5 0.88 l 0.18 0.5 l h f",
    "H": "0.5 0.9 m 0.6 0.61 l 0.9 0.61 l 0.66 0.43 l 0.75 0.14 l 0.5 0.32 l 0.25 0.14 l 0.34 0.43 l 0.1 0.61 l 0.4 0.61 l h f",
    "l": "0.8 0.5 m 0.8 0.666 0.666 0.8 0.5 0.8 c 0.334 0.8 0.2 0.666 0.2 0.5 c 0.2 0.334 0.334 0.2 0.5 0.2 c 0.666 0.2 0.8 0.334 0.8 0.5 c h f",  # noqa: E501
}


def drawn(character: str, *, colour: str, width_pt: float, height_pt: float) -> bytes:
    """The mark in the middle of a box of this size."""
    side = min(width_pt, height_pt)
    left, bottom = (width_pt - side) / 2, (height_pt - side) / 2
    return f"q {colour} {side:g} 0 0 {side:g} {left:g} {bottom:g} cm {SHAPES.get(character, SHAPES['4'])} Q".encode()
