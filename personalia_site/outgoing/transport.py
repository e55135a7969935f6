"""An httpx transport that connects to the address it has checked."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from functools import cache
from queue import Empty, SimpleQueue

import httpcore
import httpx

from personalia_site.outgoing.addresses import Network, odd_spelling, permitted

Resolver = Callable[[str, int], list[str]]  # host, port -> addresses; may raise OSError

CONNECT_S = 3.0
TOTAL_S = 5.0
TRIES = 3  # addresses of one name


class RefusedAddress(httpx.ConnectError):
    """The name leads to an address that is not public."""


def resolve_by_system(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


_deadline: ContextVar[float] = ContextVar("deadline")


class _CheckedBackend(httpcore.NetworkBackend):
    """Resolves a name itself, checks every answer, and connects to one of those addresses: nobody asks the DNS a second time."""

    def __init__(self, allowed: tuple[Network, ...], resolve: Resolver) -> None:
        self.allowed = allowed
        self.resolve = resolve
        self.network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        del local_address
        until = min(time.monotonic() + (CONNECT_S if timeout is None else timeout), _deadline.get())
        addresses = self._checked(host, port, until)
        error: Exception = httpcore.ConnectError(f"{host} has no address.")
        for address in addresses[:TRIES]:
            try:
                stream = self.network.connect_tcp(address, port, timeout=_left(until), socket_options=socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failed:
                error = failed
            else:
                return _TimedStream(stream, _deadline.get())
        raise error

    def _checked(self, host: str, port: int, until: float) -> list[str]:
        if odd_spelling(host):
            raise RefusedAddress(f"{host} is an odd spelling of an address.")
        addresses = _within(until, lambda: self.resolve(host, port))
        if not addresses or not all(permitted(address, self.allowed) for address in addresses):
            raise RefusedAddress(f"{host} leads to an address that is not public.")
        return addresses


def _within(until: float, work: Callable[[], list[str]]) -> list[str]:
    """The system's resolver has no time-out of its own: it goes on in a thread that nobody waits for longer."""
    answers: SimpleQueue[list[str] | OSError] = SimpleQueue()

    def run() -> None:
        try:
            answers.put(work())
        except (OSError, UnicodeError) as error:  # UnicodeError: a label of more than 63 letters
            answers.put(error if isinstance(error, OSError) else OSError(str(error)))

    threading.Thread(target=run, daemon=True, name="resolve").start()
    try:
        found = answers.get(timeout=_left(until))
    except Empty:
        raise httpcore.ConnectTimeout("The name could not be resolved in time.") from None
    if isinstance(found, OSError):
        raise httpcore.ConnectError(str(found)) from found
    return found


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise httpcore.ConnectTimeout("No time is left.")
    return left


class _TimedStream(httpcore.NetworkStream):
    """A connection that ends at its deadline, however slowly the other side goes on sending."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self.stream = stream
        self.deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.stream.read(max_bytes, self._capped(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.stream.write(buffer, self._capped(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self.stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self.stream.start_tls(ssl_context, server_hostname, self._capped(timeout, httpcore.ConnectTimeout))
        return _TimedStream(stream, self.deadline)

    def get_extra_info(self, info: str) -> object:
        return self.stream.get_extra_info(info)

    def _capped(self, timeout: float | None, error: type[Exception]) -> float:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise error("The answer did not end in time.")
        return left if timeout is None else min(timeout, left)


@cache
def _certificates() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)


class GuardedTransport(httpx.HTTPTransport):
    """For any httpx.Client: what leads inwards raises RefusedAddress, and what takes longer than its time a httpx.TimeoutException.

    allowed   networks that may be reached though they are private
    total_s   for one request, from connecting to the answer's last byte; a request's own: extensions={"total_s": 2}
    resolve   host and port to addresses; the system's resolver
    trusted   whose certificates are good; those that browsers trust
    """

    def __init__(
        self,
        allowed: Iterable[Network] = (),
        *,
        total_s: float = TOTAL_S,
        resolve: Resolver = resolve_by_system,
        trusted: ssl.SSLContext | None = None,
    ) -> None:
        trusted = trusted or _certificates()
        super().__init__(verify=trusted, trust_env=False)
        self.total_s = total_s
        # httpx has no argument for a network backend. Connections are not kept: each has its request's deadline.
        self._pool = httpcore.ConnectionPool(
            ssl_context=trusted,
            max_connections=None,
            max_keepalive_connections=0,
            network_backend=_CheckedBackend(tuple(allowed), resolve),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.scheme not in {"http", "https"}:
            raise httpx.UnsupportedProtocol(f"{request.url.scheme} is neither http nor https.", request=request)
        token = _deadline.set(time.monotonic() + float(request.extensions.get("total_s", self.total_s)))
        try:
            return super().handle_request(request)
        finally:
            _deadline.reset(token)
