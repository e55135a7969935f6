"""POST /v1/content."""

from uuid import UUID, uuid4

import pytest

from documents.models import ContentRequest
from tests import factories
from tests.documents.api.conftest import VALUES


def create(call, template, *, fields=None, output=None, **more):
    body = {"TemplateId": str(template.pk), "Fields": VALUES if fields is None else fields}
    return call("POST", "/v1/content", body | ({} if output is None else {"Output": output}), **more)


def test_creating_content_answers_200_with_a_request_id_alone(call, template):
    response = create(call, template)

    assert response.status_code == 200
    assert list(response.json()) == ["RequestId"]
    assert str(UUID(response.json()["RequestId"])) == response.json()["RequestId"]


def test_created_content_waits_with_its_values_and_the_version_in_use(call, template):
    pk = create(call, template).json()["RequestId"]

    made = ContentRequest.objects.get(pk=pk)

    assert (made.state, made.version, made.values) == ("waiting", template.current, VALUES)


def test_created_content_is_found_at_once_and_becomes_a_pdf(call, template, run_jobs):
    pk = create(call, template).json()["RequestId"]
    before = call("GET", f"/v1/content?requestId={pk}").json()

    run_jobs()

    after = call("GET", f"/v1/content?requestId={pk}").json()
    assert before == {"Status": "InProgress", "URLs": [], "FailureDescription": None}
    assert after["Status"] == "Completed"
    assert len(after["URLs"]) == 1
    assert after["FailureDescription"] is None


def test_a_bare_number_and_true_are_taken(call, template):
    pk = create(call, template, fields=VALUES | {"Price": 25.5, "Switch Sides": True}).json()["RequestId"]

    values = ContentRequest.objects.get(pk=pk).values

    assert (values["Price"], values["Switch Sides"]) == ("25.5", "1")


def test_fields_that_the_template_does_not_have_are_ignored(call, template):
    response = create(call, template, fields=VALUES | {"Shoe Size": "44"})

    assert response.status_code == 200
    assert "Shoe Size" not in ContentRequest.objects.get().values


@pytest.mark.parametrize(
    ("fields", "error_id", "code", "name"),
    [
        ({"Product": "iron", "Expiry Date": "2025-04-01", "Switch Sides": "0"}, 111, "missing_field", "Price"),
        (VALUES | {"Expiry Date": "01.04.2025"}, 112, "invalid_date", "Expiry Date"),
        (VALUES | {"Expiry Date": "2025-02-30"}, 112, "invalid_date", "Expiry Date"),
        (VALUES | {"Price": "1,250.00"}, 113, "invalid_number", "Price"),
        (VALUES | {"Price": "1.2.3"}, 113, "invalid_number", "Price"),
        (VALUES | {"Price": ""}, 113, "invalid_number", "Price"),
        (VALUES | {"Switch Sides": "yes"}, 109, "invalid_boolean", "Switch Sides"),
        (VALUES | {"Switch Sides": 1}, 109, "invalid_boolean", "Switch Sides"),
        (VALUES | {"Product": 7}, 109, "invalid_type", "Product"),
        (VALUES | {"Product": None}, 109, "invalid_type", "Product"),
        (VALUES | {"Product": "x" * 20_001}, 109, "too_long", "Product"),
        (VALUES | {"Product": "nul\0"}, 109, "invalid_type", "Product"),
        (VALUES | {"Product": "\ud800"}, 109, "invalid_type", "Product"),
    ],
)
def test_a_bad_field_is_refused_by_its_name(call, template, fields, error_id, code, name):
    response = create(call, template, fields=fields)

    assert response.status_code == 400
    assert response.json()["ErrorId"] == error_id
    assert response.json()["ErrorParameters"] == {"FieldName": name}
    assert response.json()["error"]["code"] == code
    assert response.json()["error"]["param"] == name
    assert not ContentRequest.objects.exists()


