"""When a delivery is tried again."""

from datetime import timedelta
from itertools import accumulate

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
RETRIES = (
    5 * SECOND, 30 * SECOND, 1 * MINUTE, 5 * MINUTE, 20 * MINUTE, 1 * HOUR, 4 * HOUR, 6 * HOUR, 12 * HOUR, 12 * HOUR, 24 * HOUR
)  # fmt: skip
PATIENCE = list(accumulate(RETRIES))[-1] + 12 * HOUR  # from the event; whatever still waits then has failed
QUIET_MAX = 5 * MINUTE


def retry_in(tries: int) -> timedelta | None:
    """How long after the `tries`-th try (1 is the first) the next one is due; None when that was the last."""
    return RETRIES[tries - 1] if tries <= len(RETRIES) else None


def quiet_for(failures: int) -> timedelta:
    """How long a receiver is left alone that has failed so many times in a row, whatever else waits for it.

    A receiver that hangs costs a worker the whole time-out; one try in five minutes is a sixtieth of a worker.
    """
    return min(RETRIES[min(failures, len(RETRIES)) - 1], QUIET_MAX)
