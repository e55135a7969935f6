"""What ends the reading of a picture's file."""

import struct
import zlib

MAX_PIXELS = 120_000_000  # a decompression bomb starts here: 12,000 x 10,000
# What Pillow raises on damaged files of one format or another.
DAMAGED = (OSError, ValueError, SyntaxError, MemoryError, zlib.error, EOFError, LookupError, TypeError, struct.error)


class UnreadablePictureError(Exception):
    """The bytes are no picture we can read; the reason is for a person."""
