"""The form for the element and for frames; the whole way stays inside them.

The element is told JSON {"step", "title", "language", "direction", "html", "styles", "self", "state"}: the parts that the visitor's page is
made of, with whole addresses.
"""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from campaigns import languages, pages
from campaigns.embed.sites import allow, framed, may_embed, site_of
from campaigns.models import Campaign, Submission
from campaigns.pages import Addresses, Page
from campaigns.visits import find_campaign, find_submission, follow, private, receive, visit


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def frame(request: HttpRequest, slug: str) -> HttpResponse:
    """The form for an iframe."""
    return framed(visit(request, slug, mode="frame"), find_campaign(slug, request.GET))


@require_safe
def frame_submission(_request: HttpRequest, slug: str, pk: UUID, token: str) -> HttpResponse:
    found = find_submission(slug, pk, token)
    return framed(follow(slug, pk, token, mode="frame"), found.campaign if found else None)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST", "OPTIONS"])
def fragment(request: HttpRequest, slug: str) -> HttpResponse:
    """The form for the element, and what is sent from it."""
    campaign = find_campaign(slug, request.GET)
    if campaign is None:
        return allow(_said(pages.unknown(), campaign=None, addresses=None), None, request)
    if request.method == "OPTIONS" or not may_embed(campaign, request):
        refused = request.method != "OPTIONS"
        return allow(HttpResponse(status=403 if refused else 204), campaign, request)
    addresses = Addresses("element", campaign, spoken=languages.choose(campaign, request.GET.get("lang", "")))
    with languages.speaking(campaign, addresses.language):
        result = receive(request, campaign, addresses, site=site_of(request))
        if isinstance(result, Submission):
            page = pages.follow(result, addresses=addresses)
            return allow(private(_said(page, campaign=campaign, addresses=addresses, submission=result)), campaign, request)
        answer = _said(result, campaign=campaign, addresses=addresses)
        answer["Cache-Control"] = "no-cache" if request.method != "POST" else "no-store"
        return allow(answer, campaign, request)


@require_safe
def fragment_submission(request: HttpRequest, slug: str, pk: UUID, token: str) -> HttpResponse:
    """Waiting and result for the element."""
    found = find_submission(slug, pk, token)
    if found is None:
        return allow(private(_said(pages.unknown(), campaign=None, addresses=None)), None, request)
    addresses = Addresses("element", found.campaign, spoken=found.language)
    with languages.speaking(found.campaign, addresses.language):
        page = pages.follow(found, addresses=addresses)
        answer = private(_said(page, campaign=found.campaign, addresses=addresses, submission=found))
    return allow(answer, found.campaign, request)


def _said(page: Page, *, campaign: Campaign | None, addresses: Addresses | None, submission: Submission | None = None) -> JsonResponse:
    language = addresses.language if addresses else settings.LANGUAGE_CODE
    said: dict[str, object] = {"step": page.step, "title": page.title, "language": language, "direction": languages.direction(language)}
    said["html"] = pages.render_part(page, campaign=campaign, addresses=addresses)
    if addresses is not None:
        said["styles"] = [_whole(static("campaigns/form.css")), addresses.style]
    if submission is not None and addresses is not None:
        said |= {"self": addresses.submission(submission), "state": addresses.state(submission)}
    return JsonResponse(said)  # always 200: the element shows the page's own words, which say what is the matter


def _whole(address: str) -> str:
    return address if "//" in address else f"{settings.BASE_URL}{address}"
