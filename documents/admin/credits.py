"""What documents cost: each month's account, and its ledger."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from unfold.decorators import display

from documents.admin.scope import WorkspaceAdmin, workspaces
from documents.models import CreditMonth

LINES_SHOWN = 100


@admin.register(CreditMonth)
class CreditMonthAdmin(WorkspaceAdmin):
    """Read only: the administrator sets the allowance on the workspace's page."""

    addable = changeable = deletable = False
    list_display = ("shown_month", "workspace", "used", "shown_allowance", "shown_left", "shown_state")
    fields = ("shown_month", "workspace", "used", "shown_allowance", "shown_left", "shown_state")
    readonly_fields = fields
    empty = {
        "icon": "toll",
        "title": "How many documents were made each month",
        "text": "Every document that a visitor or a program has made costs one credit; one that fails gives it back, and what you try out "
        "costs nothing. An administrator may set how many a workspace has a month; otherwise there is no limit.",
        "help": "api",
    }

    @admin.display(description="Month", ordering="month")
    def shown_month(self, row: CreditMonth) -> str:
        return f"{row.month:%B %Y}"

    @admin.display(description="Allowance", ordering="allowance")
    def shown_allowance(self, row: CreditMonth) -> str:
        return "unlimited" if row.allowance is None else str(row.allowance)

    @admin.display(description="Left")
    def shown_left(self, row: CreditMonth) -> str:
        return "unlimited" if row.left is None else str(row.left)

    @display(description="State", label={"enough": "success", "few left": "warning", "used up": "danger"})
    def shown_state(self, row: CreditMonth) -> str:
        return {0: "enough", 80: "few left", 100: "used up"}[row.reached]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """With the last lines of its ledger."""
        row = self.get_object(request, object_id)
        lines = row.entries.all()[:LINES_SHOWN] if row else []
        answer: HttpResponse = super().change_view(request, object_id, form_url, {"lines": lines, **(extra_context or {})})
        return answer


def scarce(request: HttpRequest) -> QuerySet[CreditMonth]:
    """Accounts of this month that are used up, or nearly: the overview tells of them."""
    found: QuerySet[CreditMonth] = CreditMonth.objects.current().filter(workspace__in=workspaces(request), level__gt=0)
    return found.select_related("workspace")
