"""What leaves this machine goes to public addresses only, in time, and in bounds."""

import socket
import threading
import time

import httpcore
import httpx
import pytest

from personalia_site import outgoing
from personalia_site.errors import Invalid, Upstream
from personalia_site.outgoing.transport import resolve_by_system
from tests.personalia_site.server import body, serving

INWARDS = """
0.0.0.0 10.1.2.3 100.64.0.1 100.100.100.200 127.0.0.1 127.255.0.1 169.254.169.254 172.16.0.1 172.31.255.255 192.168.1.1
192.0.0.192 192.0.2.1 198.18.0.1 203.0.113.9 224.0.0.1 240.0.0.1 255.255.255.255 168.63.129.16 :: ::1 ::ffff:127.0.0.1
::ffff:10.0.0.1 ::127.0.0.1 ::ffff:0:127.0.0.1 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 64:ff9b:1::1 2001::1
2001:0:53aa:64c:0:0:80ff:fffe 2002:7f00:1:: 2002:808:808:: 2001:db8::1 3fff::1 fc00::1 fd00:ec2::254 fe80::1
fe80::1%eth0 fec0::1 ff02::1 100::1 5f00::1
"""
LOOPBACK = outgoing.networks(["127.0.0.0/8"])


def fetch(url, *, allowed=LOOPBACK, size=1000, total_s=2.0, resolve=resolve_by_system):
    transport = outgoing.GuardedTransport(allowed, resolve=resolve)
    return outgoing.fetch(url, transport=transport, budget=outgoing.Budget(size), total_s=total_s)


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "99.255.255.255"])
def test_a_public_address_is_permitted(address):
    assert outgoing.permitted(address)


@pytest.mark.parametrize(
    "address",
    INWARDS.split(),
)
def test_an_address_that_leads_inwards_is_not(address):
    assert not outgoing.permitted(address)


def test_an_allowed_network_is_permitted_in_each_spelling():
    allowed = outgoing.networks(["10.1.0.0/16", "fd00::/8", "192.168.1.5"])

    assert [outgoing.permitted(each, allowed) for each in ("10.1.9.9", "::ffff:10.1.9.9", "fd00::7", "192.168.1.5")] == [True] * 4
    assert [outgoing.permitted(each, allowed) for each in ("10.2.0.1", "127.0.0.1", "192.168.1.6")] == [False] * 3


def test_a_file_is_fetched():
    with serving({"/photo.png": body(b"picture", Content_Type="image/png; charset=x")}) as server:
        fetched = fetch(f"{server}/photo.png")

    assert (fetched.content, fetched.content_type) == (b"picture", "image/png")


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "2130706433", "0177.0.0.1", "0x7f.0.0.1", "0x7f000001", "127.1", "0", "[::1]", "[::]",
     "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "169.254.169.254"],
)  # fmt: skip
def test_nothing_on_this_machine_is_reached_in_whatever_spelling(host):
    asked = []
    with serving({"/": lambda handler: asked.append(handler.path)}) as server, pytest.raises(Upstream) as refused:
        fetch(f"http://{host}:{server.rpartition(':')[2]}/", allowed=())

    assert refused.value.code in {"refused_address", "bad_address"}
    assert asked == []


def test_an_odd_spelling_is_refused_even_where_its_network_is_allowed():
    with pytest.raises(Upstream, match="private network"):
        fetch("http://2130706433/")


def test_one_private_address_among_public_ones_is_enough():
    with pytest.raises(Upstream) as refused:
        fetch("http://two.example/", resolve=lambda _host, _port: ["8.8.8.8", "10.0.0.1"])

    assert refused.value.code == "refused_address"


def test_the_checked_answer_of_the_dns_is_the_one_that_is_used():
    answers = [["127.0.0.1"], ["10.0.0.1"]]
    asked = []

    def rebinding(host, _port):
        asked.append(host)
        return answers[len(asked) - 1]

    with serving({"/": lambda handler: body(handler.headers["Host"].encode())(handler)}) as server:
        port = server.rpartition(":")[2]
        fetched = fetch(f"http://name.example:{port}/", resolve=rebinding)
        with pytest.raises(Upstream, match="private network"):
            outgoing.fetch(
                f"http://name.example:{port}/",
                transport=outgoing.GuardedTransport(LOOPBACK, resolve=rebinding),
                budget=outgoing.Budget(9),
            )

    assert fetched.content == f"name.example:{port}".encode()
    assert asked == ["name.example", "name.example"]


def test_a_redirect_is_followed_and_checked_again():
    with serving(
        {
            "/out": body(b"", status=302, Location="/photo.png"),
            "/in": body(b"", status=302, Location="http://169.254.169.254/latest/meta-data/"),
            "/photo.png": body(b"picture"),
        }
    ) as server:
        assert fetch(f"{server}/out").content == b"picture"
        with pytest.raises(Upstream) as refused:
            fetch(f"{server}/in")

    assert refused.value.code == "refused_address"


