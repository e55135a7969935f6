"""What the workers do for campaigns: once a minute (settings.HOUSEKEEPING), and when a webhook waits for it (WEBHOOK_FOLLOWERS)."""

from django.db.models import Q

from campaigns import actions
from campaigns.models import Submission

AT_ONCE = 200  # a minute's share: what is left is done in the next one

RELATED = ("campaign", "request", "link__request")


def follow(key: str) -> None:
    """Count what a request came to as its submission's outcome, now that it has ended. Twice does no harm."""
    mine = Q(request=key) | Q(link__request=key)
    for submission in Submission.objects.select_related(*RELATED).filter(mine):
        actions.count_outcome(submission=submission)


def tidy() -> None:
    """Count what documents came to though nobody waited, and delete what campaigns no longer keep. Twice does no harm."""
    for submission in Submission.objects.uncounted().select_related(*RELATED)[:AT_ONCE]:
        actions.count_outcome(submission=submission)
    actions.delete_submissions(submissions=Submission.objects.stale().select_related(*RELATED)[:AT_ONCE])
