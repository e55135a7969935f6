"""The form in a frame, and the card that WordPress shows for its address."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.embedding import Publish, Visitor, script

pytestmark = pytest.mark.browser


def test_the_whole_way_goes_inside_a_frame_whose_height_follows(visitor: Visitor, demo: dict[str, Any], foreign: Publish) -> None:
    page = visitor().new_page()
    frame_html = f'<iframe src="{demo["base_url"]}/embed/c/coupon/" title="Coupon" width="100%" height="200"></iframe>'
    page.goto(foreign(script(demo) + frame_html))
    frame = page.frame_locator("iframe")

    frame.get_by_label("toaster").check()
    frame.get_by_label("black").check()
    page.wait_for_function("document.querySelector('iframe').offsetHeight > 300")
    tall = page.evaluate("document.querySelector('iframe').offsetHeight")
    frame.get_by_role("button", name="Get my coupon").click()

    expect(frame.get_by_role("heading", name="Your coupon is waiting")).to_be_visible()
    page.wait_for_function(f"document.querySelector('iframe').offsetHeight < {tall}")


WORDPRESS = """<script>addEventListener("message", (event) => {
    if (event.data.secret !== "s3cret") return;
    const frame = document.querySelector("iframe");
    frame.removeAttribute("style");
    if (event.data.message === "height") frame.height = event.data.value;
    if (event.data.message === "link") window.led = event.data.value;
});
addEventListener("load", () => document.querySelector("iframe").contentWindow.postMessage({ message: "ready", secret: "s3cret" }, "*"));
</script>"""


def test_a_card_in_a_frame_that_is_hidden_until_it_speaks_tells_height_and_link(
    visitor: Visitor, demo: dict[str, Any], foreign: Publish
) -> None:
    page = visitor().new_page()
    hidden = 'sandbox=allow-scripts style="position: absolute; visibility: hidden" width=500 height=600 title=Card'
    page.goto(foreign(f"{WORDPRESS}<iframe {hidden} src='{demo['base_url']}/embed/card/brochure/#?secret=s3cret'></iframe>"))

    link = page.frame_locator("iframe").get_by_role("link", name="Get my brochure")
    expect(link).to_be_visible()
    link.click()

    page.wait_for_function("window.led")
    assert page.evaluate("led") == demo["campaigns"]["brochure"]
    assert 200 < page.evaluate("document.querySelector('iframe').offsetHeight") < 500


def test_a_sandboxed_card_leads_to_the_form_and_a_free_one_becomes_it(visitor: Visitor, demo: dict[str, Any], foreign: Publish) -> None:
    card = f"{demo['base_url']}/embed/card/brochure/"
    page = visitor().new_page()
    page.goto(
        foreign(
            f'<iframe id=free src="{card}" title=Form></iframe><iframe id=boxed sandbox=allow-scripts src="{card}" title=Card></iframe>'
        )
    )

    expect(page.frame_locator("#free").get_by_label("First name")).to_be_visible()
    link = page.frame_locator("#boxed").get_by_role("link", name="Get my brochure")
    expect(link).to_have_attribute("href", demo["campaigns"]["brochure"])
