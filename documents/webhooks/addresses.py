"""Where a webhook may go, as far as the text of an address tells. Where it leads is checked when it is called."""

import socket
from collections.abc import Iterable
from urllib.parse import urlsplit

from personalia_site.errors import Invalid
from personalia_site.outgoing import Network, permitted

ADDRESS_MAX = 2000


def checked_address(address: object, *, parameter: str, allowed: Iterable[Network] = ()) -> str:
    """The address, when it is one that can be called.

    parameter  its name in the caller's own words
    allowed    networks that may be called though they are private
    raises     Invalid (109) saying what is wrong with it
    """
    if not isinstance(address, str) or not address:
        raise _invalid("must be an address: https://…", parameter)
    if len(address) > ADDRESS_MAX:
        raise _invalid(f"is longer than {ADDRESS_MAX} characters.", parameter)
    if any(ord(sign) <= 32 or ord(sign) == 127 for sign in address):
        raise _invalid("must hold no spaces or control characters.", parameter)
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname, parts.port
    except ValueError:
        raise _invalid("is not an address that can be read.", parameter) from None
    if parts.scheme not in ("http", "https"):
        raise _invalid("must begin with https:// or http://.", parameter)
    if not host:
        raise _invalid("names no server.", parameter)
    if parts.username is not None or parts.password is not None:
        raise _invalid("must hold no user name or password: the signature tells who sends.", parameter)
    if not _public(host.removesuffix("."), tuple(allowed)):
        raise _invalid("leads into a private network, which OUTGOING_ALLOWED_NETWORKS does not admit.", parameter)
    return address


def _public(host: str, allowed: tuple[Network, ...]) -> bool:
    """Whether an address that is written as numbers is public; a name may be, its DNS is asked when it is called."""
    if host == "localhost" or host.endswith(".localhost"):
        host = "127.0.0.1"
    try:
        return permitted(host, allowed)
    except ValueError:
        pass
    try:
        socket.inet_aton(host)  # decimal, octal, shortened: nobody writes an address so who means well
    except (OSError, UnicodeEncodeError):
        return True
    return False


def _invalid(rule: str, parameter: str) -> Invalid:
    return Invalid(f"{parameter} {rule}", error_id=109, code="invalid_url", parameters={"FieldName": parameter})
