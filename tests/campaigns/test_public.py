import pytest

from campaigns.models import Submission
from tests.campaigns.factories import answers, make_campaign

pytestmark = pytest.mark.django_db


def test_a_visitor_fills_in_waits_and_downloads(client, run_jobs):
    campaign = make_campaign()

    sent = client.post(campaign.get_absolute_url(), answers(campaign, First_Name="Anna"))
    waiting = client.get(sent["Location"])
    run_jobs()
    result = client.get(sent["Location"])

    submission = Submission.objects.get()
    assert submission.values == {"First Name": "Anna"}
    assert "data-wait" in waiting.content.decode()
    assert f'href="{sent["Location"]}download/0"' in result.content.decode()
    file = client.get(f"{sent['Location']}download/0", follow=True)
    assert b"".join(file.streaming_content).startswith(b"%PDF")
