"""Every noun of the documents room: who owns, what a template is, what was asked for and what came of it."""

from documents.models.accounts import ApiKey, Membership, User, Workspace
from documents.models.content import ContentFile, ContentLink, ContentRequest, InputImage
from documents.models.templates import FontFile, Template, TemplateField, TemplateVersion

__all__ = [
    "ApiKey",
    "ContentFile",
    "ContentLink",
    "ContentRequest",
    "FontFile",
    "InputImage",
    "Membership",
    "Template",
    "TemplateField",
    "TemplateVersion",
    "User",
    "Workspace",
]
