"""A real installation in a folder of its own: real processes, a real SQLite file, asked from outside."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from documents import watch
from documents.supervision.cluster import processes

BASE = Path(__file__).resolve().parents[2]
PORT = 8101
MAKE = """
import json, sys, django
django.setup()
from documents.models import Template
from documents.rendering.output import Output
from tests import factories
count, heavy, pause_s = int(sys.argv[1]), sys.argv[2] == "heavy", float(sys.argv[3])
name = "What the workers make"
design = factories.idml_with(("First Name",), pages=6)
template = Template.objects.filter(name=name).first() or factories.make_template(name=name, design=design)
output = Output(format="PNG", resolution_dpi=300) if heavy else Output()
import time
for number in range(count):
    factories.make_request(template=template, values={"First Name": f"Visitor {number}"}, output=output)
    time.sleep(pause_s)
key = factories.make_key(workspace=template.workspace)
link = factories.make_link(template=template)
print(json.dumps({"template": str(template.pk), "key": key, "link": link.get_absolute_url()}))
"""
UPLOAD = """
import django
django.setup()
from tests import factories
workspace = factories.make_workspace(name="Uploaders")
factories.make_checking_version(workspace=workspace, upload=factories.idml_with(("First Name",), pages=800))
"""


class Installation:
    """`folder` is its DATA_DIR; `variables` are further ones of its environment."""

    def __init__(self, folder: Path, *, port: int = PORT, **variables: str) -> None:
        self.folder = folder
        self.port = port
        self.environment = {
            **{name: value for name, value in os.environ.items() if name not in ("BASE_URL", "HOST")},
            "DATA_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "personalia_site.settings",
            "PORT": str(port),
            "WORKERS": "2",
            "PYTHONPATH": str(BASE),
            "PYTHONWARNINGS": "default",
            **variables,
        }
        self.log = folder / "log.txt"
        self.running: list[subprocess.Popen[bytes]] = []

    def run(self, *arguments: str) -> str:
        command = [sys.executable, *arguments]
        return subprocess.run(command, cwd=BASE, env=self.environment, check=True, stdout=subprocess.PIPE, text=True, timeout=60).stdout

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            process = subprocess.Popen([sys.executable, *arguments], cwd=BASE, env=self.environment, stdout=log, stderr=log)
        self.running.append(process)
        return process

    def make(self, count: int, *, pause_s: float = 0) -> dict[str, str]:
        made: dict[str, str] = json.loads(self.run("-c", MAKE, str(count), "light", str(pause_s)))
        return made

    def begin_heavy(self, count: int) -> subprocess.Popen[bytes]:
        """Ask for documents that take a while. It goes on meanwhile: on a busy machine all may be done when the last is asked for."""
        return self.start("-c", MAKE, str(count), "heavy", "0")

    def upload(self) -> None:
        """Begin to upload a template with enough pages that its check takes a while: it may be over when the upload's process has ended."""
        self.start("-c", UPLOAD)

    def query(self, sql: str) -> list[tuple[object, ...]]:
        connection = sqlite3.connect(self.folder / "db.sqlite3", timeout=20)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def states(self) -> dict[str, int]:
        return dict(self.query("SELECT state, count(*) FROM documents_contentrequest GROUP BY state"))  # type: ignore[arg-type]

    def assert_every_request_ended_once(self, count: int, *, strays: int = 0) -> None:
        """All completed, with one set of files each; `strays`: files that a killed process may have written before their row."""
        assert self.states() == {"completed": count}
        known = {name for (name,) in self.query("SELECT file FROM documents_contentfile")}
        found = {str(path.relative_to(self.folder / "media")) for path in (self.folder / "media" / "results").rglob("*") if path.is_file()}
        assert known <= found
        assert len(found - known) <= strays
        twice = self.query("SELECT request_id FROM documents_contentfile GROUP BY request_id, position HAVING count(*) > 1")
        assert not twice
        ends = [
            line.split("content.completed ")[1].split()[0] for line in self.log.read_text().splitlines() if "content.completed " in line
        ]
        assert len(ends) == len(set(ends))

    def end(self) -> None:
        for process in self.running:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in self.running:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


class Workers:
    """A running `manage.py workers`, seen from outside."""

    def __init__(self, installation: Installation) -> None:
        self.process = installation.start("manage.py", "workers")
        self.main, self.sentinel = wait_for(self._cluster, "the cluster: two workers, monitor and pusher")

    def _cluster(self) -> tuple[int, int] | None:
        """The main process and the sentinel, once the sentinel has its four children."""
        grandchildren = ((main, child) for main in children(self.process.pid) for child in children(main))
        return next(((main, child) for main, child in grandchildren if len(children(child)) == 4), None)

    @property
    def pids(self) -> list[int]:
        """The workers: the sentinel starts them before monitor and pusher."""
        return sorted(children(self.sentinel))[:2]

    @property
    def folder(self) -> Path:
        variables = Path(f"/proc/{self.main}/environ").read_bytes().decode().split("\0")
        return Path(next(value.partition("=")[2] for value in variables if value.startswith(watch.FOLDER)))

    def busy(self) -> int | None:
        return next(iter(watch.at_work(self.folder)), None)


def children(parent: int) -> list[int]:
    return [pid for pid, (its_parent, _group) in processes().items() if its_parent == parent]


def wait_for(found: Callable[[], Any], what: str, *, seconds: float = 40) -> Any:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if answer := found():
            return answer
        time.sleep(0.05)
    raise AssertionError(f"waited {seconds} s for {what}")


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
