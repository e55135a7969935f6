import gzip
import html
import re

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
        part = client.get(f"/embed/v1/{submission.campaign.slug}/{path}").json()["html"]
        assert 'href="/' not in part
        assert 'src="/' not in part
        assert 'data-started="/' not in part
        assert 'action=""' not in part


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


def test_the_shortcode_answers_with_the_elements_html(client):
    campaign = make_campaign(slug="spring", button="Get it")

    plain = client.get("/embed/shortcode?campaign=spring")
    chosen = client.get(
        "/embed/shortcode",
        {
            "campaign": "spring", "label": "Mine & yours", "source": 'home "page"',
            "consent": "news 3", "data-first-name": "Ida", "onclick": "x()",
            "accent": "#ff0000", "radius": "4px", "background": "url(x)", "style": "color:red",
        },
    ).content.decode()  # fmt: skip

    assert plain.content.decode() == embed.element(campaign) == embed.snippet(campaign).replace("\n", "")
    assert plain["Access-Control-Allow-Origin"] == "*"
    assert chosen == (
        '<script src="http://testserver/embed/v1.js" async></script><personalia-form campaign="spring" source="home &quot;page&quot;" '
        'consent="news 3" data-first-name="Ida" style="--personalia-accent:#ff0000;--personalia-radius:4px">'
        '<a href="http://testserver/c/spring/">Mine &amp; yours</a></personalia-form>'
    )


@pytest.mark.parametrize("slug", ["", "nothing", "draft"])
def test_no_shortcode_of_what_is_not_published(client, slug):
    make_campaign(slug="draft", published=False)

    response = client.get("/embed/shortcode", {"campaign": slug})

    assert response.status_code == 404
    assert response.content.decode().startswith("<!--")


def test_an_editor_finds_the_oembed_of_a_pasted_address(client):
    campaign = make_campaign(slug="spring", title="Spring & sun")
    page = client.get(campaign.get_absolute_url()).content.decode()
    address = html.unescape(re.search(r'<link rel="alternate" type="application/json\+oembed" href="([^"]+)"', page)[1])

    said = client.get(address).json()

    assert (said["version"], said["type"], said["title"]) == ("1.0", "rich", "Spring & sun")
    assert said["html"].startswith('<blockquote><a href="http://testserver/c/spring/">Spring &amp; sun</a></blockquote><iframe ')
    assert 'src="http://testserver/embed/card/spring/"' in said["html"]
    assert said["thumbnail_url"] == "http://testserver/c/spring/picture.jpg"


@pytest.mark.parametrize(("asked", "given"), [("300", 300), ("9999", 640), ("1", 200), ("many", 640), ("", 640)])
def test_an_oembed_takes_no_more_room_than_the_host_has(client, asked, given):
    make_campaign(slug="spring")

    said = client.get("/oembed", {"url": "http://testserver/c/spring/", "maxwidth": asked, "maxheight": asked}).json()

    assert said["width"] == said["height"] == given


@pytest.mark.parametrize(
    "address",
    ["", "http://testserver/c/nothing/", "http://other.example/c/spring/", "http://testserver/admin/", "spring", "http://[", "http://testserver/c/draft/"],
)  # fmt: skip
def test_other_addresses_have_no_oembed(client, address):
    make_campaign(slug="spring")
    make_campaign(slug="draft", published=False)

    assert client.get("/oembed", {"url": address}).status_code == 404


def test_an_oembed_comes_as_json_only(client):
    make_campaign(slug="spring")

    assert client.get("/oembed", {"url": "http://testserver/c/spring/", "format": "xml"}).status_code == 501


def test_the_card_has_picture_and_link_counts_nothing_and_obeys_the_list_of_sites(client):
    campaign = make_campaign(slug="spring", allowed_sites="https://shop.example")

    response = client.get("/embed/card/spring/")
    card = response.content.decode()

    assert 'href="http://testserver/c/spring/"' in card
    assert 'data-form="/embed/c/spring/"' in card
    assert 'src="/c/spring/picture.jpg"' in card
    assert "frame-ancestors 'self' https://shop.example" in response["Content-Security-Policy"]
    assert "Set-Cookie" not in response
    assert not campaign.counts.exists()


def test_a_visitor_who_begins_is_counted_with_where_they_came_from(client):
    campaign = make_campaign()
    draft = make_campaign(published=False)

    for address in (f"/c/{campaign.slug}/started?utm_source=News", f"/c/{draft.slug}/started"):
        assert client.post(address).status_code == 204
    client.post(f"/c/{campaign.slug}/started", headers={"origin": "https://shop.example"})

    assert set(campaign.counts.values_list("source", "started", "views")) == {("news", 1, 0), ("shop.example", 1, 0)}
    assert not draft.counts.exists()


def test_the_preview_of_an_editor_is_nobodys_view(client):
    campaign = make_campaign()

    form = client.get(f"/embed/v1/{campaign.slug}/?editing=1").json()
    client.post(f"/c/{campaign.slug}/started?editing=1")

    assert form["step"] == "form"
    assert not campaign.counts.exists()


def test_the_links_text_is_in_the_campaigns_language(client):
    campaign = make_campaign(slug="spring", language="de")

    answer = client.get("/embed/shortcode?campaign=spring&lang=fr").content.decode()

    assert answer == str(embed.element(campaign, {"lang": "fr"}))
    assert '<personalia-form campaign="spring" lang="fr"><a href="http://testserver/c/spring/">Mein Dokument holen</a>' in answer


def test_what_the_page_round_it_says_is_kept_with_the_submission(client):
    campaign = make_campaign()
    said = {"embed": "Footer", "host_consent": "newsletter 2026-11", "utm_campaign": "spring"}

    client.post(f"/embed/v1/{campaign.slug}/", answers(campaign, First_Name="Anna") | said)

    assert Submission.objects.get().source == said


def test_every_answer_to_the_element_says_that_it_depends_on_the_site(client):
    campaign = make_campaign()

    assert "Origin" in client.get(f"/embed/v1/{campaign.slug}/")["Vary"]


def test_the_solver_is_a_script_of_its_own(client):
    response = client.get("/embed/v1-solver.js")

    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "subtle" not in scripts.element_text()
    assert "crypto.subtle" in response.content.decode()
