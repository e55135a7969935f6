"""GET /v1/campaigns"""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils.timezone import now

from campaigns.models import Campaign
from documents.models import Workspace
from tests import factories
from tests.campaigns.factories import make_campaign

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace() -> Workspace:
    return factories.make_workspace()


def ask(workspace: Workspace, **key: object):
    text = factories.make_key(workspace=workspace, **key)
    return Client().get("/v1/campaigns", headers={"authorization": f"ApiKey {text}"})


def named(workspace: Workspace, name: str) -> Campaign:
    return make_campaign(template=factories.make_template(workspace=workspace), name=name)


def test_a_campaign_is_told_with_its_address(workspace):
    campaign = named(workspace, "Spring")

    answer = ask(workspace)

    assert answer.status_code == 200
    assert answer.json() == [
        {
            "Id": str(campaign.pk),
            "Slug": campaign.slug,
            "Name": "Spring",
            "Url": f"http://testserver{campaign.get_absolute_url()}",
            "Live": True,
            "Button": "Get my document",
        }
    ]


def test_the_button_is_told_in_the_campaigns_language(workspace):
    make_campaign(template=factories.make_template(workspace=workspace), language="de")

    assert ask(workspace).json()[0]["Button"] == "Mein Dokument holen"


def test_they_come_by_name_and_live_says_which_take_visitors(workspace):
    names = ["Draft", "Closed", "Later", "Open"]
    draft, closed, later, _ = [named(workspace, name) for name in names]
    Campaign.objects.filter(pk=draft.pk).update(published_at=None)
    Campaign.objects.filter(pk=closed.pk).update(closes_at=now())
    Campaign.objects.filter(pk=later.pk).update(opens_at=now() + timedelta(days=1))

    told = [(each["Name"], each["Live"]) for each in ask(workspace).json()]

    assert told == [("Closed", False), ("Draft", False), ("Later", False), ("Open", True)]


def test_another_workspaces_are_not_told(workspace):
    named(factories.make_workspace(), "Theirs")

    assert ask(workspace).json() == []


def test_a_key_without_the_scope_is_403(workspace):
    answer = ask(workspace, scopes=["content", "templates", "webhooks"])

    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "missing_scope")


def test_without_a_key_it_is_401_and_another_method_405(workspace):
    assert Client().get("/v1/campaigns").status_code == 401
    text = factories.make_key(workspace=workspace)
    assert Client().post("/v1/campaigns", headers={"authorization": f"ApiKey {text}"}).status_code == 405


def test_every_answer_says_how_many_calls_are_left(workspace):
    assert ask(workspace)["RateLimit-Limit"] == "12000"


def test_the_call_is_documented():
    assert "<code>GET /v1/campaigns</code>" in (Path(settings.BASE_DIR) / "templates" / "docs" / "api.html").read_text()
