"""Keys and credits in the admin."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from documents.actions import credits
from documents.models import ApiKey, CreditEntry, CreditMonth, User, Workspace
from tests import factories

pytestmark = pytest.mark.django_db


def rotate(client: Client, key: ApiKey, hours: int) -> Any:
    return client.post(reverse("admin:documents_apikey_rotate", args=[key.pk]), {"hours": hours})


def test_a_key_without_a_scope_is_not_made(client: Client, anna: User) -> None:
    page = client.post(reverse("admin:documents_apikey_add"), {"name": "website"})

    assert page.status_code == 200
    assert not ApiKey.objects.exists()


def test_rotating_shows_the_new_key_once_and_keeps_the_old_one_a_while(client: Client, anna: User, workspace: Workspace) -> None:
    old_text = factories.make_key(workspace=workspace, scopes=["content"])
    old = ApiKey.objects.get()
    assert "Rotate the key" in client.get(reverse("admin:documents_apikey_change", args=[old.pk])).text

    page = rotate(client, old, 24)

    text = page.context["text"]
    new = ApiKey.objects.matching(text)
    assert new is not None
    assert (new.scopes, new.rotated) == (["content"], old)
    assert ApiKey.objects.matching(old_text) == old
    old.refresh_from_db()
    assert old.ends_at is not None
    assert timedelta(hours=23) < old.ends_at - now() < timedelta(hours=25)
    later = client.get(reverse("admin:documents_apikey_change", args=[old.pk])).text
    assert "Rotate the key" not in later
    assert "Revoke the key" in later


def test_the_old_key_can_end_at_once(client: Client, anna: User, workspace: Workspace) -> None:
    old_text = factories.make_key(workspace=workspace)

    rotate(client, ApiKey.objects.get(), 0)

    assert ApiKey.objects.matching(old_text) is None


def test_a_key_that_was_rotated_is_not_rotated_again(client: Client, anna: User, workspace: Workspace) -> None:
    factories.make_key(workspace=workspace)
    old = ApiKey.objects.get()
    rotate(client, old, 24)

    assert rotate(client, old, 24).status_code == 302
    assert ApiKey.objects.count() == 2


def test_nobody_rotates_a_key_of_another_workspace(client: Client, anna: User) -> None:
    factories.make_key(workspace=factories.make_workspace())

    assert rotate(client, ApiKey.objects.get(), 24).status_code == 404
    assert ApiKey.objects.count() == 1


def test_the_administrator_sets_how_many_documents_a_workspace_has(client: Client, workspace: Workspace) -> None:
    client.force_login(factories.make_superuser())
    memberships = {"memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0}

    address = reverse("admin:documents_workspace_change", args=[workspace.pk])
    client.post(address, {"name": "Acme", "monthly_credits": 100, **memberships})

    month = CreditMonth.objects.get()
    assert (month.workspace, month.allowance, month.left) == (workspace, 100, 100)
    assert CreditEntry.objects.get().amount == 100


def test_the_ledger_is_read_and_not_written(client: Client, anna: User, workspace: Workspace) -> None:
    request = factories.make_request(template=factories.make_template(workspace=workspace))
    theirs = factories.make_request()
    month = CreditMonth.objects.get(workspace=workspace)

    page = client.get(reverse("admin:documents_creditmonth_change", args=[month.pk])).text

    assert str(request.pk) in page
    assert str(theirs.pk) not in page
    assert "unlimited" in client.get(reverse("admin:documents_creditmonth_changelist")).text
    assert client.post(reverse("admin:documents_creditmonth_change", args=[month.pk]), {"used": 0}).status_code == 403
    other = CreditMonth.objects.exclude(workspace=workspace).get()
    assert client.get(reverse("admin:documents_creditmonth_change", args=[other.pk])).status_code == 302


@pytest.mark.parametrize(
    ("monthly", "made", "said"), [(100, 1, ""), (5, 4, "1 document left this month"), (2, 2, "No documents left this month"), (None, 3, "")]
)
def test_the_overview_says_when_credits_come_to_an_end(
    client: Client, anna: User, workspace: Workspace, monthly: int | None, made: int, said: str
) -> None:
    credits.set_allowance(workspace=workspace, monthly=monthly)
    template = factories.make_template(workspace=workspace)
    for _ in range(made):
        factories.make_request(template=template)

    page = client.get(reverse("admin:index")).text

    assert said in page
    assert ("left this month" in page) == bool(said)
