"""The staff's forms that are more than a row's columns: files in, names given."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.files import File
from django.db.models import QuerySet
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget, UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from documents.models import Workspace
from documents.models.accounts import SCOPES


def sized(upload: "File[bytes]") -> None:
    """Refuse what is larger than the server takes."""
    if upload.size and upload.size > settings.UPLOAD_MAX_MB * 1024 * 1024:
        raise forms.ValidationError(
            f"“{upload.name}” has {upload.size / 1024 / 1024:.0f} MB, and {settings.UPLOAD_MAX_MB} MB are the most. "
            "Make its linked pictures smaller, or ask your administrator to raise UPLOAD_MAX_MB."
        )


class WorkspaceForm(forms.Form):
    """A form whose thing belongs to a workspace; nobody is asked where there is only one."""

    def __init__(self, *args: Any, workspaces: QuerySet[Workspace], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.only = list(workspaces[:2])
        if len(self.only) != 1:
            self.fields["workspace"] = forms.ModelChoiceField(workspaces, widget=UnfoldAdminSelectWidget(), empty_label="Choose …")
            self.order_fields(["workspace"])

    @property
    def workspace(self) -> Workspace:
        chosen: Workspace = self.cleaned_data.get("workspace") or self.only[0]
        return chosen


class TemplateForm(WorkspaceForm):
    """A new template: its file and a name."""

    file = forms.FileField(
        label="Design",
        validators=[sized],
        widget=forms.FileInput(attrs={"accept": ".idml,.zip,.pdf"}),
        help_text="An IDML file, a ZIP of InDesign's package folder (File › Package, with IDML included), or a PDF with form fields.",
    )
    name = forms.CharField(
        max_length=160, required=False, widget=UnfoldAdminTextInputWidget(), help_text="Empty: the file's name. You can change it later."
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        upload = cleaned.get("file")
        if upload and not cleaned.get("name"):
            cleaned["name"] = upload.name.rsplit(".", 1)[0][:160] or "Template"
        return cleaned


class ReplaceForm(forms.Form):
    """A template's next file."""

    file = forms.FileField(label="New file", validators=[sized], widget=forms.FileInput(attrs={"accept": ".idml,.zip,.pdf"}))


class FilesField(forms.FileField):
    """Several files at once; gives a list."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        files: Iterable[Any] = data if isinstance(data, list) else [data]
        return [super(FilesField, self).clean(each, initial) for each in files]


class FilesInput(forms.FileInput):
    """Gives every file, where the usual input gives the last one."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        del data
        return files.getlist(name) or None


class FontsForm(WorkspaceForm):
    """Font files for a workspace's library."""

    fonts = FilesField(
        label="Font files",
        validators=[sized],
        widget=FilesInput(attrs={"accept": ".ttf,.otf,.ttc,.otc,.woff,.woff2", "multiple": True}),
        help_text="OpenType, TrueType or web fonts; several at once. Only fonts that your licence lets you use on a server.",
    )


class KeyForm(WorkspaceForm):
    """A key for a program."""

    name = forms.CharField(
        max_length=80, widget=UnfoldAdminTextInputWidget(), help_text="What uses it: “website”, “Zapier of the sales team”."
    )
    scopes = forms.MultipleChoiceField(
        label="May",
        choices=[
            ("content", "have documents made, and fetch them"),
            ("templates", "list templates"),
            ("campaigns", "list campaigns"),
            ("webhooks", "subscribe to webhooks"),
        ],
        initial=list(SCOPES),
        widget=UnfoldAdminCheckboxSelectMultipleWidget(),
        help_text="Tick no more than the program needs: should its key leak, that is all that leaks.",
    )


class RotateForm(forms.Form):
    """How long the key that goes and the key that comes are both good."""

    hours = forms.TypedChoiceField(
        label="The old key ends",
        choices=[("0", "at once"), ("1", "in an hour"), ("24", "in a day"), ("168", "in a week"), ("720", "in 30 days")],
        initial="24",
        coerce=int,
        widget=UnfoldAdminSelectWidget(),
        help_text="Until then both are good: enter the new key where the program runs, and nothing stops.",
    )
