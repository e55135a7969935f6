"""Templates in the admin: add, look through, change their fields, replace the file, go back to a version."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.core.files import File
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST
from unfold.decorators import display
from unfold.widgets import UnfoldAdminSelectWidget

from documents import actions
from documents.admin import comparison, findings, summary, trial
from documents.admin.forms import ReplaceForm, TemplateForm
from documents.admin.scope import WorkspaceAdmin, WorkspaceInline, staff, workspaces
from documents.models import Template, TemplateField, TemplateVersion
from personalia_site.errors import PersonaliaError

State = TemplateVersion.State


class TemplateFieldForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """A field's row. Where the file itself says the kind, it is not asked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        version = self.instance.template.current if self.instance.pk else None
        if version and any(found.name == self.instance.name and found.certain for found in version.fields):
            self.fields["kind"].disabled = True
        self.fields["label"].widget.attrs["placeholder"] = self.instance.name
        chosen = [("1", "yes"), ("0", "no")] if self.instance.kind == "Boolean" else [(each, each) for each in self.instance.choices]
        if chosen:
            self.fields["sample"].widget = UnfoldAdminSelectWidget(choices=[("", "–"), *chosen])
        else:
            self.fields["sample"].widget.attrs["rows"] = 1
        for field in self.fields.values():  # a table's heading is no input's label
            field.widget.attrs["aria-label"] = f"{field.label} of {self.instance.name}"


class TemplateFields(WorkspaceInline):
    """The fields of the current file, in its order."""

    addable = deletable = False  # fields come from the file
    model = TemplateField
    form = TemplateFieldForm
    fields = ("name", "label", "kind", "sample", "room", "date_format")
    readonly_fields = ("name", "room")
    extra = 0
    hide_title = True
    verbose_name_plural = "Fields"
    ordering = ("order", "id")

    def get_fields(self, request: HttpRequest, obj: Template | None = None) -> Any:
        """A remote account writes its dates itself, and nothing of its is measured here."""
        del request
        return self.fields[:-2] if obj and obj.remote_account_id else self.fields

    def get_formset(self, request: HttpRequest, obj: Template | None = None, **kwargs: Any) -> Any:
        """The rooms are read once, not with every row."""
        version = obj.current if obj else None
        self.rooms = {field.name: field.room for field in version.fields if field.room} if version else {}
        return super().get_formset(request, obj, **kwargs)

    @admin.display(description="Room for")
    def room(self, row: TemplateField) -> str:
        """What was measured with words of the field's language."""
        room = self.rooms.get(row.name)
        return room.words if room else "–"

    def get_queryset(self, request: HttpRequest) -> QuerySet[TemplateField]:
        rows: QuerySet[TemplateField] = super().get_queryset(request)
        return rows.filter(present=True)


