"""Pictures that people upload as a field's value."""

import warnings
from io import BytesIO

from django.core.files import File
from django.core.files.base import ContentFile as Bytes
from django.db import transaction
from PIL import Image

from documents.models import InputImage, Workspace
from personalia_site.errors import Invalid

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 50_000_000
ENDINGS = {"PNG": "png", "JPEG": "jpg", "MPO": "jpg"}  # MPO: what many telephones call their JPG


@transaction.atomic
def store_image(*, workspace: Workspace, upload: "File[bytes]") -> InputImage:
    """Keep an uploaded picture until the request or link that it is made for goes.

    raises   Invalid (108) when it is no PNG or JPG by its content, broken, or too large
    """
    if not upload.size or upload.size > MAX_BYTES:
        raise _refused(f"The picture is empty or larger than {MAX_BYTES // 1024 // 1024} MB.")
    content = upload.read()
    ending = _checked(content)
    image = InputImage(workspace=workspace)
    image.file.save(f"{image.pk}.{ending}", Bytes(content), save=False)
    image.save(force_insert=True)
    return image


def _checked(content: bytes) -> str:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=["PNG", "JPEG"]) as picture:
                kind, pixels = picture.format or "", picture.width * picture.height
                if pixels > MAX_PIXELS:
                    raise _refused(f"The picture has {pixels / 1e6:.0f} megapixels; {MAX_PIXELS / 1e6:.0f} are allowed. Make it smaller.")
                picture.load()
    # Pillow's decoders raise all of these for broken files
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _refused("The picture is not a PNG or JPG, or it is damaged. Save it as one of these and choose it again.") from error
    return ENDINGS[kind]


def _refused(reason: str) -> Invalid:
    return Invalid(reason, error_id=108, code="invalid_image")
