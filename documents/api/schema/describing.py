"""What is said of a view: a decorator over @api_view."""

from collections.abc import Callable, Sequence
from typing import Any

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema

from documents.api.schema.shapes import Schema, ref

ERRORS = {
    400: "The input is wrong; ErrorId says how. Sent again, it fails again.",
    401: "The key is missing, misspelt, unknown or revoked (102).",
    403: "The key belongs to another workspace than the template (101), or lacks the scope that this call needs.",
    404: "There is no such thing, or it is another workspace's.",
    409: "The Idempotency-Key was used with another call, or the first call with it is still at work.",
    413: "The body is larger than 1 MB.",
    415: "The body is not JSON (109).",
    429: "Too many requests. Retry-After says in how many seconds the next one is welcome.",
}
EVERY_CALL = (401, 403, 429)
WITH_BODY = (400, 413, 415)
IDEMPOTENCY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "minLength": 1, "maxLength": 255, "pattern": r"^[!-~]+$"},
    OpenApiParameter.HEADER,
    description="A text of your own, new for each call. Sent again within 24 hours it gets the same answer, and nothing is done twice.",
)
Decorator = Callable[[Any], Any]


def described(
    method: str,
    *,
    summary: str,
    description: str,
    answer: tuple[str, str],
    operation: str,
    tag: str,
    body: str = "",
    parameters: Sequence[OpenApiParameter] = (),
    errors: Sequence[int] = (),
    idempotent: bool = False,
) -> Decorator:
    """One method of a view.

    answer   the shape's name, and what it is in a sentence
    body     the shape's name
    errors   statuses beside those that every call has, and every call with a body
    """
    statuses = sorted({*EVERY_CALL, *errors, *(WITH_BODY if body else ()), *((409,) if idempotent else ())})
    request: Any = {"application/json": ref(body)} if body else None
    decorate: Decorator = extend_schema(
        methods=[method],
        operation_id=operation,
        tags=[tag],
        summary=summary,
        description=description,
        request=request,
        parameters=[*parameters, *((IDEMPOTENCY,) if idempotent else ())],
        responses={
            (200, "application/json"): OpenApiResponse(_schema(answer[0]), description=answer[1]),
            **{(status, "application/json"): OpenApiResponse(_schema("Error"), description=ERRORS[status]) for status in statuses},
            ("5XX", "application/json"): OpenApiResponse(
                _schema("Error"), description="Our fault (1000), or somebody else's server. Try again."
            ),
        },
    )
    return decorate


def _schema(name: str) -> Any:
    found: Schema = ref(name)
    return found
