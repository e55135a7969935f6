"""Credits: one document costs one, once, and only when it was made."""

import logging
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate

from documents.actions.notices import notify
from documents.models import CreditEntry, CreditMonth, Workspace
from documents.models.credits import this_month
from personalia_site.errors import Invalid

logger = logging.getLogger(__name__)
LEDGER_KEPT = timedelta(days=3 * 366)
Kind = CreditEntry.Kind


@transaction.atomic(savepoint=False)  # one answer less to wait for while the month is locked
def charge(*, workspace: int, subject: UUID) -> None:
    """Take one credit of this month's, in the transaction of what it pays for.

    One conditional UPDATE decides, so two calls at the same moment cannot both take the last one.
    subject  the request
    raises   Invalid 117 when none is left
    """
    month = _month_of(workspace)
    CreditEntry.objects.create(month=month, kind=Kind.CHARGE, amount=-1, subject=subject)
    if not CreditMonth.objects.with_credit().filter(pk=month.pk).update(used=F("used") + 1):  # locks it for all others of the workspace
        raise out_of_credits(month)
    if month.allowance is not None:
        month.refresh_from_db()
        _note_level(month)


@transaction.atomic
def give_back(*, subject: UUID) -> None:
    """Give back what a request cost, to the month that paid; once, and nothing when it cost nothing."""
    entry = CreditEntry.objects.filter(subject=subject, kind=Kind.CHARGE).first()
    if entry is None:
        return
    _, new = CreditEntry.objects.get_or_create(subject=subject, kind=Kind.REFUND, defaults={"month_id": entry.month_id, "amount": 1})
    if new:
        CreditMonth.objects.filter(pk=entry.month_id).update(used=F("used") - 1)


@transaction.atomic
def set_allowance(*, workspace: Workspace, monthly: int | None) -> None:
    """How many documents the workspace may have made a month, from this month on; None: any number."""
    month = CreditMonth.objects.select_for_update().get(pk=_month_of(workspace.pk).pk)
    workspace.monthly_credits = monthly
    workspace.save(update_fields=["monthly_credits"])
    change = (monthly or 0) - (month.allowance or 0)
    if change:
        CreditEntry.objects.create(month=month, kind=Kind.ALLOWANCE, amount=change)
    month.allowance = monthly
    month.level = month.reached  # who sets it knows
    month.save(update_fields=["allowance", "level"])


def refuse_without_credit(*, workspace: int) -> None:
    """For what is charged when it has been made: do not begin what could not be paid.

    raises   Invalid 117
    """
    month = CreditMonth.objects.current().filter(workspace=workspace).first()
    left = _allowance(workspace) if month is None else month.left
    if left == 0:
        raise out_of_credits(month)


def out_of_credits(month: CreditMonth | None) -> Invalid:
    if month and month.allowance:
        reason = f"There are no credits left this month: all {month.allowance} are used. They come anew on the first."
    else:
        reason = "This workspace has no credits: its number a month is 0. An administrator can raise it."
    return Invalid(reason, error_id=117, code="out_of_credits")


def _allowance(workspace: int) -> int | None:
    allowance: int | None = Workspace.objects.values_list("monthly_credits", flat=True).get(pk=workspace)
    return allowance


def _month_of(workspace: int) -> CreditMonth:
    """The current month's account; opened with the allowance when it is first needed."""
    month = CreditMonth.objects.current().filter(workspace=workspace).first()
    if month is not None:
        return month
    allowance = _allowance(workspace)
    month, new = CreditMonth.objects.get_or_create(workspace_id=workspace, month=this_month(), defaults={"allowance": allowance})
    if new and allowance:
        CreditEntry.objects.create(month=month, kind=Kind.ALLOWANCE, amount=allowance)
    return month


def _note_level(month: CreditMonth) -> None:
    """Have staff told when most or all of it is used; each once a month."""
    if month.reached > month.level and CreditMonth.objects.filter(pk=month.pk, level__lt=month.reached).update(level=month.reached):
        logger.warning("credits of workspace %s: %d of %d used", month.workspace_id, month.used, month.allowance)
        notify(workspace=month.workspace_id, subject=_subject(month), text=_letter(month))


def _subject(month: CreditMonth) -> str:
    if month.reached >= 100:
        return f"{month.workspace}: no documents left this month"
    return f"{month.workspace}: {month.used} of {month.allowance} documents of this month are used"


def _letter(month: CreditMonth) -> str:
    used = f"The workspace “{month.workspace}” has used {month.used} of the {month.allowance} documents of {month.month:%B %Y}.\n\n"
    then = (
        "Until the first of next month its campaigns tell visitors to try again later, and programs are answered with error 117.\n"
        if month.reached >= 100
        else "When all are used, its campaigns tell visitors to try again later, and programs are answered with error 117.\n"
    )
    return used + then + f"An administrator can raise the number: {settings.BASE_URL}/admin/\n"


@transaction.atomic
def delete_old_months() -> None:
    """A month goes with its whole ledger, so that what stays always adds up."""
    CreditMonth.objects.filter(month__lt=localdate() - LEDGER_KEPT).delete()
