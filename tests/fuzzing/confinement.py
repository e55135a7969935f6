"""What a worker may not do: use more memory than the child of an upload, write, connect, start programs. Doing it ends the process.

The kernel watches (seccomp), so libraries in C are watched too. Where it cannot, Python's audit events still are.
"""

import faulthandler
import os
import resource
import signal
import sys
from pathlib import Path

from documents.intake import system_calls
from tests.fuzzing.specimens import CORPUS, PROJECT

MB = 1 << 20
READ = tuple(
    str(path)
    for path in (PROJECT, CORPUS, sys.prefix, sys.base_prefix, "/usr/share/fonts", "/usr/local", "/usr/lib", "/usr/share/zoneinfo",
        "/proc/self", "/lib",
                 Path("~/.fonts").expanduser(), Path("~/.local/share/fonts").expanduser(), "/usr/share/mime", "/dev/null", "/dev/urandom")
)  # fmt: skip
CREATES = ("os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink", "os.link", "os.truncate", "os.chmod", "shutil.copyfile")
FORBIDDEN = (
    *CREATES,
    "socket.__new__",
    "socket.connect",
    "socket.getaddrinfo",
    "socket.bind",
    "subprocess.Popen",
    "os.exec",
    "os.posix_spawn",
    "os.system",
)
WRITING = system_calls.WRITING

seen: list[str] = []  # forbidden things that Python code did since the list was cleared


def confine(*, memory_mb: int) -> None:
    """From here on a forbidden system call, or a byte written to a file, ends the process; stderr says where it was."""
    faulthandler.enable()
    faulthandler.register(signal.SIGSYS, chain=True)
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb * MB, memory_mb * MB))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(_look)
    if not system_calls.refuse(files=True, answer=system_calls.ENDS):
        sys.stderr.write("seccomp is not to be had here: system calls are not watched\n")


def _look(event: str, arguments: tuple[object, ...]) -> None:
    if event in FORBIDDEN:
        seen.append(f"{event} {arguments[:1]!r}"[:200])
    elif event == "open" and isinstance(arguments[0], (str, bytes)):
        path = os.path.abspath(os.fsdecode(arguments[0]))  # noqa: PTH100 -- pathlib would look at the disk
        flags = arguments[2]
        if (isinstance(flags, int) and flags & WRITING) or not path.startswith(READ):
            seen.append(f"open {path} {arguments[1]}"[:200])
