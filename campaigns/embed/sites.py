"""Which sites may show a campaign's form, as headers say it."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from campaigns.models import Campaign
from personalia_site.security import policy


def may_embed(campaign: Campaign, request: HttpRequest) -> bool:
    """Whether the site that asks is one of the campaign's. Browsers name it; a program may lie, and gains nothing by it."""
    origin = request.headers.get("Origin", "").lower()
    return campaign.any_site or not origin or origin in campaign.sites or origin == settings.BASE_URL.lower()


def allow(answer: HttpResponse, campaign: Campaign | None, request: HttpRequest) -> HttpResponse:
    """Lets the campaign's sites read the answer, and keeps caches from giving one site's answer to another."""
    patch_vary_headers(answer, ["Origin"])
    if campaign is None or campaign.any_site:
        answer["Access-Control-Allow-Origin"] = "*"
    elif (origin := request.headers.get("Origin")) and may_embed(campaign, request):
        answer["Access-Control-Allow-Origin"] = origin
    else:
        return answer
    answer["Access-Control-Allow-Methods"] = "GET, POST"
    return answer


def framed(answer: HttpResponse, campaign: Campaign | None) -> HttpResponse:
    """Lets the campaign's sites put the page into a frame."""
    sites = "*" if campaign is None or campaign.any_site else " ".join(["'self'", *campaign.sites])
    answer["Content-Security-Policy"] = policy(frame_ancestors=sites)
    return answer


def site_of(request: HttpRequest) -> str:
    """The site that the element stands in, for the statistics."""
    return urlsplit(request.headers.get("Origin", "")).hostname or ""
