"""Files in S3: kept there, served from there, deleted there."""

import json
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest

from tests.processes.installation import Installation
from tests.services.servers import s3

pytestmark = pytest.mark.services
ROUND = """
import json, django
django.setup()
from django.test import Client
from django.utils.timezone import now
from documents import actions
from documents.models import ContentRequest
from tests import factories
request = factories.make_request()
link = factories.make_link(template=request.version.template)
actions.render(request=request)
url = request.files.get().get_absolute_url()
fetched = b"".join(Client().get(url).streaming_content)
opened = b"".join(Client().get(link.get_absolute_url()).streaming_content)
names = json.dumps([request.files.get().file.name, request.version.prepared.name])
print(fetched[:5].decode(), opened[:5].decode(), names, sep="\\n")
ContentRequest.objects.filter(pk=request.pk).update(keep_until=now(), url_expires_at=now())
actions.delete_old()
"""


@pytest.fixture
def endpoint() -> Iterator[str]:
    with s3() as address:
        yield address


def test_files_are_kept_served_and_deleted_in_s3(endpoint: str, tmp_path: Path) -> None:
    access = {"region_name": "eu-central-1", "aws_access_key_id": "lab", "aws_secret_access_key": "lab"}
    bucket = boto3.resource("s3", endpoint_url=endpoint, **access).Bucket("documents")
    bucket.create(CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    site = Installation(
        tmp_path, S3_BUCKET="documents", S3_ENDPOINT_URL=endpoint, S3_REGION="eu-central-1",
        S3_ACCESS_KEY_ID="lab", S3_SECRET_ACCESS_KEY="lab", S3_FOLDER="personalia", ALLOWED_HOSTS="testserver",
    )  # fmt: skip
    site.run("manage.py", "migrate", "--verbosity=0")

    fetched, opened, names = site.run("-c", ROUND).splitlines()

    assert (fetched, opened) == ("%PDF-", "%PDF-")
    result, prepared = (f"personalia/{name}" for name in json.loads(names))
    keys = {each.key for each in bucket.objects.all()}
    assert prepared in keys
    assert result not in keys
    assert any(key.startswith("personalia/results/") for key in keys)
    assert not (tmp_path / "media").exists()
