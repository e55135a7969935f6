"""What others may want to hear of. Webhooks subscribe here; today each event is a line in the log."""

import logging

from django.db.models import Model

logger = logging.getLogger("documents.events")


def emit(event: str, subject: Model, **details: float) -> None:
    """Say that something happened to `subject`. Ids and numbers only: a log holds no personal data."""
    logger.info("%s %s%s", event, subject.pk, "".join(f" {name}={value:g}" for name, value in details.items()))
