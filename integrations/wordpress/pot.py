"""Prints the plug-in's POT: every text of its PHP, its scripts and its block.json. Needs gettext's xgettext."""

import json
import subprocess
import sys
from pathlib import Path

PLUGIN = Path(__file__).resolve().parent / "personalia-forms"
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
    """One entry for each text, by file."""
    sys.stdout.write(merged("\n".join([HEAD, *headers(), extracted(), *block_texts()])))


def extracted() -> str:
    """What xgettext finds; no line numbers, so that a moved line changes nothing."""
    found = ""
    for language, suffix in (("PHP", "php"), ("JavaScript", "js")):
        files = sorted(str(path.relative_to(PLUGIN)) for path in PLUGIN.rglob(f"*.{suffix}"))
        command = ["xgettext", f"--language={language}", "--from-code=UTF-8", "--add-comments=translators:", "--add-location=file"]
        command += ["--no-wrap", "--omit-header", "--sort-by-file", "--output=-", "--keyword", *(f"--keyword={word}" for word in KEYWORDS)]
        run = subprocess.run([*command, *files], cwd=PLUGIN, check=True, capture_output=True, text=True)  # noqa: S603 -- ours
        found += run.stdout + "\n"
    return found


def merged(entries: str) -> str:
    """Texts that stand in several files, once."""
    command = ["msguniq", "--no-wrap", "--use-first", "--output-file=-", "-"]
    return subprocess.run(command, input=entries, check=True, capture_output=True, text=True).stdout  # noqa: S603 -- ours


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


if __name__ == "__main__":
    main()
