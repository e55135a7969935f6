"""/v1/webhooks, and CallbackUrl of POST /v1/content."""

import pytest

from documents import actions
from documents.models import ContentRequest, Webhook
from tests import factories
from tests.documents.api.conftest import VALUES
from tests.documents.receivers import receiving

URL = "https://example.com/hook"


def subscribe(call, *, url=URL, events=("content.completed",), **more):
    return call("POST", "/v1/webhooks", {"Url": url, "Events": list(events), **more})


def test_a_subscription_answers_its_id_and_once_its_secret(call, workspace):
    response = subscribe(call, events=["link.opened", "content.completed"], Name="CRM", IncludeValues=True)

    made = Webhook.objects.get()
    body = response.json()
    assert response.status_code == 200
    assert made.workspace == workspace
    assert body.pop("CreatedAt").endswith("Z")
    assert body == {
        "WebhookId": str(made.pk),
        "Url": URL,
        "Events": ["content.completed", "link.opened"],
        "Name": "CRM",
        "IncludeValues": True,
        "Active": True,
        "InactiveReason": None,
        "Secret": made.secret,
    }
    assert body["Secret"].startswith("whsec_")


def test_values_are_left_out_unless_asked_for(call):
    assert subscribe(call).json()["IncludeValues"] is False


def test_the_list_has_no_secrets(call):
    made = subscribe(call).json()

    [listed] = call("GET", "/v1/webhooks").json()["Webhooks"]
    [alone] = [call("GET", f"/v1/webhooks/{made['WebhookId']}").json()]
    assert listed == alone == {name: value for name, value in made.items() if name != "Secret"}


@pytest.mark.parametrize("address", ["/v1/webhooks?webhookId={}", "/v1/webhooks/{}"])
def test_it_is_ended(call, address):
    key = subscribe(call).json()["WebhookId"]

    first, second = (call("DELETE", address.format(key)) for _ in range(2))
    assert (first.status_code, first.json()) == (200, {"WebhookId": key})
    assert (second.status_code, second.json()["ErrorId"]) == (404, None)
    assert not Webhook.objects.exists()


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_another_workspaces_is_not_there(call, method):
    other = actions.add_webhook(workspace=factories.make_workspace(), url=URL, events=["link.opened"])

    assert call("GET", "/v1/webhooks").json() == {"Webhooks": []}
    assert call(method, f"/v1/webhooks/{other.pk}").status_code == 404
    assert Webhook.objects.exists()


@pytest.mark.parametrize("key", ["", "x", "%00", "callbacks2", "00000000-0000-0000-0000-000000000000"])
def test_an_unknown_one_is_404(call, key):
    assert call("DELETE", f"/v1/webhooks?webhookId={key}").status_code == 404


def test_the_sender_of_callbacks_cannot_be_ended(call, workspace):
    sender = actions.callbacks_of(workspace)

    assert call("DELETE", f"/v1/webhooks/{sender.pk}").status_code == 404
    assert call("GET", "/v1/webhooks/callbacks").json() == {"Secret": sender.secret}


@pytest.mark.parametrize("address", ["/v1/webhooks", "/v1/webhooks/callbacks"])
def test_a_key_without_the_scope_may_not(call, workspace, address):
    key = factories.make_key(workspace=workspace, scopes=["content"])

    response = call("GET", address, key=key)
    assert (response.status_code, response.json()["error"]["code"]) == (403, "missing_scope")


def test_without_a_key_it_is_401(call):
    assert call("GET", "/v1/webhooks", key="").status_code == 401


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ({"Events": ["link.opened"]}, "Url"),
        ({"Url": 7, "Events": ["link.opened"]}, "Url"),
        ({"Url": "ftp://example.com", "Events": ["link.opened"]}, "Url"),
        ({"Url": "http://127.0.0.1/", "Events": ["link.opened"]}, "Url"),
        ({"Url": "http://localhost:8000/", "Events": ["link.opened"]}, "Url"),
        ({"Url": URL}, "Events"),
        ({"Url": URL, "Events": "link.opened"}, "Events"),
        ({"Url": URL, "Events": []}, "Events"),
        ({"Url": URL, "Events": ["link.closed"]}, "Events"),
        ({"Url": URL, "Events": [{"a": 1}]}, "Events"),
        ({"Url": URL, "Events": ["link.opened"], "Name": "x" * 81}, "Name"),
        ({"Url": URL, "Events": ["link.opened"], "IncludeValues": "yes"}, "IncludeValues"),
    ],
)
def test_bad_input_is_109_and_named(call, body, name):
    response = call("POST", "/v1/webhooks", body)

    assert (response.status_code, response.json()["ErrorId"]) == (400, 109)
    assert response.json()["ErrorParameters"] == {"FieldName": name}
    assert not Webhook.objects.exists()


def test_too_many_are_a_conflict(call, monkeypatch):
    monkeypatch.setattr("documents.actions.webhooks.WEBHOOKS_MAX", 1)
    subscribe(call)

    response = subscribe(call)
    assert (response.status_code, response.json()["error"]["code"]) == (409, "too_many_webhooks")


def test_a_callback_comes_when_the_request_ends(call, template, run_jobs, settings):
    settings.OUTGOING_ALLOWED_NETWORKS = ["127.0.0.0/8"]
    with receiving() as receiver:
        made = call("POST", "/v1/content", {"TemplateId": str(template.pk), "Fields": VALUES, "CallbackUrl": receiver.url})
        assert list(made.json()) == ["RequestId"]
        run_jobs()

    secret = call("GET", "/v1/webhooks/callbacks").json()["Secret"]
    told = receiver.verified(secret)
    asked = call("GET", f"/v1/content?requestId={made.json()['RequestId']}").json()
    assert told["data"] == {"RequestId": made.json()["RequestId"], "TemplateId": str(template.pk), **asked}


@pytest.mark.parametrize("url", ["", 7, "example.com", "http://192.168.0.1/", "https://user@example.com/"])
def test_a_callback_that_cannot_be_called_is_refused_at_once(call, template, url):
    response = call("POST", "/v1/content", {"TemplateId": str(template.pk), "Fields": VALUES, "CallbackUrl": url})

    assert (response.status_code, response.json()["ErrorId"]) == (400, 109)
    assert response.json()["ErrorParameters"] == {"FieldName": "CallbackUrl"}
    assert not ContentRequest.objects.exists()


def test_no_callback_is_asked_for_by_null(call, template):
    response = call("POST", "/v1/content", {"TemplateId": str(template.pk), "Fields": VALUES, "CallbackUrl": None})

    assert response.status_code == 200
    assert ContentRequest.objects.get().callback_url == ""
