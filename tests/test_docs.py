"""The documentation is true: every page opens, and every setting, call and error id is in it."""

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, reverse

from documents.api import urls as api_urls
from personalia_site.pages import PAGES

DOCS = Path(settings.BASE_DIR) / "templates" / "docs"
ROOMS = ("personalia_site", "documents", "campaigns")
READ = re.compile(r'environment\.(?:text|number|flag|listing)\(\s*"([A-Z_]+)"')


class Links(HTMLParser):
    """Addresses and ids of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.to: list[str] = []
        self.ids: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, Any]]) -> None:
        found = dict(attrs)
        if "id" in found:
            self.ids.add(found["id"])
        if tag == "a":
            self.to.append(found["href"])


def source(*names: str) -> str:
    return "\n".join(path.read_text() for name in names for path in (Path(settings.BASE_DIR) / name).rglob("*.py"))


def addresses() -> list[str]:
    return [reverse("home"), reverse("docs"), *(reverse("docs-page", args=[page]) for page in PAGES if page != "index")]


def test_every_setting_is_documented() -> None:
    text = (DOCS / "settings.html").read_text()
    read = set(READ.findall(source(*ROOMS)))

    assert read >= {"DATA_DIR", "BASE_URL", "WORKERS"}
    assert sorted(name for name in read if f'<tr id="{name}"><td><code>{name}</code>' not in text) == []


def test_no_setting_is_documented_that_nobody_reads() -> None:
    documented = set(re.findall(r'<tr id="([A-Z_]+)">', (DOCS / "settings.html").read_text()))

    assert documented - set(READ.findall(source(*ROOMS))) == set()


def test_every_call_of_the_api_is_documented() -> None:
    text = (DOCS / "api.html").read_text()
    patterns = [each for each in api_urls.urlpatterns if isinstance(each, URLPattern) and each.name != "api-nothing-here"]

    assert patterns
    for each in patterns:
        path = re.sub(r"<\w+:(\w+)>", r"{\1}", str(each.pattern))
        methods = [method.upper() for method in each.callback.cls.http_method_names if method != "options"]
        assert [method for method in methods if f"<code>{method} /v1/{path}</code>" not in text] == []


def test_every_error_id_is_documented() -> None:
    text = (DOCS / "errors.html").read_text()
    used = set(re.findall(r"error_id(?:: int \| None)? ?= ?(\d{3,4})\b", source(*ROOMS)))

    assert used >= {"111", "1009"}
    assert sorted(number for number in used if f'<tr id="{number}"><td>{number}</td>' not in text) == []


def test_every_page_has_a_file_and_every_file_is_a_page() -> None:
    assert {path.stem for path in DOCS.glob("*.html")} == set(PAGES)


@pytest.mark.django_db
@pytest.mark.parametrize("address", addresses())
def test_a_page_opens_for_anybody_strictly_and_without_a_cookie(client: Client, address: str) -> None:
    page = client.get(address)

    assert page.status_code == 200
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    assert not page.cookies
    assert not re.search(r"\sstyle=|<style|\son\w+=|<script(?! src)", page.text.split("<pre")[0])


@pytest.mark.django_db
@pytest.mark.parametrize("address", addresses())
def test_no_link_leads_nowhere(client: Client, address: str) -> None:
    for to in Links(client.get(address).text).to:
        path, _, fragment = to.partition("#")
        answer = client.get(path or address)
        assert answer.status_code in {200, 302}, to
        if fragment and answer.status_code == 200:
            assert fragment in Links(answer.text).ids, to


@pytest.mark.django_db
def test_an_unknown_page_is_not_found(client: Client) -> None:
    assert client.get(reverse("docs-page", args=["secrets"])).status_code == 404


@pytest.mark.django_db
def test_the_start_page_lists_open_campaigns_unless_told_not_to(client: Client, settings: Any) -> None:
    from campaigns import actions
    from tests import factories

    campaign = actions.create_campaign(template=factories.make_template(), name="Spring", title="Your own brochure")
    assert "Your own brochure" not in client.get(reverse("home")).text
    actions.publish(campaign=campaign)

    assert "Your own brochure" in client.get(reverse("home")).text
    settings.LIST_CAMPAIGNS = False
    assert "Your own brochure" not in client.get(reverse("home")).text
