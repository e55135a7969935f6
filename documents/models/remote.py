"""Personalia accounts elsewhere: who they are, and how far a request is that one of them renders."""

from typing import ClassVar, Self

from django.db import models
from django.utils.timezone import now

from documents.models.accounts import User, Workspace
from documents.models.content import ContentRequest
from documents.sealing import seal, unseal


class RemoteAccountQuerySet(models.QuerySet["RemoteAccount"]):
    def visible_to(self, user: User) -> Self:
        return self if user.is_superuser else self.filter(workspace__memberships__user=user)


class RemoteAccount(models.Model):
    """A Personalia account on another server. Its key is kept encrypted, and shown to nobody.

    base_url      without a slash at its end; the API is below it, under /v1/
    quiet_until   it did not answer, or asked for a pause: until then it is not spoken to, so that workers are not held up
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="remote_accounts")
    name = models.CharField(max_length=120)
    base_url = models.CharField("address", max_length=300)
    sealed_key = models.TextField(editable=False)
    quiet_until = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(default=now, editable=False)

    objects: ClassVar = RemoteAccountQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["workspace", "name"], name="remote_account_names_are_unique")]

    def __str__(self) -> str:
        return self.name

    @property
    def quiet_s(self) -> float:
        """For how long it is to be left in peace; 0 when it may be asked."""
        return max((self.quiet_until - now()).total_seconds(), 0.0) if self.quiet_until else 0.0

    @property
    def key(self) -> str:
        """For requests to it. Raises Conflict when DATA_DIR's secrets are not those it was kept with."""
        return unseal(self.sealed_key)

    @key.setter
    def key(self, text: str) -> None:
        self.sealed_key = seal(text)


class RemoteJob(models.Model):
    """How far a remote account is with a request. When it is asked next stands in the request's `due_at`.

    remote_id    its name over there; empty until it was accepted
    polls        how often it was asked for
    busy_until   a worker is asking right now, and has until then: nobody else asks meanwhile
    """

    request = models.OneToOneField(ContentRequest, on_delete=models.CASCADE, primary_key=True, related_name="remote_job")
    remote_id = models.CharField(max_length=200, blank=True)
    accepted_at = models.DateTimeField(null=True)
    polls = models.PositiveIntegerField(default=0)
    busy_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.request_id} there as {self.remote_id or '–'}"
