"""Photoshop files: the picture of all layers that they hold, and their image resources.

source   Adobe's Photoshop file format (header, colour mode data, image resources, layer and mask information, image data)
"""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from PIL import Image, ImageChops

from documents.rendering.paint.unreadable import MAX_PIXELS, UnreadablePictureError

HEADER = ">4sH6xHIIHH"
CHANNELS = {0: 1, 1: 1, 2: 1, 3: 3, 4: 4, 8: 1, 9: 3}  # of a mode: bitmap, grey, table, RGB, CMYK, duotone, Lab
BITMAP, GREY, TABLE, CMYK, DUOTONE = 0, 1, 2, 4, 8
COLOURS = {3: "RGB", CMYK: "CMYK", 9: "LAB"}
RESOLUTION, PROFILE, TRANSPARENT_ENTRY, VERSION, CHANNEL_KINDS = 1005, 1039, 1047, 1057, 1077
SPOT = 2  # a channel's kind
FIXED = 65536  # numbers have 16 bits behind the point
SEE_THROUGH = (b"8BIMMt16", b"8BIMMt32", b"8BIMMtrn")  # blocks that say so where layers are of 16 bits


class Composite(NamedTuple):
    """The picture of all layers. alpha: where it can be seen through, in 256 steps; spots: whether it has inks of its own beside."""

    image: Image.Image
    alpha: Image.Image | None
    duotone: bool
    spots: bool


class _File(NamedTuple):
    large: bool  # a .psb
    channels: int
    width: int
    height: int
    depth: int
    mode: int
    table: bytes
    resources: dict[int, bytes]
    layers: bytes
    pixels: bytes


def composite(data: bytes) -> Composite:
    """The picture that a Photoshop file shows.

    raises   UnreadablePictureError; struct.error, ValueError and others that Pillow raises where the file is damaged
    """
    file = _parsed(data)
    needed = CHANNELS.get(file.mode)
    if needed is None or file.channels < needed:
        raise UnreadablePictureError("it is a Photoshop file in multichannel mode")
    if file.depth not in (1, 8, 16):
        raise UnreadablePictureError(f"it has {file.depth} bits a channel")
    if file.width * file.height > MAX_PIXELS:
        raise UnreadablePictureError(f"the picture is too large: {file.width} x {file.height} pixels")
    if file.resources.get(VERSION, b"\1" * 5)[4:5] == b"\0":
        raise UnreadablePictureError("it was saved without “Maximize Compatibility”, and so holds no picture of its layers")
    see_through = file.channels > needed and _is_see_through(file)
    planes = list(_planes(file, needed + see_through))
    image = _merged(file, planes[:needed])
    if "resolution" in (known := _resolution(file)):
        image.info["dpi"] = (known["resolution"],) * 2
    if PROFILE in file.resources:
        image.info["icc_profile"] = file.resources[PROFILE]
    spots = any(kind == SPOT for kind in file.resources.get(CHANNEL_KINDS, b"")[4:][12::13])
    return Composite(image, planes[-1] if see_through else None, file.mode == DUOTONE, spots)


def _parsed(data: bytes) -> _File:
    _, version, channels, height, width, depth, mode = struct.unpack_from(HEADER, data)
    parts, at = [], struct.calcsize(HEADER)
    for size in (">I", ">I", ">Q" if version == 2 else ">I"):
        length = struct.unpack_from(size, data, at)[0]
        at += struct.calcsize(size)
        parts.append(data[at : at + length])
        at += length
    found = {kind: block for kind, _, block in image_resources(parts[1])}
    return _File(version == 2, channels, width, height, depth, mode, parts[0], found, parts[2], data[at:])


def image_resources(blob: bytes) -> Iterator[tuple[int, str, bytes]]:
    """Number, name and content of each."""
    at = 0
    while blob[at : at + 4] == b"8BIM":
        kind = struct.unpack_from(">H", blob, at + 4)[0]
        name, taken = pascal(blob[at + 6 : at + 262])
        at += 6 + taken + taken % 2
        length = struct.unpack_from(">I", blob, at)[0]
        yield kind, name, blob[at + 4 : at + 4 + length]
        at += 4 + length + length % 2


def pascal(data: bytes) -> tuple[str, int]:
    """A text that begins with its length, and how many bytes it takes."""
    return data[1 : 1 + data[0]].decode("mac_roman"), 1 + data[0]


def _resolution(file: _File) -> dict[str, float]:
    block = file.resources.get(RESOLUTION, b"")
    return {"resolution": struct.unpack_from(">I", block)[0] / FIXED} if len(block) >= 4 else {}


def _is_see_through(file: _File) -> bool:
    """Whether the first channel beyond the colours is the picture's transparency: else somebody saved a selection there."""
    size = 8 if file.large else 4
    layers = file.layers
    if len(layers) >= size + 2 and any(layers[:size]):
        return bool(struct.unpack_from(">h", layers, size)[0] < 0)
    for key in (b"8BIMLr16", b"8BIMLr32"):
        if (at := layers.find(key)) >= 0:
            return bool(struct.unpack_from(">h", layers, at + 8 + size)[0] < 0)
    return any(key in layers for key in SEE_THROUGH)


def _planes(file: _File, count: int) -> Iterator[Image.Image]:
    """One grey picture for each channel: of one bit, or of eight (the upper ones of sixteen)."""
    row = (file.width * file.depth + 7) // 8
    kind = struct.unpack_from(">H", file.pixels)[0]
    if kind not in (0, 1):
        raise UnreadablePictureError("its pixels are packed in a way that is not read")
    for raw in _unpacked(file, row, count) if kind else _plain(file, row, count):
        if file.depth == 1:
            yield Image.frombytes("1", (file.width, file.height), raw, "raw", "1;I")
        else:
            yield Image.frombytes("L", (file.width, file.height), raw[::2] if file.depth == 16 else raw)


def _plain(file: _File, row: int, count: int) -> Iterator[bytes]:
    size = row * file.height
    for channel in range(count):
        yield file.pixels[2 + channel * size : 2 + (channel + 1) * size]


def _unpacked(file: _File, row: int, count: int) -> Iterator[bytes]:
    """PackBits, row by row; the lengths of all channels' rows stand first."""
    rows = file.channels * file.height
    lengths = struct.unpack_from(f">{rows}{'I' if file.large else 'H'}", file.pixels, 2)
    at = 2 + rows * (4 if file.large else 2)
    for channel in range(count):
        length = sum(lengths[channel * file.height : (channel + 1) * file.height])
        yield Image.frombytes("L", (row, file.height), file.pixels[at : at + length], "packbits", "L").tobytes()
        at += length


def _merged(file: _File, planes: list[Image.Image]) -> Image.Image:
    if file.mode == TABLE:
        image = planes[0].convert("P")
        image.putpalette(bytes(file.table[part * 256 + entry] for entry in range(256) for part in range(3)))
        if len(entry := file.resources.get(TRANSPARENT_ENTRY, b"")) >= 2:
            image.info["transparency"] = struct.unpack_from(">H", entry)[0] & 255
        return image
    if len(planes) == 1:
        return planes[0]
    if file.mode == CMYK:
        planes = [ImageChops.invert(plane) for plane in planes]
    return Image.merge(COLOURS[file.mode], planes)
