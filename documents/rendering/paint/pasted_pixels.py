"""Pixels pasted from Illustrator: no file of a kind that anything else reads, but bytes in the design itself.

A mark, then five numbers of four bytes, the lowest first: bytes a row, width, height, bits a channel, channels; then the rows, of 8 bits
a channel: greys, RGB or CMYK.
source   measured on what real designs hold: sizes, lengths and picture boxes agree
"""

import struct

from PIL import Image

from documents.rendering.paint.unreadable import MAX_PIXELS, UnreadablePictureError

MARK = b"EPSImage"
HEAD = struct.Struct("<8s5I")
MODES = {1: "L", 3: "RGB", 4: "CMYK"}


def picture(data: bytes) -> Image.Image:
    """Raises UnreadablePictureError"""
    if len(data) < HEAD.size:
        raise UnreadablePictureError("it ends in its head")
    _, row, width, height, depth, channels = HEAD.unpack_from(data)
    if depth != 8 or channels not in MODES or row < width * channels:
        raise UnreadablePictureError(f"it was pasted with {channels} channels of {depth} bits, which is not read")
    if width * height > MAX_PIXELS:
        raise UnreadablePictureError(f"the picture is too large: {width} x {height} pixels")
    if not width or not height or len(data) < HEAD.size + row * height:
        raise UnreadablePictureError("it breaks off")
    mode = MODES[channels]
    return Image.frombytes(mode, (width, height), data[HEAD.size : HEAD.size + row * height], "raw", mode, row, 1)
