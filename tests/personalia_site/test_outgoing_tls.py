"""HTTPS through the transport that connects to an address: the name is what is asked for, and what the certificate must be of."""

import datetime
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from personalia_site import outgoing
from personalia_site.errors import Upstream

NAME = "pictures.example"
DAY = datetime.timedelta(days=1)


class Authority:
    """A certificate authority of our own."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "The tests' authority")])
        self.certificate = self._sign(self.name, self.key, days=(-1, 1), authority=True)

    def issue(self, name: str, folder: Path, *, days: tuple[int, int] = (-1, 1)) -> ssl.SSLContext:
        """What a server of this name needs; `days` from when until when it is good, from today."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        certificate = self._sign(subject, key, days=days, name=name)
        encoding, plain = serialization.Encoding.PEM, serialization.NoEncryption()
        file = folder / "server.pem"
        file.write_bytes(certificate.public_bytes(encoding) + key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, plain))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context

    def trusted(self) -> ssl.SSLContext:
        return ssl.create_default_context(cadata=self.certificate.public_bytes(serialization.Encoding.PEM).decode())

    def _sign(self, subject, key, *, days, name="", authority=False):
        today = datetime.datetime.now(datetime.UTC)
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self.name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(today + days[0] * DAY)
            .not_valid_after(today + days[1] * DAY)
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False)
        )
        if authority:
            usage = dict.fromkeys(
                ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only"), False
            )
            builder = builder.add_extension(
                x509.KeyUsage(digital_signature=True, key_cert_sign=True, crl_sign=True, **usage), critical=True
            )
        if name:
            builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        return builder.sign(self.key, hashes.SHA256())


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@contextmanager
def serving(context: ssl.SSLContext, asked: list[str | None]) -> Iterator[int]:
    """A port with HTTPS on this machine; `asked`: the names that were asked for (SNI), then the Host headers."""
    context.sni_callback = lambda _socket, name, _context: asked.append(name)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.headers["Host"])
            self.send_response(200)
            self.send_header("Content-Length", "7")
            self.end_headers()
            self.wfile.write(b"picture")

        def log_message(self, *_: object) -> None:
            return

    class Server(ThreadingHTTPServer):
        def get_request(self):
            found, address = super().get_request()
            return context.wrap_socket(found, server_side=True), address

        def handle_error(self, *_: object) -> None:
            return  # a client that does not like our certificate

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=[0.02], daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def fetch(port: int, trusted: ssl.SSLContext | None, name: str = NAME) -> bytes:
    transport = outgoing.GuardedTransport(outgoing.networks(["127.0.0.0/8"]), resolve=lambda _host, _port: ["127.0.0.1"], trusted=trusted)
    return outgoing.fetch(f"https://{name}:{port}/", transport=transport, budget=outgoing.Budget(100), total_s=5).content


def test_the_name_is_asked_for_though_the_connection_goes_to_its_address(authority, tmp_path):
    asked: list[str | None] = []
    with serving(authority.issue(NAME, tmp_path), asked) as port:
        assert fetch(port, authority.trusted()) == b"picture"

    assert asked == [NAME, f"{NAME}:{port}"]


@pytest.mark.parametrize(
    ("name", "days"), [("other.example", (-1, 1)), (NAME, (-3, -1)), (NAME, (1, 3))], ids=["another name", "expired", "not yet"]
)
def test_a_certificate_that_is_not_good_for_the_name_now_is_refused(authority, tmp_path, name, days):
    asked: list[str | None] = []
    with serving(authority.issue(name, tmp_path, days=days), asked) as port, pytest.raises(Upstream) as refused:
        fetch(port, authority.trusted())

    assert refused.value.code == "unreachable"
    assert f"{NAME}:{port}" not in asked  # nothing was sent


def test_an_authority_that_nobody_trusts_is_refused(authority, tmp_path):
    asked: list[str | None] = []
    with serving(authority.issue(NAME, tmp_path), asked) as port, pytest.raises(Upstream) as refused:
        fetch(port, None)

    assert refused.value.code == "unreachable"


def test_an_address_needs_a_certificate_of_its_own(authority, tmp_path):
    with serving(authority.issue(NAME, tmp_path), []) as port, pytest.raises(Upstream) as refused:
        fetch(port, authority.trusted(), name="127.0.0.1")

    assert refused.value.code == "unreachable"
