import gzip

import pytest
from django.core.exceptions import ValidationError

from campaigns import embed
from campaigns.embed import scripts
from campaigns.models import Submission
from tests.campaigns.factories import answers, make_campaign, make_submission

pytestmark = pytest.mark.django_db


def test_the_snippet_holds_script_element_and_a_plain_link():
    campaign = make_campaign(slug="spring", button='Get "it"')

    assert embed.snippet(campaign) == (
        '<script src="http://testserver/embed/v1.js" async></script>\n'
        '<personalia-form campaign="spring"><a href="http://testserver/c/spring/">Get &quot;it&quot;</a></personalia-form>'
    )
    assert 'src="http://testserver/embed/c/spring/"' in embed.iframe_snippet(campaign)


def test_the_script_is_small_and_asked_for_once(client):
    first = client.get("/embed/v1.js")
    again = client.get("/embed/v1.js", headers={"if-none-match": first["ETag"]})

    assert first["Content-Type"] == "text/javascript; charset=utf-8"
    assert len(gzip.compress(first.content)) <= 8 * 1024
    assert again.status_code == 304


@pytest.mark.parametrize("word", ["eval(", "new Function", "document.cookie", "localStorage", "sessionStorage", "indexedDB"])
def test_the_script_does_nothing_that_hosts_forbid(word):
    assert word not in scripts.element_text()


def test_the_whole_way_is_told_to_the_element(client, run_jobs):
    campaign = make_campaign()
    address = f"/embed/v1/{campaign.slug}/"

    form = client.get(address).json()
    refused = client.post(address, answers(campaign, First_Name="")).json()
    waiting = client.post(address, answers(campaign, First_Name="Anna")).json()
    run_jobs()
    result = client.get(waiting["self"]).json()

    assert [said["step"] for said in (form, refused, waiting, result)] == ["form", "form", "waiting", "result"]
    assert "Please fill in “First name”." in refused["html"]
    assert client.get(waiting["state"]).json()["state"] == "ready"
    assert f'href="http://testserver{Submission.objects.get().get_absolute_url()}download/0"' in result["html"]


def test_every_address_the_element_gets_is_a_whole_one(client, run_jobs):
    submission = make_submission()
    run_jobs()

    for path in ("", f"{submission.pk}/{submission.token}/"):
        html = client.get(f"/embed/v1/{submission.campaign.slug}/{path}").json()["html"]
        assert 'href="/' not in html
        assert 'src="/' not in html
        assert 'action=""' not in html


def test_the_site_round_the_element_is_its_source(client):
    campaign = make_campaign()

    client.get(f"/embed/v1/{campaign.slug}/", headers={"origin": "https://shop.example"})

    assert campaign.counts.get().source == "shop.example"


def test_any_site_may_embed_a_campaign_that_names_none(client):
    campaign = make_campaign()

    fragment = client.get(f"/embed/v1/{campaign.slug}/", headers={"origin": "https://any.example"})
    frame = client.get(f"/embed/c/{campaign.slug}/")

    assert fragment["Access-Control-Allow-Origin"] == "*"
    assert "frame-ancestors *" in frame["Content-Security-Policy"]


def test_only_named_sites_may_embed_a_campaign_that_names_some(client):
    campaign = make_campaign(allowed_sites="https://shop.example\nhttps://blog.example/")
    address = f"/embed/v1/{campaign.slug}/"

    allowed = client.get(address, headers={"origin": "https://blog.example"})
    refused = client.post(address, answers(campaign, First_Name="Anna"), headers={"origin": "https://other.example"})
    frame = client.get(f"/embed/c/{campaign.slug}/")

    assert allowed["Access-Control-Allow-Origin"] == "https://blog.example"
    assert "Origin" in allowed["Vary"]
    assert refused.status_code == 403
    assert "Access-Control-Allow-Origin" not in refused
    assert not Submission.objects.exists()
    assert "frame-ancestors 'self' https://shop.example https://blog.example" in frame["Content-Security-Policy"]


def test_the_whole_way_stays_inside_the_frame(client, run_jobs):
    campaign = make_campaign()

    sent = client.post(f"/embed/c/{campaign.slug}/", answers(campaign, First_Name="Anna"))
    run_jobs()
    result = client.get(sent["Location"])

    assert sent["Location"].startswith(f"/embed/c/{campaign.slug}/")
    assert "Download" in result.content.decode()
    assert "frame-ancestors *" in result["Content-Security-Policy"]


def test_an_unknown_campaign_says_so_to_the_element(client):
    assert client.get("/embed/v1/nothing/").json()["step"] == "unknown"


@pytest.mark.parametrize("text", ["example.com", "https://example.com/page", "https://a.example; script-src *", "*"])
def test_what_is_no_site_is_refused_and_opens_nothing(client, text):
    campaign = make_campaign(allowed_sites=text)

    frame = client.get(f"/embed/c/{campaign.slug}/")

    with pytest.raises(ValidationError):
        campaign.full_clean()
    assert frame["Content-Security-Policy"].endswith(("frame-ancestors 'self'", "frame-ancestors 'self' https://a.example"))
