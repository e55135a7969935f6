"""Submissions as a CSV file that a spreadsheet opens with its umlauts right."""

import csv
from collections.abc import Iterable, Iterator

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.utils.timezone import localdate

from campaigns import actions
from campaigns.models import Campaign, Submission

BOM = "\ufeff"  # Excel takes a CSV without it for the machine's old code page


class Echo:
    """A file that gives back what is written into it: csv writes, the answer streams."""

    def write(self, text: str) -> str:
        return text


def submissions(campaign: Campaign, *, only: QuerySet[Submission] | None = None) -> StreamingHttpResponse:
    """The submissions of a campaign, all or `only` some, as an attachment."""
    answer = StreamingHttpResponse(_lines(actions.export_submissions(campaign, only=only)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{campaign.slug}-{localdate():%Y-%m-%d}.csv"'
    answer["Cache-Control"] = "no-store"
    return answer


def _lines(rows: Iterable[list[str]]) -> Iterator[str]:
    write = csv.writer(Echo()).writerow
    yield BOM
    for row in rows:
        yield str(write(row))
