"""Requests that a remote account renders: there and back by short steps."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils.timezone import now
from django_q.models import OrmQ

from documents import actions, jobs
from documents.actions.remote import UNKNOWN_FOR
from documents.models import ContentLink, ContentRequest, RemoteAccount, RemoteJob, Template
from documents.rendering.output import Output
from documents.supervision import upkeep
from personalia_site.errors import Upstream
from tests import factories
from tests.documents.providers import account

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 theirs"
PNG = b"\x89PNG\r\n\x1a\n theirs"


def state() -> str:
    return ContentRequest.objects.get().state


def pause_s() -> float:
    """Until the request is due again."""
    return (ContentRequest.objects.get().due_at - now()).total_seconds()


def test_a_request_is_handed_over_asked_for_and_its_files_kept(remote, template, step):
    request = factories.make_request(template=template, name="Anna", output=Output(format="PNG", resolution_dpi=200, strict=False))
    step()
    assert (state(), remote.count("create"), remote.count("get")) == ("waiting", 1, 0)
    step()
    assert (state(), remote.count("get")) == ("waiting", 1)
    remote.completes(a=PNG, b=PNG)
    step()

    request.refresh_from_db()
    assert request.state == "completed"
    assert [(file.name, file.content_type, Path(file.file.path).read_bytes()) for file in request.files.all()] == [
        ("Anna-1.png", "image/png", PNG),
        ("Anna-2.png", "image/png", PNG),
    ]
    sent = next(body for call, body in remote.asked if call == "create")
    assert sent == {
        "TemplateId": "t-1",
        "Fields": {"First Name": "Anna"},
        "Output": {"Format": "PNG", "Resolution": 200, "Package": False, "StrictPolicy": False},
    }
    created = next(headers for headers, (call, _) in zip(remote.headers, remote.asked, strict=True) if call == "create")
    assert created["Idempotency-Key"] == str(request.pk)


def test_files_are_fetched_without_the_key(remote, template, step):
    factories.make_request(template=template)
    remote.completes(a=PDF)
    step()
    step()

    assert state() == "completed"
    fetched = [headers for headers, (call, _) in zip(remote.headers, remote.asked, strict=True) if call == "file"]
    assert [headers.get("Authorization") for headers in fetched] == [None]


def test_it_is_asked_after_one_second_then_less_and_less_often_but_every_ten(template, step):
    factories.make_request(template=template)
    pauses = []
    for _ in range(10):
        step()
        pauses.append(round(pause_s(), 1))

    assert pauses[0] == pytest.approx(1, abs=0.2)
    assert pauses == sorted(pauses)
    assert pauses[-1] == pytest.approx(10, abs=0.2)


def test_nothing_is_asked_before_it_is_due(remote, template, run_jobs):
    factories.make_request(template=template)
    run_jobs()

    assert upkeep.queue_due_requests() == 0
    assert upkeep.queue_lost_jobs(jobs.Queue()) == 0
    assert upkeep.longest_wait_s() == 0


def test_two_who_look_at_the_same_moment_queue_a_step_once(template, run_jobs):
    factories.make_request(template=template)
    run_jobs()
    ContentRequest.objects.update(due_at=now() - timedelta(seconds=1))

    assert [upkeep.queue_due_requests(), upkeep.queue_due_requests()] == [1, 0]
    assert OrmQ.objects.count() == 1


def test_a_job_that_comes_twice_asks_once(remote, template):
    request = factories.make_request(template=template)
    RemoteJob.objects.create(request=request, busy_until=now() + timedelta(seconds=20))

    actions.take_step(request=request)

    assert remote.count("create") == 0
    assert upkeep.longest_wait_s() == 0


def test_what_a_dead_worker_had_claimed_is_free_after_a_while(remote, template):
    request = factories.make_request(template=template)
    RemoteJob.objects.create(request=request, busy_until=now() - timedelta(seconds=1))

    actions.take_step(request=request)

    assert remote.count("create") == 1


@pytest.mark.parametrize("call", ["create", "get"])
@pytest.mark.parametrize(("status", "wait"), [(429, 7), (503, 7), (500, None), (502, None)])
def test_a_busy_or_broken_account_is_ridden_out(remote, template, step, call, status, wait):
    before = remote.answers[call]
    factories.make_request(template=template)
    if call == "get":
        step()
    remote.will(call, {"Reason": "Later."}, status=status, **({"Retry_After": str(wait)} if wait else {}))
    step()

    assert state() == "waiting"
    assert pause_s() == pytest.approx(wait or 1.5, abs=0.8)
    remote.answers[call] = before
    remote.completes(a=PDF)
    step()
    step()
    assert state() == "completed"


def test_an_account_that_does_not_answer_is_left_in_peace_for_a_while(remote, template, run_jobs):
    remote.will("create", {}, status=503, Retry_After="60")
    for _ in range(3):
        factories.make_request(template=template)
    run_jobs()

    assert remote.count("create") == 1
    assert {round((request.due_at - now()).total_seconds()) for request in ContentRequest.objects.all()} <= {59, 60}


def test_an_account_that_failed_is_asked_by_one_at_a_time_until_it_answers(remote, template, run_jobs):
    requests = [factories.make_request(template=template) for _ in range(3)]
    RemoteAccount.objects.update(quiet_until=now() - timedelta(seconds=1))
    seen = [ContentRequest.objects.select_related("version__template__remote_account").get(pk=each.pk) for each in requests]
    remote.will("create", {}, status=503)
    for request in seen:
        actions.take_step(request=request)
    assert remote.count("create") == 1

    remote.will("create", {"RequestId": "there-1"})
    RemoteAccount.objects.update(quiet_until=now() - timedelta(seconds=1))
    run_jobs()

    assert RemoteAccount.objects.get().quiet_until is None


def test_a_404_at_first_means_not_yet_and_later_the_end(remote, template, step):
    factories.make_request(template=template)
    step()
    remote.will("get", {"Reason": "Unknown."}, status=404)
    step()
    assert state() == "waiting"

    RemoteJob.objects.update(accepted_at=now() - UNKNOWN_FOR)
    step()

    failed = ContentRequest.objects.get()
    assert (failed.state, failed.error_id) == ("failed", 1000)


@pytest.mark.parametrize(
    ("status", "error_id", "reason"),
    [
        (400, 111, "Input field Last Name is missing in the API call."),
        (400, 117, "Out of credits this month."),
        (401, 102, "The API key is invalid."),
        (403, 101, "The API key does not belong to this template."),
    ],
)
def test_what_it_refuses_fails_with_the_same_id_and_sentence(remote, template, step, status, error_id, reason):
    remote.will("create", {"Reason": reason, "ErrorId": error_id, "ErrorParameters": {"FieldName": "x"}}, status=status)
    factories.make_request(template=template)
    step()

    failed = ContentRequest.objects.get()
    assert (failed.state, failed.error_id, failed.error_reason) == ("failed", error_id, reason)
    assert failed.error_parameters == {"FieldName": "x"}


def test_its_failure_is_ours_with_the_same_id_and_sentence(remote, template, step):
    failure = {"Reason": "The text of First Name does not fit.", "ErrorId": 1009}
    remote.will("get", {"Status": "Failed", "URLs": [], "FailureDescription": failure})
    factories.make_request(template=template)
    step()
    step()

    failed = ContentRequest.objects.get()
    assert (failed.state, failed.error_id, failed.error_reason) == ("failed", 1009, failure["Reason"])


def test_a_page_of_html_is_not_handed_out_as_a_document(remote, template, step):
    factories.make_request(template=template)
    remote.completes(a=b"<html><script>alert(1)</script>")
    step()
    step()

    assert (state(), ContentRequest.objects.get().files.count()) == ("failed", 0)


def test_a_file_that_is_not_to_be_had_now_is_fetched_later(remote, template, step):
    factories.make_request(template=template)
    remote.completes(a=PDF)
    remote.files = {}
    step()
    step()
    assert state() == "waiting"

    remote.files = {"a": PDF}
    step()

    assert state() == "completed"


def test_a_result_inside_this_network_is_not_fetched(remote, template, step):
    factories.make_request(template=template)
    url = "http://169.254.169.254/latest/meta-data/"
    remote.will("get", {"Status": "Completed", "URLs": [url], "FailureDescription": None})
    step()
    step()

    assert state() == "failed"
    assert "does not go" in ContentRequest.objects.get().error_reason


def test_results_larger_than_is_allowed_fail(remote, template, step, settings):
    settings.UPLOAD_MAX_MB = 1
    factories.make_request(template=template)
    remote.completes(a=PDF + b" " * 600_000, b=PDF + b" " * 600_000)
    step()
    step()

    assert state() == "failed"
    assert "larger" in ContentRequest.objects.get().error_reason


def test_patience_ends_while_it_is_not_ready(template, step):
    factories.make_request(template=template)
    step()
    ContentRequest.objects.update(patience_ends_at=now() - timedelta(seconds=1))

    assert upkeep.end_overdue(jobs.Queue()) == 1
    assert state() == "failed"


def test_a_picture_is_sent_as_an_address_that_only_its_receiver_knows(remote, step, fetch):
    template = account.make_remote_template(remote, fields={})
    template.fields.create(name="Photo", kind="Image")
    image = actions.store_image(workspace=template.workspace, upload=factories.png())
    values = actions.check_values(template=template, values={"Photo": image}, images="upload")
    factories.make_request(template=template, values=values)
    step()

    url = next(body for call, body in remote.asked if call == "create")["Fields"]["Photo"]
    assert url.startswith("http://testserver/inputs/")
    assert fetch(url).body.startswith(b"\x89PNG")
    assert fetch(url[:-1] + ("0" if url[-1] != "0" else "1")).status_code == 404


def test_our_own_link_asks_the_account_when_it_is_opened(remote, template, fetch, step, monkeypatch):
    monkeypatch.setattr("documents.public.WAIT_S", 0)
    link = factories.make_link(template=template)
    assert remote.count("create") == remote.count("url") == 0

    waiting = fetch(link.get_absolute_url())
    assert (waiting.status_code, waiting["Refresh"], waiting["Content-Type"].partition(";")[0]) == (200, "2", "text/html")
    step()
    remote.completes(a=PDF)
    step()

    assert fetch(link.get_absolute_url()).body == PDF
    assert remote.count("create") == 1


def test_their_own_link_is_passed_on_where_staff_chose_it(remote, template):
    Template.objects.update(remote_links="theirs")
    template.refresh_from_db()
    values = {"First Name": "Anna"}
    url = actions.ask_for_url(version=template.current, values=values, output=Output())
    link = actions.create_link(version=template.current, values=values, output=Output(), remote_url=url)

    assert link.public_url == "https://theirs.example/d?token=1"
    assert "theirs.example" not in ContentLink.objects.values_list("sealed_url", flat=True).get()


def test_nobody_waits_for_a_link_of_an_account_that_did_not_answer_a_moment_ago(remote, template):
    Template.objects.update(remote_links="theirs")
    remote.will("url", {}, status=503, Retry_After="20")
    for _ in range(3):
        template.refresh_from_db()
        with pytest.raises(Upstream) as refused:
            actions.ask_for_url(version=template.current, values={"First Name": "Anna"}, output=Output())

    assert remote.count("url") == 1
    assert refused.value.code == "quiet"


def test_no_link_is_asked_for_where_ours_are_handed_out(remote, template):
    assert actions.ask_for_url(version=template.current, values={}, output=Output()) == ""
    assert actions.ask_for_url(version=factories.make_template().current, values={}, output=Output()) == ""
    assert remote.count("url") == 0
