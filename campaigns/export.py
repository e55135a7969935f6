"""A campaign's submissions as rows for a spreadsheet."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.timezone import localtime

from campaigns.models import Campaign, Submission

# A spreadsheet would run a cell that begins so, also in their wide forms (OWASP, CSV injection).
FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")


def export_submissions(campaign: Campaign, *, only: QuerySet[Submission] | None = None) -> Iterator[list[str]]:
    """The heading, then a row for each submission, or for each of `only`, oldest first. No cell is a formula."""
    names = _names(campaign)
    yield [_safe(cell) for cell in ("Submitted at", *names, "Consent", "Consent text", "State", "Downloaded at", "Source")]
    chosen = campaign.submissions.all() if only is None else campaign.submissions.filter(pk__in=only.values("pk"))
    submissions = chosen.select_related("request", "link__request").order_by("created_at")
    for submission in submissions.iterator(chunk_size=500):
        yield [_safe(cell) for cell in _row(submission, names)]


def _names(campaign: Campaign) -> list[str]:
    """Every field in the template's order, then those that only older submissions have."""
    names = list(campaign.template.fields.values_list("name", flat=True))
    for values in campaign.submissions.values_list("values", flat=True).iterator(chunk_size=500):
        names += [name for name in values if name not in names]
    return names


def _row(submission: Submission, names: list[str]) -> list[str]:
    return [
        f"{localtime(submission.created_at):%Y-%m-%d %H:%M:%S}",
        *(_cell(submission.values.get(name, "")) for name in names),
        "yes" if submission.consent else "no",
        submission.consent_text,
        _state(submission),
        f"{localtime(submission.downloaded_at):%Y-%m-%d %H:%M:%S}" if submission.downloaded_at else "",
        " ".join(f"{name}={value}" for name, value in submission.source.items()),
    ]


def _cell(value: object) -> str:
    return "(picture)" if isinstance(value, dict) else str(value)


def _state(submission: Submission) -> str:
    request = submission.request or (submission.link.request if submission.link else None)
    if request is not None:
        return request.get_state_display()
    return "link not opened" if submission.link else "deleted"


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) and not _is_number(cell) else cell


def _is_number(cell: str) -> bool:
    """A negative number begins with a sign and is none the less harmless."""
    return cell.lstrip("-+").replace(".", "", 1).isdecimal() and cell[:2].count("-") + cell[:2].count("+") == 1
