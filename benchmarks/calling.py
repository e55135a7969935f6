"""A program that calls the content API and costs little itself: one connection, kept open, and the standard library's client.

It shares the machine with what it measures; httpx would take a third of it.
"""

import http.client
import json
import time
from typing import Any
from urllib.parse import urlsplit

ASK_EVERY_S = 0.1


class CallError(Exception):
    """An answer other than 200."""


class Caller:
    """`url` is the installation's, `key` an API key's text."""

    def __init__(self, url: str, key: str) -> None:
        parts = urlsplit(url)
        self._host, self._port = parts.hostname or "", parts.port
        self._headers = {"Authorization": f"ApiKey {key}", "Content-Type": "application/json"}
        self._connection: http.client.HTTPConnection | None = None

    def fetch(self, method: str, address: str, body: bytes | None = None) -> tuple[bytes, str]:
        """The body and its type. The server closes a connection that was quiet for some seconds: then once more on a new one."""
        path = address.partition("://")[2].partition("/")[2] if "://" in address else address.removeprefix("/")
        for last in (False, True):
            if self._connection is None:
                self._connection = http.client.HTTPConnection(self._host, self._port, timeout=30)
            try:
                self._connection.request(method, f"/{path}", body=body, headers=self._headers)
                answer = self._connection.getresponse()
                content = answer.read()
            except (http.client.HTTPException, ConnectionError):
                self._connection.close()
                self._connection = None
                if last:
                    raise
                continue
            if answer.status != 200:
                raise CallError(f"{method} /{path.partition('?')[0]}: {answer.status} {content[:300]!r}")
            return content, answer.headers["Content-Type"]
        raise AssertionError("unreachable")

    def call(self, method: str, address: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        content, _type = self.fetch(method, address, None if body is None else json.dumps(body).encode())
        answer: dict[str, Any] = json.loads(content)
        return answer

    def create(self, template: str, fields: dict[str, str]) -> str:
        """The request's id."""
        return str(self.call("POST", "/v1/content", {"TemplateId": template, "Fields": fields})["RequestId"])

    def state(self, request: str) -> dict[str, Any]:
        return self.call("GET", f"/v1/content?requestId={request}")

    def completed(self, request: str) -> list[str]:
        """Its files' addresses, asked for every ASK_EVERY_S until they are there."""
        while True:
            time.sleep(ASK_EVERY_S)
            answer = self.state(request)
            if answer["Status"] == "Failed":
                raise CallError(f"The rendering failed: {answer['FailureDescription']}")
            if answer["Status"] == "Completed":
                return list(answer["URLs"])
