"""An error in the one body that all clients read (templates/docs/errors.html). Pure."""

from collections.abc import Mapping
from typing import Any

TYPES = {401: "authentication_error", 403: "permission_error", 429: "rate_limit_error"}
MEMBERS = ("TemplateId", "Format")


def body(status: int, reason: str, *, code: str, error_id: int | None, parameters: Mapping[str, str] | None = None) -> dict[str, Any]:
    """All spellings together: `Reason` and `ErrorId` for their clients, the small ones for their Node client, `error` for their page.

    source   reference: the contract's "Errors"; `param` is the offending name in the request's own spelling
    """
    parameters = dict(parameters or {})
    kind = TYPES.get(status) or ("api_error" if status >= 500 else "invalid_request_error")
    return {
        "Reason": reason,
        "ErrorId": error_id,
        "ErrorParameters": parameters or None,
        "message": reason,
        "errorId": None if error_id is None else str(error_id),
        "error": {"code": code, "message": reason, "param": _offending(parameters), "type": kind},
    }


def _offending(parameters: Mapping[str, str]) -> str | None:
    """The name that a field's error carries, or the request's own member that a parameter is called after."""
    return parameters.get("FieldName") or next((name for name in MEMBERS if name in parameters), None)
