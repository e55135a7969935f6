"""Workers side by side: each case has a time, and a worker that dies or hangs is replaced."""

import contextlib
import os
import re
import selectors
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from tests.fuzzing.specimens import PROJECT
from tests.fuzzing.trial import Outcome

CPU_S = 20.0
WALL_S = 300.0  # others may be at work on this machine; a case that waits for ever ends here
CHILD_WALL_S = 150.0
EACH = 400  # cases of one worker
TICKS = os.sysconf("SC_CLK_TCK")


class Worker:
    """One process; `ask` always comes back."""

    def __init__(self, *, child: bool) -> None:
        self._child = child
        self._process: subprocess.Popen[bytes] | None = None
        self._said: deque[bytes] = deque(maxlen=400)
        self._count = 0

    def ask(self, seed: str) -> Outcome:
        if self._process is None or self._count >= EACH:
            self.end()
            self._start()
        assert self._process
        assert self._process.stdin
        self._count += 1
        self._said.clear()
        try:
            self._process.stdin.write(seed.encode() + b"\n")
            self._process.stdin.flush()
            made, answer, ended = self._answer()
        except BrokenPipeError:
            made, answer, ended = False, b"", ""
        if answer:
            return msgspec.json.decode(answer, type=Outcome)
        return self._lost(seed, made=made, ended=ended)

    def end(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()
            self._listener.join()
            for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()  # type: ignore[union-attr]
            self._process = None

    def _start(self) -> None:
        command = [sys.executable, "-m", "tests.fuzzing.worker", *(["--child"] if self._child else [])]
        environment = {
            "PATH": os.defpath,
            "HOME": os.environ.get("HOME", "/"),
            "LC_ALL": "C.UTF-8",
            "PYTHONHASHSEED": "0",
            "MALLOC_ARENA_MAX": "2",
        }
        environment |= {"PYTHONDONTWRITEBYTECODE": "1", "OPENBLAS_NUM_THREADS": "1"}
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment, cwd=PROJECT)
        self._count = 0
        self._listener = threading.Thread(target=self._listen, args=(self._process.stderr,), daemon=True)
        self._listener.start()

    def _listen(self, stderr: Iterable[bytes]) -> None:
        for line in stderr:
            self._said.append(line)

    def _answer(self) -> tuple[bool, bytes, str]:
        """(the case was made, its outcome, why the worker was ended)."""
        assert self._process
        assert self._process.stdout
        begun, cpu, pending, made = time.monotonic(), self._cpu_s(), b"", False
        with selectors.DefaultSelector() as waiting:
            waiting.register(self._process.stdout, selectors.EVENT_READ)
            while True:
                if waiting.select(timeout=0.5):
                    piece = os.read(self._process.stdout.fileno(), 1 << 16)
                    if not piece:
                        return made, b"", ""
                    pending += piece
                    made = made or pending.startswith(b"made\n")
                    if pending.endswith(b"\n") and pending.count(b"\n") == 2:
                        return made, pending.split(b"\n")[1], ""
                elif self._cpu_s() - cpu > CPU_S and not self._child:
                    return made, b"", f"more than {CPU_S:.0f} s of CPU"
                elif time.monotonic() - begun > (CHILD_WALL_S if self._child else WALL_S):
                    return made, b"", "never ended"

    def _cpu_s(self) -> float:
        assert self._process
        try:
            fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return 0.0
        return (int(fields[11]) + int(fields[12])) / TICKS

    def _lost(self, seed: str, *, made: bool, ended: str) -> Outcome:
        """The worker died, or is ended here with a look at where it is."""
        assert self._process
        if ended:
            self._process.send_signal(signal.SIGABRT)  # faulthandler writes where it is
        try:
            status = self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            status = 0
        time.sleep(0.2)  # for the thread that listens
        trace = b"".join(self._said).decode("utf-8", "replace")
        self.end()
        died = ended or (signal.Signals(-status).name if status < 0 else f"status {status}")
        frames = re.findall(r'File "[^"]*/(documents/[^"]+)", line (\d+) in (\S+)', trace)
        where = ":".join((frames[0][0], frames[0][2], frames[0][1])) if frames else "outside our code"
        kind = "failed" if made else "unmade"
        return Outcome(seed=seed, kind=kind, what=f"{died} in {where}", trace=trace[-6000:], cpu_s=CPU_S if "CPU" in ended else 0.0)


def run(seeds: Iterable[str], *, workers: int, on_outcome: Callable[[Outcome], None], child: bool = False) -> None:
    """Every seed once; `on_outcome` is called by one thread at a time."""
    waiting, lock = iter(seeds), threading.Lock()

    def work() -> None:
        worker = Worker(child=child)
        try:
            while True:
                with lock:
                    seed = next(waiting, None)
                if seed is None:
                    return
                outcome = worker.ask(seed)
                with lock:
                    on_outcome(outcome)
        finally:
            worker.end()

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
