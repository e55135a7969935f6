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
