"""What keeps machines from a form, and what a person does about it who was taken for one."""

import re
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from altcha import v1 as altcha
from django.core import signing

from campaigns import guard
from campaigns.models import Submission
from tests.campaigns.factories import answers, make_campaign

pytestmark = pytest.mark.django_db


def ticket_in(response) -> str:
    return re.search(r'name="ticket" value="([^"]+)"', response.content.decode())[1]


def signed(campaign, *, ago_s: float) -> str:
    return signing.dumps([str(campaign.pk), time.time() - ago_s], salt=guard.SALT)


@pytest.mark.parametrize("prefix", ["/c/", "/embed/c/", "/embed/v1/"])
def test_the_forms_own_ticket_is_good_once_it_is_old_enough(client, prefix, monkeypatch):
    campaign = make_campaign()
    address = f"{prefix}{campaign.slug}/"
    html = client.get(address).content.decode().replace('\\"', '"')
    sent = answers(campaign, First_Name="Anna") | {"ticket": re.search(r'name="ticket" value="([^"]+)"', html)[1]}

    at_once = client.post(address, sent).content.decode()
    monkeypatch.setattr(guard, "LEAST_S", 0.0)
    client.post(address, sent)

    assert "That was quicker than people type." in at_once
    assert Submission.objects.count() == 1


@pytest.mark.parametrize("ticket", ["", "forged", "of another", "old"])
def test_a_form_that_did_not_come_from_us_today_is_asked_for_once_more(client, ticket):
    campaign = make_campaign()
    tickets = {"of another": signed(make_campaign(), ago_s=60), "old": signed(campaign, ago_s=100_000)}
    sent = answers(campaign, First_Name="Anna") | {"ticket": tickets.get(ticket, ticket)}

    response = client.post(campaign.get_absolute_url(), sent)

    assert "This form was open for a long time." in response.content.decode()
    assert 'value="Anna"' in response.content.decode()
    assert ticket_in(response) != ticket
    assert not Submission.objects.exists()


def test_what_fills_in_everything_is_a_machine(client):
    campaign = make_campaign()
    sent = answers(campaign, First_Name="Anna", leave_empty="https://spam.example")

    response = client.post(campaign.get_absolute_url(), sent)

    assert "Something filled in a field that people do not see." in response.content.decode()
    assert "spam.example" not in response.content.decode()
    assert not Submission.objects.exists()


def test_one_address_may_send_a_campaigns_form_so_many_times(client, settings):
    settings.VISITOR_LIMIT = 2
    campaign, other = make_campaign(), make_campaign()
    sent = answers(campaign, First_Name="Anna")

    codes = [client.post(campaign.get_absolute_url(), sent).status_code for _ in range(3)]
    elsewhere = client.post(campaign.get_absolute_url(), sent, REMOTE_ADDR="192.0.2.7")
    another = client.post(other.get_absolute_url(), answers(other, First_Name="Anna"))

    assert codes == [303, 303, 429]
    assert elsewhere.status_code == another.status_code == 303


def test_the_forwarded_address_counts_only_behind_a_proxy(client, settings):
    settings.VISITOR_LIMIT = 1
    campaign = make_campaign()
    sent = answers(campaign, First_Name="Anna")

    def post(number: int) -> int:
        return client.post(campaign.get_absolute_url(), sent, headers={"x-forwarded-for": f"192.0.2.{number}"}).status_code

    assert [post(1), post(2)] == [303, 429]
    settings.BEHIND_PROXY = True
    assert [post(3), post(4)] == [303, 303]


def proof_for(client, campaign) -> str:
    made = client.get(f"/c/{campaign.slug}/challenge").json()
    found = altcha.solve_challenge(made["challenge"], made["salt"], made["algorithm"], made["maxNumber"])
    solved = {name: made[name] for name in ("algorithm", "challenge", "salt", "signature")}
    return altcha.Payload.from_dict({**solved, "number": found.number}).to_base64()


def test_a_proof_of_work_is_asked_for_where_the_campaign_wants_it_and_good_once(client):
    campaign = make_campaign(proof_of_work=True)
    address = campaign.get_absolute_url()
    sent = answers(campaign, First_Name="Anna", proof=proof_for(client, campaign))

    without = client.post(address, answers(campaign, First_Name="Anna"))
    first, again = client.post(address, sent), client.post(address, sent)

    assert "data-work=" in client.get(address).content.decode()
    assert "Please switch JavaScript on" in without.content.decode()
    assert (first.status_code, again.status_code) == (303, 200)
    assert Submission.objects.count() == 1


@pytest.mark.parametrize("proof", ["", "no", "bnVsbA==", "W10=", "eyJhIjoxfQ==", "MQ=="])
def test_what_is_no_proof_is_refused(client, proof):
    campaign = make_campaign(proof_of_work=True)

    response = client.post(campaign.get_absolute_url(), answers(campaign, First_Name="Anna", proof=proof))

    assert response.status_code == 200
    assert not Submission.objects.exists()


def test_another_campaigns_proof_is_none(client):
    campaign, other = make_campaign(proof_of_work=True), make_campaign(proof_of_work=True)

    assert not guard.is_proved(campaign, {"proof": proof_for(client, other)})
    assert guard.is_proved(other, {"proof": proof_for(client, other)})


def test_of_two_that_send_one_proof_at_once_one_is_believed(client):
    campaign = make_campaign(proof_of_work=True)
    data = {"proof": proof_for(client, campaign)}

    with ThreadPoolExecutor(8) as pool:
        believed = list(pool.map(lambda _: guard.is_proved(campaign, data), range(8)))

    assert believed.count(True) == 1
