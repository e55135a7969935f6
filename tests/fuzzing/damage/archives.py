"""ZIPs that lie: about checksums, sizes, names, kinds; bombs; members that are missing, doubled, nested, exchanged."""

import io
import struct
import unicodedata
import zipfile
from collections.abc import Callable
from random import Random

DAY = (2024, 1, 1, 0, 0, 0)
CENTRAL, LOCAL, END = b"PK\1\2", b"PK\3\4", b"PK\5\6"
Members = dict[str, bytes]
NAMES = (
    "../outside.txt", "..\\outside.txt", "/etc/outside", "C:\\outside.txt", "a/../../outside", "//host/share", "~/outside", "a\0b.xml",
    "Links/../Links/photo.jpg", "x" * 60_000, "", ".", "./", "/", "con.txt", "\u202egpj.exe", "Links/😀.png",
    "designmap.xml/", "DESIGNMAP.XML", "__MACOSX/._x", "a/" * 2000 + "b", "links/ä.jpg", "\x1b[2J", "*?<>|",
)  # fmt: skip


def packed(members: Members, **of_all: int) -> bytes:
    """A plain ZIP; of_all: compress_type."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path, data in members.items():
            archive.writestr(zipfile.ZipInfo(path, DAY), data, of_all.get("compress_type", zipfile.ZIP_STORED), compresslevel=1)
    return buffer.getvalue()


def wrong_checksum(rng: Random, members: Members) -> bytes:
    return _patched(rng, members, offset=16, size=4)


def wrong_size(rng: Random, members: Members) -> bytes:
    return _patched(rng, members, offset=rng.choice((20, 24)), size=4)


def wrong_method(rng: Random, members: Members) -> bytes:
    return _patched(rng, members, offset=10, size=2, values=(0, 1, 8, 9, 12, 14, 93, 98, 99, 65535))


def encrypted(rng: Random, members: Members) -> bytes:
    return _patched(rng, members, offset=8, size=2, values=(1, 0x41, 0x8, 0x2000, 0x9))


def wrong_offset(rng: Random, members: Members) -> bytes:
    return _patched(rng, members, offset=42, size=4)


def wrong_lengths(rng: Random, members: Members) -> bytes:
    """Of name, extra field, comment."""
    return _patched(rng, members, offset=rng.choice((28, 30, 32)), size=2, values=(0, 1, 255, 65535))


def wrong_end(rng: Random, members: Members) -> bytes:
    data = bytearray(packed(members))
    at = data.rfind(END) + rng.choice((4, 6, 8, 10, 12, 16, 20))
    data[at : at + 2] = rng.choice((b"\0\0", b"\xff\xff", b"\1\0", b"\0\x80"))
    return bytes(data)


def odd_names(rng: Random, members: Members) -> bytes:
    return packed({**members, rng.choice(NAMES): b"x", "p/" + rng.choice(NAMES): b"y"})


def renamed(rng: Random, members: Members) -> bytes:
    victim = rng.choice(list(members))
    return packed({(rng.choice(NAMES) if path == victim else path): data for path, data in members.items()})


def decomposed_names(rng: Random, members: Members) -> bytes:
    """As macOS writes them, with and without saying that they are UTF-8."""
    made = packed({unicodedata.normalize("NFD", path.replace("a", "ä")): data for path, data in members.items()})
    return made if rng.random() < 0.5 else made.replace(struct.pack("<H", 0x800), b"\0\0")


def symbolic_link(rng: Random, members: Members) -> bytes:
    victim = rng.choice(list(members))
    target = rng.choice((b"/etc/passwd", b"../..", b"designmap.xml", b"."))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path, data in members.items():
            entry = zipfile.ZipInfo(path, DAY)
            entry.external_attr = (0o120777 if path == victim else 0o644) << 16
            archive.writestr(entry, target if path == victim else data)
    return buffer.getvalue()


def doubled(rng: Random, members: Members) -> bytes:
    """The same name twice, the second one with other bytes: readers differ in which they take."""
    first, second = rng.choice(list(members)), rng.choice(list(members))
    token = "\1" * len(first)
    made = packed({**members, token: members[second]})
    return made.replace(token.encode(), first.encode())


def bomb(rng: Random, members: Members) -> bytes:
    size = rng.choice((1, 40, 100)) << 20
    victim = rng.choice([*members, "p/Links/bomb.jpg", "bomb.xml"])
    return packed({**members, victim: bytes(size)}, compress_type=zipfile.ZIP_DEFLATED)


def packed_otherwise(rng: Random, members: Members) -> bytes:
    return packed(members, compress_type=rng.choice((zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, zipfile.ZIP_DEFLATED)))


def huge_comment(rng: Random, members: Members) -> bytes:
    made = bytearray(packed(members))
    comment = rng.choice((b"x" * 65535, END * 16000, b"PK\5\6" + bytes(18)))[:65535]
    made[-2:] = struct.pack("<H", len(comment))
    return bytes(made) + comment


def many_members(rng: Random, members: Members) -> bytes:
    return packed({**members, **{f"{number}.xml": b"<a/>" for number in range(rng.choice((100, 2000, 5100)))}})


def member_missing(rng: Random, members: Members) -> bytes:
    gone = set(rng.sample(list(members), min(len(members), rng.choice((1, 1, 2, max(1, len(members) // 2))))))
    return packed({path: data for path, data in members.items() if path not in gone})


def member_exchanged(rng: Random, members: Members) -> bytes:
    first, second = rng.choice(list(members)), rng.choice(list(members))
    return packed({**members, first: members[second], second: members[first]})


def member_empty(rng: Random, members: Members) -> bytes:
    return packed({**members, rng.choice(list(members)): rng.choice((b"", b"\0", b" ", b"\xef\xbb\xbf", b"<?xml", b"\xff\xfe"))})


def nested(rng: Random, members: Members) -> bytes:
    made = packed(members)
    for depth in range(rng.choice((1, 2, 10))):
        made = packed({rng.choice(("design.idml", f"{depth}.zip", "Links/x.zip")): made})
    return made


def prefixed(rng: Random, members: Members) -> bytes:
    return rng.choice((b"MZ", b"%PDF-1.7\n", b"\0", b"PK\3\4")) * rng.choice((1, 500)) + packed(members)


def _patched(rng: Random, members: Members, *, offset: int, size: int, values: tuple[int, ...] = ()) -> bytes:
    """One field of a member's entry in the central directory, and sometimes of its own header, is another number."""
    data = bytearray(packed(members, compress_type=rng.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))))
    entries = [at for at in _found(data, CENTRAL) if at + 46 <= len(data)]
    at = rng.choice(entries)
    odd = values or (0, 1, 0x7FFFFFFF, 0xFFFFFFFF, 0x80000000, 1000, rng.getrandbits(32))
    value = rng.choice(odd) & ((1 << 8 * size) - 1)
    data[at + offset : at + offset + size] = value.to_bytes(size, "little")
    start = int.from_bytes(data[at + 42 : at + 46], "little")
    if offset < 28 and rng.random() < 0.5 and start + 30 < len(data):  # a local header has the same fields two bytes sooner
        data[start + offset - 2 : start + offset - 2 + size] = value.to_bytes(size, "little")
    return bytes(data)


def _found(data: bytearray, signature: bytes) -> list[int]:
    places, at = [], data.find(signature)
    while at >= 0:
        places.append(at)
        at = data.find(signature, at + 4)
    return places


DAMAGE: dict[str, Callable[[Random, Members], bytes]] = {
    made.__name__: made
    for made in (
        wrong_checksum, wrong_size, wrong_method, encrypted, wrong_offset, wrong_lengths, wrong_end, odd_names, renamed, decomposed_names,
        symbolic_link, doubled, bomb, packed_otherwise, huge_comment, many_members, member_missing, member_exchanged, member_empty,
        nested, prefixed,
    )
}  # fmt: skip
