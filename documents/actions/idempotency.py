"""Calls that may be sent again: the first is done, the others get its answer."""

import hashlib
import json
import time
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import now

from documents.models import ApiKey, IdempotencyKey
from personalia_site.errors import Conflict

WAIT_S = 2.0  # how long a second call waits for the first one's answer
LOOK_S = 0.05
CLAIM = timedelta(minutes=2)  # longer than any call takes: then its process has died, and nothing was done


class InProgress(Conflict):
    """The first call is still at work; ask again after `retry_after_s`."""

    code = "idempotency_in_progress"
    retry_after_s = 1


def digest_of(address: str, body: Any) -> str:
    """The same for the same call, whatever its spaces and the order of its names."""
    return hashlib.sha256(json.dumps([address, body], sort_keys=True).encode()).hexdigest()


def claim(*, api_key: ApiKey, key: str, digest: str) -> IdempotencyKey:
    """The call's row: answered, or claimed for the caller, who must `keep` an answer or `release` it. Not to be called in a transaction.

    raises   Conflict when the key was used with another call; InProgress when the first call takes longer than WAIT_S
    """
    until = time.monotonic() + WAIT_S
    while True:
        if mine := _begin(api_key, key, digest):
            return mine
        row = IdempotencyKey.objects.filter(api_key=api_key, key=key).first()
        if row is not None and row.digest != digest:
            raise Conflict("This Idempotency-Key was used with another call: take a new one for each.", code="idempotency_conflict")
        if row is not None and (row.answered or _take_over(row)):
            return row
        if time.monotonic() > until:
            raise InProgress("The first call with this Idempotency-Key is still at work. Send it again in a second.")
        time.sleep(LOOK_S)


def _begin(api_key: ApiKey, key: str, digest: str) -> IdempotencyKey | None:
    if IdempotencyKey.objects.filter(api_key=api_key, key=key).exists():
        return None
    try:
        with transaction.atomic():
            return IdempotencyKey.objects.create(api_key=api_key, key=key, digest=digest)
    except IntegrityError:  # another one at the same moment
        return None


def _take_over(row: IdempotencyKey) -> bool:
    """Whether the row, claimed by a process that must have died since, is the caller's now."""
    at = now()
    if row.claimed_at > at - CLAIM:
        return False
    won = IdempotencyKey.objects.filter(pk=row.pk, claimed_at=row.claimed_at, status=None).update(claimed_at=at)
    row.claimed_at = at
    return bool(won)


def keep(*, claim: IdempotencyKey, status: int, answer: Mapping[str, Any]) -> None:
    """Keep the answer; call it in the transaction of what it tells of: both are there, or neither.

    raises   InProgress when the claim was taken over: then the transaction must not commit
    """
    mine = IdempotencyKey.objects.filter(pk=claim.pk, claimed_at=claim.claimed_at, status=None)
    if not mine.update(status=status, answer=dict(answer)):
        raise InProgress("This call took too long, and was begun anew. Send it again in a second.")


def release(*, claim: IdempotencyKey) -> None:
    """Nothing was done: the call may be sent again, corrected perhaps."""
    IdempotencyKey.objects.filter(pk=claim.pk, claimed_at=claim.claimed_at, status=None).delete()


@transaction.atomic
def delete_old_answers() -> None:
    """Forget answers after 24 hours."""
    IdempotencyKey.objects.stale().delete()
