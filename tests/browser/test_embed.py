"""The form in somebody else's page, which another server sends: kind ones, strict ones and hostile ones."""

import re
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from tests.browser.embedding import PAGE, Publish, Visitor, element, fill_in, listen, script, snippet
from tests.browser.test_visitors_way import text_of

pytestmark = pytest.mark.browser


def test_the_whole_way_goes_inside_a_foreign_page(visitor: Visitor, demo: dict[str, Any], foreign: Publish) -> None:
    page = visitor().new_page()
    listen(page)
    address = foreign(snippet(demo, attributes='source="home"'))
    page.goto(address)

    fill_in(page, "Ελένη")
    page.get_by_role("button", name="Get my brochure").dblclick()  # as some do with everything

    expect(page.get_by_role("heading", name="Your brochure is ready")).to_be_visible()
    with page.expect_download() as waited:
        page.get_by_role("link", name="Download").click()
    assert "Ελένη, meet" in text_of(Path(waited.value.path()).read_bytes())
    assert page.url == address
    assert page.evaluate("told") == [[name, "brochure", "home"] for name in ("ready", "started", "submitted", "completed", "downloaded")]
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


def test_the_link_stands_where_scripts_do_not_run(visitor: Visitor, demo: dict[str, Any], foreign: Publish) -> None:
    page = visitor(java_script_enabled=False).new_page()
    page.goto(foreign(snippet(demo)))

    page.get_by_role("link", name="Get my brochure").click()

    expect(page.get_by_role("heading", name="A brochure with your name on it")).to_be_visible()


def test_an_answer_that_does_not_fit_is_said_as_soon_as_it_is_left(visitor: Visitor, demo: dict[str, Any], foreign: Publish) -> None:
    page = visitor().new_page()
    page.goto(foreign(snippet(demo), head=PAGE.replace("lang=en", "lang=de")))
    name, mistake = page.get_by_label("First name"), page.get_by_text("Das ist zu lang für die Gestaltung")

    name.fill("Wilhelmina-Antoinette von Hohenlohe-Waldenburg")
    name.press("Tab")
    expect(mistake).to_be_visible()
    expect(page.get_by_role("alert").filter(has_text="Das ist zu lang")).to_be_visible()  # the focus has gone on: it is read aloud
    expect(name).to_have_accessible_description(re.compile("Das ist zu lang"))
    name.fill("Wilhelmina")

    expect(mistake).to_be_hidden()


def test_two_forms_of_one_campaign_and_one_of_another_mind_their_own_business(
    visitor: Visitor, demo: dict[str, Any], foreign: Publish
) -> None:
    page = visitor().new_page()
    page.goto(
        foreign(snippet(demo) + snippet(demo) + snippet(demo, "coupon") + script(demo))
    )  # the script four times, as a page builder has it
    forms = page.locator("personalia-form")

    expect(page.get_by_role("button", name="Get my brochure")).to_have_count(2)
    expect(forms.nth(2).get_by_role("button", name="Get my coupon")).to_be_visible()
    fill_in(forms.nth(1), "Ida")
    forms.nth(1).get_by_role("button").click()

    expect(forms.nth(1).get_by_role("heading", name="Your brochure is ready")).to_be_visible()
    expect(forms.nth(0).get_by_label("First name")).to_have_value("")
    expect(forms.nth(2).get_by_role("button", name="Get my coupon")).to_be_enabled()


def test_values_come_from_attributes_and_from_the_pages_own_address(visitor: Visitor, demo: dict[str, Any], foreign: Publish) -> None:
    page = visitor().new_page()
    address = foreign(snippet(demo, attributes='data-first-name="Ida" data-unknown="x"'))

    page.goto(address)
    expect(page.get_by_label("First name")).to_have_value("Ida")
    page.goto(f"{address}?first-name=Jon&secret=1")
    expect(page.get_by_label("First name")).to_have_value("Jon")


def test_moved_and_put_back_nothing_typed_is_lost(visitor: Visitor, demo: dict[str, Any], foreign: Publish) -> None:
    page = visitor().new_page()
    page.goto(foreign(element(demo) + "<div id=there></div>" + f'<script src="{demo["base_url"]}/embed/v1.js" defer></script>'))
    page.get_by_label("First name").fill("Ida")

    page.evaluate("document.querySelector('#there').append(document.querySelector('personalia-form'))")

    expect(page.get_by_label("First name")).to_have_value("Ida")
    page.evaluate("document.querySelector('personalia-form').setAttribute('campaign', 'coupon')")
    expect(page.get_by_role("button", name="Get my coupon")).to_be_visible()
    assert page.evaluate("document.querySelector('personalia-form').version") == "1.0.0"


def test_optimisers_may_do_with_the_script_what_they_like(visitor: Visitor, demo: dict[str, Any], foreign: Publish) -> None:
    page = visitor().new_page()
    address = f"{demo['base_url']}/embed/v1.js"
    with urlopen(address, timeout=10) as answer:
        text = answer.read().decode()
    foreign(f"window.before = function () {{ return 1 }}\n{text}\n{text}\nwindow.after = 1", head="", path="combined.js")
    ways = ["<script src=combined.js defer></script>"]
    ways += [f'<script src="{address}" {how}></script>' for how in ("", "defer", "type=module", "type=module async")]

    for way in ways:
        page.goto(foreign(way + element(demo)))
        expect(page.get_by_label("First name")).to_be_visible()
        page.goto(foreign(element(demo) + way))
        expect(page.get_by_label("First name")).to_be_visible()
    page.goto(foreign(ways[0] + element(demo)))
    expect(page.get_by_label("First name")).to_be_visible()
    assert page.evaluate("[typeof before, after]") == ["function", 1]


def test_in_the_preview_of_an_editor_it_is_shown_and_not_sent(visitor: Visitor, demo: dict[str, Any], foreign: Publish) -> None:
    page = visitor().new_page()
    with page.expect_request(re.compile(r"/embed/v1/brochure/\?")) as asked:
        page.goto(foreign(f"<div data-personalia-editing>{snippet(demo)}</div>"))
    fill_in(page, "Ida")

    page.get_by_role("button", name="Get my brochure").click()

    assert "editing=1" in asked.value.url
    expect(page.get_by_role("button", name="Get my brochure")).to_be_enabled()
