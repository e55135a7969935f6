from datetime import timedelta

import pytest
from django.utils.timezone import now

from campaigns.checklist import publish_checklist
from campaigns.models import Campaign
from tests.campaigns.factories import make_campaign
from tests.factories import make_version

pytestmark = pytest.mark.django_db


def draft(**details: object) -> Campaign:
    return make_campaign(published=False, **details)


def blocking(campaign: Campaign) -> list[str]:
    return [problem.message for problem in publish_checklist(campaign) if problem.blocks]


def test_an_ordinary_campaign_is_ready():
    assert publish_checklist(draft()) == []


def test_a_template_that_is_not_ready_blocks():
    campaign = draft()
    campaign.template.current = None

    assert blocking(campaign) == ["The template is not ready: wait until its check is over, or upload a file that passes."]


@pytest.mark.parametrize("strict", [True, False])
def test_a_fault_of_the_template_blocks_strict_campaigns_and_lenient_ones(strict):
    campaign = draft(strict=strict)
    campaign.template.current.found = [{"level": "error", "code": "missing-font", "message": "A font is missing.", "remedy": "Add it."}]

    problem = publish_checklist(campaign)[0]

    assert problem.message == "The template has a fault: A font is missing. Add it."
    assert problem.blocks


def test_a_newer_version_that_is_held_back_is_mentioned():
    campaign = draft()
    newer = make_version(template=campaign.template, number=2)
    newer.found = [{"level": "error", "code": "missing-font", "message": "A font is missing."}]
    newer.save()

    problem = publish_checklist(campaign)[0]

    assert "version 2" in problem.message
    assert "still made with version 1" in problem.message
    assert not problem.blocks


@pytest.mark.parametrize("kind", ["Number", "Date"])
def test_a_value_that_nobody_is_asked_for_needs_a_default(kind):
    campaign = draft(fields={"Hours": kind}, questions={"Hours": {"hidden": True}})

    assert "“Hours” needs a" in blocking(campaign)[0]


@pytest.mark.parametrize(("kind", "default"), [("Number", "many"), ("Date", "tomorrow"), ("Boolean", "perhaps")])
def test_a_default_that_does_not_fit_its_field_blocks(kind, default):
    campaign = draft(fields={"Hours": kind}, questions={"Hours": {"default": default}})

    assert "Change its default." in blocking(campaign)[0]


def test_a_field_left_out_is_mentioned_and_blocks_only_where_it_cannot_be_empty():
    campaign = draft(fields={"City": "String", "Hours": "Number"})
    campaign.form_fields.all().delete()

    problems = publish_checklist(campaign)

    assert [(problem.field, problem.blocks) for problem in problems] == [("City", False), ("Hours", True)]


def test_a_question_whose_field_is_gone_is_mentioned():
    campaign = draft()
    campaign.template.fields.update(present=False)

    problems = publish_checklist(campaign)

    assert [(problem.field, problem.blocks) for problem in problems] == [("First name", False)]


def test_a_closing_date_in_the_past_blocks():
    campaign = draft(closes_at=now() - timedelta(days=1))
    campaign.published_at = now()

    assert blocking(campaign) == ["The closing date is over: set a later one, or none."]


@pytest.mark.parametrize("hidden", [True, False])
def test_a_default_that_the_design_cannot_take_blocks_where_no_visitor_could_mend_it(hidden):
    campaign = draft(strict=True, questions={"First Name": {"hidden": hidden, "default": "Zoë \ue123"}})

    (problem,) = publish_checklist(campaign)

    assert "The default of “First name” is too long for the design, or has a sign that no font has" in problem.message
    assert problem.blocks is hidden


def test_a_lenient_campaign_takes_any_default():
    assert publish_checklist(draft(strict=False, questions={"First Name": {"hidden": True, "default": "Zoë \ue123"}})) == []
