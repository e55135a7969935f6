"""The child process of `check_in_child`: limits first, then the same intake and check as everywhere.

Prints what it is doing, a line each; writes prepared.bin, fonts/, preview.png, places.zip, compared.zip and result.json into its folder.
"""

import argparse
import ctypes
import os
import resource
import signal
import sys
from pathlib import Path

import msgspec

from documents.intake import system_calls
from documents.intake.checking import check
from documents.intake.folder import font_files
from documents.intake.reply import APART, COMPARED, OUT_OF_MEMORY, PLACES, PREPARED, PREVIEW, REPLY, ChildLimits, Reply, ReplyError
from documents.intake.upload import open_upload
from documents.rendering import engine
from documents.rendering.compared import PageComparison
from documents.rendering.fonts import FontSources, fallbacks
from documents.rendering.output import Output, RenderedFile, zipped
from documents.rendering.package import Package
from documents.rendering.paint.limits import drawable
from documents.rendering.prepared import Prepared, encode
from personalia_site.errors import Invalid, RenderFailed

MB = 1024 * 1024
COMPARISON_PATIENCE_S = 12.0  # of the 60 s that a check has
PR_SET_PDEATHSIG = 1  # <linux/prctl.h>
NETWORK = ("socket.connect", "socket.getaddrinfo", "socket.bind", "socket.sendto")
PROGRAMS = ("subprocess.Popen", "os.exec", "os.posix_spawn", "os.system")
FOLDERS = ("os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink", "os.link", "os.truncate", "os.chmod", "os.chown")
REFUSED = frozenset((*NETWORK, *PROGRAMS))


def main(arguments: list[str]) -> int:
    """Exit status 0: there is a reply, perhaps a refusal."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--upload", type=Path, required=True)
    parser.add_argument("--name", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--fonts", type=Path)
    parser.add_argument("--no-system-fonts", action="store_true")
    parser.add_argument("--fallbacks", required=True)
    parser.add_argument("--limits", required=True)
    asked = parser.parse_args(arguments)
    confine(msgspec.json.decode(asked.limits, type=ChildLimits), folder=asked.out)
    try:
        sources = FontSources(
            library=font_files(asked.fonts) if asked.fonts else {},
            system=not asked.no_system_fonts,
            fallbacks=fallbacks.order(msgspec.json.decode(asked.fallbacks, type=list[str])),
        )
        reply = _check(asked.upload, name=asked.name, out=asked.out, sources=sources)
    except (Invalid, RenderFailed) as error:
        reply = Reply(error=ReplyError.of(error))
    except MemoryError:
        return OUT_OF_MEMORY
    (asked.out / REPLY).write_bytes(msgspec.json.encode(reply))
    return 0


def _check(upload: Path, *, name: str, out: Path, sources: FontSources) -> Reply:
    _say("Opening the file")
    package = open_upload(upload.read_bytes(), name=name)
    checked = check(package, fonts=sources, on_progress=_say)
    prepared = checked.prepared
    _say("Keeping the result")
    apart: dict[str, bytes] = {}
    (out / PREPARED).write_bytes(encode(prepared, apart=apart))
    (out / APART).mkdir()
    for key, data in apart.items():
        (out / APART / key).write_bytes(data)
    if checked.preview_png:
        (out / PREVIEW).write_bytes(checked.preview_png)
    if checked.pictures:
        (out / PLACES).write_bytes(zipped([RenderedFile(name, "image/jpeg", data) for name, data in checked.pictures.items()]))
    return Reply(
        kind=prepared.kind,
        title=prepared.title,
        language=prepared.language,
        pages=prepared.pages,
        fields=prepared.fields,
        findings=checked.findings,
        comparison=_compared(package, prepared, out),
    )


def _compared(package: Package, prepared: Prepared, out: Path) -> tuple[PageComparison, ...]:
    """Our pages beside InDesign's PDF, where one lies in the package. It is a courtesy: what cannot be compared stops nothing."""
    if package.reference is None or not drawable(package.reference):
        return ()
    _say("Comparing it with InDesign's PDF")
    from documents.rendering.comparison import compare  # numpy: only this process and the command need it

    try:
        ours = engine.render(prepared, {}, Output(quality="Print", strict=False))[0].content
        found = compare(package.reference, ours, pictures=True, patience_s=COMPARISON_PATIENCE_S)
    except RenderFailed:
        return ()
    pictures = [
        RenderedFile(f"page-{page.number}-{name}.jpg", "image/jpeg", data) for page in found.shown for name, data in page.pictures.items()
    ]
    (out / COMPARED).write_bytes(zipped(pictures))
    return tuple(msgspec.structs.replace(page, pictures={}) for page in found.pages)


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def confine(limits: ChildLimits, *, folder: Path | None = None) -> None:
    """Give up what a file has no business with. An exceeded limit ends the process; the parent says why.

    folder   where files may be written; None: nowhere
    """
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_mb * MB, limits.memory_mb * MB))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_s, limits.cpu_s + 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.file_mb * MB, limits.file_mb * MB))
    resource.setrlimit(resource.RLIMIT_NOFILE, (limits.open_files, limits.open_files))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # The child has a session of its own, so a killed worker or Ctrl-C would leave it behind: it dies with the thread that waits for it.
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)  # Python ignores it, and a write would fail half-way
    system_calls.refuse()
    own = f"{folder.resolve()}{os.sep}" if folder else None
    sys.addaudithook(lambda event, arguments: _refuse(event, arguments, own=own))


def _refuse(event: str, arguments: tuple[object, ...], *, own: str | None) -> None:
    """Where the kernel refuses nothing, Python code still neither connects nor starts programs; lxml is told so (`no_network`)."""
    if event in REFUSED:
        raise PermissionError(f"{event} is not for the child process")
    if event in FOLDERS:
        changed = arguments
    elif event == "open" and isinstance(arguments[2], int) and arguments[2] & system_calls.WRITING:
        changed = arguments[:1]
    else:
        return
    for path in changed:
        if isinstance(path, (str, bytes)) and (own is None or not os.path.realpath(os.fsdecode(path)).startswith(own)):
            raise PermissionError(f"{path!r} is not for the child process to change")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
