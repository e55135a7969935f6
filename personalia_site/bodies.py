"""Bodies that no door has read, because the call was refused before. No Django.

A server that leaves them unread has to close the connection: who is still sending then loses the answer (a browser's fetch sees a
broken pipe), and the next call on that connection gets none.
"""

import time
from collections.abc import Callable, Iterable
from typing import Any

Environ = dict[str, Any]
Application = Callable[[Environ, Any], Iterable[bytes]]

CHUNK = 256 * 1024
PATIENCE_S = 10.0
MOST = 512 * 1024 * 1024


def read_to_the_end(application: Application) -> Application:
    """The application, whose answers begin when the body has been sent; who sends for longer than PATIENCE_S is cut off."""

    def answer(environ: Environ, start_response: Any) -> Iterable[bytes]:
        answered = application(environ, start_response)
        _read_on(environ)
        return answered

    return answer


def _read_on(environ: Environ) -> None:
    """The socket is gunicorn's; elsewhere somebody else ends what takes too long."""
    until, left = time.monotonic() + PATIENCE_S, MOST
    socket = environ.get("gunicorn.socket")
    before = socket.gettimeout() if socket else None
    try:
        while left > 0 and (patience_s := until - time.monotonic()) > 0:
            if socket:
                socket.settimeout(patience_s)
            read = len(environ["wsgi.input"].read(CHUNK))
            if not read:
                return
            left -= read
    except OSError:
        return  # a client that has gone, or is too slow: its connection is closed
    finally:
        if socket:
            socket.settimeout(before)
