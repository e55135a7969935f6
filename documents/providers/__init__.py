"""Who renders a request. Each provider has `render(request) -> list[RenderedFile]`."""

from documents.providers import embedded

__all__ = ["embedded"]
