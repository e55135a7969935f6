"""How much one installation does: documents a second for 20 programs, and how long status calls and on-demand links take.

Starts a script/server of its own, without limits of rate. python -m benchmarks.bench_load [seconds of each run]
"""

import math
import os
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks.calling import Caller
from tests.browser.installation import Installation

CLIENTS = 20
SECONDS = 20.0
STATUS_A_SECOND = 100
STATUS_CALLERS = 10
LINKS = 60
RUNS = 3
NAMES = ["Anna", "Łukasz", "Ngô Thị Hạnh", "Ελένη", "Олександр", "Zoë", "Maximilian", "Ida", "Søren", "Chloé"]


def fields(number: int) -> dict[str, str]:
    """Every document is a different one."""
    return {"First Name": f"{NAMES[number % len(NAMES)]} {number}", "Machine": f"AK-{2000 + number % 7}", "Color": "red"}


def side_by_side(count: int, work: Callable[[int], None]) -> None:
    """`work` in as many threads at once; the first error of any of them ends the benchmark."""
    errors: list[BaseException] = []

    def guarded(number: int) -> None:
        try:
            work(number)
        except Exception as error:  # raised again below, in the thread that reports it
            errors.append(error)

    threads = [threading.Thread(target=guarded, args=[number]) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


def documents_a_second(new_caller: Callable[[], Caller], template: str, seconds: float) -> float:
    """Created, and seen as completed, by CLIENTS programs that begin a new one as soon as theirs is done."""
    end = time.monotonic() + seconds
    done: list[float] = []

    def work(client: int) -> None:
        caller, number = new_caller(), client * 100_000
        while time.monotonic() < end:
            caller.completed(caller.create(template, fields(number)))
            done.append(time.monotonic())
            number += 1

    start = time.monotonic()
    side_by_side(CLIENTS, work)
    return sum(at <= end for at in done) / (end - start)


def status_times(new_caller: Callable[[], Caller], request: str, seconds: float) -> list[float]:
    """Of calls at even distances, STATUS_A_SECOND of them; waiting for one's turn at a busy server counts."""
    start = time.perf_counter() + 0.2
    taken: list[float] = []

    def work(client: int) -> None:
        caller = new_caller()
        for turn in range(int(seconds * STATUS_A_SECOND / STATUS_CALLERS)):
            due = start + (turn * STATUS_CALLERS + client) / STATUS_A_SECOND
            time.sleep(max(0.0, due - time.perf_counter()))
            caller.state(request)
            taken.append(time.perf_counter() - due)

    side_by_side(STATUS_CALLERS, work)
    return taken


def opening_times(caller: Caller, template: str) -> tuple[list[float], list[float]]:
    """First openings of LINKS links, and later ones, from the request to the PDF's last byte."""
    first: list[float] = []
    later: list[float] = []
    for number in range(LINKS):
        url = caller.call("POST", "/v1/content/url", {"TemplateId": template, "Fields": fields(number)})["Url"]
        for taken in (first, later):
            start = time.perf_counter()
            content, kind = caller.fetch("GET", url)
            taken.append(time.perf_counter() - start)
            if kind != "application/pdf" or not content.startswith(b"%PDF"):
                raise SystemExit("The link did not answer the PDF itself.")
    return first, later


def p95_ms(taken: list[float]) -> float:
    return sorted(taken)[math.ceil(len(taken) * 0.95) - 1] * 1000


def say(what: str, found: list[float], unit: str, promised: str) -> None:
    each = ", ".join(f"{one:.1f}" for one in found)
    print(f"{what:<34} {statistics.median(found):8.1f} {unit:<4} ({each}; promised: {promised})", flush=True)


def measure(site: Installation, *, runs: int, seconds: float, many: int) -> None:
    demo = site.demo()
    template, key = demo["templates"]["Brochure"], demo["api_key"]

    def new_caller() -> Caller:
        return Caller(site.url, key)

    caller = new_caller()
    request = caller.create(template, fields(0))
    caller.completed(request)
    opening_times(caller, template)  # warms the web process
    documents_a_second(new_caller, template, 3)  # and every worker
    say("documents, end to end", [documents_a_second(new_caller, template, seconds) for _ in range(runs)], "/s", f"at least {many}")
    statuses = [p95_ms(status_times(new_caller, request, seconds / 2)) for _ in range(runs)]
    say(f"status at {STATUS_A_SECOND} a second, p95", statuses, "ms", "under 20")
    openings = [opening_times(caller, template) for _ in range(runs)]
    say("on-demand link, first opening, p95", [p95_ms(first) for first, _ in openings], "ms", "under 100")
    say("on-demand link, later opening, p95", [p95_ms(later) for _, later in openings], "ms", "under 20")


def run(where: str, *, workers: int, many: int, environment: Mapping[str, str] | None = None) -> None:
    """Measure an installation of its own, with these environment variables besides."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    with tempfile.TemporaryDirectory(prefix="personalia-bench-") as folder:
        site = Installation(Path(folder) / "data")
        site.environment |= {"WORKERS": str(workers), "RATE_LIMIT_PER_KEY": "0", **(environment or {})}
        try:
            site.start()
            print(f"{where}; one web process, WORKERS={workers}; load of the machine before: {os.getloadavg()[0]:.1f}", flush=True)
            measure(site, runs=RUNS, seconds=seconds, many=many)
        finally:
            site.clear()


def main() -> None:
    run("SQLite, jobs in the database", workers=1, many=45)


if __name__ == "__main__":
    main()
