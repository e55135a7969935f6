"""The form among a stranger's styles, policies and languages, and to assistive technology."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.embedding import PAGE, Publish, Visitor, barriers, fill_in, snippet

pytestmark = pytest.mark.browser

HOSTILE = """<style>
* { all: unset !important; display: revert !important; font-size: 60px !important; color: yellow !important; direction: rtl !important;
    letter-spacing: 1em !important; text-transform: uppercase !important; line-height: 5 !important; visibility: visible }
input, button, label { display: none !important }
</style>"""


def test_no_style_leaks_in_or_out(visitor: Visitor, demo: dict[str, Any], foreign: Publish) -> None:
    page = visitor().new_page()
    page.goto(foreign(HOSTILE + "<p id=theirs>Their own</p>" + snippet(demo)))
    title = page.get_by_role("heading", name="A brochure with your name on it")
    expect(title).to_be_visible()

    looks = title.evaluate(
        "(it) => { const s = getComputedStyle(it); return [s.fontSize, s.color, s.letterSpacing, s.textTransform, s.direction] }"
    )
    theirs = page.locator("#theirs").evaluate("(it) => getComputedStyle(it).fontFamily + getComputedStyle(it).color")

    assert looks == ["22.4px", "rgb(26, 29, 33)", "-0.336px", "none", "ltr"]
    assert "rgb(255, 255, 0)" in theirs
    assert "system-ui" not in theirs
    fill_in(page, "Ida")
    page.get_by_role("button", name="Get my brochure").click()
    expect(page.get_by_role("heading", name="Your brochure is ready")).to_be_visible()


def test_a_page_dresses_the_form_by_custom_properties_and_parts(visitor: Visitor, demo: dict[str, Any], foreign: Publish) -> None:
    page = visitor().new_page()
    page.goto(
        foreign(
            "<style>personalia-form { --personalia-accent: #ffdd00; --personalia-font-size: 20px; --personalia-radius: 0px }"
            " personalia-form::part(title) { color: rgb(1, 2, 3) }</style>" + snippet(demo)
        )
    )
    button = page.get_by_role("button", name="Get my brochure")

    looks = button.evaluate("(it) => { const s = getComputedStyle(it); return [s.backgroundColor, s.fontSize, s.borderRadius] }")
    on_it = button.evaluate("""(it) => { const c = document.createElement("canvas").getContext("2d");
        c.fillStyle = getComputedStyle(it).color; c.fillRect(0, 0, 1, 1); return [...c.getImageData(0, 0, 1, 1).data] }""")
    title = page.get_by_role("heading").evaluate("(it) => getComputedStyle(it).color")

    assert looks == ["rgb(255, 221, 0)", "20px", "0px"]
    assert on_it == [0, 0, 0, 255]
    assert title == "rgb(1, 2, 3)"


def test_it_works_under_the_strict_policy_that_the_documentation_gives(visitor: Visitor, demo: dict[str, Any], foreign: Publish) -> None:
    home = demo["base_url"]
    policy = f"default-src 'none'; script-src {home}; connect-src {home}; img-src {home} data:; base-uri 'none'; form-action 'none'"
    policy += "; require-trusted-types-for 'script'; trusted-types personalia"
    page = visitor().new_page()  # whose console must hold no complaint
    page.goto(foreign(snippet(demo), policy=policy))

    fill_in(page, "Ida")
    page.get_by_role("button", name="Get my brochure").click()

    expect(page.get_by_role("heading", name="Your brochure is ready")).to_be_visible()
    picture = page.get_by_alt_text("The first page of your document")
    page.wait_for_function("(it) => it.naturalWidth > 0", arg=picture.element_handle())


def test_it_speaks_the_pages_language(visitor: Visitor, demo: dict[str, Any], foreign: Publish) -> None:
    context = visitor()
    spoken = {"de-AT": ("Herunterladen", "ltr"), "he": ("הורדה", "rtl")}
    pages = {}
    for language in spoken:  # side by side: each waits for the least time that a form is open
        page = pages[language] = context.new_page()
        page.goto(foreign("<h1>Halden</h1>" + snippet(demo), head=PAGE.replace("lang=en", f"lang={language}"), path=f"{language}.html"))
        fill_in(page, "Ida")
        page.get_by_role("button", name="Get my brochure").click()

    for language, (button, direction) in spoken.items():
        expect(pages[language].get_by_role("link", name=button)).to_be_visible()
        assert pages[language].locator("personalia-form [part=form]").get_attribute("dir") == direction
        assert barriers(pages[language]) == []


def test_no_barriers_at_any_point_of_the_way(visitor: Visitor, demo: dict[str, Any], foreign: Publish) -> None:
    context = visitor()
    address = foreign("<h1>Our machines</h1>" + snippet(demo))
    pages = {width: context.new_page() for width in (320, 1280)}  # a phone, or 400 % zoom; a desk
    found = []
    for width, page in pages.items():
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(address)
        button = page.get_by_role("button", name="Get my brochure")
        expect(button).to_be_visible()
        found += barriers(page)
        button.click()
        expect(page.get_by_text("Please fill in “First name”.")).to_be_visible()
        expect(page.get_by_label("First name")).to_be_focused()
        found += barriers(page)
        page.keyboard.type("Ida")
        for key in ("Tab", "Space", "Tab", "Space", "Tab", "Tab", "Enter"):  # machine, colour, consent passed by, button
            page.keyboard.press(key)

    for width, page in pages.items():
        expect(page.get_by_role("heading", name="Your brochure is ready")).to_be_focused()
        found += barriers(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert found == []


def test_the_visitors_own_page_has_no_barriers(visitor: Visitor, demo: dict[str, Any]) -> None:
    page = visitor().new_page()
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(demo["campaigns"]["brochure"])

    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
