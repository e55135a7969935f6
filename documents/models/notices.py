"""Mails to the people of a workspace, kept until they are sent."""

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.timezone import now

from documents.models.accounts import Workspace

TRIED_FOR = timedelta(days=3)
KEPT_FOR = timedelta(days=30)


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unsent(self, at: datetime | None = None) -> Self:
        """Those that somebody should still get, and that nobody is sending."""
        at = at or now()
        free = Q(claimed_until=None) | Q(claimed_until__lte=at)
        return self.filter(free, sent_at=None, created_at__gt=at - TRIED_FOR)

    def stale(self, at: datetime | None = None) -> Self:
        return self.filter(created_at__lte=(at or now()) - KEPT_FOR)


class Notice(models.Model):
    """A mail. It is made in the transaction of what it tells of, and sent by a job.

    claimed_until  somebody is sending it until then; who holds it longer is dead
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(max_length=200)
    text = models.TextField()
    created_at = models.DateTimeField(default=now)
    claimed_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    objects: ClassVar = NoticeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["created_at"], condition=Q(sent_at=None), name="unsent_notices")]

    def __str__(self) -> str:
        return self.subject
