"""Mixed inks: several inks over each other, each in its share, as one colour."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from documents.rendering.paint.syntax import name, number, numbers


class Part(NamedTuple):
    """An ink. cmyk: what it looks like in full, in 0..1; separation: its colour space by itself, "" of a process ink."""

    ink: str
    share: float
    cmyk: tuple[float, ...]
    separation: str


def together(parts: Sequence[Part]) -> tuple[float, ...]:
    """What the mixture looks like in process inks, 0-100: what one ink leaves of the paper, the next one covers."""
    return tuple(100 * (1 - math.prod(1 - part.share * part.cmyk[at] for part in parts)) for at in range(4))


def space(parts: Sequence[Part], function: int) -> str:
    """Its colour space. function: the object number of `calculation`."""
    inks = "".join(name(part.ink) for part in parts)
    spots = "".join(f"{name(part.ink)}{part.separation}" for part in parts if part.separation)
    return f"[/DeviceN[{inks}]/DeviceCMYK {function} 0 R<</Colorants<<{spots}>>>>]"


def entries(parts: Sequence[Part]) -> str:
    return f"/FunctionType 4/Domain[{' '.join(['0 1'] * len(parts))}]/Range[0 1 0 1 0 1 0 1]"


def calculation(parts: Sequence[Part]) -> str:
    """From shares to process inks, as `together`, in PDF's calculator: the shares stay below until all four inks are there."""
    said = []
    for done in range(4):
        said.append("1")
        for at, part in enumerate(parts):
            below = len(parts) - at + done  # counted from the top, which is the product so far
            said.append(f"{below} index {number(part.cmyk[done])} mul 1 exch sub mul")
        said.append("1 exch sub")
    said += [f"{len(parts) + 4} 4 roll", *["pop"] * len(parts)]
    return "{" + " ".join(said) + "}"


def values(parts: Sequence[Part], tint: float) -> str:
    return numbers(*(part.share * tint for part in parts))
