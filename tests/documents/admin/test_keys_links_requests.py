"""Fonts, keys, links and requests in the admin."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from documents import actions
from documents.models import ApiKey, ContentLink, FontFile, User, Workspace
from personalia_site.errors import RenderFailed
from tests import factories

pytestmark = pytest.mark.django_db
FONT = Path("/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf")


def test_fonts_are_added_by_the_handful_and_a_bad_one_is_named(client: Client, anna: User, workspace: Workspace) -> None:
    fonts = [SimpleUploadedFile("Sans.ttf", FONT.read_bytes()), SimpleUploadedFile("broken.ttf", b"no font")]

    page = client.post(reverse("admin:documents_fontfile_add"), {"fonts": fonts})

    assert "“broken.ttf” cannot be read as a font" in page.text
    assert str(FontFile.objects.get(workspace=workspace)) == "Liberation Sans Regular"
    assert "Liberation Sans" in client.get(reverse("admin:documents_fontfile_changelist")).text


def test_a_key_is_shown_once(client: Client, anna: User, workspace: Workspace) -> None:
    page = client.post(reverse("admin:documents_apikey_add"), {"name": "website", "scopes": ["content"]})

    text = page.context["text"]
    assert text in page.text
    assert "no-store" in page.headers["Cache-Control"]
    key = ApiKey.objects.matching(text)
    assert key is not None
    assert (key.name, key.workspace, key.scopes) == ("website", workspace, ["content"])
    later = client.get(reverse("admin:documents_apikey_change", args=[key.pk])).text
    assert key.prefix in later
    assert text not in later


def test_a_revoked_key_opens_nothing(client: Client, anna: User, workspace: Workspace) -> None:
    text = factories.make_key(workspace=workspace)
    key = ApiKey.objects.get()

    client.post(reverse("admin:documents_apikey_revoke", args=[key.pk]))

    assert ApiKey.objects.matching(text) is None


def test_nobody_revokes_a_key_of_another_workspace(client: Client, anna: User) -> None:
    text = factories.make_key(workspace=factories.make_workspace())

    answer = client.post(reverse("admin:documents_apikey_revoke", args=[ApiKey.objects.get().pk]))

    assert answer.status_code == 404
    assert ApiKey.objects.matching(text)


def test_a_link_is_shown_to_copy_and_can_be_revoked(client: Client, anna: User, workspace: Workspace) -> None:
    link = factories.make_link(template=factories.make_template(workspace=workspace))
    address = reverse("admin:documents_contentlink_change", args=[link.pk])

    page = client.get(address).text
    client.post(reverse("admin:documents_contentlink_revoke", args=[link.pk]))

    assert link.token in page
    assert "Anna" in page
    assert ContentLink.objects.get().revoked_at
    assert "Revoked" in client.get(address).text


def test_chosen_links_are_revoked_together(client: Client, anna: User, workspace: Workspace) -> None:
    template = factories.make_template(workspace=workspace)
    links = [factories.make_link(template=template) for _ in range(2)]

    client.post(
        reverse("admin:documents_contentlink_changelist"), {"action": "revoke_chosen", "_selected_action": [str(link.pk) for link in links]}
    )

    assert ContentLink.objects.filter(revoked_at=None).count() == 0


def test_links_of_another_workspace_are_not_there(client: Client, anna: User) -> None:
    link = factories.make_link()

    assert client.post(reverse("admin:documents_contentlink_revoke", args=[link.pk])).status_code == 404
    assert link.token not in client.get(reverse("admin:documents_contentlink_change", args=[link.pk]), follow=True).text


def test_a_request_that_failed_says_why_and_what_to_do(client: Client, anna: User, workspace: Workspace) -> None:
    row = factories.make_request(template=factories.make_template(workspace=workspace))
    actions.fail_request(request=row, error=RenderFailed("“Ω” is not in the font.", error_id=1008, parameters={"Character": "Ω"}))

    page = client.get(reverse("admin:documents_contentrequest_change", args=[row.pk])).text

    assert "“Ω” is not in the font." in page
    assert f"{reverse('docs-page', args=['errors'])}#1008" in page
    assert "“Ω” is not in the font." in client.get(reverse("admin:documents_contentrequest_changelist")).text


def test_requests_are_read_only(client: Client, anna: User, workspace: Workspace) -> None:
    row = factories.make_request(template=factories.make_template(workspace=workspace))

    assert client.post(reverse("admin:documents_contentrequest_change", args=[row.pk]), {"state": "failed"}).status_code == 403
    assert client.get(reverse("admin:documents_contentrequest_add")).status_code == 403
