"""The plug-in's own tests, run inside both WordPresses, and what its files must be."""

import re
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from campaigns import wordpress
from tests.browser.installation import BASE
from tests.wordpress.sites import PLUGIN, required


@pytest.mark.wordpress
@pytest.mark.parametrize(
    ("source", "php"), [("debian", ""), ("npm", ""), ("debian", "7.4"), ("debian", "8.5")], ids=["6.1", "6.5", "PHP 7.4", "PHP 8.5"]
)
def test_its_phpunit_tests_pass(source: str, php: str, tmp_path: Path) -> None:
    required()

    command = [BASE / "script" / "wordpress", "--test", "--wp", source, "--folder", tmp_path / "site", *(["--php", php] if php else [])]
    done = subprocess.run(command, cwd=BASE, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120, check=False)

    assert "OK (" in done.stdout, done.stdout + done.stderr
    assert done.returncode == 0
    assert f"in PHP {php}" in done.stdout


def test_the_zip_is_the_same_each_time() -> None:
    first = wordpress.archive()
    wordpress.archive.cache_clear()

    assert wordpress.archive() == first


def test_the_zip_holds_one_folder_with_what_wordpress_wants() -> None:
    names = zipfile.ZipFile(BytesIO(wordpress.archive())).namelist()

    assert {name.split("/")[0] for name in names} == {"personalia-forms"}
    assert {"personalia-forms/personalia-forms.php", "personalia-forms/readme.txt", "personalia-forms/uninstall.php"} <= set(names)
    assert "personalia-forms/languages/personalia-forms.pot" in names
    assert not [name for name in names if "/." in name or name.endswith(".zip")]


def test_the_version_is_said_once() -> None:
    main = (PLUGIN / "personalia-forms.php").read_text()
    version = re.search(r"Version:\s+(\S+)", main)
    assert version

    assert f"const VERSION     = '{version[1]}';" in main
    assert f"Stable tag: {version[1]}\n" in (PLUGIN / "readme.txt").read_text()
    assert f"'version'      => '{version[1]}'" in (PLUGIN / "block" / "editor.asset.php").read_text()


def test_no_file_of_it_can_be_called_alone() -> None:
    guard = re.compile(r"defined\( '(ABSPATH|WP_UNINSTALL_PLUGIN)' \)")

    assert not [str(path) for path in PLUGIN.rglob("*.php") if not guard.search(path.read_text())]


@pytest.mark.wordpress
def test_its_texts_are_all_in_the_pot() -> None:
    required()

    command = [BASE / "script" / "wordpress", "--pot", "-"]
    printed = subprocess.run(command, cwd=BASE, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=True, timeout=60).stdout

    assert (PLUGIN / "languages" / "personalia-forms.pot").read_bytes() == printed
