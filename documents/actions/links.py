"""On-demand links: nothing is rendered until one is opened, then once."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import msgspec
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.timezone import now

from documents import jobs
from documents.actions import credits
from documents.actions.content import RENDER_TASK, base_name, claim_images, new_request, refuse_unready, render
from documents.actions.events import emit
from documents.models import ContentLink, ContentRequest, TemplateVersion
from documents.providers import warming
from documents.rendering.output import Output
from documents.sealing import seal
from personalia_site.errors import Expired, Invalid

THEIR_LINK_LIVES = timedelta(days=30)


@transaction.atomic
def create_link(
    *,
    version: TemplateVersion,
    values: Mapping[str, object],
    output: Output,
    name: str = "",
    expires_at: datetime | None = None,
    remote_url: str = "",
    trial: bool = False,
) -> ContentLink:
    """A link that renders when it is opened. It costs a credit when it has been rendered for the first time.

    values      as `check_values` returned them
    expires_at  default: LINK_DAYS from now
    trial       staff try something out: it costs nothing
    remote_url  what is handed out instead of its own address, as `ask_for_url` returned it
    raises      Invalid (118) for anything but one PDF; Conflict when the version is not ready
    """
    refuse_unready(version)
    if output.format != "PDF" or output.package:
        reason = "An on-demand link answers one PDF: set Output.Format to PDF, and leave Package out."
        raise Invalid(reason, error_id=118, code="unsupported_format", parameters={"Format": "ZIP" if output.package else output.format})
    link = ContentLink.objects.create(
        workspace_id=version.template.workspace_id,
        version=version,
        values=dict(values),
        output=msgspec.to_builtins(output),
        name=base_name(name or version.template.name),
        sealed_url=seal(remote_url) if remote_url else "",
        trial=trial,
        expires_at=_end(expires_at, theirs=bool(remote_url)),
    )
    claim_images(values, link=link)
    transaction.on_commit(lambda: warming.soon(version.pk))
    emit("link.created", link)
    return link


def _end(wanted: datetime | None, *, theirs: bool) -> datetime:
    """A remote account's own link lives for 30 days, whatever is wanted here."""
    wanted = wanted or now() + timedelta(days=settings.LINK_DAYS)
    return min(wanted, now() + THEIR_LINK_LIVES) if theirs else wanted


def open_link(*, link: ContentLink) -> ContentRequest:
    """Count an opening, and render the document unless somebody has done so or is at it.

    returns   the request: completed; failed (a next opening tries again); or waiting, when another process renders it
    raises    Expired: revoked, or past its time; Invalid 117: nothing was rendered yet, and no credit is left to do it
    """
    _refuse_over(link)
    _count(link)
    found = link.request
    if found and found.state != ContentRequest.State.FAILED:
        return found
    if not link.trial:
        try:
            credits.refuse_without_credit(workspace=link.workspace_id)
        except Invalid:
            link.refresh_from_db(fields=["request"])
            if link.request is None or link.request == found:
                raise
            return link.request  # somebody was faster, and the last credit is what it cost
    request = _claim(link, found)
    if request is None:  # somebody was faster
        link.refresh_from_db()
        assert link.request is not None
        return link.request
    if not link.version.slow:
        render(request=request)
    return request


def _refuse_over(link: ContentLink) -> None:
    if link.revoked_at:
        raise Expired("This link was revoked.", code="revoked")
    if link.over:
        raise Expired("This link's time is over.")


@transaction.atomic
def _count(link: ContentLink) -> None:
    ContentLink.objects.filter(pk=link.pk).update(open_count=F("open_count") + 1)
    if link.first_opened_at is None and ContentLink.objects.filter(pk=link.pk, first_opened_at=None).update(first_opened_at=now()):
        emit("link.opened", link, workspace=None if link.trial else link.workspace_id)


def _claim(link: ContentLink, failed: ContentRequest | None) -> ContentRequest | None:
    """A request of this link's, for the one opener who gets it; None for all others.

    A slow template's goes to the workers. Theirs it is, too, when the process that claimed it dies.
    """
    lifetime = link.expires_at - now()
    with transaction.atomic():
        request = new_request(
            version=link.version, values=link.values, output=msgspec.convert(link.output, Output),
            purpose=ContentRequest.Purpose.LINK, name=link.name, url_lifetime=lifetime, keep_for=lifetime,
        )  # fmt: skip
        won = ContentLink.objects.filter(pk=link.pk, request=failed).update(request=request)
        if not won:
            transaction.set_rollback(True)
            return None
        if link.version.slow:
            jobs.enqueue(RENDER_TASK, request.pk)
    link.request = request
    return request


@transaction.atomic
def revoke_link(*, link: ContentLink) -> None:
    """From now on the link answers 410. What was downloaded cannot be called back."""
    if ContentLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=now()):
        emit("link.revoked", link)
    link.refresh_from_db()
