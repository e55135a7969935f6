"""What every test may use: the job runner, and no sockets."""

from collections.abc import Callable, Iterator
from pathlib import Path
from pydoc import locate
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client
from django_q.models import OrmQ

from documents.models import User, Workspace
from documents.providers import embedded
from tests import factories


@pytest.fixture
def run_jobs(db: None) -> Callable[[], int]:
    """Run everything that is queued, in this process, until nothing is; returns how many jobs ran. Errors propagate."""

    def run() -> int:
        count = 0
        while (row := OrmQ.objects.order_by("pk").first()) is not None:
            job = row.task
            task = locate(str(job["func"]))
            assert callable(task), f"no task {job['func']}"
            row.delete()
            task(*job["args"], **job["kwargs"])
            count += 1
        return count

    return run


@pytest.fixture
def fetch(client: Client) -> Callable[..., Any]:
    """fetch(url) as anybody's browser would; the answer's `body` is all of it."""

    def fetch(url: str, **headers: str) -> Any:
        response: Any = client.get(url.removeprefix("http://testserver"), headers=headers)
        response.body = b"".join(response.streaming_content) if response.streaming else response.content
        return response

    return fetch


@pytest.fixture
def workspace(db: None) -> Workspace:
    return factories.make_workspace(name="Marketing")


@pytest.fixture
def anna(client: Client, workspace: Workspace) -> User:
    """A member of the workspace, logged in."""
    user = factories.make_user(workspace=workspace, username="anna")
    client.force_login(user)
    return user


@pytest.fixture(autouse=True, scope="session")
def _keep_connections() -> Iterator[None]:
    """The end of a call that does not come by Django's client would close a real connection, and the transaction with it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseWrapper, "close_if_unusable_or_obsolete", lambda _self: None)
        yield


@pytest.fixture(autouse=True)
def _forget_prepared_templates() -> Iterator[None]:
    yield
    embedded.decoded.cache_clear()


@pytest.fixture(autouse=True)
def _forget_counted_calls() -> None:
    cache.clear()


@pytest.fixture
def stored() -> Callable[[], set[str]]:
    """The names of all files in the storage."""
    root = Path(settings.MEDIA_ROOT)
    return lambda: {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}
