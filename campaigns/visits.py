"""One visit over HTTP, whichever door it comes by: what is asked for, what is sent, and the headers of the answer."""

from collections.abc import Mapping
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.crypto import constant_time_compare

from campaigns import guard, languages, pages, statistics
from campaigns.models import Campaign, Submission
from campaigns.pages import Addresses, Mode, Page

BODY_MAX = 60 * 1024 * 1024  # the largest form that is read at all, pictures and all


def visit(request: HttpRequest, slug: str, *, mode: Mode) -> HttpResponse:
    """A form asked for or sent, as a whole document."""
    campaign = find_campaign(slug, request.GET)
    if campaign is None:
        return show(pages.unknown(), campaign=None, addresses=None)
    wanted = request.GET.get("lang", "") or ("" if too_big(request) else request.POST.get("lang", ""))
    addresses = Addresses(mode, campaign, trial=request.GET.get("trial", ""), spoken=languages.choose(campaign, wanted))
    with languages.speaking(campaign, addresses.language):
        result = receive(request, campaign, addresses)
        if isinstance(result, Submission):
            return private(HttpResponseRedirect(addresses.submission(result), status=303))
        return show(result, campaign=campaign, addresses=addresses)


def follow(slug: str, pk: UUID, token: str, *, mode: Mode) -> HttpResponse:
    """A submission's page, as a whole document."""
    found = find_submission(slug, pk, token)
    if found is None:
        return private(show(pages.unknown(), campaign=None, addresses=None))
    addresses = Addresses(mode, found.campaign, spoken=found.language)
    with languages.speaking(found.campaign, addresses.language):
        return private(show(pages.follow(found, addresses=addresses), campaign=found.campaign, addresses=addresses))


def receive(request: HttpRequest, campaign: Campaign, addresses: Addresses, *, site: str = "") -> Page | Submission:
    """One visit: GET counts as a view (unless a browser only looks ahead), POST is an answer.

    site   the host of the page that the form stands in, when it is not ours
    """
    source = statistics.read_source(request.GET.dict() | ({} if too_big(request) else request.POST.dict()))
    if site:
        source.setdefault("embed", site)
    source.pop("lang", None)
    if addresses.language != campaign.language:
        source["lang"] = addresses.language
    if pages.is_trial(campaign, request.GET):
        source[statistics.TRIAL] = "1"
    if request.method == "POST":
        if too_big(request):
            return pages.too_big(campaign, source, addresses=addresses)
        if guard.is_too_much(campaign, address_of(request)):
            return pages.too_often(campaign, request.POST, source, addresses=addresses)
        return pages.receive(campaign, request.POST, request.FILES, source=source, addresses=addresses)
    page = pages.open_form(campaign, request.GET.dict(), addresses=addresses)
    if page.step == "form" and request.method == "GET" and not looks_ahead(request) and not is_editing(request):
        statistics.count("views", campaign=campaign, source=source)
    return page


def address_of(request: HttpRequest) -> str:
    """The visitor's address; behind a proxy what that proxy saw, which is the last one it has written down."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_PROXY else ""
    return forwarded.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))


def looks_ahead(request: HttpRequest) -> bool:
    """Whether a browser asks before anybody wanted to see it."""
    return "prefetch" in request.headers.get("Sec-Purpose", "")


def is_editing(request: HttpRequest) -> bool:
    """Whether the form stands in the preview of a page's editor, whose views are no visitor's."""
    return "editing" in request.GET


def too_big(request: HttpRequest, limit: int = BODY_MAX) -> bool:
    return int(request.META.get("CONTENT_LENGTH") or 0) > limit


def find_campaign(slug: str, query: Mapping[str, str]) -> Campaign | None:
    """A published campaign, or one that staff try before it is."""
    campaign = Campaign.objects.select_related("template__current", "version", "workspace").filter(slug=slug).first()
    return campaign if campaign and (campaign.published_at or pages.is_trial(campaign, query)) else None


def find_submission(slug: str, pk: UUID, token: str) -> Submission | None:  # noqa: ARG001 -- staff may have changed it since
    """The submission whose address this is; its token is the right to see it, whatever became of the campaign."""
    related = ("campaign__template__current", "campaign__version", "campaign__workspace", "request__version", "link__request")
    found = Submission.objects.select_related(*related).filter(pk=pk).first()
    return found if found and constant_time_compare(token, found.token) else None


def show(page: Page, *, campaign: Campaign | None, addresses: Addresses | None) -> HttpResponse:
    answer = HttpResponse(pages.render_page(page, campaign=campaign, addresses=addresses), status=page.status)
    answer["Cache-Control"] = "no-cache"
    answer["Content-Language"] = addresses.language if addresses else "en"
    return answer


def private(answer: HttpResponse) -> HttpResponse:
    """An answer that is one visitor's: no cache keeps it, no robot lists it, no other site is told its address."""
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex"
    answer["Referrer-Policy"] = "same-origin"
    return answer
