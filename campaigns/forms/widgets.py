"""Inputs that ask for the right keyboard, and a picture that is not lost when another answer is wrong."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core import signing
from django.core.signing import BadSignature
from django.utils.datastructures import MultiValueDict

from documents.models import InputImage, Workspace

KEPT_S = 3600  # after that documents.actions.delete_old may have deleted it
SALT = "kept picture"


class DateInput(forms.DateInput):
    """The browser's own calendar; what it sends is YYYY-MM-DD in every language."""

    input_type = "date"

    def format_value(self, value: Any) -> str | None:
        return str(value) if value else None


class PictureInput(forms.FileInput):
    """A file to choose, or the picture that came with an earlier try.

    kept   the picture that was accepted already; the page sends its signed id back in a hidden input
    """

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"accept": "image/png,image/jpeg", **(attrs or {})})
        self.kept: InputImage | None = None

    def value_from_datadict(self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str) -> Any:
        return files.get(name) or data.get(f"{name}-kept")

    def value_omitted_from_data(self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str) -> bool:
        return name not in files and f"{name}-kept" not in data

    def use_required_attribute(self, initial: Any) -> bool:
        return self.kept is None and super().use_required_attribute(initial)


def ticket(image: InputImage) -> str:
    """What the page carries of a kept picture: whoever uploaded it may send it again, nobody can guess another's."""
    return signing.dumps(str(image.pk), salt=SALT)


def redeem(text: str, *, workspace: Workspace) -> InputImage | None:
    try:
        pk = signing.loads(text, salt=SALT, max_age=KEPT_S)
    except BadSignature:
        return None
    return InputImage.objects.filter(pk=pk, workspace=workspace).first()
