"""Templates loaded before a visitor asks for them: a template's first rendering in a process costs 0.1 to 0.4 s more than its next."""

import threading
from collections.abc import Iterable
from queue import SimpleQueue
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, connection

from documents.models import ContentLink
from documents.providers import embedded
from documents.rendering import engine
from documents.rendering.output import Output
from personalia_site.errors import RenderFailed

RECENT_LINKS = 500  # looked through at the start for the templates that links will be opened of

_wanted: SimpleQueue[UUID] | None = None  # None: nobody warms, as in workers and commands


def start() -> None:
    """Begin to warm, in a thread of its own; for the web process, once."""
    global _wanted
    _wanted = SimpleQueue()
    threading.Thread(target=_work, args=[_wanted], name="warming", daemon=True).start()


def soon(version: UUID) -> None:
    """Have this version loaded, if this process warms at all."""
    if _wanted is not None:
        _wanted.put(version)


def _work(wanted: SimpleQueue[UUID]) -> None:
    warm: set[UUID] = set()
    _warm(_recent(), warm)
    while True:
        _warm([wanted.get()], warm)


def _recent() -> list[UUID]:
    try:
        recent = ContentLink.objects.order_by("-created_at").values_list("version_id", flat=True)[:RECENT_LINKS]
        return list(dict.fromkeys(recent))[: embedded.KEPT]
    except DatabaseError:  # not migrated yet, or away: then the first visitor waits a moment
        return []


def _warm(versions: Iterable[UUID], warm: set[UUID]) -> None:
    for version in versions:
        if version not in warm:
            warm.add(version)
            try:
                engine.render(embedded.load(version), {}, Output(strict=False))
            except (DatabaseError, ObjectDoesNotExist, OSError, RenderFailed):
                continue  # whoever asks for it gets the error, and its words
    connection.close()
