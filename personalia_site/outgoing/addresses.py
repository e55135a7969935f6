"""Which addresses may be connected to. Pure."""

import ipaddress
import socket
from collections.abc import Iterable

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

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


def odd_spelling(host: str) -> bool:
    """Decimal, octal, hexadecimal and shortened IPv4: 2130706433, 0177.0.0.1, 0x7f.1. Nobody writes them who means well."""
    try:
        return socket.inet_ntoa(socket.inet_aton(host)) != host
    except (OSError, UnicodeEncodeError):
        return False
