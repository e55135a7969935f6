"""What must be right before a campaign is published, said to the person who can put it right."""

from collections.abc import Iterator
from dataclasses import dataclass

from campaigns import fit
from campaigns.forms.visitor import blank
from campaigns.models import Campaign, FormField
from documents import fields
from documents.models import TemplateField
from personalia_site.errors import Invalid


@dataclass(frozen=True)
class Problem:
    """One thing to do. `field` is the form field or template field it is about, by its label."""

    message: str
    field: str = ""
    blocks: bool = True


def publish_checklist(campaign: Campaign) -> list[Problem]:
    """Everything that stands between the campaign and its visitors; an empty list: publish."""
    return [*_template(campaign), *_texts(campaign), *_fields(campaign), *_times(campaign)]


def _template(campaign: Campaign) -> Iterator[Problem]:
    version = campaign.serving_version
    if version is None or version.state != version.State.READY:
        yield Problem("The template is not ready: wait until its check is over, or upload a file that passes.")
        return
    for finding in version.findings:  # red blocks publishing, strict or not: a lenient document would be wrong without a word
        if finding.level == "error":
            yield Problem(f"The template has a fault: {finding.message} {finding.remedy}".rstrip())
    held_back = campaign.template.held_back if campaign.version_id is None else None
    if held_back:
        reason = f"its check found faults, so documents are still made with version {version.number}"
        yield Problem(f"The template's file was replaced (version {held_back.number}), but {reason}.", blocks=False)


def _texts(campaign: Campaign) -> Iterator[Problem]:
    if not campaign.title.strip():
        yield Problem("Write a title: the promise at the top of the page.")
    if not campaign.button.strip():
        yield Problem("Write what the button says, such as “Get my brochure”.")
    if campaign.consent_required and campaign.consent_text and not campaign.privacy_url:
        yield Problem("Visitors must agree to something: give the address of your privacy policy too.", blocks=False)


def _times(campaign: Campaign) -> Iterator[Problem]:
    if campaign.stage == "closed":
        yield Problem("The closing date is over: set a later one, or none.")


def _fields(campaign: Campaign) -> Iterator[Problem]:
    on_form = {field.template_field_id: field for field in campaign.form_fields.select_related("template_field")}
    template_fields = list(campaign.template.fields.filter(present=True))
    unfit = fit.unfit_defaults(campaign, {field.name: blank(field, on_form.get(field.pk)) for field in template_fields})
    for template_field in template_fields:
        yield from _field(template_field, on_form.pop(template_field.pk, None), unfit=unfit)
    for field in on_form.values():
        yield Problem(f"“{field.label}” is not in the template any longer: take it out of the form.", field=field.label, blocks=False)


def _field(template_field: TemplateField, form_field: FormField | None, *, unfit: set[str]) -> Iterator[Problem]:
    name = form_field.label if form_field else str(template_field)
    asked = form_field is not None and not form_field.hidden
    if form_field is None and template_field.kind in {"String", "Image"}:
        yield Problem(f"“{name}” is not on the form: its place in the document stays as it is, or empty.", field=name, blocks=False)
    default = blank(template_field, form_field)
    if template_field.name in unfit:
        message = f"The default of “{name}” is too long for the design, or has a sign that no font has: write another."
        yield Problem(message, field=name, blocks=not asked)
    if template_field.kind in {"String", "Image"} or (asked and not default):
        return
    try:
        fields.check(name, template_field.kind, default)
    except Invalid as error:
        message = f"{error.reason} Change its default." if default else _without_default(name, template_field)
        yield Problem(message, field=name)


def _without_default(name: str, template_field: TemplateField) -> str:
    kind = {"Number": "a number", "Date": "a date"}.get(template_field.kind, "a value")
    return f"“{name}” needs {kind}, and visitors are not asked for it: give it a default, or ask for it."
