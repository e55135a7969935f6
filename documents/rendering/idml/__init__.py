"""IDML packages: from the bytes of a design to a `Document`, styles, masters and links resolved."""

from documents.rendering.idml.read import read_document

__all__ = ["read_document"]
