"""System calls that the kernel refuses this thread from here on: seccomp, on Linux's two usual machines. Elsewhere nothing is refused."""

import ctypes
import errno
import os
import platform
import struct
import sys

ENDS, FAILS = 0x00030000, 0x00050000 | errno.EPERM  # <linux/seccomp.h>: SECCOMP_RET_TRAP (SIGSYS), SECCOMP_RET_ERRNO
ALLOWED = 0x7FFF0000
# <asm/unistd.h>: socket, connect, bind, sendto, execve, execveat
NETWORK_AND_PROGRAMS = {"x86_64": (41, 42, 49, 44, 59, 322), "aarch64": (198, 203, 200, 206, 221, 281)}
# mkdir, unlink, rename, link, symlink, truncate, creat, mknod, and those of them that end in "at"
CHANGES_OF_FOLDERS = {
    "x86_64": (83, 258, 84, 87, 263, 82, 264, 316, 86, 265, 88, 266, 76, 85, 133, 259),
    "aarch64": (34, 35, 38, 276, 37, 36, 45, 33),
}
OPENING = {"x86_64": ((257, 32), (2, 24)), "aarch64": ((56, 32),)}  # openat and open, and where struct seccomp_data has their flags
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
LOAD, IS, ANY_OF, RETURN = 0x20, 0x15, 0x45, 0x06  # classic BPF
PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2


def refuse(*, files: bool = False, answer: int = FAILS) -> bool:
    """No socket and no other program; with `files`, nothing is written or changed either.

    answer    FAILS: the call fails with EPERM; ENDS: the process ends with SIGSYS
    returns   whether the kernel took it
    """
    machine = platform.machine()
    if sys.platform != "linux" or machine not in AUDIT_ARCH:
        return False
    steps = [_step(LOAD, 4), _step(IS, AUDIT_ARCH[machine], yes=1), _step(RETURN, answer), _step(LOAD, 0)]
    for call in (*NETWORK_AND_PROGRAMS[machine], *(CHANGES_OF_FOLDERS[machine] if files else ())):
        steps += [_step(IS, call, no=1), _step(RETURN, answer)]
    for call, flags in OPENING[machine] if files else ():
        steps += [_step(IS, call, no=4), _step(LOAD, flags), _step(ANY_OF, WRITING, no=1), _step(RETURN, answer), _step(RETURN, ALLOWED)]
    return _install(b"".join([*steps, _step(RETURN, ALLOWED)]))


def _install(program: bytes) -> bool:
    kept = ctypes.create_string_buffer(program)
    described = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(kept)))  # struct sock_fprog
    libc = ctypes.CDLL(None)
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    return bool(libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, described, 0, 0) == 0)


def _step(code: int, value: int, *, yes: int = 0, no: int = 0) -> bytes:
    """One instruction; yes and no: how many of the next ones are left out."""
    return struct.pack("HBBI", code, yes, no, value)
