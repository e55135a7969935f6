"""The embed's door: a script that brings the form into any page, an iframe page, and the snippets staff copy.

The script asks for JSON {"step", "title", "html", "self", "state"}: the parts that the visitor's page is made of, with whole addresses.
"""

import hashlib
import json
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.html import format_html
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import condition, require_http_methods, require_safe

from campaigns import pages
from campaigns.models import Campaign, Submission
from campaigns.pages import Addresses, Page
from campaigns.visits import find_campaign, find_submission, follow, private, receive, visit
from personalia_site.security import policy

STATIC = Path(settings.BASE_DIR) / "static"
SCRIPT_PARTS = ("campaigns/flow.js", "embed/element.js")


def snippet(campaign: Campaign) -> str:
    """What staff paste into a page: the script, and a plain link for where it does not run."""
    return format_html(
        '<script src="{}" async></script>\n<personalia-form campaign="{}"><a href="{}">{}</a></personalia-form>',
        f"{settings.BASE_URL}{reverse('embed-script')}",
        campaign.slug,
        f"{settings.BASE_URL}{campaign.get_absolute_url()}",
        campaign.button,
    )


def iframe_snippet(campaign: Campaign) -> str:
    """What staff paste where scripts are stripped. With the script in the page too, the frame's height follows the form."""
    return format_html(
        '<iframe src="{}" title="{}" width="100%" height="640" style="border:0" loading="lazy"></iframe>',
        f"{settings.BASE_URL}{reverse('embed-frame', args=[campaign.slug])}",
        campaign.title,
    )


@cache
def script_text() -> str:
    """The script as one file: a function of its own, so that nothing of it is seen by the page, whatever the page combines it with."""
    parts = "\n".join((STATIC / part).read_text() for part in SCRIPT_PARTS)
    return f'(function () {{\n"use strict";\nconst HOME = {json.dumps(settings.BASE_URL)};\n{parts}\n}})();\n'


def _script_etag(_request: HttpRequest) -> str:
    return f'"{_script_digest()}"'


@cache
def _script_digest() -> str:
    return hashlib.sha256(script_text().encode()).hexdigest()[:32]


@require_safe
@condition(etag_func=_script_etag)
def script(_request: HttpRequest) -> HttpResponse:
    """The element's script. Its address never changes; browsers ask whether it did."""
    answer = HttpResponse(script_text(), content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "public, max-age=300, stale-while-revalidate=86400"
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def frame(request: HttpRequest, slug: str) -> HttpResponse:
    """The form for an iframe; the whole way stays inside it."""
    return _framed(visit(request, slug, mode="frame"), find_campaign(slug, request.GET))


@require_safe
def frame_submission(_request: HttpRequest, slug: str, pk: UUID, token: str) -> HttpResponse:
    found = find_submission(slug, pk, token)
    return _framed(follow(slug, pk, token, mode="frame"), found.campaign if found else None)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST", "OPTIONS"])
def fragment(request: HttpRequest, slug: str) -> HttpResponse:
    """The form for the element, and what is sent from it."""
    campaign = find_campaign(slug, request.GET)
    if campaign is None:
        return _open_to_all(_said(pages.unknown(), campaign=None, addresses=None))
    if request.method == "OPTIONS" or not _may_embed(campaign, request):
        refused = request.method != "OPTIONS"
        return _cors(HttpResponse(status=403 if refused else 204), campaign, request)
    addresses = Addresses("element", campaign)
    with translation.override(campaign.language):
        result = receive(request, campaign, addresses, site=_site(request))
        if isinstance(result, Submission):
            page = pages.follow(result, addresses=addresses)
            return _cors(private(_said(page, campaign=campaign, addresses=addresses, submission=result)), campaign, request)
        answer = _said(result, campaign=campaign, addresses=addresses)
        answer["Cache-Control"] = "no-cache" if request.method != "POST" else "no-store"
        return _cors(answer, campaign, request)


@require_safe
def fragment_submission(request: HttpRequest, slug: str, pk: UUID, token: str) -> HttpResponse:
    """Waiting and result for the element."""
    found = find_submission(slug, pk, token)
    if found is None:
        return _open_to_all(private(_said(pages.unknown(), campaign=None, addresses=None)))
    addresses = Addresses("element", found.campaign)
    with translation.override(found.campaign.language):
        page = pages.follow(found, addresses=addresses)
        answer = private(_said(page, campaign=found.campaign, addresses=addresses, submission=found))
    return _cors(answer, found.campaign, request)


def _said(page: Page, *, campaign: Campaign | None, addresses: Addresses | None, submission: Submission | None = None) -> JsonResponse:
    said: dict[str, object] = {"step": page.step, "title": page.title, "language": campaign.language if campaign else "en"}
    said["html"] = pages.render_part(page, campaign=campaign, addresses=addresses)
    if addresses is not None:
        said["styles"] = [_whole(static("campaigns/form.css")), addresses.style]
    if submission is not None and addresses is not None:
        said |= {"self": addresses.submission(submission), "state": addresses.state(submission)}
    return JsonResponse(said)  # always 200: the element shows the page's own words, which say what is the matter


def _whole(address: str) -> str:
    return address if "//" in address else f"{settings.BASE_URL}{address}"


def _framed(answer: HttpResponse, campaign: Campaign | None) -> HttpResponse:
    sites = "*" if campaign is None or campaign.any_site else " ".join(["'self'", *campaign.sites])
    answer["Content-Security-Policy"] = policy(frame_ancestors=sites)
    return answer


def _may_embed(campaign: Campaign, request: HttpRequest) -> bool:
    """Whether the site that asks is one of the campaign's. Browsers name it; a program may lie, and gains nothing by it."""
    origin = request.headers.get("Origin", "").lower()
    return campaign.any_site or not origin or origin in campaign.sites or origin == settings.BASE_URL.lower()


def _cors(answer: HttpResponse, campaign: Campaign, request: HttpRequest) -> HttpResponse:
    if campaign.any_site:
        return _open_to_all(answer)
    patch_vary_headers(answer, ["Origin"])
    if (origin := request.headers.get("Origin")) and _may_embed(campaign, request):
        answer["Access-Control-Allow-Origin"] = origin
        answer["Access-Control-Allow-Methods"] = "GET, POST"
    return answer


def _open_to_all(answer: HttpResponse) -> HttpResponse:
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Access-Control-Allow-Methods"] = "GET, POST"
    return answer


def _site(request: HttpRequest) -> str:
    """The site that the element stands in, for the statistics."""
    return urlsplit(request.headers.get("Origin", "")).hostname or ""
