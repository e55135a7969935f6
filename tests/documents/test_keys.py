"""Keys: scoped, rotated with an overlap, revoked at once."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from documents import actions
from documents.models import ApiKey
from personalia_site.errors import Conflict, Invalid
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def key():
    return actions.issue_key(workspace=factories.make_workspace(), name="website", scopes=["content", "webhooks"])


def test_a_key_is_found_by_its_text_and_the_text_is_kept_nowhere(key):
    row, text = key

    assert ApiKey.objects.matching(text) == row
    assert text not in str(ApiKey.objects.values().get())


def test_a_rotated_key_and_its_successor_open_the_same_until_the_old_one_ends(key):
    old, old_text = key

    new, new_text = actions.rotate_key(key=old, ends_at=now() + timedelta(hours=1))

    assert (new.workspace, new.name, new.scopes, new.rotated) == (old.workspace, old.name, ["content", "webhooks"], old)
    assert ApiKey.objects.matching(old_text) == old
    assert ApiKey.objects.matching(new_text) == new
    ApiKey.objects.filter(pk=old.pk).update(ends_at=now())
    assert ApiKey.objects.matching(old_text) is None
    assert ApiKey.objects.matching(new_text) == new


def test_a_key_is_rotated_once(key):
    old, _ = key
    actions.rotate_key(key=old, ends_at=now() + timedelta(hours=1))

    with pytest.raises(Conflict):
        actions.rotate_key(key=old, ends_at=now() + timedelta(hours=1))

    assert ApiKey.objects.count() == 2


def test_a_revoked_key_opens_nothing_at_once_and_cannot_be_rotated(key):
    row, text = key

    actions.revoke_key(key=row)

    assert ApiKey.objects.matching(text) is None
    with pytest.raises(Conflict):
        actions.rotate_key(key=row, ends_at=now())


def test_revoking_the_old_key_leaves_its_successor(key):
    old, _ = key
    _, new_text = actions.rotate_key(key=old, ends_at=now() + timedelta(hours=1))

    actions.revoke_key(key=old)

    assert ApiKey.objects.matching(new_text)


@pytest.mark.parametrize("scopes", [[], ["everything"], ["content", "everything"]])
def test_a_key_needs_a_scope_that_exists(scopes):
    with pytest.raises(Invalid):
        actions.issue_key(workspace=factories.make_workspace(), name="website", scopes=scopes)
