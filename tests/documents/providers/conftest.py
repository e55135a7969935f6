"""A remote account on this machine."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.utils.timezone import now

from documents.models import ContentRequest, RemoteAccount, Template
from documents.supervision import upkeep
from tests.documents.providers import account


@pytest.fixture
def remote(settings: Any) -> Iterator[account.Account]:
    settings.OUTGOING_ALLOWED_NETWORKS = ["127.0.0.0/8"]
    with account.running() as running:
        yield running


@pytest.fixture
def template(db: None, remote: account.Account) -> Template:
    return account.make_remote_template(remote)


@pytest.fixture
def step(run_jobs: Callable[[], int]) -> Callable[[], None]:
    """Let the time of every waiting request and quiet account come, and run what is due."""

    def step() -> None:
        ContentRequest.objects.waiting().filter(due_at__isnull=False).update(due_at=now())
        RemoteAccount.objects.update(quiet_until=None)
        upkeep.queue_due_requests()
        run_jobs()

    return step
