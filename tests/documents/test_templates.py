"""Templates: uploaded, checked, replaced, rolled back, deleted."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile as Bytes
from django.db import IntegrityError, transaction
from django.utils.timezone import now
from django_q.models import OrmQ

from documents import actions, tasks
from documents.models import FontFile, Template, TemplateVersion
from documents.supervision import upkeep
from personalia_site.errors import Conflict, Invalid
from tests import factories

pytestmark = pytest.mark.django_db
LIBERATION = Path("/usr/share/fonts/truetype/liberation/LiberationSans-Bold.ttf")


def idml(*fields: str, text: str = "Hello") -> Bytes:
    return Bytes(factories.idml_with(fields, text=text), name="Coupon.idml")


def test_an_upload_is_checked_in_a_child_and_becomes_ready(run_jobs):
    version = factories.make_checking_version()
    assert version.state == "checking"

    run_jobs()

    version.refresh_from_db()
    template = Template.objects.get()
    assert (version.state, version.kind, version.progress) == ("ready", "idml", "")
    assert [field.name for field in version.fields] == ["First Name"]
    assert len(version.pages) == 1
    assert version.preview.size > 0
    assert template.current == version
    assert [(field.name, field.kind) for field in template.fields.all()] == [("First Name", "String")]


def test_its_job_has_a_patience_of_its_own():
    factories.make_checking_version()

    assert OrmQ.objects.get().task["timeout"] == 110


def test_a_file_that_cannot_be_read_is_refused_with_the_reason(run_jobs):
    version = factories.make_checking_version(upload=b"not a design", file_name="coupon.idml")

    run_jobs()

    version.refresh_from_db()
    assert version.state == "refused"
    assert "coupon.idml" in version.refusal
    assert Template.objects.get().current is None


@pytest.mark.parametrize("size", [0, 2 * 1024 * 1024])
def test_an_empty_or_too_large_file_is_refused_at_once(settings, size):
    settings.UPLOAD_MAX_MB = 1

    with pytest.raises(Invalid):
        factories.make_checking_version(upload=b"x" * size)

    assert not Template.objects.exists()


def test_a_replacement_is_used_when_it_is_ready_and_keeps_what_staff_chose(run_jobs):
    template = factories.make_template(fields={"Name": "String", "Until": "String"})
    template.fields.filter(name="Name").update(label="Your name", kind="Number")
    old = template.current

    version = actions.replace_version(template=template, upload=idml("Name", "Machine"))
    template.refresh_from_db()
    assert (version.number, template.current) == (2, old)
    run_jobs()

    template.refresh_from_db()
    assert template.current == version
    assert list(template.fields.filter(present=True).values_list("name", "label", "kind")) == [
        ("Name", "Your name", "Number"),
        ("Machine", "", "String"),
    ]
    assert list(template.fields.filter(present=False).values_list("name", flat=True)) == ["Until"]


def test_a_refused_replacement_leaves_the_template_as_it_is(run_jobs):
    template = factories.make_template()
    old = template.current
    actions.replace_version(template=template, upload=Bytes(b"broken", name="a.idml"))

    run_jobs()

    template.refresh_from_db()
    assert template.current == old


def test_an_older_check_that_ends_late_does_not_push_the_newer_version_out(run_jobs):
    template = factories.make_template()
    second = actions.replace_version(template=template, upload=idml("Second"))
    third = actions.replace_version(template=template, upload=idml("Third"))

    tasks.check_version(str(third.pk))
    tasks.check_version(str(second.pk))

    template.refresh_from_db()
    assert template.current == third
    assert list(template.fields.filter(present=True).values_list("name", flat=True)) == ["Third"]


def test_checking_twice_keeps_one_result(run_jobs, stored):
    version = factories.make_checking_version()
    run_jobs()
    before = stored()

    tasks.check_version(str(version.pk))

    assert stored() == before


def test_what_another_release_prepared_is_prepared_again_and_renders_the_same(run_jobs, stored, django_capture_on_commit_callbacks):
    request = factories.make_request()
    version = request.version
    old = version.prepared.storage.save(f"prepared/{version.pk}/0-old.bin", Bytes(b"\x80"))
    TemplateVersion.objects.update(prepared=old)

    with django_capture_on_commit_callbacks(execute=True):
        assert upkeep.queue_outdated() == 1
        OrmQ.objects.order_by("pk").first().delete()  # the request's own job: it would fail before
        run_jobs()

    version.refresh_from_db()
    assert version.prepared.name != old
    assert old not in stored()
    assert upkeep.queue_outdated() == 0
    tasks.render_content(str(request.pk))
    request.refresh_from_db()
    assert request.state == "completed"


def test_staff_can_roll_back_and_forward():
    template = factories.make_template(fields={"Old": "String"})
    first, second = template.current, factories.make_version(template=template, number=2, fields=("New",))
    actions.make_current(version=second)

    actions.make_current(version=first)

    template.refresh_from_db()
    assert template.current == first
    assert list(template.fields.filter(present=True).values_list("name", flat=True)) == ["Old"]


def test_a_version_that_is_not_ready_cannot_be_chosen():
    with pytest.raises(Conflict):
        actions.make_current(version=factories.make_checking_version())


def test_a_name_that_suggests_a_date_is_a_date():
    template = factories.make_template(design=factories.idml_with(("Expiry Date",)), fields={})

    assert template.fields.get().kind == "Date"


def test_a_version_that_nothing_was_made_with_can_be_deleted(stored, django_capture_on_commit_callbacks):
    template = factories.make_template()
    second = factories.make_version(template=template, number=2)
    with django_capture_on_commit_callbacks(execute=True):
        actions.delete_version(version=second)

    assert second.prepared.name not in stored()
    with pytest.raises(Conflict):
        actions.delete_version(version=template.current)


def test_a_template_whose_documents_are_kept_cannot_be_deleted(run_jobs):
    template = factories.make_template()
    request = factories.make_request(template=template)
    with pytest.raises(Conflict):
        actions.delete_template(template=template)
    run_jobs()
    actions.delete_request(request=request)

    actions.delete_template(template=template)

    assert not Template.objects.exists()


@pytest.mark.skipif(not LIBERATION.exists(), reason="needs Debian's fonts-liberation")
def test_a_font_of_the_library_is_known_by_its_names_and_replaced_by_its_file_name(stored, django_capture_on_commit_callbacks):
    workspace = factories.make_workspace()
    first = actions.add_font(workspace=workspace, upload=Bytes(LIBERATION.read_bytes(), name="Bold.ttf")).file.name
    with django_capture_on_commit_callbacks(execute=True):
        font = actions.add_font(workspace=workspace, upload=Bytes(LIBERATION.read_bytes(), name="Bold.ttf"))

    assert (font.family, font.style) == ("Liberation Sans", "Bold")
    assert FontFile.objects.count() == 1
    assert first not in stored()
    assert font.file.name in stored()


@pytest.mark.parametrize("content", [b"", b"not a font", b"OTTO" + b"\0" * 40, b"wOF2" + b"\xff" * 60, b"ttcf" + b"\xff" * 20])
def test_a_font_that_cannot_be_read_is_refused(content):
    with pytest.raises(Invalid):
        actions.add_font(workspace=factories.make_workspace(), upload=Bytes(content, name="a.otf"))

    assert not FontFile.objects.exists()


@pytest.mark.parametrize("broken", [{"state": "ready"}, {"state": "refused"}])
def test_a_version_cannot_be_half_checked(broken):
    version = factories.make_checking_version()

    with pytest.raises(IntegrityError), transaction.atomic():
        TemplateVersion.objects.filter(pk=version.pk).update(**broken)


def test_version_numbers_are_unique():
    template = factories.make_template()

    with pytest.raises(IntegrityError), transaction.atomic():
        factories.make_version(template=template, number=1)


def test_a_check_that_never_ends_is_overdue():
    version = factories.make_checking_version()
    TemplateVersion.objects.update(created_at=now() - timedelta(minutes=11))

    assert list(TemplateVersion.objects.overdue()) == [version]
