"""The font library of a workspace: InDesign packages leave Adobe's fonts out."""

from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse

from documents import actions
from documents.admin.fallbacks import FallbackOrder
from documents.admin.forms import FontsForm
from documents.admin.scope import workspaces
from documents.models import FontFile
from personalia_site.errors import PersonaliaError


@admin.register(FontFile)
class FontFileAdmin(FallbackOrder):
    """Upload and delete; a font's names are read from its file."""

    list_before_template = "admin/documents/fontfile/before_list.html"  # type: ignore[assignment]  # unfold says None
    changeable = False
    list_display = ("family", "style", "file_name", "workspace", "created_at")
    list_display_links = None
    search_fields = ("family", "style", "file_name")
    readonly_fields = ("family", "style", "file_name", "workspace", "created_at")
    fields = readonly_fields
    empty = {
        "icon": "font_download",
        "title": "Fonts your templates need",
        "text": "InDesign's package folder leaves out fonts from Adobe Fonts. When a template says that a font is missing, upload the font "
        "file here and have the template's file checked again: it is found then.",
        "step": "Upload fonts",
        "help": "templates",
    }

    def get_urls(self) -> list[URLPattern]:
        order = path("fallbacks/", self.admin_site.admin_view(self.order), name="documents_fontfile_fallbacks")
        return [order, *super().get_urls()]

    def delete_model(self, request: HttpRequest, obj: FontFile) -> None:
        """The row, and its file once the row is gone. Templates that were checked with it carry what they need of it."""
        storage, name = obj.file.storage, str(obj.file.name)
        super().delete_model(request, obj)
        transaction.on_commit(lambda: storage.delete(name))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[FontFile]) -> None:
        for font in queryset:
            self.delete_model(request, font)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Several files at once; what cannot be read is named, the others are kept."""
        del form_url, extra_context
        form = FontsForm(request.POST or None, request.FILES or None, workspaces=workspaces(request))
        if request.method == "POST" and form.is_valid():
            for upload in form.cleaned_data["fonts"]:
                try:
                    font = actions.add_font(workspace=form.workspace, upload=upload)
                except PersonaliaError as error:
                    form.add_error("fonts", error.reason)
                else:
                    self.log_addition(request, font, "Uploaded.")
                    messages.success(request, f"Added {font}.")
            if not form.errors:
                return redirect("admin:documents_fontfile_changelist")
        return self.page(
            request,
            "admin/staff/form.html",
            title="Upload fonts",
            form=form,
            button="Upload",
            back=reverse("admin:documents_fontfile_changelist"),
            intro="Fonts of the library are used where a design's own package has none of that name. "
            "Have a template's file checked again afterwards, on its page.",
        )
