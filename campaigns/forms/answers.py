"""One question's answer: read kindly, checked by documents.fields, and refused in a sentence that helps."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.formats import get_format
from django.utils.translation import gettext as _

from campaigns.forms.widgets import PictureInput, redeem
from campaigns.numbers import read_number
from documents import actions, fields
from documents.models import InputImage, Workspace
from personalia_site.errors import Invalid


class NumberField(forms.CharField):
    """A number as people write it in `language`; what it gives has at most one period."""

    def __init__(self, *, language: str, **options: Any) -> None:
        super().__init__(**options)
        self.decimal = str(get_format("DECIMAL_SEPARATOR", language, use_l10n=True))

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        if text == "":
            return ""
        return _checked(lambda: fields.check("", "Number", read_number(text, decimal=self.decimal)), say_number())


class DateField(forms.CharField):
    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        return text and _checked(lambda: fields.check("", "Date", text), say_date())


class LinesField(forms.CharField):
    def to_python(self, value: Any) -> str:
        """Forms are sent with CR LF between lines (HTML 4.10.21.7), which a design would count twice."""
        return super().to_python(str(value or "").replace("\r\n", "\n")) or ""


class CarriedField(forms.CharField):
    """What the address said, carried along unseen. It never refuses: the visitor could not mend it."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> str:
        return str(value or "").replace("\0", "").strip()


class TickField(forms.BooleanField):
    """A box; what it gives is "1" or "0"."""

    def clean(self, value: Any) -> str:
        return "1" if super().clean(value) else "0"


class PictureField(forms.Field):
    """A PNG or JPG, stored as soon as it is accepted, so that a mistake elsewhere does not cost the upload."""

    widget = PictureInput

    def __init__(self, *, workspace: Workspace, **options: Any) -> None:
        super().__init__(**options)
        self.workspace = workspace

    def clean(self, value: Any) -> InputImage | None:
        found = self._accept(value)
        if found is None and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        if isinstance(self.widget, PictureInput):
            self.widget.kept = found
        return found

    def _accept(self, value: Any) -> InputImage | None:
        if isinstance(value, UploadedFile):
            try:
                return actions.store_image(workspace=self.workspace, upload=value)
            except Invalid as error:
                raise ValidationError(error.reason, code="picture") from error
        return redeem(value, workspace=self.workspace) if value else None


def _checked(check: Callable[[], str], sentence: str) -> str:
    try:
        return check()
    except Invalid as error:
        raise ValidationError(sentence, code="type") from error


def say_number() -> str:
    return _("Please write a number in digits, such as 1234.50.")


def say_date() -> str:
    return _("Please give a whole date: year, month and day, such as 2026-04-01.")


def say_email() -> str:
    return _("Please give a whole e-mail address, such as anna@example.com.")
