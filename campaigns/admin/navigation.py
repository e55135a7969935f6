"""The admin's side bar, in the marketer's words; the developer's things come last."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse


def sidebar(request: HttpRequest) -> list[dict[str, Any]]:
    """Groups of links, as the theme draws them."""
    groups: list[dict[str, Any]] = [
        {
            "items": [
                _item("Overview", "home", "admin:index"),
                _item("Templates", "draft", "admin:documents_template_changelist"),
                _item("Campaigns", "campaign", "admin:campaigns_campaign_changelist"),
                _item("Submissions", "inbox", "admin:campaigns_submission_changelist"),
                _item("Links", "link", "admin:documents_contentlink_changelist"),
                _item("Fonts", "font_download", "admin:documents_fontfile_changelist"),
            ]
        },
        {
            "title": "Technical",
            "separator": True,
            "items": [
                _item("API keys", "key", "admin:documents_apikey_changelist"),
                _item("Remote accounts", "cloud", "admin:documents_remoteaccount_changelist"),
                _item("Requests", "receipt_long", "admin:documents_contentrequest_changelist"),
                _item("Credits", "toll", "admin:documents_creditmonth_changelist"),
                _item("Webhooks", "webhook", "admin:documents_webhook_changelist"),
                _item("Deliveries", "outgoing_mail", "admin:documents_webhookdelivery_changelist"),
                _item("Documentation", "menu_book", "docs"),
            ],
        },
    ]
    if request.user.is_superuser:
        people = [
            _item("People", "person", "admin:documents_user_changelist"),
            _item("Workspaces", "workspaces", "admin:documents_workspace_changelist"),
        ]
        groups.append({"title": "Administration", "separator": True, "items": people})
    return groups


def _item(title: str, icon: str, address: str) -> dict[str, Any]:
    link = str(reverse(address))
    item = {"title": title, "icon": icon, "link": link}
    # Every page of the admin begins with the overview's address: that one is open only on its own.
    return {**item, "active": lambda request: request.path == link} if address == "admin:index" else item
