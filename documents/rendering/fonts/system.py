"""The fonts installed on this machine, read once per process."""

import os
from functools import cache
from pathlib import Path

from documents.rendering.fonts.files import FontEntry, UnreadableFontError, read_entries

# fontconfig's own defaults.
FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
SUFFIXES = frozenset({".ttf", ".otf", ".ttc", ".otc"})


@cache
def system_entries() -> tuple[FontEntry, ...]:
    """Every readable style; the order is that of the paths, so that two machines with the same fonts choose alike."""
    entries: list[FontEntry] = []
    for path in _files():
        try:
            entries += read_entries(path.name, path)
        except (UnreadableFontError, OSError):
            continue  # somebody else's file: not this template's business
    return tuple(entries)


def system_families() -> frozenset[str]:
    return frozenset(entry.family for entry in system_entries() if entry.family and not entry.family.startswith("."))


def _files() -> list[Path]:
    found = []
    for folder in FOLDERS:
        for parent, _, names in os.walk(Path(folder).expanduser()):
            found += [Path(parent) / name for name in names if Path(name).suffix.lower() in SUFFIXES]
    return sorted(found)
