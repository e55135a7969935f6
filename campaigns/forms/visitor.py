"""The whole form: what is asked, what the address fills in, and the values that the template gets."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from campaigns.forms.questions import choice_list, longest_text, question
from campaigns.forms.widgets import PictureInput, ticket
from campaigns.languages import own
from campaigns.models import Campaign, FormField, Submission
from documents import actions, fields
from documents.models import InputImage, TemplateField
from personalia_site.errors import Invalid

Values = dict[str, Any]
CONSENT = "consent"


@dataclass(frozen=True)
class Question:
    """A visible field as the page shows it. `kept` is the ticket of a picture that need not be chosen again."""

    bound: BoundField
    layout: str  # "line", "choices", "box" or "picture"
    kept: str = ""


class VisitorForm(forms.Form):
    """What a visitor fills in.

    campaign   whose form fields are asked, in their order
    prefill    the page's query; only the names that the form fields allow are looked at
    values     after is_valid(): every field of the template, as documents.actions keeps them
    """

    values: Values

    def __init__(
        self,
        campaign: Campaign,
        data: Mapping[str, Any] | None = None,
        files: Any = None,
        *,
        prefill: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(data, files)
        self.campaign = campaign
        self.form_fields = [field for field in campaign.form_fields.select_related("template_field") if field.template_field.present]
        for field in self.form_fields:
            self.fields[input_name(field)] = question(field, campaign=campaign)
            self.initial[input_name(field)] = _initial(field, prefill or {})
        if campaign.consent_text:
            sentence = _("Please tick this box to go on.")
            attrs = {"part": "input"} | ({"data-say-required": sentence} if campaign.consent_required else {})
            self.fields[CONSENT] = forms.BooleanField(
                label=own(campaign.consent_text),
                required=campaign.consent_required,
                error_messages={"required": sentence},
                widget=forms.CheckboxInput(attrs),
            )

    @classmethod
    def again(cls, submission: Submission) -> "VisitorForm":
        """The form with the answers of an earlier try, checked again."""
        campaign = submission.campaign
        data: dict[str, str] = {CONSENT: "on"} if submission.consent else {}
        for field in campaign.form_fields.select_related("template_field"):
            name, value = input_name(field), submission.values.get(field.template_field.name)
            if field.template_field.kind == "Image":
                image = InputImage.objects.filter(pk=value["image"]).first() if isinstance(value, dict) else None
                data |= {f"{name}-kept": ticket(image)} if image else {}
            elif field.template_field.kind != "Boolean" or field.hidden or value == "1":
                data[name] = str(value or "")
        return cls(campaign, data, {})

    def clean(self) -> Values:
        cleaned: Values = super().clean() or {}
        if not self.errors:
            try:
                self.values = actions.check_values(template=self.campaign.template, values=self._given(cleaned), images="upload")
            except Invalid as error:
                self.refuse(error.reason, field=error.parameters.get("FieldName", ""))
        return cleaned

    def refuse(self, sentence: str, *, field: str = "") -> None:
        """Say a mistake beside the template field's question, or above the form when it is not asked."""
        asked = {form_field.template_field.name: form_field for form_field in self.form_fields if not form_field.hidden}
        self.add_error(input_name(asked[field]) if field in asked else None, sentence)

    @property
    def consent(self) -> bool:
        return bool(self.cleaned_data.get(CONSENT))

    @property
    def questions(self) -> list[Question]:
        """The visible questions; the first mistake takes the focus."""
        bound = [self[input_name(field)] for field in self.form_fields if not field.hidden]
        bound += [self[CONSENT]] if CONSENT in self.fields else []
        wrong = next((field for field in bound if field.errors), None)
        if wrong is not None:
            wrong.field.widget.attrs["autofocus"] = True
        return [_shown(field) for field in bound]

    @property
    def mistakes(self) -> int:
        return sum(1 for question in self.questions if question.bound.errors)

    def so_far(self) -> dict[str, str]:
        """What is typed already and makes sense, by the template fields' names: for a picture while somebody types."""
        self.full_clean()
        typed = {field.template_field.name: self.cleaned_data.get(input_name(field)) for field in self.form_fields}
        return {name: value for name, value in typed.items() if isinstance(value, str) and value}

    def for_now(self) -> Values:
        """A value for every field, with what is not typed yet, or makes no sense yet, left blank."""
        self.full_clean()
        return self._given(self.cleaned_data)

    @property
    def asked(self) -> dict[str, str]:
        """The template's fields that the visitor sees, with their kinds."""
        return {field.template_field.name: field.template_field.kind for field in self.form_fields if not field.hidden}

    @property
    def unasked(self) -> dict[str, str]:
        """The template's fields that the address may fill in unseen, with their defaults."""
        hidden = [field for field in self.form_fields if field.hidden and field.template_field.kind != "Image"]
        return {field.template_field.name: blank(field.template_field, field) for field in hidden}

    def input_of(self, field: str) -> str:
        """The name of the input that asks for a template's field."""
        return next(input_name(form_field) for form_field in self.form_fields if form_field.template_field.name == field)

    def _given(self, cleaned: Values) -> Values:
        """A value for every field of the template: the answer, what the address said, or the default."""
        asked = {field.template_field_id: field for field in self.form_fields}
        given: Values = {}
        for template_field in self.campaign.template.fields.filter(present=True):
            form_field = asked.get(template_field.pk)
            answer = cleaned.get(input_name(form_field)) if form_field else None
            given[template_field.name] = _value(template_field, form_field, answer)
        return given


def input_name(field: FormField) -> str:
    return f"q{field.pk}"


def blank(template_field: TemplateField, form_field: FormField | None) -> str:
    """The value of a field that nobody was asked for; a picture has none."""
    default = form_field.default if form_field and template_field.kind != "Image" else ""
    return default or ("0" if template_field.kind == "Boolean" else "")


def _value(template_field: TemplateField, form_field: FormField | None, answer: Any) -> Any:
    if form_field is None:
        return blank(template_field, None)
    if isinstance(answer, InputImage):
        return answer
    if form_field.hidden:
        return _unasked(template_field, form_field, str(answer or ""))
    return answer or ""  # a default that the visitor took out stays out


def _unasked(template_field: TemplateField, form_field: FormField, text: str) -> str:
    """What the address said where it fits the field: the visitor could not mend it."""
    if template_field.kind == "Image" or not text:
        return blank(template_field, form_field)
    choices = choice_list(form_field)
    if len(text) > longest_text(template_field):
        return blank(template_field, form_field)
    try:
        value = fields.check(template_field.name, template_field.kind, text)
    except Invalid:
        return blank(template_field, form_field)
    return value if not choices or value in choices else blank(template_field, form_field)


def _initial(field: FormField, prefill: Mapping[str, str]) -> Any:
    text = prefill.get(field.prefill, "") if field.prefill else ""
    if not text or len(text) > longest_text(field.template_field):
        text = field.default  # half a value would be sent unseen
    if field.template_field.kind == "Boolean" and not field.hidden:
        return text.lower() in {"1", "true", "yes", "on"}
    return text


def _shown(bound: BoundField) -> Question:
    widget = bound.field.widget
    if isinstance(widget, PictureInput):
        return Question(bound, "picture", ticket(widget.kept) if widget.kept else "")
    if isinstance(widget, forms.CheckboxInput):
        return Question(bound, "box")
    return Question(bound, "choices" if isinstance(widget, forms.RadioSelect) else "line")
