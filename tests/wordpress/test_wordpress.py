"""The plug-in in a real WordPress: the editor's way, and the visitor's."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from playwright.sync_api import BrowserContext, Frame, Page, expect

from tests.browser.test_visitors_way import text_of
from tests.wordpress.sites import Site

pytestmark = pytest.mark.wordpress
PRINTED = re.compile(r"<script src=\"[^\"]*/embed/v1\.js\" async></script><personalia-form.*?</personalia-form>", re.DOTALL)


def printed(address: str) -> list[str]:
    """The forms in a page, as a page cache would keep them."""
    with urlopen(address, timeout=20) as answer:
        return PRINTED.findall(answer.read().decode())


def get_brochure(page: Page, name: str) -> str:
    """Fills the first form in; the text of the document that comes."""
    send(page, name)
    return downloaded(page)


def send(page: Page, name: str) -> None:
    form = page.locator("personalia-form").first
    form.get_by_label("First name").fill(name)
    form.get_by_label("AK-2000").check()
    form.get_by_label("red", exact=True).check()
    form.get_by_role("button", name="Get my brochure").click()


def downloaded(page: Page) -> str:
    form = page.locator("personalia-form").first
    expect(form.get_by_role("heading", name="Your brochure is ready")).to_be_visible()
    with page.expect_download() as waited:
        form.get_by_role("link", name="Download").click()
    return text_of(Path(waited.value.path()).read_bytes())


def canvas(page: Page, selector: str) -> Frame:
    """The frame that the editor draws in: a frame of its own from WordPress 6.3 on."""
    for _ in range(200):
        for frame in page.frames:
            if frame.locator(selector).count():
                return frame
        page.wait_for_timeout(100)
    raise AssertionError(f"{selector} did not come.")


def test_the_key_is_in_no_page(owner: Page, wordpress: Site, demo: dict[str, Any]) -> None:
    for path in ("options-general.php?page=personalia-forms", "post-new.php?post_type=page"):
        owner.goto(f"{wordpress.url}/wp-admin/{path}")
        assert demo["api_key"] not in owner.content()


def test_a_block_shows_the_form_in_the_editor_and_in_the_page(owner: Page, wordpress: Site, visitor: Callable[..., BrowserContext]) -> None:
    owner.goto(f"{wordpress.url}/wp-admin/post-new.php?post_type=page")
    owner.wait_for_function("window.wp?.blocks?.getBlockType('personalia-forms/form') && wp.data.select('core/editor').getCurrentPostId()")
    owner.evaluate("wp.data.dispatch('core/editor').editPost({ title: 'Chosen', slug: 'chosen', status: 'publish' }).then(() => 1)")
    block = "wp.blocks.createBlock('personalia-forms/form')"
    owner.evaluate(f"wp.data.dispatch('core/block-editor').insertBlocks({block}).then?.(() => 1)")

    frame = canvas(owner, "personalia-form")
    expect(frame.get_by_role("heading", name="A brochure with your name on it")).to_be_visible()  # the default campaign
    owner.evaluate("wp.data.dispatch('core/edit-post').openGeneralSidebar('edit-post/block')?.then?.(() => 1)")
    owner.get_by_label("Campaign", exact=True).select_option("Spring coupon")
    expect(frame.get_by_role("heading", name="20% off, made out for you")).to_be_visible()
    owner.get_by_label("Campaign", exact=True).select_option("Brochure for machine owners")
    owner.get_by_label("Text of the link").fill("My brochure, please")
    owner.evaluate("wp.data.dispatch('core/editor').savePost().then(() => 1)")

    page = visitor().new_page()
    page.goto(f"{wordpress.url}/chosen/")
    expect(page.locator("personalia-form")).to_have_count(1)
    assert "Jürgen, meet" in get_brochure(page, "Jürgen")
    assert "My brochure, please" in printed(f"{wordpress.url}/chosen/")[0]


def test_a_shortcode_gives_the_visitor_the_document(owner: Page, wordpress: Site, visitor: Callable[..., BrowserContext]) -> None:
    page = visitor().new_page()
    page.goto(f"{wordpress.url}/shortcode/")

    assert "Ελένη, meet" in get_brochure(page, "Ελένη")
    assert page.url == f"{wordpress.url}/shortcode/"


@pytest.mark.parametrize("page", ["shortcode", "block", "address", "default", "several"])
def test_every_visitor_gets_the_same_html(owner: Page, wordpress: Site, page: str) -> None:
    address = f"{wordpress.url}/{page}/"

    forms = printed(address)

    assert len(forms) == (3 if page == "several" else 1)
    assert printed(f"{address}?utm_source=mail") == forms
    assert PRINTED.findall(owner.request.get(address).text()) == forms  # logged in


def test_our_server_answers_what_the_plugin_prints(owner: Page, wordpress: Site) -> None:
    asked = f"{wordpress.server}/embed/shortcode?campaign=brochure&label=Get+the+brochure&source=shortcode+page"

    with urlopen(asked, timeout=10) as answer:
        assert printed(f"{wordpress.url}/shortcode/") == [answer.read().decode()]


def test_a_link_without_a_text_says_what_the_button_says(owner: Page, wordpress: Site) -> None:
    with urlopen(f"{wordpress.server}/embed/shortcode?campaign=brochure", timeout=10) as answer:
        assert printed(f"{wordpress.url}/default/") == [answer.read().decode()]


def test_several_forms_stand_beside_each_other(owner: Page, wordpress: Site, visitor: Callable[..., BrowserContext]) -> None:
    page = visitor().new_page()
    page.goto(f"{wordpress.url}/several/")

    expect(page.get_by_role("heading", name="A brochure with your name on it")).to_have_count(2)
    expect(page.get_by_role("heading", name="20% off, made out for you")).to_have_count(1)
    assert "Zoë, meet" in get_brochure(page, "Zoë")
    expect(page.get_by_role("heading", name="A brochure with your name on it")).to_have_count(1)


def test_the_link_stands_where_scripts_do_not_run(owner: Page, wordpress: Site, visitor: Callable[..., BrowserContext]) -> None:
    page = visitor(java_script_enabled=False).new_page()
    page.goto(f"{wordpress.url}/shortcode/")

    page.get_by_role("link", name="Get the brochure").click()

    expect(page.get_by_role("heading", name="A brochure with your name on it")).to_be_visible()


def test_optimisers_of_scripts_do_no_harm(owner: Page, wordpress: Site, visitor: Callable[..., BrowserContext]) -> None:
    context = visitor()
    pages = {how: context.new_page() for how in ("deferred", "moved", "twice", "delayed")}
    for how, page in pages.items():  # side by side: each waits for the least time that a form is open
        page.goto(f"{wordpress.url}/several/?optimise={how}")
        assert f"<!-- {how} -->" in page.content()
        expect(page.get_by_role("heading", name="A brochure with your name on it")).to_have_count(2)
        send(page, "Åsa")

    for page in pages.values():
        assert "Åsa, meet" in downloaded(page)
