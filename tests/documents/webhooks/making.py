"""Webhooks, and time that passes."""

from datetime import timedelta

from documents import actions, jobs
from documents.models import Receiver, WebhookDelivery
from documents.supervision import deliveries

EVENTS = ["content.completed", "content.failed", "link.opened", "submission.created", "submission.completed"]


def make_webhook(workspace, receiver, **details):
    return actions.add_webhook(workspace=workspace, url=receiver.url, events=details.pop("events", EVENTS), **details)


def let_pass(*, seconds: float) -> None:
    """What waits has waited so much longer."""
    step = timedelta(seconds=seconds)
    for row in WebhookDelivery.objects.all():
        WebhookDelivery.objects.filter(pk=row.pk).update(
            due_at=row.due_at - step, claimed_until=row.claimed_until and row.claimed_until - step
        )
    for row in Receiver.objects.exclude(quiet_until=None):
        Receiver.objects.filter(pk=row.pk).update(quiet_until=row.quiet_until - step)


def look() -> int:
    """What `workers` does once a second."""
    count = deliveries.queue_due(jobs.Queue())
    actions.end_overdue_deliveries()
    return count
