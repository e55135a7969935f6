"""What a template's page says about it, and what deleting it would break."""

import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import PROTECT, Model
from django.utils.timezone import now

from documents import actions
from documents.admin import comparison, findings
from documents.models import ContentLink, ContentRequest, Template, TemplateVersion

State = TemplateVersion.State
EXAMPLES = {"Number": "1234.50", "Date": "2026-04-01", "Boolean": "1", "Image": "https://example.com/picture.jpg"}


def panel(template: Template) -> dict[str, Any]:
    """What stands above a template's fields."""
    versions = list(template.versions.select_related("created_by"))
    newest = versions[0] if versions else None
    held = template.held_back
    reports = {"report": findings.report(template.current), "light": findings.badge(template.current)} if template.current else {}
    if held is not None:
        reports |= {"held": findings.report(held), "held_light": findings.badge(held)}
    return {
        **reports,
        "compared": comparison.sentence(template.current) if template.current else "",
        "versions": versions,
        "newest": newest,
        "checking": newest is not None and newest.state == State.CHECKING,
        "refused": newest if newest and newest.state == State.REFUSED else None,
        "lacks_fonts": any(each.lacks_fonts for each in reports.values() if isinstance(each, findings.Report)),
        "fields_gone": list(template.fields.filter(present=False)),
        "sample_request": sample_request(template) if template.current else "",
    }


def sample_request(template: Template) -> str:
    """A call that works, but for the key: it names this template and all its fields."""
    fields = {row.name: row.sample or EXAMPLES.get(row.kind, row.name) for row in template.fields.filter(present=True)}
    body = json.dumps({"TemplateId": str(template.pk), "Fields": fields}, ensure_ascii=False, indent=1).replace("'", "'\\''")
    headers = "-H 'Authorization: ApiKey YOUR-KEY' -H 'Content-Type: application/json'"
    return f"curl {settings.BASE_URL}/v1/content \\\n  {headers} \\\n  -d '{body}'"


def deletion(templates: list[Template]) -> tuple[list[str], dict[str, int], set[str], list[str]]:
    """As ModelAdmin.get_deleted_objects: what goes, counted; missing permissions; what forbids it."""
    goes = [
        f"“{template}” with {template.versions.count()} version(s) of its file and what you said about its fields" for template in templates
    ]
    counts = {"templates": len(templates), "versions": sum(template.versions.count() for template in templates)}
    return goes, counts, set(), [reason for template in templates for reason in _obstacles(template)]


def _obstacles(template: Template) -> Iterator[str]:
    versions = TemplateVersion.objects.filter(template=template)
    for user in dict.fromkeys([*_users(Template, [template]), *_users(TemplateVersion, list(versions))]):
        yield f"The {user._meta.verbose_name} “{user}” is made with “{template}”: its page would have nothing to give. Delete it first."
    links = ContentLink.objects.filter(version__in=versions, expires_at__gt=now(), revoked_at=None).count()
    if links:
        yield f"{links} link(s) made with “{template}” can still be opened. Revoke them first, or wait until their time is over."
    requests = ContentRequest.objects.filter(version__in=versions).exclude(purpose=ContentRequest.Purpose.TRIAL)
    kept = requests.exclude(keep_until=None, ended_at__isnull=False).filter(link=None).count()
    if kept:
        yield f"{kept} document(s) made with “{template}” can still be fetched. They go by themselves when their time is over."


def _users(model: type[Model], rows: list[Any]) -> Iterator[Model]:
    """Rows of other rooms that stand on these ones: this room does not know them by name."""
    for relation in model._meta.related_objects:
        if relation.on_delete is PROTECT and relation.related_model not in {ContentRequest, ContentLink}:
            yield from relation.related_model._default_manager.filter(**{f"{relation.field.name}__in": rows})


@transaction.atomic
def delete_with_trials(template: Template) -> None:
    """The template; its tries were nobody's but the staff's."""
    for trial in ContentRequest.objects.filter(version__template=template, purpose=ContentRequest.Purpose.TRIAL):
        actions.delete_request(request=trial)
    actions.delete_template(template=template)
