"""The visitors' door: form page, waiting page, result. No session, no cookie; every visitor is sent the same form."""

from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns import actions, colour, fit, guard, languages, pages, previews, statistics
from campaigns.forms import VisitorForm
from campaigns.models import Campaign
from campaigns.progress import files, progress
from campaigns.visits import address_of, find_campaign, find_submission, follow, is_editing, looks_ahead, private, show, too_big, visit
from personalia_site.errors import NotFound, TooMany
from personalia_site.security import strict_csp

LOOK_BODY_MAX = 256 * 1024  # the page sends what is typed, no pictures
FITS_A_TRY = 20  # answers that are left while a form is filled in


@csrf_exempt
@strict_csp
@require_http_methods(["GET", "HEAD", "POST"])
def fill_in(request: HttpRequest, slug: str) -> HttpResponse:
    """The form page, and what is sent from it."""
    return visit(request, slug, mode="page")


@strict_csp
@require_safe
def submission(_request: HttpRequest, slug: str, pk: UUID, token: str) -> HttpResponse:
    """The waiting page, which becomes the result."""
    return follow(slug, pk, token, mode="page")


@require_safe
def state(_request: HttpRequest, slug: str, pk: UUID, token: str) -> HttpResponse:
    """For the script that waits: {"state", "message", "ahead", "percent", "slow"}."""
    found = find_submission(slug, pk, token)
    if found is None:
        return private(JsonResponse({"state": "gone"}, status=404))
    with languages.speaking(found.campaign, found.language):
        now = progress(found)
        said = {"state": now.state, "message": now.message, "ahead": now.ahead, "percent": now.percent, "slow": now.slow}
    answer = private(JsonResponse(said))
    answer["Access-Control-Allow-Origin"] = "*"  # the element asks from other sites; the token is the right
    return answer


@require_safe
def preview(_request: HttpRequest, slug: str, pk: UUID, token: str) -> HttpResponse:
    """Page one of the visitor's document as a picture."""
    found = find_submission(slug, pk, token)
    try:
        picture = previews.first_page(found) if found else None
    except NotFound:
        picture = None
    if picture is None:
        return private(HttpResponse(status=404))
    answer = private(HttpResponse(picture, content_type="image/jpeg"))
    answer["Cache-Control"] = "private, max-age=3600"
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


@strict_csp
@require_safe
def download(request: HttpRequest, slug: str, pk: UUID, token: str, position: int) -> HttpResponse:
    """Count the download, and go on to the file."""
    found = find_submission(slug, pk, token)
    file = next((file for file in files(found) if file.position == position), None) if found else None
    if found is None:
        return show(pages.unknown(), campaign=None, addresses=None)
    if file is None:  # not yet, or no longer: its page says which
        return private(HttpResponseRedirect(found.get_absolute_url()))
    if request.method == "GET" and not looks_ahead(request):
        actions.count_download(submission=found)
    return private(HttpResponseRedirect(file.get_absolute_url()))


@require_safe
def picture(request: HttpRequest, slug: str) -> HttpResponse:
    """Page one of the campaign's document, as a visitor might get it."""
    campaign = find_campaign(slug, request.GET)
    if campaign is None:
        return HttpResponse(status=404)
    try:
        answer = HttpResponse(previews.cover(campaign), content_type="image/jpeg")
    except NotFound:
        return HttpResponse(status=404)
    answer["Cache-Control"] = "public, max-age=300" if campaign.published_at else "private, no-store"
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


@csrf_exempt
@require_POST
def look(request: HttpRequest, slug: str) -> HttpResponse:
    """Page one with what the visitor has typed so far; nothing is kept of it. 204: not for this design. 503: not just now."""
    campaign = find_campaign(slug, request.GET)
    if campaign is None or campaign.stage not in {"open", "draft"} or too_big(request, LOOK_BODY_MAX):
        return private(HttpResponse(status=404))
    try:
        picture = previews.look(campaign, VisitorForm(campaign, request.POST, {}).so_far())
    except TooMany:
        return private(HttpResponse(status=503))
    return private(HttpResponse(picture, content_type="image/jpeg") if picture else HttpResponse(status=204))


@csrf_exempt
@require_POST
def fits(request: HttpRequest, slug: str) -> HttpResponse:
    """Whether what is typed so far fits the design: {"mistakes": {input: sentence}}; nothing is kept of it. 429: asked too often."""
    campaign = find_campaign(slug, request.GET)
    if campaign is None or campaign.stage not in {"open", "draft"} or too_big(request, LOOK_BODY_MAX):
        return _to_all(private(HttpResponse(status=404)))
    if guard.is_too_much(campaign, address_of(request), what="fits", times=FITS_A_TRY):
        return _to_all(private(HttpResponse(status=429)))
    with languages.speaking(campaign, languages.choose(campaign, request.GET.get("lang", ""))):
        form = VisitorForm(campaign, request.POST, {})
        values = fit.settled(campaign, form.for_now(), unasked=form.unasked)
        found = fit.mistakes(campaign, values, asked=form.asked)
        said = {form.input_of(field): sentence for field, sentence in found.items()}
    return _to_all(private(JsonResponse({"mistakes": said})))


def _to_all(answer: HttpResponse) -> HttpResponse:
    """The element asks from other sites."""
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


@csrf_exempt
@require_POST
def started(request: HttpRequest, slug: str) -> HttpResponse:
    """A visitor has begun to fill in; the page's script says so once, with where the visitor came from."""
    campaign = find_campaign(slug, request.GET)
    if campaign is not None and campaign.stage == "open" and not is_editing(request):
        source = statistics.read_source(request.GET)
        site = urlsplit(request.headers.get("Origin", "")).hostname
        if site and site != urlsplit(settings.BASE_URL).hostname:
            source.setdefault("embed", site)
        statistics.count("started", campaign=campaign, source=source)
    answer = HttpResponse(status=204)
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


@require_safe
def challenge(request: HttpRequest, slug: str) -> HttpResponse:
    """A proof of work for one form. Whoever does it may send a form, from whichever page."""
    campaign = find_campaign(slug, request.GET)
    answer = HttpResponse(status=404) if campaign is None else JsonResponse(guard.challenge(campaign))
    answer["Cache-Control"] = "no-store"
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


@require_safe
def style(_request: HttpRequest, slug: str) -> HttpResponse:
    """The campaign's colour, in shades that can be read: a stylesheet of its own, since the policy allows none inline."""
    campaign = get_object_or_404(Campaign, slug=slug)
    answer = HttpResponse(colour.stylesheet(campaign.accent), content_type="text/css; charset=utf-8")
    answer["Cache-Control"] = "public, max-age=300"
    answer["Access-Control-Allow-Origin"] = "*"
    return answer