@admin.register(Template)
class TemplateAdmin(WorkspaceAdmin):
    """Everything a marketer does with a template before there is a campaign."""

    list_display = ("name", "shown_state", "shown_light", "shown_kind", "shown_fields", "workspace", "created_at")
    list_filter = (("workspace", admin.RelatedOnlyFieldListFilter),)
    search_fields = ("name",)
    fields = ("name",)
    inlines = (TemplateFields,)
    change_form_show_cancel_button = True
    empty = {
        "icon": "draft",
        "title": "Start with a design",
        "text": "A template is a file from your designer: an InDesign design with placeholders such as <<First Name>>, or a PDF with "
        "form fields. Upload one, and its fields become the questions of a form.",
        "step": "Upload a design",
        "help": "templates",
    }

    @display(
        description="State",
        label={"ready": "success", "being checked": "info", "refused": "danger", "newest file has faults": "danger"},
    )
    def shown_state(self, template: Template) -> str:
        newest = template.versions.first()
        if template.held_back:
            return "newest file has faults"
        if template.current and not (newest and newest.state == State.CHECKING):
            return str(template.current.get_state_display())
        return str(newest.get_state_display()) if newest else "refused"

    @admin.display(description="Check")
    def shown_light(self, template: Template) -> str:
        return findings.badge(template.current) if template.current else "–"

    @admin.display(description="Made with")
    def shown_kind(self, template: Template) -> str:
        return template.current.get_kind_display() if template.current else "–"

    @admin.display(description="Fields")
    def shown_fields(self, template: Template) -> int:
        return template.fields.filter(present=True).count()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Template]:
        return super().get_queryset(request).select_related("current", "workspace")

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        several = workspaces(request).count() > 1
        return tuple(name for name in self.list_display if several or name != "workspace")

    def get_list_filter(self, request: HttpRequest) -> tuple[Any, ...]:
        return self.list_filter if workspaces(request).count() > 1 else ()

    def get_inlines(self, request: HttpRequest, obj: Template | None = None) -> Any:
        """No empty table while a first file is being checked, or for a design without fields."""
        del request
        return self.inlines if obj and obj.fields.filter(present=True).exists() else ()

    def get_fields(self, request: HttpRequest, obj: Template | None = None) -> Any:
        """Whose links are handed out is a question only where an account elsewhere has its own."""
        del request
        return ("name", "remote_links") if obj and obj.remote_account_id else self.fields

    def get_urls(self) -> list[URLPattern]:
        door = self.admin_site.admin_view
        ours = [
            path("<uuid:pk>/state/", door(self.state), name="documents_template_state"),
            path("<uuid:pk>/picture/<int:number>/", door(self.picture), name="documents_template_picture"),
            path("<uuid:pk>/place/<int:number>/<str:name>", door(self.place), name="documents_template_place"),
            path("<uuid:pk>/compared/<int:number>/", door(self.compared), name="documents_template_compared"),
            path("<uuid:pk>/compared/<int:number>/<str:name>.jpg", door(self.compared_picture), name="documents_template_compared_picture"),
            path("<uuid:pk>/replace/", door(require_POST(self.replace)), name="documents_template_replace"),
            path("<uuid:pk>/again/", door(require_POST(self.check_again)), name="documents_template_again"),
            path("<uuid:pk>/current/<int:number>/", door(require_POST(self.make_current)), name="documents_template_current"),
            path("<uuid:pk>/try/", door(self.try_out), name="documents_template_try"),
            path("<uuid:pk>/try/<uuid:request_pk>/", door(self.tried), name="documents_template_tried"),
            path("<uuid:pk>/try/<uuid:request_pk>/state/", door(self.trial_state), name="documents_template_trial_state"),
            path("<uuid:pk>/try/<uuid:request_pk>/page.png", door(self.trial_picture), name="documents_template_trial_picture"),
        ]
        return [*ours, *super().get_urls()]

    def fetch(self, request: HttpRequest, pk: UUID) -> Template:
        """The template, if this person may see it."""
        template: Template = get_object_or_404(self.get_queryset(request), pk=pk)
        return template

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Name and file; the rest is found in the file."""
        del form_url, extra_context
        form = TemplateForm(request.POST or None, request.FILES or None, workspaces=workspaces(request))
        if request.method == "POST" and form.is_valid():
            given = form.cleaned_data
            try:
                version = actions.register_template(workspace=form.workspace, name=given["name"], upload=given["file"], user=staff(request))
            except PersonaliaError as error:
                form.add_error("file", error.reason)
            else:
                self.log_addition(request, version.template, "Uploaded.")
                return redirect("admin:documents_template_change", version.template.pk)
        return self.page(
            request,
            "admin/staff/form.html",
            title="Upload a design",
            form=form,
            button="Upload and check",
            back=reverse("admin:documents_template_changelist"),
            intro="The design is checked first: its fields are found, fonts and pictures looked for. That takes a few seconds.",
        )

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The template's page: its state and findings above, its fields below."""
        template = self.get_object(request, object_id)
        shown = {} if template is None else summary.panel(template)
        answer: HttpResponse = super().change_view(request, object_id, form_url, {**shown, **(extra_context or {})})
        return answer

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """What goes with the templates, and what stands in the way, in words."""
        del request
        return summary.deletion(list(objs))

    def delete_model(self, request: HttpRequest, obj: Template) -> None:
        del request
        summary.delete_with_trials(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Template]) -> None:
        del request
        for template in queryset:
            summary.delete_with_trials(template)

    def state(self, request: HttpRequest, pk: UUID) -> JsonResponse:
        """What the page asks while a file is being checked."""
        newest = self.fetch(request, pk).versions.first()
        if newest is None:
            raise Http404
        return JsonResponse({"ended": newest.state != State.CHECKING, "progress": newest.progress})

    def picture(self, request: HttpRequest, pk: UUID, number: int) -> FileResponse:
        """Page 1 of a version."""
        version = get_object_or_404(self.fetch(request, pk).versions.exclude(preview=""), number=number)
        response = FileResponse(version.preview.open(), content_type="image/png")
        response["Cache-Control"] = "private, max-age=86400"
        return response

    def compared(self, request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
        """A version's pages beside InDesign's own."""
        return comparison.show(self, request, self.fetch(request, pk), number)

    def compared_picture(self, request: HttpRequest, pk: UUID, number: int, name: str) -> HttpResponse:
        version = get_object_or_404(self.fetch(request, pk).versions.exclude(compared=""), number=number)
        return _jpg(comparison.picture(version, name))

    def place(self, request: HttpRequest, pk: UUID, number: int, name: str) -> HttpResponse:
        """What a finding of a version is about, outlined on its page."""
        version = get_object_or_404(self.fetch(request, pk).versions.exclude(places=""), number=number)
        return _jpg(findings.place_picture(version, name))

    def replace(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """The next version; campaigns change over when it is ready."""
        template = self.fetch(request, pk)
        form = ReplaceForm(request.POST, request.FILES)
        if not form.is_valid():
            messages.error(request, " ".join(str(reason) for reasons in form.errors.values() for reason in reasons))
        else:
            try:
                version = actions.replace_version(template=template, upload=form.cleaned_data["file"], user=staff(request))
            except PersonaliaError as error:
                messages.error(request, error.reason)
            else:
                self.log_change(request, template, f"File replaced: version {version.number}.")
        return redirect("admin:documents_template_change", template.pk)

    def check_again(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """The newest file once more, as a version: fonts that were missing may be there now."""
        template = self.fetch(request, pk)
        newest = template.versions.first()
        if newest is None or newest.remote:
            raise Http404
        with newest.file.open("rb") as file:
            version = actions.replace_version(template=template, upload=File(file, name=newest.file_name), user=staff(request))
        self.log_change(request, template, f"Checked again: version {version.number}.")
        return redirect("admin:documents_template_change", template.pk)

    def make_current(self, request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
        """Back to a version, or forward to one."""
        template = self.fetch(request, pk)
        version = get_object_or_404(template.versions, number=number)
        try:
            actions.make_current(version=version)
        except PersonaliaError as error:
            messages.error(request, error.reason)
        else:
            self.log_change(request, template, f"Version {number} made current.")
            messages.success(request, f"New documents are made with version {number}.")
        return redirect("admin:documents_template_change", template.pk)

    def try_out(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        return trial.try_out(self, request, self.fetch(request, pk))

    def tried(self, request: HttpRequest, pk: UUID, request_pk: UUID) -> HttpResponse:
        return trial.tried(self, request, self.fetch(request, pk), request_pk)

    def trial_state(self, request: HttpRequest, pk: UUID, request_pk: UUID) -> HttpResponse:
        return trial.state(self.fetch(request, pk), request_pk)

    def trial_picture(self, request: HttpRequest, pk: UUID, request_pk: UUID) -> HttpResponse:
        return trial.picture(self.fetch(request, pk), request_pk)


def _jpg(picture: bytes | None) -> HttpResponse:
    if picture is None:
        raise Http404
    response = HttpResponse(picture, content_type="image/jpeg")
    response["Cache-Control"] = "private, max-age=86400"
    return response
