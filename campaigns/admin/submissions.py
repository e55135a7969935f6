"""What visitors sent: read, exported, deleted with everything made of it."""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from unfold.decorators import display

from campaigns import actions
from campaigns.admin import csv_files
from campaigns.models import Campaign, Submission
from documents.admin.scope import WorkspaceAdmin
from documents.admin.values import shown_values
from documents.models import ContentRequest


@admin.register(Submission)
class SubmissionAdmin(WorkspaceAdmin):
    """Read only: a visitor's words are not edited."""

    addable = changeable = False
    workspace_path = "campaign__workspace"
    list_display = ("created_at", "campaign", "shown_first", "shown_state", "consent", "downloaded_at")
    list_filter = (("campaign", admin.RelatedOnlyFieldListFilter), "created_at", "outcome")
    date_hierarchy = "created_at"
    fields = ("campaign", "created_at", "shown_state", "downloaded_at", "consent", "consent_text", "shown_source", "delete_at")
    readonly_fields = fields
    actions = ("export_chosen",)
    empty = {
        "icon": "inbox",
        "title": "Nobody has sent anything yet",
        "text": "What visitors fill in is listed here: their answers, their consent, and whether they fetched the document. It is "
        "deleted by itself when the campaign's retention is over.",
        "help": "first-campaign",
    }

    @admin.display(description="Answers")
    def shown_first(self, submission: Submission) -> str:
        texts = [value for value in submission.values.values() if isinstance(value, str) and value]
        shown = " · ".join(texts[:3])
        return f"{shown[:80]}…" if len(shown) > 80 else shown or "–"

    @display(
        description="State",
        label={"made": "success", "in progress": "info", "link not opened": "info", "failed": "danger", "deleted": "warning"},
    )
    def shown_state(self, submission: Submission) -> str:
        return state_of(submission)

    @admin.display(description="Came from")
    def shown_source(self, submission: Submission) -> str:
        return ", ".join(f"{name}: {value}" for name, value in submission.source.items()) or "–"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Submission]:
        return (
            super()
            .get_queryset(request)
            .select_related("campaign__template", "request__version__template", "link__version__template", "link__request")
        )

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """With the answers by label, and what came of them."""
        submission = self.get_object(request, object_id)
        shown: dict[str, Any] = {}
        if submission is not None:
            made_with = submission.request or submission.link
            version = made_with.version if made_with else submission.campaign.serving_version
            shown = {
                "submission": submission,
                "state": state_of(submission),
                "failure": failed_request(submission),
                "address": f"{settings.BASE_URL}{submission.get_absolute_url()}",
                "shown_values": shown_values(version, submission.values) if version else [],
            }
        answer: HttpResponse = super().change_view(request, object_id, form_url, {**shown, **(extra_context or {})})
        return answer

    @admin.action(description="Export as CSV")
    def export_chosen(self, request: HttpRequest, chosen: QuerySet[Submission]) -> HttpResponseBase | None:
        campaigns = Campaign.objects.filter(submissions__in=chosen).distinct()
        if len(campaigns) != 1:
            messages.error(request, "Each campaign has columns of its own: choose submissions of one campaign, with the filter.")
            return None
        return csv_files.submissions(campaigns[0], only=chosen)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """What goes with the submissions, in words."""
        del request
        rows = list(objs)
        goes = [f"{row}: the answers and pictures, the document made of them, and its link" for row in rows]
        return goes, {"submissions": len(rows)}, set(), []

    def delete_model(self, request: HttpRequest, obj: Submission) -> None:
        del request
        actions.delete_submission(submission=obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Submission]) -> None:
        del request
        actions.delete_submissions(submissions=queryset)


def failed_request(submission: Submission) -> ContentRequest | None:
    """The rendering that failed, if the submission's did."""
    request = submission.request or (submission.link.request if submission.link else None)
    return request if request and request.state == ContentRequest.State.FAILED else None


def state_of(submission: Submission) -> str:
    """Where a submission's document stands, in a word."""
    request = submission.request or (submission.link.request if submission.link else None)
    if request is None:
        return "link not opened" if submission.link else "deleted"
    return {"waiting": "in progress", "completed": "made", "failed": "failed"}[request.state]
