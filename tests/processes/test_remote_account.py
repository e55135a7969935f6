"""Two installations over real HTTP: the one's campaigns hand out what the other renders."""

import html
import io
import json
import os
import re
import signal
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pypdfium2
import pytest
from django.conf import settings
from PIL import Image

from campaigns.guard import LEAST_S
from documents.supervision.cluster import descendants
from tests.processes.installation import Installation, children, kill, wait_for

pytestmark = pytest.mark.processes

THERE = """
import json, django
django.setup()
from tests import factories
workspace = factories.make_workspace()
template = factories.make_template(workspace=workspace, fields={"First Name": "String", "Photo": "Image"})
plain = factories.make_template(workspace=workspace, name="A letter")
key = factories.make_key(workspace=workspace)
print(json.dumps({"template": str(template.pk), "plain": str(plain.pk), "key": key}))
"""
HERE = """
import json, sys, django
django.setup()
from documents import actions
from tests import factories
from tests.campaigns.factories import answers, make_campaign
url, key, template, plain = sys.argv[1:]
account = actions.save_account(workspace=factories.make_workspace(), name="Head office", base_url=url, key=key)
with_photo = actions.register_remote(account=account, remote_id=template)
letter = actions.register_remote(account=account, remote_id=plain, name="Letter")
made = {
    "at-once": make_campaign(template=with_photo, strict=True),
    "own-link": make_campaign(template=letter, delivery="on_demand", strict=True),
}
letter.remote_links = "theirs"
letter.save()
made["their-link"] = make_campaign(template=letter, delivery="on_demand", strict=True)
inputs = {name: answers(campaign, First_Name="First Name", Photo="Photo") for name, campaign in made.items()}
names = {name: {value: key for key, value in each.items()} for name, each in inputs.items()}
print(json.dumps({name: [campaign.get_absolute_url(), names[name]] for name, campaign in made.items()}))
"""
CHOOSE = """
import sys, django
django.setup()
from documents.models import Template
Template.objects.filter(name="Letter").update(remote_links=sys.argv[1])
"""


@dataclass
class Site:
    """A running installation. `web` is its web server's process."""

    installation: Installation
    url: str
    web: Any
    workers: Any = None

    def visit(self, address: str) -> httpx.Response:
        return httpx.get(self.whole(address), timeout=20)

    def whole(self, address: str) -> str:
        return address if address.startswith("http") else f"{self.url}{address}"

    def worker(self) -> int:
        """The only one: the first child of the cluster's sentinel."""
        main = children(self.workers.pid)[0]
        return min(children(next(child for child in children(main) if children(child))))

    def stop_web(self) -> None:
        self.web.terminate()
        self.web.wait(20)

    def start_web(self) -> None:
        port = self.installation.port
        self.web = self.installation.start(
            "-m", "gunicorn", "personalia_site.wsgi", f"--bind=127.0.0.1:{port}", "--threads=4", "--no-control-socket"
        )

        def answers() -> bool:
            try:
                return httpx.get(f"{self.url}/health/").status_code == 200
            except httpx.HTTPError:
                return False

        wait_for(answers, "the web server")


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def start(folder: Path) -> Site:
    port = free_port()
    installation = Installation(folder, port=port, OUTGOING_ALLOWED_NETWORKS="127.0.0.1", WORKERS="1")
    installation.run("manage.py", "migrate", "--verbosity=0")
    installation.run("manage.py", "collectstatic", "--noinput", "--verbosity=0")
    site = Site(installation, f"http://127.0.0.1:{port}", None)
    site.start_web()
    site.workers = installation.start("manage.py", "workers")
    return site


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = start(tmp_path_factory.mktemp("there"))
    yield site
    site.installation.end()


@pytest.fixture(scope="module")
def account(there: Site) -> dict[str, str]:
    made: dict[str, str] = json.loads(there.installation.run("-c", THERE))
    return made


