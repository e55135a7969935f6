"""What was asked for and what came of it: requests, their files, and on-demand links."""

import hashlib
import hmac
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar, Self
from uuid import UUID, uuid4

import msgspec
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import now

from documents.models.accounts import Workspace
from documents.models.templates import TemplateVersion
from documents.rendering.output import Output
from documents.sealing import unseal

JOB_GRACE = timedelta(seconds=5)
LINK_GRACE = timedelta(seconds=15)


class ContentRequestQuerySet(models.QuerySet["ContentRequest"]):
    def waiting(self) -> Self:
        return self.filter(state=ContentRequest.State.WAITING)

    def with_version(self) -> Self:
        """With their version and its template, but for what the version's check found."""
        found = ("version__found_fields", "version__found", "version__pages")
        return self.select_related("version__template").defer(*found)

    def unstarted(self, at: datetime | None = None) -> Self:
        """Waiting requests whose job should have run by now. A link's first chance is the web process that was asked for it."""
        at = at or now()
        link = ContentRequest.Purpose.LINK
        return (
            self.waiting()
            .filter(due_at=None)
            .filter(~Q(purpose=link) & Q(queued_at__lte=at - JOB_GRACE) | Q(purpose=link) & Q(queued_at__lte=at - LINK_GRACE))
        )

    def due(self, at: datetime | None = None) -> Self:
        """Waiting requests whose next step is due: `workers` queues them."""
        return self.waiting().filter(due_at__lte=at or now())

    def overdue(self, at: datetime | None = None) -> Self:
        """Waiting requests whose patience is over: `workers` ends them."""
        return self.waiting().filter(patience_ends_at__lte=at or now())

    def stale(self, at: datetime | None = None) -> Self:
        """Ended requests whose files and values go; `keep_until` is empty once they are gone."""
        return self.exclude(state=ContentRequest.State.WAITING).filter(keep_until__lte=at or now())


class ContentRequest(models.Model):
    """One document that was asked for. It names the version, and ends exactly once: completed or failed.

    values          {field: text}; of an Image field {"image": InputImage id}
    output          rendering.output.Output as JSON
    due_at          when its next step is to be queued (a remote account is asked again); empty: its job is queued
    url_expires_at  when its result URLs answer 410; keep_until: when its files are deleted
    """

    class State(models.TextChoices):
        WAITING = "waiting", "in progress"
        COMPLETED = "completed", "completed"
        FAILED = "failed", "failed"

    class Purpose(models.TextChoices):
        API = "api", "API"
        CAMPAIGN = "campaign", "campaign"
        LINK = "link", "on-demand link"
        TRIAL = "trial", "trial by staff"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="requests")
    version = models.ForeignKey(TemplateVersion, on_delete=models.PROTECT, related_name="requests")
    purpose = models.CharField(max_length=10, choices=Purpose.choices, default=Purpose.API)
    values = models.JSONField()
    output = models.JSONField()
    name = models.CharField(max_length=200, blank=True)  # the files' base name
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    error_id = models.PositiveIntegerField(null=True)
    error_reason = models.TextField(blank=True)
    error_parameters = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=now, editable=False)
    queued_at = models.DateTimeField(default=now, editable=False)  # when its job was put into the queue last
    due_at = models.DateTimeField(null=True, editable=False)
    patience_ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, editable=False)
    url_lifetime = models.DurationField()
    url_expires_at = models.DateTimeField(null=True, editable=False)
    keep_for = models.DurationField()
    keep_until = models.DateTimeField(null=True, editable=False)
    callback_url = models.CharField(max_length=2000, blank=True)  # gets one POST when the request ends

    objects: ClassVar = ContentRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "request"
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["queued_at"], condition=Q(state="waiting"), name="waiting_requests"),
            models.Index(fields=["due_at"], condition=Q(state="waiting", due_at__isnull=False), name="requests_by_due_at"),
            models.Index(fields=["keep_until"], name="requests_by_keep_until"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state="waiting") ^ Q(ended_at__isnull=False), name="request_ends_once"),
            models.CheckConstraint(condition=~Q(state="completed") | Q(url_expires_at__isnull=False), name="completed_request_has_expiry"),
            models.CheckConstraint(condition=~Q(state="failed") | Q(error_id__isnull=False), name="failed_request_has_error"),
        ]

    def __str__(self) -> str:
        return f"{self.version.template} {self.created_at:%Y-%m-%d %H:%M}"

    @property
    def wanted(self) -> Output:
        return msgspec.convert(self.output, Output)

    @property
    def expired(self) -> bool:
        """Whether its result URLs answer 410."""
        return self.url_expires_at is not None and self.url_expires_at <= now()


