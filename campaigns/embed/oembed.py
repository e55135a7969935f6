"""oEmbed: an address of ours, pasted into an editor, becomes a form; or a card with a link where the host gives frames no rights."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve, reverse
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from campaigns import languages, previews
from campaigns.embed.sites import framed
from campaigns.models import Campaign
from campaigns.pages import Addresses, Picture
from campaigns.visits import find_campaign

WIDTH, HEIGHT = 640, 640
LEAST = 200
CARD_PICTURE_PX = 160, 220
CACHE_S = 3600


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """The answer of oembed.com's specification, as JSON."""
    if request.GET.get("format", "json") != "json":
        return HttpResponse("Only JSON is given.", status=501, content_type="text/plain")
    campaign = _campaign_at(request.GET.get("url", ""))
    if campaign is None:
        return JsonResponse({"error": "There is no published campaign at this address."}, status=404)
    answer = JsonResponse(_answer(campaign, _size(request, "maxwidth", WIDTH), _size(request, "maxheight", HEIGHT)))
    answer["Cache-Control"] = "public, max-age=300"
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


@require_safe
def card(request: HttpRequest, slug: str) -> HttpResponse:
    """Picture, title and link. Where the frame is not sandboxed its script goes on to the form itself."""
    campaign = find_campaign(slug, request.GET)
    if campaign is None:
        return HttpResponse(status=404)
    addresses = Addresses("frame", campaign)
    version = campaign.serving_version
    with languages.speaking(campaign, campaign.language):
        html = render_to_string(
            "embed/card.html",
            {
                "campaign": campaign,
                "addresses": addresses,
                "address": f"{settings.BASE_URL}{campaign.get_absolute_url()}",
                "language": campaign.language,
                "direction": languages.direction(campaign.language),
                "picture": Picture.within(*CARD_PICTURE_PX, version=version) if version and version.preview else None,
            },
        )
    answer = framed(HttpResponse(html), campaign)
    answer["Cache-Control"] = "public, max-age=300"
    return answer


def _campaign_at(address: str) -> Campaign | None:
    """The published campaign of an address of ours: its page's or its frame's."""
    base = urlsplit(settings.BASE_URL)
    try:
        asked = urlsplit(address)
    except ValueError:
        return None
    if asked.netloc.lower() != base.netloc.lower() or not asked.path.startswith(base.path):
        return None
    try:
        found = resolve(asked.path.removeprefix(base.path))
    except Resolver404:
        return None
    if found.url_name not in {"campaign", "embed-frame"}:
        return None
    return find_campaign(found.kwargs["slug"], {})


def _answer(campaign: Campaign, width: int, height: int) -> dict[str, Any]:
    html = format_html(
        '<blockquote><a href="{}">{}</a></blockquote>'
        '<iframe src="{}" title="{}" width="{}" height="{}" frameborder="0" marginwidth="0" marginheight="0" scrolling="auto"></iframe>',
        f"{settings.BASE_URL}{campaign.get_absolute_url()}",
        campaign.title,
        f"{settings.BASE_URL}{reverse('embed-card', args=[campaign.slug])}",
        campaign.title,
        width,
        height,
    )
    said: dict[str, Any] = {
        "version": "1.0",
        "type": "rich",
        "title": campaign.title,
        "provider_name": "Personalia",
        "provider_url": settings.BASE_URL,
        "cache_age": CACHE_S,
        "width": width,
        "height": height,
        "html": html,
    }
    version = campaign.serving_version
    if version and version.preview:
        picture = Picture.within(previews.LONGEST_PX, previews.LONGEST_PX, version=version)
        thumbnail = Addresses("element", campaign).shared_picture
        said |= {"thumbnail_url": thumbnail, "thumbnail_width": picture.width, "thumbnail_height": picture.height}
    return said


def _size(request: HttpRequest, name: str, usual: int) -> int:
    """At most what the host has room for."""
    text = request.GET.get(name, "")
    return max(LEAST, min(usual, int(text))) if text.isdecimal() and len(text) < 6 else usual
