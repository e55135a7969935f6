"""Pictures that are odd, hostile, cut off or something else."""

import io
import struct
import zlib
from collections.abc import Callable
from functools import cache
from random import Random

from PIL import Image

from tests.fuzzing import sampler
from tests.fuzzing.damage import raw

SIZES = ((0, 0), (0, 9), (1, 2**31 - 1), (2**31 - 1, 2**31 - 1), (50_000, 50_000), (11_000, 11_000), (65535, 1), (2**32 - 1, 1))
MODES = ("1", "L", "LA", "P", "PA", "RGB", "RGBA", "RGBX", "CMYK", "YCbCr", "LAB", "HSV", "I", "F", "I;16")
FORMATS = ("PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP", "JPEG2000", "ICO", "TGA", "PPM", "PCX", "SGI", "DDS")
DPIS = ((0, 0), (1e-9, 1e-9), (1e9, 1e9), (-72, -72), (72, 1), (65535, 65535))


@cache
def _picture() -> Image.Image:
    return Image.linear_gradient("L").resize((60, 40)).convert("RGB")


def odd_mode(rng: Random) -> bytes:
    mode, picture_format = rng.choice(MODES), rng.choice(FORMATS)
    picture = Image.new(mode, (60, 40)) if mode in ("LAB", "HSV", "PA", "I;16", "RGBX") else _picture().convert(mode)
    return _saved(
        picture,
        picture_format,
        **({"compression": rng.choice(("tiff_lzw", "jpeg", "group4", "packbits"))} if picture_format == "TIFF" else {}),
    )


def odd_resolution(rng: Random) -> bytes:
    return _saved(_picture(), rng.choice(("PNG", "JPEG", "TIFF", "BMP")), dpi=rng.choice(DPIS))


def giant_png(rng: Random) -> bytes:
    """A header that promises more pixels than follow."""
    depth, kind = rng.choice(((8, 2), (1, 0), (16, 6), (8, 3), (3, 9), (16, 0)))
    header = struct.pack(">IIBBBBB", *rng.choice(SIZES), depth, kind, 0, 0, rng.choice((0, 1, 7)))
    body = rng.choice((zlib.compress(bytes(5000)), zlib.compress(bytes(20 << 20)), b"", rng.randbytes(99)))
    more = [
        (b"PLTE", rng.randbytes(rng.choice((0, 5, 768)))),
        (b"tRNS", rng.randbytes(300)),
        (b"pHYs", struct.pack(">IIB", *rng.choice(((0, 0), (2**32 - 1, 1))), 1)),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in [(b"IHDR", header), *more, (b"IDAT", body), (b"IEND", b"")])


def odd_chunks(rng: Random) -> bytes:
    """Texts that unpack to megabytes, wrong sums, frames of an animation, a profile of noise."""
    made = _saved(_picture(), "PNG")
    zipped = zlib.compress(bytes(rng.choice((10, 70 << 20))))
    extra = rng.choice(((b"zTXt", b"k\0\0" + zipped), (b"iCCP", b"n\0\0" + zlib.compress(rng.randbytes(500))), (b"iTXt",
        b"k\0\1\0\0\0" + zipped),
                        (b"acTL", struct.pack(">II", rng.choice((0, 2**31)), 0)), (b"eXIf", rng.randbytes(40)), (b"gAMA", bytes(4)),
                        (b"IHDR", bytes(13))))  # fmt: skip
    chunk = _chunk(*extra)
    return made[:33] + (chunk if rng.random() < 0.8 else chunk[:-4] + b"bad!") + made[33:]


def giant_jpg(rng: Random) -> bytes:
    made = bytearray(_saved(_picture(), "JPEG", progressive=rng.random() < 0.3))
    at = max(made.find(b"\xff\xc0"), made.find(b"\xff\xc2"))
    made[at + 5 : at + 9] = struct.pack(">HH", *rng.choice(((0, 0), (65535, 65535), (1, 65535), (10_000, 10_000))))
    return bytes(made)


def odd_jpg(rng: Random) -> bytes:
    """Inverted inks, orientations that do not exist, EXIF and profiles of noise."""
    exif = Image.Exif()
    exif[0x0112] = rng.choice((0, 1, 3, 6, 8, 9, 65535))
    noise = b"Exif\0\0" + rng.choice((b"MM\0*\0\0\0\x08\xff\xff", b"II*\0\x08\0\0\0\1\0\x12\1\3\0\0\0\0\0", rng.randbytes(60)))
    said = rng.choice((exif.tobytes(), noise))
    more = {"icc_profile": rng.randbytes(300)} if rng.random() < 0.3 else {}
    return _saved(_picture().convert(rng.choice(("RGB", "CMYK", "L"))), "JPEG", exif=said, **more)


def animated(rng: Random) -> bytes:
    frames = [_picture().rotate(9 * n) for n in range(rng.choice((2, 200)))]
    return _saved(frames[0], rng.choice(("PNG", "GIF", "WEBP", "TIFF")), save_all=True, append_images=frames[1:])


def looping_tiff(rng: Random) -> bytes:
    made = bytearray(_saved(_picture(), "TIFF"))
    at = struct.unpack_from("<I", made, 4)[0]
    count = struct.unpack_from("<H", made, at)[0]
    kind = rng.randrange(3)
    if kind == 0:
        struct.pack_into("<I", made, at + 2 + 12 * count, at)
    else:
        entry = at + 2 + 12 * rng.randrange(count)
        struct.pack_into("<I", made, entry + rng.choice((4, 8)), rng.choice((0, 2**31 - 1, 2**32 - 1, at, 8)))
    return bytes(made)


def something_else(rng: Random) -> bytes:
    """No picture, or not one that we read."""
    return rng.choice(
        (b"", b"\0", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF89a", b"8BPS\0\1", b"II*\0", sampler.placed_pdf(), sampler.SVG,
        b"%!PS-Adobe-3.0 EPSF-3.0\n(x) run",
         b"<html>", bytes(3 << 20), b"\0\0\0\x0cjP  \r\n\x87\n", b"RIFF\xff\xff\xff\xffWEBPVP8X", b"BM" + b"\xff" * 60,
         b"push graphic-context\nimage url(http://127.0.0.1:9/)")
    )  # fmt: skip


def plain(rng: Random) -> bytes:
    """One of the sampler's, or what is left of it after damage to its bytes."""
    links = sampler.package().links
    data = links[rng.choice([name for name in links if not name.endswith((".pdf", ".svg"))])]
    return raw.DAMAGE[rng.choice(sorted(raw.DAMAGE))](rng, data)


MAKERS: dict[str, Callable[[Random], bytes]] = {
    made.__name__: made
    for made in (odd_mode, odd_resolution, giant_png, odd_chunks, giant_jpg, odd_jpg, animated, looping_tiff, something_else, plain)
}


def any_picture(rng: Random) -> bytes:
    return MAKERS[rng.choice(sorted(MAKERS))](rng)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _saved(picture: Image.Image, picture_format: str, **more: object) -> bytes:
    buffer = io.BytesIO()
    try:
        picture.save(buffer, picture_format, **more)
    except (OSError, ValueError, TypeError, KeyError, struct.error, OverflowError):  # this format has no such mode: the plain one then
        buffer = io.BytesIO()
        _picture().save(buffer, "PNG")
    return buffer.getvalue()
