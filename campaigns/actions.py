"""Everything the campaigns room does that is more than one row's change. Keyword-only, atomic."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from django.core.files.base import ContentFile as Bytes
from django.db import transaction
from django.utils.text import slugify
from django.utils.timezone import now

from campaigns import languages, previews, statistics, suggestions
from campaigns.checklist import Problem, publish_checklist
from campaigns.export import export_submissions
from campaigns.models import Campaign, FormField, Submission
from documents import actions as documents
from documents.models import ContentLink, ContentRequest, InputImage, Template, TemplateField, TemplateVersion
from personalia_site.errors import Conflict

__all__ = [
    "Problem",
    "count_download",
    "count_outcome",
    "create_campaign",
    "delete_campaign",
    "delete_submission",
    "delete_submissions",
    "export_submissions",
    "publish",
    "publish_checklist",
    "submit",
    "withdraw",
]

ASKED_FIELD = re.compile(r"\[([^\[\]]+)\]")
UNPRINTABLE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u2028\u2029\u202a-\u202e\u2066-\u2069]')
NAME_MAX = 100


@transaction.atomic
def create_campaign(*, template: Template, name: str, slug: str = "", **settings: Any) -> Campaign:
    """A draft that asks for every field of the template, in its order, with sensible labels.

    slug      the end of its address; made from the name when left out, and unique in any case
    settings  any other field of Campaign
    """
    campaign = Campaign.objects.create(
        workspace=template.workspace,
        template=template,
        name=name,
        slug=_free_slug(slug or slugify(name) or "form"),
        **{"title": name, **settings},
    )
    fields = template.fields.filter(present=True)
    FormField.objects.bulk_create(form_field(campaign, template_field) for template_field in fields)
    return campaign


def form_field(campaign: Campaign, template_field: TemplateField) -> FormField:
    """The question that a template's field suggests; not saved."""
    return FormField(
        campaign=campaign,
        template_field=template_field,
        order=template_field.order,
        label=template_field.label or suggestions.label(template_field.name),
        required=template_field.kind != "Boolean",
        default="0" if template_field.kind == "Boolean" else "",
        choices="\n".join(template_field.choices),
        prefill=slugify(template_field.name)[:60],
        autocomplete=suggestions.autocomplete(template_field.name),
    )


@transaction.atomic
def publish(*, campaign: Campaign) -> None:
    """Open the page to visitors; raises Conflict saying what the checklist misses."""
    missing = [problem.message for problem in publish_checklist(campaign) if problem.blocks]
    if missing:
        raise Conflict("This campaign cannot be published yet. " + " ".join(missing), code="not_ready")
    if campaign.published_at is None:
        campaign.published_at = now()
        campaign.save(update_fields=["published_at"])


def withdraw(*, campaign: Campaign) -> None:
    """Close the page. What was handed out stays where it is, until its time is over."""
    campaign.published_at = None
    campaign.save(update_fields=["published_at"])


def submit(*, campaign: Campaign, values: dict[str, Any], consent: bool, source: Mapping[str, str]) -> Submission:
    """Keep what a visitor sent and have its document made: at once, or when its link is opened. Not to be called in a transaction.

    values   checked, as VisitorForm.values gives them
    raises   Conflict when the campaign has no ready template any longer; Invalid when the workspace has no credit left (117);
             Invalid, TooMany, Upstream when a remote account gives no link
    """
    version = campaign.serving_version
    if version is None or version.state != version.State.READY:
        raise Conflict("The template of this campaign is not ready.", code="not_ready")
    values = _own_pictures(campaign, values)
    by_link = campaign.delivery == Campaign.Delivery.ON_DEMAND
    remote_url = documents.ask_for_url(version=version, values=values, output=campaign.output) if by_link else ""
    return _keep(campaign, version, values, consent=consent, source=source, remote_url=remote_url)


@transaction.atomic
def _keep(
    campaign: Campaign, version: TemplateVersion, values: dict[str, Any], *, consent: bool, source: Mapping[str, str], remote_url: str
) -> Submission:
    lifetime = timedelta(days=campaign.retention_days)
    trial = statistics.TRIAL in source  # by staff, before it is published: it costs nothing
    values = _own_pictures(campaign, values)  # again, locked until the commit: another try may have taken one since
    name = file_name(campaign.file_name, values)
    submission = Submission(
        campaign=campaign,
        values=values,
        consent=consent,
        consent_text=languages.own(campaign.consent_text) if consent else "",
        source=dict(source),
        delete_at=now() + lifetime,
    )
    if campaign.delivery == Campaign.Delivery.ON_DEMAND:
        submission.link = documents.create_link(
            version=version, values=values, output=campaign.output, name=name, expires_at=submission.delete_at, remote_url=remote_url,
            trial=trial,
        )  # fmt: skip
    else:
        submission.request = documents.request_content(
            version=version, values=values, output=campaign.output, purpose="trial" if trial else "campaign", name=name,
            url_lifetime=lifetime, keep_for=lifetime,
        )  # fmt: skip
    submission.save()
    statistics.count("submissions", campaign=campaign, source=source)
    documents.emit("submission.created", submission, workspace=campaign.workspace_id)
    return submission


