"""The first page of a visitor's document as a picture, made when it is first asked for and kept in the storage."""

import io
import zipfile

from django.core.files.base import ContentFile as Bytes
from django.core.files.storage import default_storage
from PIL import Image

from campaigns.models import Submission
from campaigns.progress import files
from documents.rendering import output
from personalia_site.errors import NotFound

LONGEST_PX = 1100


def first_page(submission: Submission) -> bytes:
    """A PNG, at most LONGEST_PX wide or high; raises NotFound before the document is there."""
    name = submission.preview_name
    if default_storage.exists(name):
        with default_storage.open(name) as kept:
            return bytes(kept.read())
    made = files(submission)
    if not made:
        raise NotFound("There is no document yet.")
    with made[0].file.open() as content:
        picture = _picture(content.read(), longest_pt=_longest_side(submission))
    saved = default_storage.save(name, Bytes(picture))
    if saved != name:
        default_storage.delete(saved)  # somebody else asked at the same moment, and was first
    return picture


def _picture(content: bytes, *, longest_pt: float) -> bytes:
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _picture(archive.read(archive.namelist()[0]), longest_pt=longest_pt)
    if content.startswith(b"%PDF"):
        return output.first_page_png(content, resolution_dpi=max(18, min(150, round(LONGEST_PX * 72 / longest_pt))))
    picture = Image.open(io.BytesIO(content)).convert("RGB")
    picture.thumbnail((LONGEST_PX, LONGEST_PX))
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


def _longest_side(submission: Submission) -> float:
    pages = submission.request.version.pages if submission.request else []
    return max(float(pages[0][1]), float(pages[0][2]), 1.0) if pages else 842.0
