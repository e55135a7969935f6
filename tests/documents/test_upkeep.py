"""What `manage.py workers` sees to, one look at a time."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils.timezone import now
from django_q.models import OrmQ, Task

from documents import actions, jobs
from documents.models import ContentRequest, TemplateVersion
from documents.supervision import upkeep
from tests import factories

pytestmark = pytest.mark.django_db


def earlier(model, *, seconds: float) -> None:
    model.objects.update(queued_at=now() - timedelta(seconds=seconds))


def test_a_request_whose_job_is_gone_is_queued_again(run_jobs):
    factories.make_request()
    OrmQ.objects.all().delete()
    earlier(ContentRequest, seconds=6)

    assert upkeep.queue_lost_jobs(jobs.Queue()) == 1
    run_jobs()

    assert ContentRequest.objects.get().state == "completed"


def test_a_request_whose_job_waits_is_left_alone_however_long():
    factories.make_request()
    earlier(ContentRequest, seconds=100)

    assert upkeep.queue_lost_jobs(jobs.Queue()) == 0
    assert OrmQ.objects.count() == 1


def test_a_request_whose_job_is_taken_is_left_alone():
    factories.make_request()
    earlier(ContentRequest, seconds=100)
    OrmQ.objects.update(lock=now() + timedelta(seconds=30))

    assert upkeep.queue_lost_jobs(jobs.Queue()) == 0


def test_a_fresh_request_is_left_alone():
    factories.make_request()
    OrmQ.objects.all().delete()

    assert upkeep.queue_lost_jobs(jobs.Queue()) == 0


def test_two_who_look_at_the_same_moment_queue_it_once():
    request = factories.make_request()
    OrmQ.objects.all().delete()
    earlier(ContentRequest, seconds=6)
    queued_at = ContentRequest.objects.get().queued_at

    won = [upkeep._queue_again(ContentRequest.objects.waiting(), request.pk, queued_at, "documents.tasks.render_content") for _ in range(2)]

    assert won == [1, 0]
    assert OrmQ.objects.count() == 1


def test_a_link_whose_opener_died_is_rendered_by_the_workers(run_jobs):
    factories.make_request(purpose="link")
    OrmQ.objects.all().delete()
    earlier(ContentRequest, seconds=6)
    assert upkeep.queue_lost_jobs(jobs.Queue()) == 0

    earlier(ContentRequest, seconds=16)
    upkeep.queue_lost_jobs(jobs.Queue())
    run_jobs()

    assert ContentRequest.objects.get().state == "completed"


def test_a_check_whose_job_is_gone_is_queued_again(run_jobs):
    factories.make_checking_version()
    OrmQ.objects.all().delete()
    earlier(TemplateVersion, seconds=6)

    upkeep.queue_lost_jobs(jobs.Queue())

    assert OrmQ.objects.get().task["timeout"] == 110
    run_jobs()
    assert TemplateVersion.objects.get().state == "ready"


def test_a_request_whose_patience_is_over_fails_with_1000():
    factories.make_request()
    OrmQ.objects.all().delete()
    ContentRequest.objects.update(patience_ends_at=now())

    assert upkeep.end_overdue(jobs.Queue()) == 1

    request = ContentRequest.objects.get()
    assert (request.state, request.error_id) == ("failed", 1000)


def test_a_request_in_a_long_queue_may_wait_an_hour_longer():
    factories.make_request()
    ContentRequest.objects.update(patience_ends_at=now() - timedelta(minutes=59))
    assert upkeep.end_overdue(jobs.Queue()) == 0

    ContentRequest.objects.update(patience_ends_at=now() - timedelta(minutes=61))
    assert upkeep.end_overdue(jobs.Queue()) == 1


def test_a_request_whose_job_fails_for_no_known_reason_has_no_more_patience_than_its_own():
    request = factories.make_request()
    ContentRequest.objects.update(patience_ends_at=now())
    Task.objects.create(id="a", name="a", func="f", group=str(request.pk), started=now(), stopped=now(), success=False)

    assert upkeep.end_overdue(jobs.Queue()) == 1


def test_a_check_whose_patience_is_over_is_refused():
    factories.make_checking_version()
    TemplateVersion.objects.update(created_at=now() - timedelta(minutes=11))

    assert upkeep.end_overdue(jobs.Queue()) == 1
    assert TemplateVersion.objects.get().state == "refused"


def test_the_longest_wait_is_the_oldest_queued_rows():
    assert upkeep.longest_wait_s() == 0
    factories.make_request()
    earlier(ContentRequest, seconds=12)

    assert 12 <= upkeep.longest_wait_s() < 14


def test_a_check_that_has_begun_does_not_wait():
    factories.make_checking_version()
    earlier(TemplateVersion, seconds=40)
    TemplateVersion.objects.update(progress="Reading the design")

    assert upkeep.longest_wait_s() == 0


def test_housekeeping_is_queued_once_until_it_has_run(settings, run_jobs):
    settings.HOUSEKEEPING = ["documents.tasks.tidy"]
    queue = jobs.Queue()
    upkeep.queue_housekeeping(queue)
    upkeep.queue_housekeeping(queue)

    assert OrmQ.objects.count() == 1
    run_jobs()
    upkeep.queue_housekeeping(queue)
    assert OrmQ.objects.count() == 1


def test_taken_jobs_are_released_when_their_workers_are_gone():
    factories.make_request()
    OrmQ.objects.update(lock=now() + timedelta(seconds=30))

    jobs.release()

    assert OrmQ.objects.get().lock < now()


def test_the_queue_knows_its_jobs_and_unpacks_each_once(django_assert_num_queries):
    request = factories.make_request()
    queue = jobs.Queue()
    assert queue.jobs() == {("documents.tasks.render_content", str(request.pk))}

    with django_assert_num_queries(1):
        queue.jobs()

    OrmQ.objects.all().delete()
    assert queue.jobs() == set()


def test_old_records_of_failed_jobs_go():
    for name, days in (("old", 31), ("young", 29)):
        ended = now() - timedelta(days=days)
        Task.objects.create(id=name, name=name, func="f", started=ended, stopped=ended, success=False)

    actions.delete_old()

    assert [task.name for task in Task.objects.all()] == ["young"]


def test_the_queue_knows_how_long_it_has_seen_its_oldest_job(monkeypatch):
    clock = iter([100.0, 100.0, 130.0, 130.0])
    monkeypatch.setattr(jobs, "time", SimpleNamespace(monotonic=lambda: next(clock)))
    queue = jobs.Queue()
    factories.make_request()

    assert queue.oldest_s() == 0
    assert queue.oldest_s() == 30
    OrmQ.objects.all().delete()
    assert queue.oldest_s() == 0


def test_a_long_task_holds_its_own_job_and_no_other():
    version = factories.make_checking_version()
    factories.make_request()
    OrmQ.objects.update(lock=now() + timedelta(seconds=30))

    with jobs.at_work("documents.tasks.check_version", version.pk, patience_s=120):
        held = OrmQ.objects.filter(lock__gt=now() + timedelta(seconds=100))
        assert [jobs.job_of(row) for row in held] == [("documents.tasks.check_version", str(version.pk))]
