"""The form where a proof is asked for, the line breaks, or the browser keeps nothing."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.embedding import Publish, fill_in, script, snippet

pytestmark = pytest.mark.browser


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
