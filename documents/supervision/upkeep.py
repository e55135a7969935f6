"""One look at the database: what waits is queued again or ended. Each step is a conditional UPDATE: several may look."""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Min, QuerySet
from django.utils.timezone import now

from documents import actions, jobs
from documents.actions.content import RENDER_TASK
from documents.actions.templates import CHECK_TASK, CHECK_TIMEOUT_S, RENEW_TASK
from documents.models import ContentRequest, TemplateVersion, WebhookDelivery
from personalia_site.errors import Invalid, RenderFailed

logger = logging.getLogger(__name__)
AT_ONCE = 200  # rows of one look
BACKLOG = timedelta(hours=1)
REDIS_GRACE = timedelta(seconds=40)  # Redis does not show jobs that were taken: later than any of them may take


def queue_lost_jobs(queue: jobs.Queue) -> int:
    """Queue waiting rows again that have no job; returns how many.

    A job is lost when its attempts are used up, somebody empties the queue, or its broker or a web process dies.
    """
    at = now() if jobs.in_database() else now() - REDIS_GRACE
    requests = list(ContentRequest.objects.unstarted(at).order_by("queued_at").values_list("pk", "queued_at")[:AT_ONCE])
    versions = list(TemplateVersion.objects.unstarted(at).order_by("queued_at").values_list("pk", "queued_at")[:AT_ONCE])
    if not requests and not versions:
        return 0
    queued = queue.jobs()
    count = 0
    for pk, queued_at in requests:
        if (RENDER_TASK, str(pk)) not in queued:
            count += _queue_again(ContentRequest.objects.waiting(), pk, queued_at, RENDER_TASK)
    for pk, queued_at in versions:
        if (CHECK_TASK, str(pk)) not in queued:
            count += _queue_again(TemplateVersion.objects.checking(), pk, queued_at, CHECK_TASK, CHECK_TIMEOUT_S)
    return count


def _hopeless(request: ContentRequest, tried: set[str], queued: set[jobs.Job]) -> bool:
    key = str(request.pk)
    return key in tried or (RENDER_TASK, key) not in queued or request.patience_ends_at <= now() - BACKLOG


@transaction.atomic
def _queue_again(rows: QuerySet[Any], pk: Any, queued_at: datetime, task: str, timeout_s: int | None = None) -> int:
    won = rows.filter(pk=pk, queued_at=queued_at).update(queued_at=now())
    if won:
        jobs.enqueue(task, pk, timeout_s=timeout_s)
        logger.warning("%s %s had no job: queued again", task, pk)
    return won


def longest_wait_s() -> float:
    """For how long the oldest request, check or delivery has been queued. A link's first moments are the web process's."""
    requests = ContentRequest.objects.waiting().filter(due_at=None).exclude(purpose=ContentRequest.Purpose.LINK)
    requests = requests.exclude(remote_job__busy_until__gt=now())
    versions = TemplateVersion.objects.checking().filter(progress="")
    oldest = [rows.aggregate(at=Min("queued_at"))["at"] for rows in (requests, versions, WebhookDelivery.objects.due())]
    return max(((now() - moment).total_seconds() for moment in oldest if moment), default=0.0)


def end_overdue(queue: jobs.Queue) -> int:
    """Fail the requests and refuse the checks whose patience is over; returns how many.

    A request that only stands in a long queue, and has never been tried, may wait for BACKLOG longer.
    """
    requests = list(ContentRequest.objects.overdue().order_by("patience_ends_at")[:AT_ONCE])
    if requests:
        tried, queued = jobs.failed_keys(request.pk for request in requests), queue.jobs()
        requests = [request for request in requests if _hopeless(request, tried, queued)]
    for request in requests:
        error = RenderFailed("The document was not made in time. Try again; if it goes on, tell the administrator.", code="timeout")
        actions.fail_request(request=request, error=error)
    versions = list(TemplateVersion.objects.overdue()[:AT_ONCE])
    for version in versions:
        reason = Invalid("The check did not end in time. Upload the file again; if that fails too, tell the administrator.", code="timeout")
        actions.refuse_version(version=version, reason=reason)
    return len(requests) + len(versions)


def queue_due_requests() -> int:
    """Queue the next step of requests whose time has come (a remote account is asked again); returns how many."""
    return sum(_queue_due(request) for request in ContentRequest.objects.due().only("due_at").order_by("due_at")[:AT_ONCE])


@transaction.atomic
def _queue_due(request: ContentRequest) -> int:
    won = ContentRequest.objects.waiting().filter(pk=request.pk, due_at=request.due_at).update(due_at=None, queued_at=now())
    if won:
        jobs.enqueue(RENDER_TASK, request.pk)
    return won


def queue_outdated() -> int:
    """Queue the preparations that another release made, to be made again; returns how many."""
    keys = list(TemplateVersion.objects.outdated().values_list("pk", flat=True))
    for pk in keys:
        jobs.enqueue(RENEW_TASK, pk, timeout_s=CHECK_TIMEOUT_S)
    return len(keys)


def queue_housekeeping(queue: jobs.Queue) -> None:
    """Queue what settings.HOUSEKEEPING names, unless it still waits from last time."""
    waiting = queue.jobs()
    for task in settings.HOUSEKEEPING:
        if (task, "") not in waiting:
            jobs.enqueue(task)
