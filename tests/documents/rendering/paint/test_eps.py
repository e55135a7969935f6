import io
import struct

import pytest
from PIL import Image

from documents.rendering import paint
from documents.rendering.document import Graphic, Item
from documents.rendering.fonts import FontLibrary, FontSources
from tests.documents.rendering.paint.designs import design, pdf_of, picture_of, rectangle

POSTSCRIPT = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 40 20\nshowpage\n"


def binary(kind="TIFF"):
    buffer = io.BytesIO()
    Image.new("RGB", (40, 20), (255, 0, 0)).save(buffer, kind)
    picture = buffer.getvalue()
    header = struct.pack("<4s6IH", b"\xc5\xd0\xd3\xc6", 30, len(POSTSCRIPT), 0, 0, 30 + len(POSTSCRIPT), len(picture), 0xFFFF)
    return header + POSTSCRIPT + picture


def epsi(depth=1):
    row = b"FFFFF00000" if depth == 1 else b"FF" * 20 + b"00" * 20
    rows = b"".join(b"% " + row + b"\n" for _ in range(20))
    return POSTSCRIPT + b"%%BeginPreview: 40 20 " + str(depth).encode() + b" 20\n" + rows + b"%%EndPreview\n"


def placed(data):
    graphic = Graphic(asset="p", link="logo.eps", format="EPS", bounds=(0, 0, 40, 20), matrix=(2, 0, 0, 2, 60, 30))
    return design(Item(id="r", paths=rectangle(0, 0, 200, 100), graphic=graphic), assets={"p": data})


def findings(document):
    return paint.prepare(document, FontLibrary({}, FontSources()))[1]


def test_the_preview_of_a_binary_file_is_shown_and_told():
    document = placed(binary())

    assert picture_of(pdf_of(document)).getpixel((100, 50)) == (255, 0, 0)
    assert {found.code for found in findings(document)} == {"not-drawn", "low-resolution"}


def illustrators_tiff(*, clear=0):
    """40 x 20 pixels: the left half the table's second colour, the right half as clear as is said."""
    table = struct.pack("<768H", *(0xFFFF if number == 1 else 0 for number in range(768)))  # red
    row = b"\x01\xff" * 20 + bytes((1, clear)) * 20
    tags = ((256, 4, 40), (257, 4, 20), (258, 3, 8), (259, 3, 1), (262, 3, 3), (273, 4, 200), (277, 3, 2), (279, 4, 1600), (320, 3, 1800))
    entries = b"".join(struct.pack("<HHII", tag, kind, 768 if tag == 320 else 1, value) for tag, kind, value in tags)
    head = struct.pack("<2sHIH", b"II", 42, 8, len(tags)) + entries + bytes(4)
    return head.ljust(200, b"\0") + row * 20 + table


def test_a_preview_of_illustrator_is_clear_where_the_drawing_is():
    tiff = illustrators_tiff()
    data = struct.pack("<4s6IH", b"\xc5\xd0\xd3\xc6", 30, 0, 0, 0, 30, len(tiff), 0xFFFF) + tiff

    picture = picture_of(pdf_of(placed(data)))

    assert (picture.getpixel((80, 50)), picture.getpixel((120, 50))) == ((255, 0, 0), (255, 255, 255))


def test_a_preview_that_cannot_be_read_is_not_said_to_be_shown():
    tiff = illustrators_tiff()[:100]
    data = struct.pack("<4s6IH", b"\xc5\xd0\xd3\xc6", 30, 0, 0, 0, 30, len(tiff), 0xFFFF) + tiff

    assert [found.code for found in findings(placed(data))] == ["unreadable-picture"]


@pytest.mark.parametrize("depth", [1, 8])
def test_the_preview_of_an_epsi_file_is_shown(depth):
    picture = picture_of(pdf_of(placed(epsi(depth))))

    assert picture.getpixel((80, 50)) == (0, 0, 0)
    assert picture.getpixel((120, 50)) == (255, 255, 255)


@pytest.mark.parametrize(
    "data",
    [
        POSTSCRIPT,
        binary("PNG"),
        b"\xc5\xd0\xd3\xc6",
        epsi().replace(b"40 20 1", b"9999999 20 1"),
        b"%!PS\n" + b"%%BeginPreview: 1 1 1 1\n" * 200_000,
    ],
)
def test_a_file_without_a_preview_is_an_error(data):
    assert [(found.code, found.error_id) for found in findings(placed(data))] == [("unreadable-picture", 1006)]
