"""Valid, ordinary campaigns and what visitors send them. Name what your test depends on; leave the rest out."""

import time
from collections.abc import Mapping
from itertools import count

from django.core import signing
from django.test import Client

from campaigns import actions, guard
from campaigns.models import Campaign, FormField, Submission
from documents.models import Template
from tests.factories import make_template

_numbers = count(1)


def make_campaign(
    *,
    template: Template | None = None,
    fields: Mapping[str, str] | None = None,
    published: bool = True,
    questions: Mapping[str, Mapping[str, object]] | None = None,
    **details: object,
) -> Campaign:
    """A published campaign that asks for every field; `questions` change the form field of a template field."""
    template = template or make_template(fields=fields)
    settings = {"title": "Your own coupon", "name": f"Campaign {next(_numbers)}", "strict": False, **details}
    campaign = actions.create_campaign(template=template, **settings)
    for name, changes in (questions or {}).items():
        FormField.objects.filter(campaign=campaign, template_field__name=name).update(**changes)
    if published:
        actions.publish(campaign=campaign)
    return campaign


def answers(campaign: Campaign, **by_name: object) -> dict[str, object]:
    """What a browser sends: the inputs' names, by the template fields' names with "_" for spaces."""
    names = {field.template_field.name.replace(" ", "_"): f"q{field.pk}" for field in campaign.form_fields.select_related("template_field")}
    ticket = signing.dumps([str(campaign.pk), time.time() - 60], salt=guard.SALT)  # of a form that came a minute ago
    return {guard.TICKET: ticket} | {names.get(name, name): value for name, value in by_name.items()}


def make_submission(*, campaign: Campaign | None = None, **by_name: object) -> Submission:
    """One visitor's answers, sent as a browser does."""
    campaign = campaign or make_campaign()
    response = Client().post(campaign.get_absolute_url(), answers(campaign, **(by_name or {"First_Name": "Anna"})))
    assert response.status_code == 303, response.content.decode()
    return Submission.objects.get(pk=response["Location"].split("/")[3])


def send(campaign: Campaign, *, first_name: str = "Anna") -> Submission:
    """What a visitor sends to a campaign that asks for First Name and Machine, published if it was not."""
    actions.publish(campaign=campaign)
    return make_submission(campaign=campaign, First_Name=first_name, Machine="AK-2000")


def make_unfit_submission(*, campaign: Campaign, **by_name: object) -> Submission:
    """Answers that a strict design cannot take, sent while nobody looked at them: the campaign was lenient then."""
    Campaign.objects.filter(pk=campaign.pk).update(strict=False)
    submission = make_submission(campaign=campaign, **by_name)
    Campaign.objects.filter(pk=campaign.pk).update(strict=True)
    for made in filter(None, (submission.request, submission.link)):
        made.output |= {"strict": True}
        made.save(update_fields=["output"])
    return submission
