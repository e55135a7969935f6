"""The start page and the documentation."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from campaigns import texts
from campaigns.models import Campaign
from documents.api.schema import reference
from personalia_site.security import strict_csp

PAGES = {
    "index": "Overview",
    "first-campaign": "Your first campaign",
    "templates": "Templates",
    "embed": "Embedding",
    "wordpress": "WordPress",
    "quick-start": "Quick start",
    "api": "API",
    "reference": "Reference",
    "webhooks": "Webhooks",
    "errors": "Errors",
    "remote": "Remote accounts",
    "settings": "Settings",
    "glossary": "Glossary",
}


@require_safe
@strict_csp
def home(request: HttpRequest) -> HttpResponse:
    """Where a new user starts: admin, documentation, and what is published."""
    campaigns = Campaign.objects.live().order_by("-published_at")[:12] if settings.LIST_CAMPAIGNS else []
    return TemplateResponse(request, "home.html", {"campaigns": campaigns})


@require_safe
@strict_csp
def docs(request: HttpRequest, page: str = "index") -> HttpResponse:
    """One page of the documentation, by its name under templates/docs/."""
    if page not in PAGES:
        raise Http404(f"There is no documentation page {page!r}.")
    context: dict[str, Any] = {
        "page": page,
        "pages": PAGES,
        "title": PAGES[page],
        "base_url": settings.BASE_URL,
        "upload_max_mb": settings.UPLOAD_MAX_MB,
        "max_fetch_count": settings.MAX_FETCH_COUNT,
        "total_max_fetch_size_mb": settings.TOTAL_MAX_FETCH_SIZE_MB,
        "rate_limit_per_key": settings.RATE_LIMIT_PER_KEY or "any number of",
    }
    if page == "embed":
        context |= {"texts": [texts.shown(text) for text in texts.ours()], "visitor_limit": settings.VISITOR_LIMIT}
    if page == "reference":
        context |= {"groups": reference.groups(), "shapes": reference.shapes()}
    return TemplateResponse(request, f"docs/{page}.html", context)
