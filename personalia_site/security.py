"""The strict Content-Security-Policy of the pages that strangers open: visitors', embed and documentation pages."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.http import HttpResponseBase

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
