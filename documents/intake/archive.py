"""A ZIP from a stranger: what is in it, under its true names, and no more than fits in memory."""

import contextlib
import io
import lzma
import re
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from functools import cached_property

from personalia_site.errors import Invalid

MB = 1024 * 1024
MAX_MEMBERS = 5_000
MAX_TOTAL = 800 * MB  # unpacked, all members together; half of the child's memory
MAX_RATIO = 200  # of one member larger than RATIO_FROM: real pictures and XML stay below 60
RATIO_FROM = 32 * MB
SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
ENCRYPTED = 0x1
UTF8_NAME = 0x800
JUNK = re.compile(r"(^|/)(__MACOSX(/|$)|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)


class Archive:
    """The members of a ZIP by their path ("Links/photo.jpg", NFC, forward slashes), without folders, links and macOS's own files.

    raises   Invalid, from the start, for what is no ZIP, is encrypted, climbs out of its folder or would not fit in memory
    """

    def __init__(self, data: bytes, *, name: str) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, UnicodeDecodeError) as error:
            raise Invalid(
                f"“{name}” is a damaged ZIP: it was probably cut off while it was copied or sent. Make it again and upload it again.",
                code="broken_zip",
            ) from error
        self._check_size()
        self._members = dict(self._named())

    def __contains__(self, path: str) -> bool:
        return path in self._members

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    @cached_property
    def size(self) -> int:
        """Bytes of all members, unpacked."""
        return sum(member.file_size for member in self._members.values())

    def read(self, path: str, *, first: int | None = None) -> bytes:
        """The member's bytes, or its `first` ones."""
        try:
            with self._zip.open(self._members[path]) as file:
                return file.read() if first is None else file.read(first)
        except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
            raise Invalid(
                f"“{path}” in “{self.name}” cannot be unpacked: the ZIP is damaged or packed in a way we do not read. "
                "Make the ZIP again with your system's own command and upload it again.",
                code="broken_zip",
                parameters={"Path": path},
            ) from error

    def _check_size(self) -> None:
        members = self._zip.infolist()
        if len(members) > MAX_MEMBERS:
            raise Invalid(f"“{self.name}” holds {len(members)} files; {MAX_MEMBERS} are the most.", code="too_large")
        total = sum(member.file_size for member in members)
        if total > MAX_TOTAL:
            raise Invalid(
                f"“{self.name}” would be {total // MB} MB unpacked; {MAX_TOTAL // MB} MB are the most. "
                "Leave out what the design does not link to.",
                code="too_large",
            )
        for member in members:
            if member.file_size > RATIO_FROM and member.file_size > MAX_RATIO * max(1, member.compress_size):
                raise Invalid(
                    f"“{member.filename}” in “{self.name}” grows more than {MAX_RATIO} times when unpacked, as ZIP bombs do. "
                    "Save that file in a compressed format and pack it again.",
                    code="zip_bomb",
                    parameters={"Path": member.filename},
                )

    def _named(self) -> Iterator[tuple[str, zipfile.ZipInfo]]:
        for member in self._zip.infolist():
            path = _true_name(member)
            self._refuse_unsafe(path, member)
            is_link = stat.S_ISLNK(member.external_attr >> 16)
            if path and not (path.endswith("/") or is_link or JUNK.search(path)):  # is_dir() of Python 3.11 fails for an empty name
                yield path, member

    def _refuse_unsafe(self, path: str, member: zipfile.ZipInfo) -> None:
        if path.startswith("/") or re.match(r"[A-Za-z]:", path) or ".." in path.split("/") or "\0" in path:
            raise Invalid(
                f"“{self.name}” holds a file that would be written outside its folder (“{path}”). "
                "Pack the folder again with your system's own command.",
                code="unsafe_path",
                parameters={"Path": path},
            )
        if member.flag_bits & ENCRYPTED:
            raise Invalid(
                f"“{self.name}” is protected with a password. Pack it again without one.", code="encrypted", parameters={"Path": path}
            )


def is_zip(data: bytes) -> bool:
    """Whether it begins as one; it may still be damaged."""
    return data.startswith(SIGNATURES)


def _true_name(member: zipfile.ZipInfo) -> str:
    """The name as its packer meant it: macOS writes UTF-8 (decomposed) without saying so, old Windows tools write backslashes."""
    # ZipInfo.filename is cut at a NUL and has "\\" replaced only on Windows; orig_filename is as it stands.
    name = member.orig_filename
    if not member.flag_bits & UTF8_NAME:
        with contextlib.suppress(UnicodeError):  # else it is really cp437, as `zipfile` took it
            name = name.encode("cp437").decode("utf-8")
    return unicodedata.normalize("NFC", name.replace("\\", "/")).removeprefix("./")
