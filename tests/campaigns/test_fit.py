"""Whether answers fit the design: said beside the question, before anything is made."""

import pytest
from django.test import Client

from campaigns import fit, pages
from campaigns.models import Submission
from documents.models import Template, TemplateVersion
from tests.campaigns.factories import answers, make_campaign
from tests.campaigns.reading import name_of, page
from tests.documents.rendering.form_builder import build_form, text
from tests.factories import idml_with, make_template, make_version, make_workspace

pytestmark = pytest.mark.django_db

WIDE, LOW = 340, 22
LONG = "Wilhelmina-Antoinette von und zu Hohenlohe-Waldenburg-Schillingsfürst of the very long name that no card has room for"


@pytest.fixture(autouse=True)
def _forget_slow_designs():
    fit.slow = type(fit.slow)()


def narrow(*fields: str, **details: object):
    """A strict campaign whose design has room for about one line a field."""
    design = idml_with(fields, text="", frame=(WIDE, LOW + 14 * len(fields)))
    return make_campaign(template=make_template(design=design, fields=dict.fromkeys(fields, "String")), strict=True, **details)


def asked(client: Client, campaign, query: str = "", **by_name: object):
    return client.post(f"/c/{campaign.slug}/fits{query}", answers(campaign, **by_name))


@pytest.mark.parametrize("prefix", ["/c/", "/embed/c/"])
def test_a_name_that_is_too_long_is_refused_beside_its_question_and_nothing_is_made(client, prefix):
    campaign = narrow("First Name", "City")

    response = client.post(f"{prefix}{campaign.slug}/", answers(campaign, First_Name=LONG, City="Rome"))

    html = response.content.decode()
    assert response.status_code == 200
    assert "This is too long for the design: about " in html
    assert page(response).inputs[name_of(campaign, "First Name")]["aria-invalid"] == "true"
    assert page(response).inputs[name_of(campaign, "City")]["value"] == "Rome"
    assert not Submission.objects.exists()


def test_what_is_said_to_fit_does(client):
    campaign = narrow("First Name")
    said = asked(client, campaign, First_Name=LONG).json()["mistakes"][name_of(campaign, "First Name")]
    count = int("".join(filter(str.isdigit, said)))

    assert 3 < count < len(LONG)
    assert asked(client, campaign, First_Name=LONG[:count]).json() == {"mistakes": {}}
    assert client.post(campaign.get_absolute_url(), answers(campaign, First_Name=LONG[:count])).status_code == 303


def test_a_sign_that_no_font_has_is_named(client):
    campaign = make_campaign(strict=True)

    response = client.post(campaign.get_absolute_url(), answers(campaign, First_Name="Zoë \ue123"))

    assert "The sign “\ue123” cannot be set in this design." in response.content.decode()
    assert not Submission.objects.exists()


def test_the_element_is_told_in_the_language_of_the_page_round_it(client):
    campaign = narrow("First Name")

    said = client.post(f"/embed/v1/{campaign.slug}/?lang=de", answers(campaign, First_Name=LONG)).json()
    early = asked(client, campaign, "?lang=de", First_Name=LONG)

    assert "Das ist zu lang für die Gestaltung: Hier passen etwa " in said["html"]
    assert f'data-fits="http://testserver/c/{campaign.slug}/fits?lang=de"' in said["html"]
    assert early.json()["mistakes"][name_of(campaign, "First Name")].startswith("Das ist zu lang")
    assert early["Access-Control-Allow-Origin"] == "*"


def test_while_it_is_filled_in_only_what_is_typed_is_looked_at(client):
    campaign = narrow("First Name", "City")

    assert asked(client, campaign).json() == {"mistakes": {}}
    assert list(asked(client, campaign, City=LONG).json()["mistakes"]) == [name_of(campaign, "City")]


def test_the_longest_of_two_that_share_a_frame_is_to_blame(client):
    campaign = narrow("First Name", "City")

    assert list(asked(client, campaign, First_Name=LONG, City="Rome").json()["mistakes"]) == [name_of(campaign, "First Name")]


