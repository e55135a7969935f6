"""Webhooks as staff see them."""

import pytest
from django.urls import reverse

from documents import actions
from documents.models import Webhook, WebhookDelivery
from personalia_site.errors import RenderFailed
from tests import factories
from tests.documents.receivers import receiving

pytestmark = pytest.mark.django_db
URL = "https://example.com/hook"
LISTS = [reverse(f"admin:documents_{model}_changelist") for model in ("webhook", "webhookdelivery")]


@pytest.fixture
def workspace():
    return factories.make_workspace()


@pytest.fixture
def webhook(workspace):
    return actions.add_webhook(workspace=workspace, url=URL, events=["content.failed"], name="CRM")


def step(webhook, name: str) -> str:
    return reverse(f"admin:documents_webhook_{name}", args=[webhook.pk])


@pytest.mark.parametrize("address", LISTS)
def test_an_empty_list_says_what_it_is_for(client, anna, address):
    assert "staff-empty" in client.get(address).text


@pytest.mark.parametrize("address", LISTS)
def test_nobody_enters_without_a_login(client, address):
    assert client.get(address).status_code == 302


def test_adding_one_shows_its_secret(client, anna, workspace):
    form = {"name": "CRM", "url": URL, "events": ["link.opened", "content.completed"], "include_values": "on"}
    page = client.post(reverse("admin:documents_webhook_add"), form, follow=True)

    made = Webhook.objects.get()
    assert (made.workspace, made.url, made.include_values) == (workspace, URL, True)
    assert made.events == ["content.completed", "link.opened"]
    assert made.secret in page.text


def test_a_wrong_address_is_said_beside_it(client, anna):
    page = client.post(reverse("admin:documents_webhook_add"), {"url": "http://192.168.0.1/", "events": ["link.opened"]})

    assert "The address leads into a private network" in page.text
    assert not Webhook.objects.exists()


def test_one_is_changed(client, anna, webhook):
    client.post(webhook.get_absolute_url(), {"name": "Shop", "url": URL, "events": ["link.opened"]})

    webhook.refresh_from_db()
    assert (webhook.name, webhook.events, webhook.include_values) == ("Shop", ["link.opened"], False)


def test_callbacks_have_no_address_to_change_and_stay(client, anna, workspace):
    sender = actions.callbacks_of(workspace)
    page = client.get(sender.get_absolute_url())
    client.post(sender.get_absolute_url(), {"include_values": "on"})
    client.post(LISTS[0], {"action": "delete_selected", "_selected_action": [str(sender.pk)], "post": "yes"})
    client.post(reverse("admin:documents_webhook_delete", args=[sender.pk]), {"post": "yes"})

    assert sender.secret in page.text
    assert 'name="url"' not in page.text
    assert Webhook.objects.get().include_values is True


def test_a_test_is_sent_and_its_page_shows_the_answer(client, anna, workspace, run_jobs, settings):
    settings.OUTGOING_ALLOWED_NETWORKS = ["127.0.0.0/8"]
    with receiving() as receiver:
        receiver.status, receiver.answer = 500, b"<b>no database</b>"
        webhook = actions.add_webhook(workspace=workspace, url=receiver.url, events=["link.opened"])
        waiting = client.post(step(webhook, "test"), follow=True)
        run_jobs()

    row = WebhookDelivery.objects.get()
    ended = client.get(reverse("admin:documents_webhookdelivery_state", args=[row.pk, 0])).json()["ended"]
    page = client.get(reverse("admin:documents_webhookdelivery_change", args=[row.pk])).text
    assert "On its way" in waiting.text
    assert ended is True
    assert "The server answered 500." in page
    assert "&lt;b&gt;no database" in page
    assert "failing" in client.get(LISTS[0]).text


def test_a_delivery_is_sent_again_from_its_page_and_from_the_list(client, anna, webhook):
    delivery = actions.test_webhook(webhook=webhook)
    actions.deliveries.end(delivery=delivery, reason="The server answered 500.")
    client.post(reverse("admin:documents_webhookdelivery_resend", args=[delivery.pk]))
    delivery.refresh_from_db()
    assert delivery.state == "waiting"

    actions.deliveries.end(delivery=delivery, reason="The server answered 500.")
    client.post(LISTS[1], {"action": "resend_chosen", "_selected_action": [str(delivery.pk)]})
    delivery.refresh_from_db()
    assert delivery.state == "waiting"


def test_it_is_switched_off_and_on(client, anna, webhook):
    client.post(step(webhook, "switch"))
    webhook.refresh_from_db()
    assert webhook.disabled_at
    assert "Switch it on first" in client.post(step(webhook, "test"), follow=True).text

    client.post(step(webhook, "switch"))
    webhook.refresh_from_db()
    assert webhook.disabled_at is None


def test_a_new_secret_is_shown(client, anna, webhook):
    page = client.post(step(webhook, "rotate"), follow=True)
    old = webhook.secret
    webhook.refresh_from_db()

    assert webhook.secret != old
    assert webhook.secret in page.text


@pytest.mark.parametrize("name", ["test", "switch", "rotate"])
def test_a_step_is_not_taken_by_looking(client, anna, webhook, name):
    assert client.get(step(webhook, name)).status_code == 405


def test_another_workspaces_is_not_there(client, anna):
    template = factories.make_template()
    other = actions.add_webhook(workspace=template.workspace, url="https://other.example/", events=["content.failed"])
    actions.fail_request(request=factories.make_request(template=template), error=RenderFailed("No."))
    delivery = WebhookDelivery.objects.get()

    assert all("other.example" not in client.get(address).text for address in LISTS)
    assert [client.post(step(other, name)).status_code for name in ("test", "switch", "rotate")] == [404, 404, 404]
    assert client.post(reverse("admin:documents_webhookdelivery_resend", args=[delivery.pk])).status_code == 404
    assert other.secret not in client.get(other.get_absolute_url(), follow=True).text


def test_deleting_one_deletes_what_was_sent(client, anna, webhook):
    actions.test_webhook(webhook=webhook)
    asked = client.get(reverse("admin:documents_webhook_delete", args=[webhook.pk]))
    client.post(reverse("admin:documents_webhook_delete", args=[webhook.pk]), {"post": "yes"})

    assert "the record of what was sent" in asked.text
    assert not Webhook.objects.exists()
    assert not WebhookDelivery.objects.exists()
