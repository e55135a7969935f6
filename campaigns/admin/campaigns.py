"""Campaigns in the admin: made from a template, looked through, published, shared, withdrawn."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import admin, messages
from django.db import models
from django.db.models import Count, Exists, OuterRef, QuerySet, Sum
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST
from unfold.decorators import display

from campaigns import actions, embed, pages
from campaigns.admin import csv_files
from campaigns.admin.form_fields import FormFields
from campaigns.admin.forms import CampaignForm, NewCampaignForm
from campaigns.models import Campaign, FormField
from documents.admin.scope import WorkspaceAdmin, staff, workspaces
from documents.models import Template
from personalia_site.errors import PersonaliaError

STAGES = {"open": "good", "scheduled": "warn", "closed": "bad", "draft": ""}


@admin.register(Campaign)
class CampaignAdmin(WorkspaceAdmin):
    """What a marketer does from the template to the published page."""

    form = CampaignForm
    list_display = ("name", "shown_stage", "shown_gone", "template", "delivery_word", "shown_submissions", "created_at")
    list_filter = (("template", admin.RelatedOnlyFieldListFilter), "delivery")
    search_fields = ("name", "title", "slug")
    inlines = (FormFields,)
    readonly_fields = ("template",)
    fieldsets = (
        (None, {"fields": ("name", "slug", "template", "version")}),
        (
            "The page",
            {"fields": ("title", "intro", "button", "accent", ("language", "follows_page"), "result_title", "result_text", "closed_text")},
        ),
        (
            "The document",
            {"fields": ("delivery", "file_name", ("output_format", "quality"), ("resolution_dpi", "zipped"), "strict")},
        ),
        ("Open and close", {"fields": ("opens_at", "closes_at")}),
        ("Consent and data", {"fields": ("consent_text", "consent_required", "privacy_url", "retention_days")}),
        ("Embedding", {"fields": ("allowed_sites",)}),
        ("Other words", {"fields": ("changed_texts",)}),
        ("Against machines", {"fields": ("proof_of_work",)}),
    )
    empty = {
        "icon": "campaign",
        "title": "Publish your first campaign",
        "text": "A campaign is a page with a form: visitors fill it in and get the template's document with their own details. It can "
        "stand on its own address or inside your website. All you need is a template that is ready.",
        "step": "Create a campaign",
        "help": "first-campaign",
    }

    @display(description="State", label={"open": "success", "scheduled": "info", "closed": "warning"})
    def shown_stage(self, campaign: Campaign) -> str:
        return campaign.stage

    @display(description="Form", label={"as the template": "success", "asks for what is gone": "danger"})
    def shown_gone(self, campaign: Campaign) -> str:
        return "asks for what is gone" if getattr(campaign, "asks_for_gone", False) else "as the template"

    @admin.display(description="Delivery", ordering="delivery")
    def delivery_word(self, campaign: Campaign) -> str:
        return "at once" if campaign.delivery == Campaign.Delivery.IMMEDIATE else "by link"

    @admin.display(description="Submissions", ordering="submission_count")
    def shown_submissions(self, campaign: Campaign) -> int:
        return int(getattr(campaign, "submission_count", 0))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Campaign]:
        rows: QuerySet[Campaign] = super().get_queryset(request).select_related("template__current", "version", "workspace")
        gone = FormField.objects.filter(campaign=OuterRef("pk"), template_field__present=False)
        return rows.annotate(submission_count=Count("submissions", distinct=True), asks_for_gone=Exists(gone))

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if isinstance(db_field, models.URLField):
            kwargs["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_urls(self) -> list[URLPattern]:
        door = self.admin_site.admin_view
        ours = [
            path("<uuid:pk>/publish/", door(require_POST(self.publish)), name="campaigns_campaign_publish"),
            path("<uuid:pk>/withdraw/", door(require_POST(self.withdraw)), name="campaigns_campaign_withdraw"),
            path("<uuid:pk>/submissions.csv", door(self.export), name="campaigns_campaign_export"),
        ]
        return [*ours, *super().get_urls()]

    def fetch(self, request: HttpRequest, pk: UUID) -> Campaign:
        """The campaign, if this person may see it."""
        campaign: Campaign = get_object_or_404(self.get_queryset(request), pk=pk)
        return campaign

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Template and name; the form is built from the template's fields."""
        del form_url, extra_context
        templates = Template.objects.visible_to(staff(request)).usable().filter(workspace__in=workspaces(request))
        form = NewCampaignForm(request.POST or None, templates=templates, initial={"template": request.GET.get("template", "")})
        if request.method == "POST" and form.is_valid():
            campaign = actions.create_campaign(template=form.cleaned_data["template"], name=form.cleaned_data["name"])
            self.log_addition(request, campaign, "Made from its template.")
            messages.success(request, "The form asks for every field of the template. Look it through, then publish.")
            return redirect(f"{reverse('admin:campaigns_campaign_change', args=[campaign.pk])}#form_fields")
        return self.page(
            request,
            "admin/campaigns/campaign/add.html",
            title="Create a campaign",
            form=form,
            possible=templates.exists(),
            back=reverse("admin:campaigns_campaign_changelist"),
        )

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The campaign's page: where it stands and how to share it above, its settings and questions below."""
        campaign = self.get_object(request, object_id)
        shown = {} if campaign is None else panel(campaign)
        answer: HttpResponse = super().change_view(request, object_id, form_url, {**shown, **(extra_context or {})})
        return answer

    def publish(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Open the page to visitors, or say what is missing."""
        campaign = self.fetch(request, pk)
        try:
            actions.publish(campaign=campaign)
        except PersonaliaError as error:
            messages.error(request, error.reason)
        else:
            self.log_change(request, campaign, "Published.")
            messages.success(request, "Published. The link and the snippets below work from now on.")
        return redirect("admin:campaigns_campaign_change", campaign.pk)

    def withdraw(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Close the page; publishing again is one click."""
        campaign = self.fetch(request, pk)
        actions.withdraw(campaign=campaign)
        self.log_change(request, campaign, "Withdrawn.")
        messages.success(request, "Withdrawn. Documents that visitors have already stay theirs. “Publish” opens the page again.")
        return redirect("admin:campaigns_campaign_change", campaign.pk)

    def export(self, request: HttpRequest, pk: UUID) -> StreamingHttpResponse:
        """Every submission, for a spreadsheet."""
        return csv_files.submissions(self.fetch(request, pk))

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """What goes with the campaigns, in words."""
        del request
        campaigns = list(objs)
        sent = sum(campaign.submissions.count() for campaign in campaigns)
        goes = [
            f"“{campaign}”, its page, form and statistics, and {campaign.submissions.count()} submission(s) with their documents and links"
            for campaign in campaigns
        ]
        return goes, {"campaigns": len(campaigns), "submissions": sent}, set(), []

    def delete_model(self, request: HttpRequest, obj: Campaign) -> None:
        actions.delete_submissions(submissions=obj.submissions.all())
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Campaign]) -> None:
        for campaign in queryset:
            self.delete_model(request, campaign)


def panel(campaign: Campaign) -> dict[str, Any]:
    """What stands above a campaign's settings."""
    today = campaign.counts.filter(day=localdate()).aggregate(
        views=Sum("views", default=0),
        started=Sum("started", default=0),
        submissions=Sum("submissions", default=0),
        downloaded=Sum("downloaded", default=0),
        failed=Sum("failed", default=0),
    )
    problems = actions.publish_checklist(campaign)
    return {
        "campaign": campaign,
        "stage_tone": STAGES[campaign.stage],
        "blocking": [problem for problem in problems if problem.blocks],
        "hints": [problem for problem in problems if not problem.blocks],
        "trial": pages.trial_address(campaign),
        "link": f"{settings.BASE_URL}{campaign.get_absolute_url()}",
        "element": embed.snippet(campaign),
        "frame": embed.iframe_snippet(campaign),
        "shortcode": f'[personalia campaign="{campaign.slug}"]',
        "server": settings.BASE_URL,
        "today": today,
    }
