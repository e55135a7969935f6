"""A template on this machine: an .idml beside which its links and fonts lie, or a ZIP or PDF."""

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from documents.intake import kinds
from documents.intake.archive import MAX_TOTAL, MB
from documents.intake.designs import link_key
from documents.intake.upload import open_upload
from documents.rendering.package import Package
from personalia_site.errors import Invalid

DEPTH = 3  # folders below the design's own
MAX_FILES = 2_000
LINK_SUFFIXES = (
    ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".psd", ".psb", ".gif", ".bmp", ".webp", ".pdf", ".ai", ".eps", ".svg", ".txt",
)  # fmt: skip


def open_path(path: Path) -> Package:
    """The package at `path`; of a lone .idml, the pictures and fonts in its folder (and up to three folders down) belong to it.

    raises   as open_upload; Invalid too when there is no such file
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Invalid(f"“{path}” cannot be read: {error.strerror}.", code="no_file") from error
    package = open_upload(data, name=path.name)
    if package.kind == "pdf" or package.design is not data:  # a PDF, or packed with its own files
        return package
    links, fonts = _companions(path)
    reference = path.with_suffix(".pdf")
    return msgspec.structs.replace(package, links=links, fonts=fonts, reference=reference.read_bytes() if reference.is_file() else None)


def font_files(folder: Path) -> dict[str, bytes]:
    """Font files of a folder and those below it, by file name: the workspace's library in the child process."""
    return {path.name: path.read_bytes() for path in _files(folder) if path.suffix.lower() in kinds.FONT_SUFFIXES}


def _companions(design: Path) -> tuple[dict[str, bytes], dict[str, bytes]]:
    links: dict[str, bytes] = {}
    fonts: dict[str, bytes] = {}
    total = 0
    for path in _files(design.parent):
        suffix = path.suffix.lower()
        if path == design or suffix not in (*LINK_SUFFIXES, *kinds.FONT_SUFFIXES):
            continue
        total += path.stat().st_size
        if total > MAX_TOTAL:
            raise Invalid(
                f"“{design.parent}” holds more than {MAX_TOTAL // MB} MB of pictures and fonts. "
                "Put the design into a folder of its own, with its Links and Document fonts.",
                code="too_large",
            )
        if suffix in kinds.FONT_SUFFIXES:
            fonts.setdefault(path.name, path.read_bytes())
        else:
            links.setdefault(link_key(path.name), path.read_bytes())
    return links, fonts


def _files(folder: Path) -> Iterator[Path]:
    """Files of a folder and of the folders below, nearest first; hidden ones and symbolic links to folders are left out."""
    found = []
    for here, folders, names in os.walk(folder):
        depth = len(Path(here).relative_to(folder).parts)
        folders[:] = [name for name in folders if not name.startswith((".", "__MACOSX")) and depth < DEPTH]
        found += [(depth, Path(here) / name) for name in names if not name.startswith(".")]
        if len(found) > MAX_FILES:
            break
    yield from (path for _depth, path in sorted(found)[:MAX_FILES] if path.is_file())
