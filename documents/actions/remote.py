"""Templates that a Personalia account on another server renders: registered, refreshed, and their requests taken there and back."""

from collections.abc import Mapping
from datetime import timedelta

import msgspec
from django.db import transaction
from django.db.models import F, Max, Q
from django.utils.timezone import now

from documents.actions.content import fail_request, finish_request
from documents.actions.events import emit
from documents.actions.templates import make_current
from documents.models import ContentRequest, RemoteAccount, RemoteJob, Template, TemplateField, TemplateVersion, User, Workspace
from documents.providers.remote import TemplateInfo, calls
from documents.rendering.findings import FoundField
from documents.rendering.output import Output
from personalia_site.errors import Conflict, Invalid, NotFound, PersonaliaError, RenderFailed, TooMany, Upstream

FIRST_POLL_S = 1.0
GROWTH = 1.5
LONGEST_POLL_S = 10.0
CLAIM = timedelta(seconds=30)  # longer than any step
MAX_FIELDS = 1000
PROBE = timedelta(seconds=8)  # longer than a call
UNKNOWN_FOR = timedelta(seconds=30)  # so long after it was accepted, 404 means: not yet


def save_account(*, workspace: Workspace, name: str, base_url: str, key: str, account: RemoteAccount | None = None) -> RemoteAccount:
    """A remote account, once its key has been tried. Not to be called in a transaction.

    key      empty: the one that `account` has, if its address stays
    account  the one that changes; default: a new one
    raises   NotAllowed, NotFound, TooMany, Upstream or Invalid when the account does not take the key: nothing is saved then
    """
    account = account or RemoteAccount(workspace=workspace)
    address = base_url.strip().rstrip("/")
    if not key and address != account.base_url:  # a kept key is sent to nobody but whom it was given for
        raise Invalid("The address has changed: enter the key too.", code="missing_key", parameters={"FieldName": "key"})
    account.name, account.base_url, account.quiet_until = name, address, None
    if key:
        account.key = key
    with calls.client_of(account) as client:
        client.test_key()
    account.save()
    return account


def list_remote(*, account: RemoteAccount) -> list[TemplateInfo]:
    """The account's templates that are not registered yet. Not to be called in a transaction.

    raises   NotFound when the account's server does not list its templates; NotAllowed, TooMany, Upstream as it answers
    """
    with calls.client_of(account) as client:
        found = client.list_templates()
    known = set(account.templates.values_list("remote_id", flat=True))
    return [each for each in found if each.template_id not in known]


def register_remote(*, account: RemoteAccount, remote_id: str, name: str = "", user: User | None = None) -> Template:
    """A template of the account's, with its fields as they are there now. Not to be called in a transaction.

    name     default: its name there, or its id
    raises   Invalid 103 (no such template there, or a field whose name is too long); Conflict when it is registered already;
             NotAllowed, TooMany, Upstream as the account answers
    """
    if Template.objects.filter(remote_account=account, remote_id=remote_id).exists():
        raise Conflict("This template is registered already.")
    with calls.client_of(account) as client:
        info = client.template_info(remote_id)
    found = _checked(calls.found_fields(info))
    with transaction.atomic():
        template = Template.objects.create(
            workspace=account.workspace, name=(name or info.name or remote_id)[:160], remote_account=account, remote_id=remote_id
        )
        _add_version(template, found, user)
    return template


def refresh_remote(*, template: Template, user: User | None = None) -> list[TemplateField]:
    """Ask the account for the template's fields; when they have changed, they are a new version. Not to be called in a transaction.

    returns   the fields that vanished since they were last asked for
    raises    as register_remote
    """
    with calls.client_for(template) as client:
        found = _checked(calls.found_fields(client.template_info(template.remote_id)))
    with transaction.atomic():
        template = Template.objects.select_for_update(of=("self",)).select_related("current").get(pk=template.pk)
        before = {field.pk for field in template.fields.filter(present=True)}
        if template.current is None or template.current.fields != found:
            _add_version(template, found, user)
        return list(template.fields.filter(pk__in=before, present=False))


def _checked(found: list[FoundField]) -> list[FoundField]:
    names = [field.name for field in found]
    if len(names) > MAX_FIELDS:
        raise Invalid(f"The remote template has {len(names)} fields; {MAX_FIELDS} are the most.", error_id=1002, code="odd_answer")
    if len(set(names)) != len(names):
        raise Invalid("Two fields of the remote template have the same name.", error_id=1002, code="odd_answer")
    if too_long := next((name for name in names if len(name) > 200), None):
        raise Invalid(f"A field of the remote template has a name that is too long: {too_long[:60]}…", error_id=1002, code="odd_answer")
    return found


