"""Webhooks in the admin: subscribe, see the secret, test, switch off."""

from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST
from unfold.decorators import display

from documents import actions
from documents.admin.scope import WorkspaceAdmin, workspaces
from documents.admin.webhook_forms import AddWebhookForm, WebhookForm
from documents.models import Webhook
from documents.models.webhooks import BY_HAND
from personalia_site.errors import Conflict, PersonaliaError

LATEST = 10


@admin.register(Webhook)
class WebhookAdmin(WorkspaceAdmin):
    """Who hears of what; the last deliveries stand on its page."""

    form = WebhookForm
    list_display = ("shown_name", "shown_events", "shown_state", "created_at", "workspace")
    search_fields = ("name", "url")
    empty = {
        "icon": "webhook",
        "title": "Programs that hear of what happens",
        "text": "A webhook tells a CRM, an automation or a program of yours when a visitor sends a form, a document is ready or a link is "
        "opened: a signed message to an address you give, tried again for days when nobody answers.",
        "step": "Add a webhook",
        "help": "webhooks",
    }

    @admin.display(description="Name")
    def shown_name(self, webhook: Webhook) -> str:
        return str(webhook)

    @admin.display(description="Hears of")
    def shown_events(self, webhook: Webhook) -> str:
        return "requests that name an address" if webhook.kind == Webhook.Kind.CALLBACKS else ", ".join(webhook.events)

    @display(description="State", label={"on": "success", "failing": "warning", "off": "danger"})
    def shown_state(self, webhook: Webhook) -> str:
        return state_of(webhook)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Webhook]:
        return super().get_queryset(request).prefetch_related("receivers")

    def get_fields(self, _request: HttpRequest, obj: Webhook | None = None) -> Any:
        return ["include_values"] if obj and obj.kind == Webhook.Kind.CALLBACKS else ["name", "url", "events", "include_values"]

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Callbacks stay: their secret is in the programs that verify it."""
        callbacks = isinstance(obj, Webhook) and obj.kind == Webhook.Kind.CALLBACKS
        return super().has_delete_permission(request, obj) and not callbacks

    def get_urls(self) -> list[URLPattern]:
        steps = {"test": self.test, "switch": self.switch, "rotate": self.rotate}
        doors = [
            path(f"<uuid:pk>/{name}/", self.admin_site.admin_view(require_POST(step)), name=f"documents_webhook_{name}")
            for name, step in steps.items()
        ]
        return [*doors, *super().get_urls()]

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The form; sent, the webhook's page with its secret."""
        del form_url, extra_context
        form = AddWebhookForm(request.POST or None, workspaces=workspaces(request))
        if request.method == "POST" and form.is_valid():
            given = {name: form.cleaned_data[name] for name in ("name", "url", "events", "include_values")}
            try:
                webhook = actions.add_webhook(workspace=form.workspace, **given)
            except PersonaliaError as error:
                form.add_error(None, error.reason)
            else:
                self.log_addition(request, webhook, "Added.")
                messages.success(request, "The webhook is on. Give its secret to the receiver, then send a test.")
                return redirect(webhook)
        return self.page(
            request,
            "admin/staff/form.html",
            title="Add a webhook",
            form=form,
            button="Add it",
            back=reverse("admin:documents_webhook_changelist"),
            intro="Its secret, which proves to the receiver that a message is ours, is on the next page.",
        )

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """With its secret, its state and its last deliveries above."""
        webhook = self.get_object(request, object_id)
        shown: dict[str, Any] = {}
        if webhook is not None:
            shown = {"webhook": webhook, "state": state_of(webhook), "latest": webhook.deliveries.all()[:LATEST]}
        answer: HttpResponse = super().change_view(request, object_id, form_url, {**shown, **(extra_context or {})})
        return answer

    def test(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """A test event; its page shows what came of it."""
        webhook = get_object_or_404(self.get_queryset(request), pk=pk, kind=Webhook.Kind.SUBSCRIPTION)
        try:
            delivery = actions.test_webhook(webhook=webhook)
        except Conflict as error:
            messages.error(request, error.reason)
            return redirect(webhook)
        return redirect("admin:documents_webhookdelivery_change", delivery.pk)

    def switch(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Off, or on again."""
        webhook = get_object_or_404(self.get_queryset(request), pk=pk)
        if webhook.disabled_at:
            webhook.enable()
            messages.success(request, "It is on again. What happened meanwhile was not kept for it.")
        else:
            webhook.disable(BY_HAND)
            messages.success(request, "It is off: nothing is sent, and nothing kept for later.")
        self.log_change(request, webhook, "Switched off." if webhook.disabled_at else "Switched on.")
        return redirect(webhook)

    def rotate(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """A new secret."""
        webhook = get_object_or_404(self.get_queryset(request), pk=pk)
        webhook.rotate()
        self.log_change(request, webhook, "New secret.")
        messages.success(request, "Here is a new secret. For 24 hours messages are signed with both; give it to the receiver until then.")
        return redirect(webhook)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """What goes with the webhooks, in words."""
        del request
        rows = list(objs)
        return [f"{row} and the record of what was sent to it" for row in rows], {"webhooks": len(rows)}, set(), []

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Webhook]) -> None:
        """The list deletes what its page would."""
        del request
        queryset.exclude(kind=Webhook.Kind.CALLBACKS).delete()


def state_of(webhook: Webhook) -> str:
    """Where it stands, in a word."""
    if webhook.disabled_at:
        return "off"
    return "failing" if any(receiver.failures for receiver in webhook.receivers.all()) else "on"
