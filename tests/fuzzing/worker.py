"""A worker of script/fuzz: takes a seed a line, answers with an outcome a line."""

import os
import resource
import sys
import warnings
from pathlib import Path

import msgspec

from documents.intake import ChildLimits
from tests.fuzzing import cases, confinement, trial

MEMORY_MB = ChildLimits().memory_mb


def main(arguments: list[str]) -> None:
    """--child: through the child process; then this one is not confined, since that one is."""
    child = "--child" in arguments
    warnings.simplefilter("ignore")  # libraries warn of odd files; the tests have them as errors
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)  # what a library prints is no answer
    peak = _peak()
    if not child:
        _load()
        confinement.confine(memory_mb=MEMORY_MB)
    for line in sys.stdin:
        seed = line.strip()
        case = cases.make(seed)
        answers.write("made\n")
        peak(reset=True)
        before = _cpu_s()
        outcome = trial.run_in_child(case, limits=ChildLimits()) if child else trial.run(case)
        done = msgspec.structs.replace(outcome, cpu_s=round(_cpu_s() - before, 3), peak_mb=peak(reset=False))
        answers.write(msgspec.json.encode(done).decode() + "\n")


def _load() -> None:
    """What is imported and read late, and only once: it is not a case's doing."""
    trial.run(cases.Case("", "sampler.zip", trial.specimens.load("sampler")))


def _cpu_s() -> float:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


class _peak:  # noqa: N801 -- used as a function
    """The most memory that was in use since it was reset, in MB. Linux's, where /proc lets us."""

    def __init__(self) -> None:
        try:
            self._reset: int | None = os.open("/proc/self/clear_refs", os.O_WRONLY)
        except OSError:
            self._reset = None
        self._status = Path("/proc/self/status")

    def __call__(self, *, reset: bool) -> int:
        if reset and self._reset is not None:
            os.write(self._reset, b"5")
        found = [line for line in self._status.read_text().splitlines() if line.startswith("VmHWM")]
        return int(found[0].split()[1]) // 1024 if found else 0


if __name__ == "__main__":
    main(sys.argv[1:])
