"""Requests for content: made, rendered, ended."""

import re
import time
from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

import msgspec
from django.conf import settings
from django.core.files.base import ContentFile as Bytes
from django.db import transaction
from django.utils.timezone import now

from documents import jobs
from documents.actions import credits
from documents.actions.events import emit
from documents.models import ContentFile, ContentLink, ContentRequest, InputImage, TemplateVersion
from documents.providers import embedded
from documents.rendering.output import Output, RenderedFile
from personalia_site.errors import Conflict, Invalid, RenderFailed

NAME_MAX = 120
UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+')
RENDER_TASK = "documents.tasks.render_content"


@transaction.atomic
def request_content(
    *,
    version: TemplateVersion,
    values: Mapping[str, object],
    output: Output,
    purpose: str = ContentRequest.Purpose.API,
    name: str = "",
    url_lifetime: timedelta | None = None,
    keep_for: timedelta | None = None,
    callback_url: str = "",
) -> ContentRequest:
    """A waiting request, its job, and its charge: one credit, unless staff try something out.

    values        as `check_values` returned them
    name          the files' base name; default: the template's name
    url_lifetime  of its result URLs, from completion; default RESULT_URL_MINUTES
    keep_for      until its values and files are deleted, from its end; default RESULT_RETENTION_HOURS, never before the URLs end
    callback_url  checked; gets one signed POST when the request ends
    raises        Conflict when the version is not ready; Invalid 117 when the workspace has no credit left
    """
    request = new_request(
        version=version,
        values=values,
        output=output,
        purpose=purpose,
        name=name,
        url_lifetime=url_lifetime,
        keep_for=keep_for,
        callback_url=callback_url,
    )
    jobs.enqueue(RENDER_TASK, request.pk)
    if purpose not in (ContentRequest.Purpose.TRIAL, ContentRequest.Purpose.LINK):  # a link's is charged when it is done
        credits.charge(workspace=request.workspace_id, subject=request.pk)  # last: the workspace's other requests wait for the commit
    return request


def new_request(
    *,
    version: TemplateVersion,
    values: Mapping[str, object],
    output: Output,
    purpose: str,
    name: str,
    url_lifetime: timedelta | None,
    keep_for: timedelta | None,
    callback_url: str = "",
) -> ContentRequest:
    """The row alone, for somebody who renders it at once."""
    refuse_unready(version)
    url_lifetime = timedelta(minutes=settings.RESULT_URL_MINUTES) if url_lifetime is None else url_lifetime
    keep_for = timedelta(hours=settings.RESULT_RETENTION_HOURS) if keep_for is None else keep_for
    request = ContentRequest.objects.create(
        workspace_id=version.template.workspace_id,
        version=version,
        purpose=purpose,
        values=dict(values),
        output=msgspec.to_builtins(output),
        name=base_name(name or version.template.name),
        patience_ends_at=now() + timedelta(seconds=settings.REQUEST_PATIENCE_S),
        url_lifetime=url_lifetime,
        keep_for=max(keep_for, url_lifetime),
        callback_url=callback_url,
    )
    claim_images(values, request=request)
    return request


def base_name(wanted: str) -> str:
    """A file name that every system takes, without its ending: no separators, controls or marks that turn the text round."""
    return UNSAFE.sub("-", wanted)[:NAME_MAX].strip(" .-") or "document"


def refuse_unready(version: TemplateVersion) -> None:
    if version.state != TemplateVersion.State.READY:
        raise Conflict(f"Version {version.number} of “{version.template.name}” is {version.get_state_display()}: it cannot be used.")


def claim_images(values: Mapping[str, object], *, request: ContentRequest | None = None, link: ContentLink | None = None) -> None:
    """The pictures among the values belong to the request or link from now on, and go when it goes."""
    keys = [UUID(str(value["image"])) for value in values.values() if isinstance(value, dict)]
    if keys:
        InputImage.objects.filter(pk__in=keys, request=None, link=None).update(request=request, link=link)


