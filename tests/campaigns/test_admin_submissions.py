"""The staff's door to what visitors sent."""

import csv
from io import StringIO

import pytest
from django.test import Client
from django.urls import reverse

from campaigns import actions
from campaigns.models import Campaign, Submission
from documents.actions import fail_request
from documents.models import ContentRequest, User
from personalia_site.errors import RenderFailed
from tests.campaigns.factories import send

pytestmark = pytest.mark.django_db


def test_a_submission_shows_answers_by_label(client: Client, anna: User, campaign: Campaign) -> None:
    campaign.template.fields.filter(name="First Name").update(label="Given name")
    submission = send(campaign, first_name="Zoë")

    page = client.get(reverse("admin:campaigns_submission_change", args=[submission.pk])).text

    assert "Given name" in page
    assert "Zoë" in page
    assert submission.get_absolute_url() in page
    assert "Zoë" in client.get(reverse("admin:campaigns_submission_changelist")).text


def test_a_submission_whose_document_failed_says_why(client: Client, anna: User, campaign: Campaign) -> None:
    submission = send(campaign)
    fail_request(request=submission.request, error=RenderFailed("“Zoë” does not fit.", error_id=1009))

    assert "“Zoë” does not fit." in client.get(reverse("admin:campaigns_submission_change", args=[submission.pk])).text


def test_submissions_are_read_only(client: Client, anna: User, campaign: Campaign) -> None:
    submission = send(campaign)

    assert client.post(reverse("admin:campaigns_submission_change", args=[submission.pk]), {"consent": "on"}).status_code == 403
    assert client.get(reverse("admin:campaigns_submission_add")).status_code == 403


def test_submissions_are_exported_for_a_spreadsheet(client: Client, anna: User, campaign: Campaign) -> None:
    submission = send(campaign, first_name="=1+1")

    by_button = client.get(reverse("admin:campaigns_campaign_export", args=[campaign.pk]))
    by_action = client.post(
        reverse("admin:campaigns_submission_changelist"), {"action": "export_chosen", "_selected_action": [str(submission.pk)]}
    )

    for answer in (by_button, by_action):
        text = b"".join(answer.streaming_content).decode()
        assert text.startswith("\ufeff")
        heading, row = csv.reader(StringIO(text[1:]))
        assert dict(zip(heading, row, strict=True))["First Name"] == "'=1+1"


def test_only_the_chosen_submissions_are_exported(client: Client, anna: User, campaign: Campaign) -> None:
    send(campaign, first_name="Anna")
    chosen = send(campaign, first_name="Ben")

    answer = client.post(
        reverse("admin:campaigns_submission_changelist"), {"action": "export_chosen", "_selected_action": [str(chosen.pk)]}
    )

    text = b"".join(answer.streaming_content).decode()
    assert "Ben" in text
    assert "Anna" not in text


def test_submissions_of_two_campaigns_are_not_mixed_in_one_file(client: Client, anna: User, campaign: Campaign) -> None:
    other = actions.create_campaign(template=campaign.template, name="Autumn fair")
    rows = [send(each) for each in (campaign, other)]

    page = client.post(
        reverse("admin:campaigns_submission_changelist"),
        {"action": "export_chosen", "_selected_action": [str(row.pk) for row in rows]},
        follow=True,
    )

    assert "choose submissions of one campaign" in page.text


def test_deleting_a_submission_deletes_its_document(client: Client, anna: User, campaign: Campaign) -> None:
    submission = send(campaign)
    address = reverse("admin:campaigns_submission_delete", args=[submission.pk])

    assert "the document made of them" in client.get(address).text
    client.post(address, {"post": "yes"})

    assert not Submission.objects.exists()
    assert not ContentRequest.objects.exists()
