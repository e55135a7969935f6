"""What the workers do for campaigns once a minute (settings.HOUSEKEEPING)."""

from campaigns import actions
from campaigns.models import Submission

AT_ONCE = 200  # a minute's share: what is left is done in the next one

RELATED = ("campaign", "request", "link__request")


def tidy() -> None:
    """Count what documents came to though nobody waited, and delete what campaigns no longer keep. Twice does no harm."""
    for submission in Submission.objects.uncounted().select_related(*RELATED)[:AT_ONCE]:
        actions.count_outcome(submission=submission)
    actions.delete_submissions(submissions=Submission.objects.stale().select_related(*RELATED)[:AT_ONCE])
