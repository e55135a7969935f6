"""One POST of a webhook, and what came of it."""

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass

import httpx

from personalia_site import outgoing

logger = logging.getLogger(__name__)
EXCERPT = 1024  # bytes of an answer that are read and kept
GONE = 410


@dataclass(frozen=True)
class Answer:
    """What came of one try: a status, or the reason why there was none."""

    status: int | None
    reason: str = ""
    excerpt: str = ""
    took_ms: int = 0

    @property
    def ok(self) -> bool:
        return self.status is not None and 200 <= self.status < 300

    @property
    def gone(self) -> bool:
        """The receiver says: never again."""
        return self.status == GONE


def post(url: str, body: str, headers: Mapping[str, str], *, transport: httpx.BaseTransport) -> Answer:
    """POST it. Whatever the other side does becomes an Answer; redirects are not followed, an answer's body is read up to EXCERPT."""
    started = time.monotonic()

    def answer(status: int | None, reason: str = "", excerpt: str = "") -> Answer:
        return Answer(status, reason, excerpt, round((time.monotonic() - started) * 1000))

    try:
        with (
            outgoing.client(transport, headers={**headers, "Content-Type": "application/json"}) as session,
            session.stream("POST", url, content=body.encode(), headers={"Accept-Encoding": "identity"}) as response,
        ):
            excerpt = "" if response.is_success else _excerpt(response)
            return answer(response.status_code, _said(response.status_code), excerpt)
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError, ValueError):
        return answer(None, "This is not an address that can be called.")
    except outgoing.RefusedAddress as error:
        logger.warning("webhook refused: %s", error)
        return answer(None, "The address leads into a private network: OUTGOING_ALLOWED_NETWORKS does not admit it.")
    except httpx.TimeoutException:
        return answer(None, f"No answer within {outgoing.TOTAL_S:.0f} seconds.")
    except httpx.HTTPError:
        return answer(None, "The server could not be reached.")


def _said(status: int) -> str:
    if 200 <= status < 300:
        return ""
    if 300 <= status < 400:
        return f"The server answered {status}: redirects are not followed. Give the address it leads to."
    if status == GONE:
        return "The server answered 410: it wants no more of these."
    return f"The server answered {status}."


def _excerpt(response: httpx.Response) -> str:
    """The answer's beginning, as text that a database takes. What goes wrong here changes nothing: the status is known."""
    found = b""
    try:
        for part in response.iter_raw(EXCERPT):
            found += part
            if len(found) >= EXCERPT:
                break
    except httpx.HTTPError:
        pass
    return found[:EXCERPT].decode("utf-8", "replace").replace("\x00", "�")
