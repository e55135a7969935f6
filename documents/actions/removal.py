"""What goes: files first marked gone in the database, then deleted from the storage, so that a crash leaves no dangling row."""

from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.fields.files import FieldFile
from django.utils.timezone import now

from documents import jobs
from documents.actions import carried_fonts, credits, idempotency
from documents.actions.deliveries import delete_old_deliveries
from documents.actions.notices import delete_old_notices
from documents.models import ContentFile, ContentLink, ContentRequest, InputImage, Template, TemplateVersion
from documents.models.content import result_folder
from personalia_site.errors import Conflict

FAILURES_KEPT = timedelta(days=30)
BATCH = 500  # rows a transaction
ROWS_KEPT = timedelta(days=90)  # a request's or link's bare row, after what it held was deleted


def _delete_files(files: list[FieldFile]) -> None:
    """Delete them from the storage once the transaction has committed."""
    gone = [(file.storage, file.name) for file in files if file.name]

    def delete() -> None:
        for storage, name in gone:
            storage.delete(name)

    transaction.on_commit(delete)


def _delete_results(requests: list[UUID]) -> None:
    """Delete their folders, with what a process left there that died between writing a file and its row."""
    storage = ContentFile._meta.get_field("file").storage

    def delete() -> None:
        for folder in map(result_folder, requests):
            with suppress(FileNotFoundError):
                for name in storage.listdir(folder)[1]:
                    storage.delete(f"{folder}/{name}")
                storage.delete(folder)

    transaction.on_commit(delete)


@transaction.atomic
def clear_requests(requests: QuerySet[ContentRequest]) -> int:
    """Delete values, pictures and files of ended requests; the rows stay and say how they ended. Returns how many."""
    keys = list(requests.values_list("pk", flat=True)[:BATCH])
    images = InputImage.objects.filter(request__in=keys)
    _delete_files([row.file for row in images])
    _delete_results(keys)
    ContentFile.objects.filter(request__in=keys).update(file="")
    images.delete()
    ContentRequest.objects.filter(pk__in=keys).update(values={}, name="", error_parameters={}, keep_until=None)
    return len(keys)


@transaction.atomic
def close_links(links: QuerySet[ContentLink]) -> int:
    """Delete what links hold that no one can open any longer; the rows stay and say so. Returns how many."""
    found = list(links.exclude(values={})[:BATCH])
    images = InputImage.objects.filter(link__in=found)
    _delete_files([row.file for row in images])
    images.delete()
    ContentLink.objects.filter(pk__in=[link.pk for link in found]).update(values={}, name="")
    clear_requests(ContentRequest.objects.filter(link__in=found, ended_at__isnull=False))
    return len(found)


@transaction.atomic
def delete_request(*, request: ContentRequest) -> None:
    """The request and everything of it. What still waits will not be made: its credit is given back."""
    if ContentRequest.objects.waiting().select_for_update().filter(pk=request.pk).first():
        credits.give_back(subject=request.pk)
    _delete_files([row.file for row in request.images.all()])
    _delete_results([request.pk])
    request.delete()


@transaction.atomic
def delete_link(*, link: ContentLink) -> None:
    """The link, what it rendered, and everything of it: its address answers 404."""
    _delete_files([row.file for row in link.images.all()])
    request = link.request
    link.delete()
    if request:
        delete_request(request=request)


def delete_old() -> None:
    """Delete what nobody may fetch any longer, and in the end the bare rows too."""
    while clear_requests(ContentRequest.objects.stale()) == BATCH:
        pass
    while close_links(ContentLink.objects.over()) == BATCH:
        pass
    _delete_orphan_images()
    delete_old_deliveries()
    idempotency.delete_old_answers()
    delete_old_notices()
    credits.delete_old_months()
    jobs.forget_failures(FAILURES_KEPT)
    before = now() - ROWS_KEPT
    ContentLink.objects.filter(expires_at__lte=before, values={}).delete()
    ContentRequest.objects.filter(ended_at__lte=before, keep_until=None).delete()


@transaction.atomic
def _delete_orphan_images() -> None:
    images = InputImage.objects.orphans()
    _delete_files([row.file for row in images])
    images.delete()


@transaction.atomic
def delete_version(*, version: TemplateVersion) -> None:
    """A version that nothing was made with.

    raises   Conflict when it is the current one, or something was made with it
    """
    if Template.objects.filter(current=version).exists():
        raise Conflict(f"Version {version.number} is the one in use. Choose another one first.")
    _delete_versions([version])


@transaction.atomic
def delete_template(*, template: Template) -> None:
    """A template with all its versions.

    raises   Conflict when documents of it can still be fetched, or links opened
    """
    _delete_versions(list(template.versions.all()))
    template.delete()


def _delete_versions(versions: list[TemplateVersion]) -> None:
    requests, links = ContentRequest.objects.filter(version__in=versions), ContentLink.objects.filter(version__in=versions)
    alive = requests.exclude(keep_until=None, ended_at__isnull=False).count() + links.filter(expires_at__gt=now(), revoked_at=None).count()
    if alive:
        raise Conflict(f"{alive} documents or links made with it are still kept. Delete them, or wait until their time is over.")
    for link in links:
        delete_link(link=link)
    for request in requests:
        delete_request(request=request)
    _delete_files(
        [file for version in versions for file in (version.file, version.prepared, version.preview, version.compared, version.places)]
    )
    TemplateVersion.objects.filter(pk__in=[version.pk for version in versions]).delete()
    transaction.on_commit(carried_fonts.delete_unused)
