"""Templates and their versions: registered, checked, replaced, rolled back."""

import hashlib
from pathlib import Path

import msgspec
from django.conf import settings
from django.core.files import File
from django.core.files.base import ContentFile as Bytes
from django.db import transaction
from django.db.models import Max
from django.utils.timezone import now

from documents import jobs
from documents.actions import carried_fonts
from documents.actions.events import emit
from documents.intake import CheckedFiles
from documents.models import Template, TemplateField, TemplateVersion, User, Workspace
from documents.rendering.findings import FoundField
from documents.rendering.prepared import FORMAT_VERSION
from personalia_site.errors import Conflict, Invalid, PersonaliaError

CHECK_TASK = "documents.tasks.check_version"
RENEW_TASK = "documents.tasks.prepare_again"
CHECK_TIMEOUT_S = 110  # the child's own 90 s and what comes round them
MB = 1024 * 1024


@transaction.atomic
def register_template(*, workspace: Workspace, name: str, upload: "File[bytes]", user: User | None = None) -> TemplateVersion:
    """A new template whose version 1 is being checked.

    raises   Invalid when the file is empty or larger than UPLOAD_MAX_MB
    """
    _refuse_size(upload)
    template = Template.objects.create(workspace=workspace, name=name)
    return _add_version(template, upload, user)


@transaction.atomic
def replace_version(*, template: Template, upload: "File[bytes]", user: User | None = None) -> TemplateVersion:
    """The template's next version; it becomes the current one when its check ends well.

    raises   as register_template; Conflict for a remote account's template, which has no file here
    """
    if template.remote_account_id is not None:
        raise Conflict("This template is a remote account's: its design is replaced there.")
    _refuse_size(upload)
    Template.objects.select_for_update().get(pk=template.pk)
    return _add_version(template, upload, user)


def _refuse_size(upload: "File[bytes]") -> None:
    if not upload.size:
        raise Invalid("The file is empty. Choose the .idml, .zip or .pdf itself.", code="empty_file")
    if upload.size > settings.UPLOAD_MAX_MB * MB:
        reason = f"The file has {upload.size / MB:.0f} MB; {settings.UPLOAD_MAX_MB} MB are allowed. Make its linked pictures smaller."
        raise Invalid(reason, code="too_large")


