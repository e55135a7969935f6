"""The scripts that other people's pages load. Their addresses never change; browsers ask whether the scripts did."""

import hashlib
import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import condition, require_safe

STATIC = Path(settings.BASE_DIR) / "static"
ELEMENT_PARTS = ("campaigns/flow.js", "embed/element.js")


@cache
def element_text() -> str:
    """The element's script as one file: a function of its own, so that nothing of it is seen by the page, whatever combines it.

    The semicolon before it ends what a combined script before it has left open.
    """
    parts = "\n".join((STATIC / part).read_text() for part in ELEMENT_PARTS)
    return f';(function () {{\n"use strict";\nconst HOME = {json.dumps(settings.BASE_URL)};\n{parts}\n}})();\n'


@cache
def solver_text() -> str:
    """The proof of work's: a module of its own, which only those forms load that ask for it."""
    return (STATIC / "embed/solver.js").read_text()


def _etag(text: str) -> str:
    return f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'


@require_safe
@condition(etag_func=lambda _request: _etag(element_text()))
def element(_request: HttpRequest) -> HttpResponse:
    return _script(element_text())


@require_safe
@condition(etag_func=lambda _request: _etag(solver_text()))
def solver(_request: HttpRequest) -> HttpResponse:
    return _script(solver_text())


def _script(text: str) -> HttpResponse:
    answer = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "public, max-age=300, stale-while-revalidate=86400"
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer
