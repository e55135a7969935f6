"""How often a program may call: per key, and per address for calls without a good key. Counted in Django's cache, minute by minute."""

import hashlib
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponseBase
from redis import RedisError
from rest_framework.request import Request

from documents.models import ApiKey
from personalia_site.errors import TooMany

logger = logging.getLogger(__name__)
WINDOW_S = 60


@dataclass(frozen=True)
class Allowance:
    """What is left of this minute's calls; `reset_s` until the next minute's."""

    limit: int
    remaining: int
    reset_s: int


def count_key(request: Request, key: ApiKey) -> None:
    """Count a call of a key's. Raises TooMany beyond RATE_LIMIT_PER_KEY a minute; 0 is no limit."""
    _count(request, f"key {key.pk}", settings.RATE_LIMIT_PER_KEY)


def count_address(request: Request) -> None:
    """Count a call without a good key. Raises TooMany beyond RATE_LIMIT_PER_ADDRESS a minute; 0 is no limit."""
    _count(request, f"address {address_of(request)}", settings.RATE_LIMIT_PER_ADDRESS)


def _count(request: Request, who: str, limit: int) -> None:
    if not limit:
        return
    at = time.time()
    number = _next(f"calls-{int(at // WINDOW_S)}-{hashlib.sha256(who.encode()).hexdigest()[:32]}")
    reset_s = WINDOW_S - int(at % WINDOW_S)
    request._request.rate_allowance = Allowance(limit, max(0, limit - number), reset_s)  # type: ignore[attr-defined]
    if number > limit:
        raise TooMany(f"Too many requests: {limit} a minute are allowed. Wait {reset_s} s, then go on.", retry_after_s=reset_s)


def _next(counter: str) -> int:
    try:
        cache.add(counter, 0, timeout=2 * WINDOW_S)
        return int(cache.incr(counter))
    except ValueError:  # the cache has dropped it in between
        return 1
    except RedisError as error:  # a Redis that is away is no reason to refuse anybody
        logger.warning("calls are not counted: %s", error)
        return 1


def address_of(request: Request) -> str:
    """The caller's address; behind a proxy what that proxy saw, which is the last one it has written down."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_PROXY else ""
    return forwarded.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))


def tell_allowance(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: every answer to a call that was counted says how many are left."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        allowance: Allowance | None = getattr(request, "rate_allowance", None)
        if allowance is not None:
            response["RateLimit-Limit"] = str(allowance.limit)
            response["RateLimit-Remaining"] = str(allowance.remaining)
            response["RateLimit-Reset"] = str(allowance.reset_s)
        return response

    return middleware