@pytest.mark.parametrize("said", [LONG, "Zoë \ue123"])
def test_what_the_address_says_unseen_and_the_design_cannot_take_is_the_default(client, said):
    campaign = narrow("First Name", "Code", questions={"Code": {"hidden": True, "prefill": "code", "default": "SPRING"}})

    assert asked(client, campaign, First_Name="Zoë", Code=said).json() == {"mistakes": {}}
    assert client.post(campaign.get_absolute_url(), answers(campaign, First_Name="Zoë", Code=said)).status_code == 303
    assert Submission.objects.get().values == {"First Name": "Zoë", "Code": "SPRING"}


def test_what_the_address_says_unseen_and_fits_stays(client):
    campaign = narrow("First Name", "Code", questions={"Code": {"hidden": True, "prefill": "code", "default": "SPRING"}})

    client.post(campaign.get_absolute_url(), answers(campaign, First_Name="Zoë", Code="SUMMER"))

    assert Submission.objects.get().values["Code"] == "SUMMER"


def test_a_visitor_s_long_name_is_not_laid_to_the_hidden_answer(client):
    campaign = narrow("First Name", "Code", questions={"Code": {"hidden": True, "prefill": "code"}})

    mistakes = asked(client, campaign, First_Name=LONG, Code="SUMMER").json()["mistakes"]

    assert list(mistakes) == [name_of(campaign, "First Name")]


def test_a_form_of_a_pdf_is_looked_at_too(client):
    template = Template.objects.create(workspace=make_workspace(), name="Form")
    version = make_version(template=template, design=build_form((text("Name", rect=(36, 700, 90, 720)),)))
    template.current = version
    template.save()
    template.fields.create(name="Name")
    campaign = make_campaign(template=template, strict=True)

    said = asked(client, campaign, Name="Someone with a long name").json()["mistakes"]

    assert said[name_of(campaign, "Name")].startswith("This is too long for the design: about ")


def test_nothing_is_asked_where_everything_is_taken(client):
    for campaign in (narrow("First Name"), make_campaign(strict=True)):
        campaign.strict = False
        campaign.save()
        assert "data-fits" not in client.get(campaign.get_absolute_url()).content.decode()
        assert asked(client, campaign, First_Name=LONG).json() == {"mistakes": {}}


def test_a_remote_account_s_template_is_left_to_the_account(client):
    campaign = narrow("First Name")
    TemplateVersion.objects.filter(pk=campaign.template.current_id).update(kind="remote")

    assert "data-fits" not in client.get(campaign.get_absolute_url()).content.decode()
    assert asked(client, campaign, First_Name=LONG).json() == {"mistakes": {}}


def test_a_design_whose_text_takes_long_is_left_alone_for_a_while(client):
    campaign = narrow("First Name")
    fit.slow.note(campaign.template.current_id, 5.0)

    assert asked(client, campaign, First_Name=LONG).json() == {"mistakes": {}}


def test_a_closed_or_unknown_campaign_answers_nothing(client):
    draft = narrow("First Name", published=False)

    assert asked(client, draft, First_Name=LONG).status_code == 404
    assert client.post("/c/nothing/fits").status_code == 404
    assert client.get(f"/c/{draft.slug}/fits").status_code == 405
    trial = pages.trial_address(draft).partition("?")[2]
    assert asked(client, draft, f"?{trial}", First_Name=LONG).json()["mistakes"]


def test_it_is_asked_only_so_often_from_one_address(client, settings):
    settings.VISITOR_LIMIT = 1
    campaign = narrow("First Name")

    codes = [asked(client, campaign, First_Name="Zoë").status_code for _ in range(21)]

    assert codes == [200] * 20 + [429]
    assert client.post(campaign.get_absolute_url(), answers(campaign, First_Name="Zoë")).status_code == 303


def test_asking_keeps_nothing_and_sets_no_cookie(client):
    response = asked(client, narrow("First Name"), First_Name="Zoë")

    assert not Submission.objects.exists()
    assert "Set-Cookie" not in response
    assert response["Cache-Control"] == "private, no-store"
