"""The visitor's whole way: form, mistake, waiting, picture, file; by both deliveries, with JavaScript and without."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = pytest.mark.browser
LEAST_S = 2
WITH_AND_WITHOUT = pytest.mark.parametrize("java_script_enabled", [True, False], ids=["with JavaScript", "without JavaScript"])


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return " ".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def fonts_of(pdf: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = {
            str(thing.get("/BaseFont"))
            for thing in document.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font"
        }
    return {name.rpartition("+")[2].lstrip("/") for name in found}


def send_brochure_form(page: Page, name: str) -> None:
    page.get_by_label("First name").fill(name)
    page.get_by_label("AK-2000").check()
    page.get_by_label("red", exact=True).check()
    send(page, "Get my brochure")


def send(page: Page, button: str) -> None:
    """As slowly as a person: where no script waits for the least time that the server asks for, the test does."""
    page.wait_for_timeout(1000 * LEAST_S)
    page.get_by_role("button", name=button).click()


def shown(page: Page, picture: Any) -> bool:
    """Whether the browser could decode a picture."""
    expect(picture).to_be_visible()
    with page.expect_response(lambda answer: answer.url == picture.get_attribute("src") or answer.url.endswith("preview.jpg")) as waited:
        page.reload()
    return waited.value.ok and waited.value.headers["content-type"] == "image/jpeg"


@WITH_AND_WITHOUT
def test_a_visitor_gets_a_brochure_with_their_name_at_once(
    visitor: Callable[..., BrowserContext], demo: dict[str, Any], java_script_enabled: bool
) -> None:
    page = visitor(java_script_enabled=java_script_enabled).new_page()
    page.goto(demo["campaigns"]["brochure"])

    send_brochure_form(page, "Zoë")

    expect(page.get_by_role("heading", name="Your brochure is ready")).to_be_visible()
    assert shown(page, page.get_by_alt_text("The first page of your document"))
    with page.expect_download() as waited:
        page.get_by_role("link", name="Download").click()
    pdf = Path(waited.value.path()).read_bytes()
    assert waited.value.suggested_filename == "Brochure for Zoë.pdf"
    assert "Zoë, meet" in text_of(pdf)
    assert "EBGaramond12-Regular" in fonts_of(pdf)


@WITH_AND_WITHOUT
def test_a_visitor_gets_a_link_that_makes_the_coupon_when_it_is_opened(
    visitor: Callable[..., BrowserContext], demo: dict[str, Any], java_script_enabled: bool
) -> None:
    context = visitor(java_script_enabled=java_script_enabled)
    page = context.new_page()
    page.goto(demo["campaigns"]["coupon"])

    page.get_by_label("kettle").check()
    page.get_by_label("petrol").check()
    send(page, "Get my coupon")

    expect(page.get_by_role("heading", name="Your coupon is waiting")).to_be_visible()
    link = page.get_by_label("Your link, to keep or to send").input_value()
    assert page.get_by_role("link", name="Open my document").get_attribute("href") == link
    answer = context.request.get(link)
    assert answer.ok
    assert answer.headers["content-type"] == "application/pdf"
    letters = "".join(text_of(answer.body()).upper().split())  # widely spaced letters read as words of their own
    assert "SAVE20%WITHTHISCOUPON" in letters
    assert "KETTLEINPETROL" in letters
    assert context.request.get(link).body() == answer.body()


@WITH_AND_WITHOUT
def test_a_mistake_is_said_beside_its_field_and_nothing_typed_is_lost(
    visitor: Callable[..., BrowserContext], demo: dict[str, Any], java_script_enabled: bool
) -> None:
    page = visitor(java_script_enabled=java_script_enabled).new_page()
    page.goto(demo["campaigns"]["brochure"])
    page.get_by_label("AK-1000").check()
    page.get_by_label("red", exact=True).check()

    page.get_by_role("button", name="Get my brochure").click()

    expect(page.get_by_text("Please fill in “First name”.")).to_be_visible()
    expect(page.get_by_label("First name")).to_be_focused()
    expect(page.get_by_label("AK-1000")).to_be_checked()
    send_brochure_form(page, "Łukasz Żółć")
    expect(page.get_by_role("heading", name="Your brochure is ready")).to_be_visible()


@WITH_AND_WITHOUT
def test_a_name_that_is_too_long_for_the_design_is_said_before_anything_is_made(
    visitor: Callable[..., BrowserContext], demo: dict[str, Any], java_script_enabled: bool
) -> None:
    page = visitor(java_script_enabled=java_script_enabled).new_page()
    page.goto(demo["campaigns"]["brochure"])
    name, mistake = page.get_by_label("First name"), page.get_by_text("This is too long for the design: about")

    name.fill("Wilhelmina-Antoinette von Hohenlohe-Waldenburg")
    if java_script_enabled:
        name.press("Tab")
        expect(mistake).to_be_visible()
        expect(page.get_by_label("AK-2000")).to_be_focused()
    else:
        send_brochure_form(page, "Wilhelmina-Antoinette von Hohenlohe-Waldenburg")
        expect(mistake).to_be_visible()
        expect(name).to_be_focused()
    send_brochure_form(page, "Wilhelmina")

    expect(page.get_by_role("heading", name="Your brochure is ready")).to_be_visible()


def test_the_form_can_be_filled_in_by_keyboard_on_a_narrow_screen(visitor: Callable[..., BrowserContext], demo: dict[str, Any]) -> None:
    page = visitor().new_page()
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(demo["campaigns"]["brochure"])
    wide = page.evaluate("document.documentElement.scrollWidth")

    page.get_by_label("First name").focus()
    page.keyboard.type("Олександр")
    for key in ("Tab", "Space", "Tab", "Space", "Tab", "Tab", "Enter"):  # machine, colour, consent passed by, button
        page.keyboard.press(key)

    assert wide <= 360
    expect(page.get_by_role("heading", name="Your brochure is ready")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_value_comes_from_the_address(visitor: Callable[..., BrowserContext], demo: dict[str, Any]) -> None:
    page = visitor().new_page()

    page.goto(demo["campaigns"]["brochure"] + "?first-name=Ida")

    expect(page.get_by_label("First name")).to_have_value("Ida")
