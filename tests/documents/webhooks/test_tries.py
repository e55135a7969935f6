"""Tried again, and one day over; receivers that fail hold up no other."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils.timezone import now
from django_q.models import OrmQ

from documents import actions, jobs
from documents.models import ContentRequest, Receiver, WebhookDelivery
from personalia_site.errors import RenderFailed
from tests import factories
from tests.documents.receivers import receiving
from tests.documents.webhooks.making import let_pass, look, make_webhook

pytestmark = pytest.mark.django_db


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
