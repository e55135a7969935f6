"""Every HTTP request that leaves: to public addresses only, over an httpx transport that connects to the address it has checked.

Addresses come from strangers (a picture's URL, a webhook's target), and this machine stands in somebody's network: neither a
name that resolves inwards, nor a redirect, nor a second answer of the DNS may lead there. No Django.
"""

import ipaddress
import logging
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from queue import Empty, SimpleQueue

import httpcore
import httpx

from personalia_site.errors import Invalid, Upstream

logger = logging.getLogger(__name__)

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Resolver = Callable[[str, int], list[str]]  # host, port -> addresses; may raise OSError

CONNECT_S = 3.0
TOTAL_S = 5.0
MAX_REDIRECTS = 4
TRIES = 3  # addresses of one name
REDIRECTS = {301, 302, 303, 307, 308}

# Source: IANA's special-purpose address registries, and the clouds' metadata services that stand in public ranges.
NOT_PUBLIC_V4 = [
    ipaddress.ip_network(text)
    for text in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24",
        "203.0.113.0/24", "224.0.0.0/3", "168.63.129.16/32",
    )
]  # fmt: skip
PUBLIC_V6 = ipaddress.ip_network("2000::/3")
NOT_PUBLIC_V6 = [
    ipaddress.ip_network(text)
    for text in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")  # Teredo is in the first, 6to4 is the third
]
NAT64 = ipaddress.ip_network("64:ff9b::/96")


class RefusedAddress(httpx.ConnectError):
    """The name leads to an address that is not public."""


def networks(texts: Iterable[str]) -> tuple[Network, ...]:
    """Networks from their usual spelling, 10.0.0.0/8 or 192.168.1.5; raises ValueError."""
    return tuple(ipaddress.ip_network(text, strict=False) for text in texts)


def permitted(text: str, allowed: Iterable[Network] = ()) -> bool:
    """Whether an address that a name resolved to may be connected to: it is public, or in an allowed network."""
    address = _unwrapped(ipaddress.ip_address(text.partition("%")[0]))
    if any(address in network for network in allowed):
        return True
    if isinstance(address, ipaddress.IPv4Address):
        return not any(address in network for network in NOT_PUBLIC_V4)
    return address in PUBLIC_V6 and not any(address in network for network in NOT_PUBLIC_V6)


def _unwrapped(address: Address) -> Address:
    """The IPv4 address that an IPv6 spelling stands for: mapped, or through a NAT64 gateway."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return address.ipv4_mapped
        if address in NAT64:
            return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def _resolve(host: str, port: int) -> list[str]:
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
        if _odd_spelling(host):
            raise RefusedAddress(f"{host} is an odd spelling of an address.")
        addresses = _within(until, lambda: self.resolve(host, port))
        if not addresses or not all(permitted(address, self.allowed) for address in addresses):
            raise RefusedAddress(f"{host} leads to an address that is not public.")
        return addresses


def _odd_spelling(host: str) -> bool:
    """Decimal, octal, hexadecimal and shortened IPv4: 2130706433, 0177.0.0.1, 0x7f.1. Nobody writes them who means well."""
    try:
        return socket.inet_ntoa(socket.inet_aton(host)) != host
    except (OSError, UnicodeEncodeError):
        return False


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
    """

    def __init__(self, allowed: Iterable[Network] = (), *, total_s: float = TOTAL_S, resolve: Resolver = _resolve) -> None:
        super().__init__(verify=_certificates(), trust_env=False)
        self.total_s = total_s
        # httpx has no argument for a network backend. Connections are not kept: each has its request's deadline.
        self._pool = httpcore.ConnectionPool(
            ssl_context=_certificates(),
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


def client(transport: httpx.BaseTransport, *, headers: Mapping[str, str] | None = None) -> httpx.Client:
    """A client without cookies, redirects, proxies or anything from the environment. Close it."""
    return httpx.Client(
        transport=transport,
        trust_env=False,
        follow_redirects=False,
        timeout=httpx.Timeout(TOTAL_S, connect=CONNECT_S),
        headers={"User-Agent": "Personalia", **(headers or {})},
    )


class Budget:
    """Bytes that several fetches may take together, from any thread."""

    def __init__(self, max_bytes: int) -> None:
        self.left = max_bytes
        self._lock = threading.Lock()

    def take(self, size: int) -> bool:
        """Whether so much was left; then it is not any longer."""
        with self._lock:
            self.left -= size
            return self.left >= 0


@dataclass(frozen=True)
class Fetched:
    """A fetched body. `content_type` is what the server says, without its parameters."""

    url: str
    content_type: str
    content: bytes


def fetch(url: str, *, transport: httpx.BaseTransport, budget: Budget, total_s: float = TOTAL_S) -> Fetched:
    """GET a file from a public address, following up to MAX_REDIRECTS redirects, each checked like the first.

    transport  a GuardedTransport of this fetch's own: it is closed
    budget   for the body, uncompressed: it is not asked to be, and refused when it is
    total_s  for everything, redirects included
    raises   Invalid: unsupported_protocol, too_large. Upstream: bad_address, refused_address, timeout, bad_status, unreachable
    """
    until = time.monotonic() + total_s
    with client(transport) as session:
        for _ in range(MAX_REDIRECTS + 1):
            with _open(session, url, until) as response:
                if response.status_code not in REDIRECTS:
                    return _read(response, budget)
                url = _next(response)
    raise Upstream("The address redirects again and again.", code="bad_status")


@contextmanager
def _open(session: httpx.Client, url: str, until: float) -> Iterator[httpx.Response]:
    """The answer's head; the body is still to be read. Turns httpx's errors into ours, those of reading the body too."""
    if not url.lower().startswith(("http://", "https://")):
        raise Invalid("The address must begin with http:// or https://.", code="unsupported_protocol")
    try:
        left = max(until - time.monotonic(), 0.001)
        request = session.build_request("GET", url, headers={"Accept-Encoding": "identity"}, extensions=_times(left))
        with closing(session.send(request, stream=True)) as response:
            session.cookies.clear()
            yield response
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, ValueError) as error:  # UnicodeError is a ValueError
        raise Upstream("The address is not written as one.", code="bad_address") from error
    except RefusedAddress as error:
        logger.warning("outgoing: refused: %s", error)
        raise Upstream("The address leads into a private network.", code="refused_address") from error
    except httpx.TimeoutException as error:
        raise Upstream("The address did not answer in time.", code="timeout") from error
    except httpx.HTTPError as error:
        raise Upstream("The address could not be reached.", code="unreachable") from error


def _times(left: float) -> dict[str, object]:
    return {"total_s": left, "timeout": httpx.Timeout(left, connect=min(CONNECT_S, left)).as_dict()}


def _next(response: httpx.Response) -> str:
    place = response.headers.get("Location", "")
    if not place:
        raise Upstream("The address redirects to nowhere.", code="bad_status")
    return str(response.url.join(place))


def _read(response: httpx.Response, budget: Budget) -> Fetched:
    if response.status_code != 200:
        raise Upstream(f"The address answers {response.status_code} instead of a file.", code="bad_status")
    if response.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise Upstream("The address answers in a compressed form that was not asked for.", code="bad_status")
    parts = []
    for part in response.iter_raw():
        if not budget.take(len(part)):
            raise Invalid("The file is larger than is allowed.", code="too_large")
        parts.append(part)
    content_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    return Fetched(str(response.url), content_type, b"".join(parts))
