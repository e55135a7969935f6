"""Every error of the API in the one body that all clients read (templates/docs/api.html)."""

import logging
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from documents.refusal import body
from personalia_site.errors import PersonaliaError

logger = logging.getLogger(__name__)
SORRY = "Something went wrong on our side. Try again; if it goes on, tell the administrator when it happened."


class TooLarge(exceptions.APIException):
    """A body over the limit."""

    status_code = 413
    default_detail = "The body is larger than 1 MB."


def exception_handler(error: Exception, context: Mapping[str, Any]) -> Response:
    """The answer for whatever a view raised; what nobody expected is logged, and tells the caller nothing of it."""
    response = _answer(error)
    if response.status_code >= 500:
        logger.error("%s failed", getattr(context.get("request"), "path", ""), exc_info=error)
    set_rollback()
    return response


def _answer(error: Exception) -> Response:
    if isinstance(error, PersonaliaError):
        retry_after_s = getattr(error, "retry_after_s", None)
        headers = {} if retry_after_s is None else {"Retry-After": str(retry_after_s)}
        error_id = 1000 if error.status >= 500 and error.error_id is None else error.error_id
        return answer(error.status, error.reason, code=error.code, error_id=error_id, parameters=error.parameters, headers=headers)
    if isinstance(error, (exceptions.AuthenticationFailed, exceptions.NotAuthenticated)):
        reason, headers = str(error.detail), {"WWW-Authenticate": "ApiKey"}
        return answer(401, reason, code="invalid_api_key", error_id=102, headers=headers)
    if isinstance(error, exceptions.ParseError):
        return answer(400, f"The body is not valid JSON: {error.detail}", code="invalid_json", error_id=109)
    if isinstance(error, exceptions.UnsupportedMediaType):
        return answer(415, "Send the body as JSON: Content-Type: application/json.", code="unsupported_media_type", error_id=109)
    if isinstance(error, exceptions.MethodNotAllowed):
        return answer(405, str(error.detail), code="method_not_allowed")
    if isinstance(error, (TooLarge, RequestDataTooBig)):
        return answer(413, str(TooLarge.default_detail), code="too_large")
    if isinstance(error, exceptions.Throttled):
        headers = {"Retry-After": str(int(getattr(error, "wait", None) or 1))}
        return answer(429, "Too many requests: wait, then try again.", code="rate_limit_exceeded", headers=headers)
    if isinstance(error, (Http404, exceptions.NotFound)):
        return answer(404, "There is no such thing here.", code="not_found")
    if isinstance(error, (PermissionDenied, exceptions.PermissionDenied)):
        return answer(403, "This API key may not do this.", code="not_allowed")
    if isinstance(error, exceptions.NotAcceptable):
        return answer(406, "Answers are JSON: accept application/json.", code="not_acceptable")
    return answer(500, SORRY, code="server_error", error_id=1000)


def answer(
    status: int,
    reason: str,
    *,
    code: str,
    error_id: int | None = None,
    parameters: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """An error's answer."""
    return Response(body(status, reason, code=code, error_id=error_id, parameters=parameters), status=status, headers=dict(headers or {}))
