"""Calls that a program may send again without their being done again."""

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.timezone import now

from documents.models.accounts import ApiKey

REPLAYED_FOR = timedelta(hours=24)


class IdempotencyKeyQuerySet(models.QuerySet["IdempotencyKey"]):
    def stale(self, at: datetime | None = None) -> Self:
        return self.filter(created_at__lte=(at or now()) - REPLAYED_FOR)


class IdempotencyKey(models.Model):
    """A call's name, as the program gave it, and its answer.

    digest      of address and body: the same name with another body is a mistake
    claimed_at  when a process began to work on it; the answer is written in the transaction of what it tells of
    answer      empty until then
    """

    api_key = models.ForeignKey(ApiKey, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=now)
    claimed_at = models.DateTimeField(default=now)
    status = models.PositiveSmallIntegerField(null=True)
    answer = models.JSONField(null=True)

    objects: ClassVar = IdempotencyKeyQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["created_at"], name="idempotency_by_created_at")]
        constraints = [
            models.UniqueConstraint(fields=["api_key", "key"], name="one_call_per_idempotency_key"),
            models.CheckConstraint(
                condition=Q(status__isnull=True, answer__isnull=True) | Q(status__isnull=False, answer__isnull=False),
                name="answer_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def answered(self) -> bool:
        return self.status is not None
