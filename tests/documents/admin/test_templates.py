"""The staff's door: logins, lists, templates and their versions."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from documents.models import Template, User, Workspace
from tests import factories
from tests.documents.admin.uploading import page_of, upload

pytestmark = pytest.mark.django_db


LISTS = ["template", "fontfile", "apikey", "contentlink", "contentrequest"]


@pytest.mark.parametrize("model", LISTS)
def test_an_empty_list_says_what_it_is_for(client: Client, anna: User, model: str) -> None:
    page = client.get(reverse(f"admin:documents_{model}_changelist"))

    assert page.status_code == 200
    assert "staff-empty" in page.text
    assert "No results" not in page.text


@pytest.mark.parametrize("model", LISTS)
def test_nobody_enters_without_a_login(client: Client, model: str) -> None:
    assert client.get(reverse(f"admin:documents_{model}_changelist")).status_code == 302


def test_a_user_who_is_no_staff_is_turned_away(client: Client, workspace: Workspace) -> None:
    client.force_login(factories.make_user(workspace=workspace, is_staff=False))

    assert client.get(reverse("admin:documents_template_changelist")).status_code == 302


def test_an_uploaded_design_is_checked_and_then_shown_with_its_fields(
    client: Client, anna: User, workspace: Workspace, run_jobs: Callable[[], int]
) -> None:
    answer = client.post(reverse("admin:documents_template_add"), {"file": upload()})

    template = Template.objects.get()
    assert answer.headers["Location"] == page_of(template)
    assert (template.name, template.workspace) == ("coupon", workspace)
    assert "Checking coupon.idml" in client.get(page_of(template)).text

    run_jobs()
    page = client.get(page_of(template)).text
    assert "Try it with sample values" in page
    assert "First Name" in page
    assert "Create a campaign" in page


def test_the_page_asks_how_far_a_check_is(client: Client, anna: User, workspace: Workspace, run_jobs: Callable[[], int]) -> None:
    template = factories.make_checking_version(workspace=workspace).template
    state = reverse("admin:documents_template_state", args=[template.pk])

    assert client.get(state).json()["ended"] is False
    run_jobs()
    assert client.get(state).json()["ended"] is True


def test_a_design_that_cannot_be_read_says_why(client: Client, anna: User, workspace: Workspace, run_jobs: Callable[[], int]) -> None:
    template = factories.make_checking_version(workspace=workspace, upload=b"\x06\x06\xed\xf5 no zip", file_name="poster.indd").template
    run_jobs()

    page = client.get(page_of(template)).text

    assert "poster.indd cannot be used" in page
    assert template.versions.get().refusal in page.replace("&#x27;", "'").replace("&quot;", '"')


def test_a_template_needs_a_file(client: Client, anna: User) -> None:
    page = client.post(reverse("admin:documents_template_add"), {"name": "Coupon"})

    assert "This field is required" in page.text
    assert not Template.objects.exists()


def test_an_upload_that_is_too_large_is_refused_beside_its_field(client: Client, anna: User, settings: object) -> None:
    settings.UPLOAD_MAX_MB = 0

    page = client.post(reverse("admin:documents_template_add"), {"file": upload()})

    assert "0 MB are the most" in page.text
    assert not Template.objects.exists()


def test_somebody_in_two_workspaces_chooses_one(client: Client, anna: User) -> None:
    other = factories.make_workspace(name="Sales")
    other.memberships.create(user=anna)

    client.post(reverse("admin:documents_template_add"), {"file": upload(), "workspace": other.pk})

    assert Template.objects.get().workspace == other


def test_nobody_uploads_into_a_workspace_of_others(client: Client, anna: User) -> None:
    factories.make_workspace(name="Sales").memberships.create(user=anna)
    foreign = factories.make_workspace(name="Board")

    page = client.post(reverse("admin:documents_template_add"), {"file": upload(), "workspace": foreign.pk})

    assert page.status_code == 200
    assert not Template.objects.exists()


def test_a_template_of_another_workspace_is_not_there(client: Client, anna: User) -> None:
    foreign = factories.make_template(name="Secret offer")

    assert "Secret offer" not in client.get(reverse("admin:documents_template_changelist")).text
    assert "Secret offer" not in client.get(page_of(foreign), follow=True).text.replace(str(foreign.pk), "")
    for name, further in [
        ("state", []),
        ("picture", [1]),
        ("try", []),
    ]:
        assert client.get(reverse(f"admin:documents_template_{name}", args=[foreign.pk, *further])).status_code == 404
    for name, further in [("replace", []), ("current", [1])]:
        assert client.post(reverse(f"admin:documents_template_{name}", args=[foreign.pk, *further])).status_code == 404


def test_the_picture_of_page_one_is_shown(client: Client, anna: User, workspace: Workspace) -> None:
    template = factories.make_template(workspace=workspace)

    answer = client.get(reverse("admin:documents_template_picture", args=[template.pk, 1]))

    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")
    answer.close()


def test_names_from_the_file_are_escaped(client: Client, anna: User, workspace: Workspace) -> None:
    template = factories.make_template(workspace=workspace, name="<script>alert(1)</script>")

    page = client.get(page_of(template)).text + client.get(reverse("admin:documents_template_changelist")).text

    assert "<script>alert(1)" not in page


def test_label_kind_sample_and_date_format_are_changed_in_place(client: Client, anna: User, workspace: Workspace) -> None:
    template = factories.make_template(workspace=workspace, fields={"Until": "String"})
    field = template.fields.get()
    rows = {"fields-TOTAL_FORMS": 1, "fields-INITIAL_FORMS": 1, "fields-0-id": field.pk, "fields-0-template": template.pk}
    row = {"fields-0-label": "Valid until", "fields-0-kind": "Date", "fields-0-sample": "2026-04-01", "fields-0-date_format": "d.m.Y"}

    answer = client.post(page_of(template), {"name": "Voucher", **rows, **row})

    assert answer.status_code == 302
    field.refresh_from_db()
    assert (field.label, field.kind, field.sample, field.date_format) == ("Valid until", "Date", "2026-04-01", "d.m.Y")
    assert Template.objects.get().name == "Voucher"


def test_a_sample_is_chosen_where_there_is_a_choice(client: Client, anna: User, workspace: Workspace) -> None:
    template = factories.make_template(workspace=workspace, fields={"News": "Boolean", "Machine": "String"})
    template.fields.filter(name="Machine").update(choices=["AK-2000", "AK-3000"])

    page = client.get(page_of(template)).text

    assert '<option value="1">yes</option>' in page
    assert 'aria-label="Sample of Machine"' in page
    assert '<option value="AK-3000">AK-3000</option>' in page
    assert '<option value="Boolean" selected>yes or no</option>' in page


def test_replacing_the_file_makes_a_version_and_going_back_is_one_click(
    client: Client, anna: User, workspace: Workspace, run_jobs: Callable[[], int]
) -> None:
    template = factories.make_template(workspace=workspace)

    client.post(reverse("admin:documents_template_replace", args=[template.pk]), {"file": upload(factories.idml_with(("Machine",)))})
    run_jobs()

    template.refresh_from_db()
    assert template.current.number == 2
    page = client.get(page_of(template)).text
    assert "Go back to it" in page
    assert "Not in the current file any more: First Name" in page

    client.post(reverse("admin:documents_template_current", args=[template.pk, 1]))

    template.refresh_from_db()
    assert template.current.number == 1


def test_replacing_needs_a_file(client: Client, anna: User, workspace: Workspace) -> None:
    template = factories.make_template(workspace=workspace)

    page = client.post(reverse("admin:documents_template_replace", args=[template.pk]), follow=True)

    assert "This field is required" in page.text
    assert template.versions.count() == 1


@pytest.mark.parametrize("name", ["replace", "current"])
def test_nothing_changes_by_a_link(client: Client, anna: User, workspace: Workspace, name: str) -> None:
    template = factories.make_template(workspace=workspace)
    further = [1] if name == "current" else []

    assert client.get(reverse(f"admin:documents_template_{name}", args=[template.pk, *further])).status_code == 405


def test_deleting_a_template_says_what_would_break(client: Client, anna: User, workspace: Workspace) -> None:
    link = factories.make_link(template=factories.make_template(workspace=workspace))
    template = link.version.template
    address = reverse("admin:documents_template_delete", args=[template.pk])

    page = client.get(address)
    client.post(address, {"post": "yes"})

    assert "1 link(s) made with “Coupon” can still be opened" in page.text
    assert Template.objects.filter(pk=template.pk).exists()


def test_a_template_goes_with_its_tries_and_files(
    client: Client,
    anna: User,
    workspace: Workspace,
    stored: Callable[[], set[str]],
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    before = stored()
    template = factories.make_template(workspace=workspace)
    factories.make_request(template=template, purpose="trial")

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("admin:documents_template_delete", args=[template.pk]), {"post": "yes"})

    assert not Template.objects.exists()
    assert stored() <= before  # fonts that other tests left may go too
