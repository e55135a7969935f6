"""A request's way: made, rendered, ended once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import now
from django_q.models import OrmQ

from documents import actions, tasks
from documents.models import ContentFile, ContentLink, ContentRequest, InputImage
from documents.rendering.output import RenderedFile
from personalia_site.errors import Conflict, Invalid, MissingAsset, RenderFailed
from tests import factories

pytestmark = pytest.mark.django_db
FILES = [RenderedFile("a.pdf", "application/pdf", b"%PDF-1")]


def test_a_request_and_its_job_come_together_or_not_at_all():
    template = factories.make_template()

    with transaction.atomic():
        factories.make_request(template=template)
        transaction.set_rollback(True)

    assert not ContentRequest.objects.exists()
    assert not OrmQ.objects.exists()


def test_rendering_twice_does_no_harm(run_jobs, stored):
    request = factories.make_request()
    run_jobs()
    before = stored()

    tasks.render_content(str(request.pk))

    assert stored() == before
    assert ContentFile.objects.count() == 1


def test_who_loses_the_race_leaves_no_file_behind(stored):
    request = factories.make_request()
    slow = ContentRequest.objects.get(pk=request.pk)
    actions.finish_request(request=request, files=FILES)
    before = stored()

    won = actions.finish_request(request=slow, files=FILES)

    assert not won
    assert stored() == before
    assert ContentFile.objects.count() == 1


def test_a_request_that_has_completed_cannot_fail():
    request = factories.make_request()
    slow = ContentRequest.objects.get(pk=request.pk)
    actions.finish_request(request=request, files=FILES)

    assert not actions.fail_request(request=slow, error=RenderFailed("late"))
    assert ContentRequest.objects.get().state == "completed"


def test_a_deleted_request_is_nobodys_work():
    request = factories.make_request()
    key = str(request.pk)
    actions.delete_request(request=request)

    tasks.render_content(key)

    assert not ContentRequest.objects.exists()


def test_what_is_no_failure_of_the_design_leaves_the_request_waiting(stored):
    request = factories.make_request()
    request.version.prepared.storage.delete(request.version.prepared.name)

    with pytest.raises(FileNotFoundError):
        tasks.render_content(str(request.pk))

    assert ContentRequest.objects.get().state == "waiting"


def test_a_version_that_is_not_ready_makes_no_request():
    version = factories.make_checking_version()

    with pytest.raises(Conflict):
        actions.request_content(version=version, values={}, output=factories.Output())


def test_files_are_kept_at_least_as_long_as_their_urls_live(run_jobs):
    factories.make_request(url_lifetime=timedelta(days=30))
    run_jobs()

    request = ContentRequest.objects.get()

    assert request.keep_until == request.url_expires_at == request.ended_at + timedelta(days=30)


def test_dates_are_written_in_the_templates_way_and_language():
    template = factories.make_template(fields={"Expiry Date": "Date"}, dates_written="j F Y")
    request = factories.make_request(template=template, values={"Expiry Date": "2025-05-01"})
    request.version.language = "de-DE"

    assert actions.design_values(request) == {"Expiry Date": "1 Mai 2025"}


@pytest.mark.parametrize(
    ("pattern", "language", "written"),
    [("", "en-US", "2025-04-01"), ("F d, Y", "en-US", "April 01, 2025"), ("j F Y", "xx-XX", "1 April 2025")],
)
def test_a_date_as_it_was_sent_as_the_coupon_has_it_and_in_a_language_nobody_knows(pattern, language, written):
    template = factories.make_template(fields={"Expiry Date": "Date"}, dates_written=pattern)
    request = factories.make_request(template=template, values={"Expiry Date": "2025-04-01"})
    request.version.language = language

    assert actions.design_values(request) == {"Expiry Date": written}


def test_an_uploaded_picture_belongs_to_its_request_and_goes_with_it(stored, django_capture_on_commit_callbacks):
    template = factories.make_template(fields={"Photo": "Image"})
    image = actions.store_image(workspace=template.workspace, upload=factories.png())
    values = actions.check_values(template=template, values={"Photo": image}, images="upload")
    request = factories.make_request(template=template, values=values)

    assert actions.design_values(request)["Photo"].startswith(b"\x89PNG")
    with django_capture_on_commit_callbacks(execute=True):
        actions.delete_request(request=request)

    assert image.file.name not in stored()
    assert not InputImage.objects.exists()


def test_what_a_dead_process_left_goes_with_its_request(run_jobs, stored, django_capture_on_commit_callbacks):
    request = factories.make_request()
    before = stored()
    run_jobs()
    storage, stray = ContentFile.objects.get().file.storage, f"results/{str(request.pk)[:2]}/{request.pk}/0_stray.pdf"
    storage.save(stray, factories.Bytes(b"left"))
    ContentRequest.objects.update(keep_until=now())

    with django_capture_on_commit_callbacks(execute=True):
        actions.delete_old()

    assert stored() == before
    assert not storage.exists(f"results/{str(request.pk)[:2]}/{request.pk}")


def test_a_picture_left_empty_is_no_picture():
    template = factories.make_template(fields={"Photo": "Image"})
    values = actions.check_values(template=template, values={"Photo": ""}, images="upload")

    assert actions.design_values(factories.make_request(template=template, values=values)) == {"Photo": b""}


def test_a_picture_that_was_deleted_meanwhile_fails_by_its_fields_name():
    template = factories.make_template(fields={"Photo": "Image"})
    image = actions.store_image(workspace=template.workspace, upload=factories.png())
    request = factories.make_request(template=template, values={"Photo": {"image": str(image.pk)}})
    image.delete()

    with pytest.raises(MissingAsset) as raised:
        actions.design_values(request)

    assert raised.value.parameters == {"FieldName": "Photo"}


def test_a_picture_that_nothing_was_made_with_goes_after_an_hour(stored, django_capture_on_commit_callbacks):
    image = actions.store_image(workspace=factories.make_workspace(), upload=factories.png())
    with django_capture_on_commit_callbacks(execute=True):
        actions.delete_old()
    assert image.file.name in stored()

    InputImage.objects.update(created_at=now() - timedelta(hours=2))
    with django_capture_on_commit_callbacks(execute=True):
        actions.delete_old()

    assert image.file.name not in stored()
    assert not InputImage.objects.exists()


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n broken", b"<svg xmlns='http://www.w3.org/2000/svg'/>"])
def test_a_picture_that_is_no_png_or_jpg_is_108(content):
    with pytest.raises(Invalid) as raised:
        actions.store_image(workspace=factories.make_workspace(), upload=factories.Bytes(content, name="a.png"))

    assert raised.value.error_id == 108


def test_another_workspaces_picture_is_not_taken():
    template = factories.make_template(fields={"Photo": "Image"})
    image = actions.store_image(workspace=factories.make_workspace(), upload=factories.png(name="a.jpg"))

    with pytest.raises(Invalid):
        actions.check_values(template=template, values={"Photo": image}, images="upload")


def test_people_may_leave_a_field_empty():
    fields = {"Photo": "Image", "Price": "Number", "Until": "Date", "Big": "Boolean", "Name": "String"}
    template = factories.make_template(fields=fields)

    values = actions.check_values(template=template, values=dict.fromkeys(fields, ""), images="upload")

    assert values == {"Photo": "", "Price": "", "Until": "", "Big": "0", "Name": ""}


def test_values_for_an_older_version_are_its_own_fields():
    template = factories.make_template(fields={"Name": "String", "Price": "Number"})
    old = template.current
    actions.make_current(version=factories.make_version(template=template, number=2, fields=("Name",)))
    template.refresh_from_db()

    assert actions.check_values(template=template, values={"Name": "A"}, images="url") == {"Name": "A"}
    with pytest.raises(Invalid, match="Price"):
        actions.check_values(template=template, values={"Name": "A"}, images="url", version=old)


@pytest.mark.parametrize(
    "broken",
    [{"state": "completed"}, {"ended_at": now()}, {"state": "failed", "ended_at": now()}, {"state": "completed", "ended_at": now()}],
)
def test_a_request_cannot_be_half_ended(broken):
    request = factories.make_request()

    with pytest.raises(IntegrityError), transaction.atomic():
        ContentRequest.objects.filter(pk=request.pk).update(**broken)


def test_a_link_deleted_takes_everything_with_it(fetch, stored, django_capture_on_commit_callbacks):
    link = factories.make_link()
    fetch(link.get_absolute_url())
    made = {name for name in stored() if name.startswith("results/")}
    with django_capture_on_commit_callbacks(execute=True):
        actions.delete_link(link=ContentLink.objects.get(pk=link.pk))

    assert not ContentRequest.objects.exists()
    assert len(made - stored()) == 1
