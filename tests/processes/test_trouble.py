"""The disk is full, the database locked: the call is answered, and nothing is half-written."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.processes.installation import Installation

pytestmark = pytest.mark.processes
CALL = """
import json, resource, sys
from personalia_site import settings
settings.DATABASES["default"]["OPTIONS"]["timeout"] = 0.5
import django
django.setup()
from django.test import Client
made, room = json.loads(sys.argv[1]), int(sys.argv[2])
headers = {"authorization": "ApiKey " + made["key"], "idempotency-key": sys.argv[3]}
body = {"TemplateId": made["template"], "Fields": {"First Name": "Anna" * 4000}}
client = Client(raise_request_exception=False)
client.post("/v1/content/test", headers=headers)  # its use is noted now, not in the call that counts
if room:
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))  # a write beyond it fails as on a full disk
answer = client.post("/v1/content", body, content_type="application/json", headers=headers)
print(json.dumps([answer.status_code, answer.json()]))
"""
RENDER = """
import json, resource, sys, django
django.setup()
from django.db import DatabaseError
from documents import actions
from documents.models import ContentRequest
request = ContentRequest.objects.get()
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
try:
    actions.render(request=request)
except (OSError, DatabaseError):
    print("full")
"""


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    made = Installation(tmp_path / "data", ALLOWED_HOSTS="testserver")
    made.folder.mkdir()
    made.run("manage.py", "migrate", "--verbosity=0")
    yield made
    made.end()


def call(installation: Installation, made: dict[str, str], *, room: int = 0, key: str = "a") -> tuple[int, dict[str, Any]]:
    status, body = json.loads(installation.run("-W", "ignore", "-c", CALL, json.dumps(made), str(room), key))
    return status, body


def rows(installation: Installation) -> list[tuple[object, ...]]:
    counted = ("documents_contentrequest", "documents_creditentry", "documents_idempotencykey", "django_q_ormq")
    return [installation.query(f"SELECT count(*) FROM {table}")[0] for table in counted]


def assert_it_is_ours(answer: tuple[int, dict[str, Any]]) -> None:
    status, body = answer
    assert (status, body["ErrorId"], body["error"]["type"]) == (500, 1000, "api_error")
    assert "database" not in body["Reason"]


def test_a_locked_database_answers_1000_and_the_call_can_be_sent_again(installation):
    made = installation.make(0)
    before = rows(installation)
    call(installation, made, key="warm")  # also notes the key's use, so that the locked call has nothing else to write
    warm = rows(installation)
    other = sqlite3.connect(installation.folder / "db.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    refused = call(installation, made)

    assert_it_is_ours(refused)
    other.execute("ROLLBACK")
    other.close()
    assert rows(installation) == warm
    assert call(installation, made)[0] == 200
    assert [after[0] - first[0] for first, after in zip(before, rows(installation), strict=True)] == [2, 2, 2, 2]


def test_a_full_disk_answers_1000_and_writes_nothing(installation):
    made = installation.make(0)
    call(installation, made, key="warm")
    warm = rows(installation)
    largest = max(file.stat().st_size for file in installation.folder.glob("db.sqlite3*"))

    refused = call(installation, made, room=min(largest, 8192))

    assert_it_is_ours(refused)
    assert rows(installation) == warm
    assert installation.query("PRAGMA integrity_check") == [("ok",)]
    assert call(installation, made)[0] == 200


def test_a_disk_that_is_full_when_the_file_is_written_leaves_the_request_waiting(installation):
    installation.make(1)

    assert installation.run("-W", "ignore", "-c", RENDER, "1000").strip() == "full"

    assert installation.states() == {"waiting": 1}
    assert installation.query("SELECT count(*) FROM documents_contentfile") == [(0,)]
    installation.run("-W", "ignore", "-c", RENDER, str(100_000_000))
    assert installation.states() == {"completed": 1}
