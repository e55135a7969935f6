"""Picture files as pixels, with what they say about themselves."""

import io
import struct
import warnings
from typing import NamedTuple

from PIL import Image, ImageCms

from documents.rendering.document import Matrix
from documents.rendering.paint import pasted_pixels, photoshop
from documents.rendering.paint.unreadable import DAMAGED, MAX_PIXELS, UnreadablePictureError

FORMATS = ("JPEG", "PNG", "TIFF", "PSD", "GIF", "BMP", "WEBP")
# EXIF orientation as what becomes of the unit square that shows the picture upright (y up)
ORIENTATIONS: dict[int, Matrix] = {
    1: (1, 0, 0, 1, 0, 0),
    2: (-1, 0, 0, 1, 1, 0),
    3: (-1, 0, 0, -1, 1, 1),
    4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1),
    6: (0, -1, 1, 0, 0, 1),
    7: (0, 1, 1, 0, 0, 0),
    8: (0, 1, -1, 0, 1, 0),
}
DEPTH, CHANNELS, EXTRA_SAMPLES = 258, 277, 338  # tags of a TIFF
SHORT = 3  # a kind of number in it


class Opened(NamedTuple):
    """A picture, which may not be decoded yet.

    alpha   where it can be seen through, beside colours that have no such channel in Pillow
    lacks   what it has that is not drawn, or may be meant otherwise
    """

    image: Image.Image
    alpha: Image.Image | None = None
    lacks: tuple[str, ...] = ()


def opened(data: bytes) -> Opened:
    """Raises UnreadablePictureError"""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of large pictures and odd metadata; the limit is ours
        return _of_photoshop(data) if data.startswith(b"8BPS") else _opened(data)


def _opened(data: bytes) -> Opened:
    lacks: tuple[str, ...] = ()
    image: Image.Image | None
    try:
        if data.startswith(pasted_pixels.MARK):
            return Opened(pasted_pixels.picture(data))
        image = Image.open(io.BytesIO(data), formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise UnreadablePictureError("the picture is too large") from error
    except DAMAGED as error:
        image, lacks = _without_channels(data), ("more channels",)
        if image is None:
            raise UnreadablePictureError(_why(data)) from error
    if image.width * image.height > MAX_PIXELS:
        raise UnreadablePictureError(f"the picture is too large: {image.width} x {image.height} pixels")
    if image.mode == "F" or (image.mode == "I" and image.format == "TIFF"):
        raise UnreadablePictureError("it has 32 bits a channel")
    if image.format == "TIFF" and noted_orientation(image) != 1:
        lacks += ("turned",)
    return Opened(image, lacks=lacks)


def _of_photoshop(data: bytes) -> Opened:
    try:
        found = photoshop.composite(data)
    except DAMAGED as error:
        raise UnreadablePictureError("this is no picture that can be read") from error
    lacks = ("duotone",) * found.duotone + ("spot channels",) * found.spots
    if found.alpha is None or found.image.mode not in ("L", "RGB"):
        return Opened(found.image, found.alpha, lacks)
    found.image.putalpha(found.alpha)
    return Opened(found.image, lacks=lacks)


def _without_channels(data: bytes) -> Image.Image | None:
    """A TIFF of inks with more channels than Pillow takes: it does when these are said to mean nothing."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(data[:4])
    if order is None:
        return None
    changed = bytearray(data)
    try:
        at = struct.unpack_from(f"{order}I", data, 4)[0]
        for entry in range(at + 2, at + 2 + 12 * struct.unpack_from(f"{order}H", data, at)[0], 12):
            tag, kind, count = struct.unpack_from(f"{order}HHI", data, entry)
            if (tag, kind) == (EXTRA_SAMPLES, SHORT) and count <= 2:
                changed[entry + 8 : entry + 12] = bytes(4)
                return Image.open(io.BytesIO(changed), formats=("TIFF",))
    except (*DAMAGED, Image.DecompressionBombError):
        return None
    return None


def _why(data: bytes) -> str:
    """A TIFF of a kind that Pillow does not know still has its tags."""
    if data[:4] not in (b"II*\0", b"MM\0*"):
        return "this is no picture that can be read"
    try:
        from PIL import TiffImagePlugin  # here, since few files need it

        head = io.BytesIO(data)
        tags = TiffImagePlugin.ImageFileDirectory_v2(head.read(8))
        head.seek(tags.next)
        tags.load(head)
        channels, depth = int(tags.get(CHANNELS, 1)), int(tags.get(DEPTH, (1,))[0])
    except (*DAMAGED, AttributeError):
        return "this is no picture that can be read"
    return f"it is a TIFF of a kind that is not read ({channels} channels of {depth} bits)"


def dpi_of(image: Image.Image) -> tuple[float, float]:
    """72 when the file has none (6.2)."""
    found = image.info.get("dpi", (72, 72))
    try:
        x, y = float(found[0]), float(found[1])
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        return 72.0, 72.0
    return (x, y) if x > 1 and y > 1 else (72.0, 72.0)


def orientation_of(image: Image.Image) -> int:
    """What is left to do: a TIFF's pixels Pillow has turned already."""
    return 1 if image.format == "TIFF" else noted_orientation(image)


def noted_orientation(image: Image.Image) -> int:
    """EXIF's number."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd metadata
            value = image.getexif().get(0x0112, 1)
    except (ValueError, SyntaxError, TypeError, OSError, KeyError):
        return 1
    return value if value in ORIENTATIONS else 1


def own_profile(image: Image.Image) -> ImageCms.ImageCmsProfile | None:
    """Of RGB that is not sRGB; None where nothing needs doing."""
    profile = image.info.get("icc_profile")
    if not profile:
        return None
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if source.profile.xcolor_space.strip() != "RGB" or "srgb" in ImageCms.getProfileDescription(source).lower():
            return None
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None
    return source


def in_srgb(image: Image.Image) -> Image.Image | None:
    """An RGB picture with a profile of its own; None when it has none, or sRGB's. What can be seen through stays so."""
    source = own_profile(image) if image.mode in ("RGB", "RGBA") else None
    if source is None:
        return None
    try:
        changed: Image.Image = ImageCms.profileToProfile(image.convert("RGB"), source, ImageCms.createProfile("sRGB"))  # type: ignore[assignment]
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None
    if image.mode == "RGBA":
        changed.putalpha(image.getchannel("A"))
    return changed
