"""The staff's first page."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from campaigns import statistics
from campaigns.models import Campaign
from documents.actions import fail_request
from documents.models import User, Webhook, Workspace
from documents.models.webhooks import BY_HAND
from personalia_site.errors import RenderFailed
from tests import factories
from tests.campaigns.factories import send

pytestmark = pytest.mark.django_db


def test_the_overview_teaches_the_first_steps_and_then_counts(client: Client, anna: User, campaign: Campaign) -> None:
    page = client.get(reverse("admin:index")).text
    assert "First steps" in page
    assert "Nothing is waiting" in page

    statistics.count("started", campaign=campaign, source={})
    send(campaign)

    page = client.get(reverse("admin:index")).text
    assert "First steps" not in page
    assert "Begun to fill in<b>1</b>" in page
    assert "Spring fair" in page


def test_the_overview_tells_of_a_webhook_that_switched_itself_off(client: Client, anna: User, workspace: Workspace) -> None:
    by_itself, by_hand = (Webhook.objects.create(workspace=workspace, name=name, url="https://a.example/") for name in ("CRM", "Zapier"))
    by_itself.disable("The server answered 410: it wants no more of these.")
    by_hand.disable(BY_HAND)

    page = client.get(reverse("admin:index")).text

    assert "A webhook is off" in page
    assert "it wants no more of these" in page
    assert by_itself.get_absolute_url() in page
    assert by_hand.get_absolute_url() not in page


def test_the_overview_says_what_failed_and_nothing_of_others(client: Client, anna: User, workspace: Workspace) -> None:
    mine = factories.make_request(template=factories.make_template(workspace=workspace))
    foreign = factories.make_request(template=factories.make_template())
    fail_request(request=mine, error=RenderFailed("“Anna” does not fit.", error_id=1009))
    fail_request(request=foreign, error=RenderFailed("Somebody's secret.", error_id=1009))

    page = client.get(reverse("admin:index")).text

    assert "“Anna” does not fit." in page
    assert "secret" not in page


def test_somebody_without_a_workspace_is_told_whom_to_ask(client: Client) -> None:
    client.force_login(factories.make_user())

    assert "Ask your administrator" in client.get(reverse("admin:index")).text


def test_the_side_bar_keeps_administration_for_the_administrator(client: Client, anna: User, run_jobs: Callable[[], int]) -> None:
    people = reverse("admin:documents_user_changelist")

    assert people not in client.get(reverse("admin:index")).text
    client.force_login(factories.make_superuser())
    assert people in client.get(reverse("admin:index")).text
