"""Pages that are closed, trials, and addresses without their token."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from campaigns import pages
from campaigns.models import Campaign, Submission
from documents import actions as documents
from personalia_site.errors import RenderFailed
from tests.campaigns.factories import answers, make_campaign, make_submission
from tests.campaigns.reading import name_of, page

pytestmark = pytest.mark.django_db


def test_closed_scheduled_unknown_and_withdrawn_pages_say_what_is_the_matter(client):
    closed = make_campaign(closed_text="Over until next spring.")
    Campaign.objects.filter(pk=closed.pk).update(closes_at=now() - timedelta(days=1))
    scheduled = make_campaign(opens_at=now() + timedelta(days=1))
    draft = make_campaign(published=False)

    shown = [client.get(campaign.get_absolute_url()) for campaign in (closed, scheduled, draft)] + [client.get("/c/nothing/")]

    assert [response.status_code for response in shown] == [410, 200, 404, 404]
    assert "Over until next spring." in shown[0].content.decode()
    assert "This form opens on" in shown[1].content.decode()
    assert all("There is nothing at this address" in response.content.decode() for response in shown[2:])


def test_a_closed_campaign_takes_no_answers(client):
    campaign = make_campaign()
    Campaign.objects.filter(pk=campaign.pk).update(closes_at=now() - timedelta(minutes=1))

    response = client.post(campaign.get_absolute_url(), answers(campaign, First_Name="Anna"))

    assert response.status_code == 410
    assert not Submission.objects.exists()


def test_staff_try_a_draft_by_its_trial_address(client):
    campaign = make_campaign(published=False)

    form = client.get(pages.trial_address(campaign))
    sent = client.post(pages.trial_address(campaign), answers(campaign, First_Name="Anna"))

    assert "not published yet" in form.content.decode()
    assert sent.status_code == 303
    assert Submission.objects.get().source == {"trial": "1"}
    assert not campaign.counts.exists()


def test_a_trial_that_fails_tells_staff_the_reason(client, run_jobs):
    campaign = make_campaign(published=False)

    sent = client.post(pages.trial_address(campaign), answers(campaign, First_Name="Anna"))
    documents.fail_request(request=Submission.objects.get().request, error=RenderFailed("the reason"))

    assert "the reason" in client.get(sent["Location"]).content.decode()


def test_a_download_that_is_not_there_yet_leads_back_to_its_page(client):
    submission = make_submission()

    response = client.get(f"{submission.get_absolute_url()}download/0")

    assert response["Location"] == submission.get_absolute_url()


def test_a_drafts_picture_is_for_those_who_try_it(client):
    campaign = make_campaign(published=False)

    [image] = page(client.get(pages.trial_address(campaign))).images
    stranger, staff = client.get(f"/c/{campaign.slug}/picture.jpg"), client.get(image["src"])

    assert (stranger.status_code, staff.status_code) == (404, 200)
    assert staff["Cache-Control"] == "private, no-store"


def test_a_submissions_address_outlives_the_campaigns(client):
    submission = make_submission()
    address = submission.get_absolute_url()
    Campaign.objects.update(slug="another")

    assert client.get(address).status_code == 200


def test_a_trial_address_opens_no_other_campaign(client):
    mine, other = make_campaign(published=False), make_campaign(published=False)

    response = client.get(pages.trial_address(mine).replace(mine.slug, other.slug))

    assert response.status_code == 404


@pytest.mark.parametrize("ending", ["", "state", "preview.jpg", "download/0"])
def test_a_submission_is_not_shown_without_its_token(client, run_jobs, ending):
    submission = make_submission()
    run_jobs()

    response = client.get(submission.get_absolute_url().replace(submission.token, "0" * 64) + ending)

    assert response.status_code == 404


def test_a_deleted_submissions_page_says_that_documents_go(client):
    submission = make_submission()
    address = submission.get_absolute_url()
    submission.delete()

    response = client.get(address)

    assert response.status_code == 404
    assert "Documents are deleted when their time is over" in response.content.decode()


def test_what_goes_on_while_the_template_is_replaced_loses_no_answer(client):
    campaign = make_campaign()
    campaign.template.versions.update(state="refused", refusal="Broken.", checked_at=now())

    response = client.post(campaign.get_absolute_url(), answers(campaign, First_Name="Anna"))

    assert "Please try again a little later" in response.content.decode()
    assert page(response).inputs[name_of(campaign, "First Name")]["value"] == "Anna"


def test_too_much_at_once_is_refused_unread(client):
    campaign = make_campaign()

    response = client.post(campaign.get_absolute_url(), answers(campaign, First_Name="Anna"), CONTENT_LENGTH=str(10**9))

    assert response.status_code == 413
    assert not Submission.objects.exists()
