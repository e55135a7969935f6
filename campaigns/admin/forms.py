"""The staff's forms for a campaign: making one, and its own columns."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import get_language_info
from unfold.widgets import UnfoldAdminColorInputWidget, UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from campaigns import texts
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

    changed_texts = forms.CharField(
        label="Texts",
        required=False,
        strip=False,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 6, "dir": "auto", "spellcheck": "false"}),
        help_text="Any text that visitors read, in other words, a line each: “Download = Get it now”. Under a line “[fr]” stands what a "
        "French page says, this campaign's own words included. The documentation of embedding lists all texts.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "version" in self.fields and self.instance.pk:
            field = self.fields["version"]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = self.instance.template.versions.filter(state=TemplateVersion.State.READY)
            field.empty_label = "Always the newest"
        self.fields["changed_texts"].initial = texts.written(self.instance.texts)
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
        self._refuse_red()
        self._read_texts()
        return cleaned

    def _refuse_red(self) -> None:
        """A page that visitors see is not changed over to a version whose check found faults."""
        chosen = self.cleaned_data.get("version")
        if chosen is not None and chosen.light == "red" and self.instance.published_at and "version" in self.changed_data:
            self.add_error("version", f"Version {chosen.number} has faults that its check marks red. Choose another, or withdraw first.")

    def _read_texts(self) -> None:
        """The campaign's own words may be renamed in the same form, so they are read where they have just been written."""
        if "changed_texts" not in self.cleaned_data:
            return
        questions = self.instance.form_fields.all() if self.instance.pk else []
        words = [*texts.campaigns_own(self.instance, questions), *(str(word).strip() for word in self.cleaned_data.values() if word)]
        try:
            self.instance.texts = texts.read(self.cleaned_data["changed_texts"], own=[word.replace("\r\n", "\n") for word in words])
        except forms.ValidationError as error:
            self.add_error("changed_texts", error)


def languages(current: str) -> list[tuple[str, str]]:
    """Languages by their own names, those first that every text is translated into; the campaign's is among them, whatever it is."""
    named = [(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES]
    pairs = {code: f"{name} ({code})" for code, name in [(current, current), *named]}.items()
    spoken = settings.VISITOR_LANGUAGES
    marked = [
        (code, name if code in spoken else f"{name}: dates and numbers; texts in English until you write them") for code, name in pairs
    ]
    return sorted(marked, key=lambda pair: (pair[0] not in spoken, pair[1].casefold()))
