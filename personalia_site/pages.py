"""The start page and the documentation."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template import TemplateDoesNotExist
from django.template.response import TemplateResponse


def home(request: HttpRequest) -> HttpResponse:
    """Where a new user starts: admin, documentation, and what is published."""
    return TemplateResponse(request, "home.html")


def docs(request: HttpRequest, page: str = "index") -> HttpResponse:
    """One page of the documentation, by its name under templates/docs/."""
    try:
        return TemplateResponse(request, f"docs/{page}.html", {"page": page}).render()
    except TemplateDoesNotExist:
        raise Http404(f"There is no documentation page {page!r}.") from None