def result_folder(request: UUID) -> str:
    """Where a request's files lie: a folder of its own, so that none grows without end, and all of it can be deleted."""
    return f"results/{str(request)[:2]}/{request}"


def result_path(file: "ContentFile", filename: str) -> str:
    return f"{result_folder(file.request_id)}/{file.position}{Path(filename).suffix}"


class ContentFile(models.Model):
    """A finished file. Its URL is the right to it: the row's random id and a MAC of it. `file` is empty once the content is deleted."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    request = models.ForeignKey(ContentRequest, on_delete=models.CASCADE, related_name="files")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField()
    file = models.FileField(upload_to=result_path, max_length=255, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["request", "position"], name="one_file_per_position")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("result-file", args=[self.pk, self.token, self.name])

    @property
    def token(self) -> str:
        return hmac.new(bytes.fromhex(settings.FILE_KEY), str(self.pk).encode(), hashlib.sha256).hexdigest()


class ContentLinkQuerySet(models.QuerySet["ContentLink"]):
    def with_token(self, token: str) -> Self:
        return self.filter(token_digest=hashlib.sha256(token.encode()).hexdigest())

    def over(self, at: datetime | None = None) -> Self:
        """Links that no one can open any longer, by time or because staff revoked them."""
        at = at or now()
        return self.filter(Q(expires_at__lte=at) | Q(revoked_at__lte=at))


class ContentLink(models.Model):
    """An on-demand link: nothing is rendered until it is opened, then once.

    token       HMAC-SHA256(LINK_KEY, id): can be shown again, and is not in the database; its SHA-256 is, for look-up
    request     the rendering, once there is one: whoever puts it there has claimed the link
    sealed_url  a remote account's own link, encrypted, where that is what is handed out
    trial       staff try something out: it costs nothing
    values      empty once the link is over and `workers` has cleared it
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="links")
    version = models.ForeignKey(TemplateVersion, on_delete=models.PROTECT, related_name="links")
    values = models.JSONField()
    output = models.JSONField()
    name = models.CharField(max_length=200, blank=True)
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    sealed_url = models.TextField(blank=True, editable=False)
    trial = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(default=now, editable=False)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    request = models.OneToOneField(ContentRequest, on_delete=models.SET_NULL, null=True, editable=False, related_name="link")
    first_opened_at = models.DateTimeField(null=True, editable=False)
    open_count = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar = ContentLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "link"
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["expires_at"], name="links_by_expires_at")]

    def __str__(self) -> str:
        return f"{self.version.template} {self.created_at:%Y-%m-%d %H:%M}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.token_digest = self.token_digest or hashlib.sha256(self.token.encode()).hexdigest()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return f"{reverse('on-demand')}?token={self.token}"

    @property
    def public_url(self) -> str:
        """What is handed out."""
        return unseal(self.sealed_url) if self.sealed_url else f"{settings.BASE_URL}{self.get_absolute_url()}"

    @property
    def over(self) -> bool:
        return self.revoked_at is not None or self.expires_at <= now()

    @property
    def token(self) -> str:
        return hmac.new(bytes.fromhex(settings.LINK_KEY), str(self.pk).encode(), hashlib.sha256).hexdigest()


class InputImageQuerySet(models.QuerySet["InputImage"]):
    def orphans(self, at: datetime | None = None) -> Self:
        """Pictures that were uploaded for a request which then was never made."""
        return self.filter(request=None, link=None, created_at__lte=(at or now()) - timedelta(hours=1))


class InputImage(models.Model):
    """A picture that a visitor or staff uploaded as a field's value, or a program named by URL. It goes with its request or link.

    Its address is for the remote account that has to fetch it, and the right to it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    file = models.FileField(upload_to="inputs/", max_length=255)
    created_at = models.DateTimeField(default=now, editable=False)
    request = models.ForeignKey(ContentRequest, on_delete=models.CASCADE, null=True, related_name="images")
    link = models.ForeignKey(ContentLink, on_delete=models.CASCADE, null=True, related_name="images")

    objects: ClassVar = InputImageQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        return reverse("input-image", args=[self.pk, self.token])

    @property
    def token(self) -> str:
        return hmac.new(bytes.fromhex(settings.FILE_KEY), f"input {self.pk}".encode(), hashlib.sha256).hexdigest()
