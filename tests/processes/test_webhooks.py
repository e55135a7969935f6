"""Real workers and a real receiver: what is told arrives, whatever dies, and nobody waits for a receiver that hangs."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.documents.receivers import Receiver, receiving
from tests.processes.installation import Installation, Workers, kill, wait_for

pytestmark = pytest.mark.processes
SUBSCRIBE = """
import sys, django
django.setup()
from documents import actions
from documents.models import Template
workspace = Template.objects.get().workspace
actions.add_webhook(workspace=workspace, url=sys.argv[1], events=["content.completed"])
"""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def installation(receiver: Receiver, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    made = Installation(tmp_path_factory.mktemp("webhooks"))
    made.environment["OUTGOING_ALLOWED_NETWORKS"] = "127.0.0.0/8"
    made.run("manage.py", "migrate", "--verbosity=0")
    made.make(0)
    made.run("-c", SUBSCRIBE, receiver.url)
    yield made
    made.end()
    shutil.rmtree(Path(made.folder), ignore_errors=True)


def deliveries(installation: Installation) -> dict[str, int]:
    return dict(installation.query("SELECT state, count(*) FROM documents_webhookdelivery GROUP BY state"))  # type: ignore[arg-type]


def ids(receiver: Receiver) -> list[str]:
    return [next(value for name, value in headers.items() if name.lower() == "webhook-id") for headers, _body in receiver.got]


def test_everything_arrives_once_and_what_failed_is_tried_after_five_seconds(installation, receiver):
    receiver.status = [500, 200]
    Workers(installation)
    installation.make(1)
    wait_for(lambda: len(receiver.got) == 1, "the first try")
    installation.make(20)
    wait_for(lambda: len(receiver.got) > 1, "the second try")
    took = receiver.times[1] - receiver.times[0]

    wait_for(lambda: deliveries(installation) == {"delivered": 21}, "the others")
    assert 4.5 < took < 8
    assert len(receiver.got) == 22
    assert len(set(ids(receiver))) == 21


def test_a_worker_that_dies_at_a_delivery_loses_none(installation, receiver):
    receiver.pause_s = 3
    workers = Workers(installation)
    installation.make(2)
    wait_for(lambda: receiver.got, "a try")
    kill(wait_for(workers.busy, "the worker that waits for the answer"))
    receiver.pause_s = 0

    wait_for(lambda: deliveries(installation) == {"delivered": 2}, "both", seconds=60)
    installation.assert_every_request_ended_once(2)


def test_a_receiver_that_hangs_holds_no_visitor_up(installation, receiver):
    receiver.pause_s = 30
    Workers(installation)
    installation.make(3)
    wait_for(lambda: receiver.got, "the receiver hangs")
    began = time.monotonic()
    installation.make(30)
    wait_for(lambda: installation.states() == {"completed": 33}, "the documents")

    assert time.monotonic() - began < 8
    assert deliveries(installation) == {"waiting": 33}
