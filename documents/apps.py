"""The Django app of templates, requests and links."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Templates and how they become files."""

    name = "documents"
    verbose_name = "Documents"
