"""A campaign whose workspace has no credit left, and staff who try one out."""

import pytest
from django.test import Client

from campaigns import pages
from campaigns.models import Submission
from documents.actions import credits
from documents.models import ContentRequest, CreditMonth
from tests.campaigns.factories import answers, make_campaign, make_submission

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("delivery", ["immediate", "on_demand"])
def test_staff_try_a_draft_for_nothing(delivery, fetch):
    campaign = make_campaign(published=False, delivery=delivery)
    Client().post(pages.trial_address(campaign), answers(campaign, First_Name="Anna"))
    submission = Submission.objects.get()
    if submission.link:
        assert fetch(submission.link.get_absolute_url()).status_code == 200

    assert ContentRequest.objects.count() == 1
    assert not CreditMonth.objects.exists()


def test_a_visitors_document_costs_a_credit():
    make_submission()

    assert CreditMonth.objects.get().used == 1


def test_without_a_credit_a_visitor_keeps_what_was_typed_and_is_asked_to_come_back():
    campaign = make_campaign()
    credits.set_allowance(workspace=campaign.workspace, monthly=0)

    page = Client().post(campaign.get_absolute_url(), answers(campaign, First_Name="Anna"))

    assert "cannot be made right now" in page.text
    assert "credit" not in page.text.lower()
    assert 'value="Anna"' in page.text
    assert not Submission.objects.exists()
