"""A client of the content API v1. Pure httpx; every failure is one of personalia_site.errors."""

import json
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote

import httpx

from documents.providers.remote import shapes
from documents.providers.remote.shapes import Content, TemplateInfo
from personalia_site.errors import Upstream

TIMEOUT_S = 8.0
CONNECT_S = 3.0
LARGEST_ANSWER = 8 * 1024 * 1024
MAX_PAGES = 100  # of the list of templates


class Client:
    """A Personalia account: a server and a key. Use it in a `with`, or close it.

    base_url    such as https://personalia.example.com; the calls are below it, under /v1/
    transport   any httpx transport; default: httpx's own, without anything from the environment
    timeout_s   for each call

    Every call raises
        Invalid      400, with the id (103, 104, 109, 111 …) and sentence of the answer
        NotAllowed   401 and 403: 102, 101
        NotFound     404
        Conflict     409, when an idempotency key was used with other values
        TooMany      429; `retry_after_s` says when to come again
        Upstream     5xx, no answer in time, no connection, or an answer that is none of this API; `retry_after_s` if it was said
    """

    def __init__(self, base_url: str, api_key: str, *, transport: httpx.BaseTransport | None = None, timeout_s: float = TIMEOUT_S) -> None:
        self.base_url = base_url.strip().rstrip("/")
        self._session = httpx.Client(
            transport=transport or httpx.HTTPTransport(trust_env=False),
            headers={"Authorization": f"ApiKey {api_key}", "Accept": "application/json", "User-Agent": "Personalia"},
            timeout=httpx.Timeout(timeout_s, connect=min(CONNECT_S, timeout_s)),
            follow_redirects=False,  # a redirect would be sent the key
            trust_env=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self._session.close()

    def create_content(
        self,
        template_id: str,
        fields: Mapping[str, object],
        *,
        output: Mapping[str, object] | None = None,
        idempotency_key: str | None = None,
    ) -> str:
        """Ask for a document.

        fields            every field of the template; texts, "1" or "0", YYYY-MM-DD, an image's URL
        output            Format, Quality, Resolution, Package, StrictPolicy; what is left out has its default
        idempotency_key   the same key within a day asks for the same document again; servers that do not know it make another
        returns           its RequestId
        costs             credits, at once
        """
        return shapes.request_id(self._create("/v1/content", template_id, fields, output, idempotency_key))

    def get_content(self, request_id: str) -> Content:
        """How far a request is. Its URLs live for half an hour, need no key, and say what they are in Content-Type."""
        return shapes.content(self._call("GET", "/v1/content", params={"requestId": request_id}))

    def create_url(
        self,
        template_id: str,
        fields: Mapping[str, object],
        *,
        output: Mapping[str, object] | None = None,
        idempotency_key: str | None = None,
    ) -> str:
        """An on-demand URL: a PDF that is rendered, and charged, when it is opened; for 30 days. Raises Invalid 118 for another format."""
        return shapes.url(self._create("/v1/content/url", template_id, fields, output, idempotency_key))

    def template_info(self, template_id: str) -> TemplateInfo:
        """A template's fields. Raises Invalid 103 when there is none of this id, NotAllowed 101 when it is another workspace's."""
        return shapes.template(self._call("GET", f"/v1/content/templates/{quote(template_id, safe='')}/info"))

    def test_key(self) -> str:
        """What the server says of the key, which is good. Raises NotAllowed when it is not."""
        return shapes.message(self._call("POST", "/v1/content/test"))

    def list_templates(self) -> list[TemplateInfo]:
        """All templates, with their names. An extension: other servers raise NotFound."""
        return [shapes.template(row) for page in self._pages("/v1/content/templates") for row in page]

    def _pages(self, path: str) -> Iterator[list[object]]:
        for number in range(1, MAX_PAGES + 1):
            body = self._call("GET", path, params={"page": number})
            rows = body.get("Templates") if isinstance(body, Mapping) else None
            if not isinstance(rows, list):
                raise shapes.odd("a list without Templates")
            yield rows
            if not body.get("Next"):
                return

    def _create(
        self,
        path: str,
        template_id: str,
        fields: Mapping[str, object],
        output: Mapping[str, object] | None,
        idempotency_key: str | None,
    ) -> Any:
        body: dict[str, object] = {"TemplateId": template_id, "Fields": dict(fields)}
        if output is not None:
            body["Output"] = dict(output)
        return self._call("POST", path, json=body, headers={"Idempotency-Key": idempotency_key} if idempotency_key else None)

    def _call(self, method: str, path: str, **details: Any) -> Any:
        try:
            with self._session.stream(method, f"{self.base_url}{path}", **details) as response:
                return _answer(response)
        except httpx.TimeoutException as error:
            raise Upstream(f"{self.base_url} did not answer in time.", code="timeout") from error
        except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
            raise Upstream(f"{self.base_url} is not an address that begins with https:// or http://.", code="bad_address") from error
        except httpx.HTTPError as error:
            raise Upstream(f"{self.base_url} could not be reached: {error}".rstrip(": "), code="unreachable") from error
        finally:
            self._session.cookies.clear()


def _answer(response: httpx.Response) -> Any:
    parts, size = [], 0
    for part in response.iter_bytes():
        size += len(part)
        if size > LARGEST_ANSWER:
            raise shapes.odd("more than anybody reads")
        parts.append(part)
    body = _parsed(b"".join(parts))
    if response.status_code != 200:
        raise shapes.error(response.status_code, body, response.headers)
    return body


def _parsed(content: bytes) -> Any:
    """The JSON, without what no database takes: NUL, and halves of surrogate pairs, which JSON can hold."""
    try:
        body = json.loads(content)
        if b"\\u" in content:
            body = json.loads(json.dumps(body, ensure_ascii=False).replace("\\u0000", "\\ufffd").encode(errors="replace"))
    except (ValueError, RecursionError):
        return None
    return body
