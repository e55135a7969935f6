"""Pictures as image XObjects: JPG as it is, everything else decoded by Pillow (6.4)."""

import io
import warnings
import zlib
from typing import Literal

import msgspec
from PIL import Image, ImageCms, ImageOps

from documents.rendering.document import Matrix
from documents.rendering.paint.syntax import COMPRESSION

MAX_PIXELS = 120_000_000  # a decompression bomb starts here: 12,000 x 10,000
DISPLAY_PPI = 150.0
DISPLAY_JPEG_QUALITY = 85
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


class UnreadablePictureError(Exception):
    """The bytes are no picture we can read; the reason is for a person."""


class Encoded(msgspec.Struct, frozen=True):
    """An image XObject's dictionary entries and data, ready to be written; data is compressed already."""

    entries: str
    data: bytes


class Picture(msgspec.Struct, frozen=True):
    """A picture ready for a PDF. width and height are of the picture upright; `orientation` turns the pixels so (EXIF)."""

    width_px: int
    height_px: int
    width_pt: float
    height_pt: float
    orientation: int
    image: Encoded
    mask: Encoded | None = None


Quality = Literal["Display", "Print"]


def read(data: bytes, *, effective_scale: float | None = None, quality: Quality = "Print") -> Picture:
    """A picture's bytes as XObjects.

    effective_scale   how much the page scales the picture (1 = at its own dpi), so that Display can leave out what no screen shows
    raises            UnreadablePictureError
    """
    image = _open(data)
    dpi_x, dpi_y = _dpi(image)
    orientation = _orientation(image)
    width, height = image.size
    passes = image.format == "JPEG" and image.mode in ("L", "RGB", "CMYK")
    if quality == "Display":
        image, changed = _for_display(image, dpi_x / effective_scale if effective_scale else None)
        passes = passes and not changed
    try:
        encoded, mask = (_jpeg(data, image), None) if passes else _encode(image, lossy=image.info.get("was_jpeg", False))
    except (OSError, ValueError, SyntaxError, MemoryError, zlib.error) as error:
        raise UnreadablePictureError("the picture is damaged") from error
    size = (width, height) if orientation < 5 else (height, width)
    points = (width * 72 / dpi_x, height * 72 / dpi_y)
    upright = points if orientation < 5 else points[::-1]
    return Picture(*size, *upright, orientation, encoded, mask)


def _open(data: bytes) -> Image.Image:
    """The picture, decoded: a truncated one is found out here."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of large pictures and odd metadata; the limit below is ours
            image = Image.open(io.BytesIO(data), formats=FORMATS)
            if image.width * image.height <= MAX_PIXELS:
                image.load()
    except Image.DecompressionBombError as error:
        raise UnreadablePictureError("the picture is too large") from error
    except (OSError, ValueError, SyntaxError, MemoryError, zlib.error, EOFError, KeyError, TypeError, IndexError) as error:
        raise UnreadablePictureError("this is no picture that can be read") from error
    if image.width * image.height > MAX_PIXELS:
        raise UnreadablePictureError(f"the picture is too large: {image.width} x {image.height} pixels")
    return image


def _dpi(image: Image.Image) -> tuple[float, float]:
    """72 when the file has none (6.2)."""
    found = image.info.get("dpi", (72, 72))
    try:
        x, y = float(found[0]), float(found[1])
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        return 72.0, 72.0
    return (x, y) if x > 1 and y > 1 else (72.0, 72.0)


def _orientation(image: Image.Image) -> int:
    try:
        value = image.getexif().get(0x0112, 1)
    except (ValueError, SyntaxError, TypeError, OSError, KeyError):
        return 1
    return value if value in ORIENTATIONS else 1


def _for_display(image: Image.Image, ppi: float | None) -> tuple[Image.Image, bool]:
    """At most 150 ppi, and sRGB. Says whether anything was done."""
    was_jpeg, changed = image.format == "JPEG", False
    if image.mode == "CMYK":
        image, changed = _to_srgb(image), True
    if ppi and ppi > DISPLAY_PPI * 1.1:
        factor = DISPLAY_PPI / ppi
        if image.mode in ("P", "1"):
            image = image.convert("RGBA" if "transparency" in image.info else "RGB")
        image = image.resize((max(1, round(image.width * factor)), max(1, round(image.height * factor))), Image.Resampling.LANCZOS)
        changed = True
    if changed:
        image.info["was_jpeg"] = was_jpeg
    return image, changed


def _to_srgb(image: Image.Image) -> Image.Image:
    """By the picture's own profile; without one by the plain formula."""
    profile = image.info.get("icc_profile")
    if profile:
        try:
            done = ImageCms.profileToProfile(image, io.BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            done = None
        if done is not None:
            return done
    return image.convert("RGB")


def _jpeg(data: bytes, image: Image.Image) -> Encoded:
    """As it is. Photoshop's CMYK is inverted and says so by an Adobe marker."""
    space = {"L": "/DeviceGray", "RGB": "/DeviceRGB", "CMYK": "/DeviceCMYK"}[image.mode]
    decode = "/Decode[1 0 1 0 1 0 1 0]" if image.mode == "CMYK" and "adobe" in image.info else ""
    return Encoded(f"{_size(image)}/ColorSpace{space}/BitsPerComponent 8{decode}/Filter/DCTDecode", data)


def _size(image: Image.Image) -> str:
    return f"/Type/XObject/Subtype/Image/Width {image.width}/Height {image.height}"


def _encode(image: Image.Image, *, lossy: bool) -> tuple[Encoded, Encoded | None]:
    """Flate (or JPG, for what was one), with the alpha channel apart."""
    alpha = None
    if image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info:
        image = image.convert("RGBA")
        alpha = image.getchannel("A")
        image = image.convert("RGB")
        if alpha.getextrema() == (255, 255):
            alpha = None
    elif image.mode in ("I", "F", "I;16", "I;16B", "I;16L"):
        image = image.convert("I").point(lambda v: v / 256).convert("L")  # 16 bits of grey -> 8
    elif image.mode not in ("L", "RGB", "CMYK", "1", "P"):
        image = image.convert("RGB")
    if image.mode == "P":
        image = image.convert("RGB")
    mask = None
    if alpha is not None:
        mask = Encoded(f"{_size(alpha)}/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode", _deflate(alpha))
    if lossy and image.mode in ("L", "RGB"):
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=DISPLAY_JPEG_QUALITY)
        return _jpeg(buffer.getvalue(), image), mask
    if image.mode == "1":
        image = image.convert("L")
    space = {"L": "/DeviceGray", "RGB": "/DeviceRGB", "CMYK": "/DeviceCMYK"}[image.mode]
    return Encoded(f"{_size(image)}/ColorSpace{space}/BitsPerComponent 8/Filter/FlateDecode", _deflate(image)), mask


def _deflate(image: Image.Image) -> bytes:
    return zlib.compress(image.tobytes(), COMPRESSION)


def upright(data: bytes) -> Image.Image:
    """The picture as a person sees it, for tests and previews."""
    return ImageOps.exif_transpose(_open(data))
