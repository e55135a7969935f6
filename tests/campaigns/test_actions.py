from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils.timezone import now

from campaigns import actions
from campaigns.models import Campaign, DailyCount, FormField, Submission
from documents.models import ContentLink, ContentRequest, InputImage
from personalia_site.errors import Conflict
from tests.campaigns.factories import make_campaign, make_submission
from tests.campaigns.reading import picture
from tests.factories import make_template

pytestmark = pytest.mark.django_db


def test_a_new_campaign_asks_for_every_field_in_its_order():
    template = make_template(fields={"First Name": "String", "Member": "Boolean", "Photo": "Image"})

    campaign = actions.create_campaign(template=template, name="Spring offer")

    questions = list(campaign.form_fields.values_list("label", "required", "autocomplete", "prefill"))
    assert questions == [("First name", True, "given-name", "first-name"), ("Member", False, "", "member"), ("Photo", True, "", "photo")]
    assert (campaign.slug, campaign.title, campaign.stage) == ("spring-offer", "Spring offer", "draft")


def test_two_campaigns_of_one_name_have_two_addresses():
    template = make_template()

    slugs = [actions.create_campaign(template=template, name="Spring").slug for _ in range(3)]

    assert slugs == ["spring", "spring-2", "spring-3"]


def test_a_name_without_latin_letters_still_has_an_address():
    assert actions.create_campaign(template=make_template(), name="אביב").slug == "form"


def test_publishing_refuses_and_says_what_is_missing():
    campaign = make_campaign(published=False, title=" ")

    with pytest.raises(Conflict, match="Write a title"):
        actions.publish(campaign=campaign)

    assert Campaign.objects.get().published_at is None


def test_a_withdrawn_campaign_can_be_published_again():
    campaign = make_campaign()

    actions.withdraw(campaign=campaign)
    withdrawn = Campaign.objects.get().stage
    actions.publish(campaign=campaign)

    assert (withdrawn, Campaign.objects.get().stage) == ("draft", "open")


def test_a_submission_lives_as_long_as_the_campaign_says(run_jobs):
    submission = make_submission(campaign=make_campaign(retention_days=7))
    run_jobs()
    request = ContentRequest.objects.get()

    assert submission.delete_at == pytest.approx(now() + timedelta(days=7), abs=timedelta(minutes=1))
    assert request.url_expires_at == pytest.approx(submission.delete_at, abs=timedelta(minutes=1))


def test_a_link_lives_as_long_as_its_submission():
    submission = make_submission(campaign=make_campaign(delivery="on_demand", retention_days=7))

    assert submission.link.expires_at == submission.delete_at


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("brochure-[First Name]", "brochure-Anna"),
        ("[first name] [Nothing]", "Anna"),
        ("../[First Name]/x:y", "Annaxy"),
        ("[Photo]", "document"),
        ("   ", "document"),
        ("x" * 300, "x" * 100),
        ("a\u202etxt", "atxt"),
    ],
)
def test_the_file_name_is_filled_in_and_safe(pattern, name):
    assert actions.file_name(pattern, {"First Name": "Anna", "Photo": {"image": "1"}}) == name


def test_deleting_a_submission_deletes_all_that_was_made_of_it(client, run_jobs, stored, django_capture_on_commit_callbacks):
    campaign = make_campaign(fields={"First Name": "String", "Photo": "Image"})
    before = stored()
    submission = make_submission(campaign=campaign, First_Name="Anna", Photo=picture())
    run_jobs()
    client.get(submission.get_absolute_url() + "preview.jpg")
    made = stored() - before

    with django_capture_on_commit_callbacks(execute=True):
        actions.delete_submission(submission=Submission.objects.get())

    assert len(made) == 3  # picture, document, preview
    assert not made & stored()
    assert not ContentRequest.objects.exists()
    assert not InputImage.objects.exists()


def test_deleting_a_submission_closes_its_link_and_deletes_its_document(client, run_jobs, stored, django_capture_on_commit_callbacks):
    campaign = make_campaign(fields={"First Name": "String", "Photo": "Image"}, delivery="on_demand")
    before = stored()
    submission = make_submission(campaign=campaign, First_Name="Anna", Photo=picture())
    address = submission.link.get_absolute_url()
    client.get(address).close()
    made = stored() - before

    with django_capture_on_commit_callbacks(execute=True):
        actions.delete_submission(submission=Submission.objects.get())

    assert len(made) == 2
    assert not made & stored()
    assert not ContentLink.objects.exists()
    assert client.get(address).status_code == 404


def test_a_link_that_is_opened_just_before_it_is_deleted_leaves_nothing(client, stored, django_capture_on_commit_callbacks):
    campaign = make_campaign(delivery="on_demand")
    before = stored()
    submission = make_submission(campaign=campaign)
    as_the_workers_read_it = Submission.objects.select_related("link__request").get()
    client.get(submission.link.get_absolute_url()).close()

    with django_capture_on_commit_callbacks(execute=True):
        actions.delete_submission(submission=as_the_workers_read_it)

    assert stored() == before
    assert not ContentRequest.objects.exists()


def test_deleting_a_campaigns_submissions_leaves_the_others(django_capture_on_commit_callbacks):
    gone, kept = make_submission(), make_submission()

    with django_capture_on_commit_callbacks(execute=True):
        deleted = actions.delete_submissions(submissions=Submission.objects.filter(campaign=gone.campaign))

    assert deleted == 1
    assert Submission.objects.get() == kept


def test_deleting_a_campaign_leaves_no_file_of_it(client, run_jobs, stored, django_capture_on_commit_callbacks):
    campaign = make_campaign()
    before = stored()
    make_submission(campaign=campaign)
    run_jobs()
    client.get(f"/c/{campaign.slug}/picture.jpg")
    made = stored() - before

    with django_capture_on_commit_callbacks(execute=True):
        actions.delete_campaign(campaign=campaign)

    assert len(made) == 2
    assert not made & stored()
    assert not Campaign.objects.exists()


def test_a_field_is_asked_once():
    campaign = make_campaign()

    with pytest.raises(IntegrityError):
        FormField.objects.create(campaign=campaign, template_field=campaign.form_fields.get().template_field, label="Again")


def test_a_campaign_opens_before_it_closes():
    with pytest.raises(IntegrityError):
        make_campaign(opens_at=now(), closes_at=now() - timedelta(days=1))


@pytest.mark.parametrize("dpi", [71, 301])
def test_a_resolution_stays_in_its_range(dpi):
    with pytest.raises(IntegrityError):
        make_campaign(resolution_dpi=dpi)


def test_a_day_and_source_is_counted_in_one_row():
    campaign = make_campaign()
    DailyCount.objects.create(campaign=campaign, day=now().date())

    with pytest.raises(IntegrityError):
        DailyCount.objects.create(campaign=campaign, day=now().date())
