"""The content API's calls and the webhooks', described in sentences for those who call them."""

from functools import reduce
from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema

from documents.api.schema.describing import Decorator, described


def both(*decorators: Decorator) -> Decorator:
    """Several methods of one view."""

    def decorate(view: Any) -> Any:
        return reduce(lambda found, decorator: decorator(found), decorators, view)

    return decorate


def query(name: str, description: str, *, schema: dict[str, Any], required: bool = False) -> OpenApiParameter:
    return OpenApiParameter(name, schema, OpenApiParameter.QUERY, required=required, description=description)


def path(name: str, description: str) -> OpenApiParameter:
    return OpenApiParameter(name, UUID, OpenApiParameter.PATH, description=description)


UUID = {"type": "string", "format": "uuid"}
hidden = extend_schema(exclude=True)

content = both(
    described(
        "POST",
        operation="createContent",
        tag="Content",
        summary="Create content",
        description="Asks for a document. It is made in the background: ask with the RequestId how far it is, or name a CallbackUrl. "
        "One credit is charged now, and given back if the document cannot be made.",
        body="CreateContent",
        answer=("Created", "The request was taken, and its credit charged."),
        idempotent=True,
    ),
    described(
        "GET",
        operation="getContent",
        tag="Content",
        summary="Get content",
        description="Says how far a request is. Once a second is a good pace. A completed request gives the addresses of its files, "
        "a failed one the reason.",
        parameters=[query("requestId", "As “create content” answered it.", schema=UUID, required=True)],
        answer=("Status", "How far it is."),
        errors=(400, 404),
    ),
)
on_demand_url = described(
    "POST",
    operation="createOnDemandUrl",
    tag="Content",
    summary="Create an on-demand URL",
    description="Makes a link that answers the PDF itself when somebody opens it: in a mail, a button or a frame, without a key. Nothing "
    "is made or charged before; the first opening makes the document, every other gets the same. HEAD and prefetch make nothing.",
    body="CreateLink",
    answer=("Link", "The link."),
    idempotent=True,
)
template_info = described(
    "GET",
    operation="getTemplate",
    tag="Templates",
    summary="Template info",
    description="Lists the fields of a template, in the design's order. Every one of them must be sent to make a document.",
    parameters=[path("template_id", "Stands on the template's page, under “For developers”.")],
    answer=("TemplateInfo", "The fields."),
    errors=(400,),
)
templates = described(
    "GET",
    operation="listTemplates",
    tag="Templates",
    summary="List templates",
    description="Lists the workspace's templates that documents can be made with, by name, 100 a page. Needs the scope “templates”.",
    parameters=[query("page", "From 1; what is no page number gets the first page.", schema={"type": "string"})],
    answer=("Templates", "One page of them."),
)
test_key = described(
    "POST",
    operation="testKey",
    tag="Key",
    summary="Test the key",
    description="Says whether the key is good. Nothing happens, and nothing is charged.",
    answer=("Message", "The key is good."),
)
webhooks = both(
    described(
        "POST",
        operation="addWebhook",
        tag="Webhooks",
        summary="Subscribe to events",
        description="From now on, events are sent to the address, signed with the secret that this answer alone tells. "
        "Needs the scope “webhooks”. A workspace has 20 at most.",
        body="Subscribe",
        answer=("NewWebhook", "The subscription."),
        errors=(409,),
    ),
    described(
        "GET",
        operation="listWebhooks",
        tag="Webhooks",
        summary="List subscriptions",
        description="All subscriptions of the workspace. Needs the scope “webhooks”.",
        answer=("Webhooks", "The subscriptions."),
    ),
    described(
        "DELETE",
        operation="endWebhookByQuery",
        tag="Webhooks",
        summary="End a subscription (by query)",
        description="For programs that cannot put the id into the path.",
        parameters=[query("webhookId", "Which.", schema=UUID, required=True)],
        answer=("Ended", "It has ended."),
        errors=(404,),
    ),
)
webhook = both(
    described(
        "GET",
        operation="getWebhook",
        tag="Webhooks",
        summary="Get a subscription",
        description="One subscription, without its secret.",
        parameters=[path("webhook_id", "As “subscribe to events” answered it.")],
        answer=("Webhook", "The subscription."),
        errors=(404,),
    ),
    described(
        "DELETE",
        operation="endWebhook",
        tag="Webhooks",
        summary="End a subscription",
        description="From now on nothing is sent to it.",
        parameters=[path("webhook_id", "As “subscribe to events” answered it.")],
        answer=("Ended", "It has ended."),
        errors=(404,),
    ),
)
callbacks = described(
    "GET",
    operation="getCallbackSecret",
    tag="Webhooks",
    summary="Get the callbacks' secret",
    description="What signs the message that a CallbackUrl gets. Needs the scope “webhooks”.",
    answer=("Secret", "The secret."),
)
