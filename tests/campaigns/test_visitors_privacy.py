"""What no page of the visitors' may do, and how light and readable each is."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests.campaigns.factories import make_campaign, make_submission
from tests.campaigns.reading import page

pytestmark = pytest.mark.django_db

TICKET = re.compile(rb'name=\\?"ticket\\?" value=\\?"[^"]+"')  # when the form was handed out: the same for all of that moment
EVERY_KIND = {"First Name": "String", "Hours": "Number", "Since": "Date", "Member": "Boolean", "Photo": "Image"}


def every_address(run_jobs) -> list[str]:
    campaign = make_campaign()
    made, waiting = make_submission(campaign=campaign), None
    run_jobs()
    waiting = make_submission(campaign=campaign)
    link = make_submission(campaign=make_campaign(delivery="on_demand"))
    own = [
        prefix + submission.get_absolute_url().removeprefix("/c/")
        for submission in (made, waiting, link)
        for prefix in ("/c/", "/embed/c/", "/embed/v1/")
    ]
    ask = [made.get_absolute_url() + ending for ending in ("state", "preview.jpg", "download/0")]
    slug = campaign.slug
    forms = [f"/c/{slug}/", f"/embed/c/{slug}/", f"/embed/v1/{slug}/", "/embed/v1.js", f"/c/{slug}/picture.jpg", f"/c/{slug}/accent.css"]
    return [*forms, *own, *ask, "/c/nothing/", "/embed/c/nothing/", "/embed/v1/nothing/"]


def test_no_address_of_visitors_sets_a_cookie_or_reads_one(run_jobs):
    for address in every_address(run_jobs):
        for method in ("get", "post"):
            response = getattr(Client(), method)(address)

            assert "Set-Cookie" not in response, address
            assert not response.cookies, address
            assert "Cookie" not in response.get("Vary", ""), address


def test_another_applications_cookies_are_left_alone(run_jobs):
    for address in every_address(run_jobs):
        visitor = Client()
        visitor.cookies.load({"sessionid": "short", "csrftoken": "another's"})

        response = visitor.get(address)

        assert not response.cookies, address
        assert "Cookie" not in response.get("Vary", ""), address


def test_every_visitor_is_sent_the_same_form():
    campaign = make_campaign()
    stranger, regular = Client(), Client(headers={"accept-language": "he", "user-agent": "Other"})
    regular.cookies["sessionid"] = "somebody"

    for prefix in ("/c/", "/embed/c/", "/embed/v1/"):
        address = f"{prefix}{campaign.slug}/"
        first, second = (TICKET.sub(b"", visitor.get(address).content) for visitor in (stranger, regular))
        assert first == second
        assert TICKET.search(stranger.get(address).content)
    assert stranger.get("/c/nothing/").content == regular.get("/c/nothing/").content


def test_pages_hold_nothing_inline_and_their_policy_forbids_it(run_jobs):
    submission = make_submission()
    for address in (submission.campaign.get_absolute_url(), submission.get_absolute_url()):
        response = Client().get(address)

        assert "script-src 'self'; style-src 'self'" in response["Content-Security-Policy"]
        assert not page(response).inline


def test_ids_are_unique_and_every_label_and_description_finds_its_element(client):
    campaign = make_campaign(fields=EVERY_KIND | {"Colour": "String"}, questions={"Colour": {"choices": "red\nblue", "help_text": "Help"}})

    for response in (client.get(campaign.get_absolute_url()), client.post(campaign.get_absolute_url(), {})):
        read = page(response)
        assert len(read.ids) == len(set(read.ids))
        assert set(read.references) <= set(read.ids)


def test_the_first_page_is_light(client):
    campaign = make_campaign(fields=EVERY_KIND)

    html = client.get(campaign.get_absolute_url()).content
    parts = [(Path(settings.BASE_DIR) / "static/campaigns" / name).read_bytes() for name in ("form.css", "flow.js", "page.js")]

    assert len(html) + sum(map(len, parts)) < 50_000


def test_a_right_to_left_language_turns_the_page_round(client):
    campaign = make_campaign(language="he")

    assert '<html lang="he" dir="rtl">' in client.get(campaign.get_absolute_url()).content.decode()


def test_private_pages_are_kept_by_no_cache_and_listed_by_no_robot(client, run_jobs):
    response = client.get(make_submission().get_absolute_url())

    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Referrer-Policy"] == "same-origin"
