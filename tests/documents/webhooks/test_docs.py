"""The examples of the webhooks page verify a real message, as they stand there."""

import html
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings as site
from standardwebhooks import WebhookVerificationError

from documents import actions
from documents.webhooks import schedule
from tests import factories
from tests.documents.receivers import receiving

PAGE = (Path(site.BASE_DIR) / "templates" / "docs" / "webhooks.html").read_text()


def example(name: str) -> str:
    return html.unescape(re.search(rf'<code id="verify-{name}">(.*?)</code>', PAGE, re.DOTALL)[1])


@pytest.fixture
def message(db, run_jobs, settings):
    """Secret, headers and body as a receiver gets them."""
    settings.OUTGOING_ALLOWED_NETWORKS = ["127.0.0.0/8"]
    with receiving() as receiver:
        webhook = actions.add_webhook(workspace=factories.make_workspace(), url=receiver.url, events=["link.opened"])
        actions.test_webhook(webhook=webhook)
        run_jobs()
    headers, body = receiver.got[0]
    return webhook.secret, {name.lower(): value for name, value in headers.items()}, body.decode()


def test_python(message):
    room = {}
    exec(example("python"), room)
    secret, headers, body = message

    assert room["verified"](secret, headers, body)["type"] == "webhook.test"
    with pytest.raises(WebhookVerificationError):
        room["verified"](secret, headers, body + " ")


@pytest.mark.skipif(shutil.which("node") is None, reason="needs node")
@pytest.mark.parametrize(
    ("change", "says"),
    [({}, "webhook.test"), ({"body": "{}"}, "signature is wrong"), ({"webhook-timestamp": "1000000000"}, "too old")],
)
def test_javascript(message, tmp_path, change, says):
    secret, headers, body = message
    given = {**headers, **{name: value for name, value in change.items() if name != "body"}}
    call = ", ".join(json.dumps(each) for each in (secret, given, change.get("body", body)))
    script = tmp_path / "verify.mjs"
    script.write_text(f"{example('javascript')}\ntry {{ console.log(verified({call}).type) }} catch (e) {{ console.log(e.message) }}\n")

    ran = subprocess.run(["node", script], capture_output=True, text=True, timeout=20, check=True)
    assert says in ran.stdout


def test_the_times_on_the_page_are_the_schedules():
    seconds = [int(wait.total_seconds()) for wait in schedule.RETRIES]
    words = "5 and 30 seconds, 1, 5 and 20 minutes, 1, 4, 6, 12, 12 and 24 hours"

    assert words in PAGE
    numbers = [[int(n) for n in re.findall(r"\d+", part)] for part in re.split(r"seconds|minutes", words)]
    assert seconds == [n * unit for unit, part in zip((1, 60, 3600), numbers, strict=True) for n in part]
