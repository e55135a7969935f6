"""Fields' pictures and QR codes in their frames."""

import hashlib
from collections.abc import Callable
from functools import lru_cache

import segno

from documents.rendering.paint import fitting, pictures
from documents.rendering.paint.assets import image_object
from documents.rendering.paint.pictures import Picture, Quality
from documents.rendering.paint.problems import told
from documents.rendering.paint.program import PicturePiece
from documents.rendering.paint.syntax import Objects
from documents.rendering.paint.unreadable import UnreadablePictureError
from personalia_site.errors import MissingAsset, RenderFailed

KEPT_BYTES = 500_000  # smaller pictures (logos, products) come again with other documents
Tell = Callable[[RenderFailed, Exception | None], None]


class FieldPictures:
    """Of one document. entries: of its resources; tell: what becomes of an error."""

    def __init__(self, objects: Objects, *, quality: Quality, black: str, tell: Tell) -> None:
        self.objects, self.quality, self.black, self.tell = objects, quality, black, tell
        self.entries: list[str] = []
        self._images: dict[bytes, str] = {}

    def picture(self, piece: PicturePiece, value: str | bytes | None) -> str:
        if piece.qr:
            return self._qr(piece, value) if isinstance(value, str) else piece.fallback
        if not value:
            return piece.fallback if value is None else ""  # an empty value: no picture
        if not isinstance(value, bytes):
            return piece.fallback
        try:
            picture = _read(value, piece, self.quality)
        except UnreadablePictureError as error:
            reason = f"The picture for the field “{piece.field}” cannot be used: {error}. Send a JPG or PNG."
            self.tell(MissingAsset(reason, parameters=told(FieldName=piece.field, Frame=piece.name)), error)
            return ""
        size = picture.width_pt, picture.height_pt
        box = fitting.placed(piece.box, size, fitting=piece.fitting, align=piece.align, crop=piece.crop)
        return fitting.picture_operators(self.image(picture), box, orientation=picture.orientation)

    def _qr(self, piece: PicturePiece, value: str) -> str:
        try:
            return fitting.qr_operators(value, piece.box, black=self.black) if value else ""
        except (segno.DataOverflowError, ValueError) as error:
            reason = f"The value of the field “{piece.field}” is too long for a QR code. Shorten it."
            parameters = told(FieldName=piece.field, Frame=piece.name, Text=value[:200])
            self.tell(RenderFailed(reason, error_id=1003, code="invalid_barcode", parameters=parameters), error)
            return ""

    def image(self, picture: Picture) -> str:
        """Write a picture, once; its resource name."""
        key = hashlib.sha256(picture.image.data).digest()
        if key not in self._images:
            mask = self.objects.write(image_object(picture.mask, None, self.objects)) if picture.mask else None
            at = self.objects.write(image_object(picture.image, mask, self.objects))
            self._images[key] = f"V{len(self._images)}"
            self.entries.append(f"/{self._images[key]} {at} 0 R")
        return self._images[key]


def _read(data: bytes, piece: PicturePiece, quality: Quality) -> Picture:
    """A value's picture; for Display at the resolution of the place it takes."""
    width, height = pictures.size_pt(data)
    box = fitting.placed(piece.box, (width, height), fitting=piece.fitting, align=piece.align, crop=piece.crop)
    scale = round(piece.scale * (box[2] - box[0]) / width, 4) or None if quality == "Display" else None
    return (_kept if len(data) <= KEPT_BYTES else pictures.read)(data, scale=scale, quality=quality)


@lru_cache(maxsize=16)
def _kept(data: bytes, *, scale: float | None, quality: Quality) -> Picture:
    return pictures.read(data, scale=scale, quality=quality)
