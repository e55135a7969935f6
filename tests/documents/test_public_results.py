"""Result files: the URL is the right."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils.timezone import now

from documents import actions
from documents.models import ContentFile, ContentRequest
from tests import factories


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("Coupon A/B", "Coupon A-B.pdf"),
        ("../../etc/passwd", "etc-passwd.pdf"),
        ('a"\r\nX: b', "a-X- b.pdf"),
        ("///", "document.pdf"),
        ("x" * 300, "x" * 120 + ".pdf"),
    ],
)
def test_a_name_is_made_fit_for_every_system(fetch, run_jobs, wanted, name):
    factories.make_request(name=wanted[:200])
    run_jobs()

    file = ContentFile.objects.get()

    assert file.name == name
    assert name in fetch(file.get_absolute_url())["Content-Disposition"]


@pytest.fixture
def file(run_jobs):
    factories.make_request(name="Ngô’s “Angebot” 50 %")
    run_jobs()
    return ContentFile.objects.get()


def test_a_result_is_downloaded_under_its_name_whatever_the_script(fetch, file):
    answer = fetch(file.get_absolute_url())

    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''Ng%C3%B4%E2%80%99s%20%E2%80%9CAngebot%E2%80%9D%2050%20%25.pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert int(answer["Content-Length"]) == len(answer.body) == file.size


def test_inline_shows_it_instead(fetch, file):
    assert fetch(file.get_absolute_url() + "?inline=1")["Content-Disposition"].startswith("inline;")


def test_head_says_the_same_without_the_file(client, file):
    answer = client.head(file.get_absolute_url())

    assert (answer.status_code, answer.content, answer["Content-Length"]) == (200, b"", str(file.size))


def test_after_its_time_a_result_is_410_with_a_page(fetch, file):
    ContentRequest.objects.update(url_expires_at=now())

    answer = fetch(file.get_absolute_url())

    assert answer.status_code == 410
    assert b"This download has expired" in answer.body


def test_after_its_time_a_program_is_told_so_in_the_body_of_all_errors(client, file):
    ContentRequest.objects.update(url_expires_at=now())

    answer = client.get(file.get_absolute_url(), headers={"accept": "application/json"})

    assert (answer.status_code, answer["Content-Type"], "Accept" in answer["Vary"]) == (410, "application/json", True)
    told = answer.json()
    assert (told["ErrorId"], told["Reason"]) == (None, "This file's time is over. Create the content again.")
    assert (told["error"]["code"], told["error"]["type"]) == ("expired", "invalid_request_error")


def test_a_result_lives_for_30_minutes_from_completion(file):
    request = file.request

    assert request.url_expires_at - request.ended_at == timedelta(minutes=30)
    assert request.keep_until - request.ended_at == timedelta(hours=24)


@pytest.mark.parametrize("wrong", ["id", "token"])
def test_a_result_is_not_found_by_guessing(fetch, file, wrong):
    key, token = (uuid4(), file.token) if wrong == "id" else (file.pk, "0" * 64)

    assert fetch(f"/files/{key}/{token}/a.pdf").status_code == 404


def test_the_name_in_the_address_does_not_matter(fetch, file):
    assert fetch(f"/files/{file.pk}/{file.token}/other.pdf").status_code == 200


def test_retention_deletes_the_file_and_the_values_and_keeps_the_row(fetch, file, stored, django_capture_on_commit_callbacks):
    ContentRequest.objects.update(keep_until=now())
    with django_capture_on_commit_callbacks(execute=True):
        actions.delete_old()

    request = ContentRequest.objects.get()
    assert (request.state, request.values, request.name) == ("completed", {}, "")
    assert file.file.name not in stored()
    assert fetch(file.get_absolute_url()).status_code == 410


def test_retention_leaves_what_has_time(file, stored):
    actions.delete_old()

    assert file.file.name in stored()
    assert ContentRequest.objects.get().values == {"First Name": "Anna"}
