"""Who wants to hear of what happens, and what was told them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import now

from documents.models.accounts import Workspace
from documents.webhooks import schedule, signing

OVERLAP = timedelta(hours=24)
DELIVERIES_KEPT = timedelta(days=30)
TRIES_SHOWN = 30
BY_HAND = "Switched off by hand."


class Event(models.TextChoices):
    """What can be subscribed to."""

    CONTENT_COMPLETED = "content.completed", "a document is ready"
    CONTENT_FAILED = "content.failed", "a document could not be made"
    LINK_OPENED = "link.opened", "an on-demand link was opened for the first time"
    SUBMISSION_CREATED = "submission.created", "a visitor sent a form"
    SUBMISSION_COMPLETED = "submission.completed", "a visitor's document is ready"


TEST_EVENT = "webhook.test"


class WebhookQuerySet(models.QuerySet["Webhook"]):
    def subscriptions(self) -> Self:
        return self.filter(kind=Webhook.Kind.SUBSCRIPTION)

    def active(self) -> Self:
        return self.filter(disabled_at=None)

    def switched_off(self) -> Self:
        """Those that are off though nobody wanted it: their receiver said so, or took nothing for days."""
        return self.subscriptions().exclude(disabled_at=None).exclude(disabled_reason=BY_HAND)


class Webhook(models.Model):
    """A receiver of events; or, one in each workspace, the sender of callbacks, whose addresses come with the requests.

    include_values   whether payloads hold what people typed; otherwise ids and links only
    secret_number    counts up when staff ask for a new secret; the one before still signs too until OVERLAP after rotated_at
    missed           events not kept because too many waited already
    """

    class Kind(models.TextChoices):
        SUBSCRIPTION = "subscription", "webhook"
        CALLBACKS = "callbacks", "callbacks"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="webhooks")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.SUBSCRIPTION, editable=False)
    name = models.CharField(max_length=80, blank=True, help_text="What receives it: “CRM”, “Zapier of the sales team”.")
    url = models.CharField("address", max_length=2000, blank=True)
    events = models.JSONField(default=list, blank=True)
    include_values = models.BooleanField(
        "include what people typed",
        default=False,
        help_text="Off: ids and links only. On: the receiver gets personal data; make sure that it may.",
    )
    secret_number = models.PositiveIntegerField(default=1, editable=False)
    rotated_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(default=now, editable=False)
    disabled_at = models.DateTimeField(null=True, editable=False)
    disabled_reason = models.CharField(max_length=300, blank=True, editable=False)
    missed = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar = WebhookQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["workspace"], condition=Q(kind="callbacks"), name="one_sender_of_callbacks"),
            models.CheckConstraint(condition=Q(kind="callbacks") ^ ~Q(url=""), name="webhook_has_address"),
        ]

    def __str__(self) -> str:
        return self.name or self.url or "Callbacks"

    def get_absolute_url(self) -> str:
        return reverse("admin:documents_webhook_change", args=[self.pk])

    @property
    def secret(self) -> str:
        return self._secret(self.secret_number)

    @property
    def secrets(self) -> list[str]:
        """Those that sign now, the newest first."""
        both = self.rotated_at is not None and self.rotated_at > now() - OVERLAP
        return [self.secret, self._secret(self.secret_number - 1)] if both else [self.secret]

    def _secret(self, number: int) -> str:
        return signing.secret_of(bytes.fromhex(settings.WEBHOOK_KEY), f"webhook {self.pk} {number}")

    def rotate(self) -> None:
        """A new secret; the old one signs too for a day, so that the receiver can be told in peace."""
        self.secret_number += 1
        self.rotated_at = now()
        self.save(update_fields=["secret_number", "rotated_at"])

    def disable(self, reason: str) -> bool:
        """Switch it off; False when it was off already."""
        at = now()
        won = Webhook.objects.active().filter(pk=self.pk).update(disabled_at=at, disabled_reason=reason[:300])
        if won:
            self.disabled_at, self.disabled_reason = at, reason[:300]
        return bool(won)

    def enable(self) -> None:
        self.disabled_at, self.disabled_reason, self.missed = None, "", 0
        self.save(update_fields=["disabled_at", "disabled_reason", "missed"])
        self.receivers.update(failures=0, quiet_until=None)


class Receiver(models.Model):
    """A host that a webhook or callbacks go to. One that fails is left alone for a while, and holds up no other.

    failures   tries in a row that failed; nothing is tried before quiet_until
    """

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="receivers")
    host = models.CharField(max_length=300)
    failures = models.PositiveIntegerField(default=0)
    quiet_until = models.DateTimeField(null=True)
    tried_at = models.DateTimeField(null=True)
    succeeded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["webhook", "host"], name="one_receiver_per_host")]

    def __str__(self) -> str:
        return self.host


class WebhookDeliveryQuerySet(models.QuerySet["WebhookDelivery"]):
    def waiting(self) -> Self:
        return self.filter(state=WebhookDelivery.State.WAITING)

    def due(self, at: datetime | None = None) -> Self:
        """Those to be tried now: their time has come, nobody is at them, and their receiver is not left alone.

        In the order of their receivers' turns: a slow one with a long queue is one among others.
        """
        at = at or now()
        free = Q(claimed_until=None) | Q(claimed_until__lte=at)
        heard = Q(receiver__quiet_until=None) | Q(receiver__quiet_until__lte=at)
        rows = self.waiting().filter(free, heard, due_at__lte=at, webhook__disabled_at=None)
        return rows.order_by(F("receiver__tried_at").asc(nulls_first=True), "due_at")

    def unstarted(self, lost_before: datetime) -> Self:
        """Due ones that have no job, or one that was queued before then and should have run."""
        return self.due().filter(Q(queued_at=None) | Q(queued_at__lte=lost_before))

    def at_work(self, at: datetime | None = None) -> Self:
        return self.waiting().filter(claimed_until__gt=at or now())

    def overdue(self, at: datetime | None = None) -> Self:
        """Those that nobody will receive any more."""
        at = at or now()
        return self.waiting().filter(Q(patience_ends_at__lte=at) | Q(webhook__disabled_at__isnull=False))


def patience_from_now() -> datetime:
    return now() + schedule.PATIENCE


class WebhookDelivery(models.Model):
    """One event for one receiver. It holds no payload: that is made anew for each try, so that what was deleted is not told.

    subject        key of the request, link or submission that it is about
    url            of a callback; a webhook's own address otherwise
    due_at         of the next try; queued_at: when its job was put into the queue, empty while it has none
    claimed_until  somebody is at it until then
    tries          [{at, status, reason, took_ms}], the last TRIES_SHOWN
    excerpt        the beginning of the last answer that was no success
    """

    class State(models.TextChoices):
        WAITING = "waiting", "waiting"
        DELIVERED = "delivered", "delivered"
        FAILED = "failed", "failed"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    receiver = models.ForeignKey(Receiver, on_delete=models.CASCADE, related_name="deliveries")
    event = models.CharField(max_length=40)
    subject = models.UUIDField()
    url = models.CharField(max_length=2000, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    reason = models.CharField(max_length=300, blank=True)  # why it failed, or is tried again
    created_at = models.DateTimeField(default=now, editable=False)
    queued_at = models.DateTimeField(null=True, editable=False)
    due_at = models.DateTimeField(default=now)
    claimed_until = models.DateTimeField(null=True, editable=False)
    patience_ends_at = models.DateTimeField(default=patience_from_now)
    ended_at = models.DateTimeField(null=True, editable=False)
    try_count = models.PositiveIntegerField("tries", default=0)
    tries = models.JSONField(default=list)
    excerpt = models.TextField(blank=True)

    objects: ClassVar = WebhookDeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = "delivery"
        verbose_name_plural = "deliveries"
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="waiting"), name="waiting_deliveries"),
            models.Index(fields=["webhook", "state", "-created_at"], name="deliveries_of_a_webhook"),
            models.Index(fields=["created_at"], name="deliveries_by_age"),
        ]
        constraints = [models.CheckConstraint(condition=Q(state="waiting") ^ Q(ended_at__isnull=False), name="delivery_ends_once")]

    def __str__(self) -> str:
        return f"{self.event} {self.created_at:%Y-%m-%d %H:%M}"

    @property
    def message(self) -> str:
        """The event's id for its receiver, the same at every try."""
        return f"msg_{self.pk.hex}"

    @property
    def target(self) -> str:
        return self.url or self.webhook.url

    def tries_with(self, entry: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        """Its tries and one more."""
        return [*self.tries, entry][-TRIES_SHOWN:]
