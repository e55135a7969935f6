"""Pictures as image XObjects: JPG as it is, everything else decoded by Pillow (6.4)."""

import io
import zlib
from typing import Literal

import msgspec
from PIL import Image, ImageMath

from documents.rendering.document import Point
from documents.rendering.paint import screen
from documents.rendering.paint.decoding import dpi_of, in_srgb, opened, orientation_of, own_profile
from documents.rendering.paint.standards import of_known_version
from documents.rendering.paint.syntax import COMPRESSION
from documents.rendering.paint.unreadable import DAMAGED, UnreadablePictureError

DISPLAY_PPI = 150.0
DISPLAY_JPEG_QUALITY = 85
JPEGS = ("JPEG", "MPO")  # a telephone's second picture behind the first is no reader's business


class Encoded(msgspec.Struct, frozen=True):
    """An image XObject's dictionary entries and data, ready to be written; data is compressed already.

    profile   what its RGB means, where that is not sRGB
    """

    entries: str
    data: bytes
    profile: bytes = b""


class Picture(msgspec.Struct, frozen=True):
    """A picture ready for a PDF. width and height are of the picture upright; `orientation` turns the pixels so (EXIF).

    lacks   what its file has that is not drawn
    """

    width_px: int
    height_px: int
    width_pt: float
    height_pt: float
    orientation: int
    image: Encoded
    mask: Encoded | None = None
    lacks: tuple[str, ...] = ()


Quality = Literal["Display", "Print"]


def read(data: bytes, *, scale: float | None = None, quality: Quality = "Print") -> Picture:
    """A picture's bytes as XObjects.

    scale    how much the page scales the picture (1 = at its own dpi), so that Display can leave out what no screen shows
    raises   UnreadablePictureError
    """
    source = _Source(data, scale)
    return source.printed() if quality == "Print" else source.shown()


def read_both(data: bytes, *, scale: float) -> tuple[Picture, Picture]:
    """The same for Print and for Display, decoded once; where nothing differs, one picture twice."""
    source = _Source(data, scale)
    printed = source.printed()
    return printed, source.shown(printed)


class _Source:
    """A picture's file, decoded."""

    def __init__(self, data: bytes, scale: float | None) -> None:
        self._data = data
        self._image, self._alpha, self._lacks = opened(data)
        image = self._image
        self._dpi, self._orientation, self._full = dpi_of(image), orientation_of(image), image.size
        self._is_jpeg = image.format in JPEGS and image.mode in ("L", "RGB", "CMYK")
        self._ppi = self._dpi[0] / scale if scale else None
        try:
            if self._is_jpeg and self._ppi and self._ppi > 2 * DISPLAY_PPI and image.mode != "CMYK":
                # What is printed is the file itself; for screens it is decoded at a half, a quarter or an eighth of its size.
                image.draft(image.mode, self._at_display_ppi(self._ppi))
            image.load()  # a truncated picture is found out here
        except DAMAGED as error:
            raise UnreadablePictureError("the picture is damaged") from error

    def printed(self) -> Picture:
        """As it is, and with its own RGB profile; a CMYK one is left aside, as InDesign does by default: its numbers are the press's."""
        picture = self._picture(_jpeg(self._data, self._image, self._full)) if self._is_jpeg else self._encoded(self._image)
        if self._image.mode not in ("RGB", "RGBA") or own_profile(self._image) is None:
            return picture
        return msgspec.structs.replace(
            picture, image=msgspec.structs.replace(picture.image, profile=of_known_version(self._image.info["icc_profile"]))
        )

    def shown(self, printed: Picture | None = None) -> Picture:
        """As screens need it. `printed`, where it is made already, stands for one that Display leaves as it is."""
        try:
            image = self._for_display()
        except DAMAGED as error:
            raise UnreadablePictureError("the picture is damaged") from error
        return self._encoded(image) if image is not self._image else printed or self.printed()

    def _for_display(self) -> Image.Image:
        """At most 150 ppi, and sRGB; the picture itself where that is so already."""
        shown = self._image
        if self._ppi and self._ppi > DISPLAY_PPI * 1.1:
            if shown.mode in ("P", "1"):
                shown = shown.convert("RGBA" if "transparency" in shown.info else "RGB")
            shown = shown.resize(self._at_display_ppi(self._ppi), Image.Resampling.LANCZOS)
        return screen.picture(shown) if shown.mode == "CMYK" else in_srgb(shown) or shown

    def _at_display_ppi(self, ppi: float) -> tuple[int, int]:
        width, height = self._full
        return max(1, round(width * DISPLAY_PPI / ppi)), max(1, round(height * DISPLAY_PPI / ppi))

    def _encoded(self, image: Image.Image) -> Picture:
        try:
            encoded, mask = _encode(image, lossy=self._is_jpeg)
            return self._picture(encoded, mask or (mask_of(self._alpha) if self._alpha else None))
        except DAMAGED as error:
            raise UnreadablePictureError("the picture is damaged") from error

    def _picture(self, image: Encoded, mask: Encoded | None = None) -> Picture:
        size = self._full
        points = (size[0] * 72 / self._dpi[0], size[1] * 72 / self._dpi[1])
        if self._orientation > 4:
            size, points = size[::-1], points[::-1]
        return Picture(*size, *points, self._orientation, image, mask, self._lacks)


