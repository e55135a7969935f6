"""A remote account as a server on this machine that answers what a test tells it to."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from typing import Any

from documents import actions
from documents.models import RemoteAccount, Template, Workspace
from tests import factories
from tests.personalia_site.server import serving

FIELDS = [{"Name": "First Name", "Type": "String"}]
IN_PROGRESS = {"Status": "InProgress", "URLs": [], "FailureDescription": None}
Answer = tuple[int, Any, dict[str, str]]


class Account:
    """`answers` are given in their order, by call; the last one again and again. `asked` is what was asked."""

    def __init__(self) -> None:
        self.url = ""
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.headers: list[dict[str, str]] = []
        self.files: dict[str, bytes] = {}
        self.answers: dict[str, list[Answer]] = {
            "test": [(200, {"Message": "API key exists."}, {})],
            "create": [(200, {"RequestId": "there-1"}, {})],
            "get": [(200, IN_PROGRESS, {})],
            "url": [(200, {"Url": "https://theirs.example/d?token=1"}, {})],
            "list": [(200, {"Templates": [{"TemplateId": "t-2", "Name": "Letter", "Fields": FIELDS}], "Next": None}, {})],
            "info": [(200, {"TemplateId": "t-1", "Fields": FIELDS}, {})],
        }

    def will(self, call: str, *answers: Any, status: int = 200, **headers: str) -> None:
        self.answers[call] = [(status, answer, {name.replace("_", "-"): value for name, value in headers.items()}) for answer in answers]

    def completes(self, **files: bytes) -> None:
        """Its next answer to a poll names these files."""
        self.files = files
        self.will("get", {"Status": "Completed", "URLs": [f"{self.url}/{name}" for name in files], "FailureDescription": None})

    def count(self, call: str) -> int:
        return sum(1 for asked, _body in self.asked if asked == call)

    def answer(self, handler: BaseHTTPRequestHandler, call: str) -> None:
        sent = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        self.asked.append((call, json.loads(sent) if sent else {}))
        self.headers.append(dict(handler.headers))
        status, answer, headers = self.answers[call][0] if len(self.answers[call]) == 1 else self.answers[call].pop(0)
        _send(handler, status, json.dumps(answer).encode(), headers)

    def file(self, handler: BaseHTTPRequestHandler) -> None:
        self.asked.append(("file", {}))
        self.headers.append(dict(handler.headers))
        name = handler.path.removeprefix("/")
        _send(handler, 200 if name in self.files else 410, self.files.get(name, b""), {})


def _send(handler: BaseHTTPRequestHandler, status: int, content: bytes, headers: dict[str, str]) -> None:
    handler.send_response(status)
    for name, value in {"Content-Length": str(len(content)), **headers}.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(content)


@contextmanager
def running() -> Iterator[Account]:
    account = Account()
    content = lambda handler: account.answer(handler, "create" if handler.command == "POST" else "get")  # noqa: E731
    answers = {
        "/v1/content": content,
        "/v1/content/url": lambda handler: account.answer(handler, "url"),
        "/v1/content/test": lambda handler: account.answer(handler, "test"),
        "/v1/content/templates": lambda handler: account.answer(handler, "list"),
        "/v1/content/templates/t-1/info": lambda handler: account.answer(handler, "info"),
        **{f"/{name}": account.file for name in ("a", "b", "c")},
    }
    with serving(answers) as account.url:
        yield account


def make_account(remote: Account, *, workspace: Workspace | None = None) -> RemoteAccount:
    workspace = workspace or factories.make_workspace()
    return actions.save_account(workspace=workspace, name="Head office", base_url=remote.url, key="pk_remote")


def make_remote_template(remote: Account, *, fields: dict[str, str] | None = None, workspace: Workspace | None = None) -> Template:
    """A template of the account's; `fields` are names and types."""
    if fields is not None:
        remote.will("info", {"TemplateId": "t-1", "Fields": [{"Name": name, "Type": kind} for name, kind in fields.items()]})
    return actions.register_remote(account=make_account(remote, workspace=workspace), remote_id="t-1", name="Their coupon")
