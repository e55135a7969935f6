"""The client of the content API: against our own server, and against whatever else may answer."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import httpx
import pytest
from django.conf import settings as django_settings
from django.core.wsgi import get_wsgi_application

from documents.providers.remote import Client, Content, Field
from personalia_site.errors import (
    Conflict,
    Expired,
    Invalid,
    MissingFont,
    NotAllowed,
    NotFound,
    RenderFailed,
    TextOverflow,
    TooMany,
    Upstream,
)
from tests import factories


def ours(key: str) -> Client:
    """Speaks to this very server, in this process."""
    return Client("http://testserver/", key, transport=httpx.WSGITransport(app=get_wsgi_application()))


def answering(answer, *, asked: list | None = None) -> Client:
    """Speaks to a server that always answers so."""

    def handle(request: httpx.Request) -> httpx.Response:
        if asked is not None:
            asked.append(request)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return Client("https://remote.example", "pk_1", transport=httpx.MockTransport(handle))


@pytest.fixture
def template(db):
    return factories.make_template(fields={"First Name": "String", "Born": "Date", "Photo": "Image"})


@pytest.fixture
def coupon(db):
    return factories.make_template()


def test_the_key_is_tested(coupon):
    with ours(factories.make_key(workspace=coupon.workspace)) as client:
        assert client.test_key() == "API key exists."
    with ours("pk_wrong") as client, pytest.raises(NotAllowed, match="API key is invalid") as refused:
        client.test_key()

    assert (refused.value.status, refused.value.error_id) == (401, 102)


def test_a_templates_fields_are_told(template):
    with ours(factories.make_key(workspace=template.workspace)) as client:
        info = client.template_info(str(template.pk))
        listed = client.list_templates()

    assert info.fields == (Field("First Name", "String"), Field("Born", "Date"), Field("Photo", "String", image=True))
    assert [(each.template_id, each.name) for each in listed] == [(str(template.pk), "Coupon")]


def test_every_page_of_the_list_is_read(db, monkeypatch):
    from documents.api import views

    monkeypatch.setattr(views, "PAGE", 2)
    workspace = factories.make_workspace()
    for name in "abcde":
        factories.make_template(workspace=workspace, name=name)

    with ours(factories.make_key(workspace=workspace)) as client:
        assert [each.name for each in client.list_templates()] == list("abcde")


def test_a_document_is_made(coupon, run_jobs, fetch):
    with ours(factories.make_key(workspace=coupon.workspace)) as client:
        request_id = client.create_content(str(coupon.pk), {"First Name": "Anna"}, output={"Format": "PNG", "Resolution": 72})
        assert client.get_content(request_id) == Content("InProgress")
        run_jobs()
        done = client.get_content(request_id)

    assert done.status == "Completed"
    assert fetch(done.urls[0]).body.startswith(b"\x89PNG")


def test_an_on_demand_url_is_made(coupon, fetch):
    with ours(factories.make_key(workspace=coupon.workspace)) as client:
        url = client.create_url(str(coupon.pk), {"First Name": "Anna"})

    assert fetch(url).body.startswith(b"%PDF-")


def test_a_failure_is_told_with_its_id_and_sentence(coupon, run_jobs):
    with ours(factories.make_key(workspace=coupon.workspace)) as client:
        request_id = client.create_content(str(coupon.pk), {"First Name": "山"})
        run_jobs()
        failed = client.get_content(request_id)

    assert failed.status == "Failed"
    assert isinstance(failed.error, MissingFont)
    assert "山" in failed.error.reason


@pytest.mark.parametrize(
    ("template_id", "fields", "output", "error_id"),
    [
        ("", {}, None, 109), ("x", {"First Name": "A"}, None, 103), (None, {}, None, 111), (None, {"First Name": 1}, None, 109),
        (None, {"First Name": "A"}, {"Format": "GIF"}, 104),
    ],
)  # fmt: skip
def test_what_was_wrong_is_raised_with_its_id(coupon, template_id, fields, output, error_id):
    chosen = str(coupon.pk) if template_id is None else template_id or None
    with ours(factories.make_key(workspace=coupon.workspace)) as client, pytest.raises(Invalid) as refused:
        client.create_content(chosen, fields, output=output)

    assert refused.value.error_id == error_id


def test_a_field_that_is_missing_is_named(coupon):
    with ours(factories.make_key(workspace=coupon.workspace)) as client, pytest.raises(Invalid) as refused:
        client.create_content(str(coupon.pk), {})

    assert refused.value.reason == "Input field First Name is missing in the API call."
    assert refused.value.parameters == {"FieldName": "First Name"}
    assert refused.value.code == "missing_field"


def test_an_on_demand_url_of_pictures_is_refused(coupon):
    with ours(factories.make_key(workspace=coupon.workspace)) as client, pytest.raises(Invalid) as refused:
        client.create_url(str(coupon.pk), {"First Name": "A"}, output={"Format": "PNG"})

    assert refused.value.error_id == 118


def test_another_workspaces_template_and_request_are_not_to_be_had(coupon, run_jobs):
    request = factories.make_request(template=coupon)
    with ours(factories.make_key(workspace=factories.make_workspace())) as client:
        with pytest.raises(NotAllowed) as refused:
            client.template_info(str(coupon.pk))
        with pytest.raises(NotFound):
            client.get_content(str(request.pk))

    assert refused.value.error_id == 101


def test_headers_are_the_contracts():
    asked = []
    answering(httpx.Response(200, json={"RequestId": "r"}), asked=asked).create_content("t", {"A": "1"}, idempotency_key="k")

    assert asked[0].headers["Authorization"] == "ApiKey pk_1"
    assert asked[0].headers["Idempotency-Key"] == "k"
    assert asked[0].url == "https://remote.example/v1/content"


@pytest.mark.parametrize(
    ("status", "kind"),
    [(400, Invalid), (403, NotAllowed), (404, NotFound), (409, Conflict), (410, Expired), (413, Invalid), (418, Invalid), (500, Upstream),
     (502, Upstream), (204, Upstream), (302, Upstream)],
)  # fmt: skip
@pytest.mark.parametrize("body", [b"", b"<html>", b"[1]", b'{"Reason": null}', b'{"error": "x"}', b"\xff", b"[" * 100_000])
def test_an_error_is_understood_whatever_its_body(status, kind, body):
    with pytest.raises(kind):
        answering(httpx.Response(status, content=body)).test_key()


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"{}", b'{"Status": "Done"}', b'{"Status": "Completed", "URLs": []}'])
def test_an_answer_that_is_none_of_this_api_is_said_to_be(body):
    client = answering(httpx.Response(200, content=body))
    for call in (client.test_key, lambda: client.get_content("r"), lambda: client.template_info("t"), client.list_templates):
        with pytest.raises(Upstream, match="no answer of the content API"):
            call()


def test_an_answer_without_end_is_not_read():
    def endless():
        while True:
            yield b" " * 1_000_000

    with pytest.raises(Upstream, match="more than anybody reads"):
        answering(httpx.Response(200, content=endless())).test_key()


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("7", 7), ("0", 1), ("", 1), ("soon", 1), ("99999999", 3600), ("-5", 1), (format_datetime(datetime(2020, 1, 1, tzinfo=UTC)), 1)],
)
def test_retry_after_is_read(value, seconds):
    with pytest.raises(TooMany) as refused:
        answering(httpx.Response(429, headers={"Retry-After": value})).test_key()

    assert refused.value.retry_after_s == seconds


def test_retry_after_may_be_a_date():
    at = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    with pytest.raises(Upstream) as refused:
        answering(httpx.Response(503, headers={"Retry-After": at})).test_key()

    assert 28 <= refused.value.retry_after_s <= 31


@pytest.mark.parametrize("error", [httpx.ReadTimeout("slow"), httpx.ConnectError("no"), httpx.RemoteProtocolError("odd")])
def test_no_answer_is_upstream(error):
    with pytest.raises(Upstream):
        answering(error).test_key()


@pytest.mark.parametrize("address", ["", "remote.example", "ftp://remote.example", "http://[", "https://"])
def test_a_wrong_address_is_upstream_too(address):
    with pytest.raises(Upstream):
        Client(address, "k").test_key()


def test_a_redirect_is_not_followed_with_the_key():
    asked = []
    moved = httpx.Response(301, headers={"Location": "https://elsewhere.example/"})
    with pytest.raises(Upstream, match=r"https://elsewhere\.example"):
        answering(moved, asked=asked).test_key()

    assert len(asked) == 1


@pytest.mark.parametrize(
    ("body", "kind", "error_id", "reason"),
    [
        ({"FailureDescription": {"Reason": "Too long.", "ErrorId": 1009}}, TextOverflow, 1009, "Too long."),
        ({"FailureDescription": "Too long.", "ErrorId": 1009}, TextOverflow, 1009, "Too long."),
        ({"FailureDescription": {"Reason": "No output.", "ErrorId": "1004"}}, RenderFailed, 1004, "No output."),
        ({"FailureDescription": None}, RenderFailed, 1000, "The rendering failed, and nobody said why."),
    ],
)
def test_a_failure_is_read_in_each_of_its_spellings(body, kind, error_id, reason):
    failed = answering(httpx.Response(200, json={"Status": "Failed", "URLs": [], **body})).get_content("r")

    assert (type(failed.error), failed.error.error_id, failed.error.reason) == (kind, error_id, reason)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "//theirs.example", "data:text/html,x", "https://" + "x" * 4000])
def test_an_on_demand_url_that_is_none_is_not_passed_on(url):
    with pytest.raises(Upstream, match="Url that is none"):
        answering(httpx.Response(200, json={"Url": url})).create_url("t", {})


def test_what_no_database_takes_is_replaced():
    body = rb'{"Status": "Failed", "FailureDescription": {"Reason": "a\u0000b\ud800c \u00e9 \ud83d\ude00", "ErrorId": 1000}}'

    assert answering(httpx.Response(200, content=body)).get_content("r").error.reason == "a\ufffdb?c é 😀"


def test_an_unknown_type_of_field_is_unknown():
    rows = [{"Name": "A", "Type": "Colour"}, {"Name": "B", "Type": ["x"]}, {"Name": "C"}]
    info = answering(httpx.Response(200, json={"TemplateId": "t", "Fields": rows})).template_info("t")

    assert [field.type for field in info.fields] == ["Unknown"] * 3


def test_an_id_cannot_leave_its_place_in_the_address():
    asked = []
    answering(httpx.Response(200, json={"TemplateId": "t", "Fields": []}), asked=asked).template_info("../../test?x#y")

    assert asked[0].url.raw_path == b"/v1/content/templates/..%2F..%2Ftest%3Fx%23y/info"


def test_the_client_is_usable_without_django_being_set_up():
    code = "import sys; from documents.providers.remote import Client; Client('https://x', 'k').close(); assert 'django' not in sys.modules"
    environment = {"PATH": "/usr/bin:/bin"}

    done = subprocess.run([sys.executable, "-c", code], cwd=Path(django_settings.BASE_DIR), env=environment, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
