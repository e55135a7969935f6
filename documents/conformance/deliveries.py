"""Rules for what the server sends by itself: callbacks and events, signed as Standard Webhooks."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from documents.conformance.extensions import scoped
from documents.conformance.listener import Listener, Message
from documents.conformance.rules import Rules, expect, listener, succeeded
from documents.conformance.server import Json, Server, json_of

RULES = Rules()
CALLBACK, WEBHOOKS = "callback", "webhooks"
PATIENCE_S = 60.0
FIRST_RETRY_S = 5.0


def verified(message: Message, secret: str) -> Json:
    """The payload, when its signature is right. Source: Standard Webhooks, "Signature scheme"."""
    signed = f"{message.headers['webhook-id']}.{message.headers['webhook-timestamp']}.".encode() + message.body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    wanted = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    expect(wanted in message.headers["webhook-signature"].split(), "a signature that is wrong")
    expect(abs(time.time() - int(message.headers["webhook-timestamp"])) < 300, "a timestamp of another time")
    found = json.loads(message.body)
    expect({"type", "timestamp", "data"} <= set(found), f"{sorted(found)}")
    return dict(found)


@RULES.add(CALLBACK, "CallbackUrl gets one signed POST when the request ends", whose="ours")
def a_callback_comes_once(server: Server) -> str:
    ear, path = listener(server), f"/callback-{uuid4()}"
    secret = scoped(server, "/v1/webhooks/callbacks")["Secret"]
    request = succeeded(server.create(CallbackUrl=ear.url + path))["RequestId"]
    ear.wait_for(path, 1, patience_s=PATIENCE_S)
    came = ear.wait_for(path, 2, patience_s=1)
    expect(len(came) == 1, f"{len(came)} messages")
    told = verified(came[0], secret)
    expect((told["type"], told["data"]["RequestId"]) == ("content.completed", request), f"{told}"[:90])
    expect(told["data"]["URLs"], f"{told}"[:90])
    return f"{told['type']}, {sorted(told['data'])}"


@contextmanager
def subscribed(server: Server, ear: Listener, path: str) -> Iterator[Json]:
    """A subscription to finished documents, ended afterwards."""
    wanted = {"Url": ear.url + path, "Events": ["content.completed"], "Name": "conformance"}
    made = succeeded(server.call("POST", "/v1/webhooks", wanted))
    try:
        yield made
    finally:
        server.call("DELETE", f"/v1/webhooks/{made['WebhookId']}")


@RULES.add(WEBHOOKS, "events are signed, and their payload holds ids and links, and nothing that was typed", whose="ours")
def an_event_is_signed(server: Server) -> str:
    ear, path = listener(server), f"/events-{uuid4()}"
    scoped(server, "/v1/webhooks")
    with subscribed(server, ear, path) as made:
        fields = {name: f"Typed-{value}" if kind == "String" else value for (name, kind), value in _typed(server)}
        succeeded(server.create(fields=fields, output={"StrictPolicy": False}))
        came = ear.wait_for(path, 1, patience_s=PATIENCE_S)
    expect(came, "nothing came")
    told = verified(came[0], made["Secret"])
    expect(b"Typed-" not in came[0].body, "what was typed is in it")
    return f"{told['type']}, {sorted(told['data'])}"


def _typed(server: Server) -> list[tuple[tuple[str, str], str]]:
    return list(zip(server.fields.items(), server.values().values(), strict=True))


@RULES.add(WEBHOOKS, "a delivery that fails is tried again after 5 s, with the same webhook-id", whose="ours")
def a_failure_is_tried_again(server: Server) -> str:
    ear, path = listener(server), f"/events-{uuid4()}"
    scoped(server, "/v1/webhooks")
    ear.statuses[path] = [500]
    with subscribed(server, ear, path):
        succeeded(server.create())
        ear.wait_for(path, 1, patience_s=PATIENCE_S)
        began = time.monotonic()
        came = ear.wait_for(path, 2, patience_s=PATIENCE_S)
    expect(len(came) >= 2, f"{len(came)} messages")
    took = time.monotonic() - began
    expect(came[0].headers["webhook-id"] in [each.headers["webhook-id"] for each in came[1:]], "another webhook-id")
    expect(took >= FIRST_RETRY_S - 1, f"after {took:.1f} s")
    return f"after {took:.1f} s"


@RULES.add(WEBHOOKS, "an answer of 410 switches the subscription off", whose="ours")
def gone_switches_off(server: Server) -> str:
    ear, path = listener(server), f"/events-{uuid4()}"
    scoped(server, "/v1/webhooks")
    ear.statuses[path] = [410]
    with subscribed(server, ear, path) as made:
        succeeded(server.create())
        ear.wait_for(path, 1, patience_s=PATIENCE_S)
        until = time.monotonic() + 5
        while (found := json_of(server.call("GET", f"/v1/webhooks/{made['WebhookId']}"))).get("Active") and time.monotonic() < until:
            time.sleep(0.2)
    expect(found.get("Active") is False and found.get("InactiveReason"), f"{found}"[:90])
    return str(found["InactiveReason"])
