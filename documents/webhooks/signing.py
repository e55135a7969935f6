"""Signatures as Standard Webhooks has them (standardwebhooks.com): any library of theirs verifies ours."""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime

from standardwebhooks import Webhook

PREFIX = "whsec_"


def secret_of(key: bytes, subject: str) -> str:
    """The secret of a webhook: a MAC of its name under a key of the installation. Can be shown again, and lies in no database."""
    return PREFIX + base64.b64encode(hmac.new(key, subject.encode(), hashlib.sha256).digest()).decode()


def headers(body: str, *, message: str, secrets: Sequence[str], at: datetime) -> dict[str, str]:
    """The three headers of one try.

    message   the event's id: the same at every try, so that a receiver can tell a repetition
    secrets   the newest first; more than one while an old one still counts
    at        of this try, in UTC: receivers refuse what is older than five minutes
    """
    signatures = [Webhook(secret).sign(message, at, body) for secret in secrets]
    return {
        "webhook-id": message,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(signatures),
    }
