"""The preview that an EPS file brings: PostScript itself is not drawn (no interpreter is a dependency).

source   Adobe's Encapsulated PostScript File Format 3.0: the binary header of DOS files, and EPSI
"""

import io
import re
import struct

from PIL import Image, ImageOps

BINARY = b"\xc5\xd0\xd3\xc6"
EPSI = re.compile(rb"%%BeginPreview:[ \t]*(\d{1,9})[ \t]+(\d{1,9})[ \t]+(\d{1,9})[ \t]+\d{1,9}[ \t]*[\r\n]")
MOST_PIXELS = 25_000_000
SEARCHED = 30_000_000  # bytes


def preview(data: bytes) -> bytes | None:
    """A TIFF or PNG of the whole bounding box; None where the file has none that we can read."""
    if data.startswith(BINARY) and len(data) >= 28:
        start, length = struct.unpack_from("<II", data, 20)
        tiff = data[start : start + length]
        return tiff if length and tiff[:4] in (b"II*\0", b"MM\0*") else None
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
