"""What documents cost: a workspace's account of each month, and its ledger."""

from datetime import date
from typing import ClassVar, Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q, Sum
from django.utils.timezone import localdate, now

from documents.models.accounts import Workspace

WARN_PERCENT = 80


def this_month() -> date:
    """The first of the month that it is where the installation is (TIME_ZONE)."""
    return localdate().replace(day=1)


class CreditMonthQuerySet(models.QuerySet["CreditMonth"]):
    def current(self) -> Self:
        return self.filter(month=this_month())

    def with_credit(self) -> Self:
        """Months in which another document may be made."""
        return self.filter(Q(allowance=None) | Q(used__lt=F("allowance")))


class CreditMonth(models.Model):
    """A workspace's account of one month: what decides, in one row, whether another document may be made.

    allowance  credits of this month; empty: unlimited
    used       charges less refunds; it always equals the ledger's sum of them
    level      percent of the allowance that staff are told of: 0, 80 or 100
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="credit_months")
    month = models.DateField()
    allowance = models.PositiveIntegerField(null=True)
    used = models.PositiveIntegerField(default=0)
    level = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar = CreditMonthQuerySet.as_manager()

    class Meta:
        verbose_name = "month of credits"
        ordering = ["-month"]
        constraints = [
            models.UniqueConstraint(fields=["workspace", "month"], name="one_account_per_month"),
        ]

    def __str__(self) -> str:
        return f"{self.workspace}, {self.month:%B %Y}"

    @property
    def left(self) -> int | None:
        """Credits that are left; None: as many as you like."""
        return None if self.allowance is None else max(0, self.allowance - self.used)

    @property
    def reached(self) -> int:
        """How much of the allowance is used: 0, 80 or 100 percent."""
        if self.allowance is None:
            return 0
        if self.used >= self.allowance:
            return 100
        return WARN_PERCENT if self.used * 100 >= self.allowance * WARN_PERCENT else 0

    @property
    def balance(self) -> int:
        """The ledger's sum."""
        total: int = self.entries.aggregate(total=Sum("amount", default=0))["total"]
        return total


class CreditEntry(models.Model):
    """A line of the ledger. It is written once and never changed.

    amount   charge: -1; refund: +1; allowance: what it changed by
    subject  the request that was charged; no foreign key, since the ledger outlives it
    """

    class Kind(models.TextChoices):
        ALLOWANCE = "allowance", "allowance"
        CHARGE = "charge", "document"
        REFUND = "refund", "given back"

    month = models.ForeignKey(CreditMonth, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    amount = models.IntegerField()
    subject = models.UUIDField(null=True)
    created_at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = "line of the ledger"
        verbose_name_plural = "ledger"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["subject", "kind"], name="charged_and_refunded_once"),
            models.CheckConstraint(
                condition=Q(kind="charge", amount=-1, subject__isnull=False)
                | Q(kind="refund", amount=1, subject__isnull=False)
                | Q(kind="allowance", subject=None),
                name="credit_entry_adds_up",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount:+d} {self.get_kind_display()}"
