"""Renders in this process, with the prepared template of the request's version."""

import shutil
from functools import lru_cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from uuid import UUID

from django.conf import settings
from django.core.files.storage import default_storage

from documents.models import ContentRequest, TemplateVersion
from documents.models.templates import carried_font
from documents.providers.values import design_values
from documents.rendering import engine, prepared
from documents.rendering.output import RenderedFile
from documents.rendering.prepared import Prepared
from personalia_site.errors import RenderFailed

KEPT = 10  # prepared templates in memory; the least used one goes


def render(request: ContentRequest) -> list[RenderedFile]:
    """The files of a request.

    raises   RenderFailed's children; BrokenDesign also when the template was prepared by another release
    """
    return engine.render(load(request.version_id), design_values(request), request.wanted, name=request.name or "document")


def load(version: UUID) -> Prepared:
    """A version's prepared template, from memory where this process has had it before.

    raises   RenderFailed for a remote account's: it is rendered there
    """
    try:
        return decoded(_name(version))
    except FileNotFoundError:
        return decoded(_name(version))  # it was prepared again at this very moment


def _name(version: UUID) -> str:
    row = TemplateVersion.objects.only("prepared", "kind").get(pk=version)
    if row.remote:
        raise RenderFailed("This template is rendered by a remote account.")
    return str(row.prepared.name)


@lru_cache(maxsize=KEPT)
def decoded(name: str) -> Prepared:
    """A file that is called after its content: it is never looked at twice."""
    with default_storage.open(name) as file:
        return prepared.decode(file.read(), apart=carried)


def carried(key: str) -> str:
    """The file of a fallback font; on this machine, wherever the storage is."""
    name = carried_font(key)
    try:
        return default_storage.path(name)
    except NotImplementedError:  # no folder of this machine's
        here = Path(settings.DATA_DIR) / "fonts" / key
    if not here.exists():
        here.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=here.parent, delete=False) as copy, default_storage.open(name) as file:
            shutil.copyfileobj(file, copy)
        Path(copy.name).rename(here)  # whole or not at all: others may be looking for it
    return str(here)
