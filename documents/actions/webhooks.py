"""Who hears of what happens."""

from collections.abc import Iterable
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.timezone import now

from documents import jobs, network
from documents.models import Event, Receiver, Webhook, WebhookDelivery, Workspace
from documents.models.webhooks import TEST_EVENT, patience_from_now
from documents.webhooks.addresses import checked_address
from personalia_site.errors import Conflict, Invalid

DELIVER_TASK = "documents.tasks.deliver"
WEBHOOKS_MAX = 20  # of a workspace
WAITING_MAX = 5000  # of a webhook: three days of a receiver that is down must not fill the disk


@transaction.atomic
def add_webhook(*, workspace: Workspace, url: object, events: Iterable[object], name: str = "", include_values: bool = False) -> Webhook:
    """A subscription.

    raises   Invalid (109) for an address that cannot be called, and for events that do not exist or none;
             Conflict when the workspace has WEBHOOKS_MAX
    """
    wanted = checked_events(events)
    address = checked_address(url, parameter="Url", allowed=network.allowed())
    Workspace.objects.select_for_update().get(pk=workspace.pk)  # two at once must not pass the limit together
    if Webhook.objects.subscriptions().filter(workspace=workspace).count() >= WEBHOOKS_MAX:
        raise Conflict(f"This workspace has {WEBHOOKS_MAX} webhooks already. Delete one first.", code="too_many_webhooks")
    return Webhook.objects.create(workspace=workspace, url=address, events=wanted, name=name, include_values=include_values)


@transaction.atomic
def remove_webhook(*, webhook: Webhook) -> None:
    """End a subscription. Its row is locked first: a delivery queued between looking for them and deleting would break its foreign key."""
    found = Webhook.objects.select_for_update().filter(pk=webhook.pk).first()  # a QuerySet's own delete() does not lock
    if found is not None:
        found.delete()


def checked_events(events: Iterable[object]) -> list[str]:
    """The events in their own order, each once; raises Invalid (109)."""
    given = list(events)
    known = [str(event) for event in Event]
    unknown = [event for event in given if event not in known]
    if unknown or not given:
        what = f"There is no event {str(unknown[0])[:60]}" if unknown else "Events names none"
        reason = f"{what}. Choose among {', '.join(known)}."
        raise Invalid(reason, error_id=109, code="invalid_event", parameters={"FieldName": "Events"})
    return [event for event in known if event in given]


def callbacks_of(workspace: Workspace | int) -> Webhook:
    """The sender of a workspace's callbacks; made when it is first needed."""
    key = workspace if isinstance(workspace, int) else workspace.pk
    found, _made = Webhook.objects.get_or_create(workspace_id=key, kind=Webhook.Kind.CALLBACKS)
    return found


@transaction.atomic
def tell(*, event: str, subject: UUID, workspace: int, callback_url: str = "") -> list[WebhookDelivery]:
    """Deliveries of an event for everybody who subscribed to it, with their jobs: they commit with what happened."""
    # Locked, in one order, so that none is deleted between here and the commit: its deliveries would break their foreign key.
    webhooks = list(Webhook.objects.subscriptions().active().filter(workspace=workspace).select_for_update(no_key=True).order_by("pk"))
    told = [_keep(webhook, event, subject) for webhook in webhooks if event in webhook.events]
    for other, task in settings.WEBHOOK_FOLLOWERS.get(event, {}).items():
        if any(other in webhook.events for webhook in webhooks):
            jobs.enqueue(task, subject)
    if callback_url:
        sender = callbacks_of(workspace)
        if sender.disabled_at is None:
            told.append(_keep(sender, event, subject, url=callback_url))
    return [delivery for delivery in told if delivery is not None]


def _keep(webhook: Webhook, event: str, subject: UUID, *, url: str = "") -> WebhookDelivery | None:
    """A delivery, or None when too many wait already: then it is counted as missed.

    Only a receiver in good order gets its job at once. For one that fails, `workers` queues one at a time.
    """
    if webhook.deliveries.waiting().count() >= WAITING_MAX:
        Webhook.objects.filter(pk=webhook.pk).update(missed=F("missed") + 1)
        return None
    host = urlsplit(url or webhook.url).netloc.lower()[:300]
    receiver, _made = Receiver.objects.get_or_create(webhook=webhook, host=host)
    well = receiver.failures == 0
    at = now()
    delivery = WebhookDelivery.objects.create(
        webhook=webhook,
        receiver=receiver,
        event=event,
        subject=subject,
        url=url,
        created_at=at,
        queued_at=at if well else None,
        due_at=at if well or receiver.quiet_until is None else max(at, receiver.quiet_until),
    )
    if well:
        jobs.enqueue(DELIVER_TASK, delivery.pk)
    return delivery


@transaction.atomic
def test_webhook(*, webhook: Webhook) -> WebhookDelivery:
    """Send a test event, whatever it subscribed to; raises Conflict while it is switched off."""
    _refuse_disabled(webhook)
    delivery = _keep(webhook, TEST_EVENT, webhook.pk)
    if delivery is None:
        raise Conflict("Too many deliveries wait for this webhook. See first why they fail.")
    _at_once(delivery)
    return delivery


@transaction.atomic
def resend(*, delivery: WebhookDelivery) -> None:
    """Deliver it once more, or now instead of later; raises Conflict while its webhook is switched off."""
    _refuse_disabled(delivery.webhook)
    _heed(delivery)  # the receiver first, as who notes a try does
    ended = WebhookDelivery.objects.exclude(state=WebhookDelivery.State.WAITING).filter(pk=delivery.pk)
    waiting = WebhookDelivery.State.WAITING
    ended.update(state=waiting, ended_at=None, try_count=0, claimed_until=None, reason="", patience_ends_at=patience_from_now())
    _at_once(delivery)


def _at_once(delivery: WebhookDelivery) -> None:
    """Now, since staff look at it."""
    at = now()
    _heed(delivery)
    if WebhookDelivery.objects.waiting().filter(pk=delivery.pk).update(due_at=at, queued_at=at):
        jobs.enqueue(DELIVER_TASK, delivery.pk)
    delivery.refresh_from_db()


def _heed(delivery: WebhookDelivery) -> None:
    """Its receiver is not left alone any longer."""
    Receiver.objects.filter(pk=delivery.receiver_id).update(quiet_until=None)


def _refuse_disabled(webhook: Webhook) -> None:
    if webhook.disabled_at:
        raise Conflict("This webhook is switched off. Switch it on first.")
