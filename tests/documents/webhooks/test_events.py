"""What is told, signed and private."""

import pytest
from django.db import transaction
from django.utils.timezone import now
from django_q.models import OrmQ
from standardwebhooks import WebhookVerificationError

from campaigns import actions as campaigns
from documents import actions
from documents.models import Webhook, WebhookDelivery
from personalia_site.errors import RenderFailed
from tests import factories
from tests.documents.webhooks.making import make_webhook

pytestmark = pytest.mark.django_db


def test_a_finished_document_is_told_signed(webhook, receiver, template, run_jobs, fetch):
    request = factories.make_request(template=template)
    run_jobs()

    told = receiver.verified(webhook.secret)
    assert told["type"] == "content.completed"
    assert told["data"]["RequestId"] == str(request.pk)
    assert told["data"]["TemplateId"] == str(template.pk)
    assert (told["data"]["Status"], told["data"]["FailureDescription"]) == ("Completed", None)
    assert fetch(told["data"]["URLs"][0]).body.startswith(b"%PDF-")
    delivery = WebhookDelivery.objects.get()
    assert (delivery.state, delivery.try_count, delivery.tries[0]["status"]) == ("delivered", 1, 200)


def test_another_secret_does_not_verify(webhook, receiver, template, run_jobs):
    factories.make_request(template=template)
    run_jobs()

    with pytest.raises(WebhookVerificationError):
        receiver.verified(make_webhook(template.workspace, receiver).secret)


def test_headers_are_the_standards(webhook, receiver, template, run_jobs):
    factories.make_request(template=template)
    run_jobs()

    headers = {name.lower(): value for name, value in receiver.got[0][0].items()}
    assert headers["webhook-id"] == WebhookDelivery.objects.get().message
    assert abs(int(headers["webhook-timestamp"]) - now().timestamp()) < 5
    assert headers["webhook-signature"].startswith("v1,")
    assert headers["content-type"] == "application/json"
    assert headers["user-agent"] == "Personalia"


def test_a_failure_is_told_without_what_was_typed(webhook, receiver, template, run_jobs):
    request = factories.make_request(template=template, values={"First Name": "Anna"})
    actions.fail_request(request=request, error=RenderFailed("Anna does not fit.", error_id=1009, parameters={"Text": "Anna"}))
    run_jobs()

    assert receiver.types == ["content.failed"]
    assert receiver.told()["data"]["FailureDescription"] == {"Reason": "A value is too long for its frame.", "ErrorId": 1009}
    assert "Anna" not in receiver.got[0][1].decode()


def test_values_and_reasons_are_told_where_staff_allow_it(receiver, template, run_jobs):
    make_webhook(template.workspace, receiver, include_values=True)
    request = factories.make_request(template=template, values={"First Name": "Anna"})
    actions.fail_request(request=request, error=RenderFailed("Anna does not fit.", error_id=1009))
    run_jobs()

    data = receiver.told()["data"]
    assert data["Values"] == {"First Name": "Anna"}
    assert data["FailureDescription"]["Reason"] == "Anna does not fit."


def test_a_link_is_told_at_its_first_opening_only(webhook, receiver, template, run_jobs):
    link = factories.make_link(template=template)
    run_jobs()
    assert receiver.got == []

    for _ in range(3):
        link.refresh_from_db()
        actions.open_link(link=link)
    run_jobs()

    assert sorted(receiver.types) == ["content.completed", "link.opened"]
    data = receiver.data_of("link.opened")
    assert (data["LinkId"], data["Url"]) == (str(link.pk), f"http://testserver{link.get_absolute_url()}")


def test_a_submission_is_told_when_it_is_made_and_when_it_is_ready(webhook, receiver, template, run_jobs, fetch):
    campaign = campaigns.create_campaign(template=template, name="Spring", file_name="For [First Name]")
    submission = campaigns.submit(
        campaign=campaign, values={"First Name": "Anna"}, consent=False, source={"utm_source": "anna@example.com"}
    )
    run_jobs()
    submission.refresh_from_db()
    campaigns.count_outcome(submission=submission)
    run_jobs()

    assert sorted(receiver.types) == ["content.completed", "submission.completed", "submission.created"]
    data = receiver.data_of("submission.completed")
    assert (data["SubmissionId"], data["CampaignSlug"]) == (str(submission.pk), campaign.slug)
    assert fetch(data["URLs"][0]).body.startswith(b"%PDF-")
    assert fetch(data["Url"]).status_code == 200
    assert not any(b"anna" in body.lower() for _headers, body in receiver.got)


def test_a_submission_by_link_is_ready_when_the_link_has_been_opened(webhook, receiver, template, run_jobs, fetch):
    campaign = campaigns.create_campaign(template=template, name="Spring", delivery="on_demand")
    submission = campaigns.submit(campaign=campaign, values={"First Name": "Anna"}, consent=False, source={})
    run_jobs()
    assert receiver.types == ["submission.created"]
    fetch(receiver.data_of("submission.created")["LinkUrl"])
    run_jobs()

    assert sorted(receiver.types) == ["content.completed", "link.opened", "submission.completed", "submission.created"]
    assert receiver.data_of("submission.completed")["SubmissionId"] == str(submission.pk)


def test_a_link_that_staff_try_out_is_not_told(webhook, receiver, template, run_jobs):
    actions.open_link(link=factories.make_link(template=template, trial=True))
    run_jobs()

    assert receiver.got == []


def test_only_what_was_subscribed_to_is_told(receiver, template, run_jobs):
    make_webhook(template.workspace, receiver, events=["content.failed"])
    factories.make_request(template=template)
    run_jobs()

    assert receiver.got == []


def test_another_workspace_hears_nothing(receiver, template, run_jobs):
    make_webhook(factories.make_workspace(), receiver)
    factories.make_request(template=template)
    run_jobs()

    assert receiver.got == []


def test_what_staff_try_out_is_not_told(webhook, receiver, template, run_jobs):
    factories.make_request(template=template, purpose="trial")
    run_jobs()

    assert receiver.got == []


def test_a_delivery_is_undone_with_what_it_tells(webhook, template):
    request = factories.make_request(template=template)
    OrmQ.objects.all().delete()
    with transaction.atomic():
        actions.fail_request(request=request, error=RenderFailed("No."))
        assert WebhookDelivery.objects.count() == OrmQ.objects.count() == 1
        transaction.set_rollback(True)

    assert not WebhookDelivery.objects.exists()
    assert not OrmQ.objects.exists()


def test_the_database_holds_neither_payload_nor_secret(webhook, receiver, template, run_jobs):
    factories.make_request(template=template)
    run_jobs()

    rows = f"{WebhookDelivery.objects.values().get()} {Webhook.objects.values().get()}"
    assert "/files/" not in rows
    assert "whsec_" not in rows
    assert webhook.secret.removeprefix("whsec_") not in rows
