"""The way to the workers: a job is a task's dotted name and a row's key. Knows django-q2's brokers, so that nobody else does."""

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.timezone import now
from django_q.brokers import Broker, get_broker
from django_q.models import OrmQ, Task
from django_q.signing import SignedPackage
from django_q.tasks import async_task

from documents import watch

Job = tuple[str, str]  # task, key


def enqueue(task: str, key: UUID | int | None = None, *, timeout_s: int | None = None) -> None:
    """Queue a task for a row; call it in the transaction that makes or changes the row.

    task       dotted name; it takes the key (if there is one), and is harmless twice
    timeout_s  its own patience, where Q_CLUSTER's is too short
    """
    options = {"group": str(key), "save": False} | ({} if timeout_s is None else {"timeout": timeout_s})

    def queue() -> None:
        options["broker"] = _broker()
        async_task(task, *([] if key is None else [str(key)]), q_options=options)

    if in_database():
        queue()  # commits or rolls back with the row
    else:
        # Before the commit a worker would not find the row. Robust: with Redis away the row waits, and `workers` queues it later.
        transaction.on_commit(queue, robust=True)


@cache
def _broker() -> Broker:
    """One for all jobs of this process: left to itself, django-q2 connects to Redis anew for each."""
    return get_broker()


def in_database() -> bool:
    """Whether the broker is the database: its jobs can be looked at, and are delivered at least once."""
    return "orm" in settings.Q_CLUSTER


class Queue:
    """What is queued; with the database as broker, taken jobs included. Remembers what it has unpacked: looking again costs little."""

    def __init__(self) -> None:
        self._known: dict[int, Job] = {}
        self._in_redis: dict[bytes, Job] = {}
        self._seen_at: dict[int, float] = {}

    def jobs(self) -> set[Job]:
        if not in_database():
            broker = get_broker()
            packed = set(broker.connection.lrange(broker.list_key, 0, -1))
            self._in_redis = {each: self._in_redis.get(each) or _unpacked(SignedPackage.loads(each)) for each in packed}
            return set(self._in_redis.values())
        keys = set(OrmQ.objects.values_list("pk", flat=True))
        self._known = {pk: job for pk, job in self._known.items() if pk in keys}
        self._seen_at = {pk: self._seen_at.get(pk, time.monotonic()) for pk in keys}
        new = list(keys - self._known.keys())
        for some in (new[start : start + 500] for start in range(0, len(new), 500)):  # SQLite takes so many parameters at once
            self._known.update((row.pk, job_of(row)) for row in OrmQ.objects.filter(pk__in=some))
        return set(self._known.values())

    def oldest_s(self) -> float:
        """How long ago this saw the job first that has been in the queue longest."""
        self.jobs()
        return time.monotonic() - min(self._seen_at.values()) if self._seen_at else 0.0


def job_of(row: OrmQ) -> Job:
    return _unpacked(row.task)


def _unpacked(unpacked: Mapping[str, Any]) -> Job:
    return str(unpacked["func"]), str(next(iter(unpacked["args"]), ""))


def release() -> None:
    """Let jobs be taken again that dead workers have taken; without it they wait for Q_CLUSTER's retry."""
    OrmQ.objects.filter(lock__gt=now()).update(lock=now() - timedelta(seconds=1))


def failed_keys(keys: Iterable[UUID]) -> set[str]:
    """Those of the keys whose job has failed at least once in a way that nobody expected."""
    failed = Task.objects.filter(group__in=[str(key) for key in keys], success=False)
    return {str(group) for group in failed.values_list("group", flat=True)}


def forget_failures(after: timedelta) -> None:
    """Delete the broker's records of failed jobs; it keeps them for ever."""
    Task.objects.filter(stopped__lte=now() - after).delete()


@contextmanager
def at_work(task: str, key: UUID, *, patience_s: int = 0) -> Iterator[None]:
    """Round a task's work: `workers` sees that this process is busy, and with what.

    patience_s   for a task longer than Q_CLUSTER's retry: until then its job is not delivered again
    """
    if patience_s and in_database():
        mine = [row.pk for row in OrmQ.objects.filter(lock__gt=now()) if job_of(row) == (task, str(key))]
        OrmQ.objects.filter(pk__in=mine).update(lock=now() + timedelta(seconds=patience_s))
    with watch.busy(f"{task} {key}"):
        yield
