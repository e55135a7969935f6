"""Who owns things: users, workspaces, memberships and the programs' keys."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar, Self

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils.timezone import now

from documents.rendering.fonts import fallbacks


class User(AbstractUser):
    """A person of the staff. Visitors have no account."""

    email = models.EmailField("e-mail address", unique=True)

    class Meta(AbstractUser.Meta):
        db_table = "user"


class WorkspaceQuerySet(models.QuerySet["Workspace"]):
    def visible_to(self, user: User) -> Self:
        """Workspaces this person works in; all of them for a superuser."""
        return self if user.is_superuser else self.filter(memberships__user=user)


class Workspace(models.Model):
    """A team's templates, fonts, keys and campaigns. Nothing of one is ever seen from another.

    fallback_fonts     families that are asked in turn for a glyph which a font lacks; None: the usual ones
    fallback_revision  counts how often they were ordered: a template is prepared with them
    """

    name = models.CharField(max_length=120, unique=True)
    monthly_credits = models.PositiveIntegerField(
        "documents a month",
        null=True,
        blank=True,
        help_text="How many its programs and visitors may have made; empty: any number.",
    )
    fallback_fonts = models.JSONField(null=True, default=None, editable=False)
    fallback_revision = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=now, editable=False)
    members = models.ManyToManyField(User, through="Membership", related_name="workspaces")

    objects: ClassVar = WorkspaceQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @property
    def fallback_order(self) -> list[str]:
        """The families that its templates are prepared with."""
        return list(fallbacks.USUAL) if self.fallback_fonts is None else self.fallback_fonts


class Membership(models.Model):
    """A person's place in a workspace."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "user"], name="one_membership_per_workspace")]

    def __str__(self) -> str:
        return f"{self.user} in {self.workspace}"


SCOPES = ("content", "templates", "campaigns", "webhooks")


def all_scopes() -> list[str]:
    return list(SCOPES)


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    def live(self, at: datetime | None = None) -> Self:
        """Keys that open something at `at` (aware; default: now)."""
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=at or now()), revoked_at=None)

    def matching(self, key: str) -> "ApiKey | None":
        """The live key whose text this is, or None. Found by prefix; the digest is compared in constant time."""
        found = self.live().select_related("workspace").filter(prefix=key[: ApiKey.PREFIX_LENGTH]).first()
        if found is None or not secrets.compare_digest(found.digest, ApiKey.digest_of(key)):
            return None
        return found


class ApiKey(models.Model):
    """A program's key: 256 random bits, shown once, kept as SHA-256.

    ends_at   when it stops by itself: it was rotated, and another one has taken over
    rotated   the key that this one takes over from
    """

    PREFIX_LENGTH = 12

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="api_keys")
    name = models.CharField(max_length=80, help_text="What uses it: “website”, “Zapier of the sales team”.")
    prefix = models.CharField(max_length=PREFIX_LENGTH, unique=True, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    scopes = models.JSONField(default=all_scopes)
    created_at = models.DateTimeField(default=now, editable=False)
    last_used_at = models.DateTimeField(null=True, editable=False)
    ends_at = models.DateTimeField(null=True, blank=True, editable=False)
    rotated = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="successors")
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar = ApiKeyQuerySet.as_manager()

    class Meta:
        verbose_name = "API key"

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    @staticmethod
    def digest_of(key: str) -> str:
        return hashlib.sha256(key.encode()).hexdigest()

    @classmethod
    def issue(
        cls, *, workspace: Workspace, name: str, scopes: Sequence[str] = SCOPES, rotated: "ApiKey | None" = None
    ) -> tuple["ApiKey", str]:
        """A new key and its text, which cannot be had again."""
        text = "pk_" + secrets.token_hex(32)
        prefix, digest = text[: cls.PREFIX_LENGTH], cls.digest_of(text)
        row = cls.objects.create(workspace=workspace, name=name, scopes=list(scopes), prefix=prefix, digest=digest, rotated=rotated)
        return row, text

    @property
    def live(self) -> bool:
        return self.revoked_at is None and (self.ends_at is None or self.ends_at > now())