@pytest.mark.parametrize(
    "output",
    [
        {"Format": "SVG"},
        {"Format": "pdf"},
        {"Format": None},
        {"Format": ["PDF"]},
        {"Quality": "High"},
        {"Format": "PNG", "Resolution": 71},
        {"Format": "PNG", "Resolution": 301},
        {"Format": "JPG", "Resolution": "150"},
        {"Format": "JPG", "Resolution": True},
        {"Package": "true"},
        {"StrictPolicy": 1},
        "PDF",
        [],
    ],
)
def test_a_bad_output_is_104(call, template, output):
    response = create(call, template, output=output)

    assert (response.status_code, response.json()["ErrorId"]) == (400, 104)


@pytest.mark.parametrize(
    ("output", "kept"),
    [
        ({}, {"format": "PDF", "quality": "Display", "resolution_dpi": 72, "package": False, "strict": True}),
        ({"Format": "PDF", "Resolution": 300}, {"resolution_dpi": 72}),
        (
            {"Format": "PNG", "Resolution": 150, "Package": True, "StrictPolicy": False},
            {"format": "PNG", "resolution_dpi": 150, "package": True, "strict": False},
        ),
        ({"Quality": "Print"}, {"quality": "Print"}),
    ],
)
def test_output_is_kept_with_its_defaults(call, template, output, kept):
    create(call, template, output=output)

    assert ContentRequest.objects.get().output.items() >= kept.items()


@pytest.mark.parametrize("wrong", ["", "coupon", "urn:uuid:b0ce9a39-3b85-4a3e-9c57-7a52a9f4ba60", "b0ce9a39-3b85-4a3e-9c57-7a52a9f4ba60"])
def test_a_template_that_is_unknown_or_no_uuid_is_103(call, wrong):
    response = call("POST", "/v1/content", {"TemplateId": wrong, "Fields": {}})

    assert (response.status_code, response.json()["ErrorId"]) == (400, 103)


def test_a_template_that_is_still_being_checked_is_103(call, workspace):
    version = factories.make_checking_version(workspace=workspace)

    response = create(call, version.template)

    assert (response.status_code, response.json()["ErrorId"]) == (400, 103)


@pytest.mark.parametrize("body", [{}, {"Fields": {}}, {"TemplateId": 7, "Fields": {}}, [], "text", 3, None, "{", b"\xff\xfe", "[" * 50_000])
def test_a_body_without_what_is_mandatory_is_109(call, body):
    response = call("POST", "/v1/content", body)

    assert (response.status_code, response.json()["ErrorId"]) == (400, 109)


@pytest.mark.parametrize("fields", [None, [], "Product", 1])
def test_fields_that_are_no_object_are_109(call, template, fields):
    response = call("POST", "/v1/content", {"TemplateId": str(template.pk), "Fields": fields})

    assert (response.status_code, response.json()["ErrorId"]) == (400, 109)


def test_another_workspaces_template_is_101(call, template):
    stranger = factories.make_key(workspace=factories.make_workspace())

    response = create(call, template, key=stranger)

    assert (response.status_code, response.json()["ErrorId"], response.json()["error"]["code"]) == (403, 101, "wrong_workspace")
    assert not ContentRequest.objects.exists()


def test_a_key_without_the_scope_may_not_create(call, workspace, template):
    response = create(call, template, key=factories.make_key(workspace=workspace, scopes=["templates"]))

    assert (response.status_code, response.json()["ErrorId"], response.json()["error"]["code"]) == (403, None, "missing_scope")


def test_the_same_call_again_is_another_request(call, template):
    first, second = create(call, template), create(call, template)

    assert first.json() != second.json()
    assert ContentRequest.objects.count() == 2


def test_an_unknown_template_is_the_same_for_everybody(call):
    assert call("POST", "/v1/content", {"TemplateId": str(uuid4()), "Fields": {}}).json()["ErrorId"] == 103
