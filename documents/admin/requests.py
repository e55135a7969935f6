"""What was asked for and what came of it; failures with their reason."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from unfold.decorators import display

from documents.admin.scope import WorkspaceAdmin
from documents.admin.values import shown_values
from documents.models import ContentRequest


@admin.register(ContentRequest)
class ContentRequestAdmin(WorkspaceAdmin):
    """Read only: `workers` deletes files and values when their time is over."""

    addable = changeable = deletable = False
    list_display = ("shown_template", "shown_state", "shown_purpose", "shown_failure", "created_at", "shown_duration")
    list_filter = ("state", "purpose", ("version__template", admin.RelatedOnlyFieldListFilter))
    date_hierarchy = "created_at"
    fields = ("shown_template", "version", "shown_state", "shown_purpose", "created_at", "ended_at", "url_expires_at", "keep_until")
    readonly_fields = fields
    empty = {
        "icon": "receipt_long",
        "title": "Every document that is asked for",
        "text": "Each document that a visitor, a program or you ask for is listed here: whether it was made, how long that took, and if"
        " not, why not and what to do.",
        "help": "errors",
    }

    @admin.display(description="Template", ordering="version__template__name")
    def shown_template(self, row: ContentRequest) -> str:
        return row.version.template.name

    @display(description="State", ordering="state", label={"completed": "success", "in progress": "info", "failed": "danger"})
    def shown_state(self, row: ContentRequest) -> str:
        return str(row.get_state_display())

    @admin.display(description="Asked by", ordering="purpose")
    def shown_purpose(self, row: ContentRequest) -> str:
        return str(row.get_purpose_display())

    @admin.display(description="Reason")
    def shown_failure(self, row: ContentRequest) -> str:
        return f"{row.error_reason} ({row.error_id})" if row.error_reason else "–"

    @admin.display(description="Took")
    def shown_duration(self, row: ContentRequest) -> str:
        return f"{(row.ended_at - row.created_at).total_seconds():.2f} s" if row.ended_at else "–"

    def get_queryset(self, request: HttpRequest) -> QuerySet[ContentRequest]:
        return super().get_queryset(request).select_related("version__template").prefetch_related("files")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """With its values, its files and, if it failed, why."""
        row = self.get_object(request, object_id)
        shown = {} if row is None else {"row": row, "shown_values": shown_values(row.version, row.values), "files": row.files.all()}
        answer: HttpResponse = super().change_view(request, object_id, form_url, {**shown, **(extra_context or {})})
        return answer
