"""Trying a template out: one input per field, a real rendering, its first page as a picture."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from unfold.widgets import (
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanSwitchWidget,
)

from documents import actions
from documents.models import ContentRequest, InputImage, Template, TemplateField, TemplateVersion
from documents.rendering import output
from documents.rendering.output import Output
from personalia_site.errors import Invalid, RenderFailed

if TYPE_CHECKING:
    from documents.admin.templates import TemplateAdmin

OUTPUTS = [
    ("PDF Display", "PDF for screens"),
    ("PDF Print", "PDF for print"),
    ("PNG Display", "PNG pictures"),
    ("JPG Display", "JPG pictures"),
]
PICTURE_DPI = 110


class TrialForm(forms.Form):
    """One input per field of the version, filled with the samples; then what to make, and how strictly.

    kept   images of an earlier try: {field name: InputImage id}; they stand for a file input that was left empty
    """

    def __init__(self, *args: Any, version: TemplateVersion, kept: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version = version
        self.kept = dict(kept or {})
        self.asked = asked(version)
        for key, field in self.asked.items():
            self.fields[key] = form_field(field, kept=field.name in self.kept)
        self.fields["output"] = forms.ChoiceField(label="Make", choices=OUTPUTS, widget=UnfoldAdminSelectWidget())
        self.fields["strict"] = forms.BooleanField(
            required=False,
            initial=True,
            widget=UnfoldBooleanSwitchWidget(),
            help_text="Refuse rather than hand out a document with a fault, as campaigns do.",
        )

    def wanted(self) -> Output:
        kind, quality = self.cleaned_data["output"].split()
        return Output(format=kind, quality=quality, resolution_dpi=PICTURE_DPI, strict=self.cleaned_data["strict"])

    def values(self) -> dict[str, object] | None:
        """Checked values to render with; None when something is wrong, and the form says what."""
        given = {field.name: self._given(key, field) for key, field in self.asked.items()}
        if self.errors:
            return None
        try:
            return actions.check_values(template=self.version.template, version=self.version, values=given, images="upload")
        except Invalid as error:
            self.refuse(error.reason, error.parameters.get("FieldName", ""))
            return None

    def _given(self, key: str, field: TemplateField) -> object:
        value = self.cleaned_data.get(key)
        if isinstance(value, UploadedFile):
            try:
                return actions.store_image(workspace=self.version.template.workspace, upload=value)
            except Invalid as error:
                self.add_error(key, error.reason)
                return ""
        if field.kind == "Image":
            return UUID(self.kept[field.name]) if field.name in self.kept else ""
        return value

    def refuse(self, reason: str, field_name: str) -> None:
        """Say it beside the field, or above all where it is about none."""
        self.add_error(self.input_of(field_name) or None, reason)

    def input_of(self, field_name: str) -> str:
        """The name of a field's input; of several fields, as a frame that overflows may hold, the first; empty when there is none."""
        named = (key for key, field in self.asked.items() if field.name == field_name or field_name.startswith(f"{field.name}, "))
        return next(named, "")


def asked(version: TemplateVersion) -> dict[str, TemplateField]:
    """The version's fields, as staff describe them where they do, by the name of their input."""
    described = {field.name: field for field in version.template.fields.all()}
    rows = [described.get(found.name) or TemplateField(name=found.name, kind=found.kind) for found in version.fields]
    return {f"field-{number}": row for number, row in enumerate(rows, 1)}


def form_field(field: TemplateField, *, kept: bool) -> forms.Field:
    """The input for a field's kind."""
    common: dict[str, Any] = {"label": str(field), "initial": field.sample, "required": False}
    if field.kind == "Image":
        told = "The picture of the last try is used again unless you choose another." if kept else "PNG or JPG."
        return forms.FileField(
            label=str(field), required=False, widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}), help_text=told
        )
    if field.kind == "Boolean":
        return forms.BooleanField(**{**common, "initial": field.sample == "1"}, widget=UnfoldBooleanSwitchWidget())
    if field.kind == "Date":
        return forms.CharField(**common, widget=UnfoldAdminTextInputWidget(attrs={"type": "date"}))
    if field.kind == "Number":
        return forms.CharField(**common, widget=UnfoldAdminTextInputWidget(attrs={"inputmode": "decimal"}))
    if field.choices:
        return forms.ChoiceField(**common, choices=[(choice, choice) for choice in field.choices], widget=UnfoldAdminSelectWidget())
    widget = UnfoldAdminTextareaWidget(attrs={"rows": 3}) if field.multiline else UnfoldAdminTextInputWidget()
    return forms.CharField(**common, strip=False, max_length=field.max_length, widget=widget)


