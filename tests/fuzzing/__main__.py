"""script/fuzz: every damaged file once, side by side, and what became of them. It goes on where it was stopped."""

import argparse
import os
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

import msgspec

from tests.fuzzing import cases, pool
from tests.fuzzing.specimens import PROJECT
from tests.fuzzing.trial import Outcome

RESULTS = PROJECT / ".cache" / "fuzz"
EVERY = 150  # one in so many goes through the real child process, too


def say(text: str = "") -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main(arguments: list[str]) -> int:
    """Exit status 1 when a case failed."""
    parser = argparse.ArgumentParser(prog="script/fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=24_000, help="how many damaged files (24,000)")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 2)
    parser.add_argument("--seed", help="run one seed, such as sampler/markup.references_changed/7, and show all that it says")
    parser.add_argument("--keep", type=Path, help="with --seed: write the damaged file there")
    parser.add_argument("--only", default="", help="seeds that hold this text")
    parser.add_argument("--again", action="store_true", help="forget what is done already")
    asked = parser.parse_args(arguments)
    if asked.seed:
        return _one(asked.seed, keep=asked.keep)
    RESULTS.mkdir(parents=True, exist_ok=True)
    chosen = [seed for seed in cases.seeds(asked.count) if asked.only in seed]
    uploads = [seed for seed in chosen if "/values." not in seed]
    begun = time.monotonic()
    here = _all(chosen, file=RESULTS / "here.jsonl", workers=asked.workers, again=asked.again)
    child = _all(uploads[::EVERY], file=RESULTS / "child.jsonl", workers=asked.workers, again=asked.again, child=True)
    _table("In the process", here)
    _table("Through the child process", child)
    say(f"\n{len(here) + len(child)} cases; this run took {time.monotonic() - begun:.0f} s.")
    return _failures([*here, *child])


def _one(seed: str, *, keep: Path | None) -> int:
    if keep:
        keep.write_bytes(cases.make(seed).data)
    found: list[Outcome] = []
    pool.run([seed], workers=1, on_outcome=found.append)
    say(f"{found[0].kind}: {found[0].what}  ({found[0].cpu_s} s, {found[0].peak_mb} MB)\n{found[0].trace}")
    return int(found[0].kind == "failed")


def _all(seeds: list[str], *, file: Path, workers: int, again: bool, child: bool = False) -> list[Outcome]:
    if again:
        file.unlink(missing_ok=True)
    done = {outcome.seed: outcome for line in (file.read_bytes().splitlines() if file.exists() else []) if (outcome := _read(line))}
    left = [seed for seed in seeds if seed not in done]
    say(f"{len(seeds)} cases, {len(seeds) - len(left)} of them done before")
    begun = time.monotonic()
    with file.open("ab") as kept:

        def keep(outcome: Outcome) -> None:
            done[outcome.seed] = outcome
            kept.write(msgspec.json.encode(outcome) + b"\n")
            kept.flush()
            if outcome.kind == "failed":
                say(f"FAILED {outcome.seed}: {outcome.what}")
            count = len(done)
            if count % 1000 == 0:
                say(f"{count} done, {time.monotonic() - begun:.0f} s")

        pool.run(left, workers=workers, on_outcome=keep, child=child)
    return [done[seed] for seed in seeds]


def _read(line: bytes) -> Outcome | None:
    """None for a line that was not finished."""
    try:
        return msgspec.json.decode(line, type=Outcome)
    except msgspec.DecodeError:
        return None


def _table(title: str, outcomes: list[Outcome]) -> None:
    rooms: dict[str, Counter[str]] = defaultdict(Counter)
    for outcome in outcomes:
        rooms[outcome.seed.split("/")[1].split(".")[0]][outcome.kind] += 1
    say(f"\n{title}\n{'damage':<12}{'cases':>8}{'result':>8}{'refused':>8}{'failed':>8}{'unmade':>8}")
    for room, counts in [*sorted(rooms.items()), ("all", sum(rooms.values(), Counter()))]:
        say(f"{room:<12}{counts.total():>8}" + "".join(f"{counts[kind]:>8}" for kind in ("result", "refused", "failed", "unmade")))
    say("refused by name:")
    for what, count in Counter(outcome.what for outcome in outcomes if outcome.kind == "refused").most_common():
        say(f"{count:>8}  {what}")
    if outcomes:
        times, peaks = sorted(outcome.cpu_s for outcome in outcomes), sorted(outcome.peak_mb for outcome in outcomes)
        middle, far = len(times) // 2, len(times) * 99 // 100
        say(
            f"CPU of a case: median {times[middle]} s, 99 % {times[far]} s, longest {times[-1]} s; "
            f"most memory {peaks[-1]} MB, 99 % {peaks[far]} MB"
        )


def _failures(outcomes: list[Outcome]) -> int:
    failed: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        if outcome.kind == "failed":
            failed[outcome.what].append(outcome)
    for what, found in sorted(failed.items(), key=lambda pair: -len(pair[1])):
        say(f"\n{len(found)} × {what}")
        for outcome in found[:5]:
            say(f"    script/fuzz --seed '{outcome.seed}'")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
