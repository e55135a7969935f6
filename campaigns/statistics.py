"""How many visitors came how far, a day and a source at a time. Nothing here knows a person."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from django.db import models
from django.db.models import F
from django.utils.timezone import localdate

from campaigns.models import Campaign, DailyCount

Step = Literal["views", "started", "submissions", "rendered", "failed", "downloaded"]
SOURCE_NAMES = ("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "embed", "host_consent", "lang")
SOURCES_A_DAY = 200  # anybody can write a source into an address; what is beyond is counted together
BEYOND = "other"
TRIAL = "trial"  # staff trying a campaign before it is published: kept, and not counted


def read_source(query: Mapping[str, str]) -> dict[str, str]:
    """Where a visitor came from, as far as the address says it."""
    found = {name: query[name].replace("\0", "").strip()[:120] for name in SOURCE_NAMES if name in query}  # PostgreSQL keeps no NUL
    return {name: value for name, value in found.items() if value}


def source_name(source: Mapping[str, str]) -> str:
    """The word that a source is counted under."""
    return (source.get("utm_source") or source.get("embed") or "").lower()[:120]


def count(step: Step, *, campaign: Campaign, source: Mapping[str, str], day: date | None = None) -> None:
    """One more of `step`. A row for the day and source is made when there is none."""
    if TRIAL in source:
        return
    day = day or localdate()
    name = source_name(source)
    if _add(step, campaign=campaign, day=day, name=name):
        return
    if name and campaign.counts.filter(day=day).count() >= SOURCES_A_DAY:
        name = BEYOND
    DailyCount.objects.bulk_create([DailyCount(campaign=campaign, day=day, source=name)], ignore_conflicts=True)
    _add(step, campaign=campaign, day=day, name=name)


def take_back(step: Step, *, campaign: Campaign, source: Mapping[str, str]) -> None:
    """One less of `step`, on the last day that has one: what was counted has turned out otherwise."""
    if TRIAL in source:
        return
    rows = campaign.counts.filter(source__in={source_name(source), BEYOND}, **{f"{step}__gt": 0})
    last = rows.order_by(models.Case(models.When(source=BEYOND, then=1), default=0), "-day").values_list("pk", flat=True)[:1]
    DailyCount.objects.filter(pk__in=list(last), **{f"{step}__gt": 0}).update(**{step: F(step) - 1})


def _add(step: Step, *, campaign: Campaign, day: date, name: str) -> bool:
    rows = DailyCount.objects.filter(campaign=campaign, day=day, source=name)
    return rows.update(**{step: F(step) + 1}) == 1
