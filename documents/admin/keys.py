"""Keys of programs: made and shown once, revoked, never read again."""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST
from unfold.decorators import display

from documents.admin.forms import KeyForm
from documents.admin.scope import WorkspaceAdmin, workspaces
from documents.models import ApiKey


@admin.register(ApiKey)
class ApiKeyAdmin(WorkspaceAdmin):
    """A key's text is in the answer that made it, and nowhere else."""

    changeable = False
    list_display = ("name", "shown_prefix", "shown_state", "last_used_at", "created_at", "workspace")
    search_fields = ("name", "prefix")
    fields = ("name", "shown_prefix", "shown_state", "workspace", "created_at", "last_used_at", "revoked_at")
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

    @display(description="State", label={"in use": "success", "not used yet": "info", "revoked": "danger"})
    def shown_state(self, key: ApiKey) -> str:
        if key.revoked_at:
            return "revoked"
        return "in use" if key.last_used_at else "not used yet"

    def get_urls(self) -> list[URLPattern]:
        revoke = self.admin_site.admin_view(require_POST(self.revoke))
        return [path("<int:pk>/revoke/", revoke, name="documents_apikey_revoke"), *super().get_urls()]

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The form; sent, the page with the key's text. Nothing keeps it: not the session, not a log; the admin forbids caches."""
        del form_url, extra_context
        form = KeyForm(request.POST or None, workspaces=workspaces(request))
        if request.method == "POST" and form.is_valid():
            key, text = ApiKey.issue(workspace=form.workspace, name=form.cleaned_data["name"])
            self.log_addition(request, key, "Made.")
            test = f"curl -X POST {settings.BASE_URL}/v1/content/test \\\n  -H 'Authorization: ApiKey {text}'"
            return self.page(request, "admin/documents/apikey/made.html", title=f"Key “{key.name}”", text=text, test_request=test)
        return self.page(
            request,
            "admin/staff/form.html",
            title="Make a key",
            form=form,
            button="Make the key",
            back=reverse("admin:documents_apikey_changelist"),
            intro="The key is shown once, on the next page. Have the program's settings open to paste it.",
        )

    def revoke(self, request: HttpRequest, pk: int) -> HttpResponse:
        """From now on the key opens nothing."""
        key = get_object_or_404(self.get_queryset(request), pk=pk)
        if key.revoked_at is None:
            key.revoke()
            self.log_change(request, key, "Revoked.")
        messages.success(request, f"The key “{key.name}” opens nothing any more.")
        return redirect("admin:documents_apikey_changelist")
