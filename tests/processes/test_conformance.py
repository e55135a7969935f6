"""The conformance suite as an operator runs it with everything handed over, against real processes of ours."""

import json
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator

import httpx
import pytest

from documents.conformance import Given, option
from tests.processes.installation import BASE, Installation, wait_for

pytestmark = pytest.mark.processes
HAND_OVER = """
import json, django
from dataclasses import asdict
django.setup()
from documents.models import Template
from tests import factories
from tests.documents.conformance import handing
key, template, given = handing.hand_over()
workspace = Template.objects.get(pk=template).workspace
pictures = factories.make_template(workspace=workspace, name="Photos", fields={"Photo": "Image"})
many = factories.make_template(workspace=workspace, name="Many photos", fields=handing.PICTURES)
more = {"picture_template": pictures.pk, "many_pictures_template": many.pk, "colour_template": handing.brochure(workspace).pk}
failing = {**given.failing, 1000: handing.without_files(workspace).pk}
print(json.dumps([key, template, {**asdict(given), **more, "failing": failing}], default=str))
"""
NOT_CHECKED = (
    "5xx, id 1000",  # nobody outside can cause it
    "nothing is rendered until it is opened",  # nor see this
    "id 1001",  # our templates have no rules yet
    "id 1004",
    "id 1005",
    "the coupon",  # tests/browser asks with it
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    variables = {"OUTGOING_ALLOWED_NETWORKS": "127.0.0.1", "RATE_LIMIT_PER_KEY": "1500", "REQUEST_PATIENCE_S": "10"}
    made = Installation(tmp_path_factory.mktemp("conformance"), port=free_port(), **variables)
    made.run("manage.py", "migrate", "--verbosity=0")
    made.run("manage.py", "collectstatic", "--noinput", "--verbosity=0")
    yield made
    made.end()
    shutil.rmtree(made.folder, ignore_errors=True)


@pytest.fixture(scope="module")
def url(installation: Installation) -> str:
    url = f"http://127.0.0.1:{installation.port}"
    installation.start("-m", "gunicorn", "personalia_site.wsgi", f"--bind={url[7:]}", "--threads=8", "--no-control-socket")
    installation.start("manage.py", "workers")

    def answers() -> bool:
        try:
            return httpx.get(f"{url}/health/").status_code == 200
        except httpx.HTTPError:
            return False

    wait_for(answers, "the web server")
    return url


def options(given: dict[str, object]) -> list[str]:
    failing = given.pop("failing")
    assert isinstance(failing, dict)
    single = [word for name, value in given.items() if value for word in (option(name), str(value))]
    return single + [word for number, template in failing.items() for word in ("--failing", f"{number}={template}")]


def test_with_everything_handed_over_every_rule_that_can_be_seen_is_checked_and_kept(installation: Installation, url: str) -> None:
    key, template, given = json.loads(installation.run("-c", HAND_OVER))
    given |= {"listen": f"http://127.0.0.1:{free_port()}", "calls": 2 * 1500 + 1}  # a minute may end in between
    assert set(given) == set(Given.sentences())
    command = [sys.executable, "manage.py", "conformance", "--base-url", url, "--api-key", key, "--template", template]

    done = subprocess.run([*command, *options(given)], cwd=BASE, env=installation.environment, capture_output=True, text=True, timeout=240)

    assert (done.returncode, " FAILED " in done.stdout) == (0, False), done.stdout + done.stderr
    left = [line for line in done.stdout.splitlines() if "  not checked  " in line]
    assert [sentence for sentence in NOT_CHECKED if not any(sentence in line for line in left)] == []
    assert len(left) == len(NOT_CHECKED), left


@pytest.mark.parametrize("size", [1_048_577, 5_000_000, 30_000_000])
def test_a_body_that_is_too_large_is_told_so_and_the_connection_goes_on(url: str, size: int) -> None:
    with httpx.Client(base_url=url, timeout=30) as client:
        statuses = []
        for _ in range(4):
            statuses.append(client.post("/c/none/", content=b"x" * size).status_code)  # refused before anybody reads it
            statuses.append(client.get("/health/").status_code)

    assert statuses == [404, 200] * 4
