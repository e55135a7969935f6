"""The first page of the admin: is it working, how many today, what failed and what to do, and how to begin."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.http import HttpRequest
from django.utils.timezone import localdate, now

from campaigns.models import Campaign, CampaignQuerySet, DailyCount, Submission
from documents.admin.credits import scarce
from documents.admin.scope import workspaces
from documents.models import ContentLink, ContentRequest, Template, TemplateVersion, Webhook
from documents.models.templates import TemplateQuerySet

State = ContentRequest.State
LATE = timedelta(seconds=30)


def fill(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """What the page shows, of this person's workspaces."""
    mine = workspaces(request)
    requests = ContentRequest.objects.filter(workspace__in=mine)
    campaigns = Campaign.objects.filter(workspace__in=mine)
    templates = Template.objects.filter(workspace__in=mine)
    return {
        **context,
        "title": "Overview",
        "has_workspace": mine.exists(),
        "working": _working(requests, TemplateVersion.objects.filter(template__workspace__in=mine)),
        "scarce": scarce(request),
        "webhooks_off": Webhook.objects.switched_off().filter(workspace__in=mine).order_by("-disabled_at"),
        "today": _today(campaigns, requests),
        "failures": _failures(requests),
        "sources": _sources(campaigns),
        "steps": _steps(templates, campaigns, Submission.objects.filter(campaign__workspace__in=mine)),
        "open_campaigns": campaigns.live().annotate(sent=Count("submissions")).order_by("-sent")[:5],
    }


def _working(requests: QuerySet[ContentRequest], versions: QuerySet[TemplateVersion]) -> dict[str, Any]:
    waiting = requests.filter(state=State.WAITING)
    checking = versions.filter(state=TemplateVersion.State.CHECKING)
    late = waiting.filter(created_at__lt=now() - LATE).count() + checking.filter(created_at__lt=now() - 4 * LATE).count()
    last = requests.filter(state=State.COMPLETED).order_by("-ended_at").first()
    ended_at = last.ended_at if last else None
    just_now = ended_at is not None and now() - ended_at < timedelta(minutes=1)
    return {"waiting": waiting.count(), "checking": checking.count(), "late": late, "last_ended_at": ended_at, "just_now": just_now}


def _today(campaigns: QuerySet[Campaign], requests: QuerySet[ContentRequest]) -> dict[str, int]:
    counts = DailyCount.objects.filter(campaign__in=campaigns, day=localdate()).aggregate(
        views=Sum("views", default=0),
        started=Sum("started", default=0),
        submissions=Sum("submissions", default=0),
        downloaded=Sum("downloaded", default=0),
    )
    day = now() - timedelta(days=1)
    made = requests.exclude(purpose=ContentRequest.Purpose.TRIAL).filter(ended_at__gte=day)
    links = ContentLink.objects.filter(workspace__in=requests.values("workspace"), created_at__gte=day).count()
    ended = made.aggregate(completed=Count("pk", filter=Q(state=State.COMPLETED)), failed=Count("pk", filter=Q(state=State.FAILED)))
    return {**counts, **ended, "links": links}


def _failures(requests: QuerySet[ContentRequest]) -> QuerySet[ContentRequest]:
    week = now() - timedelta(days=7)
    failed = requests.exclude(purpose=ContentRequest.Purpose.TRIAL).filter(state=State.FAILED, ended_at__gte=week)
    return failed.select_related("version__template").order_by("-ended_at")[:8]


def _sources(campaigns: QuerySet[Campaign]) -> list[Any]:
    week = localdate() - timedelta(days=6)
    rows = DailyCount.objects.filter(campaign__in=campaigns, day__gte=week).values("source")
    return list(
        rows.annotate(views=Sum("views"), started=Sum("started"), submissions=Sum("submissions")).order_by("-submissions", "-views")[:6]
    )


def _steps(templates: TemplateQuerySet, campaigns: CampaignQuerySet, submissions: QuerySet[Submission]) -> dict[str, bool]:
    """The first steps, each done or not; `all` when there is nothing to teach any more."""
    done = {
        "template": templates.usable().exists(),
        "campaign": campaigns.exists(),
        "published": campaigns.published().exists(),
        "submission": submissions.exists(),
    }
    return {**done, "all": all(done.values())}
