"""The preview that an EPS file brings: PostScript itself is not drawn (no interpreter is a dependency).

source   Adobe's Encapsulated PostScript File Format 3.0: the binary header of DOS files, and EPSI
"""

import io
import re
import struct
import warnings

from PIL import Image, ImageOps, TiffImagePlugin

from documents.rendering.paint.unreadable import DAMAGED

BINARY = b"\xc5\xd0\xd3\xc6"
EPSI = re.compile(rb"%%BeginPreview:[ \t]*(\d{1,9})[ \t]+(\d{1,9})[ \t]+(\d{1,9})[ \t]+\d{1,9}[ \t]*[\r\n]")
MOST_PIXELS = 25_000_000
WIDTH, HEIGHT, COMPRESSION, MEANING, STRIPS, CHANNELS, LENGTHS, COLOURS = 256, 257, 259, 262, 273, 277, 279, 320  # tags of a TIFF
PALETTE = 3
SEARCHED = 30_000_000  # bytes


def preview(data: bytes) -> bytes | None:
    """A TIFF or PNG of the whole bounding box; None where the file has none that we can read."""
    if data.startswith(BINARY) and len(data) >= 28:
        start, length = struct.unpack_from("<II", data, 20)
        tiff = data[start : start + length]
        return _seen_through(tiff) or tiff if length and tiff[:4] in (b"II*\0", b"MM\0*") else None
    found = EPSI.search(data[:SEARCHED])
    end = data.find(b"%%EndPreview", found.end(), SEARCHED) if found else -1
    return _bitmap(int(found[1]), int(found[2]), int(found[3]), data[found.end() : end]) if found and end > 0 else None


def _bitmap(width: int, height: int, depth: int, text: bytes) -> bytes | None:
    """Hexadecimal rows behind comment signs; the highest value is black."""
    if depth not in (1, 8) or not 0 < width * height <= MOST_PIXELS:
        return None
    row = (width * depth + 7) // 8
    digits = re.sub(rb"[^0-9A-Fa-f]", b"", text)
    if len(digits) < 2 * row * height:
        return None
    raw = bytes.fromhex(digits[: 2 * row * height].decode("ascii"))
    image = Image.frombytes("1" if depth == 1 else "L", (width, height), raw).convert("L")
    out = io.BytesIO()
    ImageOps.invert(image).save(out, "PNG")
    return out.getvalue()


def _seen_through(tiff: bytes) -> bytes | None:
    """Illustrator's previews: a table's entry and how opaque it is for each pixel, which Pillow does not read; None for all others."""
    head = io.BytesIO(tiff)
    try:
        tags = TiffImagePlugin.ImageFileDirectory_v2(head.read(8))
        head.seek(tags.next)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what breaks off: that is found out when the picture is opened
            tags.load(head)
        if (tags[COMPRESSION], tags[MEANING], tags[CHANNELS]) != (1, PALETTE, 2):
            return None
        size, table = (int(tags[WIDTH]), int(tags[HEIGHT])), [value >> 8 for value in tags[COLOURS]]
        pixels = b"".join(tiff[start : start + length] for start, length in zip(tags[STRIPS], tags[LENGTHS], strict=True))
    except (*DAMAGED, AttributeError):
        return None
    if not 0 < size[0] * size[1] <= min(MOST_PIXELS, len(pixels) // 2) or len(table) != 3 * 256:
        return None
    image = Image.frombytes("P", size, pixels[0 : 2 * size[0] * size[1] : 2])
    image.putpalette([value for entry in zip(table[:256], table[256:512], table[512:], strict=True) for value in entry])
    shown = image.convert("RGB")
    shown.putalpha(Image.frombytes("L", size, pixels[1 : 2 * size[0] * size[1] : 2]))
    out = io.BytesIO()
    shown.save(out, "PNG")
    return out.getvalue()
