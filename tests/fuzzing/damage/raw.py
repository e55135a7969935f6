"""Bytes that nobody understands: flipped, cut, repeated, put in from elsewhere."""

from collections.abc import Callable
from random import Random

TELLING = (
    b"\0",
    b"\xff",
    b"\x7f\xff\xff\xff",
    b"\x80\0\0\0",
    b"\xff\xff\xff\xff",
    b"<",
    b">",
    b"(",
    b")",
    b"[[",
    b"%%EOF",
    b"PK\5\6",
    b"obj",
)


def flipped(rng: Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice((1, 2, 8, 64)) if changed else 0):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def cut_off(rng: Random, data: bytes) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


def beheaded(rng: Random, data: bytes) -> bytes:
    return data[rng.randrange(len(data) + 1) :]


def zeroed(rng: Random, data: bytes) -> bytes:
    start, length = _block(rng, data)
    return data[:start] + bytes(length) + data[start + length :]


def left_out(rng: Random, data: bytes) -> bytes:
    start, length = _block(rng, data)
    return data[:start] + data[start + length :]


def repeated(rng: Random, data: bytes) -> bytes:
    start, length = _block(rng, data)
    return data[:start] + data[start : start + length] * rng.choice((2, 3, 50)) + data[start + length :]


def spliced(rng: Random, data: bytes) -> bytes:
    """A part of the file over another part of it."""
    start, length = _block(rng, data)
    at = rng.randrange(len(data) + 1)
    return data[:at] + data[start : start + length] + data[at + length :]


def noisy(rng: Random, data: bytes) -> bytes:
    start, length = _block(rng, data)
    return data[:start] + rng.randbytes(length) + data[start + length :]


def sprinkled(rng: Random, data: bytes) -> bytes:
    """What means something to a parser, at places where it does not belong."""
    for _ in range(rng.choice((1, 3, 10))):
        at = rng.randrange(len(data) + 1)
        data = data[:at] + rng.choice(TELLING) + data[at + rng.choice((0, 1, 4)) :]
    return data


def _block(rng: Random, data: bytes) -> tuple[int, int]:
    start = rng.randrange(len(data) + 1)
    return start, min(rng.choice((1, 4, 16, 256, 4096)), len(data) - start)


DAMAGE: dict[str, Callable[[Random, bytes], bytes]] = {
    made.__name__: made for made in (flipped, cut_off, beheaded, zeroed, left_out, repeated, spliced, noisy, sprinkled)
}
