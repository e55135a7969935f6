"""Every noun of the documents room: who owns, what a template is, what was asked for and what came of it."""

from documents.models.accounts import ApiKey, Membership, User, Workspace
from documents.models.content import ContentFile, ContentLink, ContentRequest, InputImage
from documents.models.credits import CreditEntry, CreditMonth
from documents.models.idempotency import IdempotencyKey
from documents.models.notices import Notice
from documents.models.remote import RemoteAccount, RemoteJob
from documents.models.templates import FontFile, Template, TemplateField, TemplateVersion
from documents.models.webhooks import Event, Receiver, Webhook, WebhookDelivery

__all__ = [
    "ApiKey",
    "ContentFile",
    "ContentLink",
    "ContentRequest",
    "CreditEntry",
    "CreditMonth",
    "Event",
    "FontFile",
    "IdempotencyKey",
    "InputImage",
    "Membership",
    "Notice",
    "Receiver",
    "RemoteAccount",
    "RemoteJob",
    "Template",
    "TemplateField",
    "TemplateVersion",
    "User",
    "Webhook",
    "WebhookDelivery",
    "Workspace",
]
