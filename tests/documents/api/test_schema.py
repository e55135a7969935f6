"""The API is what its OpenAPI document says: calls that nobody thought of, made up from it, are answered as it says."""

from typing import Any

import hypothesis
import pytest
import schemathesis
from django.core.cache import cache
from django.core.wsgi import get_wsgi_application
from openapi_spec_validator import validate
from schemathesis.core.parameters import ParameterLocation
from schemathesis.specs.openapi.checks import positive_data_acceptance, use_after_free

from documents.api.schema import document
from documents.models import Template, Workspace
from tests import factories
from tests.documents.api.conftest import VALUES

OFF = [
    # A UUID that is well-formed and names nothing is refused with 400 (103), as the contract says; JSON Schema cannot know which exist.
    positive_data_acceptance,
    # 404 is what comes of an id that was deleted, and of one that never was.
    use_after_free,
]


@pytest.fixture
def key(workspace: Workspace) -> str:
    return factories.make_key(workspace=workspace, scopes=["content", "templates", "campaigns", "webhooks"])


schema = schemathesis.openapi.from_wsgi("/v1/openapi.json", get_wsgi_application())


def has_a_resolution_next_to_pdf(body: object) -> bool:
    output = body.get("Output") if isinstance(body, dict) else None
    return isinstance(output, dict) and "Resolution" in output and output.get("Format", "PDF") == "PDF"


def has_a_wrong_header(case: Any) -> bool:
    """On purpose; then the key is left out, or wrong."""
    found = case.meta.components.get(ParameterLocation.HEADER) if case.meta else None
    return found is not None and found.mode.is_negative


@schema.parametrize()
@hypothesis.settings(max_examples=25, deadline=None, suppress_health_check=list(hypothesis.HealthCheck), derandomize=True)
def test_made_up_calls_are_answered_as_the_document_says(case: Any, workspace: Workspace, template: Template, key: str) -> None:
    cache.clear()  # or the rate limit would answer most of them
    if isinstance(case.body, dict) and str(case.body.get("TemplateId", "")) < "8":  # half of them name a template that is there
        case.body = {**case.body, "TemplateId": str(template.pk), "Fields": VALUES}
    if has_a_resolution_next_to_pdf(case.body):
        return  # any is tolerated there, which the document does not say: nobody shall send one on purpose

    headers = {} if has_a_wrong_header(case) else {"Authorization": f"ApiKey {key}"}
    case.call_and_validate(headers=headers, excluded_checks=OFF)


def test_the_document_is_openapi_3_1() -> None:
    found = document()
    validate(found)
    assert found["openapi"].startswith("3.1")


def test_every_call_is_described_in_sentences() -> None:
    operations = [each for path in document()["paths"].values() for each in path.values()]
    assert len(operations) >= 12
    for each in operations:
        assert each["description"].endswith("."), each["operationId"]
        assert each["security"] == [{"ApiKey": []}]
        assert all(answer["description"].endswith(".") for answer in each["responses"].values())


def test_anybody_may_read_the_document(client: Any, db: None) -> None:
    answer = client.get("/v1/openapi.json")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"


def test_every_answer_says_which_headers_come_with_it(db):
    operations = [each for path in document()["paths"].values() for each in path.values()]

    for operation in operations:
        for status, response in operation["responses"].items():
            assert {"RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"} <= set(response["headers"])
            assert ("Retry-After" in response["headers"]) == (status == "429" or (status == "409" and _idempotent(operation)))


def _idempotent(operation):
    return any(each["name"] == "Idempotency-Key" for each in operation.get("parameters", ()))
