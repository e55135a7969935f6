"""What a template is: its versions, its fields, and the fonts of a workspace."""

from datetime import datetime, timedelta
from typing import ClassVar, Self
from uuid import uuid4

import msgspec
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat
from django.utils.timezone import now

from documents import fields
from documents.models.accounts import User, Workspace
from documents.rendering.compared import PageComparison
from documents.rendering.findings import Finding, FoundField, Light, light
from documents.rendering.prepared import FORMAT_VERSION


class TemplateQuerySet(models.QuerySet["Template"]):
    def visible_to(self, user: User) -> Self:
        return self if user.is_superuser else self.filter(workspace__memberships__user=user)

    def usable(self) -> Self:
        """Templates that something can be made with: a version of theirs is ready."""
        return self.exclude(current=None)

    def with_current(self) -> Self:
        """With their current version, but for what its check found: that is read when it is asked for."""
        return self.select_related("current").defer("current__found_fields", "current__found", "current__pages")


class Template(models.Model):
    """A design that staff registered. Its file may be replaced: `current` is the version that new requests are made with.

    remote_account, remote_id   where it is rendered, and its id there; empty: rendered here
    remote_links                whose on-demand links are handed out for it
    """

    class Links(models.TextChoices):
        OWN = "own", "links of this server, which ask the account when they are opened"
        THEIRS = "theirs", "the account's own links, as they are"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="templates")
    name = models.CharField(max_length=160)
    remote_account = models.ForeignKey("RemoteAccount", on_delete=models.PROTECT, null=True, editable=False, related_name="templates")
    remote_id = models.CharField(max_length=100, blank=True, editable=False)
    remote_links = models.CharField("on-demand links", max_length=10, choices=Links.choices, default=Links.OWN)
    current = models.ForeignKey("TemplateVersion", on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+")
    created_at = models.DateTimeField(default=now, editable=False)

    objects: ClassVar = TemplateQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["remote_account", "remote_id"], condition=~Q(remote_id=""), name="remote_template_is_registered_once"
            ),
            models.CheckConstraint(condition=Q(remote_account=None) ^ ~Q(remote_id=""), name="remote_template_has_account_and_id"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def held_back(self) -> "TemplateVersion | None":
        """A newer version than the current one that is ready but red: it does not take over by itself."""
        newest = self.versions.filter(state=TemplateVersion.State.READY).first()
        if newest is None or self.current is None or newest.number <= self.current.number:
            return None
        return newest if newest.light == "red" else None


JOB_GRACE = timedelta(seconds=5)
CHECK_PATIENCE = timedelta(minutes=10)
SLOW_MS = 5000


class TemplateVersionQuerySet(models.QuerySet["TemplateVersion"]):
    def checking(self) -> Self:
        return self.filter(state=TemplateVersion.State.CHECKING)

    def unstarted(self, at: datetime | None = None) -> Self:
        """Versions being checked whose job should have run by now."""
        return self.checking().filter(queued_at__lte=(at or now()) - JOB_GRACE)

    def outdated(self) -> Self:
        """Ready versions to be prepared again: by another release, which this one cannot read, or with fallback fonts in another order."""
        today = Concat(
            Value(f"/{FORMAT_VERSION}-"), F("template__workspace__fallback_revision"), Value("-"), output_field=models.CharField()
        )
        return self.filter(state=TemplateVersion.State.READY).exclude(kind="remote").exclude(prepared__contains=today)

    def carried_fonts(self) -> set[str]:
        """Keys of the fallback fonts that any of them needs."""
        return {key for keys in self.values_list("carried_fonts", flat=True) for key in keys}

    def overdue(self, at: datetime | None = None) -> Self:
        """Versions whose check has not ended in any reasonable time: `workers` refuses them."""
        return self.checking().filter(created_at__lte=(at or now()) - CHECK_PATIENCE)


class TemplateVersion(models.Model):
    """One file of a template, immutable once it is ready: a link made in May renders the same in June.

    A remote account's template has no file: its versions are what its fields were, and the account alone knows its design.

    fields, findings  what its file holds and what is wrong with it: lists of FoundField and Finding, as JSON
    pages             [[name, width_pt, height_pt]]
    language          the design's, such as en-US: dates are written in it
    render_ms         what a rendering cost last; a slow one does not hold an on-demand link's opener up
    comparison        its pages beside InDesign's PDF in the package: figures of each; compared: the pictures, a ZIP of page-1-ours.jpg …
    places            pictures of what its findings are about: a ZIP, their names stand in the findings' locations
    prepared          engine.Prepared, encoded; its name holds its format's number, the workspace's fallback_revision and its SHA-256
    carried_fonts     keys of the fallback fonts whose files lie beside `prepared`: see carried_font
    """

    class State(models.TextChoices):
        CHECKING = "checking", "being checked"
        READY = "ready", "ready"
        REFUSED = "refused", "refused"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    template = models.ForeignKey(Template, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.CHECKING)
    file = models.FileField(upload_to="templates/", max_length=255, blank=True)
    file_name = models.CharField(max_length=255)
    kind = models.CharField(max_length=10, blank=True, choices=[("idml", "InDesign"), ("pdf", "PDF form"), ("remote", "remote account")])
    prepared = models.FileField(upload_to="prepared/", max_length=255, blank=True)
    carried_fonts = models.JSONField(default=list, editable=False)
    preview = models.FileField(upload_to="previews/", max_length=255, blank=True)
    comparison = models.JSONField(default=list)
    compared = models.FileField(upload_to="comparisons/", max_length=255, blank=True)
    places = models.FileField(upload_to="places/", max_length=255, blank=True)
    found_fields = models.JSONField(default=list)
    found = models.JSONField(default=list)
    pages = models.JSONField(default=list)
    language = models.CharField(max_length=20, blank=True)
    render_ms = models.PositiveIntegerField(null=True, editable=False)
    progress = models.CharField(max_length=200, blank=True)
    refusal = models.TextField(blank=True)
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=now, editable=False)
    queued_at = models.DateTimeField(default=now, editable=False)
    checked_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar = TemplateVersionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["template", "number"], name="version_numbers_are_unique"),
            models.CheckConstraint(condition=~Q(state="ready") | ~Q(prepared="") | Q(kind="remote"), name="ready_version_is_prepared"),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(refusal=""), name="refused_version_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.template} (version {self.number})"

    @property
    def remote(self) -> bool:
        """Whether an account elsewhere renders it."""
        return self.kind == "remote"

    @property
    def slow(self) -> bool:
        """Whether a rendering takes longer than a person waits for an answer; a remote account's may."""
        return self.remote or (self.render_ms is not None and self.render_ms > SLOW_MS)

    @property
    def fields(self) -> list[FoundField]:
        return msgspec.convert(self.found_fields, list[FoundField])

    @property
    def findings(self) -> list[Finding]:
        return msgspec.convert(self.found, list[Finding])

    @property
    def compared_pages(self) -> list[PageComparison]:
        return msgspec.convert(self.comparison, list[PageComparison])

    @property
    def light(self) -> Light:
        """Red: it is not published. Amber: a person should look."""
        return light(self.findings)


