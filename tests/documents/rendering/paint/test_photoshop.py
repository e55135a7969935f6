"""Photoshop files, written byte by byte: the ways in which they hold the picture of their layers."""

import struct

import pytest

from documents.rendering import paint
from documents.rendering.fonts import FontLibrary, FontSources
from documents.rendering.paint import photoshop
from documents.rendering.paint.unreadable import UnreadablePictureError
from tests.documents.rendering.paint.designs import WHITE, pdf_of, picture_of, placed

GREY, TABLE, RGB, CMYK, MULTICHANNEL, LAB = 1, 2, 3, 4, 7, 9
WIDTH, HEIGHT = 40, 20


def psd(mode, *planes, depth=8, packed=False, version=1, resources=(), layers=0, table=b""):
    """A file of WIDTH x HEIGHT whose channels have one value each; layers: their number, negative where they are transparent."""
    row = (WIDTH * depth + 7) // 8
    said = b"".join(b"8BIM" + struct.pack(">HHI", kind, 0, len(block)) + block + b"\0" * (len(block) % 2) for kind, block in resources)
    size = ">Q" if version == 2 else ">I"
    layer = struct.pack(size, 2) + struct.pack(">h", layers) if layers else b""
    head = b"8BPS" + struct.pack(">H6xHIIHH", version, len(planes), HEIGHT, WIDTH, depth, mode)
    parts = struct.pack(">I", len(table)) + table + struct.pack(">I", len(said)) + said + struct.pack(size, len(layer)) + layer
    if not packed:
        return head + parts + struct.pack(">H", 0) + b"".join(bytes([value]) * (row * HEIGHT) for value in planes)
    lines = [struct.pack("bB", 1 - row, value) for value in planes for _ in range(HEIGHT)]
    lengths = b"".join(struct.pack(">I" if version == 2 else ">H", len(line)) for line in lines)
    return head + parts + struct.pack(">H", 1) + lengths + b"".join(lines)


def colour(data, quality="Print"):
    return picture_of(pdf_of(placed(data, form="PSD"), quality=quality)).getpixel((100, 50))


def messages(data):
    return [each.message for each in paint.prepare(placed(data, form="PSD"), FontLibrary({}, FontSources()))[1] if each.code == "not-drawn"]


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("depth", [8, 16])
@pytest.mark.parametrize("version", [1, 2])
def test_every_depth_packing_and_size_is_read(packed, depth, version):
    assert colour(psd(RGB, 200, 40, 90, depth=depth, packed=packed, version=version)) == (200, 40, 90)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (psd(GREY, 77), (77, 77, 77)),
        (psd(TABLE, 3, table=bytes(256) + bytes([0, 0, 0, 250]) + bytes(252) + bytes([0, 0, 0, 60]) + bytes(252)), (0, 250, 60)),
        (psd(LAB, 128, 128, 128), (119, 119, 119)),
        (psd(CMYK, 255, 0, 0, 255), (237, 28, 36)),
    ],
)
def test_every_mode_has_its_colours(data, expected):
    assert colour(data) == pytest.approx(expected, abs=3)
    assert colour(data, "Display") == pytest.approx(expected, abs=3)


def test_a_bitmap_is_black_where_its_bits_are_set():
    assert colour(psd(0, 255, depth=1)) == (0, 0, 0)
    assert colour(psd(0, 0, depth=1, packed=True)) == WHITE


@pytest.mark.parametrize(("mode", "planes"), [(RGB, (200, 40, 90)), (CMYK, (255, 0, 0, 255))])
def test_a_selection_that_was_saved_does_not_make_the_picture_transparent(mode, planes):
    whole = colour(psd(mode, *planes))
    assert colour(psd(mode, *planes, 0, packed=True, layers=2)) == whole
    assert colour(psd(mode, *planes, 0, 0)) == whole
    assert colour(psd(mode, *planes, 0, packed=True, layers=-2)) == WHITE
    assert colour(psd(mode, *planes, 0, layers=-2), "Display") == WHITE


def test_a_file_without_the_picture_of_its_layers_says_so():
    with pytest.raises(UnreadablePictureError, match="Maximize Compatibility"):
        photoshop.composite(psd(RGB, 255, 255, 255, resources=[(1057, struct.pack(">IB", 1, 0) + b"\0" * 9)]))


@pytest.mark.parametrize(("data", "reason"), [(psd(MULTICHANNEL, 1, 2), "multichannel"), (psd(RGB, 1, 2, 3, depth=32), "32 bits")])
def test_what_is_not_read_is_named(data, reason):
    with pytest.raises(UnreadablePictureError, match=reason):
        photoshop.composite(data)


def test_channels_of_spot_colours_are_told():
    kinds = struct.pack(">I", 1) + b"".join(struct.pack(">h4hhB", 0, 0, 0, 0, 0, 100, kind) for kind in (2,))
    assert ["spot colour channels" in each for each in messages(psd(CMYK, 255, 0, 0, 255, 9, resources=[(1077, kinds)]))] == [True]
    assert messages(psd(CMYK, 255, 0, 0, 255, 9)) == []


def test_its_size_follows_from_its_resolution():
    resolution = struct.pack(">IHHIHH", 144 << 16, 1, 1, 144 << 16, 1, 1)
    assert photoshop.composite(psd(GREY, 0, resources=[(1005, resolution)])).image.info["dpi"] == (144, 144)


@pytest.mark.parametrize("cut", [10, 30, 60, 200])
def test_a_file_that_was_cut_off_is_unreadable(cut):
    data = psd(RGB, 1, 2, 3, packed=True)[:cut]
    _, findings = paint.prepare(placed(data, form="PSD"), FontLibrary({}, FontSources()))
    assert [each.code for each in findings] == ["unreadable-picture"]