def file_name(pattern: str, values: Mapping[str, Any]) -> str:
    """The pattern with its [fields] filled in, as a file name that every system takes."""
    by_name = {name.casefold(): value for name, value in values.items() if isinstance(value, str)}
    filled = ASKED_FIELD.sub(lambda found: by_name.get(found[1].strip().casefold(), ""), pattern)
    plain = UNPRINTABLE.sub("", unicodedata.normalize("NFC", filled))
    return re.sub(r"\s+", " ", plain).strip(" .-_")[:NAME_MAX].rstrip(" .") or "document"


def count_outcome(*, submission: Submission) -> None:
    """Count what the document came to, and a link that showed it; each once, whoever asks and however often.

    A link that failed may be opened again: when it succeeds, the failure is taken back.
    """
    request = submission.request or (submission.link.request if submission.link else None)
    if request is None or request.state == ContentRequest.State.WAITING:
        return
    made = request.state == ContentRequest.State.COMPLETED
    _note_outcome(submission, Submission.Outcome.RENDERED if made else Submission.Outcome.FAILED)
    if made and submission.link is not None and submission.downloaded_at is None:
        count_download(submission=submission)


def _note_outcome(submission: Submission, outcome: Submission.Outcome) -> None:
    known = submission.outcome
    if known in {outcome, Submission.Outcome.RENDERED}:
        return
    with transaction.atomic():
        if not Submission.objects.filter(pk=submission.pk, outcome=known).update(outcome=outcome):
            return  # somebody else has counted it
        _count("rendered" if outcome == Submission.Outcome.RENDERED else "failed", submission)
        if known == Submission.Outcome.FAILED:
            statistics.take_back("failed", campaign=submission.campaign, source=submission.source)
        if outcome == Submission.Outcome.RENDERED:
            documents.emit("submission.completed", submission, workspace=submission.campaign.workspace_id)
    submission.outcome = outcome


def count_download(*, submission: Submission) -> None:
    """Count a submission's first download."""
    with transaction.atomic():
        if Submission.objects.filter(pk=submission.pk, downloaded_at=None).update(downloaded_at=now()):
            _count("downloaded", submission)


@transaction.atomic
def delete_submission(*, submission: Submission) -> None:
    """Delete what a visitor sent and everything made of it: answers, pictures, files, link."""
    link = ContentLink.objects.filter(pk=submission.link_id).first() if submission.link_id else None  # anew: it may just have been opened
    request = ContentRequest.objects.filter(pk=submission.request_id).first() if submission.request_id else None
    submission.delete()
    if link is not None:
        documents.delete_link(link=link)
    if request is not None:
        documents.delete_request(request=request)


def delete_submissions(*, submissions: Iterable[Submission]) -> int:
    """Delete each of them, and say how many there were."""
    deleted = 0
    for submission in submissions:
        delete_submission(submission=submission)
        deleted += 1
    return deleted


@transaction.atomic
def _own_pictures(campaign: Campaign, values: dict[str, Any]) -> dict[str, Any]:
    """The values with a copy of each picture that belongs to an earlier try: every try takes its own with it when it goes."""
    owned = dict(values)
    for name, value in values.items():
        if isinstance(value, dict):
            # locked: of two tries at the same moment only one gets the picture itself
            image = InputImage.objects.select_for_update().get(pk=value["image"], workspace=campaign.workspace)
            if image.request_id or image.link_id:
                with image.file.open() as kept:
                    upload = Bytes(kept.read(), name=image.file.name)
                owned[name] = {"image": str(documents.store_image(workspace=campaign.workspace, upload=upload).pk)}
    return owned


@transaction.atomic
def delete_campaign(*, campaign: Campaign) -> None:
    """Delete the campaign with everything that visitors sent and got."""
    delete_submissions(submissions=campaign.submissions.select_related("request", "link__request"))
    transaction.on_commit(partial(previews.forget_cover, campaign.pk))
    campaign.delete()


def _count(step: statistics.Step, submission: Submission) -> None:
    statistics.count(step, campaign=submission.campaign, source=submission.source)


def _free_slug(wanted: str) -> str:
    slug, number = wanted[:50], 2
    while Campaign.objects.filter(slug=slug).exists():
        slug, number = f"{wanted[:50]}-{number}", number + 1
    return slug