def _add_version(template: Template, upload: "File[bytes]", user: User | None) -> TemplateVersion:
    number = (template.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    version = TemplateVersion(template=template, number=number, created_by=user)
    version.file_name = Path(upload.name or "template").name[:255]
    version.file.save(f"{version.pk}{Path(version.file_name).suffix.lower()[:8]}", upload, save=False)
    version.save(force_insert=True)
    jobs.enqueue(CHECK_TASK, version.pk, timeout_s=CHECK_TIMEOUT_S)
    return version


def finish_check(*, version: TemplateVersion, checked: CheckedFiles, revision: int) -> None:
    """The check ended well: the version is ready, its fields are known, and the template uses it if it is the newest. Once.

    A red version does not take the place of one that is not: what is published stays as it is.
    """
    carried_fonts.keep(checked.fonts)
    keep_prepared(version, checked.prepared.read_bytes(), revision=revision)
    if checked.preview:
        version.preview.save(f"{version.pk}.png", Bytes(checked.preview.read_bytes()), save=False)
    if checked.compared:
        version.compared.save(f"{version.pk}.zip", Bytes(checked.compared.read_bytes()), save=False)
    if checked.places:
        version.places.save(f"{version.pk}.zip", Bytes(checked.places.read_bytes()), save=False)
    with transaction.atomic():
        won = TemplateVersion.objects.checking().filter(pk=version.pk).update(
            state=TemplateVersion.State.READY,
            kind=checked.kind,
            language=checked.language[:20],
            prepared=version.prepared.name,
            carried_fonts=[font.name for font in checked.fonts],
            preview=version.preview.name or "",
            comparison=msgspec.to_builtins(checked.comparison),
            compared=version.compared.name or "",
            places=version.places.name or "",
            found_fields=msgspec.to_builtins(checked.fields),
            found=msgspec.to_builtins(checked.findings),
            pages=msgspec.to_builtins([(page.name, page.width_pt, page.height_pt) for page in checked.pages]),
            checked_at=now(),
            progress="",
        )  # fmt: skip
        if won:
            version.refresh_from_db()
            _serve(version)
    if won:
        carried_fonts.keep(checked.fonts)  # once more: they may have been another version's, which went meanwhile
        emit("version.ready", version)
    else:  # another worker was faster, or staff deleted it
        version.prepared.delete(save=False)
        for file in (version.preview, version.compared, version.places):
            if file:
                file.delete(save=False)


def keep_prepared(version: TemplateVersion, content: bytes, *, revision: int = 0) -> None:
    """Write a prepared template; the row itself is saved by whoever calls.

    revision  of the workspace's fallback fonts that it was prepared with
    """
    digest = hashlib.sha256(content).hexdigest()
    version.prepared.save(f"{version.pk}/{FORMAT_VERSION}-{revision}-{digest}.bin", Bytes(content), save=False)


def renew_prepared(*, version: TemplateVersion, checked: CheckedFiles, revision: int) -> None:
    """Put a version's preparation of today in place of an outdated one. Once."""
    old = version.prepared.name
    carried_fonts.keep(checked.fonts)
    keep_prepared(version, checked.prepared.read_bytes(), revision=revision)
    with transaction.atomic():
        won = TemplateVersion.objects.filter(pk=version.pk, prepared=old).update(
            prepared=version.prepared.name, carried_fonts=[font.name for font in checked.fonts]
        )
        gone = old if won else version.prepared.name
        transaction.on_commit(lambda: version.prepared.storage.delete(str(gone)))
        transaction.on_commit(carried_fonts.delete_unused)
    if won:
        carried_fonts.keep(checked.fonts)
        emit("version.prepared_again", version)


def _serve(version: TemplateVersion) -> None:
    template = Template.objects.select_for_update().get(pk=version.template_id)
    if template.current is None or (template.current.number < version.number and not _worse(version, template.current)):
        template.current = version
        template.save(update_fields=["current"])
        _note_fields(template, version.fields)


def _worse(version: TemplateVersion, current: TemplateVersion) -> bool:
    return version.light == "red" and current.light != "red"


def _note_fields(template: Template, found: list[FoundField]) -> None:
    """Make a row for each field of the file that is in use. What staff chose stands."""
    known = {row.name: row for row in template.fields.all()}
    for order, field in enumerate(found):
        row = known.pop(field.name, None) or TemplateField(template=template, name=field.name, kind=field.kind, sample=field.default)
        if field.certain:
            row.kind = field.kind
        row.qr, row.choices, row.multiline, row.max_length = field.qr, list(field.choices), field.multiline, field.max_length
        row.order, row.present = order, True
        row.save()
    template.fields.filter(pk__in=[row.pk for row in known.values()]).update(present=False)


@transaction.atomic
def refuse_version(*, version: TemplateVersion, reason: PersonaliaError) -> None:
    """The check ended badly; the template goes on with the version it has. Once."""
    won = TemplateVersion.objects.checking().filter(pk=version.pk).update(
        state=TemplateVersion.State.REFUSED, refusal=reason.reason, checked_at=now(), progress=""
    )  # fmt: skip
    if won:
        emit("version.refused", version)


@transaction.atomic
def make_current(*, version: TemplateVersion) -> None:
    """Go back, or forward, to a version. What was asked for before keeps its own.

    raises   Conflict when the version is not ready, or is red where the current one is not
    """
    if version.state != TemplateVersion.State.READY:
        raise Conflict(f"Version {version.number} is {version.get_state_display()}: only a ready one can be used.")
    template = Template.objects.select_for_update().get(pk=version.template_id)
    if template.current is not None and _worse(version, template.current):
        raise Conflict(f"Version {version.number} has faults that its check marks red: put them right, and upload the file again.")
    template.current = version
    template.save(update_fields=["current"])
    _note_fields(template, version.fields)
    emit("template.version_chosen", version)
