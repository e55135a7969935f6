"""What the workers run. Keys only; each is harmless twice."""

import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from documents import actions, jobs
from documents.actions.content import RENDER_TASK
from documents.actions.templates import CHECK_TASK, CHECK_TIMEOUT_S, RENEW_TASK
from documents.actions.webhooks import DELIVER_TASK
from documents.intake import CheckedFiles, check_in_child
from documents.models import ContentRequest, FontFile, Notice, TemplateVersion, WebhookDelivery
from personalia_site.errors import Invalid, RenderFailed

logger = logging.getLogger(__name__)


def render_content(key: str) -> None:
    """Render one waiting request, or take its next step with a remote account. Twice does no harm: same values, same bytes."""
    request = ContentRequest.objects.waiting().with_version().filter(pk=key).first()
    if request is None:
        return  # rendered, failed or deleted since it was queued
    with jobs.at_work(RENDER_TASK, request.pk):
        if request.version.remote:
            actions.take_step(request=request)
        else:
            actions.render(request=request)
    # An error that is no RenderFailed propagates: the broker tries again, `workers` ends the request when its patience is over.


def check_version(key: str) -> None:
    """Check one uploaded file in a child process, and make the version ready or refuse it. Twice: the first to end counts."""
    version = TemplateVersion.objects.checking().select_related("template__workspace").filter(pk=key).first()
    if version is None:
        return
    with jobs.at_work(CHECK_TASK, version.pk, patience_s=CHECK_TIMEOUT_S + 10):
        try:
            revision = version.template.workspace.fallback_revision
            with _checked(version) as checked:
                actions.finish_check(version=version, checked=checked, revision=revision)
        except (Invalid, RenderFailed) as reason:
            actions.refuse_version(version=version, reason=reason)


def prepare_again(key: str) -> None:
    """Prepare one version anew, since another release did or its fallback fonts have changed; it stays as it is when that fails."""
    version = TemplateVersion.objects.outdated().select_related("template__workspace").filter(pk=key).first()
    if version is None:
        return
    with jobs.at_work(RENEW_TASK, version.pk, patience_s=CHECK_TIMEOUT_S + 10):
        try:
            revision = version.template.workspace.fallback_revision
            with _checked(version) as checked:
                actions.renew_prepared(version=version, checked=checked, revision=revision)
        except (Invalid, RenderFailed) as reason:
            logger.warning("version %s cannot be prepared again: %s", version.pk, reason)


@contextmanager
def _checked(version: TemplateVersion) -> Iterator[CheckedFiles]:
    """The version's file, checked in a child process; its files are there as long as the block runs."""
    with TemporaryDirectory(prefix="personalia-check-") as name:
        folder = Path(name)
        out, fonts = folder / "out", folder / "fonts"
        out.mkdir()
        fonts.mkdir()
        upload = folder / "upload"
        _copy(version, upload)
        for font in FontFile.objects.filter(workspace=version.template.workspace_id):
            _copy(font, fonts / Path(font.file_name).name)
        yield check_in_child(
            upload,
            name=version.file_name,
            out_folder=out,
            fonts_folder=fonts,
            fallbacks=version.template.workspace.fallback_order,
            on_progress=lambda text: _note(version.pk, text),
        )


def deliver(key: str) -> None:
    """Try to deliver one event to one webhook, if it is still due."""
    delivery = WebhookDelivery.objects.due().select_related("webhook", "receiver").filter(pk=key).first()
    if delivery is None:
        return  # delivered, over, or its receiver is left alone for a while: `workers` queues it again
    with jobs.at_work(DELIVER_TASK, delivery.pk):
        actions.deliver(delivery=delivery)


def send_notice(key: str) -> None:
    """Send one mail to a workspace's people."""
    notice = Notice.objects.unsent().filter(pk=key).first()
    if notice is not None:
        actions.notices.send(notice=notice)


def tidy() -> None:
    """Housekeeping, once a minute: what is past its time goes."""
    actions.notices.send_unsent()
    actions.delete_old()


def _copy(row: TemplateVersion | FontFile, target: Path) -> None:
    """The storage may be elsewhere; the child reads a plain file."""
    with row.file.open("rb") as source, target.open("wb") as copy:
        shutil.copyfileobj(source, copy)


def _note(version: UUID, progress: str) -> None:
    TemplateVersion.objects.checking().filter(pk=version).update(progress=progress)
