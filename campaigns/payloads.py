"""What webhooks tell of a submission (settings.WEBHOOK_PAYLOADS). Ids and links; answers only where staff allow it."""

from typing import Any
from uuid import UUID

from django.conf import settings

from campaigns.models import Submission
from documents.actions.payloads import file_url, moment, texts


def of_submission(key: UUID, with_values: bool) -> dict[str, Any] | None:
    """Of submission.created and submission.completed; None when the submission has been deleted."""
    rows = Submission.objects.select_related("campaign", "request", "link__request").prefetch_related(
        "request__files", "link__request__files"
    )
    submission = rows.filter(pk=key).first()
    if submission is None:
        return None
    link, campaign = submission.link, submission.campaign
    request = submission.request or (link.request if link else None)
    data: dict[str, Any] = {
        "SubmissionId": str(submission.pk),
        "CampaignId": str(campaign.pk),
        "CampaignSlug": campaign.slug,
        "CreatedAt": moment(submission.created_at),
        "Url": f"{settings.BASE_URL}{submission.get_absolute_url()}",
        "LinkUrl": link.public_url if link else None,
        "RequestId": str(request.pk) if request else None,
        "URLs": [file_url(file, named=with_values) for file in request.files.all()] if request else [],
    }
    if with_values:
        data |= {"Values": texts(submission.values), "Consent": submission.consent, "Source": submission.source}
    return data
