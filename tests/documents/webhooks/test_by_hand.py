"""What staff do by hand, callbacks, and what is kept."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils.timezone import now

from documents import actions
from documents.models import Receiver, Webhook, WebhookDelivery
from documents.supervision import upkeep
from documents.webhooks import schedule
from personalia_site.errors import Conflict, Invalid, RenderFailed
from tests import factories
from tests.documents.webhooks.making import EVENTS, look, make_webhook

pytestmark = pytest.mark.django_db


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
