"""Every HTTP request that leaves: to public addresses only, over an httpx transport that connects to the address it has checked.

Addresses come from strangers (a picture's URL, a webhook's target), and this machine stands in somebody's network: neither a
name that resolves inwards, nor a redirect, nor a second answer of the DNS may lead there.

addresses   which may be connected to
transport   GuardedTransport, for any httpx.Client
fetching    a file from an address that somebody named: redirects, time, size
No Django.
"""

from personalia_site.outgoing.addresses import Network, networks, permitted
from personalia_site.outgoing.fetching import MAX_REDIRECTS, Budget, Fetched, client, fetch
from personalia_site.outgoing.transport import CONNECT_S, TOTAL_S, GuardedTransport, RefusedAddress, Resolver

__all__ = [
    "CONNECT_S",
    "MAX_REDIRECTS",
    "TOTAL_S",
    "Budget",
    "Fetched",
    "GuardedTransport",
    "Network",
    "RefusedAddress",
    "Resolver",
    "client",
    "fetch",
    "networks",
    "permitted",
]
