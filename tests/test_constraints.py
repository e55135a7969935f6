"""constraints.txt locks everything that the project brings along."""

import tomllib
from importlib.metadata import requires, version
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

BASE = Path(__file__).resolve().parent.parent


def brought_along() -> set[NormalizedName]:
    """Every package that an installation with [dev] needs, on this system, by what the installed ones say."""
    project = tomllib.loads((BASE / "pyproject.toml").read_text())["project"]
    waiting = [Requirement(each) for each in (*project["dependencies"], *project["optional-dependencies"]["dev"])]
    seen: set[tuple[NormalizedName, str]] = set()
    while waiting:
        wanted = waiting.pop()
        for extra in {"", *wanted.extras} - {extra for name, extra in seen if name == canonicalize_name(wanted.name)}:
            seen.add((canonicalize_name(wanted.name), extra))
            further = [Requirement(each) for each in requires(wanted.name) or ()]
            waiting += [each for each in further if each.marker is None or each.marker.evaluate({"extra": extra})]
    return {name for name, _ in seen}


def test_every_package_has_its_version_in_the_list():
    listed = dict(line.split("==") for line in (BASE / "constraints.txt").read_text().split())
    locked = {canonicalize_name(name): number for name, number in listed.items()}

    assert {name: version(name) for name in brought_along()} == {name: locked.get(name) for name in brought_along()}
