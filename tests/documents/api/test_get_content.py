"""GET /v1/content?requestId="""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from documents import actions
from documents.models import ContentRequest
from documents.rendering.output import Output
from personalia_site.errors import MissingFont, TextOverflow
from tests import factories
from tests.documents.api.conftest import VALUES


def poll(call, request, **more):
    return call("GET", f"/v1/content?requestId={request.pk}", **more)


def test_a_completed_request_answers_absolute_urls_that_need_no_key(call, template, run_jobs, fetch):
    request = factories.make_request(template=template, values=VALUES)
    run_jobs()

    answer = poll(call, request).json()

    assert list(answer) == ["Status", "URLs", "FailureDescription"]
    assert answer["Status"] == "Completed"
    assert answer["URLs"][0].startswith("http://testserver/files/")
    assert fetch(answer["URLs"][0])["Content-Type"] == "application/pdf"


def test_pictures_are_a_file_per_page_in_their_order(call, workspace, run_jobs, fetch):
    template = factories.make_template(workspace=workspace, design=factories.idml_with(("First Name",), pages=3))
    request = factories.make_request(template=template, output=Output(format="PNG"))
    run_jobs()

    urls = poll(call, request).json()["URLs"]

    assert len(urls) == 3
    assert [url.rsplit("/", 1)[1] for url in urls] == sorted(url.rsplit("/", 1)[1] for url in urls)
    assert {fetch(url)["Content-Type"] for url in urls} == {"image/png"}


def test_a_package_is_one_zip(call, workspace, run_jobs, fetch):
    template = factories.make_template(workspace=workspace, design=factories.idml_with(("First Name",), pages=2))
    request = factories.make_request(template=template, output=Output(format="JPG", package=True))
    run_jobs()

    urls = poll(call, request).json()["URLs"]

    assert len(urls) == 1
    assert fetch(urls[0])["Content-Type"] == "application/zip"


def test_a_failed_request_says_why_in_both_spellings(call, template):
    request = factories.make_request(template=template, values=VALUES)
    actions.fail_request(request=request, error=TextOverflow("Text does not fit.", parameters={"Frame": "f1"}))

    answer = poll(call, request)

    assert answer.status_code == 200
    assert answer.json() == {
        "Status": "Failed",
        "URLs": [],
        "FailureDescription": {"Reason": "Text does not fit.", "ErrorId": 1009},
        "ErrorId": 1009,
    }


def test_a_failure_that_one_field_is_to_blame_for_names_it(call, template):
    request = factories.make_request(template=template, values=VALUES)
    named = {"FieldName": "Product", "Character": "𓂸"}
    actions.fail_request(request=request, error=MissingFont("No font has it.", parameters=named))

    assert poll(call, request).json()["ErrorParameters"] == named


def test_a_glyph_that_no_font_has_fails_strictly_and_names_it(call, template, run_jobs):
    request = factories.make_request(template=template, values=VALUES | {"Product": "\U000130b8"})
    run_jobs()

    answer = poll(call, request).json()

    assert (answer["Status"], answer["ErrorId"]) == ("Failed", 1008)
    assert "Liberation Sans" in answer["FailureDescription"]["Reason"]


def test_after_its_time_it_is_still_completed_with_the_same_urls_which_answer_410(call, template, run_jobs, fetch):
    request = factories.make_request(template=template, values=VALUES)
    run_jobs()
    before = poll(call, request).json()
    ContentRequest.objects.filter(pk=request.pk).update(url_expires_at=now() - timedelta(seconds=1))

    after = poll(call, request).json()

    assert after == before
    assert fetch(after["URLs"][0]).status_code == 410


def test_when_its_files_are_deleted_it_is_still_completed_with_the_same_urls(call, template, run_jobs):
    request = factories.make_request(template=template, values=VALUES)
    run_jobs()
    before = poll(call, request).json()
    ContentRequest.objects.filter(pk=request.pk).update(keep_until=now(), url_expires_at=now())
    actions.delete_old()

    assert poll(call, request).json() == before


@pytest.mark.parametrize("key", ["7b1f0f0e-8c1d-4f6e-9a52-0c9d1e2f3a4b", "x", "%00"])
def test_an_unknown_request_is_404(call, key):
    response = call("GET", f"/v1/content?requestId={key}")

    assert (response.status_code, response.json()["ErrorId"], response.json()["error"]["code"]) == (404, None, "not_found")


def test_another_workspaces_request_is_404_too(call):
    response = poll(call, factories.make_request())

    assert response.status_code == 404


def test_a_poll_without_an_id_is_109(call):
    response = call("GET", "/v1/content")

    assert (response.status_code, response.json()["ErrorId"]) == (400, 109)
