"""The plug-in's texts: the POT, and the translations that come with the plug-in. Needs gettext's programs.

With "-" it prints the POT: every text of its PHP, its scripts and its block.json. Without, it writes the POT, brings each .po up to date
with it, and makes of each the .mo that PHP reads and a .json for each script.
"""

import gettext
import json
import re
import subprocess
import sys
from pathlib import Path

PLUGIN = Path(__file__).resolve().parent / "personalia-forms"
LANGUAGES = PLUGIN / "languages"
DOMAIN = "personalia-forms"
SCRIPTS = {
    "personalia-forms-form-editor-script": "block/editor.js",
    "personalia-forms-settings": "assets/settings.js",
}  # by WordPress's handle
KEYWORDS = ["__", "_e", "_n:1,2", "_x:1,2c", "esc_html__", "esc_html_e", "esc_attr__", "esc_attr_e"]
# What WordPress calls the contexts of block.json's texts.
BLOCK_TEXTS = {"title": "block title", "description": "block description", "keywords": "block keyword"}
PLUGIN_HEADERS = {"Plugin Name": "Plugin Name of the plugin", "Description": "Description of the plugin"}
HEAD = r"""# Copyright (C) the Personalia project
# This file is distributed under the GPL-2.0-or-later.
msgid ""
msgstr ""
"Project-Id-Version: Personalia Forms\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=INTEGER; plural=EXPRESSION;\n"
"X-Domain: personalia-forms\n"
"""


def main() -> None:
    if sys.argv[1:] == ["-"]:
        sys.stdout.write(pot())
        return
    (LANGUAGES / f"{DOMAIN}.pot").write_text(pot(), encoding="utf-8")
    for path in sorted(LANGUAGES.glob("*.po")):
        run("msgmerge", "--quiet", "--update", "--backup=none", "--no-fuzzy-matching", "--no-wrap", path, LANGUAGES / f"{DOMAIN}.pot")
        run("msgfmt", "--check-format", "--no-hash", f"--output-file={path.with_suffix('.mo')}", path)
        for handle, script in SCRIPTS.items():
            path.with_name(f"{path.stem}-{handle}.json").write_text(for_script(path, script), encoding="utf-8")


def pot() -> str:
    """One entry for each text, by file."""
    files = [sorted(str(path.relative_to(PLUGIN)) for path in PLUGIN.rglob(f"*.{suffix}")) for suffix in ("php", "js")]
    entries = [HEAD, *headers(), extracted("PHP", files[0]), extracted("JavaScript", files[1]), *block_texts()]
    return run("msguniq", "--no-wrap", "--use-first", "--output-file=-", "-", given="\n".join(entries))  # those in several files, once


def extracted(language: str, files: list[str]) -> str:
    """What xgettext finds; no line numbers, so that a moved line changes nothing."""
    options = ["--from-code=UTF-8", "--add-comments=translators:", "--add-location=file", "--no-wrap", "--sort-by-file", "--output=-"]
    keywords = ["--keyword", *(f"--keyword={word}" for word in KEYWORDS)]
    found = run("xgettext", f"--language={language}", *options, *keywords, *files)
    return found.partition("\n\n")[2]  # without its head, which cannot be left out: xgettext then drops every sign beyond ASCII


def headers() -> list[str]:
    """The plug-in's name and description in the list of plug-ins."""
    lines = (PLUGIN / "personalia-forms.php").read_text(encoding="utf-8").splitlines()
    found = dict(line.removeprefix(" * ").split(":", 1) for line in lines if line.startswith(" * ") and ":" in line)
    return [
        f'#. {note}\n#: personalia-forms.php\nmsgid {json.dumps(found[name].strip(), ensure_ascii=False)}\nmsgstr ""\n'
        for name, note in PLUGIN_HEADERS.items()
    ]


def block_texts() -> list[str]:
    """block.json's texts, with WordPress's contexts."""
    block = json.loads((PLUGIN / "block" / "block.json").read_text(encoding="utf-8"))
    return [
        f'#: block/block.json\nmsgctxt "{context}"\nmsgid {json.dumps(text, ensure_ascii=False)}\nmsgstr ""\n'
        for key, context in BLOCK_TEXTS.items()
        for text in (block[key] if isinstance(block[key], list) else [block[key]])
    ]


def for_script(po: Path, script: str) -> str:
    """A script's texts as WordPress's wp.i18n takes them."""
    with po.with_suffix(".mo").open("rb") as compiled:
        spoken = gettext.GNUTranslations(compiled)
    about = {"domain": "messages", "lang": po.stem.removeprefix(f"{DOMAIN}-"), "plural-forms": spoken.info()["plural-forms"]}
    texts = re.findall(r'^msgid "(.+)"$', extracted("JavaScript", [script]), re.MULTILINE)
    said = {"": about, **{text: [spoken.gettext(text)] for text in texts}}
    return json.dumps({"domain": "messages", "locale_data": {"messages": said}}, ensure_ascii=False, indent=1) + "\n"


def run(*command: str | Path, given: str | None = None) -> str:
    done = subprocess.run(command, cwd=PLUGIN, input=given, check=True, stdout=subprocess.PIPE, text=True, encoding="utf-8")  # noqa: S603 -- ours
    return done.stdout


if __name__ == "__main__":
    main()