@pytest.mark.parametrize("place", ["file:///etc/passwd", "ftp://example.com/x", "gopher://127.0.0.1/"])
def test_a_redirect_to_another_protocol_is_refused(place):
    with serving({"/": body(b"", status=301, Location=place)}) as server, pytest.raises(Invalid) as refused:
        fetch(server + "/")

    assert refused.value.code == "unsupported_protocol"


def test_redirects_come_to_an_end():
    asked = []

    def again(handler):
        asked.append(handler.path)
        body(b"", status=302, Location="/")(handler)

    with serving({"/": again}) as server, pytest.raises(Upstream, match="again and again"):
        fetch(server + "/")

    assert len(asked) == outgoing.MAX_REDIRECTS + 1


@pytest.mark.parametrize("url", ["ftp://example.com/a", "file:///etc/passwd", "javascript:1", "photo.png", "", "//x"])
def test_only_http_is_fetched(url):
    with pytest.raises(Invalid) as refused:
        fetch(url)

    assert refused.value.code == "unsupported_protocol"


@pytest.mark.parametrize("url", ["http://", "http://[", "http://a b/", "http://x:99999/", "http://\ud800/", f"http://{'a' * 64}.example/"])
def test_a_broken_address_is_not_fetched(url):
    with pytest.raises(Upstream):
        fetch(url)


def test_an_endless_body_is_cut_off():
    def endless(handler):
        handler.send_response(200)
        handler.end_headers()
        while True:
            handler.wfile.write(b"x" * 10_000)

    with serving({"/": endless}) as server, pytest.raises(Invalid) as refused:
        fetch(server + "/", size=1_000_000)

    assert refused.value.code == "too_large"


@pytest.mark.parametrize("drip", [b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nX-Slow: "])
def test_a_server_that_drips_is_left_in_time_be_it_in_the_body_or_the_head(drip):
    def slow(handler):
        handler.wfile.write(drip)
        for _ in range(40):
            time.sleep(0.05)
            handler.wfile.write(b"x")

    with serving({"/": slow}) as server:
        started = time.monotonic()
        with pytest.raises(Upstream) as refused:
            fetch(server + "/", total_s=0.3)

    assert refused.value.code == "timeout"
    assert time.monotonic() - started < 1


def test_redirects_have_one_time_together():
    def slow(handler):
        time.sleep(0.15)
        body(b"", status=302, Location="/")(handler)

    with serving({"/": slow}) as server, pytest.raises(Upstream) as refused:
        fetch(server + "/", total_s=0.3)

    assert refused.value.code == "timeout"


def test_a_resolver_that_hangs_is_not_waited_for():
    done = threading.Event()
    started = time.monotonic()
    with pytest.raises(Upstream) as refused:
        fetch("http://slow.example/", total_s=0.2, resolve=lambda _host, _port: done.wait(10) and [])
    done.set()

    assert refused.value.code == "timeout"
    assert time.monotonic() - started < 1


def test_a_name_that_does_not_exist_is_unreachable():
    def unknown(_host, _port):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with pytest.raises(Upstream) as refused:
        fetch("http://nowhere.example/", resolve=unknown)

    assert refused.value.code == "unreachable"


def test_a_closed_port_is_unreachable():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(Upstream) as refused:
            fetch(f"http://127.0.0.1:{taken.getsockname()[1]}/")

    assert refused.value.code == "unreachable"


@pytest.mark.parametrize("answer", [body(b"", status=404), body(b"", status=500), body(b"\x1f\x8b", Content_Encoding="gzip")])
def test_what_is_no_plain_file_is_refused(answer):
    with serving({"/": answer}) as server, pytest.raises(Upstream) as refused:
        fetch(server + "/")

    assert refused.value.code == "bad_status"


def test_nothing_of_the_environment_and_no_cookie_goes_along(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    seen = []

    def first(handler):
        body(b"", status=302, Location="/second", Set_Cookie="who=me; Path=/")(handler)

    def second(handler):
        seen.append(dict(handler.headers))
        body(b"ok")(handler)

    with serving({"/first": first, "/second": second}) as server:
        fetch(f"{server}/first")

    assert set(seen[0]) == {"Host", "Accept", "Accept-Encoding", "Connection", "User-Agent"}


def test_certificates_are_checked_for_the_name_not_the_address():
    offered = []

    class Network(httpcore.SyncBackend):
        def connect_tcp(self, host, port, **options):
            return Stream(host)

    class Stream(httpcore.NetworkStream):
        def __init__(self, host):
            self.host = host

        def start_tls(self, ssl_context, server_hostname=None, timeout=None):
            offered.append((self.host, server_hostname, ssl_context.check_hostname))
            raise httpcore.ConnectError("far enough")

        def close(self):
            return

    transport = outgoing.GuardedTransport(resolve=lambda _host, _port: ["8.8.8.8"])
    transport._pool._network_backend.network = Network()
    with pytest.raises(Upstream):
        outgoing.fetch("https://secure.example/", transport=transport, budget=outgoing.Budget(1))

    assert offered == [("8.8.8.8", "secure.example", True)]


def test_a_client_of_ours_is_guarded_too():
    with outgoing.client(outgoing.GuardedTransport()) as session, pytest.raises(httpx.ConnectError, match="not public"):
        session.post("http://127.0.0.1:1/", json={})
