"""Webhooks by API: subscribe, list, end. An extension of ours; connectors use it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from documents import actions, network
from documents.actions.payloads import moment
from documents.api import wire
from documents.api.authentication import caller, require_scope
from documents.api.schema import operations
from documents.models import Webhook
from documents.webhooks.addresses import checked_address
from personalia_site.errors import Invalid, NotFound

NAME_MAX = 80


@operations.webhooks
@api_view(["GET", "POST", "DELETE"])
def webhooks(request: Request) -> Response:
    """POST subscribes, GET lists, DELETE ends the one that ?webhookId= names."""
    require_scope(request, "webhooks")
    if request.method == "POST":
        return _subscribe(request)
    if request.method == "DELETE":
        return _end(request, request.query_params.get("webhookId", ""))
    found = Webhook.objects.subscriptions().filter(workspace=caller(request).workspace)
    return Response({"Webhooks": [shape(webhook) for webhook in found]})


@operations.webhook
@api_view(["GET", "DELETE"])
def webhook(request: Request, webhook_id: str) -> Response:
    """One subscription."""
    require_scope(request, "webhooks")
    if request.method == "DELETE":
        return _end(request, webhook_id)
    return Response(shape(_webhook_of(request, webhook_id)))


@operations.callbacks
@api_view(["GET"])
def callbacks(request: Request) -> Response:
    """What signs the callbacks that `CallbackUrl` asks for."""
    require_scope(request, "webhooks")
    return Response({"Secret": actions.callbacks_of(caller(request).workspace).secret})


def _subscribe(request: Request) -> Response:
    body = wire.body_of(request)
    made = actions.add_webhook(
        workspace=caller(request).workspace,
        url=body.get("Url"),
        events=_events_of(body),
        name=_name_of(body),
        include_values=_flag(body, "IncludeValues"),
    )
    return Response({**shape(made), "Secret": made.secret})


def _end(request: Request, key: str) -> Response:
    found = _webhook_of(request, key)
    shown = {"WebhookId": str(found.pk)}
    actions.remove_webhook(webhook=found)
    return Response(shown)


def _webhook_of(request: Request, key: str) -> Webhook:
    """The workspace's own; 404 for an unknown one and for another workspace's alike."""
    try:
        found = Webhook.objects.subscriptions().filter(pk=UUID(key), workspace=caller(request).workspace).first()
    except ValueError:
        found = None
    if found is None:
        raise NotFound("There is no webhook with this id.")
    return found


def _events_of(body: Mapping[str, Any]) -> list[object]:
    """`Events`; which of them exist is the action's matter."""
    events = body.get("Events")
    if not isinstance(events, list):
        raise _wrong("Events", "must be a list of events.")
    return events


def _name_of(body: Mapping[str, Any]) -> str:
    name = body.get("Name", "")
    if not isinstance(name, str) or len(name) > NAME_MAX or "\x00" in name:
        raise _wrong("Name", f"must be a text of {NAME_MAX} characters at most.")
    return name


def _flag(body: Mapping[str, Any], name: str) -> bool:
    value = body.get(name, False)
    if not isinstance(value, bool):
        raise _wrong(name, "must be true or false.")
    return value


def _wrong(name: str, rule: str) -> Invalid:
    return Invalid(f"{name} {rule}", error_id=109, code="invalid_type", parameters={"FieldName": name})


def callback_of(body: Mapping[str, Any]) -> str:
    """`CallbackUrl` of a call that creates content; empty when there is none."""
    address = body.get("CallbackUrl")
    return "" if address is None else checked_address(address, parameter="CallbackUrl", allowed=network.allowed())


def shape(found: Webhook) -> dict[str, Any]:
    """A subscription as it is told; its secret is told once, when it is made."""
    return {
        "WebhookId": str(found.pk),
        "Url": found.url,
        "Events": found.events,
        "Name": found.name,
        "IncludeValues": found.include_values,
        "Active": found.disabled_at is None,
        "InactiveReason": found.disabled_reason or None,
        "CreatedAt": moment(found.created_at),
    }
