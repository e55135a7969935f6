"""What was told to whom, and what they answered."""

import json
from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.dateparse import parse_datetime
from django.utils.timezone import now
from django.views.decorators.http import require_POST
from unfold.decorators import display

from documents import actions
from documents.actions.payloads import body_of
from documents.admin.scope import WorkspaceAdmin
from documents.models import WebhookDelivery
from personalia_site.errors import Conflict


@admin.register(WebhookDelivery)
class WebhookDeliveryAdmin(WorkspaceAdmin):
    """The last 30 days; look and send again."""

    workspace_path = "webhook__workspace"
    addable = changeable = deletable = False
    list_display = ("event", "shown_webhook", "shown_state", "try_count", "shown_reason", "created_at")
    list_filter = ("state", "event", ("webhook", admin.RelatedOnlyFieldListFilter))
    date_hierarchy = "created_at"
    fields = ("event", "webhook", "target", "message", "created_at", "ended_at")
    readonly_fields = fields
    actions = ("resend_chosen",)
    empty = {
        "icon": "outgoing_mail",
        "title": "What webhooks have sent",
        "text": "Each message to a webhook or callback is listed here for 30 days: what the receiver answered, when it is tried again, "
        "and a button that sends it once more.",
        "help": "webhooks",
    }

    @admin.display(description="To")
    def shown_webhook(self, row: WebhookDelivery) -> str:
        return row.url or str(row.webhook)

    @display(description="State", ordering="state", label={"delivered": "success", "waiting": "info", "failed": "danger"})
    def shown_state(self, row: WebhookDelivery) -> str:
        return str(row.get_state_display())

    @admin.display(description="Why")
    def shown_reason(self, row: WebhookDelivery) -> str:
        return row.reason or "–"

    def get_queryset(self, request: HttpRequest) -> QuerySet[WebhookDelivery]:
        return super().get_queryset(request).select_related("webhook", "receiver")

    def get_urls(self) -> list[URLPattern]:
        door = self.admin_site.admin_view
        return [
            path("<uuid:pk>/resend/", door(require_POST(self.resend)), name="documents_webhookdelivery_resend"),
            path("<uuid:pk>/state/<int:tries>/", door(self.state), name="documents_webhookdelivery_state"),
            *super().get_urls(),
        ]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """With every try, and the message as it would be sent now."""
        row = self.get_object(request, object_id)
        shown: dict[str, Any] = {}
        if row is not None:
            tries = [{**one, "at": parse_datetime(one["at"])} for one in reversed(row.tries)]
            waiting = row.state == WebhookDelivery.State.WAITING
            shown = {
                "row": row,
                "tries": tries,
                "body": _readable(body_of(row)),
                "soon": waiting and row.due_at <= now(),
                "waiting": waiting,
            }
        answer: HttpResponse = super().change_view(request, object_id, form_url, {**shown, **(extra_context or {})})
        return answer

    def state(self, request: HttpRequest, pk: UUID, tries: int) -> JsonResponse:
        """For the page that waits: whether there has been a try since."""
        row = get_object_or_404(self.get_queryset(request), pk=pk)
        return JsonResponse({"ended": row.state != WebhookDelivery.State.WAITING or len(row.tries) != tries, "progress": ""})

    def resend(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Once more, now."""
        row = get_object_or_404(self.get_queryset(request), pk=pk)
        try:
            actions.resend(delivery=row)
        except Conflict as error:
            messages.error(request, error.reason)
        else:
            self.log_change(request, row, "Sent again.")
        return redirect("admin:documents_webhookdelivery_change", row.pk)

    @admin.action(description="Send again")
    def resend_chosen(self, request: HttpRequest, chosen: QuerySet[WebhookDelivery]) -> None:
        sent = 0
        for row in chosen:
            try:
                actions.resend(delivery=row)
            except Conflict as error:
                messages.error(request, f"{row}: {error.reason}")
            else:
                sent += 1
        messages.success(request, f"To be sent again: {sent}.")


def _readable(body: str | None) -> str:
    return "" if body is None else json.dumps(json.loads(body), ensure_ascii=False, indent=2)
