"""Events on their way to a real receiver: signed, private, tried again, and one day over."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils.timezone import now
from django_q.models import OrmQ
from standardwebhooks import WebhookVerificationError

from campaigns import actions as campaigns
from documents import actions, jobs
from documents.models import ContentRequest, Receiver, Webhook, WebhookDelivery
from documents.supervision import deliveries, upkeep
from documents.webhooks import schedule
from personalia_site.errors import Conflict, Invalid, RenderFailed
from tests import factories
from tests.documents.receivers import receiving

pytestmark = pytest.mark.django_db
EVENTS = ["content.completed", "content.failed", "link.opened", "submission.created", "submission.completed"]


@pytest.fixture(autouse=True)
def _admit_this_machine(settings):
    settings.OUTGOING_ALLOWED_NETWORKS = ["127.0.0.0/8"]


@pytest.fixture
def receiver():
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def template():
    return factories.make_template()


@pytest.fixture
def webhook(template, receiver):
    return make_webhook(template.workspace, receiver)


def make_webhook(workspace, receiver, **details):
    return actions.add_webhook(workspace=workspace, url=receiver.url, events=details.pop("events", EVENTS), **details)


def let_pass(*, seconds: float) -> None:
    """What waits has waited so much longer."""
    step = timedelta(seconds=seconds)
    for row in WebhookDelivery.objects.all():
        WebhookDelivery.objects.filter(pk=row.pk).update(
            due_at=row.due_at - step, claimed_until=row.claimed_until and row.claimed_until - step
        )
    for row in Receiver.objects.exclude(quiet_until=None):
        Receiver.objects.filter(pk=row.pk).update(quiet_until=row.quiet_until - step)


def look() -> int:
    """What `workers` does once a second."""
    count = deliveries.queue_due(jobs.Queue())
    actions.end_overdue_deliveries()
    return count


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


def test_it_is_tried_again_after_the_times_that_are_promised(webhook, receiver, template, run_jobs):
    receiver.status = 500
    factories.make_request(template=template)
    run_jobs()
    waits = []
    while (row := WebhookDelivery.objects.get()).state == "waiting":
        waits.append(round((row.due_at - now()).total_seconds()))
        assert look() == 0
        let_pass(seconds=waits[-1] + 0.5)
        assert look() == 1
        run_jobs()

    assert waits == [5, 30, 60, 300, 1200, 3600, 4 * 3600, 6 * 3600, 12 * 3600, 12 * 3600, 24 * 3600]
    assert len(receiver.got) == len(row.tries) == 12
    assert len({headers["webhook-id"] for headers, _body in receiver.got}) == 1
    assert (row.state, row.reason, row.excerpt) == ("failed", "The server answered 500.", "thanks")


def test_who_takes_nothing_for_days_is_switched_off(webhook, receiver, template, run_jobs):
    receiver.status = 500
    factories.make_request(template=template)
    run_jobs()
    WebhookDelivery.objects.update(try_count=11)
    let_pass(seconds=3600)
    look()
    run_jobs()

    webhook.refresh_from_db()
    assert webhook.disabled_at
    assert "The server answered 500." in webhook.disabled_reason


def test_a_retry_that_succeeds_ends_it(webhook, receiver, template, run_jobs):
    receiver.status = [503, 204]
    factories.make_request(template=template)
    run_jobs()
    let_pass(seconds=6)
    look()
    run_jobs()

    row = WebhookDelivery.objects.get()
    assert (row.state, row.reason, row.excerpt) == ("delivered", "", "")
    assert [one["status"] for one in row.tries] == [503, 204]
    assert Receiver.objects.get().failures == 0


def test_410_switches_the_webhook_off_and_ends_what_waits(webhook, receiver, template, run_jobs):
    receiver.status = 410
    for _ in range(2):
        factories.make_request(template=template)
    run_jobs()
    look()

    webhook.refresh_from_db()
    assert webhook.disabled_at
    assert "410" in webhook.disabled_reason
    assert {row.state for row in WebhookDelivery.objects.all()} == {"failed"}
    assert len(receiver.got) == 1
    factories.make_request(template=template)
    run_jobs()
    assert WebhookDelivery.objects.count() == 2


def test_who_works_there_is_written_to_once_when_a_webhook_switches_itself_off(webhook, receiver, template, run_jobs, settings):
    settings.EMAIL_HOST = "mail.example.com"
    factories.make_user(workspace=template.workspace, username="ida")
    receiver.status = 410
    for _ in range(2):
        factories.make_request(template=template)
    run_jobs()
    look()
    run_jobs()

    [letter] = mail.outbox
    assert (letter.to, letter.subject) == (["ida@example.com"], f"{template.workspace}: a webhook was switched off")
    assert "it wants no more of these" in letter.body
    assert f"/admin/documents/webhook/{webhook.pk}/change/" in letter.body


def test_redirects_are_not_followed(webhook, receiver, template, run_jobs):
    receiver.status, receiver.headers = 302, {"Location": receiver.url.replace("/hook", "/other")}
    factories.make_request(template=template)
    run_jobs()

    assert len(receiver.got) == 1
    assert "redirects are not followed" in WebhookDelivery.objects.get().reason


def test_a_private_address_is_not_called(webhook, receiver, template, run_jobs, settings):
    settings.OUTGOING_ALLOWED_NETWORKS = []
    factories.make_request(template=template)
    run_jobs()

    assert receiver.got == []
    assert "private network" in WebhookDelivery.objects.get().reason


def test_a_long_answer_is_kept_in_part(webhook, receiver, template, run_jobs):
    receiver.status, receiver.answer = 500, b"\x00\xff" + b"x" * 100_000
    factories.make_request(template=template)
    run_jobs()

    assert len(WebhookDelivery.objects.get().excerpt) <= 1024
    assert "\x00" not in WebhookDelivery.objects.get().excerpt


def test_a_receiver_that_fails_is_left_alone_and_then_tried_once(webhook, receiver, template, run_jobs):
    receiver.status = 500
    for _ in range(4):
        factories.make_request(template=template)
    run_jobs()
    assert len(receiver.got) == 1

    let_pass(seconds=6)
    look()
    run_jobs()
    assert len(receiver.got) == 2


def test_receivers_take_turns(webhook, receiver, template, run_jobs):
    for _ in range(3):
        actions.test_webhook(webhook=webhook)
    with receiving() as other:
        actions.test_webhook(webhook=make_webhook(template.workspace, other))
        OrmQ.objects.exclude(pk=OrmQ.objects.order_by("pk").first().pk).delete()
        run_jobs()

        ended = list(WebhookDelivery.objects.order_by("ended_at").values_list("webhook__url", flat=True))
    assert ended == [receiver.url, other.url, receiver.url, receiver.url]


def test_it_holds_up_no_other(webhook, receiver, template, run_jobs):
    receiver.status = 500
    factories.make_request(template=template)
    run_jobs()
    with receiving() as other:
        make_webhook(template.workspace, other)
        factories.make_request(template=template)
        run_jobs()

    assert len(other.got) == 1


def test_when_it_is_well_again_everything_arrives(webhook, receiver, template, run_jobs):
    receiver.status = [500, 200]
    for _ in range(3):
        factories.make_request(template=template)
    run_jobs()
    for _ in range(3):
        let_pass(seconds=6)
        WebhookDelivery.objects.exclude(queued_at=None).update(queued_at=now() - timedelta(seconds=6))
        look()
        run_jobs()

    assert {row.state for row in WebhookDelivery.objects.all()} == {"delivered"}


def test_deliveries_leave_a_worker_to_visitors(webhook, receiver, template, run_jobs, settings):
    settings.WORKERS = 2
    slow = WebhookDelivery.objects.create(
        webhook=webhook, receiver=webhook.receivers.create(host="slow"), event="webhook.test", subject=webhook.pk
    )
    WebhookDelivery.objects.filter(pk=slow.pk).update(claimed_until=now() + timedelta(seconds=10), queued_at=now())
    factories.make_request(template=template)
    run_jobs()

    assert receiver.got == []
    assert ContentRequest.objects.get().state == "completed"
    let_pass(seconds=12)
    WebhookDelivery.objects.exclude(pk=slow.pk).update(queued_at=now() - timedelta(seconds=6))
    WebhookDelivery.objects.filter(pk=slow.pk).delete()
    assert look() == 1
    run_jobs()
    assert receiver.types == ["content.completed"]


def test_what_a_dead_worker_held_is_tried_again(webhook, receiver, template, run_jobs):
    factories.make_request(template=template)
    OrmQ.objects.all().delete()
    request = ContentRequest.objects.get()
    actions.fail_request(request=request, error=RenderFailed("No."))
    OrmQ.objects.all().delete()
    WebhookDelivery.objects.update(try_count=1, claimed_until=now() + timedelta(seconds=15), queued_at=now() - timedelta(seconds=20))
    assert look() == 0

    let_pass(seconds=16)
    assert look() == 1
    run_jobs()
    assert receiver.types == ["content.failed"]


def test_a_job_that_comes_twice_is_one_try(webhook, receiver, template, run_jobs):
    actions.test_webhook(webhook=webhook)
    jobs.enqueue("documents.tasks.deliver", WebhookDelivery.objects.get().pk)
    run_jobs()

    assert len(receiver.got) == 1


def test_two_who_hold_the_same_delivery_make_one_try(webhook, receiver, settings):
    settings.WORKERS = 8
    actions.test_webhook(webhook=webhook)
    first, second = (WebhookDelivery.objects.select_related("webhook", "receiver").get() for _ in range(2))
    actions.deliver(delivery=first)
    actions.deliver(delivery=second)

    assert len(receiver.got) == 1


def test_what_was_deleted_meanwhile_is_not_told(webhook, receiver, template, run_jobs):
    request = factories.make_request(template=template)
    OrmQ.objects.all().delete()
    actions.fail_request(request=request, error=RenderFailed("No."))
    actions.delete_request(request=request)
    run_jobs()

    assert receiver.got == []
    row = WebhookDelivery.objects.get()
    assert (row.state, row.reason) == ("failed", "What it was about has been deleted.")


def test_a_delivery_can_be_sent_again_with_the_same_id(webhook, receiver, template, run_jobs):
    factories.make_request(template=template)
    run_jobs()
    actions.resend(delivery=WebhookDelivery.objects.get())
    run_jobs()

    first, second = (headers["webhook-id"] for headers, _body in receiver.got)
    assert first == second
    row = WebhookDelivery.objects.get()
    assert (row.state, len(row.tries)) == ("delivered", 2)


def test_a_failing_one_is_sent_at_once_when_staff_ask(webhook, receiver, template, run_jobs):
    receiver.status = [500, 200]
    factories.make_request(template=template)
    run_jobs()
    actions.resend(delivery=WebhookDelivery.objects.get())
    run_jobs()

    assert WebhookDelivery.objects.get().state == "delivered"


def test_a_test_says_that_it_is_one(receiver, template, run_jobs):
    webhook = make_webhook(template.workspace, receiver, events=["link.opened"])
    actions.test_webhook(webhook=webhook)
    run_jobs()

    told = receiver.verified(webhook.secret)
    assert (told["type"], told["data"]["WebhookId"]) == ("webhook.test", str(webhook.pk))


def test_nothing_is_sent_by_hand_while_it_is_off(webhook):
    webhook.disable("Switched off.")

    with pytest.raises(Conflict):
        actions.test_webhook(webhook=webhook)


def test_a_new_secret_and_the_old_one_sign_for_a_day(webhook, receiver, run_jobs):
    old = webhook.secret
    webhook.rotate()
    actions.test_webhook(webhook=webhook)
    run_jobs()

    assert webhook.secret != old
    assert receiver.verified(old) == receiver.verified(webhook.secret)
    webhook.rotated_at = now() - timedelta(hours=25)
    assert webhook.secrets == [webhook.secret]


def test_a_callback_is_one_signed_post_at_the_end(receiver, template, run_jobs):
    request = factories.make_request(template=template, callback_url=receiver.url)
    assert receiver.got == []
    run_jobs()

    told = receiver.verified(actions.callbacks_of(template.workspace).secret)
    assert (told["type"], told["data"]["RequestId"]) == ("content.completed", str(request.pk))
    assert len(receiver.got) == 1


def test_a_callback_that_is_gone_ends_only_itself(receiver, template, run_jobs):
    receiver.status = [410, 200]
    factories.make_request(template=template, callback_url=receiver.url)
    run_jobs()
    Receiver.objects.update(failures=0, quiet_until=None)
    factories.make_request(template=template, callback_url=receiver.url)
    run_jobs()

    assert sorted(row.state for row in WebhookDelivery.objects.all()) == ["delivered", "failed"]
    assert actions.callbacks_of(template.workspace).disabled_at is None


def test_too_many_that_wait_are_counted_and_not_kept(webhook, template, monkeypatch):
    monkeypatch.setattr("documents.actions.webhooks.WAITING_MAX", 2)
    for _ in range(5):
        request = factories.make_request(template=template)
        actions.fail_request(request=request, error=RenderFailed("No."))

    webhook.refresh_from_db()
    assert (WebhookDelivery.objects.count(), webhook.missed) == (2, 3)


def test_old_deliveries_go_and_so_does_what_is_too_much(webhook, receiver, run_jobs, monkeypatch):
    monkeypatch.setattr("documents.actions.deliveries.ENDED_MAX", 3)
    for _ in range(6):
        actions.test_webhook(webhook=webhook)
    run_jobs()
    newest = list(WebhookDelivery.objects.values_list("pk", flat=True)[:3])
    actions.delete_old()
    assert list(WebhookDelivery.objects.values_list("pk", flat=True)) == newest

    WebhookDelivery.objects.filter(pk__in=newest[1:]).update(created_at=now() - timedelta(days=31))
    actions.delete_old()
    assert list(WebhookDelivery.objects.values_list("pk", flat=True)) == newest[:1]


def test_what_nobody_will_receive_is_ended(webhook, receiver, template, run_jobs):
    receiver.status = 500
    factories.make_request(template=template)
    run_jobs()
    WebhookDelivery.objects.update(patience_ends_at=now())
    look()

    assert WebhookDelivery.objects.get().state == "failed"


def test_the_schedule_is_over_before_patience_is():
    assert sum(schedule.RETRIES, timedelta()) < schedule.PATIENCE
    assert schedule.retry_in(12) is None


def test_a_delivery_that_waits_beside_an_idle_worker_is_noticed(webhook):
    actions.test_webhook(webhook=webhook)
    WebhookDelivery.objects.update(queued_at=now() - timedelta(seconds=12))

    assert 12 <= upkeep.longest_wait_s() < 14


@pytest.mark.parametrize(
    "url",
    [
        "", None, 7, "ftp://example.com/", "example.com/hook", "https://", "https://a b.com/", "https://user:pass@example.com/", "https://[::1/",
        "http://example.com:99999/", "https://example.com/\n", "https://example.com/" + "x" * 2000, "http://10.0.0.1/", "http://2130706433/",
        "http://[::1]/", "http://169.254.169.254/latest", "http://0x7f.1/", "http://[::ffff:10.0.0.1]/",
    ],
)  # fmt: skip
def test_an_address_that_cannot_be_called_is_refused_with_a_sentence(template, url, settings):
    settings.OUTGOING_ALLOWED_NETWORKS = []
    with pytest.raises(Invalid, match=r"^Url .+\.$|^Url must be an address") as refused:
        actions.add_webhook(workspace=template.workspace, url=url, events=EVENTS)

    assert refused.value.error_id == 109


@pytest.mark.parametrize("events", [[], ["content.started"], [7], [["content.failed"]]])
def test_events_that_do_not_exist_are_refused(template, events):
    with pytest.raises(Invalid, match="Choose among content"):
        actions.add_webhook(workspace=template.workspace, url="https://example.com/hook", events=events)


def test_a_workspace_has_so_many_webhooks_and_no_more(template, monkeypatch):
    monkeypatch.setattr("documents.actions.webhooks.WEBHOOKS_MAX", 1)
    actions.add_webhook(workspace=template.workspace, url="https://example.com/hook", events=EVENTS)

    with pytest.raises(Conflict):
        actions.add_webhook(workspace=template.workspace, url="https://example.com/hook", events=EVENTS)


def test_there_is_one_sender_of_callbacks(template):
    actions.callbacks_of(template.workspace)

    with pytest.raises(IntegrityError):
        Webhook.objects.create(workspace=template.workspace, kind="callbacks")


def test_a_webhook_has_an_address(template):
    with pytest.raises(IntegrityError):
        Webhook.objects.create(workspace=template.workspace)
