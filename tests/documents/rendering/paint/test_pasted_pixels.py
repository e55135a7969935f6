import struct

import pytest

from documents.rendering.paint import pictures
from documents.rendering.paint.unreadable import UnreadablePictureError
from tests.documents.rendering.paint.designs import WHITE, pdf_of, picture_of, placed


def pasted(*pixel, width=40, height=20, depth=8, spare=0):
    rows = (bytes(pixel) * width + bytes(spare)) * height
    return struct.pack("<8s5I", b"EPSImage", width * len(pixel) + spare, width, height, depth, len(pixel)) + rows


@pytest.mark.parametrize(
    ("data", "colour"),
    [
        (pasted(90), (90, 90, 90)),
        (pasted(200, 30, 10), (200, 30, 10)),
        (pasted(200, 30, 10, spare=3), (200, 30, 10)),
        (pasted(0, 0, 0, 0), WHITE),
    ],
)
def test_pixels_pasted_from_illustrator_are_drawn(data, colour):
    assert picture_of(pdf_of(placed(data, form="unknown"))).getpixel((100, 50)) == colour


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"EPSImage", "ends in its head"),
        (pasted(1, 2, 3)[:-1], "breaks off"),
        (pasted(1, 2, 3, width=0), "breaks off"),
        (pasted(1, 2), "2 channels of 8 bits"),
        (pasted(1, depth=1), "1 channels of 1 bits"),
        (struct.pack("<8s5I", b"EPSImage", 3_000_000_000, 1_000_000_000, 1_000_000_000, 8, 3), "too large"),
    ],
)
def test_what_pasted_pixels_lack_is_said(data, reason):
    with pytest.raises(UnreadablePictureError, match=reason):
        pictures.read(data)
