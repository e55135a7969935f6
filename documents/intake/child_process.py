"""The check of an upload in a process of its own, with limits: whatever a file does to a library, the caller gets a sentence."""

import contextlib
import logging
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from documents.intake.reply import APART, COMPARED, LOG, OUT_OF_MEMORY, PLACES, PREPARED, PREVIEW, REPLY, ChildLimits, Reply
from documents.rendering.compared import PageComparison
from documents.rendering.findings import Finding, FoundField
from documents.rendering.fonts.fallbacks import USUAL
from documents.rendering.prepared import PreparedPage
from personalia_site.errors import BrokenDesign, Invalid, PersonaliaError

logger = logging.getLogger(__name__)
PROJECT = Path(__file__).resolve().parents[2]


class CheckedFiles(msgspec.Struct, frozen=True, kw_only=True):
    """What the child made. Fields and findings are `prepared`'s own; `preview` is None if page 1 cannot be drawn.

    comparison   our pages beside InDesign's PDF, where one lies in the package; compared: its pictures, page-1-ours.jpg …
    places       pictures of what findings are about, a ZIP; None: there are none
    """

    kind: str
    title: str
    language: str
    pages: tuple[PreparedPage, ...]
    fields: tuple[FoundField, ...]
    findings: tuple[Finding, ...]
    prepared: Path  # for prepared.decode()
    fonts: tuple[Path, ...]  # for its `apart`: font files, called as their keys
    preview: Path | None  # a PNG about 1000 px wide
    comparison: tuple[PageComparison, ...] = ()
    compared: Path | None = None
    places: Path | None = None


def check_in_child(
    upload: Path,
    *,
    name: str,
    out_folder: Path,
    fonts_folder: Path | None = None,
    system_fonts: bool = True,
    fallbacks: Sequence[str] = USUAL,
    limits: ChildLimits = ChildLimits(),  # noqa: B008 -- frozen
    on_progress: Callable[[str], None] = lambda _text: None,
) -> CheckedFiles:
    """Check an uploaded file in a child process that has limits on memory, CPU, time and files, and no network.

    upload        the file as it came; never changed
    name          its name at the uploader's, for messages and the title
    out_folder    exists and is empty; gets prepared.bin, fonts/, preview.png, places.zip, compared.zip, result.json and child.log
    fonts_folder  font files of the workspace's library
    fallbacks     families that are asked for a glyph which a font lacks
    on_progress   called in this thread with short texts for the person who waits
    raises        Invalid or BrokenDesign, whatever goes wrong with the file: refused, crashed, out of memory or time
    costs         blocks until the child ends, `limits.wall_s` at most
    """
    status = _run(_command(upload, name, out_folder, fonts_folder, system_fonts, fallbacks, limits), out_folder, limits, on_progress)
    if status != 0:
        raise _named(status, name, out_folder, limits)
    reply = _read(out_folder / REPLY, name)
    if reply.error is not None:
        raise reply.error.as_exception()
    preview, compared, places = out_folder / PREVIEW, out_folder / COMPARED, out_folder / PLACES
    return CheckedFiles(
        kind=reply.kind,
        title=reply.title,
        language=reply.language,
        pages=reply.pages,
        fields=reply.fields,
        findings=reply.findings,
        prepared=out_folder / PREPARED,
        fonts=tuple(sorted((out_folder / APART).iterdir())),
        preview=preview if preview.exists() else None,
        comparison=reply.comparison,
        compared=compared if compared.exists() else None,
        places=places if places.exists() else None,
    )


def _command(
    upload: Path, name: str, out: Path, fonts: Path | None, system_fonts: bool, fallbacks: Sequence[str], limits: ChildLimits
) -> list[str]:
    command = [sys.executable, "-m", "documents.intake.child", f"--upload={upload.resolve()}", f"--name={name}", f"--out={out.resolve()}"]
    command += [f"--limits={msgspec.json.encode(limits).decode()}", f"--fallbacks={msgspec.json.encode(list(fallbacks)).decode()}"]
    command += [f"--fonts={fonts.resolve()}"] if fonts else []
    return command + ([] if system_fonts else ["--no-system-fonts"])


