"""Clipping paths of placed pictures: the design's own, Photoshop's from the file, or the edge of what is not white.

source   Adobe's Photoshop file format: image resources 2000-2997 (paths) and their records of 26 bytes
"""

import io
import struct
import warnings
from collections.abc import Iterator

from PIL import Image, ImageChops, ImageDraw, ImageOps

from documents.rendering.document import Anchor, Box, Clip, Matrix, SubPath
from documents.rendering.paint import geometry, outline
from documents.rendering.paint.decoding import opened
from documents.rendering.paint.photoshop import image_resources, pascal
from documents.rendering.paint.syntax import numbers
from documents.rendering.paint.unreadable import DAMAGED, UnreadablePictureError

RECORD = 26
PATHS = range(2000, 2998)
CLIPPING_NAME = 2999
TIFF_TAG, JPEG_MARKER, JPEG_HEAD = 34377, 0xED, b"Photoshop 3.0\0"
FIXED = 1 << 24  # numbers have 24 bits behind the point


def operators(clip: Clip, data: bytes, bounds: Box) -> str | None:
    """Operators that clip in content space; None where the path cannot be found. bounds: of the picture in it."""
    left, top, right, bottom = bounds
    if clip.kind == "path":
        paths = clip.paths
    else:
        onto: Matrix = (right - left, 0, 0, bottom - top, left, top)
        paths = tuple(_mapped(path, onto) for path in photoshop_path(data, clip.name))
    if not paths:
        return None
    if clip.inset_pt:
        paths = outline.offset(paths, -clip.inset_pt)
    whole = f"{numbers(left, top, right - left, bottom - top)} re\n" if clip.invert else ""
    return f"{whole}{outline.operators(paths)}{'W*' if clip.invert else 'W'} n\n"


def _mapped(path: SubPath, onto: Matrix) -> SubPath:
    def anchor(a: Anchor) -> Anchor:
        points = (geometry.apply(onto, point) for point in ((a.x, a.y), (a.left_x, a.left_y), (a.right_x, a.right_y)))
        return Anchor(*(value for point in points for value in point))

    return SubPath(tuple(map(anchor, path.anchors)), path.closed)


def edges(clip: Clip, data: bytes) -> Image.Image | None:
    """What "detect edges" shows: whatever is darker than the threshold allows white to be; with its holes, or filled within."""
    try:
        grey = opened(data).image.convert("RGB").convert("L")
    except (*DAMAGED, UnreadablePictureError):
        return None
    shown = grey.point([255 if 255 - value > clip.threshold else 0 for value in range(256)])
    if not clip.inside_edges:
        shown = _filled(shown)
    return ImageChops.invert(shown) if clip.invert else shown


def _filled(shown: Image.Image) -> Image.Image:
    """Without its holes: only what is connected with the picture's rim is outside."""
    framed = ImageOps.expand(shown, 1, fill=0)
    ImageDraw.floodfill(framed, (0, 0), 128)
    return ImageOps.crop(framed.point([0 if value == 128 else 255 for value in range(256)]), 1)


def photoshop_path(data: bytes, name: str) -> tuple[SubPath, ...]:
    """A path by its name, in fractions of the picture's width and height; without a name, the one the file says it is clipped by."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # as `pictures` does
            found = list(image_resources(_blob(data)))
    except (IndexError, Image.DecompressionBombError, *DAMAGED):
        return ()
    wanted = name or next((pascal(block)[0] for kind, _, block in found if kind == CLIPPING_NAME), "")
    return next((tuple(_path(block)) for kind, called, block in found if kind in PATHS and called == wanted), ())


def _blob(data: bytes) -> bytes:
    """A file's image resources."""
    if data.startswith(b"8BPS"):
        at = 26
        at += 4 + struct.unpack_from(">I", data, at)[0]  # the colour table
        length = struct.unpack_from(">I", data, at)[0]
        return data[at + 4 : at + 4 + length]
    if data.startswith(b"\xff\xd8"):
        return b"".join(_segments(data))
    if data[:4] in (b"II*\0", b"MM\0*"):
        tags = getattr(Image.open(io.BytesIO(data), formats=("TIFF",)), "tag_v2", {})
        return bytes(tags.get(TIFF_TAG, b""))
    return b""


def _segments(data: bytes) -> Iterator[bytes]:
    """A JPG's parts of them: the markers before the picture's data."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:
        length = struct.unpack_from(">H", data, at + 2)[0]
        part = data[at + 4 : at + 2 + length]
        if data[at + 1] == JPEG_MARKER and part.startswith(JPEG_HEAD):
            yield part[len(JPEG_HEAD) :]
        at += 2 + length


def _path(block: bytes) -> Iterator[SubPath]:
    anchors: list[Anchor] = []
    closed = True
    for at in range(0, len(block) - RECORD + 1, RECORD):
        kind = struct.unpack_from(">H", block, at)[0]
        if kind in (0, 3):  # how many knots of a sub-path follow
            if anchors:
                yield SubPath(tuple(anchors), closed)
            anchors, closed = [], kind == 0
        elif kind in (1, 2, 4, 5):
            y0, x0, y, x, y1, x1 = (value / FIXED for value in struct.unpack_from(">6i", block, at + 2))
            anchors.append(Anchor(x, y, x0, y0, x1, y1))
    if anchors:
        yield SubPath(tuple(anchors), closed)
