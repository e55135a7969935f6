"""After the form: waiting, the document, the link, and what fails."""

from io import BytesIO

import pytest
from PIL import Image

from campaigns import previews
from campaigns.models import Submission
from campaigns.templatetags.long_dates import long_day
from documents import actions as documents
from documents.models import InputImage
from documents.models.content import result_folder
from personalia_site.errors import RenderFailed
from tests.campaigns.factories import answers, make_campaign, make_submission, make_unfit_submission
from tests.campaigns.reading import name_of, page, picture
from tests.factories import idml_with, make_template

pytestmark = pytest.mark.django_db


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