@pytest.fixture(scope="module")
def here(there: Site, account: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = start(tmp_path_factory.mktemp("here"))
    yield site
    site.installation.end()


@pytest.fixture(scope="module")
def send(here: Site, there: Site, account: dict[str, str]) -> Callable[..., str]:
    """send(campaign, name, photo) as a visitor does; returns the address of the visitor's page."""
    arguments = (there.url, account["key"], account["template"], account["plain"])
    campaigns = json.loads(here.installation.run("-c", HERE, *arguments))

    def send(campaign: str, name: str, *, photo: bytes | None = None) -> str:
        address, inputs = campaigns[campaign]
        files = {inputs["Photo"]: ("photo.png", photo, "image/png")} if photo else None
        here.installation.run("-c", CHOOSE, "theirs" if campaign == "their-link" else "own")
        ticket = re.search(r'name="ticket" value="([^"]+)"', httpx.get(here.whole(address), timeout=20).text)
        assert ticket
        time.sleep(LEAST_S + 1)  # the form is refused when it comes back sooner
        data = {inputs["First Name"]: name, "ticket": html.unescape(ticket[1])}
        answer = httpx.post(here.whole(address), data=data, files=files, timeout=20)
        assert answer.status_code == 303, answer.text
        return answer.headers["Location"]

    return send


def picture() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(buffer, "PNG")
    return buffer.getvalue()


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = str(document[0].get_textpage().get_text_bounded())
    document.close()
    return text


def link_on(page: str) -> str:
    """The on-demand link that a visitor's page shows."""
    found = re.search(r'(?:href|value)="([^"]*/d/\?token=[0-9a-f]{64})"', page)
    assert found, page
    return html.unescape(found[1])


def test_a_visitor_gets_at_once_what_the_account_renders_picture_and_all(here, send):
    page = send("at-once", "Zoë", photo=picture())

    ready = wait_for(lambda: (answer := here.visit(page)) and "Download" in answer.text and answer.text, "the document")
    download = next(address for address in re.findall(r'href="([^"]+)"', ready) if "/download" in address or "/files/" in address)
    got = httpx.get(here.whole(html.unescape(download)), follow_redirects=True)

    assert got.headers["Content-Type"] == "application/pdf"
    assert "Zoë" in text_of(got.content)


def test_a_link_of_ours_asks_the_account_when_it_is_opened(here, there, send):
    before = there.installation.query("SELECT count(*) FROM documents_contentrequest")
    link = link_on(here.visit(send("own-link", "Anna")).text)
    assert link.startswith(here.url)
    assert there.installation.query("SELECT count(*) FROM documents_contentrequest") == before

    def opened() -> httpx.Response | None:
        answer = here.visit(link)
        assert answer.status_code == 200
        return answer if answer.headers["Content-Type"] == "application/pdf" else None

    assert "Anna" in text_of(wait_for(opened, "the document").content)
    started = time.monotonic()
    assert here.visit(link).headers["Content-Type"] == "application/pdf"
    assert time.monotonic() - started < 1  # kept here


def test_a_link_of_theirs_is_passed_on(here, there, send):
    link = link_on(here.visit(send("their-link", "Olena")).text)

    assert link.startswith(there.url)
    assert "Olena" in text_of(there.visit(link).content)


def test_a_failure_there_is_the_same_failure_here(here, there, send):
    send("at-once", "山田", photo=picture())
    failures = "SELECT error_id, error_reason FROM documents_contentrequest WHERE state = 'failed'"

    wait_for(lambda: here.installation.query(failures), "the failure")

    assert here.installation.query(failures) == there.installation.query(failures)
    assert here.installation.query(failures)[0][0] == 1008


def test_an_account_that_is_away_for_a_while_is_waited_for(here, there, send):
    there.stop_web()
    page = send("at-once", "Latecomer", photo=picture())
    time.sleep(3)
    assert "Download" not in here.visit(page).text

    there.start_web()

    wait_for(lambda: "Download" in here.visit(page).text, "the document", seconds=60)
    assert there.installation.query("SELECT count(*) FROM documents_contentrequest WHERE \"values\" LIKE '%Latecomer%'") == [(1,)]


def test_a_worker_killed_while_it_asks_makes_nothing_twice(here, there, send):
    frozen = [there.web.pid, *descendants(there.web.pid)]
    for pid in frozen:
        os.kill(pid, signal.SIGSTOP)
    try:
        page = send("at-once", "Survivor", photo=picture())
        asking = "SELECT count(*) FROM documents_remotejob WHERE remote_id = '' AND busy_until IS NOT NULL"
        wait_for(lambda: here.installation.query(asking) == [(1,)], "a worker that asks")
        kill(here.worker())
    finally:
        for pid in frozen:
            os.kill(pid, signal.SIGCONT)

    wait_for(lambda: "Download" in here.visit(page).text, "the document", seconds=90)
    assert there.installation.query("SELECT count(*) FROM documents_contentrequest WHERE \"values\" LIKE '%Survivor%'") == [(1,)]


def test_the_documentations_example_runs_as_it_stands(here, there, account):
    page = html.unescape((Path(settings.BASE_DIR) / "templates" / "docs" / "remote.html").read_text())
    found = re.search(r"<pre[^>]*><code>(.*?)</code></pre>", page, re.DOTALL)
    assert found
    code = found[1].replace("{{ base_url }}", there.url).replace("YOUR-KEY", account["key"])

    printed = here.installation.run("-c", code)

    assert re.fullmatch(rf"\('{there.url}/files/.*\.pdf',\)\n", printed)
