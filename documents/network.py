"""The guarded way out, with the networks that OUTGOING_ALLOWED_NETWORKS admits."""

from django.conf import settings

from personalia_site import outgoing


def allowed() -> tuple[outgoing.Network, ...]:
    """Private networks that may be reached."""
    return outgoing.networks(settings.OUTGOING_ALLOWED_NETWORKS)


def transport(*, total_s: float = outgoing.TOTAL_S) -> outgoing.GuardedTransport:
    """A transport for httpx.Client, or for outgoing.fetch and outgoing.client."""
    return outgoing.GuardedTransport(allowed(), total_s=total_s)
