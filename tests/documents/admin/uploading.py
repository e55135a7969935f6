"""A design to upload, and the page it is seen on."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from documents.models import Template
from tests import factories


def upload(content: bytes | None = None, name: str = "coupon.idml") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, factories.idml_with(("First Name",)) if content is None else content)


def page_of(template: Template) -> str:
    return reverse("admin:documents_template_change", args=[template.pk])