class TemplateField(models.Model):
    """What staff say of a field: its kind, label and sample. It outlives versions; `present` says whether the current file has it."""

    template = models.ForeignKey(Template, on_delete=models.CASCADE, related_name="fields")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=[(kind, fields.WORDS[kind]) for kind in fields.KINDS], default="String")
    qr = models.BooleanField(default=False, editable=False)
    label = models.CharField(max_length=200, blank=True, help_text="What people see instead of the field's name.")
    sample = models.TextField(blank=True, help_text="Stands in previews and in the sample request.")
    date_format = models.CharField(
        max_length=40, blank=True, default="F j, Y", help_text="How a date is written in the document; empty: as it was sent, 2025-04-01."
    )
    choices = models.JSONField(default=list, blank=True, editable=False)
    multiline = models.BooleanField(default=False, editable=False)
    max_length = models.PositiveIntegerField(null=True, editable=False)
    order = models.PositiveIntegerField(default=0)
    present = models.BooleanField(default=True, editable=False)

    class Meta:
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["template", "name"], name="field_names_are_unique")]

    def __str__(self) -> str:
        return self.label or self.name


CARRIED_FONTS = "carried-fonts"


def carried_font(key: str) -> str:
    """Where the storage has a fallback font's file, whose key is its content's: all prepared templates share it."""
    return f"{CARRIED_FONTS}/{key}"


class FontFile(models.Model):
    """A font of the workspace's library: InDesign packages leave Adobe's fonts out."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="fonts")
    file = models.FileField(upload_to="fonts/", max_length=255)
    file_name = models.CharField(max_length=255, editable=False)
    family = models.CharField(max_length=120, editable=False)
    style = models.CharField(max_length=120, editable=False)
    created_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = "font"
        ordering = ["family", "style"]
        constraints = [models.UniqueConstraint(fields=["workspace", "file_name"], name="font_files_are_unique")]

    def __str__(self) -> str:
        return f"{self.family} {self.style}"
