"""CPU time and memory of one personalised brochure, beside other programs'. python -m benchmarks.bench_render"""

import random
import resource
import sys
import time
from pathlib import Path
from string import ascii_lowercase

from benchmarks import peers
from demo import brochure
from documents.intake import open_path
from documents.rendering import engine
from documents.rendering.fonts import FontSources
from documents.rendering.output import Output
from documents.rendering.prepared import Prepared, decode, encode

NAMES = ["Anna", "Łukasz", "Ngô Thị Hạnh", "Ελένη", "Олександр", "Zoë", "Maximilian", "Ida", "Søren", "Chloé"]
MANY = 10_000


def values(number: int) -> dict[str, str]:
    """Every document is a different one: a cache of whole documents would not help."""
    return {"First Name": f"{NAMES[number % len(NAMES)]} {number}", "Machine": f"AK-{2000 + number % 7}", "Color": "red"}


def new_values(number: int) -> dict[str, str]:
    """Nothing is known from a document before: every value is a word of its own."""
    chance = random.Random(number)
    name, colour = ("".join(chance.choices(ascii_lowercase, k=length)) for length in (chance.randint(3, 9), 6))
    return {"First Name": name.title(), "Machine": f"AK-{chance.randint(1000, 9999)}", "Color": colour}


def rss_mb() -> float:
    """Resident memory now, not at its highest."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def milliseconds_each(action: object, numbers: range) -> float:
    start = time.process_time()
    for number in numbers:
        action(number)  # type: ignore[operator]
    return (time.process_time() - start) * 1000 / len(numbers)


def main() -> None:
    package = open_path(Path(brochure.__file__).parent / "brochure.zip")
    start = time.perf_counter()
    prepared: Prepared = decode(encode(engine.prepare(package, fonts=FontSources())))
    print(f"prepare, once                {time.perf_counter() - start:8.2f} s")

    def ours(number: int) -> bytes:
        return engine.render(prepared, values(number), Output(quality="Display"))[0].content

    size = len(ours(0))
    milliseconds_each(ours, range(1, 200))
    mine = milliseconds_each(ours, range(200, 700))
    print(f"one PDF, CPU                 {mine:8.2f} ms   ({size / 1000:.0f} kB; promised: at most 2 ms)")

    def new(number: int) -> bytes:
        return engine.render(prepared, new_values(number), Output(quality="Display"))[0].content

    milliseconds_each(new, range(1, 200))
    print(f"one PDF, all values new, CPU {milliseconds_each(new, range(200, 700)):8.2f} ms   (promised: at most 2 ms)")
    for name, promised, begin in peers.PEERS:
        with begin() as theirs:
            if theirs is None:
                print(f"{name:<28} not here: not measured")
                continue
            theirs(values(0))
            each = peers.milliseconds_each(lambda number, made=theirs: made(values(number)), range(1, 6))
        aim = f" (promised: at least {promised})" if promised else ""
        print(f"{name + ', CPU':<28} {each:8.2f} ms   {each / mine:6.0f} × ours{aim}")
    before = rss_mb()
    many = int(sys.argv[1]) if len(sys.argv) > 1 else MANY
    for number in range(1000, 1000 + many):
        ours(number)
        if number % (many // 5) == 0:
            print(f"memory after {number - 1000:6} more      {rss_mb():8.1f} MB")
    print(f"memory grown by              {rss_mb() - before:8.1f} MB over {many} documents")


if __name__ == "__main__":
    main()
