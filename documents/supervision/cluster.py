"""A django-q2 cluster as a process group of its own. No Django.

Measured with django-q2 1.11: a killed idle worker leaves the others hanging on its queue's lock; when the main process is
killed, its sentinel and workers go on as orphans. So what is wrong is never mended here: the whole group goes and a new one comes.
"""

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from documents import watch

PROJECT = Path(__file__).resolve().parents[2]
PR_SET_PDEATHSIG = 1  # linux/prctl.h
STOP_S = 8.0  # containers are killed after 10 s


class Cluster:
    """Started when made; `stop` or `kill` ends it."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="personalia-workers-"))
        self.process = subprocess.Popen(  # noqa: S603 -- our own interpreter and command, no shell
            [sys.executable, str(PROJECT / "manage.py"), "qcluster"],
            env=os.environ | {watch.FOLDER: str(self.folder)},
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # a group of its own: Ctrl-C at the terminal reaches us alone
            preexec_fn=_end_with_parent,
        )
        self.started_at = time.monotonic()
        self.ended = False  # by us; its number may be another's group by now

    @property
    def gone(self) -> bool:
        """Whether the main process has ended; others of the group may live on."""
        return self.process.poll() is not None

    @property
    def busy(self) -> int:
        """How many workers are at work."""
        return len(watch.at_work(self.folder))

    @property
    def quiet_s(self) -> float:
        """For how long no worker has begun or ended anything."""
        return time.time() - self.folder.stat().st_mtime  # notes come and go in it

    @property
    def age_s(self) -> float:
        return time.monotonic() - self.started_at

    @property
    def bereaved(self) -> bool:
        """Whether a worker died at work."""
        return bool(watch.died_at_work(self.folder))

    def stop(self) -> None:
        """Let it finish what it is at, for STOP_S; then kill it."""
        if not self.gone:
            self.process.send_signal(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(STOP_S)
        self.kill()

    def kill(self) -> None:
        """End every process of the group, and what they started in sessions of their own (the check's child)."""
        if self.ended:
            return
        self.ended = True
        started_by_it = [pid for member in members(self.process.pid) for pid in descendants(member)]
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        for pid in started_by_it:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def _end_with_parent() -> None:
    """In the child: SIGTERM when `workers` itself is killed, so that no unwatched cluster goes on."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def members(group: int) -> list[int]:
    """Living processes of a process group."""
    return [pid for pid, stat in processes().items() if stat[1] == group]


def descendants(ancestor: int) -> list[int]:
    """Living processes below one."""
    running = processes()
    found = [ancestor]
    for parent in found:
        found += [pid for pid, stat in running.items() if stat[0] == parent]
    return found[1:]


def processes() -> dict[int, tuple[int, int]]:
    """Parent and group by process id; source: proc(5), /proc/pid/stat."""
    found = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue  # ended meanwhile
            found[int(folder.name)] = (int(fields[1]), int(fields[2]))
    return found
