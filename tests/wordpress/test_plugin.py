"""The plug-in's own tests, run inside both WordPresses, and what its files must be."""

import gettext
import json
import re
import subprocess
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from campaigns import wordpress
from tests.browser.installation import BASE
from tests.wordpress.sites import PLUGIN, required

LANGUAGES = PLUGIN / "languages"


RUNS = {"6.1": ("debian", ""), "6.5": ("npm", ""), "PHP 7.4": ("debian", "7.4"), "PHP 8.5": ("debian", "8.5")}


@pytest.fixture(scope="module")
def phpunit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, subprocess.Popen[str]]]:
    """The plug-in's PHPUnit tests, begun everywhere at once."""
    required()
    begun = {}
    for name, (source, php) in RUNS.items():
        command: list[str | Path] = [BASE / "script" / "wordpress", "--test", "--wp", source]
        command += ["--folder", tmp_path_factory.mktemp("phpunit") / "site", *(["--php", php] if php else [])]
        begun[name] = subprocess.Popen(
            command, cwd=BASE, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
    yield begun
    for process in begun.values():
        process.kill()  # nothing, where it has ended
        process.communicate()


@pytest.mark.wordpress
@pytest.mark.parametrize("name", RUNS)
def test_its_phpunit_tests_pass(phpunit: dict[str, subprocess.Popen[str]], name: str) -> None:
    said, _ = phpunit[name].communicate(timeout=120)

    assert "OK (" in said, said
    assert phpunit[name].returncode == 0
    assert f"in PHP {RUNS[name][1]}" in said


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


LOCALES = ["de_DE", "es_ES", "fr_FR", "he_IL"]
SAID = re.compile(r"(?<!\w)(?:esc_html|esc_attr)?_(?:_|n|e)\(\s*'((?:[^'\\]|\\.)+)'")
PLACES = re.compile(r"%(?:\d\$)?[sd]")


def test_every_text_is_in_the_pot_as_it_stands_in_the_code() -> None:
    known = (LANGUAGES / "personalia-forms.pot").read_text(encoding="utf-8")

    texts = {text for path in [*PLUGIN.rglob("*.php"), *PLUGIN.rglob("*.js")] for text in SAID.findall(path.read_text(encoding="utf-8"))}

    assert len(texts) > 80
    assert not [text for text in texts if f'msgid "{text}"' not in known]


@pytest.mark.parametrize("locale", LOCALES)
def test_every_text_is_translated_and_compiled(locale: str) -> None:
    written = (LANGUAGES / f"personalia-forms-{locale}.po").read_text(encoding="utf-8")
    pot = (LANGUAGES / "personalia-forms.pot").read_text(encoding="utf-8")
    with (LANGUAGES / f"personalia-forms-{locale}.mo").open("rb") as compiled:
        spoken = gettext.GNUTranslations(compiled)
    entry = re.compile(r'^msgid "(.+)"\n(?:msgid_plural "(.+)"\n)?(?:msgstr "(.+)"|msgstr\[0\] "(.+)"\nmsgstr\[1\] "(.+)")$', re.MULTILINE)

    found = entry.findall(written)

    assert [one for one, *_ in found] == re.findall(r'^msgid "(.+)"$', pot, re.MULTILINE)
    for one, many, single, first, second in found:
        assert PLACES.findall(one) == PLACES.findall(single or first), one
        if many:
            assert (spoken.ngettext(one, many, 1), spoken.ngettext(one, many, 2)) == (first, second)
        elif f'"\nmsgid "{one}"' not in pot:  # block.json's have a context
            assert spoken.gettext(one) == single


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    ("handle", "script"), [("personalia-forms-form-editor-script", "block/editor.js"), ("personalia-forms-settings", "assets/settings.js")]
)
def test_scripts_have_their_texts_in_each_language(locale: str, handle: str, script: str) -> None:
    kept = json.loads((LANGUAGES / f"personalia-forms-{locale}-{handle}.json").read_text(encoding="utf-8"))
    said = kept["locale_data"]["messages"]

    texts = SAID.findall((PLUGIN / script).read_text(encoding="utf-8"))

    assert set(texts) == set(said) - {""}
    assert all(said[text][0] for text in texts)
    assert said[""]["lang"] == locale


@pytest.mark.wordpress
def test_its_texts_are_all_in_the_pot() -> None:
    required()

    command = [BASE / "script" / "wordpress", "--pot", "-"]
    printed = subprocess.run(command, cwd=BASE, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=True, timeout=60).stdout

    assert (PLUGIN / "languages" / "personalia-forms.pot").read_bytes() == printed
