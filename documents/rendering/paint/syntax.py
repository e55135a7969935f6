"""PDF syntax: numbers, names, strings, and the numbered objects of a file."""

import re
import zlib
from functools import lru_cache

COMPRESSION = 6  # zlib's level, fixed: same input, same bytes
KEPT_BYTES = 16_000
QUICK = 1  # for what each document has alone: half the time, a tenth more bytes
HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


def number(value: float) -> str:
    """At most four decimals (0.0001 pt), no exponent; what is no number is 0."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    if text[-1:] in ("n", "f"):  # nan, inf
        return "0"
    return "0" if text in ("-0", "") else text


def numbers(*values: float) -> str:
    return " ".join(map(number, values))


def concat(matrix: tuple[float, float, float, float, float, float]) -> str:
    """The `cm` operator. Its scale has six decimals, because it multiplies page-sized coordinates."""
    a, b, c, d, e, f = matrix
    scale = " ".join(f"{v:.6f}".rstrip("0").rstrip(".") for v in (a, b, c, d)).replace("-0 ", "0 ")
    return f"{scale} {number(e)} {number(f)} cm\n"


def name(text: str) -> str:
    """A name object; everything but plain ASCII letters and digits is written as #xx."""
    return "/" + re.sub(rb"[^A-Za-z0-9_+.\-]", lambda m: b"#%02X" % m[0][0], text.encode()).decode("ascii")


def string(text: str) -> str:
    """A text string as hexadecimal UTF-16 with its byte order mark."""
    return f"<FEFF{text.encode('utf-16-be', 'surrogatepass').hex().upper()}>"


def literal(text: str) -> str:
    """An ASCII string, for URIs."""
    encoded = text.encode("ascii", "backslashreplace").decode("ascii")
    return "(" + encoded.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") + ")"


def stream(entries: str, data: bytes, *, compress: bool = True, level: int = COMPRESSION) -> bytes:
    """A stream object's body. Short data is left as it is: Flate would make it longer."""
    if compress and len(data) > 64:
        data = _packed(data, level) if len(data) <= KEPT_BYTES else zlib.compress(data, level)
        entries += "/Filter/FlateDecode"
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries.encode("latin-1"), len(data), data)


@lru_cache(maxsize=64)
def _packed(data: bytes, level: int) -> bytes:
    """A frame whose text is that of a document before is packed already."""
    return zlib.compress(data, level)


class Objects:
    """Numbered objects, one written behind the other; offsets count from `start`."""

    def __init__(self, *, start: int = 0, first: int = 1, level: int = COMPRESSION) -> None:
        self.level = level
        self.parts: list[bytes] = []
        self.offsets: dict[int, int] = {}
        self.position = start
        self.next = first

    def reserve(self) -> int:
        self.next += 1
        return self.next - 1

    def write(self, body: bytes | str, *, at: int | None = None) -> int:
        """Write one object; `at` is a number reserved before."""
        at = self.reserve() if at is None else at
        data = b"%d 0 obj\n%s\nendobj\n" % (at, body.encode("latin-1") if isinstance(body, str) else body)
        self.offsets[at] = self.position
        self.position += len(data)
        self.parts.append(data)
        return at

    def stream(self, entries: str, data: bytes, *, compress: bool = True, at: int | None = None) -> int:
        return self.write(stream(entries, data, compress=compress, level=self.level), at=at)


def xref_rows(count: int) -> bytearray:
    """Rows of a cross-reference table for objects 0 to count - 1, all of them free."""
    return bytearray(b"0000000000 65535 f \n" + b"0000000000 00000 f \n" * (count - 1))


def set_row(rows: bytearray, at: int, offset: int) -> None:
    rows[20 * at : 20 * at + 20] = b"%010d 00000 n \n" % offset
