"""Keys of programs: made and shown once, rotated, revoked, never read again."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST
from unfold.decorators import display

from documents import actions
from documents.admin.forms import KeyForm, RotateForm
from documents.admin.scope import WorkspaceAdmin, workspaces
from documents.models import ApiKey
from personalia_site.errors import Conflict


@admin.register(ApiKey)
class ApiKeyAdmin(WorkspaceAdmin):
    """A key's text is in the answer that made it, and nowhere else."""

    changeable = False
    list_display = ("name", "shown_prefix", "shown_scopes", "shown_state", "last_used_at", "created_at", "workspace")
    search_fields = ("name", "prefix")
    fields = (
        "name", "shown_prefix", "shown_scopes", "shown_state", "workspace", "created_at", "last_used_at",
        "rotated", "ends_at", "revoked_at",
    )  # fmt: skip
    readonly_fields = fields
    empty = {
        "icon": "key",
        "title": "Keys for programs",
        "text": "A website, a CRM or a script asks for documents with a key of its own. Make one for each program, so that you can "
        "revoke one without stopping the others.",
        "step": "Make a key",
        "help": "api",
    }

    @admin.display(description="Begins with")
    def shown_prefix(self, key: ApiKey) -> str:
        return f"{key.prefix}…"

    @admin.display(description="Scopes")
    def shown_scopes(self, key: ApiKey) -> str:
        return ", ".join(key.scopes)

    @display(
        description="State",
        label={"in use": "success", "not used yet": "info", "ending": "warning", "ended": "danger", "revoked": "danger"},
    )
    def shown_state(self, key: ApiKey) -> str:
        if key.revoked_at:
            return "revoked"
        if key.ends_at:
            return "ending" if key.live else "ended"
        return "in use" if key.last_used_at else "not used yet"

    def get_urls(self) -> list[URLPattern]:
        revoke = self.admin_site.admin_view(require_POST(self.revoke))
        rotate = self.admin_site.admin_view(self.rotate)
        return [
            path("<int:pk>/revoke/", revoke, name="documents_apikey_revoke"),
            path("<int:pk>/rotate/", rotate, name="documents_apikey_rotate"),
            *super().get_urls(),
        ]

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The form; sent, the page with the key's text. Nothing keeps it: not the session, not a log; the admin forbids caches."""
        del form_url, extra_context
        form = KeyForm(request.POST or None, workspaces=workspaces(request))
        if request.method == "POST" and form.is_valid():
            key, text = actions.issue_key(workspace=form.workspace, name=form.cleaned_data["name"], scopes=form.cleaned_data["scopes"])
            self.log_addition(request, key, "Made.")
            return self._made(request, key, text)
        return self.page(
            request,
            "admin/staff/form.html",
            title="Make a key",
            form=form,
            button="Make the key",
            back=reverse("admin:documents_apikey_changelist"),
            intro="The key is shown once, on the next page. Have the program's settings open to paste it.",
        )

    def rotate(self, request: HttpRequest, pk: int) -> HttpResponse:
        """How long the old one stays; sent, the page with the new key's text."""
        key = get_object_or_404(self.get_queryset(request), pk=pk)
        form = RotateForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                new, text = actions.rotate_key(key=key, ends_at=now() + timedelta(hours=form.cleaned_data["hours"]))
            except Conflict as error:
                messages.error(request, error.reason)
                return redirect("admin:documents_apikey_change", key.pk)
            self.log_change(request, key, "Rotated.")
            self.log_addition(request, new, "Made by rotation.")
            return self._made(request, new, text)
        return self.page(
            request,
            "admin/staff/form.html",
            title=f"Rotate “{key.name}”",
            form=form,
            button="Make the new key",
            back=reverse("admin:documents_apikey_change", args=[key.pk]),
            intro="A new key with the same name and scopes takes over. It is shown once, on the next page.",
        )

    def _made(self, request: HttpRequest, key: ApiKey, text: str) -> HttpResponse:
        test = f"curl -X POST {settings.BASE_URL}/v1/content/test \\\n  -H 'Authorization: ApiKey {text}'"
        return self.page(request, "admin/documents/apikey/made.html", title=f"Key “{key.name}”", text=text, test_request=test)

    def revoke(self, request: HttpRequest, pk: int) -> HttpResponse:
        """From now on the key opens nothing."""
        key = get_object_or_404(self.get_queryset(request), pk=pk)
        if key.revoked_at is None:
            actions.revoke_key(key=key)
            self.log_change(request, key, "Revoked.")
        messages.success(request, f"The key “{key.name}” opens nothing any more.")
        return redirect("admin:documents_apikey_changelist")