def try_out(door: "TemplateAdmin", request: HttpRequest, template: Template) -> HttpResponse:
    """The form; sent, a trial request and its page. `?version=` tries another than the current one."""
    version = _version(template, request.GET.get("version", ""))
    earlier = _images(template, request.POST.getlist("kept"))
    form = TrialForm(request.POST or None, request.FILES or None, version=version, kept=earlier)
    if request.method == "POST" and form.is_valid():
        values = form.values()
        if values is not None:
            trial = actions.request_content(version=version, values=values, output=form.wanted(), purpose="trial", name=template.name)
            return redirect("admin:documents_template_tried", template.pk, trial.pk)
    return _page(door, request, template, version=version, form=form)


def tried(door: "TemplateAdmin", request: HttpRequest, template: Template, pk: UUID) -> HttpResponse:
    """What came of a try, beside the form to try again."""
    trial = _fetch(template, pk)
    initial = {key: _typed(field, trial.values) for key, field in asked(trial.version).items()}
    initial |= {"output": f"{trial.wanted.format} {trial.wanted.quality}", "strict": trial.wanted.strict}
    kept = {name: value["image"] for name, value in trial.values.items() if isinstance(value, dict)}
    form = TrialForm(initial=initial, version=trial.version, kept=kept)
    return _page(door, request, template, version=trial.version, form=form, trial=trial)


def state(template: Template, pk: UUID) -> JsonResponse:
    """What the page asks while a try is being rendered."""
    trial = _fetch(template, pk)
    return JsonResponse({"ended": trial.state != ContentRequest.State.WAITING, "progress": ""})


def picture(template: Template, pk: UUID) -> HttpResponse:
    """The first page of what was made."""
    made = _fetch(template, pk).files.first()
    if made is None or not made.file:
        raise Http404("The try was not made, or its files are deleted already.")
    with made.file.open("rb") as file:
        content = file.read()
    if made.content_type == "application/pdf":
        try:
            return HttpResponse(output.first_page_png(content, resolution_dpi=PICTURE_DPI), content_type="image/png")
        except RenderFailed as error:
            raise Http404(error.reason) from error
    return HttpResponse(content, content_type=made.content_type)


def _page(door: "TemplateAdmin", request: HttpRequest, template: Template, **context: Any) -> HttpResponse:
    form: TrialForm = context["form"]
    trial: ContentRequest | None = context.get("trial")
    took_s = (trial.ended_at - trial.created_at).total_seconds() if trial and trial.ended_at else 0
    return door.page(
        request,
        "admin/documents/template/try.html",
        title=f"Try “{template}”",
        template=template,
        original=template,  # the bread crumbs end with it
        failed_field=form.input_of(trial.error_parameters.get("FieldName", "")) if trial else "",
        took_s=f"{took_s:.2f}",
        kept_images=sorted(f"{name}={image}" for name, image in form.kept.items()),
        **context,
    )


def _version(template: Template, number: str) -> TemplateVersion:
    ready = template.versions.filter(state=TemplateVersion.State.READY)
    if number.isdecimal():
        return get_object_or_404(ready, number=int(number))
    if template.current is None:
        raise Http404("The template has no version that is ready.")
    return template.current


def _fetch(template: Template, pk: UUID) -> ContentRequest:
    trials = ContentRequest.objects.filter(version__template=template, purpose=ContentRequest.Purpose.TRIAL).select_related(
        "version__template"
    )
    return get_object_or_404(trials, pk=pk)


def _images(template: Template, kept: list[str]) -> dict[str, str]:
    """Field name and image id of an earlier try, as the form sent them back; only pictures of this workspace."""
    pairs = dict(each.rsplit("=", 1) for each in kept if "=" in each)
    wanted = {name: image for name, image in pairs.items() if _is_uuid(image)}
    known = {str(pk) for pk in InputImage.objects.filter(workspace=template.workspace, pk__in=wanted.values()).values_list("pk", flat=True)}
    return {name: image for name, image in wanted.items() if image in known}


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _typed(field: TemplateField, values: Mapping[str, Any]) -> object:
    value = values.get(field.name, "")
    return value == "1" if field.kind == "Boolean" else value