def render(*, request: ContentRequest) -> None:
    """Render a waiting request here and now, and end it. Twice does no harm: same values, same bytes, and only one end counts.

    raises   whatever is no RenderFailed: then the request goes on waiting
    """
    started = time.monotonic()
    try:
        files = embedded.render(request)
    except RenderFailed as error:
        fail_request(request=request, error=error)
    else:
        _note_cost(request.version, round((time.monotonic() - started) * 1000))
        finish_request(request=request, files=files)


def _note_cost(version: TemplateVersion, cost_ms: int) -> None:
    """Written when it is new or changes the verdict: not every rendering needs a write."""
    before = version.slow
    known, version.render_ms = version.render_ms, cost_ms
    if known is None or version.slow != before:
        TemplateVersion.objects.filter(pk=version.pk).update(render_ms=cost_ms)


def finish_request(*, request: ContentRequest, files: Sequence[RenderedFile]) -> bool:
    """Keep the files and end the request as completed; False when it had ended already (then nothing is kept).

    A link's is charged now. Should the last credit have gone while it was rendered, it has failed with 117.
    """
    written = [_write(request, position, file) for position, file in enumerate(files)]
    try:
        won = _complete(request, written)
    except Invalid as unpaid:
        fail_request(request=request, error=RenderFailed(unpaid.reason, error_id=unpaid.error_id, code=unpaid.code))
        won = False
    if not won:
        for file in written:
            file.file.delete(save=False)
    return won


@transaction.atomic
def _complete(request: ContentRequest, written: Sequence[ContentFile]) -> bool:
    ended = now()
    end = {
        "state": ContentRequest.State.COMPLETED,
        "ended_at": ended,
        "url_expires_at": ended + request.url_lifetime,
        "keep_until": ended + request.keep_for,
    }
    won = ContentRequest.objects.waiting().filter(pk=request.pk).update(**end)
    if won:
        if request.purpose == ContentRequest.Purpose.LINK and not _is_trial(request):
            credits.charge(workspace=request.workspace_id, subject=request.pk)
        ContentFile.objects.bulk_create(written)
        for name, value in end.items():
            setattr(request, name, value)  # as it stands in the database now, without asking
        _tell("content.completed", request, seconds=round((ended - request.created_at).total_seconds(), 2))
    return bool(won)


def _is_trial(request: ContentRequest) -> bool:
    """Whether staff only try something out."""
    purpose = request.purpose
    if purpose == ContentRequest.Purpose.LINK:
        return ContentLink.objects.filter(request=request, trial=True).exists()
    return purpose == ContentRequest.Purpose.TRIAL


def _tell(event: str, request: ContentRequest, **details: float) -> None:
    """What staff try out is nobody else's affair."""
    workspace = None if _is_trial(request) else request.workspace_id
    emit(event, request, workspace=workspace, callback_url=request.callback_url, **details)


def _write(request: ContentRequest, position: int, rendered: RenderedFile) -> ContentFile:
    file = ContentFile(
        request=request, position=position, name=rendered.name[-255:], content_type=rendered.content_type, size=len(rendered.content)
    )
    file.file.save(rendered.name, Bytes(rendered.content), save=False)
    return file


@transaction.atomic
def fail_request(*, request: ContentRequest, error: RenderFailed) -> bool:
    """End the request as failed, and give its credit back; False when it had ended already."""
    ended = now()
    won = ContentRequest.objects.waiting().filter(pk=request.pk).update(
        state=ContentRequest.State.FAILED,
        ended_at=ended,
        keep_until=ended + request.keep_for,
        error_id=error.error_id or 1000,
        error_reason=error.reason,
        error_parameters=error.parameters,
    )  # fmt: skip
    if not won:
        return False
    credits.give_back(subject=request.pk)
    request.refresh_from_db()
    _tell("content.failed", request, error_id=error.error_id or 1000)
    return True
