"""Processes are killed under load: every request ends, and once."""

import os
import shutil
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from documents import watch
from documents.supervision.cluster import descendants
from tests.processes.installation import PORT, Installation, Workers, children, kill, wait_for

pytestmark = pytest.mark.processes


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder as `migrate` leaves it, with a template."""
    made = Installation(tmp_path_factory.mktemp("fresh"))
    made.run("manage.py", "migrate", "--verbosity=0")
    made.make(0)
    return made.folder


@pytest.fixture
def installation(fresh: Path, tmp_path: Path) -> Iterator[Installation]:
    made = Installation(shutil.copytree(fresh, tmp_path / "data"))
    yield made
    made.end()


def all_done(installation: Installation, count: int) -> bool:
    return installation.states() == {"completed": count}


def test_a_killed_idle_worker_stops_nothing(installation):
    workers = Workers(installation)
    installation.make(10)
    wait_for(lambda: all_done(installation, 10), "the first ten")

    kill(workers.pids[0])
    kill(workers.pids[1])
    installation.make(20)

    wait_for(lambda: all_done(installation, 30), "the others", seconds=45)
    installation.assert_every_request_ended_once(30)
    assert "a job has waited 10 s beside an idle worker" in installation.log.read_text()


def test_a_worker_that_has_grown_is_replaced_between_jobs(installation):
    installation.environment["WORKER_MEMORY_MB"] = "20"  # less than any has
    workers = Workers(installation)
    before = set(workers.pids)

    installation.make(6)

    wait_for(lambda: all_done(installation, 6), "all six")
    wait_for(lambda: not before & set(children(workers.sentinel)), "new workers")
    installation.assert_every_request_ended_once(6)
    assert "process group" not in installation.log.read_text().split("ready in process group", 1)[1]  # the cluster is the first one
    assert workers.process.poll() is None


def test_a_killed_busy_worker_loses_nothing(installation):
    workers = Workers(installation)
    asking = installation.begin_heavy(8)

    kill(wait_for(workers.busy, "a busy worker"))

    assert asking.wait(60) == 0
    wait_for(lambda: all_done(installation, 8), "all", seconds=60)
    installation.assert_every_request_ended_once(8, strays=6)
    assert "a worker died at work" in installation.log.read_text()


def test_a_check_whose_worker_is_killed_ends_all_the_same(installation):
    workers = Workers(installation)
    installation.upload()
    worker = wait_for(workers.busy, "a busy worker")
    child = wait_for(lambda: children(worker), "the check's child")

    kill(worker)

    states = "SELECT state FROM documents_templateversion WHERE number = 1 ORDER BY created_at DESC LIMIT 1"
    wait_for(lambda: installation.query(states) == [("ready",)], "the version")
    assert not [pid for pid in child if watch.alive(pid)]


def test_a_killed_main_process_leaves_no_orphan_and_loses_nothing(installation):
    workers = Workers(installation)
    asking = installation.begin_heavy(6)
    wait_for(workers.busy, "a busy worker")
    old = [workers.main, *descendants(workers.main)]

    kill(workers.main)
    assert asking.wait(60) == 0
    installation.make(10)

    wait_for(lambda: all_done(installation, 16), "all", seconds=60)
    installation.assert_every_request_ended_once(16, strays=12)
    wait_for(lambda: not [pid for pid in old if watch.alive(pid)], "the orphans' end", seconds=5)
    assert "its main process is gone" in installation.log.read_text()


def test_workers_end_with_all_they_started(installation):
    workers = Workers(installation)
    asking = installation.begin_heavy(6)
    wait_for(workers.busy, "a busy worker")
    started, folder = descendants(workers.process.pid), workers.folder

    workers.process.send_signal(signal.SIGTERM)

    assert workers.process.wait(20) == 0
    assert asking.wait(60) == 0
    assert len(started) >= 6
    assert not [pid for pid in started if watch.alive(pid)]
    assert not folder.exists()


def test_when_workers_itself_is_killed_its_cluster_ends_too(installation):
    workers = Workers(installation)
    started = descendants(workers.process.pid)

    kill(workers.process.pid)

    wait_for(lambda: not [pid for pid in started if watch.alive(pid)], "the cluster's end", seconds=20)


def test_a_killed_web_server_loses_no_request_that_it_accepted(installation):
    made = installation.make(0)
    Workers(installation)
    web = start_web(installation)
    accepted: list[str] = []

    def ask(number: int) -> None:
        body = {"TemplateId": made["template"], "Fields": {"First Name": f"Visitor {number}"}}
        headers = {"Authorization": f"ApiKey {made['key']}"}
        try:
            answer = httpx.post(f"http://127.0.0.1:{PORT}/v1/content", json=body, headers=headers, timeout=20)
            accepted.append(answer.json()["RequestId"])
        except httpx.HTTPError:
            return  # the server died before it answered: nothing was promised
        if number == 20:
            for pid in [*descendants(web.pid), web.pid]:
                os.kill(pid, signal.SIGKILL)

    with ThreadPoolExecutor(4) as clients:
        list(clients.map(ask, range(60)))

    wait_for(lambda: set(installation.states()) == {"completed"}, "all that were written")
    total = installation.states()["completed"]
    installation.assert_every_request_ended_once(total)
    assert 18 <= len(accepted) <= total < 60  # when the 21st has its answer, three others may be on their way
    ended = {str(key) for (key,) in installation.query("SELECT id FROM documents_contentrequest WHERE state = 'completed'")}
    assert {key.replace("-", "") for key in accepted} <= ended

    start_web(installation)
    with ThreadPoolExecutor(8) as openers:
        opened = list(openers.map(lambda _: httpx.get(f"http://127.0.0.1:{PORT}{made['link']}", timeout=20), range(16)))
    assert {answer.headers["Content-Type"] for answer in opened} == {"application/pdf"}
    assert len({answer.content for answer in opened}) == 1
    assert installation.query("SELECT count(*) FROM documents_contentrequest WHERE purpose = 'link'") == [(1,)]


def start_web(installation: Installation):
    web = installation.start("-m", "gunicorn", "personalia_site.wsgi", f"--bind=127.0.0.1:{PORT}", "--threads=8", "--no-control-socket")

    def answers() -> bool:
        try:
            return httpx.get(f"http://127.0.0.1:{PORT}/health/").status_code == 200
        except httpx.HTTPError:
            return False

    wait_for(answers, "the web server")
    return web
