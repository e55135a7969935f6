"""manage.py workers: the worker processes, and the eye on them."""

import signal
import threading
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand

from documents.supervision import Supervisor


class Command(BaseCommand):
    """Runs until SIGTERM or SIGINT, and leaves no process behind."""

    help = "Run the workers: they check templates and render documents, and what they drop is picked up again."

    def handle(self, *_args: Any, **_options: Any) -> None:
        stop = threading.Event()

        def ask_to_stop(_number: int, _frame: FrameType | None) -> None:
            stop.set()

        signal.signal(signal.SIGTERM, ask_to_stop)
        signal.signal(signal.SIGINT, ask_to_stop)
        Supervisor().run(stop)
