"""Webhooks' deliveries whose time has come: queued."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.timezone import now

from documents import jobs
from documents.actions.webhooks import DELIVER_TASK
from documents.models import WebhookDelivery
from documents.models.content import JOB_GRACE

AT_ONCE = 2  # for each worker: a job delivers others that are due, too
REDIS_GRACE = timedelta(seconds=40)


def queue_due(queue: jobs.Queue) -> int:
    """Queue retries that are due, and deliveries that have lost their job; returns how many. Several may look."""
    lost_before = now() - (JOB_GRACE if jobs.in_database() else REDIS_GRACE)
    due = list(WebhookDelivery.objects.unstarted(lost_before)[: AT_ONCE * settings.WORKERS])
    if not due:
        return 0
    queued = queue.jobs()
    return sum(_queue(each.pk, each.queued_at) for each in due if (DELIVER_TASK, str(each.pk)) not in queued)


@transaction.atomic
def _queue(pk: UUID, queued_at: datetime | None) -> int:
    rows = WebhookDelivery.objects.waiting().filter(pk=pk)
    same = rows.filter(queued_at__isnull=True) if queued_at is None else rows.filter(queued_at=queued_at)
    won: int = same.update(queued_at=now())
    if won:
        jobs.enqueue(DELIVER_TASK, pk)
    return won
