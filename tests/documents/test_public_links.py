"""Opening on-demand links."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import now

from documents import actions, public
from documents.models import ContentFile, ContentLink, ContentRequest, TemplateVersion
from personalia_site.errors import Conflict, Expired
from tests import factories

pytestmark = pytest.mark.django_db


def test_opening_a_link_answers_the_pdf_itself(fetch):
    link = factories.make_link(name="Anna's coupon")

    opened = fetch(link.get_absolute_url())

    assert opened.status_code == 200
    assert opened["Content-Type"] == "application/pdf"
    assert opened["Content-Disposition"] == 'inline; filename="Anna\'s coupon.pdf"'
    assert int(opened["Content-Length"]) == len(opened.body)
    assert opened.body.startswith(b"%PDF-")
    assert opened["Cache-Control"] == "private, no-store"
    assert opened["Referrer-Policy"] == "no-referrer"


def test_opening_it_again_renders_nothing_and_counts(fetch):
    link = factories.make_link()
    first = fetch(link.get_absolute_url())

    second = fetch(link.get_absolute_url())

    link.refresh_from_db()
    assert second.body == first.body
    assert ContentRequest.objects.count() == 1
    assert link.open_count == 2
    assert link.first_opened_at is not None


def test_a_link_keeps_the_version_it_was_made_with(fetch):
    template = factories.make_template(design=factories.idml_with(("First Name",), text="May"))
    link, old = factories.make_link(template=template), template.current
    actions.make_current(
        version=factories.make_version(template=template, number=2, design=factories.idml_with(("First Name",), text="June"))
    )

    fetch(link.get_absolute_url())

    assert ContentRequest.objects.get().version == old


@pytest.mark.parametrize(
    "headers", [{"sec-purpose": "prefetch"}, {"sec-purpose": "prefetch;prerender"}, {"purpose": "prefetch"}, {"x-moz": "prefetch"}]
)
def test_a_prefetch_gets_headers_only_and_renders_nothing(fetch, headers):
    link = factories.make_link()

    answer = fetch(link.get_absolute_url(), **headers)

    link.refresh_from_db()
    assert (answer.status_code, answer.body) == (204, b"")
    assert not ContentRequest.objects.exists()
    assert link.open_count == 0


def test_head_gets_headers_only_and_renders_nothing(client):
    link = factories.make_link()

    answer = client.head(link.get_absolute_url())

    link.refresh_from_db()
    assert (answer.status_code, answer.getvalue(), answer["Content-Type"]) == (200, b"", "application/pdf")
    assert "Content-Length" not in answer  # nobody knows it yet, and 0 would read as an empty file
    assert not ContentRequest.objects.exists()
    assert link.open_count == 0


@pytest.mark.parametrize("method", ["get", "head"])
def test_an_expired_link_says_until_when_and_whom_to_ask(client, method):
    workspace = factories.make_workspace(name="Ada's Machines")
    link = factories.make_link(template=factories.make_template(workspace=workspace), days=-1)

    answer = getattr(client, method)(link.get_absolute_url())

    assert answer.status_code == 410
    if method == "get":
        assert "has expired" in answer.content.decode()
        assert "Ada&#x27;s Machines" in answer.content.decode()
    assert not ContentRequest.objects.exists()


def test_a_revoked_link_says_so_even_when_it_was_opened_before(fetch):
    link = factories.make_link()
    fetch(link.get_absolute_url())
    actions.revoke_link(link=link)

    answer = fetch(link.get_absolute_url())

    assert answer.status_code == 410
    assert b"withdrawn" in answer.body


@pytest.mark.parametrize("token", ["", "x", "0" * 64, "%00"])
def test_an_unknown_token_is_404(fetch, token):
    answer = fetch(f"/d/?token={token}")

    assert answer.status_code == 404
    assert b"no document at this address" in answer.body


def test_a_rendering_that_fails_says_so_with_a_reference_and_may_be_tried_again(fetch):
    link = factories.make_link(values={"First Name": "\U000130b8"})
    first = fetch(link.get_absolute_url())
    failed = ContentRequest.objects.get()

    ContentLink.objects.update(values={"First Name": "Anna"})  # as if the font had come meanwhile
    second = fetch(link.get_absolute_url())

    assert first.status_code == 422
    assert str(failed.pk)[:8] in first.body.decode()
    assert second["Content-Type"] == "application/pdf"
    assert sorted(ContentRequest.objects.values_list("state", flat=True)) == ["completed", "failed"]


def test_who_opens_while_another_process_renders_gets_a_page_that_looks_again(fetch, monkeypatch):
    monkeypatch.setattr(public, "WAIT_S", 0.1)
    link = factories.make_link()
    request = factories.make_request(template=link.version.template, purpose="link")
    ContentLink.objects.filter(pk=link.pk).update(request=request)

    answer = fetch(link.get_absolute_url())

    assert (answer.status_code, answer["Refresh"]) == (200, "2")
    assert b"is being made" in answer.body
    assert ContentRequest.objects.count() == 1


def test_a_slow_template_is_left_to_the_workers(fetch, monkeypatch, run_jobs):
    monkeypatch.setattr(public, "WAIT_S", 0.1)
    link = factories.make_link()
    TemplateVersion.objects.update(render_ms=6000)

    first = fetch(link.get_absolute_url())
    run_jobs()
    second = fetch(link.get_absolute_url())

    assert first["Refresh"] == "2"
    assert second["Content-Type"] == "application/pdf"
    assert ContentRequest.objects.count() == 1


def test_two_openers_who_see_an_unopened_link_render_it_once():
    link = factories.make_link()
    one, other = ContentLink.objects.get(pk=link.pk), ContentLink.objects.get(pk=link.pk)

    first, second = actions.open_link(link=one), actions.open_link(link=other)

    assert first == second
    assert ContentRequest.objects.count() == ContentFile.objects.count() == 1


def test_opening_an_expired_link_raises():
    with pytest.raises(Expired):
        actions.open_link(link=factories.make_link(days=-1))


def test_a_link_of_a_version_that_is_not_ready_cannot_be_made():
    version = factories.make_checking_version()

    with pytest.raises(Conflict):
        actions.create_link(version=version, values={}, output=factories.Output())


def test_the_file_of_a_link_goes_when_the_link_is_over(fetch, stored, django_capture_on_commit_callbacks):
    before = stored()
    link = factories.make_link()
    fetch(link.get_absolute_url())
    made = {name for name in stored() - before if name.startswith("results/")}
    ContentLink.objects.update(expires_at=now() - timedelta(seconds=1))
    with django_capture_on_commit_callbacks(execute=True):
        actions.delete_old()

    link.refresh_from_db()
    assert len(made) == 1
    assert not made & stored()
    assert link.values == {}
    assert fetch(link.get_absolute_url()).status_code == 410


def test_no_page_of_a_link_sets_a_cookie():
    link, expired = factories.make_link(), factories.make_link(days=-1)

    for url in (link.get_absolute_url(), expired.get_absolute_url(), "/d/?token=x"):
        answer = Client().get(url)
        answer.close()
        assert not answer.cookies


def test_its_pages_allow_no_script_and_no_other_site(fetch):
    policy = fetch("/d/?token=x")["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_a_link_is_not_a_place_to_post_to(client):
    assert client.post(factories.make_link().get_absolute_url()).status_code == 405


@pytest.mark.parametrize(
    ("asked", "sentence", "start"),
    [
        ("de-AT,de;q=0.9", "Dieser Link ist abgelaufen", '<html lang="de" dir="ltr">'),
        ("he", "תוקף הקישור הזה פג", '<html lang="he" dir="rtl">'),
        ("ja", "This link has expired", '<html lang="en" dir="ltr">'),
    ],
)
def test_a_link_without_a_page_round_it_speaks_the_browsers_language(client, asked, sentence, start):
    answer = client.get(factories.make_link(days=-1).get_absolute_url(), headers={"accept-language": asked})

    assert sentence in answer.content.decode()
    assert start in answer.content.decode()
    assert "Accept-Language" in answer["Vary"]
    assert "Set-Cookie" not in answer


@pytest.mark.parametrize(
    ("change", "code", "status"), [({"expires_at": now()}, "expired", 410), ({"revoked_at": now()}, "revoked", 410), ({}, "not_found", 404)]
)
def test_a_program_that_accepts_json_is_told_in_the_body_of_all_errors(client, change, code, status):
    link = factories.make_link()
    ContentLink.objects.filter(pk=link.pk).update(**change)
    address = link.get_absolute_url() if change else "/d/?token=unknown"

    answer = client.get(address, headers={"accept": "application/json"})

    assert (answer.status_code, answer.json()["ErrorId"], answer.json()["error"]["code"]) == (status, None, code)
