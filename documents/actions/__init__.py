"""Everything the documents room does that is more than one row's change. Keyword-only, atomic."""

from documents.actions import credits, idempotency, notices
from documents.actions.content import fail_request, finish_request, render, request_content
from documents.actions.deliveries import deliver, end_overdue_deliveries
from documents.actions.events import emit
from documents.actions.fonts import add_font, library_files, order_fallbacks
from documents.actions.images import store_image
from documents.actions.keys import issue_key, revoke_key, rotate_key
from documents.actions.links import create_link, open_link, revoke_link
from documents.actions.remote import ask_for_url, list_remote, refresh_remote, register_remote, save_account, take_step
from documents.actions.removal import clear_requests, close_links, delete_link, delete_old, delete_request, delete_template, delete_version
from documents.actions.templates import finish_check, make_current, refuse_version, register_template, renew_prepared, replace_version
from documents.actions.values import check_values
from documents.actions.webhooks import add_webhook, callbacks_of, remove_webhook, resend, test_webhook
from documents.providers.values import design_values

__all__ = [
    "add_font",
    "add_webhook",
    "ask_for_url",
    "callbacks_of",
    "check_values",
    "clear_requests",
    "close_links",
    "create_link",
    "credits",
    "delete_link",
    "delete_old",
    "delete_request",
    "delete_template",
    "delete_version",
    "deliver",
    "design_values",
    "emit",
    "end_overdue_deliveries",
    "fail_request",
    "finish_check",
    "finish_request",
    "idempotency",
    "issue_key",
    "library_files",
    "list_remote",
    "make_current",
    "notices",
    "open_link",
    "order_fallbacks",
    "refresh_remote",
    "refuse_version",
    "register_remote",
    "register_template",
    "remove_webhook",
    "render",
    "renew_prepared",
    "replace_version",
    "request_content",
    "resend",
    "revoke_key",
    "revoke_link",
    "rotate_key",
    "save_account",
    "store_image",
    "take_step",
    "test_webhook",
]
