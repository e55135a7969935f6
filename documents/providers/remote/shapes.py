"""What a content API answers, read with care: the other side may be any server."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Literal

from personalia_site.errors import (
    BrokenDesign,
    Conflict,
    Expired,
    Invalid,
    MissingAsset,
    MissingFont,
    MissingStyle,
    NotAllowed,
    NotFound,
    PersonaliaError,
    RenderFailed,
    TextOverflow,
    TooMany,
    Upstream,
)

TYPES = ("String", "Number", "Date", "Boolean", "Unknown")
RENDERING = {kind.error_id: kind for kind in (BrokenDesign, MissingAsset, MissingStyle, MissingFont, TextOverflow)}
BY_STATUS: dict[int, type[PersonaliaError]] = {403: NotAllowed, 404: NotFound, 409: Conflict, 410: Expired}
LONGEST_ID = 200
LONGEST_URL = 4000
LONGEST = 1000  # characters of a sentence that is passed on
MAX_WAIT_S = 3600


@dataclass(frozen=True)
class Field:
    """A field of a template. `image`: it takes the URL of a PNG or JPG."""

    name: str
    type: Literal["String", "Number", "Date", "Boolean", "Unknown"]
    image: bool = False


@dataclass(frozen=True)
class TemplateInfo:
    """A template and its fields, in the answer's order. `name` is empty where the server does not say it."""

    template_id: str
    fields: tuple[Field, ...]
    name: str = ""


@dataclass(frozen=True)
class Content:
    """How far a request is. `urls` are there when it is Completed, `error` when it is Failed."""

    status: Literal["InProgress", "Completed", "Failed"]
    urls: tuple[str, ...] = ()
    error: RenderFailed | None = None


def template(body: object) -> TemplateInfo:
    """From template info, or a row of the list; raises Upstream when it is none."""
    found = _object(body)
    rows = found.get("Fields")
    if not isinstance(rows, list):
        raise odd("a template without Fields")
    return TemplateInfo(_text(found, "TemplateId"), tuple(_field(row) for row in rows), str(found.get("Name") or ""))


def _field(row: object) -> Field:
    found = _object(row)
    kind = found.get("Type")
    return Field(_text(found, "Name"), kind if kind in TYPES else "Unknown", image=found.get("Kind") == "Image")


def content(body: object) -> Content:
    """From get content; raises Upstream when it is no such answer."""
    found = _object(body)
    status = found.get("Status")
    if status == "InProgress":
        return Content("InProgress")
    if status == "Completed":
        urls = found.get("URLs")
        if not isinstance(urls, list) or not urls or not all(isinstance(url, str) for url in urls):
            raise odd("Completed without URLs")
        return Content("Completed", urls=tuple(urls))
    if status == "Failed":
        return Content("Failed", error=_failure(found))
    raise odd(f"the status {str(status)[:40]!r}")


def _failure(found: Mapping[str, Any]) -> RenderFailed:
    """FailureDescription is an object; some servers send a sentence, and the id beside it."""
    described = found.get("FailureDescription")
    described = described if isinstance(described, Mapping) else {"Reason": described}
    error_id = _number(described.get("ErrorId")) or _number(found.get("ErrorId")) or 1000
    reason = str(described.get("Reason") or "The rendering failed, and nobody said why.")[:LONGEST]
    kind = RENDERING.get(error_id, RenderFailed)
    return kind(reason, error_id=error_id, parameters=_parameters(described.get("ErrorParameters")))


def error(status: int, body: object, headers: Mapping[str, str]) -> PersonaliaError:
    """The error that an answer other than 200 stands for: the same id and sentence."""
    found = body if isinstance(body, Mapping) else {}
    reason = str(found.get("Reason") or found.get("message") or f"The server answers {status}.")[:LONGEST]
    error_id = _number(found.get("ErrorId")) or _number(found.get("errorId"))
    details = found.get("error")
    code = str(details["code"])[:80] if isinstance(details, Mapping) and isinstance(details.get("code"), str) else None
    parameters = _parameters(found.get("ErrorParameters"))
    if status == 429:
        return TooMany(reason, retry_after_s=retry_after_s(headers) or 1)
    if status == 401:
        return NotAllowed(reason, status=401, error_id=error_id or 102, code=code or "invalid_api_key", parameters=parameters)
    if 300 <= status < 400:
        place = str(headers.get("Location", "elsewhere"))[:200]
        return Upstream(f"The server redirects to {place}: enter the address that it is reached at.", code="redirects")
    if status >= 500 or status < 400:
        return Upstream(reason, error_id=error_id, code=code, parameters=parameters, retry_after_s=retry_after_s(headers))
    return BY_STATUS.get(status, Invalid)(reason, error_id=error_id, code=code, parameters=parameters)


def retry_after_s(headers: Mapping[str, str]) -> int | None:
    """Retry-After in seconds or as a date; at most an hour.

    source   RFC 9110, 10.2.3
    """
    text = headers.get("Retry-After", "").strip()
    if text.isascii() and text.isdecimal():
        return min(int(text[:9]), MAX_WAIT_S)
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return min(max(int((at - datetime.now(UTC)).total_seconds()) + 1, 0), MAX_WAIT_S)


def message(body: object) -> str:
    """From the key's test."""
    return _text(_object(body), "Message")


def request_id(body: object) -> str:
    """From create content."""
    found = _text(_object(body), "RequestId")
    if len(found) > LONGEST_ID:
        raise odd("a RequestId that is too long")
    return found


def url(body: object) -> str:
    """From create on-demand URL: it is shown to people, so it must be one."""
    found = _text(_object(body), "Url")
    if not found.startswith(("https://", "http://")) or len(found) > LONGEST_URL:
        raise odd("a Url that is none")
    return found


def odd(what: str) -> Upstream:
    """The other server speaks, but not this API."""
    return Upstream(f"The server answers {what}, which is no answer of the content API. Is the address right?", code="odd_answer")


def _object(body: object) -> Mapping[str, Any]:
    if not isinstance(body, Mapping):
        raise odd("something else than a JSON object")
    return body


def _text(found: Mapping[str, Any], name: str) -> str:
    value = found.get(name)
    if not isinstance(value, str) or not value:
        raise odd(f"without {name}")
    return value


def _number(value: object) -> int | None:
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 6:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 100_000 else None


def _parameters(value: object) -> dict[str, str]:
    return {str(name)[:80]: str(each)[:LONGEST] for name, each in value.items()} if isinstance(value, Mapping) else {}
