"""Servers of the tests' own: PostgreSQL and Redis from Debian's packages, an S3 that moto plays. On loopback, in a folder that goes."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import redis

LOOPBACK = "127.0.0.1"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def lacking(what: str, package: str) -> None:
    """A laptop without it is told so and goes on; where everything must run (CI=true), it is a failure."""
    reason = f"{what} is not installed: apt-get install {package}, or run script/test"
    if os.environ.get("CI", "").lower() in {"1", "true"}:
        pytest.fail(reason)
    pytest.skip(reason)


def until(condition: Callable[[], object], what: str, *, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"waited {seconds} s for {what}"
        time.sleep(0.05)


@contextmanager
def postgres(*, lasting: bool = False) -> Iterator[str]:
    """A PostgreSQL with an empty database; gives its DATABASE_URL. It refuses to run as root, so then it runs as `postgres`.

    lasting   what is committed is on the disk, as in earnest: for who measures
    """
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        lacking("PostgreSQL", "postgresql")
    folder, port, bin_folder = Path(tempfile.mkdtemp(prefix="personalia-pg-")), free_port(), found[-1].parent
    as_postgres = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.getuid() == 0 else []
    if as_postgres:
        shutil.chown(folder, "postgres")
    data = folder / "data"
    initdb = [bin_folder / "initdb", "-D", data, "-A", "trust", "-U", "lab", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
    subprocess.run([*as_postgres, *initdb], check=True, stdout=subprocess.DEVNULL, cwd="/")
    fast = "" if lasting else "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    options = f"-p {port} -c listen_addresses={LOOPBACK} -c unix_socket_directories={folder} {fast}"
    control = [*as_postgres, bin_folder / "pg_ctl", "-D", data, "-w"]
    subprocess.run([*control, "-l", folder / "log", "-o", options, "start"], check=True, stdout=subprocess.DEVNULL, cwd="/")
    try:
        yield f"postgres://lab@{LOOPBACK}:{port}/postgres"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=True, stdout=subprocess.DEVNULL, cwd="/")
        shutil.rmtree(folder)


class Redis:
    """A Redis that can be ended and started again; it forgets everything then."""

    def __init__(self) -> None:
        if shutil.which("redis-server") is None:
            lacking("Redis", "redis-server")
        self.port = free_port()
        self.url = f"redis://{LOOPBACK}:{self.port}/0"
        self.client = redis.Redis.from_url(self.url)
        self.start()

    def start(self) -> None:
        command = ["redis-server", "--port", str(self.port), "--bind", LOOPBACK, "--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd="/")
        until(self._answers, "Redis")

    def _answers(self) -> bool:
        try:
            return bool(self.client.ping())
        except redis.ConnectionError:
            return False

    def end(self) -> None:
        self.client.close()
        self.process.kill()
        self.process.wait()


@contextmanager
def s3() -> Iterator[str]:
    """An S3 that keeps everything in memory; gives its address."""
    port = free_port()
    command = [sys.executable, "-W", "ignore", "-m", "moto.server", "-H", LOOPBACK, "-p", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until(lambda: _listens(port), "moto")
        yield f"http://{LOOPBACK}:{port}"
    finally:
        server.kill()
        server.wait()


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((LOOPBACK, port)) == 0
