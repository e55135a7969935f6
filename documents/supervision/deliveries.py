"""Webhooks' deliveries whose time has come: queued, one at a time for a receiver that fails."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.timezone import now

from documents import jobs
from documents.actions.webhooks import DELIVER_TASK
from documents.models import WebhookDelivery
from documents.models.content import JOB_GRACE

AT_ONCE = 100
REDIS_GRACE = timedelta(seconds=40)


def queue_due(queue: jobs.Queue) -> int:
    """Queue retries that are due, and deliveries that have lost their job; returns how many. Several may look."""
    lost_before = now() - (JOB_GRACE if jobs.in_database() else REDIS_GRACE)
    due = list(WebhookDelivery.objects.unstarted(lost_before).select_related("receiver")[:AT_ONCE])
    if not due:
        return 0
    queued = queue.jobs() if jobs.in_database() else set()
    count, tried = 0, set()
    for delivery in due:
        if delivery.receiver.failures:
            if delivery.receiver_id in tried:
                continue
            tried.add(delivery.receiver_id)
        if (DELIVER_TASK, str(delivery.pk)) not in queued:
            count += _queue(delivery.pk, delivery.queued_at)
    return count


@transaction.atomic
def _queue(pk: UUID, queued_at: datetime | None) -> int:
    rows = WebhookDelivery.objects.waiting().filter(pk=pk)
    same = rows.filter(queued_at__isnull=True) if queued_at is None else rows.filter(queued_at=queued_at)
    won: int = same.update(queued_at=now())
    if won:
        jobs.enqueue(DELIVER_TASK, pk)
    return won
