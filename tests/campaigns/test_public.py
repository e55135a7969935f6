"""The visitors' door: the whole way, mistakes, closed pages, and what no page of it may do."""

import re
from datetime import timedelta
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import now
from PIL import Image

from campaigns import pages, previews
from campaigns.models import Campaign, Submission
from campaigns.templatetags.long_dates import long_day
from documents import actions as documents
from documents.models import InputImage
from documents.models.content import result_folder
from personalia_site.errors import RenderFailed, TooMany
from tests.campaigns.factories import answers, make_campaign, make_submission, make_unfit_submission
from tests.factories import idml_with, make_template

pytestmark = pytest.mark.django_db

TICKET = re.compile(rb'name=\\?"ticket\\?" value=\\?"[^"]+"')  # when the form was handed out: the same for all of that moment
EVERY_KIND = {"First Name": "String", "Hours": "Number", "Since": "Date", "Member": "Boolean", "Photo": "Image"}


class Page(HTMLParser):
    """What a reader of the page meets: ids, labels, inputs."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.references: list[str] = []
        self.inputs: dict[str, dict[str, str]] = {}
        self.inputs_by_id: dict[str, dict[str, str]] = {}
        self.images: list[dict[str, str]] = []
        self.inline = False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attributes = {name: value or "" for name, value in attrs}
        self.ids += [attributes["id"]] if "id" in attributes else []
        self.images += [attributes] if tag == "img" else []
        self.references += attributes.get("for", "").split() + attributes.get("aria-describedby", "").split()
        self.inline |= "style" in attributes or any(name.startswith("on") for name in attributes)
        self.inline |= tag == "style" or (tag == "script" and "src" not in attributes)
        if tag == "input" and "id" in attributes:
            self.inputs_by_id[attributes["id"]] = attributes
        if "name" in attributes and tag in {"input", "select", "textarea"}:
            self.inputs.setdefault(attributes["name"], {"tag": tag, **attributes})


def page(response) -> Page:
    return Page(response.content.decode())


def picture(*, colour: str = "red") -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("RGB", (20, 20), colour).save(content, "PNG")
    return SimpleUploadedFile("photo.png", content.getvalue(), "image/png")


def name_of(campaign: Campaign, field: str) -> str:
    return f"q{campaign.form_fields.get(template_field__name=field).pk}"


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


def test_the_waiting_page_refreshes_itself_without_a_script(client):
    submission = make_submission()

    response = client.get(submission.get_absolute_url())

    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in response.content.decode()


def test_the_state_says_how_many_are_made_before(client, run_jobs):
    campaign = make_campaign()
    make_submission(campaign=campaign)
    second = make_submission(campaign=campaign)

    waiting = client.get(second.get_absolute_url() + "state").json()
    run_jobs()
    ready = client.get(second.get_absolute_url() + "state").json()

    assert (waiting["state"], waiting["ahead"]) == ("waiting", 1)
    assert (ready["state"], ready["percent"]) == ("ready", 100)


def test_the_result_shows_page_one_as_a_picture(client, run_jobs, stored):
    submission = make_submission()
    run_jobs()

    first = client.get(submission.get_absolute_url() + "preview.jpg")
    second = client.get(submission.get_absolute_url() + "preview.jpg")

    assert Image.open(BytesIO(first.content)).height == pytest.approx(1100, abs=15)
    assert first.content == second.content
    assert f"{result_folder(submission.request_id)}/first-page.jpg" in stored()


def test_the_pictures_place_is_kept_before_it_comes(client, run_jobs):
    submission = make_submission()
    run_jobs()
    _name, width_pt, height_pt = submission.request.version.pages[0]

    for address in (submission.get_absolute_url(), submission.campaign.get_absolute_url()):
        [image] = page(client.get(address)).images
        assert int(image["width"]) / int(image["height"]) == pytest.approx(width_pt / height_pt, rel=0.01)


def test_a_document_that_is_deleted_while_its_picture_is_made_leaves_none(
    client, run_jobs, stored, monkeypatch, django_capture_on_commit_callbacks
):
    submission = make_submission()
    run_jobs()
    file = submission.request.files.get()

    drawn = previews._picture

    def delete_and_draw(content: bytes, **asked: float) -> bytes:
        with django_capture_on_commit_callbacks(execute=True):
            documents.delete_request(request=submission.request)
        return drawn(content, **asked)

    monkeypatch.setattr(previews, "_picture", delete_and_draw)  # ours still draws: only the moment is made
    client.get(submission.get_absolute_url() + "preview.jpg")

    assert not [name for name in stored() if name.startswith(result_folder(file.request_id))]


def test_a_deleted_documents_picture_is_not_shown_any_longer(client, run_jobs, django_capture_on_commit_callbacks):
    submission = make_submission()
    run_jobs()
    address = submission.get_absolute_url() + "preview.jpg"
    client.get(address)

    with django_capture_on_commit_callbacks(execute=True):
        documents.delete_request(request=submission.request)

    assert client.get(address).status_code == 404


def test_several_files_are_listed_by_name(client, run_jobs):
    template = make_template(design=idml_with(("First Name",), pages=2))
    submission = make_submission(campaign=make_campaign(template=template, output_format="PNG", file_name="for-[First Name]"))
    run_jobs()

    names = [file.name for file in submission.request.files.all()]
    shown = client.get(submission.get_absolute_url()).content.decode()

    assert names
    assert all(name.startswith("for-Anna") and name in shown for name in names)


@pytest.mark.parametrize("zipped", [False, True])
def test_pictures_and_archives_have_a_preview_too(client, run_jobs, zipped):
    submission = make_submission(campaign=make_campaign(output_format="PNG", zipped=zipped))
    run_jobs()

    response = client.get(submission.get_absolute_url() + "preview.jpg")

    assert max(Image.open(BytesIO(response.content)).size) <= 1100


def test_an_on_demand_campaign_hands_out_the_link_that_renders_when_it_is_opened(client, run_jobs):
    submission = make_submission(campaign=make_campaign(delivery="on_demand"))

    response = client.get(submission.get_absolute_url())
    opened = client.get(submission.link.get_absolute_url())

    assert submission.request is None
    assert page(response).inputs_by_id["link"]["value"] == f"http://testserver{submission.link.get_absolute_url()}"
    assert f"It works until {long_day(submission.delete_at)}." in response.content.decode()
    assert b"".join(opened.streaming_content).startswith(b"%PDF")


def test_a_link_that_staff_revoked_is_not_offered_any_longer(client):
    submission = make_submission(campaign=make_campaign(delivery="on_demand"))
    documents.revoke_link(link=submission.link)

    response = client.get(submission.get_absolute_url())

    assert response.status_code == 410
    assert submission.link.token not in response.content.decode()


def test_a_document_that_fails_says_so_and_keeps_the_answers(client, run_jobs):
    campaign = make_campaign(fields={"First Name": "String", "City": "String"}, strict=True, consent_text="Yes")
    submission = make_unfit_submission(campaign=campaign, First_Name="山田", City="Kyoto \U0001f389", consent="on")
    run_jobs()

    response = client.get(submission.get_absolute_url())
    inputs = page(response).inputs

    assert "Your document could not be made" in response.content.decode()
    assert inputs[name_of(campaign, "First Name")]["value"] == "山田"
    assert "The sign “山” cannot be set in this design." in response.content.decode()
    assert "checked" in inputs["consent"]
    assert f'action="{campaign.get_absolute_url()}"' in response.content.decode()


def test_a_failed_try_can_be_sent_again_with_its_picture(client, run_jobs, stored):
    campaign = make_campaign(fields={"First Name": "String", "Photo": "Image"}, strict=True)
    failed = make_unfit_submission(campaign=campaign, First_Name="山田", Photo=picture())
    run_jobs()

    inputs = page(client.get(failed.get_absolute_url())).inputs
    kept = f"{name_of(campaign, 'Photo')}-kept"
    client.post(campaign.get_absolute_url(), {**answers(campaign, First_Name="Yamada"), kept: inputs[kept]["value"]})

    again = Submission.objects.exclude(pk=failed.pk).get()
    assert again.values["Photo"] != failed.values["Photo"]
    assert InputImage.objects.get(pk=again.values["Photo"]["image"]).request == again.request


def test_a_fault_of_ours_offers_another_try_and_a_reference(client):
    submission = make_submission()
    documents.fail_request(request=submission.request, error=RenderFailed("a secret of the server"))

    response = client.get(submission.get_absolute_url())

    assert "Something went wrong on our side" in response.content.decode()
    assert str(submission.pk)[:8] in response.content.decode()
    assert "a secret of the server" not in response.content.decode()


def test_closed_scheduled_unknown_and_withdrawn_pages_say_what_is_the_matter(client):
    closed = make_campaign(closed_text="Over until next spring.")
    Campaign.objects.filter(pk=closed.pk).update(closes_at=now() - timedelta(days=1))
    scheduled = make_campaign(opens_at=now() + timedelta(days=1))
    draft = make_campaign(published=False)

    shown = [client.get(campaign.get_absolute_url()) for campaign in (closed, scheduled, draft)] + [client.get("/c/nothing/")]

    assert [response.status_code for response in shown] == [410, 200, 404, 404]
    assert "Over until next spring." in shown[0].content.decode()
    assert "This form opens on" in shown[1].content.decode()
    assert all("There is nothing at this address" in response.content.decode() for response in shown[2:])


def test_a_closed_campaign_takes_no_answers(client):
    campaign = make_campaign()
    Campaign.objects.filter(pk=campaign.pk).update(closes_at=now() - timedelta(minutes=1))

    response = client.post(campaign.get_absolute_url(), answers(campaign, First_Name="Anna"))

    assert response.status_code == 410
    assert not Submission.objects.exists()


def test_staff_try_a_draft_by_its_trial_address(client):
    campaign = make_campaign(published=False)

    form = client.get(pages.trial_address(campaign))
    sent = client.post(pages.trial_address(campaign), answers(campaign, First_Name="Anna"))

    assert "not published yet" in form.content.decode()
    assert sent.status_code == 303
    assert Submission.objects.get().source == {"trial": "1"}
    assert not campaign.counts.exists()


def test_a_trial_that_fails_tells_staff_the_reason(client, run_jobs):
    campaign = make_campaign(published=False)

    sent = client.post(pages.trial_address(campaign), answers(campaign, First_Name="Anna"))
    documents.fail_request(request=Submission.objects.get().request, error=RenderFailed("the reason"))

    assert "the reason" in client.get(sent["Location"]).content.decode()


def test_a_download_that_is_not_there_yet_leads_back_to_its_page(client):
    submission = make_submission()

    response = client.get(f"{submission.get_absolute_url()}download/0")

    assert response["Location"] == submission.get_absolute_url()


def test_a_drafts_picture_is_for_those_who_try_it(client):
    campaign = make_campaign(published=False)

    [image] = page(client.get(pages.trial_address(campaign))).images
    stranger, staff = client.get(f"/c/{campaign.slug}/picture.jpg"), client.get(image["src"])

    assert (stranger.status_code, staff.status_code) == (404, 200)
    assert staff["Cache-Control"] == "private, no-store"


def test_a_submissions_address_outlives_the_campaigns(client):
    submission = make_submission()
    address = submission.get_absolute_url()
    Campaign.objects.update(slug="another")

    assert client.get(address).status_code == 200


def test_a_trial_address_opens_no_other_campaign(client):
    mine, other = make_campaign(published=False), make_campaign(published=False)

    response = client.get(pages.trial_address(mine).replace(mine.slug, other.slug))

    assert response.status_code == 404


@pytest.mark.parametrize("ending", ["", "state", "preview.jpg", "download/0"])
def test_a_submission_is_not_shown_without_its_token(client, run_jobs, ending):
    submission = make_submission()
    run_jobs()

    response = client.get(submission.get_absolute_url().replace(submission.token, "0" * 64) + ending)

    assert response.status_code == 404


def test_a_deleted_submissions_page_says_that_documents_go(client):
    submission = make_submission()
    address = submission.get_absolute_url()
    submission.delete()

    response = client.get(address)

    assert response.status_code == 404
    assert "Documents are deleted when their time is over" in response.content.decode()


def test_what_goes_on_while_the_template_is_replaced_loses_no_answer(client):
    campaign = make_campaign()
    campaign.template.versions.update(state="refused", refusal="Broken.", checked_at=now())

    response = client.post(campaign.get_absolute_url(), answers(campaign, First_Name="Anna"))

    assert "Please try again a little later" in response.content.decode()
    assert page(response).inputs[name_of(campaign, "First Name")]["value"] == "Anna"


def test_too_much_at_once_is_refused_unread(client):
    campaign = make_campaign()

    response = client.post(campaign.get_absolute_url(), answers(campaign, First_Name="Anna"), CONTENT_LENGTH=str(10**9))

    assert response.status_code == 413
    assert not Submission.objects.exists()


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


def test_a_right_to_left_language_turns_the_page_round(client):
    campaign = make_campaign(language="he")

    assert '<html lang="he" dir="rtl">' in client.get(campaign.get_absolute_url()).content.decode()


def test_private_pages_are_kept_by_no_cache_and_listed_by_no_robot(client, run_jobs):
    response = client.get(make_submission().get_absolute_url())

    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Referrer-Policy"] == "same-origin"
