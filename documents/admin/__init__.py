"""The staff's door: templates, fonts, keys, links and requests, one module each."""

from documents.admin import credits, fonts, keys, links, people, remote, requests, templates, webhook_deliveries, webhooks

__all__ = ["credits", "fonts", "keys", "links", "people", "remote", "requests", "templates", "webhook_deliveries", "webhooks"]
