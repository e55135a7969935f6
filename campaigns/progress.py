"""How far a submission's document is, for the page and the scripts that wait for it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.models import Submission
from documents.models import ContentFile, ContentRequest

State = Literal["waiting", "ready", "failed", "gone"]
SLOW_S = 10


@dataclass(frozen=True)
class Progress:
    """Where the document is.

    ahead    documents that are made before this one
    step     of 3: the answers are in, it is this document's turn, it is there
    slow     it has taken longer than a visitor expects
    """

    state: State
    message: str
    ahead: int = 0
    step: int = 1
    slow: bool = False

    @property
    def percent(self) -> int:
        return round(100 * self.step / 3)


def progress(submission: Submission) -> Progress:
    """The document's state now. A link is ready at once, until it is revoked: its document is made when it is opened."""
    if submission.link is not None and not submission.link.over:
        return Progress(state="ready", message=_("Your link is ready."), step=3)
    request = submission.request
    if request is None:
        return Progress(state="gone", message=_("The document is no longer here."))
    if request.state == ContentRequest.State.COMPLETED and any(file.file for file in files(submission)):
        return Progress(state="ready", message=_("It is ready."), step=3)
    if request.state == ContentRequest.State.FAILED:
        return Progress(state="failed", message=_("It could not be made."))
    if request.state == ContentRequest.State.WAITING:
        return _waiting(request)
    return Progress(state="gone", message=_("The document is no longer here."))


def _waiting(request: ContentRequest) -> Progress:
    ahead = ContentRequest.objects.waiting().filter(due_at=None, created_at__lt=request.created_at).count()
    slow = (now() - request.created_at).total_seconds() > SLOW_S
    if ahead:
        message = ngettext("%(n)d document is made before yours.", "%(n)d documents are made before yours.", ahead) % {"n": ahead}
        return Progress(state="waiting", message=message, ahead=ahead, step=1, slow=slow)
    return Progress(state="waiting", message=_("It is being made now."), step=2, slow=slow)


def files(submission: Submission) -> list[ContentFile]:
    """The finished files, in order; none for a link or before they are there."""
    return list(submission.request.files.all()) if submission.request else []


def kept_until(submission: Submission) -> datetime:
    """Until when the visitor can fetch the document."""
    return min(submission.delete_at, submission.link.expires_at) if submission.link else submission.delete_at
