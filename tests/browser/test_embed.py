"""The form in somebody else's page, which another server sends."""

from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.test_visitors_way import text_of

pytestmark = pytest.mark.browser
PAGE = "<!doctype html><html lang=en><title>Halden</title><link rel=icon href='data:,'><h1>Our machines</h1>"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def foreign(tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """foreign(html) -> the address of a page with it, on a site of its own."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    thread = Thread(target=server.serve_forever)
    thread.start()

    def publish(html: str) -> str:
        (tmp_path / "index.html").write_text(PAGE + html, encoding="utf-8")
        return f"http://localhost:{server.server_port}/"

    yield publish
    server.shutdown()
    thread.join()
    server.server_close()


def snippet(demo: dict[str, Any]) -> str:
    return (
        f'<script src="{demo["base_url"]}/embed/v1.js" async></script>'
        f'<personalia-form campaign="brochure"><a href="{demo["campaigns"]["brochure"]}">Get my brochure</a></personalia-form>'
    )


def test_the_whole_way_goes_inside_a_foreign_page(
    visitor: Callable[..., BrowserContext], demo: dict[str, Any], foreign: Callable[[str], str]
) -> None:
    page = visitor().new_page()
    address = foreign(snippet(demo))
    page.goto(address)

    page.get_by_label("First name").fill("Ελένη")
    page.get_by_label("AK-2000").check()
    page.get_by_label("red", exact=True).check()
    page.get_by_role("button", name="Get my brochure").click()

    expect(page.get_by_role("heading", name="Your brochure is ready")).to_be_visible()
    with page.expect_download() as waited:
        page.get_by_role("link", name="Download").click()
    assert "Ελένη, meet" in text_of(Path(waited.value.path()).read_bytes())
    assert page.url == address
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


def test_the_link_stands_where_scripts_do_not_run(
    visitor: Callable[..., BrowserContext], demo: dict[str, Any], foreign: Callable[[str], str]
) -> None:
    page = visitor(java_script_enabled=False).new_page()
    page.goto(foreign(snippet(demo)))

    page.get_by_role("link", name="Get my brochure").click()

    expect(page.get_by_role("heading", name="A brochure with your name on it")).to_be_visible()


def test_the_whole_way_goes_inside_a_frame(
    visitor: Callable[..., BrowserContext], demo: dict[str, Any], foreign: Callable[[str], str]
) -> None:
    page = visitor().new_page()
    page.goto(foreign(f'<iframe src="{demo["base_url"]}/embed/c/coupon/" title="Coupon" width="100%" height="900"></iframe>'))
    frame = page.frame_locator("iframe")

    frame.get_by_label("toaster").check()
    frame.get_by_label("black").check()
    frame.get_by_role("button", name="Get my coupon").click()

    expect(frame.get_by_role("heading", name="Your coupon is waiting")).to_be_visible()
