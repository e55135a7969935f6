"""A webhook's receiver: a real server on this machine that keeps what it gets."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from standardwebhooks import Webhook

from tests.personalia_site.server import serving


@dataclass
class Receiver:
    """A receiver that listens.

    status   what it answers from now on; a list is used up from the front, its last one stays
    pause_s  how long it thinks about it
    """

    url: str = ""
    status: int | list[int] = 200
    pause_s: float = 0
    answer: bytes = b"thanks"
    headers: dict[str, str] = field(default_factory=dict)
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)  # when, by time.monotonic

    @property
    def types(self) -> list[str]:
        return [self.told(number)["type"] for number in range(len(self.got))]

    def told(self, number: int = -1) -> dict[str, Any]:
        return json.loads(self.got[number][1])

    def data_of(self, event: str) -> dict[str, Any]:
        """What the one message of this event holds."""
        [data] = [self.told(number)["data"] for number, each in enumerate(self.types) if each == event]
        return data

    def verified(self, secret: str, number: int = -1) -> Any:
        """The payload, when the signature is right; raises otherwise."""
        headers, body = self.got[number]
        return Webhook(secret).verify(body, headers)

    def take(self, handler: Any) -> None:
        self.times.append(time.monotonic())
        body = handler.rfile.read(int(handler.headers["Content-Length"]))
        self.got.append((dict(handler.headers), body))
        status = self.status if isinstance(self.status, int) else self.status.pop(0) if len(self.status) > 1 else self.status[0]
        time.sleep(self.pause_s)
        handler.send_response(status)
        for name, value in {"Content-Length": str(len(self.answer)), **self.headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(self.answer)


@contextmanager
def receiving() -> Iterator[Receiver]:
    receiver = Receiver()
    with serving({"/hook": receiver.take, "/other": receiver.take}) as url:
        receiver.url = f"{url}/hook"
        yield receiver
