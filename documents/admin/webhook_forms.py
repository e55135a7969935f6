"""The staff's forms for webhooks."""

from typing import Any

from django import forms
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget, UnfoldAdminTextInputWidget, UnfoldBooleanSwitchWidget

from documents import network
from documents.admin.forms import WorkspaceForm
from documents.models import Event, Webhook
from documents.webhooks.addresses import checked_address
from personalia_site.errors import Invalid


def callable_address(address: str) -> None:
    """Refuse what can never be called."""
    try:
        checked_address(address, parameter="The address", allowed=network.allowed())
    except Invalid as error:
        raise forms.ValidationError(error.reason) from error


def name_field() -> forms.CharField:
    help_text = "What receives it: “CRM”, “Zapier of the sales team”."
    return forms.CharField(max_length=80, required=False, widget=UnfoldAdminTextInputWidget(), help_text=help_text)


def address_field() -> forms.CharField:
    return forms.CharField(
        label="Address", validators=[callable_address], widget=UnfoldAdminTextInputWidget(attrs={"placeholder": "https://"}),
        help_text="Where the events are sent: the receiving program tells you.",
    )  # fmt: skip


def events_field() -> forms.MultipleChoiceField:
    choices = [(event.value, f"{event.label[0].upper()}{event.label[1:]} ({event.value})") for event in Event]
    return forms.MultipleChoiceField(label="Send when", choices=choices, widget=UnfoldAdminCheckboxSelectMultipleWidget())


def values_field() -> forms.BooleanField:
    return forms.BooleanField(
        label="Include what people typed", required=False, widget=UnfoldBooleanSwitchWidget(),
        help_text="Off: ids and links only. On: the receiver gets personal data; make sure that it may.",
    )  # fmt: skip


class AddWebhookForm(WorkspaceForm):
    """A new webhook."""

    name = name_field()
    url = address_field()
    events = events_field()
    include_values = values_field()


class WebhookForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """One that is there. Of callbacks, address and events come with each request."""

    name = name_field()
    url = address_field()
    events = events_field()
    include_values = values_field()

    class Meta:
        model = Webhook
        fields = ["name", "url", "events", "include_values"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.kind == Webhook.Kind.CALLBACKS:
            for name in ("name", "url", "events"):
                self.fields.pop(name, None)
