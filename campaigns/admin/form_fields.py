"""The questions of a campaign's form, in the order visitors meet them."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.admin import StackedInline

from campaigns.models import Campaign, FormField
from documents.admin.scope import WorkspaceRules
from documents.rendering.findings import Room


class QuestionForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """A question, with what its answer has room for in the template."""

    rooms: ClassVar[Mapping[str, Room]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        room = self.rooms.get(self.instance.template_field.name) if self.instance.pk else None
        if room is not None and "max_length" in self.fields:
            self.fields["max_length"].help_text = f"In characters. Room for {room.words}; empty: as the template allows."
            if room.characters:
                self.fields["max_length"].widget.attrs["placeholder"] = str(room.characters)


class FormFields(WorkspaceRules, StackedInline):  # type: ignore[misc]  # unfold is untyped
    """One block a question; dragged into order."""

    model = FormField
    form = QuestionForm
    extra = 0
    ordering_field = "order"  # type: ignore[assignment]
    hide_ordering_field = True
    collapsible = True
    tab = True
    show_change_link = False
    verbose_name = "question"
    verbose_name_plural = "Questions of the form"
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("label", "template_field"),
                    "help_text",
                    ("required", "hidden"),
                    ("default", "choices"),
                    ("prefill", "autocomplete"),
                    "max_length",
                    "order",
                )
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[FormField]:
        rows: QuerySet[FormField] = super().get_queryset(request)
        return rows.select_related("template_field")

    def get_formset(self, request: HttpRequest, obj: Campaign | None = None, **kwargs: Any) -> Any:
        """Only fields of the campaign's own template can be asked for."""
        formset = super().get_formset(request, obj, **kwargs)
        version = obj.serving_version if obj else None
        asked: Any = formset.form  # a class of this call's own
        asked.rooms = {field.name: field.room for field in version.fields if field.room} if version else {}
        field: Any = asked.base_fields["template_field"]
        field.queryset = obj.template.fields.all() if obj else field.queryset.none()
        field.label = "Fills in"
        field.help_text = "The template's field that the answer goes into."
        field.widget.can_add_related = field.widget.can_change_related = field.widget.can_view_related = False
        for name in ("default", "choices"):
            formset.form.base_fields[name].widget.attrs["rows"] = 2
        return formset
