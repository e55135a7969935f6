"""What webhooks tell: made from the rows as they are at the moment of telling. Ids and links; what people typed only where staff allow it.

Each function takes the key of an event's subject, and whether values may be told; it returns the payload's `data`, or None
when the subject is gone. Which function tells of which event is in settings.WEBHOOK_PAYLOADS.
"""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import import_string

from documents.models import ContentFile, ContentLink, ContentRequest, WebhookDelivery

Data = dict[str, Any]
Teller = Callable[[UUID, bool], Data | None]

# A failure's own sentence may quote what somebody typed.
REASONS = {
    1002: "The design cannot be read.",
    1003: "A value cannot be written as a barcode.",
    1006: "A picture or text that the design links to is not there.",
    1007: "A style that the design names is not there.",
    1008: "A font is not there, or has no glyph for a letter of a value.",
    1009: "A value is too long for its frame.",
}
SORRY = "The document could not be made."


def body_of(delivery: WebhookDelivery) -> str | None:
    """The JSON that is sent; None when there is nothing to tell of any more.

    source   Standard Webhooks, "Payload structure": type, timestamp (of the event), data
    """
    tell: Teller = import_string(settings.WEBHOOK_PAYLOADS[delivery.event.partition(".")[0]])
    data = tell(delivery.subject, delivery.webhook.include_values)
    if data is None:
        return None
    payload = {"type": delivery.event, "timestamp": moment(delivery.created_at), "data": data}
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":"))


def moment(at: datetime) -> str:
    """A time as JSON has it: ISO 8601, in UTC."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def of_request(key: UUID, with_values: bool) -> Data | None:
    """Of content.completed and content.failed: what GET /v1/content answers, and the ids."""
    request = ContentRequest.objects.select_related("version").prefetch_related("files").filter(pk=key).first()
    if request is None:
        return None
    named = with_values or request.purpose == ContentRequest.Purpose.API
    data: Data = {
        "RequestId": str(request.pk),
        "TemplateId": str(request.version.template_id),
        "Status": {"waiting": "InProgress", "completed": "Completed", "failed": "Failed"}[request.state],
        "URLs": [file_url(file, named=named) for file in request.files.all()],
        "FailureDescription": None,
    }
    if request.error_id is not None:
        reason = request.error_reason if with_values else REASONS.get(request.error_id, SORRY)
        data["FailureDescription"] = {"Reason": reason, "ErrorId": request.error_id}
    return data | ({"Values": texts(request.values)} if with_values else {})


def of_link(key: UUID, with_values: bool) -> Data | None:
    """Of link.opened."""
    link = ContentLink.objects.select_related("version").filter(pk=key).first()
    if link is None:
        return None
    data: Data = {
        "LinkId": str(link.pk),
        "TemplateId": str(link.version.template_id),
        "Url": link.public_url,
        "FirstOpenedAt": moment(link.first_opened_at) if link.first_opened_at else None,
        "ExpiresAt": moment(link.expires_at),
    }
    return data | ({"Values": texts(link.values)} if with_values else {})


def of_test(key: UUID, with_values: bool) -> Data | None:  # noqa: ARG001 -- there are none
    """Of webhook.test."""
    return {"WebhookId": str(key), "Message": "This is a test. Nothing has happened."}


def file_url(file: ContentFile, *, named: bool) -> str:
    """A file's address. A campaign's file name may hold a visitor's name: `named` says whether it may be told."""
    name = file.name if named else f"document-{file.position + 1}{Path(file.name).suffix}"
    return f"{settings.BASE_URL}{reverse('result-file', args=[file.pk, file.token, name])}"


def texts(values: Mapping[str, object]) -> dict[str, str]:
    """Values that are text. Pictures are not told."""
    return {name: value for name, value in values.items() if isinstance(value, str)}
