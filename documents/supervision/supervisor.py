"""The loop of `manage.py workers`: once a second, a look at the processes and a look at the database."""

import logging
import threading
import time
from contextlib import suppress

from django.conf import settings
from django.db import DatabaseError, InterfaceError, close_old_connections
from redis import RedisError

from documents import actions, jobs
from documents.supervision import deliveries, upkeep
from documents.supervision.cluster import Cluster

logger = logging.getLogger(__name__)
GONE = (DatabaseError, InterfaceError, RedisError)
LOOK_S = 1.0
HANGS_S = 10.0  # a row waits so long beside an idle worker: the cluster hangs
STARTUP_S = 15.0  # a young cluster has not had its chance yet
STUCK_S = 150.0  # longer than all attempts of a failing job take
YOUNG_S = 3.0
HOUSEKEEPING_S = 60.0


class Supervisor:
    """Keeps one cluster; replaces it whole when it hangs, dies, or loses a worker at work."""

    def __init__(self) -> None:
        self.queue = jobs.Queue()
        self.tidied_at = float("-inf")

    def run(self, stop: threading.Event) -> None:
        """Until `stop` is set; then nothing of it runs any longer."""
        cluster = Cluster()
        logger.info("workers: %d ready in process group %d", settings.WORKERS, cluster.process.pid)
        try:
            with suppress(*GONE):
                upkeep.queue_outdated()
            while not stop.wait(LOOK_S):
                close_old_connections()
                try:
                    cluster = self._looked_after(cluster, stop)
                    self._look()
                except GONE as error:  # the database is away or busy; the next look is in a second
                    logger.warning("workers: %s", error)
        finally:
            cluster.stop()
            with suppress(*GONE):
                _release()
            logger.info("workers: stopped")

    def _looked_after(self, cluster: Cluster, stop: threading.Event) -> Cluster:
        """The cluster, or a new one in its place."""
        why = self._trouble(cluster)
        if not why:
            return cluster
        logger.error("workers: process group %d is replaced: %s", cluster.process.pid, why)
        cluster.kill()
        _release()
        if cluster.age_s < YOUNG_S and stop.wait(YOUNG_S):
            return cluster  # what dies at once would die at once again
        return Cluster()

    def _trouble(self, cluster: Cluster) -> str:
        """Why the cluster has to be replaced; empty if it need not be."""
        if cluster.gone:
            return "its main process is gone"
        if cluster.bereaved:
            return "a worker died at work"
        hangs = cluster.age_s > STARTUP_S and cluster.quiet_s > HANGS_S and cluster.busy < settings.WORKERS
        if hangs and upkeep.longest_wait_s() > HANGS_S:
            return f"a job has waited {HANGS_S:.0f} s beside an idle worker"
        if cluster.age_s > STUCK_S and not cluster.busy and self._stuck():
            return "jobs that are done stay in the queue"
        return ""

    def _stuck(self) -> bool:
        """Whether jobs stay though no row waits for one: the monitor, which takes them out, hangs on its queue's lock."""
        return jobs.in_database() and self.queue.oldest_s() > STUCK_S and upkeep.longest_wait_s() < HANGS_S

    def _look(self) -> None:
        upkeep.queue_lost_jobs(self.queue)
        upkeep.end_overdue(self.queue)
        upkeep.queue_due_requests()
        deliveries.queue_due(self.queue)
        actions.end_overdue_deliveries()
        if time.monotonic() - self.tidied_at >= HOUSEKEEPING_S:
            self.tidied_at = time.monotonic()
            upkeep.queue_housekeeping(self.queue)


def _release() -> None:
    """The next cluster need not wait until what this one had taken is due again."""
    if jobs.in_database():
        jobs.release()
