"""Mails to a workspace's people: what they should hear of though they do not look."""

import logging
from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils.timezone import now

from documents import jobs
from documents.models import Notice, User

logger = logging.getLogger(__name__)
NOTICE_TASK = "documents.tasks.send_notice"
CLAIM = timedelta(minutes=2)  # longer than a mail server may take
SUBJECT_MAX = 200


@transaction.atomic
def notify(*, workspace: int, subject: str, text: str) -> None:
    """Have the workspace's people written to; with a mail server set, or else the overview alone tells them."""
    if settings.EMAIL_HOST:
        jobs.enqueue(NOTICE_TASK, Notice.objects.create(workspace_id=workspace, subject=subject[:SUBJECT_MAX], text=text).pk)


def send(*, notice: Notice) -> None:
    """Send it. Twice does no harm: one conditional UPDATE decides who does.

    raises   what the mail server answers: then it may be sent again at once, and `send_unsent` will
    """
    if not Notice.objects.unsent().filter(pk=notice.pk).update(claimed_until=now() + CLAIM):
        return
    people = User.objects.filter(memberships__workspace=notice.workspace_id, is_active=True).exclude(email="")
    addresses = list(people.values_list("email", flat=True))
    try:
        if addresses:
            send_mail(notice.subject, notice.text, None, addresses)
    except OSError:
        Notice.objects.filter(pk=notice.pk).update(claimed_until=None)
        raise
    Notice.objects.filter(pk=notice.pk).update(sent_at=now(), claimed_until=None)


def send_unsent() -> None:
    """Those whose job was lost, or whose sender died or was refused: once more, for three days."""
    for notice in Notice.objects.unsent().filter(created_at__lte=now() - CLAIM):
        try:
            send(notice=notice)
        except OSError as error:
            logger.warning("notice %s: %s", notice.pk, error)
            return  # the others would fare no better


def delete_old_notices() -> None:
    """Forget what was sent, or could not be."""
    Notice.objects.stale().delete()
