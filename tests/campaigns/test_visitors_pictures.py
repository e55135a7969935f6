"""The campaign's picture, which follows what is typed."""

from io import BytesIO

import pytest
from PIL import Image

from campaigns import previews
from campaigns.models import Submission
from personalia_site.errors import TooMany
from tests.campaigns.factories import answers, make_campaign

pytestmark = pytest.mark.django_db


def test_the_campaigns_picture_shows_the_samples_and_changes_with_them(client, stored):
    campaign = make_campaign()
    before = client.get(f"/c/{campaign.slug}/picture.jpg").content
    campaign.template.fields.update(sample="Anna")

    after = client.get(f"/c/{campaign.slug}/picture.jpg").content

    assert Image.open(BytesIO(after)).format == "JPEG"
    assert before != after
    assert len([name for name in stored() if name.startswith(f"campaign-covers/{campaign.pk}/")]) == 1


def test_the_picture_follows_what_is_typed_and_keeps_nothing_of_it(client, stored, monkeypatch):
    campaign = make_campaign(fields={"First Name": "String", "Hours": "Number"})
    address = f"/c/{campaign.slug}/look.jpg"
    before = stored()

    nothing = client.post(address, {})
    monkeypatch.setattr(previews, "looks", previews.Looks())
    typed = client.post(address, answers(campaign, First_Name="Anna", Hours="no number yet"))

    assert Image.open(BytesIO(typed.content)).format == "JPEG"
    assert typed.content != nothing.content
    assert typed["Cache-Control"] == "private, no-store"
    assert stored() == before
    assert not Submission.objects.exists()


def test_a_design_that_takes_too_long_is_not_followed_for_a_while(client, monkeypatch):
    campaign = make_campaign()
    monkeypatch.setattr(previews, "LOOK_S", 0.0)
    monkeypatch.setattr(previews, "looks", previews.Looks())
    address = f"/c/{campaign.slug}/look.jpg"

    statuses = [client.post(address, answers(campaign, First_Name="Anna")).status_code for _ in range(2)]

    assert statuses == [200, 204]


def test_pictures_while_typing_take_turns_and_half_of_the_time():
    now_s = [0.0]
    looks = previews.Looks(clock=lambda: now_s[0])

    with looks.turn(), pytest.raises(TooMany), looks.turn():
        pass
    with looks.turn():
        now_s[0] = 2.0
    now_s[0] = 3.9
    with pytest.raises(TooMany), looks.turn():
        pass

    now_s[0] = 4.0
    with looks.turn():
        pass


def test_more_than_what_is_typed_gets_no_picture(client):
    campaign = make_campaign()

    response = client.post(f"/c/{campaign.slug}/look.jpg", answers(campaign, First_Name="x" * 300_000))

    assert response.status_code == 404


def test_a_sample_that_is_no_date_falls_back_to_the_placeholders(client):
    campaign = make_campaign(fields={"Since": "Date"})
    campaign.template.fields.update(sample="some day")

    response = client.get(f"/c/{campaign.slug}/picture.jpg")

    assert Image.open(BytesIO(response.content)).format == "JPEG"
