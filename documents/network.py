"""The guarded way out, with the networks that OUTGOING_ALLOWED_NETWORKS admits."""

from django.conf import settings

from personalia_site import outgoing


def transport(*, total_s: float = outgoing.TOTAL_S) -> outgoing.GuardedTransport:
    """A transport for httpx.Client, or for outgoing.fetch and outgoing.client."""
    return outgoing.GuardedTransport(outgoing.networks(settings.OUTGOING_ALLOWED_NETWORKS), total_s=total_s)
