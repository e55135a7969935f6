import pytest

from campaigns.models import Submission
from tests.campaigns.factories import answers, make_campaign

pytestmark = pytest.mark.django_db


def test_an_answer_is_no_longer_than_its_question_says(client):
    campaign = make_campaign(questions={"First Name": {"max_length": 5}})

    page = client.post(campaign.get_absolute_url(), answers(campaign, First_Name="Katharina"))

    assert "This is too long: 5 characters fit." in page.text
    assert 'maxlength="5"' in page.text
    assert not Submission.objects.exists()


def test_a_question_asks_for_no_more_than_its_template_takes(client):
    campaign = make_campaign(questions={"First Name": {"max_length": 5000}})

    page = client.get(campaign.get_absolute_url())

    assert 'maxlength="500"' in page.text
