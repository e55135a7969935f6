"""The header Idempotency-Key: a call that is sent again gets the first one's answer."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from documents.actions import idempotency
from documents.api import wire
from documents.api.authentication import caller
from documents.models import IdempotencyKey
from personalia_site.errors import Invalid

HEADER = "Idempotency-Key"
KEY_MAX = 255


class Turn:
    """A call's turn at being done.

    answer   the first call's, when this is a later one: give it, and do nothing
    """

    def __init__(self, claim: IdempotencyKey | None) -> None:
        self._claim = claim
        self.answer: Response | None = None
        if claim is not None and claim.answered:
            self.answer = Response(claim.answer, status=claim.status, headers={"Idempotent-Replayed": "true"})

    def keep(self, answer: Mapping[str, Any]) -> Response:
        """The answer, kept for later calls; in the transaction of what it tells of."""
        if self._claim is not None:
            idempotency.keep(claim=self._claim, status=200, answer=answer)
        return Response(answer)


@contextmanager
def turn(request: Request) -> Iterator[Turn]:
    """The call's turn. What is answered with an error counts as not done: it may be sent again, corrected.

    raises   Invalid for an odd key; Conflict as `actions.idempotency.claim` does
    """
    key = _key_of(request)
    if key is None:
        yield Turn(None)
        return
    digest = idempotency.digest_of(request.path, wire.body_of(request))
    claim = idempotency.claim(api_key=caller(request).key, key=key, digest=digest)
    try:
        yield Turn(claim)
    except BaseException:
        idempotency.release(claim=claim)
        raise


def _key_of(request: Request) -> str | None:
    key: str | None = request.headers.get(HEADER)
    if key is None:
        return None
    if not 1 <= len(key) <= KEY_MAX or not key.isprintable() or not key.isascii():
        reason = f"{HEADER} must be 1 to {KEY_MAX} printable ASCII characters, such as a UUID."
        raise Invalid(reason, error_id=109, code="invalid_idempotency_key", parameters={"FieldName": HEADER})
    return key
