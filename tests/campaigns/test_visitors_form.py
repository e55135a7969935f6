"""The visitors' form: questions, mistakes, what the address fills in, consent."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from campaigns.models import Submission
from documents.models import InputImage
from tests.campaigns.factories import answers, make_campaign
from tests.campaigns.reading import name_of, page, picture

pytestmark = pytest.mark.django_db
EVERY_KIND = {"First Name": "String", "Hours": "Number", "Since": "Date", "Member": "Boolean", "Photo": "Image"}


def test_a_visitor_fills_in_waits_and_downloads(client, run_jobs):
    campaign = make_campaign()

    sent = client.post(campaign.get_absolute_url(), answers(campaign, First_Name="Anna"))
    waiting = client.get(sent["Location"])
    run_jobs()
    result = client.get(sent["Location"])

    assert sent.status_code == 303
    assert Submission.objects.get().values == {"First Name": "Anna"}
    assert "data-wait" in waiting.content.decode()
    assert f'href="{sent["Location"]}download/0"' in result.content.decode()
    file = client.get(f"{sent['Location']}download/0", follow=True)
    assert b"".join(file.streaming_content).startswith(b"%PDF")


def test_every_kind_of_field_comes_in_as_the_template_wants_it(client):
    campaign = make_campaign(fields=EVERY_KIND)

    client.post(
        campaign.get_absolute_url(),
        answers(campaign, First_Name="Zoë", Hours="1,234.5", Since="2027-04-01", Member="on", Photo=picture()),
    )

    submission = Submission.objects.get()
    image = InputImage.objects.get()
    assert submission.values == {
        "First Name": "Zoë", "Hours": "1234.5", "Since": "2027-04-01", "Member": "1", "Photo": {"image": str(image.pk)},
    }  # fmt: skip
    assert image.request == submission.request


def test_inputs_bring_the_right_keyboard_and_autofill():
    campaign = make_campaign(fields={"First Name": "String", "Email": "String", "Hours": "Number", "Since": "Date"})

    inputs = page(Client().get(campaign.get_absolute_url())).inputs

    assert inputs[name_of(campaign, "First Name")]["autocomplete"] == "given-name"
    assert (inputs[name_of(campaign, "Email")]["type"], inputs[name_of(campaign, "Email")]["autocomplete"]) == ("email", "email")
    assert inputs[name_of(campaign, "Hours")]["inputmode"] == "decimal"
    assert inputs[name_of(campaign, "Since")]["type"] == "date"


def test_few_choices_are_radios_and_many_are_a_list():
    campaign = make_campaign(
        fields={"Colour": "String", "Country": "String"},
        questions={"Colour": {"choices": "red\nblue"}, "Country": {"choices": "\n".join("ABCDEF")}},
    )

    inputs = page(Client().get(campaign.get_absolute_url())).inputs

    assert inputs[name_of(campaign, "Colour")]["type"] == "radio"
    assert inputs[name_of(campaign, "Country")]["tag"] == "select"


def test_a_choice_that_was_not_offered_is_refused(client):
    campaign = make_campaign(questions={"First Name": {"choices": "red\nblue"}})

    response = client.post(campaign.get_absolute_url(), answers(campaign, First_Name="green"))

    assert "Please choose one of these." in response.content.decode()
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("First Name", "", "Please fill in “First name”."),
        ("First Name", "x" * 501, "This is too long: 500 characters fit."),
        ("Hours", "many", "Please write a number in digits, such as 1234.50."),
        ("Since", "2027-02-30", "Please give a whole date: year, month and day, such as 2026-04-01."),
        ("Email", "anna@", "Please give a whole e-mail address, such as anna@example.com."),
    ],
)
def test_a_mistake_is_said_beside_its_question_and_takes_the_focus(client, field, typed, sentence):
    campaign = make_campaign(fields={"First Name": "String", "Hours": "Number", "Since": "Date", "Email": "String"})
    good = {"First Name": "Anna", "Hours": "8", "Since": "2027-04-01", "Email": "anna@example.com"}

    response = client.post(
        campaign.get_absolute_url(), answers(campaign, **{name.replace(" ", "_"): value for name, value in (good | {field: typed}).items()})
    )

    name = name_of(campaign, field)
    wrong = page(response).inputs[name]
    assert sentence in response.content.decode()
    assert "autofocus" in wrong
    assert wrong["aria-invalid"] == "true"
    assert f"id_{name}_error" in wrong["aria-describedby"].split()
    assert [other for other, attributes in page(response).inputs.items() if attributes.get("aria-invalid")] == [name]


def test_nothing_typed_is_lost_by_a_mistake_not_even_the_picture(client):
    campaign = make_campaign(fields=EVERY_KIND)
    wrong = answers(campaign, First_Name="Zoë", Hours="many", Since="2027-04-01", Member="on", Photo=picture())

    inputs = page(client.post(campaign.get_absolute_url(), wrong)).inputs
    kept = inputs[f"{name_of(campaign, 'Photo')}-kept"]["value"]
    again = answers(campaign, First_Name="Zoë", Hours="8", Since="2027-04-01", Member="on")
    response = client.post(campaign.get_absolute_url(), {**again, f"{name_of(campaign, 'Photo')}-kept": kept})

    assert inputs[name_of(campaign, "First Name")]["value"] == "Zoë"
    assert inputs[name_of(campaign, "Since")]["value"] == "2027-04-01"
    assert "checked" in inputs[name_of(campaign, "Member")]
    assert response.status_code == 303
    assert Submission.objects.get().values["Photo"] == {"image": str(InputImage.objects.get().pk)}


def test_a_forged_ticket_for_a_picture_is_no_picture(client):
    campaign = make_campaign(fields={"Photo": "Image"})

    response = client.post(campaign.get_absolute_url(), {f"{name_of(campaign, 'Photo')}-kept": "forged"})

    assert "Please choose a picture" in response.content.decode()


def test_a_file_that_is_no_picture_is_refused_beside_its_question(client):
    campaign = make_campaign(fields={"Photo": "Image"})

    response = client.post(campaign.get_absolute_url(), answers(campaign, Photo=SimpleUploadedFile("photo.png", b"no picture")))

    assert "is not a PNG or JPG" in response.content.decode()
    assert not InputImage.objects.exists()


def test_the_address_fills_in_what_the_campaign_allows_and_nothing_else(client):
    campaign = make_campaign(
        fields={"First Name": "String", "City": "String"}, questions={"First Name": {"prefill": "name"}, "City": {"prefill": ""}}
    )

    inputs = page(client.get(campaign.get_absolute_url() + "?name=Anna&city=Rome&City=Rome")).inputs

    assert inputs[name_of(campaign, "First Name")]["value"] == "Anna"
    assert "value" not in inputs[name_of(campaign, "City")]


@pytest.mark.parametrize(("query", "value"), [("?hours=7", "7"), ("", "40"), ("?hours=many", "40")])
def test_a_hidden_question_takes_the_address_or_its_default(client, query, value):
    campaign = make_campaign(
        fields={"First Name": "String", "Hours": "Number"}, questions={"Hours": {"hidden": True, "prefill": "hours", "default": "40"}}
    )

    inputs = page(client.get(campaign.get_absolute_url() + query)).inputs
    sent = {name: attributes.get("value", "") for name, attributes in inputs.items()}
    client.post(campaign.get_absolute_url(), sent | answers(campaign, First_Name="Anna"))

    assert inputs[name_of(campaign, "Hours")]["type"] == "hidden"
    assert Submission.objects.get().values["Hours"] == value


def test_a_field_that_is_not_on_the_form_is_left_empty(client):
    campaign = make_campaign(fields={"First Name": "String", "City": "String"})
    campaign.form_fields.filter(template_field__name="City").delete()

    client.post(campaign.get_absolute_url(), answers(campaign, First_Name="Anna"))

    assert Submission.objects.get().values == {"First Name": "Anna", "City": ""}


def test_a_hidden_question_takes_no_more_than_its_field_and_never_refuses_or_cuts(client):
    hidden = {"hidden": True, "prefill": "code", "default": "none"}
    campaign = make_campaign(fields={"First Name": "String", "Code": "String"}, questions={"Code": hidden})

    client.post(campaign.get_absolute_url(), answers(campaign, First_Name="Anna", Code="\0" + "x" * 10_000))

    assert Submission.objects.get().values["Code"] == "none"
    assert page(client.get(f"{campaign.get_absolute_url()}?code={'x' * 501}")).inputs[name_of(campaign, "Code")]["value"] == "none"


def test_consent_is_asked_for_and_kept_as_it_read(client):
    campaign = make_campaign(consent_text="Send me news.", consent_required=True)

    refused = client.post(campaign.get_absolute_url(), answers(campaign, First_Name="Anna"))
    client.post(campaign.get_absolute_url(), answers(campaign, First_Name="Anna", consent="on"))

    assert "Please tick this box to go on." in refused.content.decode()
    submission = Submission.objects.get()
    assert (submission.consent, submission.consent_text) == (True, "Send me news.")


def test_consent_that_may_be_refused_is_not_assumed(client):
    campaign = make_campaign(consent_text="Send me news.", consent_required=False)

    client.post(campaign.get_absolute_url(), answers(campaign, First_Name="Anna"))

    submission = Submission.objects.get()
    assert (submission.consent, submission.consent_text) == (False, "")
