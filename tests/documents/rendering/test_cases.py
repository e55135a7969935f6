"""Golden cases: cases/<name>/ holds template.idml (or template.py, which makes it), values.json and expected-N.png at 72 dpi.

To accept what is drawn now, after looking at it: PERSONALIA_ACCEPT_CASES=1 and run this file.
"""

import importlib.util
import io
import json
import os
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from documents.rendering import engine
from documents.rendering.fonts import FontSources
from documents.rendering.output import Output

CASES = Path(__file__).parent / "cases"
MEAN, WORST = 0.6, 0.002  # grey levels on the average; share of pixels that may differ by more than a quarter


def package_of(case: Path):
    spec = importlib.util.spec_from_file_location(f"case_{case.name}", case / "template.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.template()


def values_of(case: Path) -> dict[str, str | bytes]:
    """Texts as they are; {"file": name} is a picture beside the JSON."""
    found = json.loads((case / "values.json").read_text(encoding="utf-8"))
    return {name: (case / value["file"]).read_bytes() if isinstance(value, dict) else value for name, value in found.items()}


@pytest.mark.parametrize("case", sorted(p for p in CASES.iterdir() if (p / "template.py").exists()), ids=lambda p: p.name)
def test_a_case_looks_as_it_did_when_a_person_looked_at_it(case):
    prepared = engine.prepare(package_of(case), fonts=FontSources())
    files = engine.render(prepared, values_of(case), Output(format="PNG", quality="Print"), name="page")
    for number, file in enumerate(files, 1):
        expected = case / f"expected-{number}.png"
        if os.environ.get("PERSONALIA_ACCEPT_CASES"):
            expected.write_bytes(file.content)
        drawn, wanted = (Image.open(io.BytesIO(data)).convert("RGB") for data in (file.content, expected.read_bytes()))
        assert drawn.size == wanted.size
        apart = ImageChops.difference(drawn, wanted).convert("L")
        far = sum(apart.histogram()[64:]) / (drawn.width * drawn.height)
        assert ImageStat.Stat(apart).mean[0] <= MEAN
        assert far <= WORST
