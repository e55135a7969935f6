"""People, workspaces, and what is deleted with what."""

import shlex
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from documents import actions
from documents.models import ContentLink, FontFile, User, Workspace
from tests import factories
from tests.documents.admin.uploading import page_of

pytestmark = pytest.mark.django_db
FONT = Path("/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf")


@pytest.mark.parametrize("model", ["user", "workspace"])
def test_only_the_administrator_sees_people_and_workspaces(client: Client, anna: User, model: str) -> None:
    address = reverse(f"admin:documents_{model}_changelist")

    assert client.get(address).status_code == 403
    client.force_login(factories.make_superuser())
    assert client.get(address).status_code == 200


def test_a_new_person_may_enter(client: Client) -> None:
    client.force_login(factories.make_superuser())
    password = {"password1": "correct horse battery", "password2": "correct horse battery", "usable_password": "true"}
    memberships = {"memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0}

    client.post(reverse("admin:documents_user_add"), {"username": "ben", "email": "ben@example.com", **password, **memberships})

    assert User.objects.get(username="ben").is_staff


def test_the_administrator_sees_every_workspace(client: Client) -> None:
    factories.make_template(name="Coupon")
    client.force_login(factories.make_superuser())

    assert "Coupon" in client.get(reverse("admin:documents_template_changelist")).text


def test_a_deleted_link_takes_its_files_along(
    client: Client,
    anna: User,
    workspace: Workspace,
    stored: Callable[[], set[str]],
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    template = factories.make_template(workspace=workspace)
    before = stored()
    link = factories.make_link(template=template)
    actions.open_link(link=link)
    assert stored() != before

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("admin:documents_contentlink_delete", args=[link.pk]), {"post": "yes"})

    assert not ContentLink.objects.exists()
    assert stored() == before


def test_a_deleted_font_takes_its_file_along(
    client: Client,
    anna: User,
    workspace: Workspace,
    stored: Callable[[], set[str]],
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    before = stored()
    font = actions.add_font(workspace=workspace, upload=SimpleUploadedFile("Sans.ttf", FONT.read_bytes()))

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("admin:documents_fontfile_delete", args=[font.pk]), {"post": "yes"})

    assert not FontFile.objects.exists()
    assert stored() == before


def test_a_workspace_that_is_used_is_not_deleted(client: Client) -> None:
    template = factories.make_template()
    client.force_login(factories.make_superuser())
    address = reverse("admin:documents_workspace_delete", args=[template.workspace.pk])

    assert "still has 1 template(s)" in client.get(address).text
    client.post(address, {"post": "yes"})
    assert Workspace.objects.filter(pk=template.workspace.pk).exists()


def test_a_login_leads_to_the_overview(client: Client, workspace: Workspace) -> None:
    factories.make_user(workspace=workspace, username="ben")

    answer = client.post(reverse("admin:login"), {"username": "ben", "password": "correct horse"})

    assert answer.headers["Location"] == reverse("admin:index")


def test_an_expired_link_says_so(client: Client, anna: User, workspace: Workspace) -> None:
    link = factories.make_link(template=factories.make_template(workspace=workspace))
    ContentLink.objects.filter(pk=link.pk).update(expires_at=now() - timedelta(days=1))

    assert "Expired" in client.get(reverse("admin:documents_contentlink_change", args=[link.pk])).text


def test_a_file_is_checked_again_once_its_fonts_are_there(
    client: Client, anna: User, workspace: Workspace, run_jobs: Callable[[], int]
) -> None:
    template = factories.make_template(workspace=workspace)

    client.post(reverse("admin:documents_template_again", args=[template.pk]))
    run_jobs()

    template.refresh_from_db()
    assert (template.current.number, template.current.file_name) == (2, "test.idml")


def test_nobody_has_a_file_of_another_workspace_checked_again(client: Client, anna: User) -> None:
    foreign = factories.make_template()

    assert client.post(reverse("admin:documents_template_again", args=[foreign.pk])).status_code == 404
    assert foreign.versions.count() == 1


def test_the_request_to_copy_works(client: Client, anna: User, workspace: Workspace) -> None:
    template = factories.make_template(workspace=workspace, fields={"First Name": "String", "It's a date": "Date", "Price": "Number"})
    key = factories.make_key(workspace=workspace)

    sample = client.get(page_of(template)).context["sample_request"].replace("YOUR-KEY", key)

    words = shlex.split(sample)
    assert (words[0], words[1]) == ("curl", "http://testserver/v1/content")
    headers = dict(words[at + 1].split(": ", 1) for at, word in enumerate(words) if word == "-H")
    answer = client.post(
        "/v1/content",
        words[words.index("-d") + 1],
        content_type=headers.pop("Content-Type"),
        headers=headers,
    )
    assert answer.json()["RequestId"]
