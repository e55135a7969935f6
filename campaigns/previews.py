"""First pages as pictures, made when they are first asked for and kept in the storage: a campaign's, and each visitor's."""

import hashlib
import io
import json
import time
import zipfile
from threading import BoundedSemaphore
from uuid import UUID

from django.core.files.base import ContentFile as Bytes
from django.core.files.storage import default_storage
from PIL import Image

from campaigns.models import Campaign, Submission
from campaigns.progress import files
from documents.models import TemplateVersion
from documents.providers import embedded
from documents.providers.values import values_for
from documents.rendering import engine, output
from documents.rendering.output import Output
from personalia_site.errors import NotFound, RenderFailed, TooMany

COVERS = "campaign-covers/{}"
LONGEST_PX = 1100
LOOK_PX = 800
LOOK_S = 0.25  # a picture that takes longer does not follow what somebody types
_one_look = BoundedSemaphore()  # however many people type: at most one core is busy with it
_look_costs_s: dict[UUID, float] = {}  # by version, in this process


def first_page(submission: Submission) -> bytes:
    """A PNG, at most LONGEST_PX wide or high; raises NotFound before the document is there."""
    name = submission.preview_name
    if default_storage.exists(name):
        with default_storage.open(name) as kept:
            return bytes(kept.read())
    made = [file for file in files(submission) if file.file]
    if not made:
        raise NotFound("There is no document yet.")
    with made[0].file.open() as content:
        picture = _picture(content.read(), longest_pt=_longest_side(made[0].request.version))
    saved = default_storage.save(name, Bytes(picture))
    if saved != name:
        default_storage.delete(saved)  # somebody else asked at the same moment, and was first
    return picture


def cover(campaign: Campaign) -> bytes:
    """Page one as a visitor might get it: with the defaults and samples that staff gave, placeholders where they gave none.

    raises   NotFound when there is no ready template
    """
    version = campaign.serving_version
    if version is None or version.state != version.State.READY:
        raise NotFound("There is no ready template.")
    values = _samples(campaign)
    folder = COVERS.format(campaign.pk)
    name = f"{hashlib.sha256(json.dumps([str(version.pk), values]).encode()).hexdigest()[:32]}.png"
    if default_storage.exists(f"{folder}/{name}"):
        with default_storage.open(f"{folder}/{name}") as kept:
            return bytes(kept.read())
    picture = _cover(version, values)
    forget_cover(campaign.pk)
    default_storage.save(f"{folder}/{name}", Bytes(picture))
    return picture


def look(campaign: Campaign, typed: dict[str, str]) -> bytes | None:
    """Page one with what somebody has typed so far; None where it cannot be had fast enough.

    raises   TooMany when another one is being made
    """
    version = campaign.serving_version
    if version is None or version.state != version.State.READY or _look_costs_s.get(version.pk, 0.0) > LOOK_S:
        return None
    if not _one_look.acquire(blocking=False):
        raise TooMany("Another picture is being made.", retry_after_s=1)
    try:
        prepared = embedded.load(version.pk)
        started = time.perf_counter()
        made = engine.render(prepared, values_for(version, _samples(campaign) | typed), Output(strict=False))
        picture = _picture(made[0].content, longest_pt=_longest_side(version), longest_px=LOOK_PX)
        _look_costs_s[version.pk] = time.perf_counter() - started
    except (RenderFailed, ValueError):  # as _cover
        return None
    finally:
        _one_look.release()
    return picture


def _samples(campaign: Campaign) -> dict[str, str]:
    fields = campaign.template.fields.filter(present=True).exclude(kind="Image")
    samples = {field.name: field.sample for field in fields if field.sample}
    chosen = campaign.form_fields.select_related("template_field").exclude(template_field__kind="Image").exclude(default="")
    return samples | {field.template_field.name: field.default for field in chosen}


def _cover(version: TemplateVersion, values: dict[str, str]) -> bytes:
    try:
        made = engine.render(embedded.load(version.pk), values_for(version, values), Output(strict=False))
        return _picture(made[0].content, longest_pt=_longest_side(version))
    except (RenderFailed, ValueError):  # ValueError: a sample that is no date
        if not version.preview:
            raise NotFound("This template has no picture.") from None
        with version.preview.open() as placeholders:
            return bytes(placeholders.read())


def forget_cover(campaign: UUID) -> None:
    """Delete what the campaign looked like."""
    folder = COVERS.format(campaign)
    try:
        _folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in names:
        default_storage.delete(f"{folder}/{name}")


def _picture(content: bytes, *, longest_pt: float, longest_px: int = LONGEST_PX) -> bytes:
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _picture(archive.read(archive.namelist()[0]), longest_pt=longest_pt)
    if content.startswith(b"%PDF"):
        return output.first_page_png(content, resolution_dpi=max(18, min(150, round(longest_px * 72 / longest_pt))))
    picture = Image.open(io.BytesIO(content)).convert("RGB")
    picture.thumbnail((LONGEST_PX, LONGEST_PX))
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


def _longest_side(version: TemplateVersion) -> float:
    """Of page one, in points; A4's where nobody knows."""
    return max(float(version.pages[0][1]), float(version.pages[0][2]), 1.0) if version.pages else 842.0
