"""The header Idempotency-Key, on both calls that make something."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import now

from documents import actions
from documents.actions import idempotency
from documents.models import ApiKey, ContentLink, ContentRequest, IdempotencyKey
from tests import factories
from tests.documents.api.conftest import VALUES

PATHS = ["/v1/content", "/v1/content/url"]


def send(call, path, template, *, key="order-1", fields=None, **more):
    body = {"TemplateId": str(template.pk), "Fields": fields or VALUES}
    return call("POST", path, body, **{"idempotency-key": key}, **more)


def made() -> int:
    return ContentRequest.objects.count() + ContentLink.objects.count()


@pytest.mark.parametrize("path", PATHS)
def test_the_same_call_again_gets_the_same_answer_and_makes_nothing(call, template, path):
    first, second = send(call, path, template), send(call, path, template)

    assert (second.status_code, second.content) == (first.status_code, first.content)
    assert first.headers.get("Idempotent-Replayed") is None
    assert second.headers["Idempotent-Replayed"] == "true"
    assert made() == 1


@pytest.mark.parametrize("path", PATHS)
def test_another_body_with_the_same_key_is_a_conflict(call, template, path):
    send(call, path, template)

    answer = send(call, path, template, fields=VALUES | {"Product": "kettle"})

    assert (answer.status_code, answer.json()["ErrorId"], answer.json()["error"]["code"]) == (409, None, "idempotency_conflict")
    assert made() == 1


def test_the_other_address_with_the_same_key_is_a_conflict(call, template):
    send(call, PATHS[0], template)

    assert send(call, PATHS[1], template).status_code == 409


def test_spaces_and_the_order_of_names_make_no_other_body(call, template):
    send(call, PATHS[0], template)
    fields = '{ "Switch Sides":"0","Expiry Date":"2025-04-01","Price":"25","Product":"iron" }'
    body = f'{{"Fields": {fields},   "TemplateId":"{template.pk}"}}'

    assert call("POST", PATHS[0], body, **{"idempotency-key": "order-1"}).status_code == 200
    assert made() == 1


def test_another_api_key_may_use_the_same_name(call, workspace, template):
    send(call, PATHS[0], template)

    send(call, PATHS[0], template, authorization=f"ApiKey {factories.make_key(workspace=workspace)}")

    assert made() == 2


def test_a_call_that_was_refused_may_be_sent_again_corrected(call, template):
    assert send(call, PATHS[0], template, fields={"Product": "iron"}).status_code == 400
    assert not IdempotencyKey.objects.exists()

    assert send(call, PATHS[0], template).status_code == 200


def test_a_call_without_credits_leaves_no_answer(call, workspace, template):
    actions.credits.set_allowance(workspace=workspace, monthly=0)
    assert send(call, PATHS[0], template).json()["ErrorId"] == 117

    actions.credits.set_allowance(workspace=workspace, monthly=1)
    assert send(call, PATHS[0], template).status_code == 200


def test_while_the_first_is_at_work_the_second_is_told_to_wait(call, template, monkeypatch):
    monkeypatch.setattr(idempotency, "WAIT_S", 0.1)
    send(call, PATHS[0], template)
    IdempotencyKey.objects.update(status=None, answer=None)

    answer = send(call, PATHS[0], template)

    assert (answer.status_code, answer.json()["error"]["code"], answer["Retry-After"]) == (409, "idempotency_in_progress", "1")
    assert made() == 1


def test_a_claim_whose_process_died_is_taken_over(call, template):
    send(call, PATHS[0], template)
    IdempotencyKey.objects.update(status=None, answer=None, claimed_at=now() - timedelta(minutes=3))

    assert send(call, PATHS[0], template).status_code == 200
    assert IdempotencyKey.objects.get().answered


def test_who_lost_its_claim_commits_nothing(call, workspace, template):
    factories.make_key(workspace=workspace)
    mine = idempotency.claim(api_key=ApiKey.objects.first(), key="order-1", digest="a")
    IdempotencyKey.objects.update(claimed_at=now())

    with pytest.raises(idempotency.InProgress), transaction.atomic():  # noqa: PT012 -- it is the second that raises, after the first
        factories.make_request(template=template, values=VALUES)
        idempotency.keep(claim=mine, status=200, answer={"RequestId": "x"})

    assert made() == 0


@pytest.mark.parametrize("key", ["", "x" * 256, "ключ", "a\tb"])
def test_an_odd_key_is_refused(call, template, key):
    answer = send(call, PATHS[0], template, key=key)

    assert (answer.status_code, answer.json()["ErrorId"], answer.json()["error"]["param"]) == (400, 109, "Idempotency-Key")


def test_after_24_hours_it_is_forgotten(call, template):
    send(call, PATHS[0], template)
    IdempotencyKey.objects.update(created_at=now() - timedelta(hours=24))
    actions.delete_old()

    send(call, PATHS[0], template, fields=VALUES | {"Product": "kettle"})

    assert made() == 2


def test_a_name_stands_for_one_call(workspace):
    factories.make_key(workspace=workspace)
    key = ApiKey.objects.get()
    IdempotencyKey.objects.create(api_key=key, key="a", digest="x")

    with pytest.raises(IntegrityError), transaction.atomic():
        IdempotencyKey.objects.create(api_key=key, key="a", digest="y")
    with pytest.raises(IntegrityError), transaction.atomic():
        IdempotencyKey.objects.create(api_key=key, key="b", digest="y", status=200)
