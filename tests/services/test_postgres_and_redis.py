"""PostgreSQL keeps the rows, Redis the jobs and the counters. Many at the same moment, and either of them gone for a while."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from documents import watch
from tests.processes.installation import Workers, kill, wait_for
from tests.services.conftest import Program, Site

pytestmark = pytest.mark.services


@pytest.fixture(scope="module")
def workers(site: Site) -> Workers:
    return Workers(site)


SUBMIT = """
import django
django.setup()
from campaigns import actions
from documents import actions as documents
from tests import factories
from tests.campaigns.factories import make_campaign
workspace = factories.make_workspace(name="Pictures")
campaign = make_campaign(template=factories.make_template(workspace=workspace, fields={"First Name": "String", "Photo": "Image"}))
picture = documents.store_image(workspace=workspace, upload=factories.png())
values = {"First Name": "Anna", "Photo": {"image": str(picture.pk)}}
for _ in range(2):
    actions.submit(campaign=campaign, values=values, consent=False, source={})
first, second = (each.values["Photo"]["image"] for each in campaign.submissions.order_by("created_at"))
print(first == str(picture.pk), second == first)
"""

AT_ONCE = """
import threading
import time
from concurrent.futures import ThreadPoolExecutor
import django
django.setup()
from django.db import connection, transaction
from documents import actions
from documents.models import ContentRequest, Webhook, WebhookDelivery
from tests import factories
"""
TWO_TRIES = (
    AT_ONCE
    + """
from campaigns import actions as campaigns
from tests.campaigns.factories import make_campaign
workspace = factories.make_workspace(name="Two tries")
campaign = make_campaign(template=factories.make_template(workspace=workspace, fields={"First Name": "String", "Photo": "Image"}))
barrier = threading.Barrier(2)
def send(values):
    barrier.wait()
    try:
        return campaigns.submit(campaign=campaign, values=values, consent=False, source={}).values["Photo"]["image"]
    finally:
        connection.close()
shared = 0
for _ in range(10):
    picture = actions.store_image(workspace=workspace, upload=factories.png())
    with ThreadPoolExecutor(2) as two:
        first, second = two.map(send, [{"First Name": "Anna", "Photo": {"image": str(picture.pk)}}] * 2)
    shared += first == second
print(shared)
"""
)
TOLD_AND_DELETED = (
    AT_ONCE
    + """
template = factories.make_template(workspace=factories.make_workspace(name="Deleted while told"))
webhook = actions.add_webhook(workspace=template.workspace, url="https://crm.example/", events=["content.failed"])
told = threading.Event()
def tell():
    with transaction.atomic():
        actions.emit("content.failed", factories.make_request(template=template), workspace=template.workspace_id)
        told.set()
        threading.Event().wait(0.5)
    connection.close()
def delete():
    told.wait()
    actions.remove_webhook(webhook=webhook)
    connection.close()
with ThreadPoolExecutor(2) as two:
    [each.result() for each in (two.submit(tell), two.submit(delete))]
print(ContentRequest.objects.filter(workspace=template.workspace).count(), WebhookDelivery.objects.filter(webhook=webhook).count())
"""
)


def test_of_two_tries_at_the_same_moment_each_has_a_picture_of_its_own(site):
    assert site.run("-c", TWO_TRIES).split() == ["0"]


def test_a_webhook_that_is_deleted_while_an_event_is_told_breaks_nothing(site):
    assert site.run("-c", TOLD_AND_DELETED).split() == ["1", "0"]


def long_ago(site: Site) -> None:
    """As if a minute had passed: Redis does not say which jobs are taken, so `workers` waits before it calls one lost."""
    site.query("UPDATE documents_contentrequest SET queued_at = queued_at - interval '60 seconds' WHERE state = 'waiting'")


def all_at_once(what, times: int) -> list[httpx.Response]:
    with ThreadPoolExecutor(times) as callers:
        return list(callers.map(what, range(times)))


def done(program: Program, count: int) -> None:
    wait_for(lambda: program.ended() == {"completed": count}, f"{program.name}'s {count}")


def test_a_document_is_made_and_fetched(site, workers):
    program = site.programs["One"]

    request = program.create().json()["RequestId"]

    def completed() -> dict | None:
        answer = program.client.get("/v1/content", params={"requestId": request}).json()
        return answer if answer["Status"] == "Completed" else None

    url = wait_for(completed, "the document")["URLs"][0]
    assert httpx.get(url).content.startswith(b"%PDF")
    program.assert_it_was_charged(1)


def test_each_of_a_visitors_tries_takes_a_picture_of_its_own(site):
    assert site.run("-c", SUBMIT).split() == ["True", "False"]


def test_the_last_credits_are_taken_once_each(site, workers):
    program = site.programs["Ten"]

    answers = all_at_once(program.create, 24)

    assert Counter(answer.status_code for answer in answers) == {200: 10, 400: 14}
    assert {answer.json()["ErrorId"] for answer in answers if answer.status_code == 400} == {117}
    done(program, 10)
    program.assert_it_was_charged(10)


def test_one_call_sent_many_times_at_once_is_done_once(site, workers):
    program = site.programs["Impatient"]

    answers = all_at_once(lambda _: program.create(**{"Idempotency-Key": "order-1"}), 12)

    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    done(program, 1)
    program.assert_it_was_charged(1)


def test_a_link_that_many_open_at_once_is_rendered_and_charged_once(site):
    program = site.programs["Opener"]

    answers = all_at_once(lambda _: httpx.get(program.link, timeout=30), 12)

    assert {(answer.status_code, answer.headers["Content-Type"]) for answer in answers} == {(200, "application/pdf")}
    assert len({answer.content for answer in answers}) == 1
    assert program.ended() == {"completed": 1}
    program.assert_it_was_charged(1)


def test_both_web_processes_count_a_keys_calls_together(site):
    program = site.programs["Hasty"]
    if time.time() % 60 > 40:  # calls are counted minute by minute: these must all fall into one
        time.sleep(60 - time.time() % 60)
    answers = all_at_once(lambda _: [program.client.post("/v1/content/test") for _ in range(65)][-1], 8)

    last = program.client.post("/v1/content/test")

    assert last.status_code == 429
    assert last.headers["RateLimit-Remaining"] == "0"
    assert 1 <= int(last.headers["Retry-After"]) <= 60
    assert len(answers) == 8


def test_an_emptied_broker_loses_nothing(site, workers):
    program = site.programs["Emptied"]
    with ThreadPoolExecutor(8) as callers:
        list(callers.map(program.create, range(40)))
        site.redis.client.flushall()
    long_ago(site)

    done(program, 40)
    program.assert_it_was_charged(40)


def test_a_killed_busy_worker_loses_nothing(site, workers):
    asking = site.begin_heavy(8)
    kill(wait_for(workers.busy, "a busy worker"))
    assert asking.wait(60) == 0
    wait_for(lambda: "a worker died at work" in site.log.read_text(), "the new cluster")
    long_ago(site)

    wait_for(lambda: "waiting" not in site.states(), "all", seconds=60)
    assert set(site.states()) == {"completed"}
    twice = site.query("SELECT request_id FROM documents_contentfile GROUP BY request_id, position HAVING count(*) > 1")
    assert not twice


def test_while_redis_is_away_calls_are_answered_and_made_later(site, workers):
    program = site.programs["Patient"]
    site.redis.end()

    answers = [program.create(number) for number in range(3)]

    assert {answer.status_code for answer in answers} == {200}
    site.redis.start()
    long_ago(site)
    done(program, 3)
    program.assert_it_was_charged(3)
    assert watch.alive(workers.process.pid)
