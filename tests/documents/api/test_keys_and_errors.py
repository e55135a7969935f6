"""POST /v1/content/test, who is let in, and the one body of every error."""

import pytest
from django.test import Client
from django.utils.timezone import now

from documents.api import wire
from documents.models import ApiKey
from tests import factories

BODY = {"Reason", "ErrorId", "ErrorParameters", "message", "errorId", "error"}


def test_a_good_key_exists(call):
    response = call("POST", "/v1/content/test")

    assert (response.status_code, response.json()) == (200, {"Message": "API key exists."})


def test_using_a_key_is_noted_once_a_minute_at_most(call, django_assert_num_queries):
    call("POST", "/v1/content/test")
    first = ApiKey.objects.get().last_used_at
    with django_assert_num_queries(1):
        call("POST", "/v1/content/test")

    assert first is not None
    assert ApiKey.objects.get().last_used_at == first


@pytest.mark.parametrize(
    "header", ["", "ApiKey", "ApiKey ", "ApiKey nonsense", "apikey {key}", "Bearer {key}", "{key}", "ApiKey {key}x", "ApiKey é"]
)
def test_a_header_that_is_not_exactly_right_is_401(workspace, header):
    text = factories.make_key(workspace=workspace)
    response = Client().post("/v1/content/test", headers={"authorization": header.format(key=text)} if header else {})

    assert (response.status_code, response.json()["ErrorId"]) == (401, 102)
    assert response["WWW-Authenticate"] == "ApiKey"
    assert response.json()["error"]["code"] == "invalid_api_key"
    assert response.json()["error"]["type"] == "authentication_error"


def test_a_revoked_key_is_401(call, workspace):
    response = call("POST", "/v1/content/test", key=factories.make_key(workspace=workspace, revoked_at=now()))

    assert response.status_code == 401


def test_a_key_of_another_service_is_403(call, workspace):
    response = call("POST", "/v1/content/test", key=factories.make_key(workspace=workspace, scopes=["campaigns"]))

    assert (response.status_code, response.json()["error"]["type"]) == (403, "permission_error")


def test_an_error_serves_every_client_that_exists(call):
    response = call("POST", "/v1/content", {"TemplateId": "x", "Fields": {}})

    reason = "TemplateId is invalid: there is no such template."
    assert response.json() == {
        "Reason": reason,
        "ErrorId": 103,
        "ErrorParameters": {"TemplateId": "x"},
        "message": reason,
        "errorId": "103",
        "error": {"code": "invalid_template_id", "message": reason, "param": "TemplateId", "type": "invalid_request_error"},
    }


@pytest.mark.parametrize(
    ("method", "path", "body", "more", "status", "error_id", "code"),
    [
        ("PUT", "/v1/content", {}, {}, 405, None, "method_not_allowed"),
        ("DELETE", "/v1/content/url", None, {}, 405, None, "method_not_allowed"),
        ("POST", "/v1/content", "x" * (1024 * 1024 + 1), {}, 413, None, "too_large"),
        ("POST", "/v1/content", "a=b", {"content_type": "application/x-www-form-urlencoded"}, 415, 109, "unsupported_media_type"),
        ("POST", "/v1/content", "{", {}, 400, 109, "invalid_json"),
        ("GET", "/v1/nothing", None, {}, 404, None, "not_found"),
        ("POST", "/v1/", {}, {}, 404, None, "not_found"),
        ("GET", "/v1/content/templates", None, {"accept": "text/html"}, 406, None, "not_acceptable"),
    ],
)
def test_what_the_framework_refuses_has_the_same_body(call, method, path, body, more, status, error_id, code):
    response = call(method, path, body, **more)

    assert response.status_code == status
    assert response.json().keys() == BODY
    assert response.json()["ErrorId"] == error_id
    assert response.json()["error"]["code"] == code


def test_a_body_of_exactly_1_mb_is_read(call):
    body = '{"TemplateId": "x", "Fields": {"Product": "' + "x" * (1024 * 1024 - 46) + '"}}'

    response = call("POST", "/v1/content", body)

    assert len(body) == 1024 * 1024
    assert response.json()["ErrorId"] == 103


def test_what_nobody_expected_is_1000_and_tells_nothing(call, monkeypatch, caplog, template):
    def broken(*_):
        raise ZeroDivisionError("the secret")

    monkeypatch.setattr(wire, "template_shape", broken)

    response = call("GET", f"/v1/content/templates/{template.pk}/info", client=Client(raise_request_exception=False))

    assert (response.status_code, response.json()["ErrorId"], response.json()["error"]["type"]) == (500, 1000, "api_error")
    assert "the secret" not in response.content.decode()
    assert "the secret" in caplog.text


def test_the_api_sets_no_cookie(call):
    assert not call("POST", "/v1/content/test").cookies
