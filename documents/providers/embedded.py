"""Renders in this process, with the prepared template of the request's version."""

from functools import lru_cache
from uuid import UUID

from documents.models import ContentRequest, TemplateVersion
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


@lru_cache(maxsize=KEPT)
def load(version: UUID) -> Prepared:
    """A version's prepared template. It never changes, so it is never looked at twice.

    raises   RenderFailed for a remote account's: it is rendered there
    """
    row = TemplateVersion.objects.only("prepared", "kind").get(pk=version)
    if row.remote:
        raise RenderFailed("This template is rendered by a remote account.")
    with row.prepared.open("rb") as file:
        return prepared.decode(file.read())
