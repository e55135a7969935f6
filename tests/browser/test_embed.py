"""The form in somebody else's page, which another server sends: kind ones, strict ones and hostile ones."""

import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.test_visitors_way import text_of

pytestmark = pytest.mark.browser
PAGE = (
    "<!doctype html><html lang=en><meta name=viewport content='width=device-width'><title>Halden</title><link rel=icon href='data:,'><main>"
)
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
HOSTILE = """<style>
* { all: unset !important; display: revert !important; font-size: 60px !important; color: yellow !important; direction: rtl !important;
    letter-spacing: 1em !important; text-transform: uppercase !important; line-height: 5 !important; visibility: visible }
input, button, label { display: none !important }
</style>"""
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


def test_an_answer_that_does_not_fit_is_said_as_soon_as_it_is_left(visitor: Visitor, demo: dict[str, Any], foreign: Publish) -> None:
    page = visitor().new_page()
    page.goto(foreign(snippet(demo), head=PAGE.replace("lang=en", "lang=de")))
    name, mistake = page.get_by_label("First name"), page.get_by_text("Das ist zu lang für die Gestaltung")

    name.fill("Wilhelmina-Antoinette von Hohenlohe-Waldenburg")
    name.press("Tab")
    expect(mistake).to_be_visible()
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


def test_values_come_from_attributes_and_from_the_pages_own_address(visitor: Visitor, demo: dict[str, Any], foreign: Publish) -> None:
    page = visitor().new_page()
    address = foreign(snippet(demo, attributes='data-first-name="Ida" data-unknown="x"'))

    page.goto(address)
    expect(page.get_by_label("First name")).to_have_value("Ida")
    page.goto(f"{address}?first-name=Jon&secret=1")
    expect(page.get_by_label("First name")).to_have_value("Jon")


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


def test_moved_and_put_back_nothing_typed_is_lost(visitor: Visitor, demo: dict[str, Any], foreign: Publish) -> None:
    page = visitor().new_page()
    page.goto(foreign(element(demo) + "<div id=there></div>" + f'<script src="{demo["base_url"]}/embed/v1.js" defer></script>'))
    page.get_by_label("First name").fill("Ida")

    page.evaluate("document.querySelector('#there').append(document.querySelector('personalia-form'))")

    expect(page.get_by_label("First name")).to_have_value("Ida")
    page.evaluate("document.querySelector('personalia-form').setAttribute('campaign', 'coupon')")
    expect(page.get_by_role("button", name="Get my coupon")).to_be_visible()
    assert page.evaluate("document.querySelector('personalia-form').version") == "1.0.0"


# A campaign like the brochure's that asks for a proof of work.
GUARDED = """
from uuid import uuid4
from campaigns.models import Campaign
guarded = Campaign.objects.get(slug="brochure")
questions = list(guarded.form_fields.all())
guarded.pk, guarded.slug, guarded.proof_of_work = uuid4(), "guarded", True
guarded.save(force_insert=True)
for question in questions:
    question.pk, question.campaign = None, guarded
    question.save()
"""


def test_a_proof_of_work_is_done_unasked_without_https_and_again_when_the_line_was_broken(
    browser: Browser, demo: dict[str, Any], foreign: Publish, site: Any
) -> None:
    site.run(GUARDED)
    form = script(demo) + '<personalia-form campaign="guarded"></personalia-form>'
    context = browser.new_context()
    page, plain = context.new_page(), context.new_page()
    page.goto(foreign(form))
    plain.goto(foreign(form, site="halden.test"))
    for each in (page, plain):
        fill_in(each, "Ida")
    plain.get_by_role("button", name="Get my brochure").click()
    expect(plain.get_by_role("heading", name="Your brochure is ready")).to_be_visible(timeout=20_000)

    context.set_offline(True)
    page.get_by_role("button", name="Get my brochure").click()
    expect(page.get_by_text("We could not be reached.")).to_be_visible()
    context.set_offline(False)
    page.get_by_role("button", name="Get my brochure").click()

    expect(page.get_by_role("heading", name="Your brochure is ready")).to_be_visible(timeout=20_000)
    assert not plain.evaluate("isSecureContext")
    context.close()


def test_a_line_that_breaks_mid_way_is_waited_for_and_the_focus_is_left_where_it_is(
    browser: Browser, demo: dict[str, Any], foreign: Publish
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(foreign(snippet(demo) + "<label>Their search <input></label>"))
    asked: list[str] = []

    def break_twice(route: Route) -> None:
        asked.append(route.request.url)
        route.abort() if len(asked) < 3 else route.continue_()

    page.route(re.compile(r"/embed/v1/brochure/[0-9a-f-]{36}/[^/]+/$"), break_twice)
    fill_in(page, "Ida")
    page.get_by_role("button", name="Get my brochure").click()
    page.get_by_label("Their search").click()

    expect(page.get_by_text("We go on trying.")).to_be_visible()
    expect(page.get_by_role("heading", name="Your brochure is ready")).to_be_visible(timeout=15_000)
    expect(page.get_by_label("Their search")).to_be_focused()
    assert len(asked) == 3
    context.close()


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


def test_a_browser_that_blocks_all_storage_gets_the_document_too(
    browser: Browser, demo: dict[str, Any], foreign: Publish, tmp_path: Path
) -> None:
    profile = tmp_path / "profile"
    (profile / "Default").mkdir(parents=True)
    blocked = {"profile": {"default_content_setting_values": {"cookies": 2}, "block_third_party_cookies": True}}
    (profile / "Default" / "Preferences").write_text(json.dumps(blocked))
    context = browser.browser_type.launch_persistent_context(profile, executable_path=CHROMIUM, args=FLAGS)
    try:
        page = context.new_page()
        page.goto(foreign(snippet(demo)))
        blocked_indeed = page.evaluate("() => { try { localStorage.length; return false } catch { return true } }")
        fill_in(page, "Ida")
        page.get_by_role("button", name="Get my brochure").click()
        expect(page.get_by_role("heading", name="Your brochure is ready")).to_be_visible()
    finally:
        context.close()

    assert blocked_indeed