def _add_version(template: Template, found: list[FoundField], user: User | None) -> None:
    number = (template.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    version = TemplateVersion.objects.create(
        template=template,
        number=number,
        state=TemplateVersion.State.READY,
        kind="remote",
        file_name=template.remote_id,
        found_fields=msgspec.to_builtins(found),
        checked_at=now(),
        created_by=user,
    )
    emit("version.ready", version)
    make_current(version=version)
    template.refresh_from_db()


def ask_for_url(*, version: TemplateVersion, values: Mapping[str, object], output: Output) -> str:
    """The account's own on-demand URL, where that is what staff chose to hand out; otherwise nothing. Not to be called in a transaction.

    raises   Invalid, TooMany, Upstream as the account answers, with its ids; Upstream at once when it did not answer a moment ago
    """
    template = version.template
    account = template.remote_account
    theirs = template.remote_links == Template.Links.THEIRS
    if account is None or not version.remote or not theirs or output.format != "PDF" or output.package:
        return ""
    if not _may_ask(account):
        raise Upstream(f"{account.base_url} did not answer a moment ago.", code="quiet", retry_after_s=round(LONGEST_POLL_S))
    try:
        with calls.client_of(account) as client:
            url = client.create_url(template.remote_id, calls.field_values(version, values), output=calls.output_shape(output))
    except (TooMany, Upstream) as error:
        _silence(account, error, FIRST_POLL_S)
        raise
    except Invalid:
        _hear(account)
        raise
    except PersonaliaError as error:  # its own 401, 403 or 404 is not about the key of who asks us
        _hear(account)
        raise Upstream(error.reason, error_id=error.error_id, code=error.code, parameters=error.parameters) from error
    _hear(account)
    return url


def take_step(*, request: ContentRequest) -> None:
    """One step of a waiting request that a remote account renders: hand it over, or ask how far it is and fetch the files.

    Short, and harmless twice: whoever comes second while somebody is at it goes away. Then the request has ended, or has its next `due_at`.
    """
    account = _account(request)
    if not _may_ask(account):
        account.refresh_from_db()
        ContentRequest.objects.waiting().filter(pk=request.pk).update(due_at=account.quiet_until or now())
        return
    job = _claim(request)
    if job is None:
        return
    try:
        delay_s = _poll(request, job) if job.remote_id else _submit(request, job)
    except (TooMany, Upstream) as error:
        _come_again(request, _silence(account, error, _pause_s(job)))
        return
    except PersonaliaError as error:
        fail_request(request=request, error=_rendering_failed(error))
        delay_s = None
    _hear(account)
    if delay_s is not None:
        _come_again(request, delay_s)


def _may_ask(account: RemoteAccount) -> bool:
    """An account that failed is left in peace for a while, then asked by one worker, until it answers: it must not hold up the others."""
    if account.quiet_until is None:
        return True
    ours = RemoteAccount.objects.filter(pk=account.pk, quiet_until=account.quiet_until)
    return not account.quiet_s and bool(ours.update(quiet_until=now() + PROBE))


def _silence(account: RemoteAccount, error: TooMany | Upstream, pause_s: float) -> float:
    """For how long nobody is to ask it, in seconds."""
    pause_s = LONGEST_POLL_S if error.code == "timeout" else pause_s
    pause_s = max(pause_s, float(error.retry_after_s or 0))
    RemoteAccount.objects.filter(pk=account.pk).update(quiet_until=now() + timedelta(seconds=pause_s))
    return pause_s


def _hear(account: RemoteAccount) -> None:
    """It has answered."""
    if account.quiet_until:
        RemoteAccount.objects.filter(pk=account.pk).update(quiet_until=None)


def _account(request: ContentRequest) -> RemoteAccount:
    account = request.version.template.remote_account
    assert account is not None
    return account


def _claim(request: ContentRequest) -> RemoteJob | None:
    RemoteJob.objects.get_or_create(request=request)
    free = Q(busy_until=None) | Q(busy_until__lte=now())
    if not RemoteJob.objects.filter(free, request=request).update(busy_until=now() + CLAIM, polls=F("polls") + 1):
        return None
    return RemoteJob.objects.get(request=request)


def _submit(request: ContentRequest, job: RemoteJob) -> float:
    """Should the answer be lost, the same is sent again: with the same idempotency key it is not made, or charged, twice."""
    template = request.version.template
    with calls.client_for(template) as client:
        remote_id = client.create_content(
            template.remote_id,
            calls.field_values(request.version, request.values),
            output=calls.output_shape(request.wanted),
            idempotency_key=str(request.pk),
        )
    RemoteJob.objects.filter(pk=job.pk).update(remote_id=remote_id, accepted_at=now(), polls=0)
    return FIRST_POLL_S


def _poll(request: ContentRequest, job: RemoteJob) -> float | None:
    """How long to wait before the next one; None when the request has ended."""
    try:
        with calls.client_for(request.version.template) as client:
            content = client.get_content(job.remote_id)
    except NotFound as error:
        if job.accepted_at and now() - job.accepted_at < UNKNOWN_FOR:
            return _pause_s(job)
        raise RenderFailed("The remote account does not know this request any longer.") from error
    if content.error is not None:
        raise content.error
    if content.status == "InProgress":
        return _pause_s(job)
    finish_request(request=request, files=calls.download(content.urls, name=request.name or "document"))
    return None


def _pause_s(job: RemoteJob) -> float:
    return min(FIRST_POLL_S * GROWTH ** min(job.polls, 20), LONGEST_POLL_S)


@transaction.atomic
def _come_again(request: ContentRequest, delay_s: float) -> None:
    ContentRequest.objects.waiting().filter(pk=request.pk).update(due_at=now() + timedelta(seconds=delay_s))
    RemoteJob.objects.filter(pk=request.pk).update(busy_until=None)


def _rendering_failed(error: PersonaliaError) -> RenderFailed:
    """The end of a request that was accepted here already: the same id and sentence."""
    if isinstance(error, RenderFailed):
        return error
    return RenderFailed(error.reason, error_id=error.error_id, code=error.code, parameters=error.parameters)
