"""manage.py conformance as anybody runs it, against a running script/server."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.browser.installation import BASE, OURS, Installation

pytestmark = pytest.mark.browser


def conformance(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in OURS} | {"DATA_DIR": str(folder)}
    command = [sys.executable, BASE / "manage.py", "conformance", *arguments]
    return subprocess.run(command, cwd=folder.parent, env=environment, capture_output=True, text=True, timeout=300)


@pytest.mark.parametrize("template", ["Coupon", "Brochure"])
def test_our_server_keeps_the_contract(site: Installation, demo: dict[str, Any], tmp_path: Path, template: str) -> None:
    done = conformance(tmp_path / "none", "--base-url", site.url, "--api-key", demo["api_key"], "--template", demo["templates"][template])

    assert done.returncode == 0, done.stdout + done.stderr
    assert " FAILED " not in done.stdout
    assert "Every rule of the contract that was checked is kept." in done.stdout


def test_it_says_what_is_wrong_with_the_key(site: Installation, demo: dict[str, Any], tmp_path: Path) -> None:
    done = conformance(tmp_path / "none", "--base-url", site.url, "--api-key", "pk_wrong", "--template", demo["templates"]["Coupon"])

    assert done.returncode == 1
    assert "The API key is invalid" in done.stderr
