"""The whole document, and the address it is served from."""

from functools import cache
from typing import Any

from django.conf import settings
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.generators import SchemaGenerator

from documents.api.schema.shapes import COMPONENTS

INTRODUCTION = (
    "A document in three calls: ask for it, ask how far it is, download it. Bodies are JSON with names exactly as here. "
    "Success is always 200. Every call sends the header `Authorization: ApiKey <key>`; staff make keys in the admin, "
    "and a key belongs to one workspace. "
    "Errors have one shape. Every answer says how many calls the key has left: `RateLimit-Limit`, `RateLimit-Remaining`, `RateLimit-Reset`."
)
WHOLE = {"type": "integer", "minimum": 0}
HEADERS = {
    "RateLimit-Limit": {"description": "Calls a minute that the key may make; without a good key, its address.", "schema": WHOLE},
    "RateLimit-Remaining": {"description": "How many of them are left this minute.", "schema": WHOLE},
    "RateLimit-Reset": {"description": "Seconds until the next minute's calls.", "schema": WHOLE},
    "Retry-After": {"description": "Seconds until the next call is welcome.", "schema": WHOLE},
    "WWW-Authenticate": {"description": "ApiKey", "schema": {"type": "string"}},
    "Idempotent-Replayed": {
        "description": "true, when this is the answer to an earlier call with the same Idempotency-Key.",
        "schema": {"type": "string", "enum": ["true"]},
    },
}
COUNTED = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")  # absent where the limit is off
FURTHER = {"401": ("WWW-Authenticate",), "429": ("Retry-After",)}
TAGS = {
    "Content": "Documents: now, or when a link is opened.",
    "Templates": "What documents are made of.",
    "Campaigns": "Forms for visitors.",
    "Key": "The key itself.",
    "Webhooks": "Events, told to your own program.",
}


class ApiKeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # the library registers its subclasses so
    """OpenAPI's word for our header. It has none for a prefix, so the description says it."""

    target_class = "documents.api.authentication.ApiKeyAuthentication"
    name = "ApiKey"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:  # noqa: ARG002 -- the library's signature
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "The word ApiKey, a space, and the key: `Authorization: ApiKey pk_…`. It is required, and its case counts.",
        }


@cache
def document() -> dict[str, Any]:
    """OpenAPI 3.1 of everything under /v1/. Made once per process: nothing in it depends on who asks."""
    generator: Any = SchemaGenerator()  # type: ignore[no-untyped-call]
    found: dict[str, Any] = generator.get_schema(request=None, public=True)
    components = found.setdefault("components", {})
    components["schemas"] = dict(sorted(COMPONENTS.items()))
    components["headers"] = HEADERS
    found["info"]["description"] = INTRODUCTION
    found["servers"] = [{"url": settings.BASE_URL}]
    for operation in (each for path in found["paths"].values() for each in path.values()):
        if "requestBody" in operation:
            operation["requestBody"]["required"] = True  # the library says so of serializers only
        _tell_headers(operation)
    used = {tag for path in found["paths"].values() for operation in path.values() for tag in operation.get("tags", [])}
    found["tags"] = [{"name": name, "description": text} for name, text in TAGS.items() if name in used]
    return found


def _tell_headers(operation: dict[str, Any]) -> None:
    """What each answer says beside its body."""
    idempotent = any(each["name"] == "Idempotency-Key" for each in operation.get("parameters", ()))
    for status, response in operation["responses"].items():
        names = [*COUNTED, *FURTHER.get(status, ())]
        if status == "200" and idempotent:
            names.append("Idempotent-Replayed")
        if status == "409" and idempotent:
            names.append("Retry-After")
        response["headers"] = {name: {"$ref": f"#/components/headers/{name}"} for name in names}
