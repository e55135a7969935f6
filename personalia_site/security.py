"""What pages may load, and how much may be sent."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

P = ParamSpec("P")
Response = TypeVar("Response", bound=HttpResponseBase)

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
}


def policy(*, frame_ancestors: str = "'self'") -> str:
    """The header's value. `frame_ancestors` as CSP writes it: 'none', 'self', *, or origins separated by spaces."""
    return "; ".join(f"{name} {sources}" for name, sources in {**POLICY, "frame-ancestors": frame_ancestors}.items())


def strict_csp(view: Callable[P, Response]) -> Callable[P, Response]:
    """A view whose answers allow our own scripts, styles and pictures, and nothing inline.

    A view that knows better (a page that other sites frame) sets the header itself, from `policy()`.
    """

    @wraps(view)
    def answer(*args: P.args, **kwargs: P.kwargs) -> Response:
        response = view(*args, **kwargs)
        response.headers.setdefault("Content-Security-Policy", policy())
        return response

    return answer


# The admin's theme evaluates Alpine expressions in attributes, and sets styles in place; nothing else is loosened.
STAFF_POLICY = {
    **POLICY,
    "script-src": "'self' 'unsafe-eval'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "frame-ancestors": "'none'",
}
BODY_SLACK = 16 * 1024 * 1024  # what comes round a file in a form


def staff_csp(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: the admin's pages run our own scripts only, and nobody frames them."""
    header = "; ".join(f"{name} {sources}" for name, sources in STAFF_POLICY.items())

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if request.path.startswith(reverse("admin:index")):
            response.headers.setdefault("Content-Security-Policy", header)
        return response

    return middleware


def forget_cookies(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: outside the admin nobody reads a cookie.

    Django would answer one that has the name of its own but another application's form with a Set-Cookie.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(reverse("admin:index")):
            request.META.pop("HTTP_COOKIE", None)
        return get_response(request)

    return middleware


def limit_body(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: a body that no door takes is refused before anything reads it, whoever sends it.

    Django reads as much as Content-Length says, and nothing without one.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > settings.UPLOAD_MAX_MB * 1024 * 1024 + BODY_SLACK:
            sentence = (
                f"That is more than this server takes: a file may have {settings.UPLOAD_MAX_MB} MB. Go back and choose a smaller one.\n"
            )
            return HttpResponse(sentence, status=413, content_type="text/plain; charset=utf-8")
        return get_response(request)

    return middleware
