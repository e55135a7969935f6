"""POST /v1/content/url."""

import re
from datetime import timedelta

import pytest
from django.utils.timezone import now

from documents.models import ContentLink, ContentRequest
from tests import factories
from tests.documents.api.conftest import VALUES


def create(call, template, *, fields=None, output=None, **more):
    body = {"TemplateId": str(template.pk), "Fields": VALUES if fields is None else fields}
    return call("POST", "/v1/content/url", body | ({} if output is None else {"Output": output}), **more)


def test_an_on_demand_url_ends_in_a_token_and_answers_the_pdf_itself(call, template, fetch):
    response = create(call, template)
    url = response.json()["Url"]

    opened = fetch(url)

    assert list(response.json()) == ["Url"]
    assert re.fullmatch(r"http://testserver/d/\?token=[0-9a-f]{64}", url)
    assert opened["Content-Type"] == "application/pdf"
    assert opened.body.startswith(b"%PDF-")


def test_nothing_is_rendered_until_it_is_opened(call, template, run_jobs):
    create(call, template)
    run_jobs()

    assert not ContentRequest.objects.exists()


def test_it_is_valid_for_30_days(call, template):
    create(call, template)

    assert abs(ContentLink.objects.get().expires_at - now() - timedelta(days=30)) < timedelta(minutes=1)


@pytest.mark.parametrize("output", [{"Format": "PNG"}, {"Format": "JPG", "Resolution": 100}, {"Package": True}])
def test_anything_but_one_pdf_is_118(call, template, output):
    response = create(call, template, output=output)

    assert (response.status_code, response.json()["ErrorId"]) == (400, 118)
    assert not ContentLink.objects.exists()


def test_a_bad_value_is_refused_at_once(call, template):
    response = create(call, template, fields=VALUES | {"Price": "much"})

    assert (response.status_code, response.json()["ErrorId"]) == (400, 113)


def test_another_workspaces_template_is_101(call):
    response = create(call, factories.make_template())

    assert (response.status_code, response.json()["ErrorId"]) == (403, 101)


def test_the_database_does_not_hold_the_token(call, template):
    token = create(call, template).json()["Url"][-64:]

    row = ContentLink.objects.values().get()

    assert token not in str(row)
