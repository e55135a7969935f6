"""Result files and on-demand links: no login, the URL is the right. No session, no cookie."""

import time
from collections.abc import Mapping
from pathlib import Path
from secrets import compare_digest
from typing import TypeVar
from uuid import UUID

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import content_disposition_header
from django.utils.translation import get_language_from_request
from django.views.decorators.http import require_safe

from documents import actions
from documents.models import ContentFile, ContentLink, ContentRequest, InputImage
from documents.refusal import body
from personalia_site.errors import Expired, Invalid

R = TypeVar("R", bound=HttpResponseBase)
WAIT_S = 4.0  # how long an opener waits for somebody else's rendering before a page says so
LOOK_S = 0.05
# What a program is told that accepts JSON only: a code, an id, a sentence.
FOR_PROGRAMS = {
    "file_unknown": ("not_found", None, "There is no such file."),
    "file_expired": ("expired", None, "This file's time is over. Create the content again."),
    "link_unknown": ("not_found", None, "There is no such link."),
    "link_expired": ("expired", None, "This link's time is over."),
    "link_unavailable": ("out_of_credits", 117, "There are no credits left this month."),
    "link_failed": ("render_failed", 1000, "The document could not be made. The link may be opened again."),
}
PAGE_POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"


@require_safe
def result_file(request: HttpRequest, key: UUID, token: str, name: str) -> HttpResponseBase:  # noqa: ARG001 -- the name is for those who save the address
    """A finished file, until its time is over: to be saved, or shown with ?inline=1."""
    file = ContentFile.objects.select_related("request").filter(pk=key).first()
    if file is None or not compare_digest(file.token.encode(), token.encode()):
        return _page(request, "file_unknown", status=404)
    if file.request.expired or not file.file:
        return _page(request, "file_expired", status=410)
    return _file(request, file, inline=request.GET.get("inline") == "1")


@require_safe
def input_image(request: HttpRequest, key: UUID, token: str) -> HttpResponseBase:
    """A request's own picture, for the remote account that renders it and nobody else knows the address."""
    image = InputImage.objects.filter(pk=key).first()
    if image is None or not compare_digest(image.token.encode(), token.encode()):
        return _page(request, "file_unknown", status=404)
    kind = "image/png" if str(image.file.name).endswith(".png") else "image/jpeg"
    return _headers(FileResponse(image.file.open("rb"), content_type=kind), f"picture{Path(str(image.file.name)).suffix}", inline=False)


@require_safe
def on_demand(request: HttpRequest) -> HttpResponseBase:
    """Opening an on-demand link answers the PDF itself. HEAD and prefetch get headers only, and nothing is rendered."""
    links = ContentLink.objects.select_related("version__template__workspace", "request")
    link = links.with_token(request.GET.get("token", "")).first()
    if link is None:
        return _page(request, "link_unknown", status=404)
    if link.over:
        return _page(request, "link_expired", status=410, link=link)
    if request.method == "HEAD":
        # A stream, so that nobody states a length: it is not known yet, and 0 would read as an empty file.
        return _headers(StreamingHttpResponse([], content_type="application/pdf"), f"{link.name}.pdf", inline=True)
    if _is_prefetch(request):
        # 204: a browser that keeps a prefetched answer must not show an empty document later
        return _headers(HttpResponse(status=204), f"{link.name}.pdf", inline=True)
    try:
        opened = actions.open_link(link=link)
    except Expired:
        return _page(request, "link_expired", status=410, link=link)
    except Invalid:  # no credit is left to make it
        return _page(request, "link_unavailable", status=503, link=link)
    return _opened(request, link, opened if link.version.slow else _settled(opened))


def _opened(request: HttpRequest, link: ContentLink, opened: ContentRequest) -> HttpResponseBase:
    if opened.state == ContentRequest.State.WAITING:
        response = _page(request, "link_waiting", status=200, link=link)
        response["Refresh"] = "2"
        return response
    file = opened.files.first()
    if opened.state == ContentRequest.State.FAILED or file is None:
        return _page(request, "link_failed", status=422, link=link, reference=str(opened.pk)[:8])
    if not file.file:
        return _page(request, "link_expired", status=410, link=link)
    return _file(request, file, inline=True)


def _settled(opened: ContentRequest) -> ContentRequest:
    """The request once it has ended, or as it is after WAIT_S."""
    until = time.monotonic() + WAIT_S
    while opened.state == ContentRequest.State.WAITING and time.monotonic() < until:
        time.sleep(LOOK_S)
        opened.refresh_from_db()
    return opened


def _is_prefetch(request: HttpRequest) -> bool:
    """Sec-Purpose is the standard; Purpose, X-Purpose and X-Moz are what older browsers send."""
    names = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
    return any(word in request.headers.get(name, "").lower() for name in names for word in ("prefetch", "preview", "prerender"))


def _file(request: HttpRequest, file: ContentFile, *, inline: bool) -> HttpResponseBase:
    if request.method == "HEAD":
        response: HttpResponseBase = HttpResponse(content_type=file.content_type)
    else:
        response = FileResponse(file.file.open("rb"), content_type=file.content_type)
    response["Content-Length"] = str(file.size)
    return _headers(response, file.name, inline=inline)


def _headers(response: R, name: str, *, inline: bool) -> R:
    response["Content-Disposition"] = content_disposition_header(not inline, name) or "inline"
    response["X-Content-Type-Options"] = "nosniff"
    return _private(response)


def _private(response: R) -> R:
    """No cache keeps it, no search engine lists it, and no other site is told the address, which is the right to it."""
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def _page(request: HttpRequest, name: str, *, status: int, **context: object) -> HttpResponse:
    if status >= 400 and request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        return _private(_for_programs(name, status, context))
    language = get_language_from_request(request).partition("-")[0]
    language = language if language in settings.VISITOR_LANGUAGES else settings.LANGUAGE_CODE
    with translation.override(language):
        direction = "rtl" if translation.get_language_bidi() else "ltr"
        response = render(request, f"documents/{name}.html", {**context, "language": language, "direction": direction}, status=status)
    patch_vary_headers(response, ["Accept", "Accept-Language"])
    response["Content-Security-Policy"] = PAGE_POLICY
    return _private(response)


def _for_programs(name: str, status: int, context: Mapping[str, object]) -> HttpResponse:
    code, error_id, reason = FOR_PROGRAMS[name]
    link = context.get("link")
    if status == 410 and isinstance(link, ContentLink) and link.revoked_at:
        code, reason = "revoked", "This link was revoked."
    response = JsonResponse(body(status, reason, code=code, error_id=error_id), status=status)
    patch_vary_headers(response, ["Accept"])
    return response
