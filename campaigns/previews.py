"""First pages as pictures, made when they are first asked for and kept in the storage: a campaign's, and each visitor's.

JPG: of a page with a photograph a seventh of the bytes of a PNG, and made in a hundredth of the time.
"""

import hashlib
import io
import json
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from uuid import UUID

from django.core.files.base import ContentFile as Bytes
from django.core.files.storage import default_storage
from PIL import Image

from campaigns.models import Campaign, Submission
from campaigns.progress import files
from documents.models import ContentFile, TemplateVersion
from documents.models.content import result_folder
from documents.providers import embedded
from documents.providers.values import values_for
from documents.rendering import engine, output
from documents.rendering.output import Output
from personalia_site.errors import NotFound, RenderFailed, TooMany

COVERS = "campaign-covers/{}"
LONGEST_PX = 1100
LOOK_PX = 800
MAX_PIXELS = 50_000_000  # of a finished picture that is made smaller here, in memory that all visitors share
LOOK_S = 0.25  # a picture that takes longer does not follow what somebody types
LOOK_REST_S = 60.0  # for so long nobody tries again: it may have been one visitor's long text


def first_page(submission: Submission) -> bytes:
    """A JPG, at most LONGEST_PX wide or high; raises NotFound before the document is there, and when it is deleted.

    It lies in the folder of the document's files, and goes with them.
    """
    made = [file for file in files(submission) if file.file]
    if not made:
        raise NotFound("There is no document.")
    name = f"{result_folder(made[0].request_id)}/first-page.jpg"
    if (kept := _kept(name)) is not None:
        return kept
    with made[0].file.open() as content:
        picture = _picture(content.read(), longest_pt=max(page_size_pt(made[0].request.version)))
    saved = default_storage.save(name, Bytes(picture))
    deleted = not ContentFile.objects.filter(pk=made[0].pk).exclude(file="").exists()
    if saved != name or deleted:  # somebody else asked at the same moment and was first, or its time was over just then
        default_storage.delete(saved)
    return picture


def cover(campaign: Campaign) -> bytes:
    """Page one as a visitor might get it: with the defaults and samples that staff gave, placeholders where they gave none.

    raises   NotFound when there is no ready template
    """
    version = campaign.serving_version
    if version is None or version.state != version.State.READY:
        raise NotFound("There is no ready template.")
    values = _samples(campaign)
    name = f"{COVERS.format(campaign.pk)}/{hashlib.sha256(json.dumps([str(version.pk), values]).encode()).hexdigest()[:32]}.jpg"
    return _kept(name) or _new_cover(campaign, version, values, name)


def _new_cover(campaign: Campaign, version: TemplateVersion, values: dict[str, str], name: str) -> bytes:
    with _one_cover:  # all who come at the campaign's first moment wait for one picture
        if kept := _kept(name):
            return kept
        picture = _cover(version, values)
        forget_cover(campaign.pk)
        default_storage.save(name, Bytes(picture))
    return picture


class Looks:
    """Who may have a picture while typing: one at a time, at most half of the time, and no design that was too slow a minute ago."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._one = Lock()
        self._free_at = 0.0
        self._slow_until: dict[UUID, float] = {}

    def too_slow(self, version: UUID) -> bool:
        return self._slow_until.get(version, 0.0) > self._clock()

    def note(self, version: UUID, cost_s: float) -> None:
        if cost_s > LOOK_S:
            self._slow_until[version] = self._clock() + LOOK_REST_S

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Raises TooMany when it is nobody's turn just now."""
        if self._clock() < self._free_at or not self._one.acquire(blocking=False):
            raise TooMany("Another picture is being made.", retry_after_s=1)
        started = self._clock()
        try:
            yield
        finally:
            ended = self._clock()
            self._free_at = ended + min(ended - started, LOOK_REST_S)
            self._one.release()


_one_cover = Lock()
looks = Looks()


def look(campaign: Campaign, typed: dict[str, str]) -> bytes | None:
    """Page one with what somebody has typed so far; None where it cannot be had fast enough.

    raises   TooMany when another one is being made
    """
    version = campaign.serving_version
    if version is None or version.state != version.State.READY or looks.too_slow(version.pk):
        return None
    with looks.turn():
        prepared = embedded.load(version.pk)  # once in a while from the storage: that is not what a picture costs
        started = time.monotonic()
        try:
            made = engine.render(prepared, values_for(version, _samples(campaign) | typed), Output(strict=False))
            return _picture(made[0].content, longest_pt=max(page_size_pt(version)), longest_px=LOOK_PX)
        except (RenderFailed, ValueError):  # as _cover
            return None
        finally:
            looks.note(version.pk, time.monotonic() - started)


def _samples(campaign: Campaign) -> dict[str, str]:
    fields = campaign.template.fields.filter(present=True).exclude(kind="Image")
    samples = {field.name: field.sample for field in fields if field.sample}
    chosen = campaign.form_fields.select_related("template_field").exclude(template_field__kind="Image").exclude(default="")
    return samples | {field.template_field.name: field.default for field in chosen}


def _cover(version: TemplateVersion, values: dict[str, str]) -> bytes:
    try:
        made = engine.render(embedded.load(version.pk), values_for(version, values), Output(strict=False))
        return _picture(made[0].content, longest_pt=max(page_size_pt(version)))
    except (RenderFailed, ValueError):  # ValueError: a sample that is no date
        if not version.preview:
            raise NotFound("This template has no picture.") from None
        with version.preview.open() as placeholders:
            return _picture(placeholders.read(), longest_pt=max(page_size_pt(version)))


def forget_cover(campaign: UUID) -> None:
    """Delete what the campaign looked like."""
    folder = COVERS.format(campaign)
    try:
        _folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in names:
        default_storage.delete(f"{folder}/{name}")


def _kept(name: str) -> bytes | None:
    try:
        with default_storage.open(name) as kept:
            return bytes(kept.read())
    except FileNotFoundError:
        return None


def _picture(content: bytes, *, longest_pt: float, longest_px: int = LONGEST_PX) -> bytes:
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _picture(archive.read(archive.namelist()[0]), longest_pt=longest_pt)
    if content.startswith(b"%PDF"):
        return output.rasterise(content, dpi=max(18, min(150, round(longest_px * 72 / longest_pt))), picture_format="JPG", pages=[0])[0]
    with Image.open(io.BytesIO(content)) as picture:
        if picture.width * picture.height > MAX_PIXELS:
            raise NotFound("The page is too large for a preview.")
        picture.thumbnail((LONGEST_PX, LONGEST_PX))
        written = io.BytesIO()
        picture.convert("RGB").save(written, "JPEG", quality=output.JPEG_QUALITY)
    return written.getvalue()


def page_size_pt(version: TemplateVersion) -> tuple[float, float]:
    """Width and height of page one; A4's where nobody knows."""
    _name, width, height = version.pages[0] if version.pages else ("", 595.0, 842.0)
    return max(float(width), 1.0), max(float(height), 1.0)
