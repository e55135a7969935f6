"""Damaged files that failed once, and one of each kind of damage: each ends in a result or in an error of our tree."""

import subprocess
import sys
from itertools import groupby
from pathlib import Path

import pytest

from tests.fuzzing import cases, pool, specimens, trial
from tests.fuzzing.specimens import PROJECT
from tests.fuzzing.trial import Outcome

KEPT = [line for line in (Path(__file__).parent / "kept.txt").read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
HERE = [seed for seed in KEPT if seed.split("/")[0] in specimens.all_specimens()]
OURS = sorted(seed for seed in HERE if specimens.all_specimens()[seed.split("/")[0]].ours)
PIECES = {name: list(seeds) for name, seeds in groupby(OURS, key=lambda seed: seed.split("/")[0])}


def failures(outcomes: list[Outcome]) -> list[str]:
    return [f"{outcome.seed}: {outcome.what}\n{outcome.trace}" for outcome in outcomes if outcome.kind == "failed"]


@pytest.mark.filterwarnings("ignore")  # libraries warn of odd files
@pytest.mark.parametrize("piece", PIECES)
def test_every_kept_seed_ends_in_a_result_or_a_named_error(piece):
    outcomes = [trial.run(cases.make(seed)) for seed in PIECES[piece]]
    assert not failures(outcomes)


def test_a_seed_says_everything():
    seeds = ["sampler/markup.references_changed/7", "form/portable.objects_odd/3", "pictures/archive.bomb/1"]
    assert [cases.make(seed).data for seed in seeds] == [cases.make(seed).data for seed in seeds]
    assert len(set(cases.seeds(20_000))) >= 20_000


@pytest.mark.processes
def test_the_kept_seeds_end_so_where_the_kernel_watches():
    outcomes: list[Outcome] = []
    pool.run(HERE, workers=2, on_outcome=outcomes.append)
    assert len(outcomes) == len(HERE)
    assert not failures(outcomes)
    assert not [outcome for outcome in outcomes if outcome.kind == "unmade"]


@pytest.mark.processes
@pytest.mark.parametrize(
    "attempt",
    [
        "open('written', 'w')",
        "socket.socket()",
        "os.mkdir('made')",
        "ctypes.CDLL(None).socket(2, 1, 0)",
        "ctypes.CDLL(None).creat(b'made', 420)",
    ],
)
def test_what_is_forbidden_ends_a_worker(attempt, tmp_path):
    code = f"import ctypes, os, socket; from tests.fuzzing import confinement; confinement.confine(memory_mb=2048); {attempt}"
    code = f"import os, sys; sys.path.insert(0, {str(PROJECT)!r}); os.chdir({str(tmp_path)!r}); {code}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == -31  # SIGSYS
    assert list(tmp_path.iterdir()) == []


@pytest.mark.processes
def test_a_damaged_file_leaves_nothing_beside_the_folder_of_its_child():
    outcomes: list[Outcome] = []
    pool.run(
        ["flow/markup.entities/0", "form/portable.bombs/4", "coupon/whole.flipped/1"], workers=2, on_outcome=outcomes.append, child=True
    )
    assert [outcome.kind for outcome in outcomes if outcome.kind in ("result", "refused")] == [outcome.kind for outcome in outcomes]
    assert not failures(outcomes)
