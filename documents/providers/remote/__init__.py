"""A Personalia account on another server. `Client` speaks its content API and knows no Django: it can be used on its own."""

from documents.providers.remote.client import Client
from documents.providers.remote.shapes import Content, Field, TemplateInfo

__all__ = ["Client", "Content", "Field", "TemplateInfo"]
