"""What others may want to hear of: each event is a line in the log, and for those that can be subscribed to, a delivery to each webhook."""

import logging

from django.db.models import Model

from documents.actions import webhooks
from documents.models import Event

logger = logging.getLogger("documents.events")


def emit(event: str, subject: Model, *, workspace: int | None = None, callback_url: str = "", **details: float) -> None:
    """Say that something happened to `subject`. Ids and numbers only: a log holds no personal data.

    Call it in the transaction of what happened: deliveries and their jobs commit with it.

    workspace   whose webhooks hear of it; None for what nobody can subscribe to
    """
    logger.info("%s %s%s", event, subject.pk, "".join(f" {name}={value:g}" for name, value in details.items()))
    if workspace is not None and event in Event.values:
        webhooks.tell(event=event, subject=subject.pk, workspace=workspace, callback_url=callback_url)
