"""The quick start runs as it stands on its page, in its three languages, against a running script/server."""

import html
import os
import re
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from tests.browser.installation import Installation

pytestmark = pytest.mark.browser
PROGRAMS = {"curl": ["sh", "example.sh"], "python": [sys.executable, "example.py"], "javascript": ["node", "example.mjs"]}
NEEDED = {"curl": "curl", "javascript": "node"}


@pytest.fixture(scope="module")
def page(site: Installation) -> str:
    with urllib.request.urlopen(f"{site.url}/docs/quick-start/", timeout=20) as answer:
        return answer.read().decode()


def code_on(page: str, name: str) -> str:
    found = re.search(rf'<code id="{name}">(.*?)</code>', page, re.DOTALL)
    assert found, f"the page has no example {name}"
    return html.unescape(found[1])


@pytest.mark.parametrize("language", list(PROGRAMS))
@pytest.mark.parametrize("what", ["now", "link"])
def test_an_example_saves_the_brochure(
    page: str, site: Installation, demo: dict[str, Any], tmp_path: Path, what: str, language: str
) -> None:
    if language in NEEDED and shutil.which(NEEDED[language]) is None:
        missing = f"{NEEDED[language]} is not there: the quick start in {language} has not run. Start script/test as root, or install it."
        pytest.fail(missing) if os.environ.get("CI") == "true" else pytest.skip(missing)
    command = PROGRAMS[language]
    (tmp_path / command[1]).write_text(code_on(page, f"{what}-{language}"))
    variables = {"PERSONALIA_URL": site.url, "PERSONALIA_KEY": demo["api_key"], "PERSONALIA_TEMPLATE": demo["templates"]["Brochure"]}

    done = subprocess.run(command, cwd=tmp_path, env=os.environ | variables, capture_output=True, text=True, timeout=90)

    assert done.returncode == 0, done.stdout + done.stderr
    document = pypdfium2.PdfDocument(tmp_path / "brochure.pdf")
    assert "Anna" in "".join(each.get_textpage().get_text_range() for each in document)
    document.close()


@pytest.mark.parametrize("language", [each for each in PROGRAMS if each == "python" or shutil.which(NEEDED[each])])
def test_an_example_ends_with_the_reason_when_it_is_refused(
    page: str, site: Installation, demo: dict[str, Any], tmp_path: Path, language: str
) -> None:
    command = PROGRAMS[language]
    (tmp_path / command[1]).write_text(code_on(page, f"now-{language}"))
    variables = {"PERSONALIA_URL": site.url, "PERSONALIA_KEY": "pk_wrong", "PERSONALIA_TEMPLATE": demo["templates"]["Brochure"]}

    done = subprocess.run(command, cwd=tmp_path, env=os.environ | variables, capture_output=True, text=True, timeout=90)

    assert done.returncode != 0
    assert "The API key is invalid" in done.stdout + done.stderr
    assert not (tmp_path / "brochure.pdf").exists()
