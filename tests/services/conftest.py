"""An installation on PostgreSQL and Redis: two web processes, `manage.py workers`, asked from outside."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest

from tests.processes.installation import Installation, wait_for
from tests.services.servers import Redis, free_port, postgres

PROGRAMS = """
import json, sys, django
django.setup()
from documents.actions import credits
from documents.models import ApiKey, Workspace
from tests import factories
made = {}
for name, monthly in json.loads(sys.argv[1]).items():
    workspace = factories.make_workspace(name=name)
    credits.set_allowance(workspace=workspace, monthly=monthly)
    template = factories.make_template(workspace=workspace)
    link, key = factories.make_link(template=template).get_absolute_url(), factories.make_key(workspace=workspace)
    made[name] = {"template": str(template.pk), "key": key, "link": link}
print(json.dumps(made))
"""


class Site(Installation):
    """The installation; `redis` can be ended and started."""

    def __init__(self, folder: Path, database_url: str, redis: Redis) -> None:
        super().__init__(folder, port=free_port(), DATABASE_URL=database_url, REDIS_URL=redis.url, RATE_LIMIT_PER_KEY="500")
        self.database_url, self.redis = database_url, redis
        self.programs: dict[str, Program] = {}
        self.url = f"http://127.0.0.1:{self.port}"

    def query(self, sql: str) -> list[tuple[object, ...]]:
        with psycopg.connect(self.database_url, autocommit=True) as connection:
            cursor = connection.execute(sql)  # type: ignore[call-overload]
            return cursor.fetchall() if cursor.description else []

    def start_web(self) -> None:
        """Two processes: what they share, they share outside of themselves."""
        self.start(
            "-m", "gunicorn", "personalia_site.wsgi", f"--bind=127.0.0.1:{self.port}", "--workers=2", "--threads=4", "--no-control-socket"
        )
        wait_for(self._answers, "the web server")

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/ready/").status_code == 200
        except httpx.HTTPError:
            return False

    def make_programs(self, names: dict[str, int | None]) -> None:
        """A workspace of each name and monthly allowance, with a template, a key and a link."""
        made = json.loads(self.run("-c", PROGRAMS, json.dumps(names)))
        self.programs = {name: Program(self, name, **details) for name, details in made.items()}

    def end(self) -> None:
        for program in self.programs.values():
            program.client.close()
        super().end()


class Program:
    """What calls the API."""

    def __init__(self, site: Site, name: str, *, template: str, key: str, link: str) -> None:
        self.site, self.name, self.template, self.link = site, name, template, f"{site.url}{link}"
        self.client = httpx.Client(base_url=site.url, headers={"Authorization": f"ApiKey {key}"}, timeout=30)

    def create(self, number: int = 0, **headers: str) -> httpx.Response:
        body = {"TemplateId": self.template, "Fields": {"First Name": f"Visitor {number}"}}
        return self.client.post("/v1/content", json=body, headers=headers)

    def ended(self) -> dict[str, Any] | None:
        """How many of its requests ended how, once all have."""
        rows = dict(
            self.site.query(f"SELECT state, count(*) FROM documents_contentrequest WHERE workspace_id = {self._workspace} GROUP BY 1")
        )
        return None if "waiting" in rows else rows

    def assert_it_was_charged(self, credits: int) -> None:
        months = self.site.query(
            "SELECT m.allowance, m.used, (SELECT sum(amount) FROM documents_creditentry e WHERE e.month_id = m.id)"
            f" FROM documents_creditmonth m WHERE workspace_id = {self._workspace}"
        )
        ((allowance, used, balance),) = months
        assert used == credits
        assert balance == (allowance or 0) - used

    @property
    def _workspace(self) -> str:
        return f"(SELECT id FROM documents_workspace WHERE name = '{self.name}')"


@pytest.fixture(scope="session")
def database_url() -> Iterator[str]:
    with postgres() as url:
        yield url


@pytest.fixture(scope="session")
def site(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    redis = Redis()
    made = Site(tmp_path_factory.mktemp("site"), database_url, redis)
    try:
        made.run("manage.py", "migrate", "--verbosity=0")
        made.make_programs(
            {"One": None, "Ten": 10, "Impatient": None, "Opener": 1, "Hasty": None, "Emptied": None, "Patient": None},
        )
        made.start_web()
        yield made
    finally:
        made.end()
        redis.end()