def of_image(image: Image.Image) -> Picture:
    """A picture that is decoded already, a point for each pixel."""
    encoded, mask = _encode(image, lossy=False)
    return Picture(*image.size, float(image.width), float(image.height), 1, encoded, mask)


def size_pt(data: bytes) -> Point:
    """Width and height of the picture upright (6.2), from its header alone; raises UnreadablePictureError."""
    image = opened(data).image
    dpi = dpi_of(image)
    points = (image.width * 72 / dpi[0], image.height * 72 / dpi[1])
    return points[::-1] if orientation_of(image) > 4 else points


def _jpeg(data: bytes, image: Image.Image, size: tuple[int, int]) -> Encoded:
    """As it is. Photoshop's CMYK is inverted and says so by an Adobe marker."""
    space = {"L": "/DeviceGray", "RGB": "/DeviceRGB", "CMYK": "/DeviceCMYK"}[image.mode]
    decode = "/Decode[1 0 1 0 1 0 1 0]" if image.mode == "CMYK" and "adobe" in image.info else ""
    return Encoded(f"{_size(size)}/ColorSpace{space}/BitsPerComponent 8{decode}/Filter/DCTDecode", data)


def _size(size: tuple[int, int]) -> str:
    return f"/Type/XObject/Subtype/Image/Width {size[0]}/Height {size[1]}"


def _encode(image: Image.Image, *, lossy: bool) -> tuple[Encoded, Encoded | None]:
    """Flate (or JPG, for what was one), with the alpha channel apart."""
    alpha = None
    if image.mode.startswith("I"):  # 16 bits of grey, with or without a grey that is not there
        image = _in_eight_bits(image)
    if image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info:
        image = image.convert("RGBA")
        alpha = image.getchannel("A")
        image = image.convert("RGB")
        if alpha.getextrema() == (255, 255):
            alpha = None
    elif image.mode not in ("L", "RGB", "CMYK", "1", "P"):
        image = image.convert("RGB")
    if image.mode == "P":
        image = image.convert("RGB")
    mask = mask_of(alpha) if alpha is not None else None
    if lossy and image.mode in ("L", "RGB"):
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=DISPLAY_JPEG_QUALITY)
        return _jpeg(buffer.getvalue(), image, image.size), mask
    if image.mode == "1":
        image = image.convert("L")
    space = {"L": "/DeviceGray", "RGB": "/DeviceRGB", "CMYK": "/DeviceCMYK"}[image.mode]
    return Encoded(f"{_size(image.size)}/ColorSpace{space}/BitsPerComponent 8/Filter/FlateDecode", _deflate(image)), mask


def _in_eight_bits(image: Image.Image) -> Image.Image:
    grey, absent = image.convert("I"), image.info.get("transparency")
    shown = grey.point(lambda v: v / 256).convert("L")
    shown.info.pop("transparency", None)
    if isinstance(absent, int):
        shown.putalpha(ImageMath.lambda_eval(lambda of: of["grey"] != absent, grey=grey).convert("L").point(lambda v: 255 * bool(v)))
    return shown


def mask_of(alpha: Image.Image) -> Encoded:
    """What is seen of a picture, in 256 steps."""
    return Encoded(f"{_size(alpha.size)}/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode", _deflate(alpha))


def _deflate(image: Image.Image) -> bytes:
    return zlib.compress(image.tobytes(), COMPRESSION)
