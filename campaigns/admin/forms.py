"""The staff's forms for a campaign: making one, and its own columns."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import get_language_info
from unfold.widgets import UnfoldAdminColorInputWidget, UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from documents.models import Template, TemplateVersion


class NewCampaignForm(forms.Form):
    """Which template, and what it is called here. Everything else has a sensible value and can be changed."""

    template = forms.ModelChoiceField(
        Template.objects.none(), widget=UnfoldAdminSelectWidget(), empty_label="Choose …", help_text="Only templates that are ready."
    )
    name = forms.CharField(
        max_length=120,
        widget=UnfoldAdminTextInputWidget(),
        help_text="Such as “Spring fair”. Its address is made from it; visitors see the title.",
    )

    def __init__(self, *args: Any, templates: QuerySet[Template], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["template"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = templates


class CampaignForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """A campaign's own columns; a version can only be one of its template's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "version" in self.fields and self.instance.pk:
            field = self.fields["version"]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = self.instance.template.versions.filter(state=TemplateVersion.State.READY)
            field.empty_label = "Always the newest"
        if "language" in self.fields:
            self.fields["language"] = forms.ChoiceField(choices=languages(self.instance.language), widget=UnfoldAdminSelectWidget())
        for name in ("intro", "result_text", "closed_text", "consent_text", "allowed_sites"):
            if name in self.fields:
                self.fields[name].widget.attrs["rows"] = 3

    class Meta:
        widgets: ClassVar = {"accent": UnfoldAdminColorInputWidget(attrs={"type": "color"})}

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        opens, closes = self.cleaned_data.get("opens_at"), self.cleaned_data.get("closes_at")
        if opens and closes and opens >= closes:
            self.add_error("closes_at", "The campaign would close before it opens. Choose a later time.")
        return cleaned


def languages(current: str) -> list[tuple[str, str]]:
    """Languages by their own names; the campaign's is among them, whatever it is."""
    named = [(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES]
    return sorted({code: f"{name} ({code})" for code, name in [(current, current), *named]}.items(), key=lambda pair: pair[1].casefold())
