"""An address of the suite's own that the server can call: it has pictures, good and bad, and takes callbacks and events."""

import base64
import binascii
import struct
import threading
import time
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

SLOW_S = 7.0  # longer than the five seconds that a picture has
ENDLESS = 64  # MB, more than TotalMaxFetchSize
LOOK_S = 0.1
# A grey square of eight pixels.
JPG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI////////////////////////////////////////////////////wAALCAAIAAgB"
    "AREA/8QAFAABAAAAAAAAAAAAAAAAAAAAAP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AP//Z"
)


def png(width: int = 8, height: int = 8) -> bytes:
    """A grey picture. Source: the PNG specification, 5.2 to 5.6."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", binascii.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\x80" * width for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@dataclass
class Message:
    """A POST that came."""

    headers: Mapping[str, str]
    body: bytes


@dataclass
class Listener:
    """What came to it, by path; `statuses` are answered to a path's POSTs one after the other, then 200."""

    url: str
    got: dict[str, list[Message]] = field(default_factory=lambda: defaultdict(list))
    statuses: dict[str, list[int]] = field(default_factory=dict)

    def wait_for(self, path: str, count: int, *, patience_s: float) -> list[Message]:
        """What came, once it is so many or the patience is over."""
        until = time.monotonic() + patience_s
        while len(self.got[path]) < count and time.monotonic() < until:
            time.sleep(LOOK_S)
        return list(self.got[path])


@contextmanager
def listening(address: str) -> Iterator[Listener]:
    """A Listener at the address; raises OSError when its port cannot be had, ValueError when it is no address."""
    parts = urlsplit(address)
    if parts.scheme != "http" or not parts.hostname or not parts.port:
        raise ValueError(f"{address} is not an address of this form: http://HOST:PORT")
    listener = Listener(address.rstrip("/"))
    try:
        server = ThreadingHTTPServer((parts.hostname, parts.port), _handler(listener))
    except OSError:  # a name that this machine only has outside of itself
        server = ThreadingHTTPServer(("", parts.port), _handler(listener))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=[0.05], daemon=True)
    thread.start()
    try:
        yield listener
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(listener: Listener) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with suppress(BrokenPipeError, ConnectionResetError):  # the server had enough
                _show(self, self.path.partition("?")[0])

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            planned = listener.statuses.get(self.path, [])
            status = planned.pop(0) if planned else 200
            listener.got[self.path].append(Message({name.lower(): value for name, value in self.headers.items()}, body))
            _answer(self, b"", status=status)

        def log_message(self, *_: object) -> None:
            return

    return Handler


def _show(handler: BaseHTTPRequestHandler, path: str) -> None:
    if path == "/slow.png":
        time.sleep(SLOW_S)
    if path == "/large.png":
        handler.send_response(200)
        handler.send_header("Content-Type", "image/png")
        handler.end_headers()
        for _ in range(ENDLESS):
            handler.wfile.write(png() + b"\0" * 1024 * 1024)
        return
    found = {"/good.png": png(), "/slow.png": png(), "/good.jpg": JPG, "/text.png": b"This is no picture.", "/broken.png": png()[:40]}
    if path == "/inwards.png":
        handler.send_response(302)
        handler.send_header("Location", "http://169.254.169.254/latest/meta-data/")
        handler.send_header("Content-Length", "0")
        handler.end_headers()
    elif path in found:
        _answer(handler, found[path], kind="image/jpeg" if path.endswith("jpg") else "image/png")
    else:
        _answer(handler, b"", status=404)


def _answer(handler: BaseHTTPRequestHandler, content: bytes, *, status: int = 200, kind: str = "text/plain") -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content)
