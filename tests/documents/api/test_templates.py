"""GET /v1/content/templates and /v1/content/templates/{id}/info."""

import pytest

from documents.api import views
from tests import factories


def test_info_names_the_fields_with_their_types_in_the_designs_order(call, template):
    response = call("GET", f"/v1/content/templates/{template.pk}/info")

    assert response.json() == {
        "TemplateId": str(template.pk),
        "Fields": [
            {"Name": "Product", "Type": "String"},
            {"Name": "Price", "Type": "Number"},
            {"Name": "Expiry Date", "Type": "Date"},
            {"Name": "Switch Sides", "Type": "Boolean"},
        ],
    }


def test_a_picture_is_a_string_with_its_kind_beside_it(call, workspace):
    template = factories.make_template(workspace=workspace, fields={"Photo": "Image"})

    response = call("GET", f"/v1/content/templates/{template.pk}/info")

    assert response.json()["Fields"] == [{"Name": "Photo", "Type": "String", "Kind": "Image"}]


def test_a_field_that_the_file_no_longer_has_is_left_out(call, template):
    template.fields.filter(name="Price").update(present=False)

    response = call("GET", f"/v1/content/templates/{template.pk}/info")

    assert "Price" not in [field["Name"] for field in response.json()["Fields"]]


@pytest.mark.parametrize("wrong", ["coupon", "7b1f0f0e-8c1d-4f6e-9a52-0c9d1e2f3a4b"])
def test_info_of_an_unknown_template_is_103(call, wrong):
    response = call("GET", f"/v1/content/templates/{wrong}/info")

    assert (response.status_code, response.json()["ErrorId"]) == (400, 103)


def test_info_of_another_workspaces_template_is_101(call):
    response = call("GET", f"/v1/content/templates/{factories.make_template().pk}/info")

    assert (response.status_code, response.json()["ErrorId"]) == (403, 101)


def test_the_list_has_the_workspaces_own_ready_templates_by_name(call, workspace):
    factories.make_template(workspace=workspace, name="Brochure")
    coupon = factories.make_template(workspace=workspace, name="Coupon")
    factories.make_checking_version(workspace=workspace, name="Being checked")
    factories.make_template(name="Another's")

    answer = call("GET", "/v1/content/templates").json()

    assert [row["Name"] for row in answer["Templates"]] == ["Brochure", "Coupon"]
    assert answer["Templates"][1] == {
        "TemplateId": str(coupon.pk), "Name": "Coupon", "Fields": [{"Name": "First Name", "Type": "String"}],
    }  # fmt: skip
    assert answer["Next"] is None


def test_the_list_goes_on_at_next(call, workspace, monkeypatch):
    monkeypatch.setattr(views, "PAGE", 2)
    for name in "ABC":
        factories.make_template(workspace=workspace, name=name)

    first = call("GET", "/v1/content/templates").json()
    second = call("GET", first["Next"].removeprefix("http://testserver")).json()

    assert [row["Name"] for row in first["Templates"] + second["Templates"]] == ["A", "B", "C"]
    assert second["Next"] is None


@pytest.mark.parametrize("page", ["0", "-1", "x", "²", "9" * 5000])
def test_a_page_that_is_no_page_is_an_ordinary_answer(call, page):
    assert call("GET", f"/v1/content/templates?page={page}").status_code == 200


def test_the_list_needs_its_scope(call, workspace):
    response = call("GET", "/v1/content/templates", key=factories.make_key(workspace=workspace, scopes=["content"]))

    assert (response.status_code, response.json()["error"]["code"]) == (403, "missing_scope")
