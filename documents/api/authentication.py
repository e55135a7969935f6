"""Who calls: the header `Authorization: ApiKey <key>`, prefix required and case-sensitive."""

from datetime import timedelta

from django.db.models import Q
from django.utils.timezone import now
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from documents.api import throttling
from documents.models import ApiKey, Workspace
from personalia_site.errors import NotAllowed

PREFIX = "ApiKey "


class Caller:
    """The program behind a key: what `request.user` is in the API."""

    is_authenticated = True

    def __init__(self, key: ApiKey) -> None:
        self.key = key

    @property
    def workspace(self) -> Workspace:
        return self.key.workspace


class ApiKeyAuthentication(BaseAuthentication):
    """Finds the live key; 401 for everything else. Each call is counted, against its key or, without a good one, its address."""

    def authenticate(self, request: Request) -> tuple[Caller, ApiKey]:
        try:
            key = self._key_of(request)
        except AuthenticationFailed:
            throttling.count_address(request)
            raise
        throttling.count_key(request, key)
        _note_use(key)
        return Caller(key), key

    def _key_of(self, request: Request) -> ApiKey:
        header = request.META.get("HTTP_AUTHORIZATION", "")
        if not header:
            raise AuthenticationFailed("The API key is missing: send the header Authorization: ApiKey <key>.")
        if not header.startswith(PREFIX):
            raise AuthenticationFailed("The Authorization header must read: ApiKey <key>.")
        key = ApiKey.objects.matching(header.removeprefix(PREFIX).strip())
        if key is None:
            raise AuthenticationFailed("The API key is invalid: it is unknown, or its time is over.")
        return key

    def authenticate_header(self, _request: Request) -> str:
        return "ApiKey"


def _note_use(key: ApiKey) -> None:
    """Once a minute at most: a poll every second is no reason to write every second."""
    at = now()
    if key.last_used_at is None or key.last_used_at < at - timedelta(minutes=1):
        ApiKey.objects.filter(Q(last_used_at=None) | Q(last_used_at__lt=at - timedelta(minutes=1)), pk=key.pk).update(last_used_at=at)


def caller(request: Request) -> Caller:
    """Who called; views need it typed."""
    assert isinstance(request.user, Caller)
    return request.user


def require_scope(request: Request, scope: str) -> None:
    """Raises NotAllowed when the key was not given this scope."""
    if scope not in caller(request).key.scopes:
        raise NotAllowed(f"This API key may not do this: it lacks the scope {scope}.", code="missing_scope")
