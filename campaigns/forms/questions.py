"""A form field as Django's: the kind decides the input, the browser says the same sentences as the server."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from campaigns.forms.answers import (
    CarriedField,
    DateField,
    LinesField,
    NumberField,
    PictureField,
    TickField,
    say_date,
    say_email,
    say_number,
)
from campaigns.forms.widgets import DateInput, PictureInput
from campaigns.languages import own
from campaigns.models import Campaign, FormField
from documents.models import TemplateField

RADIOS = 5  # so many choices are seen at a glance; more go into a list
LINE_MAX = 500
TEXT_MAX = 5000
KEYBOARDS = {"email": "email", "tel": "tel", "url": "url", "postal-code": "text"}


def question(form_field: FormField, *, campaign: Campaign) -> forms.Field:
    """The field that asks for one value. A hidden one is filled from the address or its default, and never refuses."""
    kind = form_field.template_field.kind
    if form_field.hidden:
        attrs = {"data-prefill": form_field.prefill} if form_field.prefill else {}
        return CarriedField(required=False, widget=forms.HiddenInput(attrs))
    asked: dict[str, Any] = {
        "label": own(form_field.label),
        "help_text": own(form_field.help_text),
        "required": form_field.required,
        "error_messages": {"required": _say_required(form_field)},
    }
    if kind == "Image":
        return PictureField(workspace=campaign.workspace, widget=PictureInput(_said(form_field)), **asked)
    if kind == "Boolean":
        return TickField(widget=forms.CheckboxInput(_said(form_field)), **asked)
    if choices := choice_list(form_field):
        return _choice(form_field, choices, asked)
    if kind == "Number":
        attrs = {"inputmode": "decimal", "autocomplete": form_field.autocomplete or "off", **_said(form_field, say_number())}
        return NumberField(language=get_language() or campaign.language, max_length=60, widget=forms.TextInput(attrs), **asked)
    if kind == "Date":
        attrs = _said(form_field, say_date()) | _autofill(form_field)
        return DateField(max_length=40, widget=DateInput(attrs=attrs), **asked)
    return _text(form_field, asked)


def choice_list(form_field: FormField) -> list[str]:
    return [line.strip() for line in form_field.choices.splitlines() if line.strip()]


def longest_text(template_field: TemplateField) -> int:
    return template_field.max_length or (TEXT_MAX if template_field.multiline else LINE_MAX)


def _choice(form_field: FormField, choices: list[str], asked: dict[str, Any]) -> forms.Field:
    pairs = [(choice, own(choice)) for choice in choices]
    asked["error_messages"]["invalid_choice"] = _("Please choose one of these.")
    attrs = _said(form_field)
    if len(choices) <= RADIOS:
        pairs = pairs if form_field.required else [*pairs, ("", _("No answer"))]
        return forms.ChoiceField(choices=pairs, widget=forms.RadioSelect(attrs), **asked)
    first = ("", _("Please choose …") if form_field.required else _("No answer"))
    return forms.ChoiceField(choices=[first, *pairs], widget=forms.Select(attrs | _autofill(form_field)), **asked)


def _text(form_field: FormField, asked: dict[str, Any]) -> forms.Field:
    template_field = form_field.template_field
    longest = min(longest_text(template_field), form_field.max_length or TEXT_MAX)
    too_long = _("This is too long: %(limit)d characters fit.") % {"limit": longest}
    asked["error_messages"] |= {"max_length": too_long, "null_characters_not_allowed": _("This holds a sign that cannot be printed.")}
    attrs = {**_said(form_field), **_autofill(form_field), "data-say-long": too_long}
    if template_field.multiline:
        return LinesField(max_length=longest, widget=forms.Textarea(attrs | {"rows": 4}), **asked)
    if form_field.autocomplete == "email":
        asked["error_messages"]["invalid"] = say_email()
        attrs |= {"data-say-type": say_email(), "autocapitalize": "none", "spellcheck": "false"}
        return forms.EmailField(max_length=min(longest, 320), widget=forms.EmailInput(attrs), **asked)
    widget = forms.TextInput(attrs)
    widget.input_type = "tel" if form_field.autocomplete == "tel" else "text"
    return forms.CharField(max_length=longest, widget=widget, **asked)


def _autofill(form_field: FormField) -> dict[str, str]:
    """`autocomplete`, and the keyboard that goes with it."""
    token = form_field.autocomplete
    if not token:
        return {}
    keyboard = KEYBOARDS.get(token)
    return {"autocomplete": token} | ({"inputmode": keyboard} if keyboard else {})


def _said(form_field: FormField, say_type: str = "") -> dict[str, str]:
    """The server's own sentences for the script in the page (flow.js), and the name that fills the question in."""
    attrs = {"part": "input"}
    if form_field.required:
        attrs["data-say-required"] = _say_required(form_field)
    if say_type:
        attrs["data-say-type"] = say_type
    if form_field.prefill:
        attrs["data-prefill"] = form_field.prefill
    return attrs


def _say_required(form_field: FormField) -> str:
    kind = form_field.template_field.kind
    if kind == "Image":
        return _("Please choose a picture: a PNG or JPG file.")
    if kind == "Boolean":
        return _("Please tick this box to go on.")
    if choice_list(form_field):
        return _("Please choose one of these.")
    return _("Please fill in “%(label)s”.") % {"label": own(form_field.label)}
