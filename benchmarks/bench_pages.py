"""A design of ten pages prepared, pictures of a page, and a worker's memory with ten templates. python -m benchmarks.bench_pages"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import ten_pages
from benchmarks.bench_render import milliseconds_each, rss_mb, values
from demo import brochure
from documents.intake import open_path
from documents.rendering import engine
from documents.rendering.fonts import FontSources
from documents.rendering.output import Output
from documents.rendering.prepared import Prepared, decode, encode

TEMPLATES = 10
RUNS = 5


def prepared(path: Path) -> Prepared:
    return decode(encode(engine.prepare(open_path(path), fonts=FontSources())))


def seconds(action: Callable[[], object]) -> float:
    start = time.process_time()
    action()
    return time.process_time() - start


def prepare_ten_pages(path: Path) -> None:
    """The first time in a process, fonts and dictionaries included; then again."""
    first = seconds(lambda: prepared(path))
    later = [seconds(lambda: prepared(path)) for _ in range(RUNS)]
    print(f"prepare ten pages, first       {first:8.2f} s    (promised: at most 1.5 s)")
    print(f"prepare ten pages, later       {statistics.median(later):8.2f} s")


def picture_of_a_page(made: Prepared) -> None:
    output = Output(format="JPG", resolution_dpi=72)
    engine.render(made, values(0), output)
    each = milliseconds_each(lambda number: engine.render(made, values(number), output), range(1, 60))
    print(f"JPG at 72 dpi, CPU a page      {each / len(made.pages):8.1f} ms   (promised: at most 40 ms)")


def worker_memory(folder: Path) -> None:
    """A process of its own that holds ten templates of ten pages, as a worker does, and has rendered each of them."""
    code = "import sys; from benchmarks.bench_pages import hold; hold(sys.argv[1])"
    settings = os.environ | {"DJANGO_SETTINGS_MODULE": "personalia_site.settings"}
    subprocess.run([sys.executable, "-c", code, str(folder)], check=True, env=settings)


def hold(folder: str) -> None:
    import django

    django.setup()
    empty = rss_mb()
    kept = [decode(path.read_bytes()) for path in sorted(Path(folder).glob("*.prepared"))]
    for made in kept:
        engine.render(made, values(1), Output(quality="Display"))
        engine.render(made, values(2), Output(format="JPG", resolution_dpi=72))
    print(f"a worker with {len(kept)} templates      {rss_mb():8.1f} MB   (promised: under 200 MB; before them {empty:.1f} MB)")


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="personalia-bench-") as name:
        folder = Path(name)
        (folder / "ten.zip").write_bytes(ten_pages.package())
        prepare_ten_pages(folder / "ten.zip")
        picture_of_a_page(prepared(Path(brochure.__file__).parent / "brochure.zip"))
        ten = encode(prepared(folder / "ten.zip"))
        for number in range(TEMPLATES):
            (folder / f"{number}.prepared").write_bytes(ten)
        worker_memory(folder)


if __name__ == "__main__":
    main()
