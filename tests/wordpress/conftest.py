"""Two WordPresses, each set up by hand in a browser: the way of a site's owner, which every test then stands on."""

from collections.abc import Iterator
from typing import Any
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import browser, demo, site, visitor  # noqa: F401 -- fixtures
from tests.browser.installation import Installation
from tests.wordpress.sites import Site, required


@pytest.fixture(scope="session", params=["debian", "npm"])
def wordpress(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    site: Installation,  # noqa: F811
) -> Iterator[Site]:
    """Debian's WordPress 6.1 and npm's 6.5, without the plug-in."""
    required()
    made = Site(tmp_path_factory.mktemp("wordpress") / "site", request.param, server=site.url)
    try:
        made.start()
        yield made
    finally:
        made.end()
    assert not made.complaints()


@pytest.fixture(scope="session")
def owner(wordpress: Site, browser: Browser, demo: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:  # noqa: F811
    """The administrator's page, after ZIP, address and key: the plug-in is uploaded, active and connected."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.goto(f"{wordpress.url}/wp-login.php")
    page.fill("#user_login", "admin")
    page.fill("#user_pass", "admin")
    page.click("#wp-submit")
    page.wait_for_url("**/wp-admin/**", wait_until="commit")

    package = tmp_path_factory.mktemp("package") / "personalia-forms.zip"
    with urlopen(f"{demo['base_url']}/wordpress/personalia-forms.zip", timeout=10) as answer:
        package.write_bytes(answer.read())
    page.goto(f"{wordpress.url}/wp-admin/plugin-install.php?tab=upload")
    page.set_input_files("#pluginzip", package)
    page.click("#install-plugin-submit")
    page.get_by_role("link", name="Activate Plugin").click()
    page.get_by_role("row", name="Personalia Forms").get_by_role("link", name="Settings").click()

    page.get_by_label("Server’s address").fill(demo["base_url"])
    page.get_by_label("API key").fill("wrong-key-000")
    page.get_by_role("button", name="Test the connection").click()
    expect(page.get_by_role("status")).to_contain_text("does not know this key")
    page.get_by_label("API key").fill(demo["api_key"])
    page.get_by_role("button", name="Test the connection").click()
    expect(page.get_by_role("status")).to_contain_text("Connected. There are 2 campaigns.")
    page.get_by_role("button", name="Save Changes").click()
    expect(page.get_by_text("Settings saved.")).to_be_visible()
    page.get_by_label("Default campaign").select_option("Brochure for machine owners")
    page.get_by_role("button", name="Save Changes").click()
    expect(page.get_by_text("Settings saved.")).to_be_visible()
    yield page
    context.close()
