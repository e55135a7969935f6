"""Fetching a file whose address somebody named."""

import logging
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass

import httpx

from personalia_site.errors import Invalid, Upstream
from personalia_site.outgoing.transport import CONNECT_S, TOTAL_S, RefusedAddress

logger = logging.getLogger(__name__)

MAX_REDIRECTS = 4
REDIRECTS = {301, 302, 303, 307, 308}


def client(transport: httpx.BaseTransport, *, headers: Mapping[str, str] | None = None) -> httpx.Client:
    """A client without cookies, redirects, proxies or anything from the environment. Close it."""
    return httpx.Client(
        transport=transport,
        trust_env=False,
        follow_redirects=False,
        timeout=httpx.Timeout(TOTAL_S, connect=CONNECT_S),
        headers={"User-Agent": "Personalia", **(headers or {})},
    )


class Budget:
    """Bytes that several fetches may take together, from any thread."""

    def __init__(self, max_bytes: int) -> None:
        self.left = max_bytes
        self._lock = threading.Lock()

    def take(self, size: int) -> bool:
        """Whether so much was left; then it is not any longer."""
        with self._lock:
            self.left -= size
            return self.left >= 0


@dataclass(frozen=True)
class Fetched:
    """A fetched body. `content_type` is what the server says, without its parameters."""

    url: str
    content_type: str
    content: bytes


def fetch(url: str, *, transport: httpx.BaseTransport, budget: Budget, total_s: float = TOTAL_S) -> Fetched:
    """GET a file from a public address, following up to MAX_REDIRECTS redirects, each checked like the first.

    transport  a GuardedTransport of this fetch's own: it is closed
    budget   for the body, uncompressed: it is not asked to be, and refused when it is
    total_s  for everything, redirects included
    raises   Invalid: unsupported_protocol, too_large. Upstream: bad_address, refused_address, timeout, bad_status, unreachable
    """
    until = time.monotonic() + total_s
    with client(transport) as session:
        for _ in range(MAX_REDIRECTS + 1):
            with _open(session, url, until) as response:
                if response.status_code not in REDIRECTS:
                    return _read(response, budget)
                url = _next(response)
    raise Upstream("The address redirects again and again.", code="bad_status")


@contextmanager
def _open(session: httpx.Client, url: str, until: float) -> Iterator[httpx.Response]:
    """The answer's head; the body is still to be read. Turns httpx's errors into ours, those of reading the body too."""
    if not url.lower().startswith(("http://", "https://")):
        raise Invalid("The address must begin with http:// or https://.", code="unsupported_protocol")
    try:
        left = max(until - time.monotonic(), 0.001)
        request = session.build_request("GET", url, headers={"Accept-Encoding": "identity"}, extensions=_times(left))
        with closing(session.send(request, stream=True)) as response:
            session.cookies.clear()
            yield response
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, ValueError) as error:  # UnicodeError is a ValueError
        raise Upstream("The address is not written as one.", code="bad_address") from error
    except RefusedAddress as error:
        logger.warning("outgoing: refused: %s", error)
        raise Upstream("The address leads into a private network.", code="refused_address") from error
    except httpx.TimeoutException as error:
        raise Upstream("The address did not answer in time.", code="timeout") from error
    except httpx.HTTPError as error:
        raise Upstream("The address could not be reached.", code="unreachable") from error


def _times(left: float) -> dict[str, object]:
    return {"total_s": left, "timeout": httpx.Timeout(left, connect=min(CONNECT_S, left)).as_dict()}


def _next(response: httpx.Response) -> str:
    place = response.headers.get("Location", "")
    if not place:
        raise Upstream("The address redirects to nowhere.", code="bad_status")
    return str(response.url.join(place))


def _read(response: httpx.Response, budget: Budget) -> Fetched:
    if response.status_code != 200:
        raise Upstream(f"The address answers {response.status_code} instead of a file.", code="bad_status")
    if response.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise Upstream("The address answers in a compressed form that was not asked for.", code="bad_status")
    parts = []
    for part in response.iter_raw():
        if not budget.take(len(part)):
            raise Invalid("The file is larger than is allowed.", code="too_large")
        parts.append(part)
    content_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    return Fetched(str(response.url), content_type, b"".join(parts))
