"""A running script/server, Chromium with a fresh profile, and the demo's addresses. Nothing here may use the ORM."""

import os
from collections.abc import Callable, Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from tests.browser.embedding import PAGE, Host, Publish
from tests.browser.installation import Installation

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP halden.test 127.0.0.1",
]  # fmt: skip


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """One installation for all tests; its data is the demo and what tests send."""
    installation = Installation(tmp_path_factory.mktemp("site") / "data")
    try:
        installation.start()
        yield installation
    finally:
        installation.clear()


@pytest.fixture(scope="session")
def demo(site: Installation) -> dict[str, Any]:
    return site.demo()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        missing = f"{CHROMIUM} is not there: no browser test has run. Install Debian's chromium, or start script/test as root."
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    expect.set_options(timeout=15_000)  # it looks again and again; a busy machine takes its time
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """visitor(java_script_enabled=False, …): a new visitor, whose browser must find no mistake in our pages and keep no cookie."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def make(**options: Any) -> BrowserContext:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, **options)
        context.set_default_timeout(20_000)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        context.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        contexts.append(context)
        return context

    yield make
    cookies = [cookie for context in contexts for cookie in context.cookies()]
    for context in contexts:
        context.close()
    assert not cookies
    assert not complaints


@pytest.fixture
def foreign(tmp_path: Path) -> Iterator[Publish]:
    """foreign(html, policy="", site="localhost") -> the address of a page with it, on a site of its own.

    site   halden.test is one that browsers do not trust: it has no https
    """
    host = type("ThisHost", (Host,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(host, directory=str(tmp_path)))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()

    def publish(html: str, *, policy: str = "", head: str = PAGE, site: str = "localhost", path: str = "index.html") -> str:
        host.policy = policy
        (tmp_path / path).write_text(head + html, encoding="utf-8")
        return f"http://{site}:{server.server_port}/{path.removesuffix('index.html')}"

    yield publish
    server.shutdown()
    thread.join()
    server.server_close()
