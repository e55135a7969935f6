"""Secrets that must be read again (keys of remote accounts, signing secrets), encrypted at rest with a key that only DATA_DIR holds."""

import base64

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from personalia_site.errors import Conflict


def seal(text: str) -> str:
    """The text encrypted, for a column."""
    return _box().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The text again.

    raises   Conflict when it was sealed with another DATA_DIR's key
    """
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        reason = "This secret cannot be read: DATA_DIR/secrets.json is not the one it was kept with. Enter it again."
        raise Conflict(reason, code="unreadable_secret") from error


def _box() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(bytes.fromhex(settings.SEALING_KEY)))
