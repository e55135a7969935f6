"""A stranger's site, and what its pages hold of ours."""

import json
from collections.abc import Callable
from http.server import SimpleHTTPRequestHandler
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Locator, Page

PAGE = (
    "<!doctype html><html lang=en><meta name=viewport content='width=device-width'><title>Halden</title><link rel=icon href='data:,'><main>"
)
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
Publish = Callable[..., str]
Visitor = Callable[..., BrowserContext]


class Host(SimpleHTTPRequestHandler):
    policy = ""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")  # one address gets several pages within a second
        if self.policy:
            self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        pass


def script(demo: dict[str, Any]) -> str:
    return f'<script src="{demo["base_url"]}/embed/v1.js" async></script>'


def element(demo: dict[str, Any], slug: str = "brochure", attributes: str = "") -> str:
    return f'<personalia-form campaign="{slug}" {attributes}><a href="{demo["campaigns"][slug]}">Get my {slug}</a></personalia-form>'


def snippet(demo: dict[str, Any], slug: str = "brochure", attributes: str = "") -> str:
    return script(demo) + element(demo, slug, attributes)


def fill_in(place: Page | Locator, name: str) -> None:
    place.get_by_label("First name").fill(name)
    place.get_by_label("AK-2000").check()
    place.get_by_label("red", exact=True).check()


def barriers(page: Page) -> list[str]:
    found = Axe().run(page, options={"runOnly": STANDARDS, "resultTypes": ["violations"]}).response["violations"]
    return [f"{each['id']}: {node['html']} {node['failureSummary']}" for each in found for node in each["nodes"]]


def listen(page: Page) -> None:
    """Keep what the elements tell, as a tag manager would."""
    names = json.dumps(["ready", "started", "submitted", "completed", "downloaded", "failed", "refused"])
    page.add_init_script(f"""window.told = []; for (const name of {names})
        addEventListener("personalia:" + name, (event) => told.push([name, event.detail.campaign, event.detail.source]), true)""")
