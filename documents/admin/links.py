"""On-demand links: where they lead, whether they were opened, and their end."""

from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.timezone import now
from django.views.decorators.http import require_POST
from unfold.decorators import display

from documents import actions
from documents.admin.scope import WorkspaceAdmin
from documents.admin.values import shown_values
from documents.models import ContentLink, ContentRequest


@admin.register(ContentLink)
class ContentLinkAdmin(WorkspaceAdmin):
    """Look, copy, revoke."""

    addable = changeable = False
    list_display = ("shown_template", "shown_state", "open_count", "created_at", "expires_at")
    list_filter = (("version__template", admin.RelatedOnlyFieldListFilter), "created_at")
    date_hierarchy = "created_at"
    fields = ("shown_template", "version", "shown_state", "open_count", "first_opened_at", "created_at", "expires_at", "revoked_at")
    readonly_fields = fields
    actions = ("revoke_chosen",)
    empty = {
        "icon": "link",
        "title": "Links that make their document when they are opened",
        "text": "A campaign with delivery “by link”, or a program, hands out links. Nothing is made until somebody opens one; then it "
        "shows the PDF itself. They are listed here as soon as the first one is made.",
        "help": "api",
    }

    @admin.display(description="Template", ordering="version__template__name")
    def shown_template(self, link: ContentLink) -> str:
        return link.version.template.name

    @display(
        description="State",
        label={"opened": "success", "not opened yet": "info", "expired": "warning", "revoked": "danger", "failed": "danger"},
    )
    def shown_state(self, link: ContentLink) -> str:
        return state_of(link)

    def get_queryset(self, request: HttpRequest) -> QuerySet[ContentLink]:
        return super().get_queryset(request).select_related("version__template", "request")

    def get_urls(self) -> list[URLPattern]:
        revoke = self.admin_site.admin_view(require_POST(self.revoke))
        return [path("<uuid:pk>/revoke/", revoke, name="documents_contentlink_revoke"), *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """With the link itself to copy, and the values it is made with."""
        link = self.get_object(request, object_id)
        shown: dict[str, Any] = {}
        if link is not None:
            shown = {
                "link": link,
                "state": state_of(link),
                "address": link.public_url,
                "shown_values": shown_values(link.version, link.values),
            }
        answer: HttpResponse = super().change_view(request, object_id, form_url, {**shown, **(extra_context or {})})
        return answer

    def revoke(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """From now on it answers that it is over."""
        link = get_object_or_404(self.get_queryset(request), pk=pk)
        actions.revoke_link(link=link)
        self.log_change(request, link, "Revoked.")
        if link.sealed_url:
            messages.warning(request, "This link is a remote account's own, and goes on there. Only what was kept of it here goes.")
        else:
            messages.success(request, "The link is revoked: whoever opens it reads that it is over.")
        return redirect("admin:documents_contentlink_change", link.pk)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """What goes with the links, in words."""
        del request
        rows = list(objs)
        return [f"The link for {row}, its values, and the document it made" for row in rows], {"links": len(rows)}, set(), []

    def delete_model(self, request: HttpRequest, obj: ContentLink) -> None:
        del request
        actions.delete_link(link=obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[ContentLink]) -> None:
        for link in queryset:
            self.delete_model(request, link)

    @admin.action(description="Revoke")
    def revoke_chosen(self, request: HttpRequest, chosen: QuerySet[ContentLink]) -> None:
        links = list(chosen.filter(revoked_at=None))
        for link in links:
            actions.revoke_link(link=link)
            self.log_change(request, link, "Revoked.")
        messages.success(request, f"Revoked: {len(links)}.")


def state_of(link: ContentLink) -> str:
    """Where a link stands, in a word."""
    if link.revoked_at:
        return "revoked"
    if link.expires_at <= now():
        return "expired"
    if link.request and link.request.state == ContentRequest.State.FAILED:
        return "failed"
    return "opened" if link.open_count else "not opened yet"
