"""The server under examination: calls, documents and links. What takes time is made once."""

import json
import re
import time
from collections.abc import Mapping
from typing import Any

import httpx

from documents.conformance.given import Given
from documents.conformance.listener import Listener

CALL_S = 30.0
PATIENCE_S = 90.0
PAUSE_S = 0.5
GOOD = {"String": "Anna", "Unknown": "Anna", "Number": "25", "Date": "2025-04-01", "Boolean": "0"}
# The two templates that every client's sample uses; by name, so that their texts fit.
SAMPLES = {
    "Product": "iron",
    "Offer": "20%",
    "Price": "$25",
    "Color": "red",
    "First Name": "Anna",
    "Machine": "AK-2000",
}
# Far too long for any frame, and with a character that no font has: one of the two must fail strictly.
HOPELESS = "\U000f1234 " + "Wwwwwwwwww " * 1500
Json = dict[str, Any]
NOTHING_GIVEN = Given()


class Unusable(Exception):  # noqa: N818 -- the server, not the error
    """There is nothing to examine: no answer, no key, no template."""


class Server:
    """One key's view of a server.

    template   its id; "" takes the first of the list
    values     by field name, for what no ordinary value does (a picture's address)
    given      what the operator has set up
    listener   where the server can call us; it has pictures, too
    """

    def __init__(
        self,
        base_url: str,
        key: str,
        *,
        template: str = "",
        values: Mapping[str, str] | None = None,
        given: Given = NOTHING_GIVEN,
        listener: Listener | None = None,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.client = httpx.Client(base_url=base_url.rstrip("/"), timeout=CALL_S, transport=transport)
        self.base_url, self.transport = base_url, transport
        self.key, self.given, self.listener = key, given, listener
        self._given = dict(values or {})
        self._others: dict[tuple[str, str], Server] = {}
        self._ended: dict[str, Json] = {}
        self._links: dict[str, str] = {}
        self._files: dict[str, httpx.Response] = {}
        self.template = template or self._first_template()
        self.fields = self._fields()

    def with_(self, *, template: str, key: str = "") -> "Server":
        """The same server, asked with another template or key.

        raises   Unusable
        """
        wanted = (template, key or self.key)
        if wanted not in self._others:
            self._others[wanted] = Server(
                self.base_url, wanted[1], template=template, given=self.given, listener=self.listener, transport=self.transport
            )
        return self._others[wanted]

    def call(self, method: str, path: str, body: object = None, *, key: str | None = None, **headers: str) -> httpx.Response:
        """One call with our key, or with the whole Authorization header `key`; "" sends none. A body that is no text is sent as JSON."""
        authorization = f"ApiKey {self.key}" if key is None else key
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        if authorization:
            given["Authorization"] = authorization
        if body is None:
            return self.client.request(method, path, headers=given)
        given.setdefault("Content-Type", "application/json")
        content = body if isinstance(body, (str, bytes)) else json.dumps(body)
        return self.client.request(method, path, content=content, headers=given)

    def values(self, **changes: object) -> Json:
        """A good value for every field, with some changed."""
        return {name: self._good(name, kind) for name, kind in self.fields.items()} | changes

    def _good(self, name: str, kind: str) -> str:
        if kind == "Image" and self.listener and name not in self._given:
            return f"{self.listener.url}/good.png"
        sample = SAMPLES.get(name) if kind in ("String", "Unknown") else None
        return self._given.get(name) or sample or GOOD.get(kind, "Anna")

    def body(self, *, fields: Mapping[str, object] | None = None, output: object = None, **more: object) -> Json:
        made: Json = {"TemplateId": self.template, "Fields": self.values() if fields is None else fields, **more}
        return made if output is None else {**made, "Output": output}

    def create(self, *, fields: Mapping[str, object] | None = None, output: object = None, **more: object) -> httpx.Response:
        return self.call("POST", "/v1/content", self.body(fields=fields, output=output, **more))

    def poll(self, request: str) -> httpx.Response:
        return self.call("GET", f"/v1/content?requestId={request}")

    def ended(self, *, fields: Mapping[str, object] | None = None, output: object = None) -> Json:
        """A request's last status, once it has ended or PATIENCE_S are over. The same request is made once."""
        wanted = json.dumps([fields, output], sort_keys=True)
        if wanted not in self._ended:
            made = self.create(fields=fields, output=output)
            self._ended[wanted] = self.wait_for(str(json_of(made).get("RequestId"))) if made.status_code == 200 else json_of(made)
        return self._ended[wanted]

    def wait_for(self, request: str) -> Json:
        until = time.monotonic() + PATIENCE_S
        while (found := json_of(self.poll(request))).get("Status") == "InProgress" and time.monotonic() < until:
            time.sleep(PAUSE_S)
        return found

    def files(self, output: object = None) -> list[httpx.Response]:
        """The files of a document, downloaded without a key."""
        return [self.download(url) for url in self.ended(output=output).get("URLs") or ()]

    def download(self, url: str) -> httpx.Response:
        if url not in self._files:
            self._files[url] = self.client.get(url)
        return self._files[url]

    def hopeless(self) -> Json | None:
        """Values that cannot be rendered strictly; None when no field takes any text."""
        texts = {name: HOPELESS for name, kind in self.fields.items() if kind in ("String", "Unknown") and name not in self._given}
        return self.values(**texts) if texts else None

    def link(self, fields: Mapping[str, object] | None = None) -> str:
        """An on-demand URL; "" when the server gives none."""
        wanted = json.dumps(fields, sort_keys=True)
        if wanted not in self._links:
            self._links[wanted] = str(json_of(self.call("POST", "/v1/content/url", self.body(fields=fields))).get("Url") or "")
        return self._links[wanted]

    def field_of(self, kind: str) -> str:
        """A field of this type; "" when there is none."""
        return next((name for name, found in self.fields.items() if found == kind), "")

    def picture_field(self) -> str:
        """A field that takes a picture's address; "" when there is none. Only ours tell it by the field's Kind."""
        return self.field_of("Image") or next((name for name in self._given if name in self.fields), "")

    def _first_template(self) -> str:
        try:
            found = json_of(self.call("GET", "/v1/content/templates")).get("Templates") or [{}]
        except httpx.HTTPError as error:
            raise Unusable(f"The server does not answer: {error}.") from error
        if not found[0].get("TemplateId"):
            raise Unusable("The server lists no templates with this key. Name one with --template.")
        return str(found[0]["TemplateId"])

    def _fields(self) -> dict[str, str]:
        """Field names with their types; `Image` for pictures."""
        try:
            answer = self.call("GET", f"/v1/content/templates/{self.template}/info")
        except httpx.HTTPError as error:
            raise Unusable(f"The server does not answer: {error}.") from error
        if answer.status_code != 200:
            raise Unusable(f"The server does not know the template {self.template}, or not this key: {told(answer)}.")
        found = {str(each.get("Name")): str(each.get("Kind") or each.get("Type")) for each in json_of(answer).get("Fields") or ()}
        pictures = [name for name, kind in found.items() if kind == "Image" and name not in self._given]
        if pictures and self.listener is None:
            raise Unusable(f"The template has pictures. Give their addresses: --value {pictures[0]!r}=https://…, or --listen.")
        return found


def json_of(answer: httpx.Response) -> Json:
    """The answer's JSON object; empty when it is none."""
    try:
        found = answer.json()
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {"": found}


def told(answer: httpx.Response) -> str:
    """What came back, in a line."""
    kind = answer.headers.get("Content-Type", "nothing").partition(";")[0]
    if kind != "application/json":
        return f"{answer.status_code} {kind}, {len(answer.content)} bytes"
    return f"{answer.status_code} {re.sub(r'[^ -~]', '·', answer.text)[:90]}"
