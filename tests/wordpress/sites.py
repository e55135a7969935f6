"""A real WordPress as script/wordpress brings it up, seen from outside."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from tests.browser.installation import BASE, free_port, until

PLUGIN = BASE / "integrations" / "wordpress" / "personalia-forms"


def required() -> None:
    """Skips where WordPress is not installed; in CI that is a failure."""
    if shutil.which("php") and (BASE / ".cache" / "wordpress" / "debian").exists():
        return
    missing = "PHP or WordPress is not there: no test of the plug-in has run. Run script/wordpress --fetch first (script/test does)."
    if os.environ.get("CI") == "true":
        pytest.fail(missing)
    pytest.skip(missing)


class Site:
    """`source` is debian or npm; the plug-in is not in it yet."""

    def __init__(self, folder: Path, source: str, *, server: str) -> None:
        self.folder = folder
        self.source = source
        self.server = server
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder.with_name(f"{folder.name}.log")
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command: list[str | Path] = [BASE / "script" / "wordpress", "--bare", "--wp", self.source, "--port", str(self.port)]
        command += ["--folder", self.folder, "--server", self.server, "--key", "unused"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, cwd=BASE, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
        until(lambda: "Ready:" in self.log.read_text() or self.process.poll() is not None, "WordPress", timeout_s=60)
        assert self.process.poll() is None, f"script/wordpress ended:\n{self.log.read_text()}"

    def complaints(self) -> str:
        """What PHP has said of the plug-in; Debian's WordPress itself is older than its PHP."""
        log = self.folder / "debug.log"
        lines = log.read_text().splitlines() if log.exists() else []
        return "\n".join(line for line in lines if PLUGIN.name in line)

    def end(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=30)
