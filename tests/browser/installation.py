"""script/server as a person starts it, in a data folder of its own, seen from outside: addresses, demo, processes."""

import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

BASE = Path(__file__).resolve().parents[2]
OURS = ("HOST", "PORT", "BASE_URL", "DATA_DIR", "DJANGO_SETTINGS_MODULE", "SECRET_KEY", "DEBUG")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(condition: Callable[[], Any], what: str, *, timeout_s: float) -> Any:
    """What `condition` gives once it is true."""
    end = time.monotonic() + timeout_s
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.1)
    raise AssertionError(f"Waited {timeout_s:.0f} s for {what}.")


def _heed_ctrl_c() -> None:
    """What was started in the background ignores Ctrl-C, and so would all that it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Installation:
    """`folder` is its DATA_DIR."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {name: value for name, value in os.environ.items() if name not in OURS}
        self.environment |= {"DATA_DIR": str(folder), "PORT": str(self.port)}
        self.log = folder.with_name(f"{folder.name}.log")
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Comes back when the server answers; fails with its log when it ends before."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [BASE / "script" / "server"], cwd=BASE, env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True, preexec_fn=_heed_ctrl_c,
            )  # fmt: skip
        until(lambda: self.answers() or self.process.poll() is not None, "the server's first answer", timeout_s=300)
        assert self.process.poll() is None, f"script/server ended:\n{self.log.read_text()}"

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/ready/", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False

    def demo(self) -> dict[str, Any]:
        command = [BASE / ".venv" / "bin" / "python", "manage.py", "demo", "--json"]
        told = subprocess.run(command, cwd=BASE, env=self.environment, check=True, stdout=subprocess.PIPE, timeout=120).stdout
        demo: dict[str, Any] = json.loads(told)
        return demo

    def run(self, statements: str) -> None:
        """What a person would change in the admin, done from outside."""
        command = [BASE / ".venv" / "bin" / "python", "manage.py", "shell", "--no-imports", "--command", statements]
        subprocess.run(command, cwd=BASE, env=self.environment, check=True, timeout=60)

    def processes(self) -> dict[int, str]:
        """Everything that runs with this data folder: command lines by process id."""
        found = {}
        for entry in Path("/proc").iterdir():
            with suppress(OSError):
                mark = f"DATA_DIR={self.folder}".encode()
                if entry.name.isdigit() and mark in (entry / "environ").read_bytes().split(b"\0"):
                    command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                    if command:  # a zombie has none
                        found[int(entry.name)] = command
        return found

    def end(self, sign: int = signal.SIGTERM) -> int:
        """The script's exit code, once it has ended."""
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(sign)
        return self.process.wait(timeout=60)

    def clear(self) -> None:
        """Whatever a failed test has left."""
        if self.process is not None:
            self.end()
        for pid in self.processes():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
