"""Keys of programs: made, rotated, revoked."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.timezone import now

from documents.actions.events import emit
from documents.models import ApiKey, Workspace
from documents.models.accounts import SCOPES
from personalia_site.errors import Conflict, Invalid


@transaction.atomic
def issue_key(*, workspace: Workspace, name: str, scopes: Sequence[str] = SCOPES) -> tuple[ApiKey, str]:
    """A new key and its text, which cannot be had again.

    raises   Invalid without a scope, or with an unknown one
    """
    if not scopes or not set(scopes) <= set(SCOPES):
        raise Invalid(f"A key needs at least one of these scopes: {', '.join(SCOPES)}.", code="invalid_scope")
    key, text = ApiKey.issue(workspace=workspace, name=name, scopes=scopes)
    emit("key.issued", key)
    return key, text


@transaction.atomic
def rotate_key(*, key: ApiKey, ends_at: datetime) -> tuple[ApiKey, str]:
    """A key that takes over from another, and its text; both open the same until `ends_at`, when the old one stops.

    raises   Conflict when the old one opens nothing any more, or has been rotated already
    """
    won = ApiKey.objects.live().filter(pk=key.pk, ends_at=None).update(ends_at=ends_at)
    if not won:
        raise Conflict(f"The key “{key.name}” has been revoked or rotated already.", code="not_live")
    key.refresh_from_db()
    new, text = ApiKey.issue(workspace=key.workspace, name=key.name, scopes=key.scopes, rotated=key)
    emit("key.rotated", key)
    return new, text


@transaction.atomic
def revoke_key(*, key: ApiKey) -> None:
    """From now on the key opens nothing. Again does no harm."""
    if ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=now()):
        emit("key.revoked", key)
    key.refresh_from_db()
