"""A delivery tried, ended and forgotten."""

import time
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.timezone import now

from documents import network
from documents.actions import payloads
from documents.actions.notices import notify
from documents.models import Receiver, Webhook, WebhookDelivery
from documents.models.webhooks import DELIVERIES_KEPT
from documents.webhooks import schedule, sending, signing

CLAIM = timedelta(seconds=15)  # a try takes 5 s at most; who holds it longer is dead
DRAIN_S = 8  # with the time-out of its last try it stays under Q_CLUSTER's
DRAIN_ALONE_S = 0.5  # the only worker
ENDED_MAX = 1000  # deliveries kept of a webhook
BATCH = 500  # rows a transaction, or a look


def deliver(*, delivery: WebhookDelivery) -> None:
    """Try a due delivery, and others that are due, for a moment. Twice does no harm: only one try of a number is made.

    Receivers that are slow must not take the workers from visitors: as many deliver as leave one worker free, and who comes
    beside them leaves its delivery to them.
    """
    until = time.monotonic() + (DRAIN_S if settings.WORKERS > 1 else DRAIN_ALONE_S)
    found: WebhookDelivery | None = delivery
    while found is not None and not _too_much_at_work(found):
        if _claim(found):
            _try(found)
        found = None if time.monotonic() >= until else WebhookDelivery.objects.due().select_related("webhook", "receiver").first()


def _try(delivery: WebhookDelivery) -> None:
    body = payloads.body_of(delivery)
    if body is None:
        end(delivery=delivery, reason="What it was about has been deleted.")
        return
    headers = signing.headers(body, message=delivery.message, secrets=delivery.webhook.secrets, at=now())
    answer = sending.post(delivery.target, body, headers, transport=network.transport())
    _note(delivery, answer)


def _too_much_at_work(delivery: WebhookDelivery) -> bool:
    """Whether enough workers deliver already, or one is at this receiver, which fails: that gets one try at a time."""
    at_work = WebhookDelivery.objects.at_work()
    if at_work.count() >= max(1, settings.WORKERS - 1):
        return True
    return delivery.receiver.failures > 0 and at_work.filter(receiver=delivery.receiver_id).exists()


def _claim(delivery: WebhookDelivery) -> bool:
    """Whether this try is ours."""
    mine = WebhookDelivery.objects.waiting().filter(pk=delivery.pk, try_count=delivery.try_count)
    won = mine.update(try_count=F("try_count") + 1, claimed_until=now() + CLAIM)
    delivery.try_count += 1
    if won:
        Receiver.objects.filter(pk=delivery.receiver_id).update(tried_at=now())
    return bool(won)


@transaction.atomic
def _note(delivery: WebhookDelivery, answer: sending.Answer) -> None:
    """What came of the try: delivered, to be tried again, or over."""
    at = now()
    entry = {"at": at.isoformat(timespec="seconds"), "status": answer.status, "reason": answer.reason, "took_ms": answer.took_ms}
    noted = {"tries": delivery.tries_with(entry), "excerpt": answer.excerpt, "reason": answer.reason, "claimed_until": None}
    receiver = Receiver.objects.select_for_update(no_key=True).get(pk=delivery.receiver_id)
    if answer.ok:
        receiver.failures, receiver.quiet_until, receiver.succeeded_at = 0, None, at
    else:
        receiver.failures += 1
        receiver.quiet_until = at + schedule.quiet_for(receiver.failures)
    receiver.save(update_fields=["failures", "quiet_until", "succeeded_at"])
    wait = schedule.retry_in(delivery.try_count)
    if answer.ok:
        _update(delivery, state=WebhookDelivery.State.DELIVERED, ended_at=at, **noted)
    elif answer.gone:
        _update(delivery, state=WebhookDelivery.State.FAILED, ended_at=at, **noted)
        _switch_off(delivery, answer.reason)
    elif wait is None:
        _update(delivery, state=WebhookDelivery.State.FAILED, ended_at=at, **noted)
        _give_up(delivery)
    else:
        _update(delivery, due_at=at + wait, queued_at=None, **noted)


def _update(delivery: WebhookDelivery, **values: Any) -> None:
    WebhookDelivery.objects.waiting().filter(pk=delivery.pk, try_count=delivery.try_count).update(**values)


def _switch_off(delivery: WebhookDelivery, reason: str) -> None:
    """And tell its people, who would wait in vain. Of callbacks only this one is over: the next may go elsewhere."""
    webhook = delivery.webhook
    if webhook.kind != Webhook.Kind.SUBSCRIPTION or not webhook.disable(reason):
        return
    text = (
        f"The webhook “{webhook}” of the workspace “{webhook.workspace}” gets no more events: {reason}\n\n"
        f"Its address is {webhook.url}. See what was delivered, and switch it on again: {settings.BASE_URL}{webhook.get_absolute_url()}\n"
    )
    notify(workspace=webhook.workspace_id, subject=f"{webhook.workspace}: a webhook was switched off", text=text)


def _give_up(delivery: WebhookDelivery) -> None:
    """A receiver that took nothing for as long as this delivery was tried takes nothing tomorrow either."""
    taken = delivery.webhook.receivers.filter(succeeded_at__gt=delivery.created_at)
    if not taken.exists():
        _switch_off(delivery, f"Nothing could be delivered for {schedule.PATIENCE.days} days. {delivery.reason}".strip())


@transaction.atomic
def end(*, delivery: WebhookDelivery, reason: str) -> None:
    """It is over without having been delivered."""
    failed = WebhookDelivery.State.FAILED
    WebhookDelivery.objects.waiting().filter(pk=delivery.pk).update(state=failed, ended_at=now(), reason=reason, claimed_until=None)


def end_overdue_deliveries() -> int:
    """End those that nobody will receive; returns how many."""
    found = list(WebhookDelivery.objects.overdue().select_related("webhook")[:BATCH])
    for delivery in found:
        off = delivery.webhook.disabled_at is not None
        end(delivery=delivery, reason="The webhook was switched off." if off else delivery.reason or "It could not be delivered in time.")
        if not off:
            _give_up(delivery)
    return len(found)


def delete_old_deliveries() -> None:
    """Delete what nobody looks at any more: older than 30 days, and all but the last ENDED_MAX of each webhook."""
    _delete({"created_at__lte": now() - DELIVERIES_KEPT})
    for webhook in Webhook.objects.all():
        last = webhook.deliveries.exclude(state=WebhookDelivery.State.WAITING).order_by("-created_at")[ENDED_MAX - 1 : ENDED_MAX].first()
        if last:
            _delete({"webhook": webhook, "created_at__lt": last.created_at})
    Receiver.objects.filter(webhook__kind=Webhook.Kind.CALLBACKS, deliveries=None).delete()


def _delete(which: Mapping[str, object]) -> None:
    """Ended ones, BATCH a transaction; waiting ones have their own end."""
    ended = WebhookDelivery.objects.exclude(state=WebhookDelivery.State.WAITING).filter(**which)
    while keys := list(ended.values_list("pk", flat=True)[:BATCH]):
        WebhookDelivery.objects.filter(pk__in=keys).delete()
