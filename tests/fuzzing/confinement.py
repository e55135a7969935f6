"""What a worker may not do: use more memory than the child of an upload, write, connect, start programs. Doing it ends the process.

The kernel watches (seccomp), so libraries in C are watched too. Where it cannot, Python's audit events still are.
"""

import ctypes
import faulthandler
import os
import platform
import resource
import signal
import struct
import sys
from pathlib import Path

from tests.fuzzing.specimens import CORPUS, PROJECT

MB = 1 << 20
READ = tuple(
    str(path)
    for path in (PROJECT, CORPUS, sys.prefix, sys.base_prefix, "/usr/share/fonts", "/usr/local", "/usr/lib", "/usr/share/zoneinfo",
        "/proc/self", "/lib",
                 Path("~/.fonts").expanduser(), Path("~/.local/share/fonts").expanduser(), "/usr/share/mime", "/dev/null", "/dev/urandom",
                 Path("~/.reportlab_").expanduser())  # reportlab looks for settings of its own

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
AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
# <asm/unistd.h>: socket, connect, bind, sendto, execve, execveat, mkdir, unlink, rename, link, symlink, truncate, creat, mknod,
# and those of them that end in "at"
CALLS = {
    "x86_64": (41, 42, 49, 44, 59, 322, 83, 258, 84, 87, 263, 82, 264, 316, 86, 265, 88, 266, 76, 85, 133, 259),
    "aarch64": (198, 203, 200, 206, 221, 281, 34, 35, 38, 276, 37, 36, 45, 33),
}
OPENAT = {"x86_64": 257, "aarch64": 56}
OPEN = 2  # x86_64 alone has it
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
LOAD, IS, ANY_OF, RETURN = 0x20, 0x15, 0x45, 0x06
TRAP, ALLOW = 0x00030000, 0x7FFF0000

seen: list[str] = []  # forbidden things that Python code did since the list was cleared


def confine(*, memory_mb: int) -> None:
    """From here on a forbidden system call, or a byte written to a file, ends the process; stderr says where it was."""
    faulthandler.enable()
    faulthandler.register(signal.SIGSYS, chain=True)
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb * MB, memory_mb * MB))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(_look)
    _watch_calls()


def _look(event: str, arguments: tuple[object, ...]) -> None:
    if event in FORBIDDEN:
        seen.append(f"{event} {arguments[:1]!r}"[:200])
    elif event == "open" and isinstance(arguments[0], (str, bytes)):
        path = os.path.abspath(os.fsdecode(arguments[0]))  # noqa: PTH100 -- pathlib would look at the disk
        flags = arguments[2]
        if (isinstance(flags, int) and flags & WRITING) or not path.startswith(READ):
            seen.append(f"open {path} {arguments[1]}"[:200])


def _watch_calls() -> None:
    machine = platform.machine()
    if sys.platform != "linux" or machine not in CALLS:
        return
    steps = [_step(LOAD, 4), _step(IS, AUDIT_ARCH[machine], no=0, yes=1), _step(RETURN, ALLOW), _step(LOAD, 0)]
    for call in CALLS[machine]:
        steps += [_step(IS, call, no=1), _step(RETURN, TRAP)]
    for call, flags_at in ((OPENAT[machine], 32), *(((OPEN, 24),) if machine == "x86_64" else ())):
        steps += [_step(IS, call, no=4), _step(LOAD, flags_at), _step(ANY_OF, WRITING, no=1), _step(RETURN, TRAP), _step(RETURN, ALLOW)]
    program = b"".join([*steps, _step(RETURN, ALLOW)])
    buffer = ctypes.create_string_buffer(program)
    described = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(buffer))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.create_string_buffer(described), 0, 0) != 0:
        sys.stderr.write("seccomp is not to be had here: system calls are not watched\n")


def _step(code: int, value: int, *, yes: int = 0, no: int = 0) -> bytes:
    """One instruction of classic BPF; yes and no: how many steps are left out."""
    return struct.pack("HBBI", code, yes, no, value)
