"""Pictures that an SVG holds itself; no other file and no address is opened."""

import base64
import binascii
import re
import zlib
from typing import Any
from urllib.parse import unquote_to_bytes

import pikepdf
from pikepdf import Name

from documents.rendering.paint.decoding import in_srgb, opened
from documents.rendering.paint.svg.file import File
from documents.rendering.paint.unreadable import DAMAGED, UnreadablePictureError

DATA = re.compile(r"data:[^,]*,", re.IGNORECASE)


def data_of(address: str) -> bytes | None:
    """What a data: address holds; None of any other."""
    found = DATA.match(address.strip())
    if found is None:
        return None
    body = address.strip()[found.end() :]
    if ";base64" not in found[0].lower():
        return unquote_to_bytes(body)
    try:
        return base64.b64decode(re.sub(r"\s+|%0[aAdD]", "", body))
    except (binascii.Error, ValueError):
        return b""


def embedded(data: bytes, file: File) -> tuple[pikepdf.Stream, float, float] | None:
    """An image XObject and its size in pixels; None when it cannot be read."""
    try:
        image, *_ = opened(data)
        image.load()
        if image.format == "JPEG" and image.mode in ("L", "RGB") and in_srgb(image) is None:
            space = Name.DeviceGray if image.mode == "L" else Name.DeviceRGB
            return _stream(file, data, image.size, space, Filter=Name.DCTDecode), float(image.width), float(image.height)
        alpha = None
        if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
            alpha = image.convert("RGBA").getchannel("A")
        shown = in_srgb(image.convert("RGB")) or image.convert("RGB")
    except (UnreadablePictureError, *DAMAGED):
        return None
    picture = _stream(file, zlib.compress(shown.tobytes()), shown.size, Name.DeviceRGB, Filter=Name.FlateDecode)
    if alpha is not None:
        picture.SMask = _stream(file, zlib.compress(alpha.tobytes()), alpha.size, Name.DeviceGray, Filter=Name.FlateDecode)
    return picture, float(shown.width), float(shown.height)


def _stream(file: File, data: bytes, size: tuple[int, int], space: Name, **more: Any) -> pikepdf.Stream:
    entries = {"Type": Name.XObject, "Subtype": Name.Image, "Width": size[0], "Height": size[1], "BitsPerComponent": 8, "ColorSpace": space}
    return pikepdf.Stream(file.pdf, data, **entries, **more)