def _run(command: list[str], out: Path, limits: ChildLimits, on_progress: Callable[[str], None]) -> int:
    """Run the child and pass its lines on; its exit status, negative for a signal, -SIGALRM when its time was over."""
    # HOME: fonts of this user count as installed. Nothing else of our environment (keys, database) is the child's business.
    environment = {"PYTHONPATH": str(PROJECT), "PATH": os.defpath, "HOME": os.environ.get("HOME", "/"), "LC_ALL": "C.UTF-8"}
    environment |= {"PYTHONDONTWRITEBYTECODE": "1", "MALLOC_ARENA_MAX": "2", "OPENBLAS_NUM_THREADS": "1"}
    with (out / LOG).open("wb") as log:
        child = subprocess.Popen(  # noqa: S603 -- our own interpreter and module, no shell
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, env=environment, cwd=out, start_new_session=True
        )
        try:
            in_time = _listen(child, deadline=time.monotonic() + limits.wall_s, on_progress=on_progress)
        finally:
            if child.poll() is None:
                _kill(child)
            if child.stdout:
                child.stdout.close()
    return child.returncode if in_time else -signal.SIGALRM


def _listen(child: subprocess.Popen[bytes], *, deadline: float, on_progress: Callable[[str], None]) -> bool:
    """Pass the child's lines on until it ends; False when the deadline came first."""
    assert child.stdout is not None
    pending = b""
    with selectors.DefaultSelector() as waiting:
        waiting.register(child.stdout, selectors.EVENT_READ)
        while (left_s := deadline - time.monotonic()) > 0:
            if not waiting.select(timeout=left_s):
                continue
            piece = os.read(child.stdout.fileno(), 4096)
            if not piece:
                break
            *lines, pending = (pending + piece).split(b"\n")
            for line in lines:
                on_progress(line.decode("utf-8", "replace")[:200])
            pending = pending[-4096:]
    try:
        child.wait(timeout=max(0.0, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        return False
    return True


def _kill(child: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _named(status: int, name: str, out: Path, limits: ChildLimits) -> PersonaliaError:
    """The sentence for a child that ended without an answer."""
    try:
        written = (out / LOG).read_bytes()[-2000:].decode("utf-8", "replace")
    except OSError:
        written = ""
    logger.error("checking %r ended with status %s: %s", name, status, written)
    if status in (-signal.SIGALRM, -signal.SIGXCPU):
        return Invalid(
            f"Checking “{name}” took too long (more than {limits.cpu_s} s of work or {limits.wall_s} s in all). "
            "Simplify the design, or make its linked pictures and pages smaller, and upload it again.",
            code="check_timeout",
        )
    if status in (OUT_OF_MEMORY, -signal.SIGKILL) or "bad_alloc" in written or "MemoryError" in written:
        return Invalid(
            f"Checking “{name}” needs more than {limits.memory_mb} MB of memory. "
            "Make its linked pictures smaller (300 ppi at their printed size is enough) and upload it again.",
            code="check_out_of_memory",
        )
    if status == -signal.SIGXFSZ:
        return Invalid(f"What “{name}” becomes is larger than {limits.file_mb} MB. Make its linked pictures smaller.", code="too_large")
    return BrokenDesign(
        f"“{name}” cannot be read: something in it stops the renderer. Open it in InDesign, export it again (File › Export › InDesign "
        "Markup) and upload that; if it fails again, send us the file."
    )


def _read(path: Path, name: str) -> Reply:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Reply)
    except (OSError, msgspec.DecodeError) as error:
        raise BrokenDesign(f"Checking “{name}” ended without a result. Upload it again; if that fails too, send us the file.") from error
