"""Which worker processes are busy: a file each in a folder that `workers` gives its cluster. No Django.

A worker that dies at work leaves its file behind: that is how `workers` knows.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FOLDER = "PERSONALIA_WATCH"  # environment variable; unset outside `workers`


@contextmanager
def busy(what: str) -> Iterator[None]:
    """Say that this process is busy, as long as it is."""
    folder = os.environ.get(FOLDER)
    if not folder or not Path(folder).is_dir():
        yield
        return
    note = Path(folder) / str(os.getpid())
    note.write_text(what)
    try:
        yield
    finally:
        note.unlink(missing_ok=True)


def at_work(folder: Path) -> list[int]:
    """Processes that are busy."""
    return [pid for pid in _noted(folder) if alive(pid)]


def died_at_work(folder: Path) -> list[int]:
    """Processes that ended while they were busy."""
    return [pid for pid in _noted(folder) if not alive(pid)]


def alive(pid: int) -> bool:
    """Whether the process runs; a dead one that its parent has not fetched yet does not."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] not in ("Z", "X")


def _noted(folder: Path) -> list[int]:
    return [int(note.name) for note in folder.iterdir() if note.name.isdigit()]
