"""script/server: two processes that start together and end together."""

import os
import shutil
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.browser.installation import Installation, until

pytestmark = pytest.mark.browser


@pytest.fixture
def again(site: Installation, tmp_path: Path) -> Iterator[Installation]:
    """A second start: an installation with the first one's data, which is still in use there."""
    folder = tmp_path / "data"
    shutil.copytree(site.folder, folder, ignore=shutil.ignore_patterns("db.sqlite3*", "results"))
    # Copied as files, a database in use comes out torn, and its -wal file may go in the middle.
    with closing(sqlite3.connect(site.folder / "db.sqlite3")) as live, closing(sqlite3.connect(folder / "db.sqlite3")) as copy:
        live.backup(copy)
    installation = Installation(folder)
    yield installation
    installation.clear()


def test_ctrl_c_ends_both_processes(again: Installation) -> None:
    again.start()
    running = " ".join(again.processes().values())
    assert "gunicorn" in running
    assert "manage.py workers" in running

    assert again.end(signal.SIGINT) == 0

    until(lambda: not again.processes(), "every process to end", timeout_s=20)


@pytest.mark.parametrize("name", ["gunicorn", "manage.py workers", "script/server"])
def test_when_one_is_killed_everything_ends(again: Installation, name: str) -> None:
    again.start()
    victim = min(pid for pid, command in again.processes().items() if name in command)

    os.kill(victim, signal.SIGKILL)

    until(lambda: not again.processes(), "every process to end", timeout_s=30)
    assert not again.answers()


def test_a_second_start_loads_nothing_twice(again: Installation) -> None:
    before = again.demo()
    again.start()

    assert again.demo() == before
    assert (again.folder / "demo.json").stat().st_mode & 0o777 == 0o600
