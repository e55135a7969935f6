"""The staff's door: templates, fonts, keys, links and requests, one module each."""

from documents.admin import fonts, keys, links, people, remote, requests, templates, webhook_deliveries, webhooks

__all__ = ["fonts", "keys", "links", "people", "remote", "requests", "templates", "webhook_deliveries", "webhooks"]
